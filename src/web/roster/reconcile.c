/* The list against the sheets: both side by side, and what is to hold. */
#include "base/memory.h"
#include "report/registry.h"
#include "store/sheet/record.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/list/table_page.h"
#include "web/part/shown.h"
#include "web/roster/roster.h"
#include "workflow/access.h"
#include "workflow/roster/reconcile_lines.h"

struct line_page {
	struct reconcile_order order;
	struct reconcile_line line;     /* result ANY: there is none any more */
	const char *choice;             /* as posted */
	const char *trouble;
};

/* ---- the lists ---- */

enum err page_reconcile(struct http_request *request, struct http_response *response, struct error *error)
{
	const struct table *table = table_at(request->route->pattern);
	struct table_page list = { .letter.office = NULL };
	struct page page;
	enum err err = table_open(request, table, &list, NULL, NULL, error);

	if (err != ERR_OK)
		return err;
	if (table_is_file(request))
		return table_send(request, response, &list, error);
	if ((err = admin_open(request, "roster/reconcile.html", table_title(&list.view.ask), &page, error)) != ERR_OK)
		return err;
	if (web_actor(request)->commune_id != 0)
		put_section(page.content, "REPORT", "REPORT_URL",
		            arena_print(request->arena, "/reconcile/report/%lld", (long long)web_actor(request)->commune_id));
	table_put_form(&list.view, &page);
	table_put_list(&list.view, page.content);
	return page_send(&page, response, 200, error);
}

/* ---- one line ---- */

/* Of which campaign the row, or the sheet, is. */
static enum err find_campaign(struct db *db, struct http_request *request, struct line_page *p, struct error *error)
{
	struct roster_entry row;
	struct record_row sheet;
	bool of_row = p->order.roster_id != 0;
	enum err err = of_row ? roster_load_any(db, request->arena, p->order.roster_id, &row, error)
	                      : record_load_any(db, request->arena, p->order.sheet_id, &sheet, error);

	if (err == ERR_OK)
		p->order.campaign_id = of_row ? row.campaign_id : sheet.campaign_id;
	return err;
}

/* That of the row, whatever sheet it has; else that of the sheet. */
static bool is_asked(const struct line_page *p, const struct reconcile_line *line)
{
	if (p->order.roster_id != 0)
		return line->row != NULL && line->row->id == p->order.roster_id;
	return line->sheet != NULL && line->sheet->id == p->order.sheet_id;
}

static enum err read_line(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct line_page *p = arg;
	struct reconcile_lines lines = { .count = 0 };
	enum err err = p->order.campaign_id != 0 ? ERR_OK : find_campaign(db, request, p, error);

	if (err == ERR_OK)
		err = reconcile_read(db, request->arena, web_actor(request), p->order.campaign_id, 0, &lines, error);
	for (size_t i = 0; i < lines.count && err == ERR_OK; i++) {
		const struct reconcile_line *line = &lines.items[i];
		if (!is_asked(p, line))
			continue;
		p->line = *line;
		p->order.roster_id = line->row == NULL ? 0 : line->row->id;
		p->order.sheet_id = line->sheet == NULL ? 0 : line->sheet->id;
		break;
	}
	if (err == ERR_OK && p->line.result == RECONCILE_ANY)
		return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "no such line for this actor");
	return err;
}

static int64_t id_of(const struct params *params, const char *name)
{
	int64_t id = 0;

	return params_int(params, name, 0, INT64_MAX, &id) == PARAM_OK ? id : 0;
}

static struct line_page posted(const struct params *params)
{
	return (struct line_page){ .order = { .campaign_id = id_of(params, "campaign"),
		                                  .roster_id = id_of(params, "roster"),
		                                  .sheet_id = id_of(params, "sheet"),
		                                  .row_version = id_of(params, "row_version") } };
}

static void put_fact(struct tmpl_dict *content, enum message label, const char *listed, const char *on_sheet,
                     bool differs)
{
	struct tmpl_dict *row = tmpl_add(content, "FACT");

	tmpl_put(row, "FACT_LABEL", message_text(label));
	tmpl_put(row, "FACT_LISTED", listed == NULL ? "" : listed);
	tmpl_put(row, "FACT_SHEET", on_sheet == NULL ? "" : on_sheet);
	if (differs)
		tmpl_show(row, "FACT_DIFFERS");
}

static const char *number_of(struct http_request *request, const char *number)
{
	return number == NULL ? NULL : web_number(request, number);
}

static const char *sex_of(struct http_request *request, int64_t sex)
{
	return sex == 0 ? NULL : web_option(web_app(request)->form->sex, sex);
}

/* Where he is registered, and where he lives. */
static const char *addresses_of(struct http_request *request, const struct reconcile_sheet *sheet)
{
	const char *home = sheet == NULL ? NULL : sheet->facts.address;
	const char *now = sheet == NULL ? NULL : sheet->current_address;

	if (home == NULL || now == NULL)
		return home == NULL ? now : home;
	return arena_print(request->arena, "%s · %s", home, now);
}

static void put_facts(struct http_request *request, struct tmpl_dict *content, const struct reconcile_line *line)
{
	static const struct roster_facts none;
	const struct roster_facts *a = line->row == NULL ? &none : &line->row->facts;
	const struct roster_facts *b = line->sheet == NULL ? &none : &line->sheet->facts;
	const char *fields = line->fields;

	put_fact(content, MSG_HEAD_NAME, a->full_name, b->full_name, strstr(fields, ROSTER_FULL_NAME) != NULL);
	put_fact(content, MSG_HEAD_BIRTH, web_iso_day(request, a->birth_date), web_iso_day(request, b->birth_date),
	         strstr(fields, ROSTER_BIRTH_DATE) != NULL);
	put_fact(content, MSG_HEAD_SEX, sex_of(request, a->sex), sex_of(request, b->sex),
	         strstr(fields, ROSTER_SEX) != NULL);
	put_fact(content, MSG_HEAD_CITIZEN_ID, number_of(request, a->citizen_id), number_of(request, b->citizen_id),
	         strstr(fields, ROSTER_CITIZEN_ID) != NULL);
	put_fact(content, MSG_LEVEL_HAMLET, line->row == NULL ? NULL : line->row->area_name,
	         line->sheet == NULL ? NULL : line->sheet->area_name, strstr(fields, "area") != NULL);
	put_fact(content, MSG_HEAD_ADDRESS, a->address, addresses_of(request, line->sheet),
	         strstr(fields, "address") != NULL);
}

static void put_choices(struct tmpl_dict *form, const struct line_page *p)
{
	for (int i = 1; i < RECONCILE_CHOICE_COUNT; i++) {
		bool fits = (i != CHOICE_LIST || p->line.row != NULL) && (i != CHOICE_SHEET || p->line.sheet != NULL);
		if (!fits)
			continue;
		struct tmpl_dict *row = tmpl_add(form, "CHOICE");
		tmpl_put(row, "CHOICE_VALUE", reconcile_choice_codes.texts[i]);
		tmpl_put(row, "CHOICE_LABEL", reconcile_choice_label((enum reconcile_choice)i));
		if (p->choice != NULL && strcmp(p->choice, reconcile_choice_codes.texts[i]) == 0)
			tmpl_show(row, "CHOICE_CHOSEN");
	}
}

static void put_form(struct http_request *request, const struct page *page, const struct line_page *p)
{
	struct tmpl_dict *form = tmpl_add(page->content, "DECIDE");

	web_tokens(form, page->csrf, web_form_token(request), p->line.row == NULL ? 0 : p->line.row->row_version);
	tmpl_put_int(form, "CAMPAIGN_ID", p->order.campaign_id);
	tmpl_put_int(form, "ROSTER_ID", p->order.roster_id);
	tmpl_put_int(form, "SHEET_ID", p->order.sheet_id);
	tmpl_put(form, "NOTE_TEXT", p->order.note == NULL ? "" : p->order.note);
	put_choices(form, p);
}

static void put_decision(struct http_request *request, struct tmpl_dict *content, const struct reconcile_decision *d)
{
	if (d == NULL)
		return;
	struct tmpl_dict *dict = tmpl_add(content, "DECIDED");
	tmpl_put(dict, "DECIDED_LABEL", reconcile_choice_label(d->choice));
	tmpl_put(dict, "DECIDED_BY", d->decided_name);
	tmpl_put(dict, "DECIDED_AT", web_day(request, d->decided_at));
	put_section(dict, "DECIDED_NOTE", "DECIDED_NOTE_TEXT", d->note == NULL ? NULL : web_masked(request, d->note));
}

static enum err note_line(struct http_request *request, const struct line_page *p, struct error *error)
{
	const struct reconcile_sheet *sheet = p->line.sheet;
	enum err err = p->line.row == NULL ? ERR_OK : roster_note(request, p->line.row->id, error);

	if (err != ERR_OK || sheet == NULL)
		return err;
	return workflow_log_sheet(&web_app(request)->workflow, web_actor(request), sheet->id, error);
}

static enum err show_line(struct http_request *request, struct http_response *response, const struct line_page *p,
                          int status, struct error *error)
{
	const struct reconcile_line *line = &p->line;
	const char *name = line->row != NULL ? line->row->facts.full_name : line->sheet->facts.full_name;
	const char *title = name == NULL ? message_text(MSG_NO_NAME) : name;
	struct page page;
	enum err err = note_line(request, p, error);

	if (err == ERR_OK)
		err = admin_open(request, "roster/reconcile-line.html", title, &page, error);
	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "RESULT", reconcile_label(line->result));
	put_facts(request, page.content, line);
	if (line->row != NULL)
		put_section(page.content, "ROW", "ROW_URL",
		            thing_url(request, (struct thing){ THING_ROSTER, line->row->id }));
	if (line->sheet != NULL)
		put_section(page.content, "SHEET", "SHEET_URL", sheet_url(request, line->sheet->id, ""));
	if (line->person_id != 0)
		put_section(page.content, "KNOWN", "KNOWN_URL", person_url(request, line->person_id));
	put_decision(request, page.content, line->decision);
	if (p->trouble != NULL) {
		page_has_errors(&page, title);
		put_section(page.content, "ERROR_SUMMARY", "ERROR_TEXT", p->trouble);
	}
	if (line->result != RECONCILE_SAME)
		put_form(request, &page, p);
	return page_send(&page, response, status, error);
}

static enum err open_line(struct http_request *request, struct http_response *response, struct line_page *p,
                          struct error *error)
{
	enum err err = web_read(request, read_line, p, error);

	return err == ERR_OK ? show_line(request, response, p, 200, error) : err;
}

enum err page_reconcile_row(struct http_request *request, struct http_response *response, struct error *error)
{
	struct line_page p = { .order.roster_id = request->ids[0] };

	return open_line(request, response, &p, error);
}

enum err page_reconcile_sheet(struct http_request *request, struct http_response *response, struct error *error)
{
	struct line_page p = { .order.sheet_id = request->ids[0] };

	return open_line(request, response, &p, error);
}

enum err post_reconcile(struct http_request *request, struct http_response *response, struct error *error)
{
	struct line_page p = posted(&request->form);
	struct error why = { 0 };

	p.choice = params_text(&request->form, "choice");
	int found = codes_find(&reconcile_choice_codes, p.choice);
	p.order.head = web_head(request);
	p.order.choice = found < 0 ? CHOICE_NONE : (enum reconcile_choice)found;
	p.order.note = web_cleaned(request, params_filled(&request->form, "note"));
	if (p.order.roster_id == 0 && p.order.sheet_id == 0)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_RECONCILE_NEED_CHOICE), "no line is named");
	enum err err = workflow_reconcile(&p.order, &why);
	if (err == ERR_OK)
		return admin_done(request, response, NOTE_CHANGED, "/reconcile?result=differs");
	if (err == ERR_UNPROCESSABLE && web_read(request, read_line, &p, error) == ERR_OK) {
		p.trouble = why.message;
		return show_line(request, response, &p, (int)err, error);
	}
	*error = why;
	return err;
}
