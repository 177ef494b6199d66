/* One of the minutes: what they say, what is to be done next, the copy that was signed. */
#include "web/handover/minutes_pages.h"

#include "base/memory.h"
#include "report/registry.h"
#include "table/display.h"
#include "table/file.h"
#include "text/label.h"
#include "web/frame/answer_json.h"
#include "web/frame/note.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/list/paper_page.h"
#include "web/list/signed_copy_page.h"
#include "web/list/table_page.h"
#include "web/part/shown.h"

struct minutes_view {
	struct table_page table;
	const struct minutes *minutes;
	struct minutes replaced, instead;       /* id 0: none */
	struct minutes_member *members, *present;
	size_t member_count, present_count;
	const char *refusal;                    /* of a POST; or NULL */
	struct signed_copies copies;
	const struct minutes_request *typed;    /* what was to be said of the meeting, and was refused; or NULL */
};

static enum err read_more(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct minutes_view *v = arg;
	const struct minutes *m = v->table.view.ask.filter;
	struct arena *arena = request->arena;
	enum err err = minutes_present_any(db, arena, m->id, &v->present, &v->present_count, error);

	if (err == ERR_OK)
		err = signed_read(db, request, &minutes_paper, m->id, &v->copies, error);
	if (err == ERR_OK && m->replaces_id != 0)
		err = minutes_load_any(db, arena, m->replaces_id, &v->replaced, error);
	if (err == ERR_OK && m->instead_id != 0)
		err = minutes_load_any(db, arena, m->instead_id, &v->instead, error);
	if (err == ERR_OK && m->type == MINUTES_MEETING && web_actor(request)->role == ROLE_OFFICER)
		err = minutes_read_members(db, request, &v->members, &v->member_count, error);
	return err;
}

static enum err open_view(struct http_request *request, struct minutes_view *v, struct error *error)
{
	enum err err = table_open(request, &minutes_table, &v->table, read_more, v, error);

	v->minutes = v->table.view.ask.filter;
	return err;
}

/* ---- JSON ---- */

static enum err send_json(struct http_request *request, struct http_response *response, struct minutes_view *v,
                          struct error *error)
{
	struct table_ask *ask = &v->table.view.ask, lines = *ask;
	const struct minutes *m = v->minutes;
	const struct minutes_line line = minutes_line(request->arena, m);

	lines.table = &minutes_register;
	cJSON *root = table_json_row(&lines, &line);
	json_put_text(root, "held_on", m->held_on);
	json_put_text(root, "place", m->place);
	json_put_text(root, "chair", m->chair);
	json_put_text(root, "secretary", m->secretary);
	json_put_text(root, "conclusion", m->conclusion == NULL ? NULL : web_masked(request, m->conclusion));
	json_put_int(root, "replaces_id", m->replaces_id);
	json_put_int(root, "replaced_by_id", m->instead_id);
	json_put_int(root, "bundle_id", m->bundle_id);
	cJSON *rows = cJSON_AddArrayToObject(root, "rows");
	for (size_t i = 0; i < v->table.view.rows.count; i++)
		cJSON_AddItemToArray(rows, table_json_row(ask, table_row(&minutes_table, &v->table.view.rows, i)));
	return json_send(request, response, root, error);
}

/* ---- the page ---- */

static const char *url_of(struct http_request *request, int64_t id, const char *more)
{
	return arena_print(request->arena, "/minutes/%lld%s", (long long)id, more);
}

static void put_figures(struct http_request *request, struct tmpl_dict *dict, const struct minutes *m)
{
	tmpl_put(dict, "SHEETS", web_count(request, m->sheets));
	if (m->type == MINUTES_CONFIRMATION)
		return;
	struct tmpl_dict *figures = tmpl_add(dict, "FIGURES");
	tmpl_put(figures, "PASSED", web_count(request, m->passed));
	tmpl_put(figures, "RETURNED", web_count(request, m->returned));
	if (m->type == MINUTES_ACCEPTANCE)
		put_section(figures, "WAITS", "WAITING", web_count(request, m->waiting));
}

/* Other minutes: their number, or that they are a draft. */
static const char *called(struct http_request *request, const struct minutes *m)
{
	return m->number == 0 ? minutes_state_label(MINUTES_IS_DRAFT)
	                      : display_batch(request->arena, m->number, m->year);
}

static void put_link(struct http_request *request, struct tmpl_dict *dict, const char *section,
                     const struct minutes *other)
{
	if (other->id == 0)
		return;
	struct tmpl_dict *row = tmpl_add(dict, section);
	tmpl_put(row, "OTHER_URL", url_of(request, other->id, ""));
	tmpl_put(row, "OTHER_NAME", called(request, other));
}

static void put_facts(struct http_request *request, struct tmpl_dict *dict, const struct minutes_view *v)
{
	const struct minutes *m = v->minutes;
	const struct minutes_line line = minutes_line(request->arena, m);

	tmpl_put(dict, "HEADING", table_title(&v->table.view.ask));
	tmpl_put(dict, "STATE", minutes_state_codes.texts[m->standing]);
	tmpl_put(dict, "STATE_LABEL", minutes_state_label(m->standing));
	tmpl_put(dict, "OF", line.of);
	tmpl_put(dict, "CAMPAIGN", m->campaign_name);
	tmpl_put(dict, "MADE_BY", m->made_name);
	tmpl_put(dict, "MADE_AT", web_time(request, m->made_at));
	if (m->first_day != NULL || m->last_day != NULL) {
		struct tmpl_dict *period = tmpl_add(dict, "PERIOD");
		tmpl_put(period, "FIRST_DAY", web_iso_day(request, m->first_day));
		tmpl_put(period, "LAST_DAY", web_iso_day(request, m->last_day));
	}
	if (m->issued_at != NULL) {
		struct tmpl_dict *issued = tmpl_add(dict, "ISSUED");
		tmpl_put(issued, "ISSUED_BY", m->issued_name);
		tmpl_put(issued, "ISSUED_AT", web_time(request, m->issued_at));
	}
	if (m->dropped_at != NULL) {
		struct tmpl_dict *dropped = tmpl_add(dict, "DROPPED");
		tmpl_put(dropped, "DROPPED_BY", m->dropped_name);
		tmpl_put(dropped, "DROPPED_AT", web_time(request, m->dropped_at));
	}
	put_link(request, dict, "REPLACES", &v->replaced);
	put_link(request, dict, "INSTEAD", &v->instead);
	if (m->bundle_id != 0)
		put_section(dict, "BUNDLE", "BUNDLE_URL",
		            thing_url(request, (struct thing){ THING_BUNDLE, m->bundle_id }));
	bool masked = actor_is_masked(web_actor(request)) && minutes_names_numbers(m);
	if (!masked && m->standing != MINUTES_IS_DROPPED)
		tmpl_put(tmpl_add(dict, "PAPER"), "PAPER_URL", url_of(request, m->id, ""));
}

static void put_said(struct http_request *request, const struct page *page, struct tmpl_dict *form,
                     const struct minutes_view *v)
{
	int64_t *present = arena_array(request->arena, v->present_count + 1, sizeof *present);

	for (size_t i = 0; i < v->present_count; i++)
		present[i] = v->present[i].id;
	struct minutes_said said = { .minutes = v->minutes, .members = v->members, .member_count = v->member_count,
		.present = present, .present_count = v->present_count };
	if (v->typed != NULL) {
		said.typed = &request->form;
		said.present = v->typed->present;
		said.present_count = v->typed->present_count;
	}
	minutes_put_said(request, form, &said);
	web_tokens(form, page->csrf, web_form_token(request), v->minutes->row_version);
}

/* A draft of his own, with which no meeting judged anything. */
static void put_drop(struct http_request *request, const struct page *page, const struct minutes *m)
{
	bool held = m->type == MINUTES_MEETING && m->replaces_id == 0 && m->sheets > 0;

	if (m->standing != MINUTES_IS_DRAFT || m->made_by != web_actor(request)->user_id || held)
		return;
	struct tmpl_dict *drop = tmpl_add(page->content, "DROP");
	tmpl_put(drop, "DROP_URL", url_of(request, m->id, "/drop"));
	web_tokens(drop, page->csrf, web_form_token(request), 0);
}

/* What the officer does next. */
static void put_next(struct http_request *request, const struct page *page, const struct minutes_view *v)
{
	const struct minutes *m = v->minutes;
	struct tmpl_dict *dict = page->content;

	if (web_actor(request)->role != ROLE_OFFICER)
		return;
	if (m->standing == MINUTES_IS_DRAFT) {
		struct tmpl_dict *issue = tmpl_add(dict, "ISSUE");
		tmpl_put(issue, "ISSUE_URL", url_of(request, m->id, "/issue"));
		if (m->type != MINUTES_MEETING)
			tmpl_show(issue, "COUNTS_AGAIN");
		web_tokens(issue, page->csrf, web_form_token(request), m->row_version);
	}
	if (m->standing == MINUTES_IS_DRAFT && m->type == MINUTES_MEETING) {
		struct tmpl_dict *say = tmpl_add(dict, "SAY");
		tmpl_put(say, "SAY_URL", url_of(request, m->id, "/said"));
		put_said(request, page, say, v);
	}
	put_drop(request, page, m);
	if (m->standing == MINUTES_IS_ISSUED && m->instead_id == 0) {
		struct tmpl_dict *other = tmpl_add(dict, "SUPERSEDE");
		tmpl_put(other, "SUPERSEDE_URL", url_of(request, m->id, "/supersede"));
		struct tmpl_dict *what = tmpl_add(other, m->type == MINUTES_MEETING ? "OF_MEETING" : "OF_PERIOD");
		if (m->type != MINUTES_MEETING) {
			tmpl_put(what, "FIRST_DAY", web_iso_day(request, m->first_day));
			tmpl_put(what, "LAST_DAY", web_iso_day(request, m->last_day));
		}
		web_tokens(other, page->csrf, web_form_token(request), 0);
	}
}

/* Who sees the paper masked sees no copy of it. */
static void put_copies(struct http_request *request, const struct page *page, const struct minutes_view *v)
{
	const struct actor *actor = web_actor(request);

	if (!actor_is_masked(actor) || !minutes_names_numbers(v->minutes))
		signed_put(page, &v->copies, url_of(request, v->minutes->id, ""), actor->role == ROLE_OFFICER);
}

static void put_item(struct http_request *request, struct tmpl_dict *dict, const struct minutes_item *item)
{
	struct tmpl_dict *row = tmpl_add(dict, "SHEET");

	tmpl_put(row, "SHEET_URL", sheet_url(request, item->sheet_id, ""));
	tmpl_put(row, "PAPER_NO", sheet_number(request->arena, item->paper_no, item->sheet_id));
	tmpl_put(row, "FULL_NAME", item->full_name == NULL ? message_text(MSG_NO_NAME) : item->full_name);
	tmpl_put(row, "BIRTH_DATE", web_iso_day(request, item->birth_date));
	tmpl_put(row, "OUTCOME", minutes_outcome_label(item->outcome));
	tmpl_put(row, "REASON",
	         item->outcome == MINUTES_RETURNED && item->reason != NULL ? web_masked(request, item->reason) : NULL);
	tmpl_put(row, "SHEET_STATE", state_code(item->state));
	tmpl_put(row, "SHEET_STATE_LABEL", state_label(item->state));
}

static enum err show(struct http_request *request, struct http_response *response, struct minutes_view *v, int status,
                     struct error *error)
{
	const char *title = table_title(&v->table.view.ask);
	struct page page;
	enum err err = page_open(request, "handover/minutes.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	if (v->refusal != NULL || v->copies.refusal != NULL)
		page_has_errors(&page, title);
	if (v->refusal != NULL)
		tmpl_put(tmpl_add(page.content, "ERROR"), "ERROR_TEXT", v->refusal);
	put_facts(request, page.content, v);
	put_figures(request, page.content, v->minutes);
	struct tmpl_dict *met = v->present_count == 0 ? NULL : tmpl_add(page.content, "MET");
	for (size_t i = 0; i < v->present_count; i++)
		tmpl_put(tmpl_add(met, "PRESENT"), "PRESENT_NAME", v->present[i].name);
	put_next(request, &page, v);
	put_copies(request, &page, v);
	for (size_t i = 0; i < v->table.view.rows.count; i++)
		put_item(request, page.content,
		         &((const struct minutes_item_line *)table_row(&minutes_table, &v->table.view.rows, i))->item);
	return page_send(&page, response, status, error);
}

enum err page_minutes(struct http_request *request, struct http_response *response, struct error *error)
{
	struct minutes_view view = { .refusal = NULL };

	if (paper_is_file(request))
		return page_paper(request, response, error);
	enum err err = open_view(request, &view, error);
	if (err != ERR_OK)
		return err;
	if (strcmp(request->suffix, "json") == 0)
		return send_json(request, response, &view, error);
	return table_is_file(request) ? table_send(request, response, &view.table, error)
	                              : show(request, response, &view, 200, error);
}

/* ---- what is done ---- */

/* 422 and 409 show the page again; other errors go up. */
static enum err show_refused(struct http_request *request, struct http_response *response,
                             const struct minutes_request *typed, enum err err, struct error *error)
{
	struct minutes_view view = { .typed = typed };

	if (err != ERR_CONFLICT && err != ERR_UNPROCESSABLE)
		return err;
	view.refusal = error->message == NULL ? message_text(MSG_CONFLICT) : error->message;
	enum err opened = open_view(request, &view, error);
	return opened == ERR_OK ? show(request, response, &view, (int)err, error) : opened;
}

static enum err finish(struct http_request *request, struct http_response *response, const struct request_head *head,
                       enum page_note note, enum err err, struct error *error)
{
	if (err != ERR_OK)
		return show_refused(request, response, NULL, err, error);
	web_note(request, response, note);
	http_redirect(response, thing_url(request, head->made));
	return ERR_OK;
}

/* Of the draft as it was shown, where the form says it. */
static enum err read_version(struct http_request *request, struct minutes_request *r, struct error *error)
{
	if (params_int(&request->form, "row_version", 1, INT64_MAX, &r->minutes.row_version) != PARAM_BAD)
		return ERR_OK;
	return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad version");
}

enum err post_minutes_issue(struct http_request *request, struct http_response *response, struct error *error)
{
	struct minutes_request r = { .head = web_head(request), .minutes.id = request->ids[0] };
	enum err err = read_version(request, &r, error);

	if (err == ERR_OK)
		err = workflow_issue_minutes(&r, error);

	if (err == ERR_OK)
		paper_make_files(request, &minutes_paper);
	return finish(request, response, &r.head, NOTE_MINUTES_ISSUED, err, error);
}

enum err post_minutes_drop(struct http_request *request, struct http_response *response, struct error *error)
{
	struct minutes_request r = { .head = web_head(request), .minutes.id = request->ids[0] };
	enum err err = workflow_drop_minutes(&r, error);

	return finish(request, response, &r.head, NOTE_MINUTES_DROPPED, err, error);
}

enum err post_minutes_said(struct http_request *request, struct http_response *response, struct error *error)
{
	struct minutes_request r = { .head = web_head(request) };
	enum err err = minutes_read(request, &request->form, &r, error);

	r.minutes.id = request->ids[0];
	if (err == ERR_OK)
		err = read_version(request, &r, error);
	if (err == ERR_OK)
		err = workflow_say_minutes(&r, error);
	if (err != ERR_OK)
		return show_refused(request, response, &r, err, error);
	return finish(request, response, &r.head, NOTE_CHANGED, err, error);
}

enum err post_minutes_supersede(struct http_request *request, struct http_response *response, struct error *error)
{
	struct minutes_request r = { .head = web_head(request) };
	enum err err = minutes_read(request, &request->form, &r, error);

	r.minutes.id = request->ids[0];
	if (err == ERR_OK)
		err = workflow_replace_minutes(&r, error);
	return finish(request, response, &r.head, NOTE_MINUTES_MADE, err, error);
}

/* ---- the signed copy ---- */

enum err post_minutes_signed(struct http_request *request, struct http_response *response, struct error *error)
{
	struct minutes_view view = { .refusal = NULL };
	enum err err = signed_post(request, response, &minutes_paper, THING_MINUTES, &view.copies, error);

	if (view.copies.refusal == NULL)
		return err;
	enum err opened = open_view(request, &view, error);
	return opened == ERR_OK ? show(request, response, &view, (int)err, error) : opened;
}
