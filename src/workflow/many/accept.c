/* Accepting many sheets at once, or sending many on from the hamlet, in one transaction or a piece of them; those that
 * cannot be are left out. */
#include "base/ids.h"
#include "base/log.h"
#include "text/messages.h"
#include "workflow/handover/bundle_move.h"
#include "workflow/many/many.h"
#include "workflow/move.h"
#include "workflow/write.h"

/* The clean sheets of the filter, as many as the page showed. */
static enum err ids_of_filter(struct db *db, struct accept_request *r, struct error *error)
{
	int64_t *ids;
	enum err err = sheet_ids(db, r->head.arena, r->head.actor, &r->filter, &ids, &r->count, error);

	if (err != ERR_OK)
		return err;
	if ((int64_t)r->count != r->expected)
		return error_set(error, ERR_CONFLICT, message_text(MSG_COUNT_CHANGED), "expected %lld, now %zu",
		                 (long long)r->expected, r->count);
	r->ids = ids;
	return ERR_OK;
}

/* Those of the same filter with something open, the first of them, are named as left out. */
static enum err name_open(struct db *db, struct accept_request *r, struct error *error)
{
	struct sheet_filter open = r->filter;
	struct sheet_row *rows;
	size_t count = 0;

	open.clean = -1;
	open.after = 0;
	open.oldest_first = true;
	open.limit = ACCEPT_NAMED;
	enum err err = sheet_list(db, r->head.arena, r->head.actor, &open, &rows, &count, error);
	for (size_t i = 0; i < count; i++) {
		if (!ids_have(r->left_out, r->left_out_count, rows[i].id))
			r->left_out[r->left_out_count++] = rows[i].id;
	}
	return err;
}

/* What kept it: of the findings as judged just now, where it came to that. */
static enum err find_hindrance(struct db *db, const struct move_request *move, enum hindrance *what,
                               struct error *error)
{
	struct sheet sheet = move->sheet;

	if (move->findings != NULL)
		sheet.open_errors = sheet.open_warnings = 0;
	for (size_t i = 0; i < move->finding_count; i++) {
		sheet.open_errors += move->findings[i].severity == SEVERITY_E;
		sheet.open_warnings += move->findings[i].severity == SEVERITY_W && move->findings[i].confirmed_by == 0;
	}
	return hindrance_first(db, move->head.arena, &sheet, move->head.actor->user_id,
	                       clock_today(&move->head.workflow->clock), what, error);
}

static enum err leave_out(struct db *db, struct accept_request *r, const struct move_request *move, struct error *error)
{
	enum hindrance what = HINDRANCE_NONE;
	enum err err = find_hindrance(db, move, &what, error);

	if (err != ERR_OK)
		return err;
	r->left_out[r->left_out_count++] = move->sheet_id;
	r->hindered[what]++;
	return act_leave(db, r->act_id, move->sheet_id, error);
}

/* The refusal belongs to the sheet, and leaves it out. */
static bool is_its_own(const struct move_request *move, enum err err)
{
	return !move->begun && (err == ERR_CONFLICT || err == ERR_UNPROCESSABLE);
}

/* Nothing but its state keeps a sheet from being sent on. */
static enum err pass_over(struct db *db, struct accept_request *r, int64_t id, struct error *error)
{
	r->left_out[r->left_out_count++] = id;
	r->hindered[HINDRANCE_STATE]++;
	return act_leave(db, r->act_id, id, error);
}

static enum action action_of(const struct accept_request *r)
{
	return r->forward ? ACTION_FORWARD : ACTION_ACCEPT;
}

/* Accepts one in the arena of its own; a refusal that belongs to the sheet leaves it out, anything else ends the
 * task. */
static enum err accept_one(struct db *db, struct accept_request *r, int64_t id, struct arena *scratch,
                           struct error *error)
{
	struct move_request move = { .head = r->head, .action = action_of(r), .sheet_id = id, .act = &r->act };

	if (db_writer_must_end(r->head.workflow->writer))
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "the program ends");
	arena_reset(scratch);
	move.head.arena = scratch;
	enum err err = move_in_task(db, &move, error);
	if (err == ERR_OK)
		r->accepted++;
	if (err == ERR_OK || r->one_bundle || !is_its_own(&move, err))
		return err;
	if (r->forward)
		return pass_over(db, r, id, error);
	err = leave_out(db, r, &move, error);
	return err == ERR_OK ? move_note_refusal(db, &move, error) : err;
}

static enum err accept_each(struct db *db, struct accept_request *r, struct error *error)
{
	struct arena *scratch = arena_new(ARENA_REQUEST);
	enum err err = ERR_OK;

	if (scratch == NULL)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory to accept sheets");
	r->left_out = arena_array(r->head.arena, r->count + ACCEPT_NAMED, sizeof *r->left_out);
	r->left_out_count = 0;
	memset(r->hindered, 0, sizeof r->hindered);
	r->accepted = 0;
	for (size_t i = 0; i < r->count && err == ERR_OK; i++)
		err = accept_one(db, r, r->ids[i], scratch, error);
	arena_free(scratch);
	return err;
}

enum err move_or_leave(struct db *db, const struct request_head *head, const struct act *act, int64_t sheet_id,
                       struct error *error)
{
	struct move_request move = act_move(head, act, sheet_id);
	enum err err = move_in_task(db, &move, error);
	bool gone = err == ERR_NOT_FOUND, left = gone || is_its_own(&move, err);

	if (!left)
		return err;
	err = act_leave(db, act->id, sheet_id, error);
	return err == ERR_OK && !gone && act->action == ACTION_ACCEPT ? move_note_refusal(db, &move, error) : err;
}

/* What was named twice counts once. */
static enum err begin_act(struct db *db, struct accept_request *r, struct error *error)
{
	r->act = (struct act){ .action = action_of(r), .owner_id = r->head.actor->user_id, .sheets = r->ids,
		.asked = r->count, .begun_at = r->head.now, .papers = r->one_bundle ? r->papers : PAPERS_NOT_SAID,
		.for_leader = r->for_leader };
	enum err err = act_add(db, r->head.arena, &r->act, error);

	r->act_id = r->act.id;
	r->ids = r->act.sheets;
	r->count = r->act.asked;
	return err;
}

/* Nothing came of it. */
static enum err refuse_all(const struct accept_request *r, struct error *error)
{
	if (r->count > 0 && r->hindered[HINDRANCE_MEETING] == (int64_t)r->count)
		return error_set(error, ERR_CONFLICT, message_text(MSG_MEETING_ACCEPTS), "a meeting accepts them");
	return error_set(error, ERR_UNPROCESSABLE,
	                 message_text(r->count == 0 ? MSG_NOTHING_CHOSEN
	                              : r->forward  ? MSG_NONE_FORWARDED
	                                            : MSG_NONE_ACCEPTED),
	                 "none accepted");
}

static enum err accept_task(struct db *db, void *arg, struct error *error)
{
	struct accept_request *r = arg;
	bool by_filter = r->ids == NULL;
	enum err err = by_filter ? ids_of_filter(db, r, error) : ERR_OK;

	if (err == ERR_OK)
		err = begin_act(db, r, error);
	if (err == ERR_OK && r->one_bundle)
		err = bundle_check(db, r->head.arena, r->head.actor, &(struct bundle_of){ r->ids, r->count, r->papers }, error);
	if (err == ERR_OK)
		err = accept_each(db, r, error);
	if (err == ERR_OK && by_filter && r->any)
		err = name_open(db, r, error);
	if (err == ERR_OK && r->accepted == 0)
		err = refuse_all(r, error);
	if (err == ERR_OK && r->one_bundle)
		err = bundle_issue_own(db, &r->head, r->act_id, error);
	if (err == ERR_OK && r->one_bundle)
		r->head.made = (struct thing){ THING_BUNDLE, bundle_made_by_any(db, r->act_id) };
	return err;
}

/* After a task that accepted nothing and left nothing: what it found on the sheets all the same. */
static enum err refused_task(struct db *db, void *arg, struct error *error)
{
	const struct accept_request *r = arg;
	struct arena *scratch = arena_new(ARENA_REQUEST);
	enum err err = scratch == NULL ? ERR_UNAVAILABLE : ERR_OK;

	for (size_t i = 0; i < r->left_out_count && err == ERR_OK && !db_writer_must_end(r->head.workflow->writer); i++) {
		struct move_request move = { .head = r->head, .sheet_id = r->left_out[i] };
		arena_reset(scratch);
		move.head.arena = scratch;
		err = move_note_refusal(db, &move, error);
	}
	arena_free(scratch);
	return err;
}

struct sheet_filter workflow_accept_filter(const struct accept_request *request)
{
	struct sheet_filter filter = request->filter;

	filter.state = request->forward ? STATE_WITH_HAMLET : STATE_RECEIVED;
	filter.clean = request->forward ? filter.clean : 1;
	return filter;
}

enum err workflow_accept_many(struct accept_request *request, struct error *error)
{
	struct db_writer *writer = request->head.workflow->writer;

	request->any = request->filter.clean == 0 && !request->forward;
	request->filter = workflow_accept_filter(request);
	enum err err = write_run_alone(&request->head, accept_task, request, error);
	if (err == ERR_UNPROCESSABLE && request->count > 0 && !request->forward &&
	    db_write_alone(writer, refused_task, request, NULL) != ERR_OK)
		log_line(LOG_WARNING, "what refused sheets were found to have was not kept");
	return err;
}

/* ---- beforehand ---- */

enum { LOOK_MS = 500 };

static enum err look_at(struct db *db, struct move_request *move, struct accept_look *out, struct error *error)
{
	enum hindrance what = HINDRANCE_NONE;
	enum err err = move_would(db, move, error);

	out->good += err == ERR_OK;
	if (err == ERR_OK || !is_its_own(move, err))
		return err;
	err = find_hindrance(db, move, &what, error);
	out->hindered[what]++;
	return err;
}

enum err workflow_accept_look(struct db *db, const struct workflow *workflow, const struct actor *actor,
                              const int64_t *ids, size_t count, struct accept_look *out, struct error *error)
{
	struct arena *scratch = arena_new(ARENA_REQUEST);
	int64_t begun = clock_monotonic_ms();
	enum err err = ERR_OK;

	*out = (struct accept_look){ .good = 0 };
	if (scratch == NULL)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory to look at sheets");
	for (size_t i = 0; i < count && err == ERR_OK && clock_monotonic_ms() - begun < LOOK_MS; i++) {
		struct move_request move = { .head = { .workflow = workflow, .arena = scratch, .actor = actor, .now = "" },
			.action = ACTION_ACCEPT, .sheet_id = ids[i] };
		arena_reset(scratch);
		err = look_at(db, &move, out, error);
		out->judged++;
	}
	arena_free(scratch);
	return err;
}
