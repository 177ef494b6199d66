/* The bars of progress, a row a unit in the order of the table: how far it is, and where the plan wants it today.
 * Places and lengths across are hundredths of a percent of the drawing's width, so that it fits every window; down
 * they are pixels.
 *
 * Bars are parts of what is wanted of each unit (plan_wanted()), where it is of any, else sheets. The scale follows
 * from what is done, so that 0.3 % fills it as 95 % does; where all that is wanted, 100 %, is farther off than FAR
 * times that, its mark is no longer on the scale, and stands at the edge. */
#include "base/memory.h"
#include "report/figures/progress_view.h"
#include "table/display.h"
#include "text/utf8.h"
#include "web/frame/text.h"
#include "web/report/progress.h"

enum { SPAN = 9400, TOP = 4, ROW = 40, BAR_AT = 20, BAR = 12, FOOT = 22, STEPS = 5, FAR = 4, NAME_LENGTH = 26,
	ROWS_SHOWN = 20 };

struct chart {
	struct http_request *request;
	const struct progress_view *view;
	const struct progress_line *lines;
	size_t count;
	bool shares;                    /* parts in a million of what is wanted, else sheets */
	bool far;                       /* all that is wanted is not on the scale */
	int64_t step, whole;            /* of the scale */
};

/* ---- the scale ---- */

static int64_t wanted_of(const struct chart *chart, const struct progress_row *row)
{
	return plan_wanted(row, chart->view->plan);
}

/* Nothing of a row of which nothing is wanted, where it is of others. */
static int64_t value_of(const struct chart *chart, const struct progress_row *row, int64_t sheets)
{
	int64_t wanted = wanted_of(chart, row);

	if (!chart->shares)
		return sheets;
	return wanted <= 0 ? 0 : (sheets * MILLION + wanted / 2) / wanted;
}

static int64_t highest(const struct chart *chart)
{
	int64_t most = 0;

	for (size_t i = 0; i < chart->count; i++) {
		const struct progress_row *row = &chart->lines[i].row;
		int64_t value = value_of(chart, row, row->collected);
		most = value > most ? value : most;
	}
	return most;
}

/* The least of 1, 2, 5, 10, 20, 50 … of which STEPS reach the most. */
static int64_t step_for(int64_t most)
{
	static const int64_t leaps[] = { 1, 2, 5 };

	for (int64_t power = 1;; power *= 10) {
		for (size_t i = 0; i < 3; i++) {
			if (leaps[i] * power * STEPS >= most)
				return leaps[i] * power;
		}
	}
}

/* False: there is nothing to show. */
static bool lay_out(struct chart *chart)
{
	for (size_t i = 0; i < chart->count; i++)
		chart->shares |= wanted_of(chart, &chart->lines[i].row) > 0;
	int64_t most = highest(chart);
	if (chart->view->total.collected == 0)
		return false;
	chart->far = chart->shares && most > 0 && MILLION > FAR * most;
	if (most == 0 || (chart->shares && !chart->far && MILLION > most))
		most = chart->shares ? MILLION : 1;
	chart->step = step_for(most);
	chart->whole = (most + chart->step - 1) / chart->step * chart->step;
	return true;
}

/* ---- what it says ---- */

/* "0,15": more figures where a scale is of less than a percent. */
static const char *tick_text(const struct chart *chart, int64_t value)
{
	struct arena *arena = chart->request->arena;
	int64_t left = value % 10000;
	int digits = 4;

	if (!chart->shares)
		return display_count(arena, value);
	if (left == 0)
		return arena_print(arena, "%s %%", display_count(arena, value / 10000));
	for (; left % 10 == 0; digits--)
		left /= 10;
	return arena_print(arena, "%lld,%0*lld %%", (long long)(value / 10000), digits, (long long)left);
}

static const char *measure(const struct chart *chart)
{
	return message_text(chart->view->plan > 0 ? MSG_PLAN_MEASURE : MSG_TARGET_MEASURE);
}

/* The least and the most far of all units that something is wanted of; how many they are. */
static size_t ends(const struct progress_view *v, const struct progress_row **least, const struct progress_row **most)
{
	size_t told = 0;

	for (size_t i = 0; i < v->count; i++) {
		const struct progress_row *row = &v->rows[i];
		int64_t reached = plan_reached(row, v->plan);
		if (reached < 0)
			continue;
		if (told == 0 || reached < plan_reached(*least, v->plan))
			*least = row;
		if (told++ == 0 || reached > plan_reached(*most, v->plan))
			*most = row;
	}
	return told;
}

static const char *reached_text(const struct chart *chart, const struct progress_row *row)
{
	return display_part(chart->request->arena, plan_reached(row, chart->view->plan));
}

/* The name of the one unit that is as far, or how many are. */
static const char *who_reached(const struct chart *chart, const struct progress_row *row)
{
	const struct progress_view *v = chart->view;
	int64_t same = 0;

	for (size_t i = 0; i < v->count; i++)
		same += plan_reached(&v->rows[i], v->plan) == plan_reached(row, v->plan);
	return same > 1 ? message_fill(chart->request, MSG_COUNT_AREAS, web_count(chart->request, same), NULL) : row->name;
}

/* What the bars show, found from the figures; of somebody's own sheets nothing follows for the area. */
static const char *title(const struct chart *chart)
{
	struct http_request *request = chart->request;
	const struct progress_row *total = &chart->view->total, *least = total, *most = total;

	if ((ROLES_WATCHERS & ROLE_BIT(web_actor(request)->role)) == 0)
		return message_fill(request, MSG_CHART_OWN, measure(chart), NULL);
	if (!chart->shares)
		return message_fill(request, MSG_CHART_COUNT, web_count(request, total->entered),
		                    web_count(request, total->collected));
	size_t told = ends(chart->view, &least, &most);
	const char *const values[] = { reached_text(chart, least), who_reached(chart, least), reached_text(chart, most),
		who_reached(chart, most), measure(chart) };
	if (strcmp(values[0], values[2]) == 0)
		return message_fill(request, told > 1 ? MSG_CHART_EVEN : MSG_CHART_ONE, values[0], measure(chart));
	return message_fill_all(request, MSG_CHART_RANGE, values, COUNT(values));
}

static const char *mark_text(const struct chart *chart)
{
	const char *mark = message_text(chart->view->plan > 0 ? MSG_CHART_MARK_PLAN : MSG_CHART_MARK_TARGET);

	return chart->far ? message_fill(chart->request, MSG_CHART_OFF, mark, NULL) : mark;
}

/* ---- drawing ---- */

static int64_t length_of(const struct chart *chart, int64_t value)
{
	return value <= 0 ? 0 : (value * SPAN + chart->whole / 2) / chart->whole;
}

static void put_place(struct tmpl_dict *dict, const struct chart *chart, const char *name, int64_t hundredths)
{
	tmpl_put(dict, name, arena_print(chart->request->arena, "%lld.%02lld%%", (long long)(hundredths / 100),
	                                 (long long)(hundredths % 100)));
}

/* Bytes of the first so many characters. */
static size_t bytes_of(const char *text, size_t characters)
{
	size_t at = 0;

	for (; characters > 0 && text[at] != '\0'; characters--) {
		do
			at++;
		while (((unsigned char)text[at] & 0xc0) == 0x80);
	}
	return at;
}

/* Long names lose their middle: the number of a hamlet stands at the end. */
static const char *short_name(struct http_request *request, const char *name)
{
	size_t length = utf8_length(name);

	if (length <= NAME_LENGTH)
		return name;
	size_t head = bytes_of(name, NAME_LENGTH / 2), tail = bytes_of(name, length - NAME_LENGTH / 2 + 1);
	return arena_print(request->arena, "%.*s…%s", (int)head, name, name + tail);
}

static void put_figures(const struct chart *chart, struct tmpl_dict *dict, const struct progress_line *line)
{
	struct http_request *request = chart->request;
	const struct progress_row *row = &line->row;
	const char *entered = web_count(request, row->entered);

	if (wanted_of(chart, row) > 0) {
		put_section(dict, "SHARE", "SHARE_TEXT", reached_text(chart, row));
		tmpl_put(dict, "BAR_TEXT",
		         message_fill(request, MSG_CHART_ROW, entered, web_count(request, wanted_of(chart, row))));
	} else {
		tmpl_put(dict, "BAR_TEXT",
		         message_fill(request, chart->shares ? MSG_CHART_ROW_UNTOLD : MSG_CHART_ROW_COUNT, entered, NULL));
	}
}

static void put_mark(const struct chart *chart, struct tmpl_dict *dict, int64_t top)
{
	struct tmpl_dict *mark = tmpl_add(dict, chart->far ? "FAR" : "MARK");

	tmpl_put_int(mark, "MARK_TOP", top - 3);
	if (chart->far)
		return;
	put_place(mark, chart, "MARK_X", length_of(chart, MILLION));
	tmpl_put_int(mark, "MARK_BOTTOM", top + BAR + 3);
}

static void put_bar(const struct chart *chart, struct tmpl_dict *dict, const struct progress_line *line, int64_t top)
{
	struct tmpl_dict *bar = tmpl_add(dict, "BAR");
	const struct progress_row *row = &line->row;

	tmpl_put(bar, "BAR_NAME", short_name(chart->request, row->name));
	put_figures(chart, bar, line);
	tmpl_put_int(bar, "TEXT_Y", top + BAR_AT - 6);
	tmpl_put_int(bar, "BAR_Y", top + BAR_AT);
	put_place(bar, chart, "COLLECTED_W", length_of(chart, value_of(chart, row, row->collected)));
	put_place(bar, chart, "ACCEPTED_W", length_of(chart, value_of(chart, row, row->accepted)));
	put_place(bar, chart, "ENTERED_W", length_of(chart, value_of(chart, row, row->entered)));
	if (wanted_of(chart, row) > 0)
		put_mark(chart, bar, top + BAR_AT);
}

static void put_scale(const struct chart *chart, struct tmpl_dict *dict, int64_t bottom)
{
	for (int64_t at = 0; at <= chart->whole; at += chart->step) {
		struct tmpl_dict *line = tmpl_add(dict, "GRID");
		put_place(line, chart, "GRID_X", length_of(chart, at));
		tmpl_put_int(line, "GRID_BOTTOM", bottom);
		tmpl_put_int(line, "FOOT_Y", bottom + FOOT - 6);
		tmpl_put(line, "GRID_ANCHOR", at == 0 ? "start" : "middle");
		tmpl_put(line, "GRID_LABEL", tick_text(chart, at));
	}
}

void progress_chart(struct http_request *request, struct tmpl_dict *dict, const struct progress_view *v,
                    const struct progress_line *lines, size_t count)
{
	struct chart chart = { .request = request, .view = v, .lines = lines,
		.count = count < ROWS_SHOWN ? count : ROWS_SHOWN };
	int64_t bottom = TOP + (int64_t)chart.count * ROW;

	if (v->campaign == NULL || !lay_out(&chart))
		return;
	struct tmpl_dict *out = tmpl_include(dict, "CHART", "report/progress-chart.html");
	tmpl_put(out, "CHART_TITLE", title(&chart));
	tmpl_put(out, "CHART_DESC",
	         chart.shares ? message_fill(request, MSG_CHART_DESC, measure(&chart), mark_text(&chart))
	                      : message_text(MSG_CHART_COUNT_DESC));
	tmpl_put_int(out, "HEIGHT", bottom + FOOT);
	if (chart.count < count)
		put_section(out, "FIRST", "FIRST_TEXT",
		            message_fill(request, MSG_CHART_FIRST, web_count(request, (int64_t)chart.count),
		                         web_count(request, (int64_t)count)));
	if (chart.shares)
		put_section(out, chart.far ? "KEY_FAR" : "KEY_MARK", "MARK_TEXT", mark_text(&chart));
	put_scale(&chart, out, bottom);
	for (size_t i = 0; i < chart.count; i++)
		put_bar(&chart, out, &lines[i], TOP + (int64_t)i * ROW);
}
