/* What is to do today, on paper: what waits, and the sheets that are late or late soon. */
#include "base/memory.h"
#include "store/campaign/stage.h"
#include "text/label.h"
#include "web/frame/noted.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/report/tasks.h"

enum { ROWS_MOST = 40 };

struct day_list {
	struct tasks tasks;
	struct stage_days days;
	struct sheet_row *late, *soon;
	size_t late_count, soon_count;
};

static enum err read_list(struct db *db, struct http_request *request, bool soon, struct sheet_row **rows,
                          size_t *count, struct error *error)
{
	const struct sheet_filter filter = { .late_on = clock_today(&web_app(request)->workflow.clock), .late_soon = soon,
		.by_days_late = true, .limit = ROWS_MOST };

	return sheet_list(db, request->arena, web_actor(request), &filter, rows, count, error);
}

static enum err read_day(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct day_list *list = arg;
	enum err err = tasks_read(db, request, &list->tasks, error);

	if (err == ERR_OK)
		err = stage_days_any(db, request->arena, &list->days, error);
	if (err == ERR_OK)
		err = read_list(db, request, false, &list->late, &list->late_count, error);
	return err == ERR_OK ? read_list(db, request, true, &list->soon, &list->soon_count, error) : err;
}

/* Whose rows the paper shows. */
static enum err note(struct http_request *request, const struct day_list *list, struct error *error)
{
	struct sheet *sheets = arena_array(request->arena, list->late_count + list->soon_count + 1, sizeof *sheets);
	size_t count = 0;

	for (size_t i = 0; i < list->late_count; i++)
		sheets[count++] = (struct sheet){ .id = list->late[i].id, .commune_id = list->late[i].commune_id };
	for (size_t i = 0; i < list->soon_count; i++)
		sheets[count++] = (struct sheet){ .id = list->soon[i].id, .commune_id = list->soon[i].commune_id };
	return web_note_sheets(request, (struct shown_rows){ .access = ACCESS_PRINT, .table = "day" }, sheets, count,
	                       error);
}

static const char *due_text(struct http_request *request, const struct day_list *list, const struct sheet_row *s)
{
	struct date today = clock_today(&web_app(request)->workflow.clock), due;
	int64_t late = stage_days_late(&list->days, s->campaign_id, s->state, s->clock_from, today);
	char text[DATE_TEXT] = "";

	if (stage_due(&list->days, s->campaign_id, s->state, s->clock_from, &due))
		date_to_shown(due, text);
	return late == 0 ? arena_text(request->arena, text)
	                 : message_fill(request, MSG_DAY_LATE, text, web_count(request, late));
}

static void put_rows(struct http_request *request, struct tmpl_dict *dict, const char *section,
                     const struct day_list *list, bool soon)
{
	const struct sheet_row *rows = soon ? list->soon : list->late;
	size_t count = soon ? list->soon_count : list->late_count;
	struct tmpl_dict *table = count == 0 ? NULL : tmpl_add(dict, section);

	if (table == NULL)
		return;
	tmpl_put(table, "LIST_NAME", message_text(soon ? MSG_DAY_SOON : MSG_DAY_LATE_FIRST));
	for (size_t i = 0; i < count; i++) {
		struct tmpl_dict *row = tmpl_add(table, "ROW");
		tmpl_put(row, "NUMBER", sheet_number(request->arena, rows[i].paper_no, rows[i].id));
		tmpl_put(row, "NAME", rows[i].full_name == NULL ? message_text(MSG_NO_NAME) : rows[i].full_name);
		tmpl_put(row, "HAMLET", web_hamlet(rows[i].area_name));
		tmpl_put(row, "STATE_LABEL", state_label(rows[i].state));
		tmpl_put(row, "DUE", due_text(request, list, &rows[i]));
	}
}

enum err page_day(struct http_request *request, struct http_response *response, struct error *error)
{
	struct day_list list = { .late_count = 0 };
	char today[DATE_TEXT];
	struct page page;
	enum err err = web_read(request, read_day, &list, error);

	if (err == ERR_OK)
		err = note(request, &list, error);
	date_to_shown(clock_today(&web_app(request)->workflow.clock), today);
	const char *title = message_fill(request, MSG_TITLE_DAY, today, NULL);
	if (err == ERR_OK)
		err = page_open_print(request, "report/day-list.html", title, "/", &page, error);
	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "DAY_TITLE", title);
	tmpl_put(page.content, "WHOSE",
	         arena_print(request->arena, "%s · %s", web_actor(request)->full_name,
	                     web_frame(request, WEB_AREA)->area_name));
	tasks_put(request, page.content, tasks_put_late(request, page.content, &list.tasks), &list.tasks);
	put_rows(request, page.content, "LIST", &list, false);
	put_rows(request, page.content, "LIST", &list, true);
	return page_send(&page, response, 200, error);
}
