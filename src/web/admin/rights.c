/* Rights of units that have ended: who has them, and the confirmation that they go to the only successor. */
#include "report/registry.h"
#include "store/admin/user.h"
#include "web/admin/admin.h"
#include "web/frame/text.h"
#include "web/frame/tokens.h"
#include "web/input/admin_form.h"
#include "web/list/table_page.h"
#include "workflow/admin/admin.h"

struct rights {
	struct table_page table;
	int64_t movable;
};

static enum err count_movable(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct rights *r = arg;
	struct user_ended *rows;
	size_t count;
	char today[DATE_TEXT];

	date_to_iso(clock_today(&web_app(request)->workflow.clock), today);
	enum err err = user_ended_any(db, request->arena, today, &rows, &count, error);
	for (size_t i = 0; i < count && err == ERR_OK; i++)
		r->movable += rows[i].heir_count == 1;
	return err;
}

enum err page_rights(struct http_request *request, struct http_response *response, struct error *error)
{
	struct rights r = { .movable = 0 };
	struct page page;
	enum err err = table_open(request, &rights_table, &r.table, count_movable, &r, error);

	if (err != ERR_OK)
		return err;
	if (table_is_file(request))
		return table_send(request, response, &r.table, error);
	if ((err = admin_open(request, "admin/rights.html", message_text(MSG_TITLE_RIGHTS), &page, error)) != ERR_OK)
		return err;
	if (r.movable > 0) {
		struct tmpl_dict *section = tmpl_add(page.content, "MOVE");
		tmpl_put_int(section, "EXPECTED", r.movable);
		tmpl_put(section, "MOVE_TEXT", message_fill(request, MSG_RIGHTS_MOVE, web_count(request, r.movable), NULL));
		web_tokens(section, page.csrf, web_form_token(request), 0);
	}
	table_put_list(&r.table.view, page.content);
	return page_send(&page, response, 200, error);
}

enum err post_rights(struct http_request *request, struct http_response *response, struct error *error)
{
	const char *expected = params_filled(&request->form, "expected");
	struct rights_order order = { .head = web_head(request),
		.expected = expected == NULL ? -1 : strtoll(expected, NULL, 10) };
	enum err err = admin_move_rights(&order, error);

	return err == ERR_OK ? admin_done(request, response, NOTE_CHANGED, "/admin/rights") : err;
}
