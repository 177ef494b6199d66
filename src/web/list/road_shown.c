#include "web/list/road_shown.h"

#include "base/memory.h"
#include "table/display.h"
#include "web/frame/text.h"

/* How a paper is named (minutes by their type), who may open it, and what it says while it is not signed or counted. */
static const struct {
	enum message name, waits;
	uint32_t readers;
	const char *url;                /* before its id */
} papers[PAPER_KIND_COUNT] = {
	[PAPER_HANDOVER] = { MSG_ROAD_BATCH, MSG_ROAD_NOT_SIGNED, ROLE_BIT(ROLE_OFFICER) | ROLE_BIT(ROLE_POLICE),
		"/handovers/" },
	[PAPER_MINUTES] = { 0, 0, ROLE_BIT(ROLE_OFFICER) | ROLE_BIT(ROLE_LEADER), "/minutes/" },
	[PAPER_BUNDLE] = { MSG_ROAD_BUNDLE, MSG_ROAD_NOT_COUNTED,
		ROLE_BIT(ROLE_HAMLET_LEADER) | ROLE_BIT(ROLE_OFFICER) | ROLE_BIT(ROLE_LEADER), "/bundles/" },
	[PAPER_RETURN] = { MSG_ROAD_RETURN, 0, ROLE_BIT(ROLE_OFFICER) | ROLE_BIT(ROLE_POLICE), "/returns/" },
};

static const char *shown(struct http_request *request, struct date date)
{
	char text[DATE_TEXT];

	date_to_shown(date, text);
	return arena_text(request->arena, text);
}

/* ---- one stop ---- */

/* "21/05/2024 → 26/05/2024 · 5 ngày"; where it stands "từ 26/05/2024 · 15 ngày". */
static const char *span_of(struct http_request *request, const struct road_stop *stop)
{
	const char *from = stop->from == NULL ? NULL : web_day(request, stop->from);
	const char *until = stop->until == NULL ? NULL : web_day(request, stop->until);
	const char *days = stop->days == 0 ? message_text(MSG_ROAD_SAME_DAY)
	                                   : message_fill(request, MSG_ROAD_DAYS, web_count(request, stop->days), NULL);
	const char *const parts[] = { from, until, days };

	if (stop->until == NULL)
		return stop->from == NULL ? "" : message_fill(request, MSG_ROAD_SINCE, from, days);
	if (stop->from == NULL)
		return message_fill(request, MSG_ROAD_UNTIL, until, NULL);
	return message_fill_all(request, MSG_ROAD_SPAN, parts, COUNT(parts));
}

static void put_note(struct tmpl_dict *row, const char *text)
{
	put_section(row, "STOP_NOTE", "STOP_NOTE_TEXT", text);
}

static enum message name_of_paper(const struct carried *paper)
{
	static const enum message minutes[MINUTES_TYPE_COUNT] = { [MINUTES_ACCEPTANCE] = MSG_ROAD_MINUTES,
		[MINUTES_MEETING] = MSG_ROAD_MEETING, [MINUTES_CONFIRMATION] = MSG_ROAD_CONFIRMATION };

	return paper->kind == PAPER_MINUTES ? minutes[paper->type] : papers[paper->kind].name;
}

static void put_paper(struct http_request *request, struct tmpl_dict *row, const struct carried *paper)
{
	const char *number = paper->number == 0 ? message_text(MSG_ROAD_NO_NUMBER)
	                                        : display_batch(request->arena, paper->number, paper->year);
	const char *name = message_fill(request, name_of_paper(paper), number, NULL);
	bool leads = (papers[paper->kind].readers & ROLE_BIT(web_actor(request)->role)) != 0;
	struct tmpl_dict *line = tmpl_add(row, "STOP_PAPER"), *inner = tmpl_add(line, leads ? "PAPER_LINK" : "PAPER_PLAIN");

	tmpl_put(inner, "PAPER_NAME", name);
	if (leads)
		tmpl_put(inner, "PAPER_URL",
		         arena_print(request->arena, "%s%lld", papers[paper->kind].url, (long long)paper->id));
	if (paper->open)
		put_section(line, "PAPER_STANDS", "PAPER_STANDS_TEXT", message_text(papers[paper->kind].waits));
	else if (paper->outcome == OUTCOME_MISSING)
		put_section(line, "PAPER_STANDS", "PAPER_STANDS_TEXT", message_text(MSG_ROAD_MISSING));
	put_section(line, "PAPER_PLACE", "PAPER_PLACE_TEXT", paper->place);
}

static bool lies_in_open(const struct road_stop *stop)
{
	for (size_t i = 0; i < stop->paper_count; i++) {
		if (stop->papers[i]->open)
			return true;
	}
	return false;
}

/* What keeps it there. */
static void put_hold(struct http_request *request, struct tmpl_dict *row, const struct road_stop *stop,
                     const struct road_told *told)
{
	if (stop->station == STATION_CHECK && told->open_findings != NULL)
		put_note(row, message_fill(request, MSG_ROAD_FINDINGS, told->open_findings, NULL));
	if (stop->station == STATION_DELIVER && !lies_in_open(stop))
		put_note(row, message_text(MSG_ROAD_NO_BATCH));
	if (stop->station == STATION_PAPER)
		put_note(row, message_text(MSG_ROAD_NOT_BACK));
}

static void put_due(struct http_request *request, struct tmpl_dict *row, const struct road_stop *stop)
{
	if (!stop->has_due)
		return;
	const char *due = shown(request, stop->due);
	if (stop->late > 0)
		put_section(row, "STOP_LATE", "STOP_LATE_TEXT",
		            message_fill(request, MSG_ROAD_LATE, due, web_count(request, stop->late)));
	else if (stop->until == NULL)
		put_section(row, "STOP_DUE", "STOP_DUE_TEXT", message_fill(request, MSG_ROAD_DUE, due, NULL));
}

/* Whoever is out of the way is told by the state, the others by the station. */
static const char *name_of(const struct road_stop *stop)
{
	return stop->station == STATION_OUT ? state_label(stop->stood_as) : message_text(station_label(stop->station));
}

static struct tmpl_dict *put_name(struct tmpl_dict *list, const char *kind, const char *name)
{
	struct tmpl_dict *row = tmpl_add(list, "STOP");

	tmpl_put(row, "STOP_KIND", kind);
	tmpl_put(row, "STOP_NAME", name);
	return row;
}

static void put_stop(struct http_request *request, struct tmpl_dict *list, const struct road_stop *stop,
                     const struct road_told *told)
{
	bool here = stop->until == NULL;
	struct tmpl_dict *row = put_name(list, here ? "here" : "past", name_of(stop));

	if (here)
		tmpl_show(row, "STOP_HERE");
	put_section(row, "STOP_TIME", "STOP_TIME_TEXT", span_of(request, stop));
	put_section(row, "STOP_HOLDER", "STOP_HOLDER_NAME", stop->holder);
	put_due(request, row, stop);
	for (size_t i = 0; i < stop->paper_count; i++)
		put_paper(request, row, stop->papers[i]);
	if (here)
		put_hold(request, row, stop, told);
}

void road_put(struct http_request *request, struct tmpl_dict *content, const struct road_told *told)
{
	struct tmpl_dict *list = tmpl_include(content, "ROAD", "frame/road.html");
	const struct road *road = told->road;

	tmpl_put(list, "ROAD_NAME", message_text(MSG_ROAD_OF_SHEET));
	if (road->earlier > 0)
		put_section(list, "ROAD_EARLIER", "ROAD_EARLIER_TEXT",
		            message_fill(request, MSG_ROAD_EARLIER, web_count(request, (int64_t)road->earlier), NULL));
	for (size_t i = 0; i < road->count; i++)
		put_stop(request, list, &road->stops[i], told);
	for (size_t i = 0; i < road->ahead_count; i++)
		put_name(list, "ahead", message_text(station_label(road->ahead[i])));
}

/* ---- of several sheets ---- */

static bool is_collected(enum station station)
{
	return station != STATION_COLLECT && station != STATION_OUT;
}

enum err road_read_many(struct db *db, struct http_request *request, const struct held_asked *asked,
                        struct road_many *out, struct error *error)
{
	struct date today = clock_today(&web_app(request)->workflow.clock);
	struct held_target target = { -1, NULL };
	struct stage_days days;
	struct held_row *rows;
	size_t count;
	int64_t there = 0;

	*out = (struct road_many){ .need = 0 };
	enum err err = held_rows_any(db, request->arena, asked, &rows, &count, error);
	if (err == ERR_OK)
		err = stage_days_any(db, request->arena, &days, error);
	if (err == ERR_OK && asked->what == HELD_HAMLET)
		err = held_target_any(db, request->arena, asked, &target, error);
	if (err != ERR_OK)
		return err;
	road_hold(request->arena, rows, count, &days, asked->campaign_id, today, out->held);
	for (int s = 0; s < STATION_COUNT; s++)
		there += is_collected((enum station)s) ? out->held[s].sheets : 0;
	out->need = road_need(target.sheets - there, target.due_on, today);
	out->due_on = target.due_on;
	return ERR_OK;
}

static void put_held(struct http_request *request, struct tmpl_dict *list, enum station station,
                     const struct road_held *held)
{
	const char *name = message_text(station_label(station));
	struct tmpl_dict *row = put_name(list, held->sheets == 0 ? "ahead" : "held", name);

	put_section(row, "STOP_TIME", "STOP_TIME_TEXT",
	            message_fill(request, MSG_ROAD_SHEETS, web_count(request, held->sheets), NULL));
	if (held->sheets == 0 || station == STATION_ARCHIVE || station == STATION_OUT)
		return;
	put_note(row, message_fill(request, MSG_ROAD_LONGEST, web_count(request, held->days), NULL));
	if (held->late > 0)
		put_section(row, "STOP_LATE", "STOP_LATE_TEXT",
		            message_fill(request, MSG_ROAD_HELD_LATE, web_count(request, held->late), NULL));
	if (held->need > 0)
		put_section(row, "STOP_DUE", "STOP_DUE_TEXT",
		            message_fill(request, MSG_ROAD_NEED, web_count(request, held->need), NULL));
}

void road_put_many(struct http_request *request, struct tmpl_dict *content, enum message name,
                   const struct road_many *many)
{
	struct tmpl_dict *list = tmpl_include(content, "ROAD", "frame/road.html");

	tmpl_put(list, "ROAD_NAME", message_text(name));
	if (many->need > 0)
		put_section(list, "ROAD_EARLIER", "ROAD_EARLIER_TEXT",
		            message_fill(request, MSG_ROAD_TARGET, web_count(request, many->need),
		                         web_iso_day(request, many->due_on)));
	for (int s = 0; s < STATION_COUNT; s++) {
		if (many->held[s].sheets > 0 || !station_is_aside((enum station)s))
			put_held(request, list, (enum station)s, &many->held[s]);
	}
}
