/* Typing a sheet: the handlers of new, edit and correct. */
#include "web/sheet/entry.h"

#include "base/log.h"
#include "base/memory.h"
#include "text/messages.h"
#include "web/frame/cookie.h"
#include "web/frame/noted.h"
#include "web/frame/page.h"
#include "web/frame/url.h"
#include "web/list/walk.h"
#include "web/part/shown.h"

/* ---- reading a posted form ---- */

static bool is_known(const struct form *form, const char *name)
{
	static const char *const others[] = { "csrf", "form_token", "action", "row_version", "campaign_id",
		"enumerator_id", "reason", "whole",
		"replaces_id", "next", "username", "password", "common", "common_reason", "card", "person_id", "conflict",
		"roster_id" };

	for (size_t i = 0; i < COUNT(others); i++) {
		if (strcmp(others[i], name) == 0)
			return true;
	}
	return form_find(form, name) >= 0 || strncmp(name, "confirm_", 8) == 0 || strncmp(name, "reason_", 7) == 0;
}

static void log_unknown(const struct http_request *request, const struct form *form)
{
	size_t unknown = 0;

	for (size_t i = 0; i < request->form.count; i++)
		unknown += !is_known(form, request->form.items[i].name);
	if (unknown > 0)
		log_line(LOG_INFO, "%s %zu posted names are no fields", request->id, unknown);
}

void entry_read_answers(struct http_request *request, const struct answers *start, struct answers *out)
{
	const struct form *form = web_app(request)->form;

	answers_init(out, form, request->arena);
	for (size_t i = 0; i < form->field_count; i++) {
		size_t count;
		const char *const *texts = params_all(request->arena, &request->form, form->fields[i].name, &count);
		if (count == 0 && start != NULL)
			out->items[i] = start->items[i];
		else
			answer_from_typed(request->arena, &form->fields[i], texts, count, &out->items[i]);
	}
	answers_read_years(request->arena, out, clock_today(&web_app(request)->workflow.clock));
	answers_settle(out);
	log_unknown(request, form);
}

enum { NO_SUCH_ID = INT32_MIN };

/* The posted id; 0 for an empty one, `absent` when the name was not posted, NO_SUCH_ID for what is no id. */
static int64_t posted_id(struct http_request *request, const char *name, int64_t absent)
{
	int64_t id = 0;
	size_t count;

	params_all(request->arena, &request->form, name, &count);
	if (count == 0)
		return absent;
	return count > 1 || params_int(&request->form, name, 1, INT64_MAX, &id) == PARAM_BAD ? NO_SUCH_ID : id;
}

static const char *posted_reason(struct http_request *request)
{
	const char *reason = params_text(&request->form, "reason");

	return web_cleaned(request, reason);
}

/* ---- what save-and-next keeps: hamlet, enumerator, day of the interview ---- */

static void keep_for_next(struct http_request *request, struct http_response *response, const struct sheet *sheet)
{
	const struct answers *a = &sheet->answers;
	char iso[DATE_TEXT];

	date_to_iso(answers_at(a, a->form->collected_on)->date, iso);
	cookie_set(request, response, COOKIE_NEXT,
	           arena_print(request->arena, "%lld.%lld.%lld.%s", (long long)web_actor(request)->user_id,
	                       (long long)answers_at(a, a->form->hamlet)->number, (long long)sheet->enumerator_id, iso));
}

static void fill_kept(struct entry *entry)
{
	struct arena *arena = entry->request->arena;
	const struct form *form = entry->answers.form;
	const char *kept = cookie_get(entry->request, COOKIE_NEXT);
	long long user = 0, area = 0, enumerator = 0;
	char day[16] = "";

	if (kept == NULL || sscanf(kept, "%18lld.%18lld.%18lld.%10s", &user, &area, &enumerator, day) != 4 ||
	    user != web_actor(entry->request)->user_id)
		return;
	const char *area_text = arena_print(arena, "%lld", area), *day_text = arena_text(arena, day);
	answer_from_typed(arena, form->hamlet, &area_text, 1, answers_at(&entry->answers, form->hamlet));
	answer_from_typed(arena, form->collected_on, &day_text, 1, answers_at(&entry->answers, form->collected_on));
	entry->enumerator_id = enumerator;
}

void entry_start(struct http_request *request, struct entry *out)
{
	*out = (struct entry){ .request = request };
	answers_init(&out->answers, web_app(request)->form, request->arena);
	fill_kept(out);
}

/* ---- showing ---- */

enum err page_sheet_new(struct http_request *request, struct http_response *response, struct error *error)
{
	const char *next = cookie_get(request, COOKIE_NEXT);
	struct page_again again;
	struct page_pieces pieces;
	struct entry entry;
	struct sent sent;

	if (params_text(&request->query, "person") != NULL)
		return change_begin(request, response, error);
	if (params_text(&request->query, "roster") != NULL)
		return roster_begin(request, response, error);
	enum err err = sent_read(request, &sent, error);
	if (err != ERR_OK)
		return err;
	bool kept = sent_pieces(request, &sent, &pieces);
	const char *name = arena_print(request->arena, "sheet-new %s", next == NULL ? "" : next);
	if (kept && page_again_begin(request, name, &pieces, &again, response))
		return ERR_OK;
	entry_start(request, &entry);
	entry.sent = &sent;
	entry.again = kept ? &again : NULL;
	return entry_show(&entry, response, 200, error);
}

static enum err load_stored(struct http_request *request, int64_t id, struct entry *entry, struct error *error)
{
	const struct app *app = web_app(request);
	struct finding_row *findings;
	struct db *db = db_borrow(app->pool, error);

	*entry = (struct entry){ .request = request };
	if (db == NULL)
		return ERR_UNAVAILABLE;
	enum err err = sheet_load(db, request->arena, app->form, web_actor(request), id, &entry->sheet, error);
	if (err == ERR_OK)
		err = finding_list(db, request->arena, id, &findings, &entry->finding_count, error);
	db_return(app->pool, db);
	if (err != ERR_OK)
		return err;
	entry->locked = !workflow_may_edit(web_actor(request), &entry->sheet);
	entry->findings = findings;
	entry->answers = entry->sheet.answers;
	entry->campaign_id = entry->sheet.campaign_id;
	entry->enumerator_id = entry->sheet.enumerator_id;
	entry->correct = !entry->locked && entry->sheet.state == STATE_RECEIVED;
	return ERR_OK;
}

/* The same for a page that is opened to write. */
static enum err load_entry(struct http_request *request, int64_t id, struct entry *entry, struct error *error)
{
	enum err err = load_stored(request, id, entry, error);

	if (err == ERR_OK && entry->locked)
		return error_set(error, ERR_CONFLICT, message_text(MSG_CONFLICT), "sheet is %s",
		                 state_code(entry->sheet.state));
	return err;
}

/* A draft half typed is not scolded for what is still missing: only what was answered is spoken of. */
static void hide_missing(struct entry *entry)
{
	const struct answers *a = &entry->answers;
	struct finding_row *kept = arena_array(entry->request->arena, entry->finding_count + 1, sizeof *kept);
	size_t count = 0;

	for (size_t i = 0; i < entry->finding_count; i++) {
		int field = form_find(a->form, finding_first_field(&entry->findings[i]));
		if (field >= 0 && a->items[field].state != ANSWER_NONE)
			kept[count++] = entry->findings[i];
	}
	entry->findings = kept;
	entry->finding_count = count;
}

enum err page_sheet_edit(struct http_request *request, struct http_response *response, struct error *error)
{
	struct entry entry;
	enum err err = load_entry(request, request->ids[0], &entry, error);

	if (err != ERR_OK)
		return err;
	if (entry.sheet.state == STATE_DRAFT)
		hide_missing(&entry);
	err = web_note_sheet(request, entry.sheet.id, error);
	return err == ERR_OK ? entry_show(&entry, response, 200, error) : err;
}

/* ---- storing ---- */

/* Beside what was typed stands what is stored: of the sheet itself, or of the one that came of this form before. */
static enum err put_stored(struct entry *entry, const struct save_request *save, struct http_response *response,
                           struct error *error)
{
	const struct request_head *head = &save->head;
	int64_t id = entry->sheet.id != 0 ? entry->sheet.id : head->made.id;
	struct entry stored;
	enum err err = id == 0 ? ERR_OK : load_stored(entry->request, id, &stored, error);

	if (err == ERR_OK && id != 0)
		err = web_note_sheet(entry->request, id, error);
	if (err != ERR_OK || id == 0)
		return err;
	entry->was_new = entry->sheet.id == 0;
	if (entry->was_new)
		entry->trouble = NULL;
	entry->sheet = stored.sheet;
	entry->correct = stored.correct;
	entry->locked = stored.locked;
	entry->stale = true;
	if (head->made.kind != THING_NONE)
		http_add_header(response, "Content-Location",
		                sheet_url(entry->request, id, ""));
	return ERR_OK;
}

/* The form again with what was typed, after a save that was not done. */
static enum err show_again(struct entry *entry, const struct save_request *save, const struct error *why,
                           struct http_response *response, struct error *error)
{
	entry->findings = save->findings;
	entry->finding_count = save->finding_count;
	entry->summary = why->code == ERR_UNPROCESSABLE;
	entry->stale = entry->was_new;
	entry->trouble = why->message;
	if (why->code == ERR_UNPROCESSABLE && entry->correct && (entry->reason == NULL || entry->reason[0] == '\0'))
		entry->reason_error = why->message;
	enum err err = why->code == ERR_CONFLICT ? put_stored(entry, save, response, error) : ERR_OK;
	return err == ERR_OK ? entry_show(entry, response, (int)why->code, error) : err;
}

static enum err show_refused(struct entry *entry, const struct save_request *save, struct http_response *response,
                             struct error *error)
{
	struct arena *arena = entry->request->arena;

	entry->sheet = save->sheet;
	entry->answers = save->sheet.answers;
	entry->enumerator_id = save->sheet.enumerator_id;
	entry->findings = save->findings;
	entry->finding_count = save->finding_count;
	entry->summary = true;
	const char *kept = message_text(save->sheet.state == STATE_DRAFT ? MSG_KEPT_AS_DRAFT : MSG_KEPT_AS_RETURNED);
	entry->trouble = save->refusal == NULL ? kept : arena_print(arena, "%s %s", save->refusal, kept);
	entry->address = sheet_url(entry->request, save->sheet.id, "/edit");
	http_add_header(response, "Content-Location",
	                sheet_url(entry->request, save->sheet.id, ""));
	return entry_show(entry, response, ERR_UNPROCESSABLE, error);
}

/* The first result of the same form, which was kept and not sent. */
static bool was_refused(const struct save_request *save)
{
	return save->head.repeated && save->submit && save->head.made.kind == THING_DRAFT;
}

static enum err go_on(struct entry *entry, const struct save_request *save, bool next, struct http_response *response)
{
	struct http_request *request = entry->request;
	struct thing made = save->head.made;

	if (was_refused(save)) {
		http_redirect(response, thing_url(request, made));
		return ERR_OK;
	}
	if (next) {
		web_note_about(request, response, NOTE_SUBMITTED_NEXT, made.id);
		if (!save->head.repeated)
			keep_for_next(request, response, &save->sheet);
		http_redirect(response, "/sheets/new");
		return ERR_OK;
	}
	web_note_about(request, response, save->submit ? NOTE_SUBMITTED : NOTE_SAVED, made.id);
	http_redirect(response, entry->correct ? walk_sheet_url(request, made.id, "") : thing_url(request, made));
	return ERR_OK;
}

/* Saves what the entry holds and answers. */
static enum err store(struct entry *entry, int64_t row_version, struct http_response *response, struct error *error)
{
	struct http_request *request = entry->request;
	const char *action = params_text(&request->form, "action");
	bool next = action != NULL && strcmp(action, "submit_next") == 0;
	struct error why = { 0 };
	struct save_request save = { .head = web_head(request),
		                         .sheet_id = entry->sheet.id,
		                         .row_version = row_version,
		                         .answers = entry->answers,
		                         .campaign_id = entry->campaign_id,
		                         .person_id = entry->person_id,
		                         .roster_id = entry->roster_id,
		                         .enumerator_id = entry->enumerator_id,
		                         .submit = next || (action != NULL && strcmp(action, "submit") == 0),
		                         .correct = entry->correct,
		                         .reason = entry->reason };

	if (change_wants_copy(entry->answers.form, action))
		return change_copy(entry, row_version, response, error);
	if (action != NULL && !save.submit && strcmp(action, "save") != 0)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_REQUEST), "unknown action");
	if (entry->correct)
		save.confirmations = web_confirmations(request, &save.confirmation_count);
	enum err err = workflow_save(&save, &why);
	if (err == ERR_OK)
		return save.refused ? show_refused(entry, &save, response, error)
		                    : go_on(entry, &save, next && save.submit, response);
	if (err != ERR_UNPROCESSABLE && err != ERR_CONFLICT && err != ERR_UNAVAILABLE) {
		*error = why;
		return err;
	}
	return show_again(entry, &save, &why, response, error);
}

static void read_side(struct entry *entry)
{
	entry->campaign_id = posted_id(entry->request, "campaign_id", 0);
	entry->enumerator_id = posted_id(entry->request, "enumerator_id", ENUMERATOR_KEEP);
	entry->reason = posted_reason(entry->request);
	entry->person_id = posted_id(entry->request, "person_id", 0);
	entry->roster_id = posted_id(entry->request, "roster_id", 0);
}

enum err post_sheet_new(struct http_request *request, struct http_response *response, struct error *error)
{
	struct entry entry = { .request = request };

	entry_read_answers(request, NULL, &entry.answers);
	read_side(&entry);
	const char *card = card_posted(request, &entry.answers);
	return card != NULL ? card_show(&entry, card, response, error) : store(&entry, 0, response, error);
}

enum err post_sheet_edit(struct http_request *request, struct http_response *response, struct error *error)
{
	bool correct = strcmp(strrchr(request->path, '/'), "/correct") == 0;
	bool whole = !correct || params_text(&request->form, "whole") != NULL;
	int64_t row_version = 0;
	enum param_state version = web_version(request, "row_version", &row_version);
	struct entry entry;
	enum err err;

	if (version == PARAM_BAD || (version == PARAM_ABSENT && !correct))
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_REQUEST), "row_version missing or no number");
	err = load_stored(request, request->ids[0], &entry, error);
	if (err != ERR_OK)
		return err;
	entry.correct |= correct;
	int64_t campaign = entry.campaign_id, enumerator = entry.enumerator_id;
	entry_read_answers(request, whole ? NULL : &entry.sheet.answers, &entry.answers);
	read_side(&entry);
	entry.was_new = params_text(&request->form, "conflict") != NULL;
	if (!whole) {
		entry.campaign_id = campaign;
		entry.enumerator_id = enumerator;
	}
	const char *card = card_posted(request, &entry.answers);
	if (card == NULL)
		return store(&entry, row_version, response, error);
	entry.sheet.row_version = row_version != 0 ? row_version : entry.sheet.row_version;
	return card_show(&entry, card, response, error);
}

enum err resume_entry(struct http_request *request, struct http_response *response, int64_t sheet_id,
                      struct error *error)
{
	struct entry entry = { .request = request };
	enum err err = sheet_id == 0 ? ERR_OK : load_entry(request, sheet_id, &entry, error);

	if (err != ERR_OK)
		return err;
	int64_t row_version = 0;
	if (web_version(request, "row_version", &row_version) == PARAM_OK)
		entry.sheet.row_version = row_version;
	entry_read_answers(request, NULL, &entry.answers);
	read_side(&entry);
	entry.finding_count = 0;
	entry.trouble = message_text(MSG_RESUMED);
	entry.resumed = true;
	return entry_show(&entry, response, 200, error);
}
