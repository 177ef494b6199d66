/* Two sheets side by side, and the decision about them. */
#include "base/memory.h"
#include "report/person/pair_lines.h"
#include "store/sheet/event.h"
#include "text/messages.h"
#include "web/frame/note.h"
#include "web/frame/noted.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/part/changed.h"
#include "web/part/shown.h"
#include "web/person/duplicates.h"

struct pair_view {
	struct http_request *request;
	struct sheet a, b;              /* a has the smaller id */
	struct event *events[2];
	size_t event_counts[2];
	bool in_batch[2];
	struct duplicate_pair pair;
	struct duplicate_decision decision;
	bool decided;
	const char *typed, *trouble;    /* a decision that was refused */
};

/* ---- reading ---- */

static enum err read_pair(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct pair_view *v = arg;
	const struct form *form = web_app(request)->form;
	struct arena *arena = request->arena;
	int64_t a = request->ids[0], b = request->ids[1];
	enum err err = a == b ? error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "one sheet is no pair")
	                      : ERR_OK;

	if (err == ERR_OK)
		err = sheet_load(db, arena, form, web_actor(request), a < b ? a : b, &v->a, error);
	if (err == ERR_OK)
		err = sheet_load(db, arena, form, web_actor(request), a < b ? b : a, &v->b, error);
	if (err == ERR_OK)
		err = event_list(db, arena, v->a.id, &v->events[0], &v->event_counts[0], error);
	if (err == ERR_OK)
		err = event_list(db, arena, v->b.id, &v->events[1], &v->event_counts[1], error);
	if (err == ERR_OK)
		err = record_load_any(db, arena, v->a.id, &v->pair.a, error);
	if (err == ERR_OK)
		err = record_load_any(db, arena, v->b.id, &v->pair.b, error);
	if (err != ERR_OK)
		return err;
	duplicate_judge(arena, &v->pair);
	err = duplicate_decided_any(db, arena, v->a.id, v->b.id, &v->decision, &v->decided, error);
	if (err != ERR_OK)
		return err;
	v->in_batch[0] = batch_of_sheet(db, v->a.id) != 0;
	v->in_batch[1] = batch_of_sheet(db, v->b.id) != 0;
	return ERR_OK;
}

/* ---- showing ---- */

static const char *shown(struct http_request *request, const struct sheet *sheet, const struct field *field,
                         const struct answer *answer)
{
	if (field->type == FIELD_AREA)
		return web_hamlet(sheet->area_name);
	if (field->type == FIELD_BOOLEAN)
		return message_text(answer->state == ANSWER_VALID && answer->number != 0 ? MSG_LOG_YES : MSG_LOG_NO);
	const char *text = web_answer(request, field, answer);
	return text[0] == '\0' ? message_text(MSG_NOT_ANSWERED) : text;
}

/* All that either side has an answer for. */
static void put_fields(struct tmpl_dict *content, const struct pair_view *v)
{
	const struct form *form = v->a.answers.form;

	for (size_t i = 0; i < form->field_count; i++) {
		const struct field *field = &form->fields[i];
		const struct answer *a = &v->a.answers.items[i], *b = &v->b.answers.items[i];
		if ((a->state == ANSWER_NONE && b->state == ANSWER_NONE) || field->type == FIELD_CODE)
			continue;
		struct tmpl_dict *row = tmpl_add(content, "FIELD");
		tmpl_put(row, "FIELD_NUMBER", field->number);
		tmpl_put(row, "FIELD_LABEL", field->label);
		tmpl_put(row, "VALUE_A", shown(v->request, &v->a, field, a));
		tmpl_put(row, "VALUE_B", shown(v->request, &v->b, field, b));
		if (!answer_same(field, a, b))
			tmpl_show(row, "FIELD_DIFFERS");
	}
}

static const char *number_of(const struct pair_view *v, int side)
{
	const struct sheet *sheet = side == 0 ? &v->a : &v->b;

	return sheet_number(v->request->arena, answers_text(&sheet->answers, sheet->answers.form->paper_no), sheet->id);
}

static void put_events(struct tmpl_dict *table, const struct pair_view *v)
{
	struct http_request *request = v->request;

	for (int side = 0; side < 2; side++) {
		for (size_t i = 0; i < v->event_counts[side]; i++) {
			const struct event *e = &v->events[side][i];
			struct tmpl_dict *row = tmpl_add(table, "HISTORY");
			tmpl_put(row, "HISTORY_OF", number_of(v, side));
			tmpl_put(row, "AT", web_time(request, e->at));
			tmpl_put(row, "BY", e->actor_name);
			tmpl_put(row, "ACTION", event_label(request, e));
			tmpl_put(row, "REASON", web_masked(request, e->reason));
		}
	}
}

static bool may_take_out(const struct pair_view *v, enum action action, int side)
{
	const struct sheet *sheet = side == 0 ? &v->a : &v->b;

	return !v->in_batch[side] && v->a.campaign_id == v->b.campaign_id &&
	       transition_find(action, sheet->state, web_actor(v->request)->role) != NULL;
}

static void put_verdict(struct tmpl_dict *decide, const char *id, const char *value, const char *label,
                        const char *tell)
{
	struct tmpl_dict *row = tmpl_add(decide, "VERDICT");

	tmpl_put(row, "VERDICT_ID", id);
	tmpl_put(row, "VERDICT_VALUE", value);
	tmpl_put(row, "VERDICT_LABEL", label);
	tmpl_put(row, "VERDICT_TELL", tell);
}

/* keep_12: that sheet is kept. */
static void put_keep(struct tmpl_dict *decide, const struct pair_view *v, int side)
{
	struct http_request *request = v->request;
	const char *value = arena_print(request->arena, "keep_%lld", (long long)(side == 0 ? v->a.id : v->b.id));

	put_verdict(decide, value, value, message_fill(request, MSG_DUP_KEEP_THIS, number_of(v, side), NULL),
	            message_fill(request, MSG_DUP_TELL_KEEP, number_of(v, 1 - side), NULL));
}

static bool has_same_number(const struct pair_view *v)
{
	const struct field *field = v->a.answers.form->citizen_id;
	const struct answer *a = answers_at(&v->a.answers, field), *b = answers_at(&v->b.answers, field);

	return a->state != ANSWER_NONE && answer_same(field, a, b);
}

/* What both forms say: which pair, and as it was when the page was made. */
static void put_form(struct tmpl_dict *form, const struct page *page, const struct pair_view *v)
{
	tmpl_put(form, "PAIR_URL", duplicate_url(v->request, v->a.id, v->b.id));
	tmpl_put_int(form, "VERSIONS_A", v->a.row_version);
	tmpl_put_int(form, "VERSIONS_B", v->b.row_version);
	web_tokens(form, page->csrf, page->form_token, 0);
}

static void put_decide(const struct page *page, const struct pair_view *v)
{
	struct http_request *request = v->request;
	struct tmpl_dict *decide = tmpl_add(page->content, "DECIDE");
	const char *a = number_of(v, 0), *b = number_of(v, 1);

	put_form(decide, page, v);
	tmpl_put(decide, "DECIDE_REASON", v->typed);
	for (int side = 0; side < 2; side++) {
		if (may_take_out(v, ACTION_CANCEL, 1 - side))
			put_keep(decide, v, side);
		else if (v->a.campaign_id == v->b.campaign_id)
			put_section(page->content, "HELD", "HELD_TEXT",
			            message_fill(request, MSG_DUP_HELD, side == 0 ? b : a, NULL));
	}
	if (may_take_out(v, ACTION_REPLACE, 0) && v->b.replaces_id == 0)
		put_verdict(decide, "replace", "replace", message_fill(request, MSG_DUP_REPLACE, b, a),
		            message_fill(request, MSG_DUP_TELL_REPLACE, a, NULL));
	if (v->a.campaign_id != v->b.campaign_id)
		put_verdict(decide, "join", "join", message_text(MSG_DUP_JOIN), message_text(MSG_DUP_TELL_JOIN));
	put_verdict(decide, "distinct", "distinct", message_text(MSG_DUP_DISTINCT),
	            message_text(has_same_number(v) ? MSG_DUP_TELL_SAME_NUMBER : MSG_DUP_TELL_DISTINCT));
}

static void put_decided(const struct page *page, const struct pair_view *v)
{
	struct http_request *request = v->request;
	const struct duplicate_decision *d = &v->decision;
	struct tmpl_dict *decided = tmpl_add(page->content, "DECIDED");
	bool turned = d->sheet_id == v->b.id;
	const char *const values[] = { d->decided_name, web_time(request, d->decided_at),
		pair_verdict(request->arena, d->verdict, number_of(v, turned), number_of(v, !turned)) };

	tmpl_put(decided, "DECIDED_TEXT", message_fill_all(request, MSG_DUP_STANDS, values, COUNT(values)));
	tmpl_put(decided, "DECIDED_REASON", d->reason);
	if (web_actor(request)->role != ROLE_OFFICER)
		return;
	struct tmpl_dict *undo = tmpl_add(decided, "UNDO");
	put_form(undo, page, v);
	tmpl_put(undo, "UNDO_REASON", v->typed);
}

static void put_side(struct tmpl_dict *content, const struct pair_view *v, int at)
{
	struct arena *arena = v->request->arena;
	const struct sheet *sheet = at == 0 ? &v->a : &v->b;
	const char *side = at == 0 ? "A" : "B";

	tmpl_put(content, arena_print(arena, "NO_%s", side), number_of(v, at));
	tmpl_put(content, arena_print(arena, "URL_%s", side), sheet_url(v->request, sheet->id, ""));
	tmpl_put(content, arena_print(arena, "STATE_%s", side), state_code(sheet->state));
	tmpl_put(content, arena_print(arena, "STATE_%s_LABEL", side), state_label(sheet->state));
}

static enum err show(struct pair_view *v, struct http_response *response, int status, struct error *error)
{
	struct http_request *request = v->request;
	const char *title = message_text(MSG_TITLE_DUPLICATE);
	struct page page;
	enum err err = page_open(request, "person/duplicate-pair.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", title);
	tmpl_put(page.content, "SUBHEADING", pair_reasons(request->arena, v->pair.signs));
	put_side(page.content, v, 0);
	put_side(page.content, v, 1);
	if (v->trouble != NULL) {
		page_has_errors(&page, title);
		put_section(page.content, "ERROR_SUMMARY", "ERROR_TEXT", v->trouble);
	}
	if (v->decided)
		put_decided(&page, v);
	else if (web_actor(request)->role == ROLE_OFFICER && sheet_is_live(&v->a) && sheet_is_live(&v->b))
		put_decide(&page, v);
	put_fields(page.content, v);
	put_events(tmpl_add(page.content, "HISTORIES"), v);
	return page_send(&page, response, status, error);
}

static enum err note_and_show(struct pair_view *v, struct http_response *response, int status, struct error *error)
{
	const struct sheet both[] = { v->a, v->b };
	enum err err = web_note_sheets(v->request, (struct shown_rows){ .access = ACCESS_VIEW, .table = "duplicate_pair" },
	                               both, COUNT(both), error);

	return err == ERR_OK ? show(v, response, status, error) : err;
}

enum err page_duplicate(struct http_request *request, struct http_response *response, struct error *error)
{
	struct pair_view v = { .request = request };
	enum err err = web_read(request, read_pair, &v, error);

	return err == ERR_OK ? note_and_show(&v, response, 200, error) : err;
}

/* ---- deciding ---- */

/* keep_12, replace, join, distinct, undo; false for anything else. */
static bool read_decision(struct duplicate_request *r, const char *text)
{
	static const char keep[] = "keep_";
	int64_t swapped;

	r->verdict = VERDICT_COUNT;
	if (text == NULL)
		return false;
	if (strncmp(text, keep, sizeof keep - 1) == 0) {
		int64_t kept = strtoll(text + sizeof keep - 1, NULL, 10);
		r->verdict = VERDICT_KEEP;
		if (kept == r->other_id) {
			swapped = r->sheet_id, r->sheet_id = r->other_id, r->other_id = swapped;
			swapped = r->row_version, r->row_version = r->other_version, r->other_version = swapped;
		}
		return kept == r->sheet_id;
	}
	if (strcmp(text, "undo") == 0)
		return true;
	r->verdict = duplicate_verdict_from_code(text);
	return r->verdict != VERDICT_COUNT && r->verdict != VERDICT_KEEP;
}

static enum err show_refused(struct http_request *request, const struct error *why, struct http_response *response,
                             struct error *error)
{
	struct pair_view v = { .request = request, .typed = params_text(&request->form, "reason"),
		.trouble = why->message };
	enum err err = web_read(request, read_pair, &v, error);

	return err == ERR_OK ? note_and_show(&v, response, (int)why->code, error) : err;
}

enum err post_duplicate(struct http_request *request, struct http_response *response, struct error *error)
{
	int64_t a = request->ids[0], b = request->ids[1];
	const char *reason = params_text(&request->form, "reason");
	struct duplicate_request r = { .head = web_head(request), .sheet_id = a < b ? a : b, .other_id = a < b ? b : a,
		.reason = web_cleaned(request, reason) };
	struct pair_view v = { .request = request };
	struct error why = { 0 };
	enum err err = web_read(request, read_pair, &v, error);

	if (err != ERR_OK)
		return err;
	if (web_version(request, "version_a", &r.row_version) == PARAM_BAD ||
	    web_version(request, "version_b", &r.other_version) == PARAM_BAD ||
	    !read_decision(&r, params_filled(&request->form, "decision")))
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_REQUEST),
		                 "no decision, or a version that is no number");
	bool undoes = r.verdict == VERDICT_COUNT;
	err = workflow_duplicate(&r, &why);
	if (err == ERR_UNPROCESSABLE || err == ERR_CONFLICT)
		return show_refused(request, &why, response, error);
	if (err != ERR_OK) {
		*error = why;
		return err;
	}
	web_note(request, response, undoes ? NOTE_UNDECIDED : NOTE_DECIDED);
	http_redirect(response, duplicate_url(request, a, b));
	return ERR_OK;
}
