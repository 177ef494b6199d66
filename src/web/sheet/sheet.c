/* One sheet: loading, the moves, and what both forms of the page share. */
#include "web/sheet/sheet.h"

#include "base/memory.h"
#include "report/person/pair_lines.h"
#include "store/sheet/event.h"
#include "text/messages.h"
#include "web/frame/noted.h"
#include "web/frame/url.h"
#include "web/list/paper_page.h"
#include "web/part/resume.h"
#include "web/sheet/entry.h"

/* ---- loading ---- */

/* Four eyes, for who could accept the sheet otherwise. */
static enum err load_bar(struct db *db, struct http_request *request, struct sheet_view *out, struct error *error)
{
	const struct actor *actor = web_actor(request);
	enum hindrance bar;
	const char *names;

	if (transition_find(ACTION_ACCEPT, out->sheet.state, actor->role) == NULL)
		return ERR_OK;
	enum err err = hindrance_four_eyes(db, request->arena, &out->campaign, &out->sheet, actor->user_id, &bar, error);
	if (err != ERR_OK || bar == HINDRANCE_NONE)
		return err;
	err = hindrance_who_may(db, request->arena, &out->campaign, &out->sheet, &names, error);
	out->barred = err == ERR_OK ? hindrance_sentence(request->arena, bar, names) : NULL;
	return err;
}

/* A sheet keeps the units of its day. */
static enum err read_path(struct db *db, struct arena *arena, struct sheet_view *out, struct error *error)
{
	char day[DATE_TEXT];

	date_to_iso(clock_day_of(out->sheet.created_at), day);
	return area_path_on_any(db, arena, out->sheet.commune_id, day, &out->path, &out->path_count, error);
}

/* NULL where there is no such sheet for the actor, or no number on its paper. */
static const char *paper_of(struct db *db, struct http_request *request, int64_t id)
{
	const struct form *form = web_app(request)->form;
	struct sheet sheet;

	if (id == 0 || sheet_load(db, request->arena, form, web_actor(request), id, &sheet, NULL) != ERR_OK)
		return NULL;
	return answers_text(&sheet.answers, form->paper_no);
}

/* In one of that kind that nobody signed for, or counted, yet. */
static bool lies_in_open(const struct sheet_view *view, enum paper_kind kind)
{
	for (size_t i = 0; i < view->paper_count; i++) {
		if (view->papers[i].kind == kind && view->papers[i].open)
			return true;
	}
	return false;
}

static enum err load(struct db *db, struct http_request *request, int64_t id, struct sheet_view *out,
                     struct error *error)
{
	struct arena *arena = request->arena;
	const struct app *app = web_app(request);
	enum err err = sheet_load(db, arena, app->form, web_actor(request), id, &out->sheet, error);

	if (err == ERR_OK)
		err = finding_list(db, arena, id, &out->findings, &out->finding_count, error);
	if (err == ERR_OK)
		err = event_list(db, arena, id, &out->events, &out->event_count, error);
	if (err == ERR_OK && duplicate_may_look(web_actor(request)))
		err = duplicate_traces(db, arena, web_actor(request), id, &out->traces, &out->trace_count, error);
	if (err == ERR_OK)
		err = read_path(db, arena, out, error);
	if (err == ERR_OK)
		err = campaign_by_id_any(db, arena, out->sheet.campaign_id, &out->campaign, error);
	out->closed = err == ERR_OK && campaign_is_closed(&out->campaign, clock_today(&app->workflow.clock));
	if (err == ERR_OK)
		err = load_bar(db, request, out, error);
	if (err == ERR_OK)
		err = where_read(db, request, &out->sheet, &out->where, error);
	if (err == ERR_OK)
		err = carried_of_sheet_any(db, arena, id, &out->papers, &out->paper_count, error);
	out->in_batch = lies_in_open(out, PAPER_HANDOVER);
	out->in_bundle = lies_in_open(out, PAPER_BUNDLE);
	if (err == ERR_OK) {
		out->replaces_no = paper_of(db, request, out->sheet.replaces_id);
		out->replaced_by_no = paper_of(db, request, out->sheet.replaced_by_id);
	}
	if (err == ERR_OK)
		undo_find(db, &app->workflow, web_actor(request), &out->sheet, out->events, out->event_count, &out->undo, NULL);
	if (err == ERR_OK && transition_find(ACTION_SUBMIT, out->sheet.state, web_actor(request)->role) != NULL)
		err = similar_read(db, request, &out->sheet, &out->similar, error);
	return err;
}

enum err sheet_view_load(struct http_request *request, int64_t id, struct sheet_view *out, struct error *error)
{
	struct db_pool *pool = web_app(request)->pool;
	struct db *db = db_borrow(pool, error);

	*out = (struct sheet_view){ .request = request };
	if (db == NULL)
		return ERR_UNAVAILABLE;
	enum err err = load(db, request, id, out, error);
	db_return(pool, db);
	walk_read(request, &out->walk);
	return err;
}

size_t sheet_view_actions(const struct sheet_view *view, enum action out[ACTION_MOVES_END])
{
	const struct actor *actor = web_actor(view->request);
	unsigned barred = (view->in_batch ? NEEDS_NO_BATCH : 0u) | (view->in_bundle ? NEEDS_COUNTED : 0u) |
	                  (view->campaign.correct_in_place ? 0u : NEEDS_CORRECTION_SWITCH) |
	                  (view->campaign.meeting_accepts ? NEEDS_ACCEPTER : 0u) |
	                  (view->barred != NULL ? NEEDS_FOUR_EYES : 0u);
	size_t all = view->closed ? 0 : workflow_actions(actor, &view->sheet, out), count = 0;

	for (size_t i = 0; i < all; i++) {
		const struct transition *t = transition_find(out[i], view->sheet.state, actor->role);
		if ((t->needs & barred) == 0)
			out[count++] = out[i];
	}
	if (view->undo.action != ACTION_NONE && !view->closed)
		out[count++] = ACTION_UNDO;
	return count;
}

bool sheet_view_offers(const struct sheet_view *view, enum action action)
{
	enum action actions[ACTION_MOVES_END];
	size_t count = sheet_view_actions(view, actions);

	for (size_t i = 0; i < count; i++) {
		if (actions[i] == action)
			return true;
	}
	return false;
}

enum err page_sheet(struct http_request *request, struct http_response *response, struct error *error)
{
	struct sheet_view view;

	if (paper_is_file(request))
		return page_paper(request, response, error);
	enum err err = sheet_view_load(request, request->ids[0], &view, error);
	if (err == ERR_OK)
		err = web_note_sheet(request, view.sheet.id, error);
	if (err != ERR_OK)
		return err;
	if (request->suffix[0] != '\0')
		return sheet_view_json(&view, response, error);
	return sheet_view_show(&view, response, 200, error);
}

/* ---- moves ---- */

static const struct field_reason *field_reasons(struct http_request *request, size_t *count)
{
	const struct form *form = web_app(request)->form;
	struct field_reason *list = arena_array(request->arena, form->field_count + 1, sizeof *list);

	*count = 0;
	for (size_t i = 0; i < form->field_count; i++) {
		const char *name = arena_print(request->arena, "reason_%s", form->fields[i].name);
		const char *reason = web_cleaned(request, params_filled(&request->form, name));
		if (reason != NULL && reason[0] != '\0')
			list[(*count)++] = (struct field_reason){ form->fields[i].name, reason };
	}
	return list;
}

/* The page of the sheet again, with what was typed for the move and why it was refused. */
static enum err show_refused(struct http_request *request, const struct move_request *move, const struct error *why,
                             struct http_response *response, struct error *error)
{
	struct sheet_view view;
	enum err err = sheet_view_load(request, request->ids[0], &view, error);

	if (err == ERR_OK)
		err = web_note_sheet(request, view.sheet.id, error);
	if (err != ERR_OK)
		return err;
	if (move->findings != NULL) {
		view.findings = move->findings;
		view.finding_count = move->finding_count;
	}
	view.move = move->action;
	view.typed = &request->form;
	view.trouble = why->message;
	return sheet_view_show(&view, response, (int)why->code, error);
}

/* An officer goes on to the next sheet of the list; from the last one back to the list. */
static const char *url_behind(struct http_request *request, const struct walk *walk)
{
	const char *next = walk_next(request, walk);

	return next != NULL ? next : walk_end(walk);
}

/* Where a move leads: to what it made; the police go on in their queue, an officer in the list. */
static const char *url_after(struct http_request *request, const struct move_request *move, const struct walk *walk)
{
	if (walk->on && move->action == ACTION_UNDO)
		return walk_back(walk, request->ids[0]);
	if (walk->on && move->action != ACTION_REPLACE)
		return url_behind(request, walk);
	if (move->action == ACTION_UNDO && web_actor(request)->role == ROLE_POLICE)
		return police_url(request, request->ids[0]);
	return thing_url(request, move->head.made);
}

enum err post_sheet_move(struct http_request *request, struct http_response *response, struct error *error)
{
	struct move_request move = { .head = web_head(request), .sheet_id = request->ids[0],
		.action = action_from_code(strrchr(request->path, '/') + 1),
		.reason = web_cleaned(request, params_text(&request->form, "reason")),
		.place = web_cleaned(request, params_text(&request->form, "place")) };
	struct error why = { 0 };
	struct walk walk;

	walk_read(request, &walk);
	if (web_version(request, "row_version", &move.row_version) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_REQUEST), "row_version is no number");
	if (move.action == ACTION_ARCHIVE && move.place == NULL)
		move.place = move.reason;
	move.confirmations = web_confirmations(request, &move.confirmation_count);
	if (move.action == ACTION_RETURN)
		move.field_reasons = field_reasons(request, &move.field_reason_count);
	enum err err = workflow_move(&move, &why);
	if (err == ERR_UNPROCESSABLE || (err == ERR_CONFLICT && walk.on))
		return show_refused(request, &move, &why, response, error);
	if (err != ERR_OK) {
		*error = why;
		return err;
	}
	web_note_about(request, response, note_of_move(move.action), request->ids[0]);
	http_redirect(response, url_after(request, &move, &walk));
	return ERR_OK;
}

/* ---- after a login ---- */

enum err resume_sheet_form(struct http_request *request, struct http_response *response, const char *next,
                           struct error *error)
{
	const struct actor *actor = web_actor(request);
	const char *query = strchr(next, '?');
	struct sheet_view view;
	long long id = 0;
	char rest[24] = "";

	if (query != NULL && !params_decode(request->arena, query + 1, strlen(query + 1), &request->query))
		return error_set(error, ERR_NOT_FOUND, NULL, "no form to resume");
	if (strcmp(next, "/sheets/new") == 0 && (ROLES_WRITERS & ROLE_BIT(actor->role)) != 0)
		return resume_entry(request, response, 0, error);
	int parts = sscanf(next, "/sheets/%18lld%23[^?]", &id, rest);
	if (parts < 1 || id <= 0 || (ROLES_SEE_SHEETS & ROLE_BIT(actor->role)) == 0)
		return error_set(error, ERR_NOT_FOUND, NULL, "no form to resume");
	if (strcmp(rest, "/edit") == 0)
		return resume_entry(request, response, id, error);
	const char *move = params_filled(&request->query, "move");
	if (rest[0] != '\0' || move == NULL)
		return error_set(error, ERR_NOT_FOUND, NULL, "no form to resume");
	enum err err = sheet_view_load(request, id, &view, error);
	if (err != ERR_OK)
		return err;
	enum action action = action_from_code(move);
	if (action == ACTION_CONFIRM)
		action = ACTION_ACCEPT;
	if (!sheet_view_offers(&view, action))
		return error_set(error, ERR_CONFLICT, message_text(MSG_CONFLICT), "the move is not offered any more");
	view.move = action;
	view.typed = &request->form;
	err = web_note_sheet(request, id, error);
	return err == ERR_OK ? sheet_view_show(&view, response, 200, error) : err;
}
