/* The bars of progress: places and lengths in the units of the drawing. */
#include "text/utf8.h"
#include "web/frame/text.h"
#include "web/report/progress.h"

enum { LEFT = 210, WIDTH = 600, TOP = 36, ROW = 26, BAR = 16, FOOT = 24, TICKS = 5, NAME_LENGTH = 28 };

static int64_t highest(const struct progress_view *v)
{
	int64_t most = 0;

	for (size_t i = 0; i < v->count; i++) {
		most = v->rows[i].target > most ? v->rows[i].target : most;
		most = v->rows[i].collected > most ? v->rows[i].collected : most;
	}
	return most;
}

/* The least of 1, 2, 5, 10, 20, 50 … of which TICKS reach the most. */
static int64_t step_for(int64_t most)
{
	static const int64_t leaps[] = { 1, 2, 5 };
	int64_t power = 1;

	for (;; power *= 10) {
		for (size_t i = 0; i < 3; i++) {
			if (leaps[i] * power * TICKS >= most)
				return leaps[i] * power;
		}
	}
}

static int64_t length_of(int64_t figure, int64_t whole)
{
	return figure <= 0 ? 0 : (figure * WIDTH + whole / 2) / whole;
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

static void put_bar(struct http_request *request, struct tmpl_dict *chart, const struct progress_row *r, int64_t top,
                    int64_t whole)
{
	struct tmpl_dict *row = tmpl_add(chart, "BAR");
	const char *entered = web_count(request, r->entered);

	tmpl_put(row, "BAR_NAME", short_name(request, r->name));
	tmpl_put(row, "BAR_TEXT",
	         r->target < 0 ? entered : message_fill(request, MSG_OF_TARGET, entered, web_count(request, r->target)));
	tmpl_put_int(row, "TEXT_Y", top + BAR - 3);
	tmpl_put_int(row, "BAR_Y", top);
	tmpl_put_int(row, "COLLECTED_W", length_of(r->collected, whole));
	tmpl_put_int(row, "ACCEPTED_W", length_of(r->accepted, whole));
	tmpl_put_int(row, "ENTERED_W", length_of(r->entered, whole));
	if (r->target < 0)
		return;
	struct tmpl_dict *mark = tmpl_add(row, "MARK");
	tmpl_put_int(mark, "MARK_X", LEFT + length_of(r->target, whole));
	tmpl_put_int(mark, "MARK_TOP", top - 3);
	tmpl_put_int(mark, "MARK_BOTTOM", top + BAR + 3);
}

void progress_chart(struct http_request *request, struct tmpl_dict *dict, const struct progress_view *v)
{
	int64_t most = highest(v), step = step_for(most), bottom = TOP + (int64_t)v->count * ROW;

	if (v->campaign == NULL || most == 0)
		return;
	struct tmpl_dict *chart = tmpl_include(dict, "CHART", "report/progress-chart.html");
	tmpl_put(chart, "CHART_DESC",
	         message_fill(request, MSG_CHART, web_count(request, v->total.entered),
	                      v->total.target < 0 ? message_text(MSG_NO_FIGURE) : web_count(request, v->total.target)));
	tmpl_put_int(chart, "HEIGHT", bottom + FOOT);
	for (int i = 0; i <= TICKS; i++) {
		struct tmpl_dict *line = tmpl_add(chart, "GRID");
		tmpl_put_int(line, "GRID_X", LEFT + i * WIDTH / TICKS);
		tmpl_put_int(line, "GRID_BOTTOM", bottom);
		tmpl_put_int(line, "FOOT_Y", bottom + FOOT - 8);
		tmpl_put(line, "GRID_LABEL", web_count(request, i * step));
	}
	for (size_t i = 0; i < v->count; i++)
		put_bar(request, chart, &v->rows[i], TOP + 4 + (int64_t)i * ROW, step * TICKS);
}
