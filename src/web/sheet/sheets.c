/* The list of sheets, with the sums by state above it. */
#include "report/sheet_query.h"
#include "report/registry.h"
#include "web/frame/text.h"
#include "web/list/table_page.h"
#include "web/part/act_undo.h"
#include "web/sheet/sheet.h"
#include "workflow/transition.h"

struct listing {
	struct table_page table;
	struct state_count *states;
	size_t state_count;
	int64_t act_id;                 /* that sent many on just now; 0: none */
	bool may_undo;                  /* it, now */
};

static int64_t sheets_in(const struct listing *l, enum state state)
{
	int64_t sheets = 0;

	for (size_t i = 0; i < l->state_count; i++)
		sheets += state == STATE_NONE || l->states[i].state == state ? l->states[i].sheets : 0;
	return sheets;
}

static enum err read_act(struct http_request *request, struct listing *l, struct error *error)
{
	if (params_int(&request->query, "act", 1, INT64_MAX, &l->act_id) != PARAM_BAD)
		return ERR_OK;
	return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad act");
}

/* The sums, and so the total of the state that is asked for. */
static enum err read_states(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct listing *l = arg;
	const struct sheet_query *query = l->table.view.ask.filter;
	enum err err = sheet_count_states(db, request->arena, web_actor(request), &query->sheets, &l->states,
	                                  &l->state_count, error);

	l->table.view.rows.total = err == ERR_OK ? sheets_in(l, query->sheets.state) : 0;
	if (err != ERR_OK || l->act_id == 0)
		return err;
	return act_read_undo(db, request, l->act_id, &l->may_undo, error);
}

static void put_sum(struct http_request *request, struct tmpl_dict *dict, const struct listing *l, enum state state)
{
	const struct sheet_query *query = l->table.view.ask.filter;
	bool current = query->sheets.state == state;
	int64_t sheets = sheets_in(l, state);

	if (state != STATE_NONE && sheets == 0 && !current)
		return;
	struct tmpl_dict *row = tmpl_add(dict, "SUM");
	tmpl_put(row, "SUM_URL", table_url(&l->table.view.ask, "", "state", state_code(state)));
	tmpl_put(row, "STATE", state == STATE_NONE ? "all" : state_code(state));
	tmpl_put(row, "SUM_LABEL", state == STATE_NONE ? message_text(MSG_ALL_SHEETS) : state_label(state));
	tmpl_put(row, "SUM_COUNT", web_count(request, sheets));
	if (current)
		tmpl_show(row, "SUM_CURRENT");
}

/* Of a list of what waits in the hamlets: all of it goes on at once, and is shown before. */
static void put_forward(struct http_request *request, const struct page *page, const struct listing *l)
{
	const struct sheet_query *query = l->table.view.ask.filter;
	int64_t waiting = sheets_in(l, STATE_WITH_HAMLET);
	enum role role = web_actor(request)->role;

	if (query->sheets.state != STATE_WITH_HAMLET || waiting == 0 ||
	    transition_find(ACTION_FORWARD, STATE_WITH_HAMLET, role) == NULL)
		return;
	struct table_ask ask = l->table.view.ask;
	struct tmpl_dict *section = tmpl_add(page->content, "FORWARD");
	ask.path = "/review/forward";
	tmpl_put(section, "FORWARD_URL", table_url(&ask, "", "after", NULL));
	tmpl_put(section, "FORWARD_COUNT", web_count(request, waiting));
}

/* Of a list of one state: the move that can be made with all of it. */
static void put_bulk(struct http_request *request, const struct page *page, const struct listing *l)
{
	const struct sheet_query *query = l->table.view.ask.filter;
	const struct bulk_move *move = bulk_move_from(query->sheets.state, web_actor(request)->role);
	struct table_ask ask = l->table.view.ask;

	if (move == NULL || sheets_in(l, query->sheets.state) == 0)
		return;
	struct tmpl_dict *bulk = tmpl_add(page->content, "BULK");
	ask.path = "/sheets/many";
	tmpl_put(bulk, "BULK_URL", table_url(&ask, "", "after", NULL));
	tmpl_put(bulk, "BULK_TEXT", message_text(move->title));
}

enum err page_sheets(struct http_request *request, struct http_response *response, struct error *error)
{
	enum role role = web_actor(request)->role;
	struct listing l = { .table.paper = false };
	struct page page;
	enum err err = table_ask_for(request, &sheets_table, &request->query, &l.table, error);

	l.table.view.ask.summed = request->suffix[0] == '\0';
	if (err == ERR_OK)
		err = read_act(request, &l, error);
	if (err == ERR_OK)
		err = table_look(request, &l.table, read_states, &l, error);
	if (err != ERR_OK)
		return err;
	if (table_is_file(request))
		return table_send(request, response, &l.table, error);
	if ((err = page_open(request, "sheet/list.html", message_text(MSG_NAV_SHEETS), &page, error)) != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", message_text(MSG_NAV_SHEETS));
	if (((ROLE_BIT(ROLE_OFFICER) | ROLE_BIT(ROLE_POLICE)) & ROLE_BIT(role)) != 0)
		tmpl_show(page.content, "NO_ID_LINK");
	if (role == ROLE_OFFICER)
		tmpl_show(page.content, "NUMBERED_LINK");
	if ((ROLES_WRITERS & ROLE_BIT(role)) != 0)
		put_section(page.content, "NEW_LINK", "NEW_URL", "/sheets/new");
	for (int state = STATE_NONE; state < STATE_COUNT; state++)
		put_sum(request, page.content, &l, (enum state)state);
	if (l.may_undo)
		act_put_undo(request, page.content, page.csrf, l.act_id);
	put_forward(request, &page, &l);
	put_bulk(request, &page, &l);
	table_put_form(&l.table.view, &page);
	table_put_list(&l.table.view, page.content);
	if (l.table.view.rows.count == 0 && !table_is_filtered(&l.table.view.ask) && (ROLES_WRITERS & ROLE_BIT(role)) != 0)
		put_section(page.content, "FIRST_SHEET", "FIRST_SHEET_URL", "/sheets/new");
	return page_send(&page, response, 200, error);
}
