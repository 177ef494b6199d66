/* The list of sheets. */
#include "web/frame/answer_json.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/list/area_choice.h"
#include "web/list/csv_table.h"
#include "web/list/deadlines.h"
#include "web/list/row_json.h"
#include "web/list/sheet_csv.h"
#include "web/part/shown.h"
#include "web/sheet/sheet.h"

enum { PAGE_ROWS = 50 };
enum {
	PARTS = FILTER_BIT(FILTER_STATE) | FILTER_BIT(FILTER_AREA) | FILTER_BIT(FILTER_CAMPAIGN) |
	        FILTER_BIT(FILTER_ENUMERATOR) | FILTER_BIT(FILTER_CLEAN) | FILTER_BIT(FILTER_Q) | FILTER_BIT(FILTER_AFTER),
	HIDDEN = FILTER_BIT(FILTER_ENUMERATOR) | FILTER_BIT(FILTER_CLEAN)
};

struct listing {
	struct list_filter filter;
	struct sheet_row *rows;
	size_t count;
	bool more;                      /* there is a next page */
	struct state_count *states;
	size_t state_count;
	int64_t all, total;             /* in any state; in the state asked for */
	struct area_choice areas;
	struct campaign *campaigns;
	size_t campaign_count;
	struct stage_days deadlines;
};

static int64_t sheets_in(const struct listing *l, enum state state)
{
	for (size_t i = 0; i < l->state_count; i++) {
		if (l->states[i].state == state)
			return l->states[i].sheets;
	}
	return 0;
}

static void sum_up(struct listing *l)
{
	l->all = 0;
	for (size_t i = 0; i < l->state_count; i++)
		l->all += l->states[i].sheets;
	l->total = l->filter.sheets.state == STATE_NONE ? l->all : sheets_in(l, l->filter.sheets.state);
	l->more = l->count > PAGE_ROWS;
	if (l->more)
		l->count = PAGE_ROWS;
}

static enum err read_listing(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct listing *l = arg;
	const struct actor *actor = web_actor(request);
	struct sheet_filter *f = &l->filter.sheets;
	enum err err;

	f->limit = PAGE_ROWS + 1;
	if ((err = sheet_list(db, request->arena, actor, f, &l->rows, &l->count, error)) != ERR_OK ||
	    (err = sheet_count_states(db, request->arena, actor, f, &l->states, &l->state_count, error)) != ERR_OK ||
	    (err = area_choice_read(db, request, f->area_id, &l->areas, error)) != ERR_OK ||
	    (err = campaign_list(db, request->arena, actor, &l->campaigns, &l->campaign_count, error)) != ERR_OK ||
	    (err = stage_days_any(db, request->arena, &l->deadlines, error)) != ERR_OK)
		return err;
	sum_up(l);
	return ERR_OK;
}

static const char *next_url(struct http_request *request, const struct listing *l, const char *path)
{
	if (!l->more)
		return NULL;
	return filter_url(request, path, &l->filter, FILTER_AFTER, web_id(request, l->rows[l->count - 1].id));
}

static enum err send_json(struct http_request *request, struct http_response *response, const struct listing *l,
                          struct error *error)
{
	cJSON *rows = cJSON_CreateArray();

	for (size_t i = 0; i < l->count; i++)
		cJSON_AddItemToArray(rows, sheet_row_json(request, &l->rows[i]));
	return json_send(request, response, list_json(rows, l->total, next_url(request, l, "/sheets.json")), error);
}

/* ---- the page ---- */

static void put_sum(struct http_request *request, struct tmpl_dict *dict, const struct listing *l, const char *state,
                    const char *label, int64_t sheets)
{
	struct tmpl_dict *row = tmpl_add(dict, "SUM");
	const char *current = l->filter.texts[FILTER_STATE];

	tmpl_put(row, "SUM_URL", filter_url(request, "/sheets", &l->filter, FILTER_STATE, state));
	tmpl_put(row, "STATE", state == NULL ? "all" : state);
	tmpl_put(row, "SUM_LABEL", label);
	tmpl_put(row, "SUM_COUNT", web_count(request, sheets));
	if (state == NULL ? current == NULL : current != NULL && strcmp(current, state) == 0)
		tmpl_show(row, "SUM_CURRENT");
}

static void put_states(struct http_request *request, struct tmpl_dict *dict, const struct listing *l)
{
	const char *current = l->filter.texts[FILTER_STATE];

	put_sum(request, dict, l, NULL, message_text(MSG_ALL_SHEETS), l->all);
	for (int i = STATE_NONE + 1; i < STATE_COUNT; i++) {
		const char *code = state_code((enum state)i);
		bool chosen = current != NULL && strcmp(current, code) == 0;
		int64_t sheets = sheets_in(l, (enum state)i);
		struct tmpl_dict *option = tmpl_add(dict, "STATE_OPTION");
		tmpl_put(option, "STATE_VALUE", code);
		tmpl_put(option, "STATE_TITLE", state_label((enum state)i));
		if (chosen)
			tmpl_show(option, "STATE_SELECTED");
		if (sheets > 0 || chosen)
			put_sum(request, dict, l, code, state_label((enum state)i), sheets);
	}
}

static void put_campaigns(struct http_request *request, struct tmpl_dict *dict, const struct listing *l)
{
	if (l->campaign_count < 2 && l->filter.texts[FILTER_CAMPAIGN] == NULL)
		return;
	struct tmpl_dict *section = tmpl_add(dict, "CAMPAIGNS");
	for (size_t i = 0; i < l->campaign_count; i++) {
		struct tmpl_dict *row = tmpl_add(section, "CAMPAIGN_OPTION");
		tmpl_put(row, "CAMPAIGN_VALUE", web_id(request, l->campaigns[i].id));
		tmpl_put(row, "CAMPAIGN_TITLE", l->campaigns[i].code);
		if (l->campaigns[i].id == l->filter.sheets.campaign_id)
			tmpl_show(row, "CAMPAIGN_SELECTED");
	}
}

static void put_sheet(struct http_request *request, struct tmpl_dict *dict, const struct listing *l,
                      const struct sheet_row *s)
{
	struct tmpl_dict *row = tmpl_add(dict, "SHEET");

	tmpl_put(row, "SHEET_URL", sheet_url(request, s->id, ""));
	tmpl_put(row, "FULL_NAME", s->full_name == NULL ? message_text(MSG_NO_NAME) : web_masked(request, s->full_name));
	tmpl_put(row, "BIRTH_DATE", web_iso_day(request, s->birth_date));
	tmpl_put(row, "SEX", web_option(web_app(request)->form->sex, s->sex));
	tmpl_put(row, "CITIZEN_ID", web_number(request, s->citizen_id));
	tmpl_put(row, "AREA", web_hamlet(s->area_name));
	tmpl_put(row, "ENUMERATOR", s->enumerator_name);
	tmpl_put(row, "UPDATED", web_time(request, s->since));
	tmpl_put(row, "STATE", state_code(s->state));
	tmpl_put(row, "STATE_LABEL", state_label(s->state));
	put_section(row, "SHEET_ERRORS", "ERROR_COUNT", s->open_errors > 0 ? web_count(request, s->open_errors) : NULL);
	put_section(row, "SHEET_WARNINGS", "WARNING_COUNT",
	            s->open_warnings > 0 ? web_count(request, s->open_warnings) : NULL);
	put_section(row, "SHEET_LATE", "LATE_TEXT", deadlines_late(request, &l->deadlines, s));
}

static void put_rows(struct http_request *request, struct tmpl_dict *dict, const struct listing *l)
{
	bool filtered = filter_is_set(&l->filter) || l->filter.sheets.after != 0;

	if (l->count > 0) {
		struct tmpl_dict *section = tmpl_add(dict, "SHEETS");
		tmpl_put(section, "FOUND_TEXT", message_fill(request, MSG_COUNT_SHEETS, web_count(request, l->total), NULL));
		for (size_t i = 0; i < l->count; i++)
			put_sheet(request, section, l, &l->rows[i]);
	} else if (filtered) {
		tmpl_put(tmpl_add(dict, "EMPTY_FILTER"), "CLEAR_URL", "/sheets");
	} else {
		bool writer = (ROLES_WRITERS & ROLE_BIT(web_actor(request)->role)) != 0;
		tmpl_put(tmpl_add(dict, "EMPTY_NONE"), "EMPTY_TEXT",
		         message_text(writer ? MSG_NO_SHEETS_WRITE : MSG_NO_SHEETS));
	}
	if (l->filter.sheets.after != 0)
		put_section(dict, "FIRST_PAGE", "FIRST_URL", filter_url(request, "/sheets", &l->filter, FILTER_AFTER, NULL));
	put_section(dict, "NEXT_PAGE", "NEXT_URL", next_url(request, l, "/sheets"));
	if (l->count > 0)
		put_section(dict, "CSV_LINK", "CSV_URL", filter_url(request, "/sheets.csv", &l->filter, FILTER_AFTER, NULL));
}

static void put_search(struct http_request *request, struct tmpl_dict *dict, const struct listing *l)
{
	bool masked = actor_is_masked(web_actor(request));

	tmpl_put(dict, "Q", l->filter.texts[FILTER_Q]);
	tmpl_put(dict, "Q_HELP", message_text(masked ? MSG_Q_HELP_MASKED : MSG_Q_HELP));
	put_section(dict, "Q_ERROR", "Q_ERROR_TEXT", l->filter.half_id ? message_text(MSG_Q_HALF_ID) : NULL);
}

enum err page_sheets(struct http_request *request, struct http_response *response, struct error *error)
{
	struct listing l = { .count = 0 };
	struct page page;
	enum err err = filter_read(request, &request->query, PARTS, &l.filter, error);

	if (err == ERR_OK)
		err = web_read(request, read_listing, &l, error);
	if (err != ERR_OK)
		return err;
	filter_log(request, &l.filter, l.rows, l.count, l.more);
	if (wants_csv(request))
		return sheets_csv(request, response, &l.filter, error);
	if (request->suffix[0] != '\0')
		return send_json(request, response, &l, error);
	err = page_open(request, "sheet/list.html", message_text(MSG_NAV_SHEETS), &page, error);
	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", message_text(MSG_NAV_SHEETS));
	if (((ROLE_BIT(ROLE_OFFICER) | ROLE_BIT(ROLE_POLICE)) & ROLE_BIT(web_actor(request)->role)) != 0)
		tmpl_show(page.content, "NO_ID_LINK");
	if ((ROLES_WRITERS & ROLE_BIT(web_actor(request)->role)) != 0)
		put_section(page.content, "NEW_LINK", "NEW_URL", "/sheets/new");
	put_states(request, page.content, &l);
	area_choice_put(request, page.content, &l.areas, l.filter.sheets.area_id);
	put_campaigns(request, page.content, &l);
	filter_hide(page.content, &l.filter, HIDDEN);
	put_search(request, page.content, &l);
	put_rows(request, page.content, &l);
	return page_send(&page, response, 200, error);
}
