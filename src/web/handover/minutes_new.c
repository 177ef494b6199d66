/* The register of minutes; the form that makes some, with what they would say. */
#include "web/handover/minutes_pages.h"

#include "base/ids.h"
#include "base/memory.h"
#include "report/registry.h"
#include "text/label.h"
#include "web/frame/note.h"
#include "web/frame/noted.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/list/table_page.h"
#include "web/part/shown.h"

/* ---- the register ---- */

static enum err show_list(struct http_request *request, struct http_response *response, struct table_page *table,
                          struct error *error)
{
	const char *title = message_text(MSG_MINUTES_REGISTER);
	struct page page;
	enum err err = page_open(request, "handover/minutes-list.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", title);
	if (web_actor(request)->role == ROLE_OFFICER)
		tmpl_show(page.content, "MAKE");
	table_put_form(&table->view, &page);
	table_put_list(&table->view, page.content);
	return page_send(&page, response, 200, error);
}

enum err page_minutes_list(struct http_request *request, struct http_response *response, struct error *error)
{
	struct table_page table = { .paper = false };
	enum err err = table_open(request, &minutes_register, &table, NULL, NULL, error);

	if (err != ERR_OK)
		return err;
	return table_is_file(request) ? table_send(request, response, &table, error)
	                              : show_list(request, response, &table, error);
}

/* ---- the form ---- */

enum { SHEETS_SHOWN = 250 };

struct new_page {
	struct minutes_request asked;
	const struct params *sent;
	bool typed;                     /* something was asked for */
	struct minutes_member *members;
	size_t member_count;
	struct area *hamlets;
	size_t hamlet_count;
	struct campaign *campaigns;
	size_t campaign_count;
	/* what they would say: */
	struct minutes_item *items;
	size_t item_count;
	/* what waits for a meeting: */
	struct sheet_row *waiting;
	size_t waiting_count;
	int64_t waiting_total;
	const char *refusal;            /* or NULL */
};

static enum err read_type(const struct params *sent, enum minutes_type *type, struct error *error)
{
	int found = codes_find(&minutes_type_codes, params_text(sent, "type") == NULL ? "" : params_text(sent, "type"));

	if (found < 0)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_MINUTES_BAD_TYPE), "no such type");
	*type = (enum minutes_type)found;
	return ERR_OK;
}

static enum err read_waiting(struct db *db, struct http_request *request, struct new_page *p, struct error *error)
{
	struct sheet_filter filter = { .state = STATE_RECEIVED, .oldest_first = true, .limit = SHEETS_SHOWN,
		.area_id = p->asked.minutes.area_id, .enumerator_id = p->asked.minutes.member_id,
		.campaign_id = p->asked.minutes.campaign_id };
	enum err err = sheet_list(db, request->arena, web_actor(request), &filter, &p->waiting, &p->waiting_count, error);

	return err == ERR_OK ? sheet_count(db, request->arena, web_actor(request), &filter, &p->waiting_total, error) : err;
}

static enum err read_choices(struct db *db, struct http_request *request, struct new_page *p, struct error *error)
{
	const struct actor *actor = web_actor(request);
	char today[DATE_TEXT];
	enum err err = minutes_read_members(db, request, &p->members, &p->member_count, error);

	date_to_iso(clock_today(&web_app(request)->workflow.clock), today);
	if (err == ERR_OK)
		err = campaign_list(db, request->arena, actor, &p->campaigns, &p->campaign_count, error);
	return err == ERR_OK
	               ? area_hamlets(db, request->arena, actor, "2020-01-01", NULL, &p->hamlets, &p->hamlet_count, error)
	               : err;
}

/* What was refused is told on the page; anything else goes up. */
static enum err refuse_here(struct new_page *p, enum err err, struct error *error)
{
	if (err != ERR_UNPROCESSABLE && err != ERR_CONFLICT && err != ERR_NOT_FOUND)
		return err;
	p->refusal = error->message == NULL ? message_text(MSG_CONFLICT) : error->message;
	return ERR_OK;
}

static enum err read_new(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct new_page *p = arg;
	enum err err = read_choices(db, request, p, error);

	if (err != ERR_OK)
		return err;
	if (p->asked.minutes.type == MINUTES_MEETING)
		return read_waiting(db, request, p, error);
	if (!p->typed || p->refusal != NULL)
		return ERR_OK;
	p->asked.head = (struct request_head){ .workflow = &web_app(request)->workflow, .arena = request->arena,
		.actor = web_actor(request) };
	return refuse_here(p, workflow_look_minutes(db, &p->asked, &p->items, &p->item_count, error), error);
}

/* Whose sheets the page shows. */
static enum err note_shown(struct http_request *request, const struct new_page *p, struct error *error)
{
	size_t count = p->waiting_count + p->item_count;
	int64_t *ids = arena_array(request->arena, count + 1, sizeof *ids);
	struct shown_rows shown = { .access = ACCESS_LIST, .table = "lap-bien-ban", .ids = ids, .count = count,
		.commune_id = p->asked.minutes.commune_id };

	if (count == 0)
		return ERR_OK;
	for (size_t i = 0; i < p->item_count; i++)
		ids[i] = p->items[i].sheet_id;
	for (size_t i = 0; i < p->waiting_count; i++) {
		ids[i] = p->waiting[i].id;
		shown.commune_id = shown_commune(shown.commune_id, i, p->waiting[i].commune_id);
	}
	return workflow_log_shown(&web_app(request)->workflow, web_actor(request), &shown, error);
}

static const char *sent(const struct new_page *p, const char *name)
{
	const char *text = params_text(p->sent, name);

	return text == NULL ? "" : text;
}

static void put_option(struct http_request *request, struct tmpl_dict *dict, const char *section, int64_t id,
                       const char *label, int64_t chosen)
{
	struct tmpl_dict *row = tmpl_add(dict, section);

	tmpl_put(row, "OPTION_VALUE", web_id(request, id));
	tmpl_put(row, "OPTION_LABEL", label);
	if (id == chosen)
		tmpl_show(row, "OPTION_CHOSEN");
}

static void put_choices(struct http_request *request, struct tmpl_dict *dict, const struct new_page *p)
{
	const struct minutes *m = &p->asked.minutes;

	for (size_t i = 0; i < p->member_count; i++)
		put_option(request, dict, "MEMBER_OPTION", p->members[i].id, p->members[i].name, m->member_id);
	for (size_t i = 0; i < p->hamlet_count; i++)
		put_option(request, dict, "HAMLET_OPTION", p->hamlets[i].id, p->hamlets[i].full_name, m->area_id);
	for (size_t i = 0; i < p->campaign_count; i++)
		put_option(request, dict, "CAMPAIGN_OPTION", p->campaigns[i].id, p->campaigns[i].name,
		           p->typed ? m->campaign_id : 0);
	tmpl_put(dict, "TYPE", minutes_type_codes.texts[m->type]);
	struct tmpl_dict *choose = tmpl_add(dict, m->type == MINUTES_MEETING ? "CHOOSE_MEETING" : "CHOOSE_OTHER");
	if (m->type != MINUTES_MEETING) {
		tmpl_put(choose, "FROM_VALUE", sent(p, "from"));
		tmpl_put(choose, "TO_VALUE", sent(p, "to"));
	}
	if (m->type == MINUTES_CONFIRMATION)
		tmpl_show(choose, "PERIOD_OPTIONAL");
	if (m->batch_id != 0)
		tmpl_put(tmpl_add(dict, "OF_BATCH"), "BATCH_ID", web_id(request, m->batch_id));
}

/* ---- what they would say ---- */

static void put_item(struct http_request *request, struct tmpl_dict *look, const struct minutes_item *item)
{
	struct tmpl_dict *row = tmpl_add(look, "ITEM");

	tmpl_put(row, "ITEM_URL", sheet_url(request, item->sheet_id, ""));
	tmpl_put(row, "ITEM_PAPER", sheet_number(request->arena, item->paper_no, item->sheet_id));
	tmpl_put(row, "ITEM_NAME", item->full_name == NULL ? message_text(MSG_NO_NAME) : item->full_name);
	tmpl_put(row, "ITEM_BIRTH", web_iso_day(request, item->birth_date));
	tmpl_put(row, "ITEM_OUTCOME", minutes_outcome_label(item->outcome));
	tmpl_put(row, "ITEM_REASON", item->outcome == MINUTES_RETURNED ? item->reason : NULL);
}

static void put_look(const struct page *page, const struct new_page *p)
{
	struct http_request *request = page->request;
	const struct minutes *m = &p->asked.minutes;
	struct tmpl_dict *look = tmpl_add(page->content, "LOOK");
	int64_t counts[MINUTES_OUTCOME_COUNT] = { 0 };

	for (size_t i = 0; i < p->item_count; i++)
		counts[p->items[i].outcome]++;
	for (size_t i = 0; i < p->item_count && i < SHEETS_SHOWN; i++)
		put_item(request, look, &p->items[i]);
	if (p->item_count > SHEETS_SHOWN)
		put_section(look, "ITEMS_MORE", "ITEMS_LEFT", web_count(request, (int64_t)p->item_count - SHEETS_SHOWN));
	tmpl_put(look, "LOOK_SHEETS", web_count(request, (int64_t)p->item_count));
	if (m->type == MINUTES_ACCEPTANCE) {
		struct tmpl_dict *figures = tmpl_add(look, "FIGURES");
		tmpl_put(figures, "LOOK_PASSED", web_count(request, counts[MINUTES_PASSED]));
		tmpl_put(figures, "LOOK_RETURNED", web_count(request, counts[MINUTES_RETURNED]));
		tmpl_put(figures, "LOOK_WAITING", web_count(request, counts[MINUTES_WAITING]));
	}
	tmpl_put(look, "LOOK_TYPE", minutes_type_codes.texts[m->type]);
	tmpl_put(look, "LOOK_MEMBER", m->member_id == 0 ? "" : web_id(request, m->member_id));
	tmpl_put(look, "LOOK_AREA", m->area_id == 0 ? "" : web_id(request, m->area_id));
	tmpl_put(look, "LOOK_BATCH", m->batch_id == 0 ? "" : web_id(request, m->batch_id));
	tmpl_put(look, "LOOK_CAMPAIGN", web_id(request, m->campaign_id));
	tmpl_put(look, "LOOK_FROM", sent(p, "from"));
	tmpl_put(look, "LOOK_TO", sent(p, "to"));
	web_tokens(look, page->csrf, web_form_token(request), 0);
}

/* ---- a meeting ---- */

static void put_waiting(struct http_request *request, struct tmpl_dict *dict, const struct new_page *p,
                        const struct sheet_row *s)
{
	const struct minutes_request *r = &p->asked;
	struct tmpl_dict *row = tmpl_add(dict, "SHEET");

	tmpl_put(row, "SHEET_ID", web_id(request, s->id));
	tmpl_put(row, "SHEET_URL", sheet_url(request, s->id, ""));
	tmpl_put(row, "SHEET_PAPER", sheet_number(request->arena, s->paper_no, s->id));
	tmpl_put(row, "SHEET_NAME", s->full_name == NULL ? message_text(MSG_NO_NAME) : s->full_name);
	tmpl_put(row, "SHEET_BIRTH", web_iso_day(request, s->birth_date));
	tmpl_put(row, "SHEET_ENUMERATOR", s->enumerator_name);
	tmpl_put(row, "SHEET_REASON", sent(p, arena_print(request->arena, "reason_%lld", (long long)s->id)));
	put_section(row, "SHEET_OPEN", "OPEN_FINDINGS", web_open_findings(request, s->open_errors, s->open_warnings));
	if (ids_have(r->passed, r->passed_count, s->id))
		tmpl_show(row, "SHEET_PASSED");
	if (ids_have(r->returned, r->returned_count, s->id))
		tmpl_show(row, "SHEET_RETURNED");
	for (size_t i = 0; i < r->bar_count; i++) {
		if (r->bars[i].sheet_id == s->id)
			put_section(row, "SHEET_BAR", "BAR_TEXT", r->bars[i].why);
	}
}

static void put_meeting(const struct page *page, const struct new_page *p)
{
	struct http_request *request = page->request;
	struct tmpl_dict *meeting = tmpl_add(page->content, "MEETING");
	const struct minutes_said said = { .typed = p->sent, .members = p->members, .member_count = p->member_count,
		.present = p->asked.present, .present_count = p->asked.present_count };

	minutes_put_said(request, meeting, &said);
	web_tokens(meeting, page->csrf, web_form_token(request), 0);
	if (p->waiting_count == 0) {
		tmpl_show(meeting, "NOTHING_WAITS");
		return;
	}
	struct tmpl_dict *list = tmpl_add(meeting, "WAITING");
	tmpl_put(list, "WAITING_COUNT", web_count(request, p->waiting_total));
	for (size_t i = 0; i < p->waiting_count; i++)
		put_waiting(request, list, p, &p->waiting[i]);
	if ((int64_t)p->waiting_count < p->waiting_total)
		put_section(list, "WAITING_MORE", "MORE_TEXT",
		            message_fill(request, MSG_MINUTES_MORE, web_count(request, (int64_t)p->waiting_count),
		                         web_count(request, p->waiting_total)));
}

/* What hinders sheets that the page does not list. */
static void put_bars(struct http_request *request, struct tmpl_dict *summary, const struct minutes_request *r)
{
	struct tmpl_dict *list = r->bar_count == 0 ? NULL : tmpl_add(summary, "BARS");

	for (size_t i = 0; i < r->bar_count && i < SHEETS_SHOWN; i++) {
		struct tmpl_dict *row = tmpl_add(list, "BAR");
		tmpl_put(row, "BAR_URL", sheet_url(request, r->bars[i].sheet_id, ""));
		tmpl_put(row, "BAR_NAME", r->bars[i].full_name);
		tmpl_put(row, "BAR_WHY", r->bars[i].why);
	}
}

static enum err show_new(struct http_request *request, struct http_response *response, const struct new_page *p,
                         int status, struct error *error)
{
	const char *title = minutes_type_label(p->asked.minutes.type);
	struct page page;
	enum err err = page_open(request, "handover/minutes-new.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", title);
	if (p->refusal != NULL) {
		page_has_errors(&page, title);
		struct tmpl_dict *summary = tmpl_add(page.content, "ERROR");
		tmpl_put(summary, "ERROR_TEXT", p->refusal);
		put_bars(request, summary, &p->asked);
	}
	put_choices(request, page.content, p);
	if (p->asked.minutes.type == MINUTES_MEETING)
		put_meeting(&page, p);
	else if (p->item_count > 0 && p->refusal == NULL)
		put_look(&page, p);
	return page_send(&page, response, status, error);
}

static bool is_typed(struct http_request *request)
{
	const char *const names[] = { "enumerator_id", web_app(request)->form->hamlet->name, "handover_id", "from", "to" };

	for (size_t i = 0; i < COUNT(names); i++) {
		if (params_filled(&request->query, names[i]) != NULL)
			return true;
	}
	return false;
}

enum err page_minutes_new(struct http_request *request, struct http_response *response, struct error *error)
{
	struct new_page p = { .sent = &request->query, .typed = is_typed(request) };
	enum err err = ERR_OK;

	if (read_type(p.sent, &p.asked.minutes.type, error) != ERR_OK)
		p.asked.minutes.type = MINUTES_ACCEPTANCE;
	err = refuse_here(&p, minutes_read(request, p.sent, &p.asked, error), error);
	if (err == ERR_OK)
		err = web_read(request, read_new, &p, error);
	if (err == ERR_OK)
		err = note_shown(request, &p, error);
	return err == ERR_OK ? show_new(request, response, &p, 200, error) : err;
}

/* 409 and 422 show the form again with what was typed; other errors go up. */
static enum err show_refused(struct http_request *request, struct http_response *response, struct new_page *p,
                             enum err err, struct error *error)
{
	if (err != ERR_CONFLICT && err != ERR_UNPROCESSABLE)
		return err;
	refuse_here(p, err, error);
	p->typed = true;
	enum err shown = web_read(request, read_new, p, error);
	if (shown == ERR_OK)
		shown = note_shown(request, p, error);
	return shown == ERR_OK ? show_new(request, response, p, (int)err, error) : shown;
}

/* Without a day said a meeting was held on the last day of what it judges, else today. */
static void settle_day(struct http_request *request, struct minutes *m)
{
	char *today = arena_alloc(request->arena, DATE_TEXT);

	date_to_iso(clock_today(&web_app(request)->workflow.clock), today);
	if (m->type == MINUTES_MEETING && m->held_on == NULL)
		m->held_on = m->last_day != NULL ? m->last_day : today;
}

enum err post_minutes(struct http_request *request, struct http_response *response, struct error *error)
{
	struct new_page p = { .sent = &request->form, .asked.head = web_head(request) };
	enum err err = read_type(p.sent, &p.asked.minutes.type, error);

	if (err == ERR_OK)
		err = minutes_read(request, p.sent, &p.asked, error);
	if (err == ERR_OK && p.asked.minutes.type == MINUTES_MEETING)
		err = minutes_read_lists(request, &p.asked, error);
	if (err == ERR_OK) {
		settle_day(request, &p.asked.minutes);
		err = workflow_make_minutes(&p.asked, error);
	}
	if (err != ERR_OK)
		return show_refused(request, response, &p, err, error);
	web_note(request, response, NOTE_MINUTES_MADE);
	http_redirect(response, thing_url(request, p.asked.head.made));
	return ERR_OK;
}
