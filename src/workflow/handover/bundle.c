/* The commune counts a bundle of papers that a hamlet leader sent on (src/domain.md §7). */
#include "base/buf.h"
#include "base/memory.h"
#include "text/utf8.h"
#include "workflow/handover/bundle_move.h"
#include "workflow/history.h"
#include "workflow/many/many.h"
#include "workflow/write.h"

/* What is counted: the sheets of the list. */
struct count {
	struct count_request *asked;
	struct bundle bundle;
	struct bundle_item *items;      /* those that were sent on */
	size_t count;
	struct arena *scratch;          /* of the sheet at hand */
};

static enum err load(struct db *db, struct count *c, struct error *error)
{
	const struct request_head *h = &c->asked->head;
	struct bundle_item *all;
	size_t count;
	enum err err = bundle_load(db, h->arena, h->actor, c->asked->bundle_id, &c->bundle, error);

	if (err != ERR_OK)
		return err;
	enum bundle_state state = bundle_state(&c->bundle);
	if (state != BUNDLE_OPEN || c->bundle.filling)
		return error_set(error, ERR_CONFLICT,
		                 message_text(state == BUNDLE_CONFIRMED ? MSG_BUNDLE_CONFIRMED
		                              : state == BUNDLE_UNDONE  ? MSG_BUNDLE_UNDONE
		                                                        : MSG_BUNDLE_FILLING),
		                 "bundle %lld cannot be counted", (long long)c->bundle.id);
	err = bundle_items(db, h->arena, c->bundle.id, &all, &count, error);
	c->items = arena_array(h->arena, count + 1, sizeof *all);
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (all[i].outcome == OUTCOME_OPEN)
			c->items[c->count++] = all[i];
	}
	return err;
}

static bool is_missing(const struct count *c, int64_t sheet_id)
{
	for (size_t i = 0; i < c->asked->missing_count; i++) {
		if (c->asked->missing[i] == sheet_id)
			return true;
	}
	return false;
}

static enum err check_missing(const struct count *c, struct error *error)
{
	size_t found = 0;

	for (size_t i = 0; i < c->count; i++)
		found += is_missing(c, c->items[i].sheet_id);
	if (found == c->asked->missing_count)
		return ERR_OK;
	return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_BUNDLE_FOREIGN), "a sheet is not in the bundle");
}

static enum err refuse_count(const struct count *c, enum message message, struct error *error)
{
	return error_set(error, ERR_UNPROCESSABLE, message_text(message), "counted %lld of %zu",
	                 (long long)c->asked->counted, c->count);
}

/* What was counted is what is on the list, less the missing, and the extra ones. */
static enum err check_count(const struct count *c, struct error *error)
{
	const struct count_request *r = c->asked;
	int64_t extra = r->extra < 0 ? 0 : r->extra;

	if (r->counted < 0)
		return refuse_count(c, MSG_BATCH_NEED_COUNT, error);
	if (r->counted != (int64_t)c->count - (int64_t)r->missing_count + extra)
		return refuse_count(c, MSG_BATCH_COUNT, error);
	if (r->note != NULL && utf8_length(r->note) > REASON_LIMIT)
		return refuse_count(c, MSG_REASON_TOO_LONG, error);
	return ERR_OK;
}

/* An entry in the history of a sheet that stays where it is. */
static enum err tell(struct db *db, const struct count *c, const struct bundle_item *item, enum action action,
                     struct error *error)
{
	cJSON *about = cJSON_CreateObject();

	cJSON_AddNumberToObject(about, "_bundle", (double)c->bundle.id);
	return history_add(db, &c->asked->head, action, item->sheet_id, item->state, item->state, NULL, about, error);
}

static enum err count_present(struct db *db, const struct count *c, const struct bundle_item *item,
                              struct error *error)
{
	enum err err = act_check_free(db, item->sheet_id, error);

	if (err == ERR_OK)
		err = bundle_set_outcome(db, c->bundle.id, item->sheet_id, OUTCOME_PRESENT, error);
	if (err == ERR_OK)
		err = bundle_clock(db, item->sheet_id, c->asked->head.now, error);
	return err == ERR_OK ? tell(db, c, item, ACTION_COUNTED, error) : err;
}

static enum err send_back(struct db *db, const struct count *c, int64_t sheet_id, struct error *error)
{
	struct move_request asked = { .head = c->asked->head, .action = ACTION_NOT_RECEIVED };
	struct sheet sheet;
	struct move move = { .asked = &asked, .sheet = &sheet, .bundle_id = c->bundle.id };

	arena_reset(c->scratch);
	asked.head.arena = c->scratch;
	enum err err = sheet_load_any(db, c->scratch, asked.head.workflow->form, sheet_id, &sheet, error);
	if (err == ERR_OK)
		err = gate_pass(db, &move, error);
	if (err != ERR_OK && error != NULL && error->message != NULL)
		error->message = arena_text(c->asked->head.arena, error->message);
	return err;
}

/* What does not wait for acceptance any more stays where it is. */
static enum err count_missing(struct db *db, const struct count *c, const struct bundle_item *item,
                              struct error *error)
{
	bool waits = item->state == STATE_RECEIVED;
	enum err err = waits ? ERR_OK : act_check_free(db, item->sheet_id, error);

	if (err == ERR_OK)
		err = bundle_set_outcome(db, c->bundle.id, item->sheet_id, OUTCOME_MISSING, error);
	if (err != ERR_OK)
		return err;
	return waits ? send_back(db, c, item->sheet_id, error) : tell(db, c, item, ACTION_MISSING, error);
}

static enum err count_all(struct db *db, struct count *c, struct error *error)
{
	const struct count_request *r = c->asked;
	enum err err = ERR_OK;

	for (size_t i = 0; i < c->count && err == ERR_OK; i++) {
		const struct bundle_item *item = &c->items[i];
		err = (is_missing(c, item->sheet_id) ? count_missing : count_present)(db, c, item, error);
	}
	if (err != ERR_OK)
		return err;
	c->bundle.confirmed_by = r->head.actor->user_id;
	c->bundle.confirmed_at = r->head.now;
	c->bundle.counted = r->counted;
	c->bundle.extra = r->extra < 0 ? 0 : r->extra;
	c->bundle.note = r->note;
	err = bundle_confirm(db, &c->bundle, error);
	return err == ERR_OK ? bundle_issue(db, &c->asked->head, &c->bundle, error) : err;
}

static enum err count_task(struct db *db, void *arg, struct error *error)
{
	struct count c = { .asked = arg, .scratch = arena_new(ARENA_REQUEST) };
	enum err err = c.scratch == NULL ? error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory")
	                                 : load(db, &c, error);

	c.asked->head.made = (struct thing){ THING_BUNDLE, c.asked->bundle_id };
	if (err == ERR_OK)
		err = check_missing(&c, error);
	if (err == ERR_OK)
		err = check_count(&c, error);
	if (err == ERR_OK)
		err = count_all(db, &c, error);
	arena_free(c.scratch);
	return err;
}

enum err workflow_count_bundle(struct count_request *request, struct error *error)
{
	return write_run_alone(&request->head, count_task, request, error);
}
