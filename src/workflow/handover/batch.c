/* Batches of accepted sheets: delivered by the officer, signed for by the police (src/domain.md §7, bàn giao cuốn
 * chiếu). */
#include "base/ids.h"
#include "store/admin/office.h"
#include "store/handover/minutes.h"
#include "text/messages.h"
#include "text/utf8.h"
#include "workflow/gate.h"
#include "workflow/handover/batch_order.h"
#include "workflow/handover/issue.h"
#include "workflow/handover/signing.h"
#include "workflow/history.h"
#include "workflow/many/many.h"
#include "workflow/write.h"


static cJSON *about_batch(int64_t id)
{
	cJSON *d = cJSON_CreateObject();

	cJSON_AddNumberToObject(d, "_batch", (double)id);
	return d;
}

static struct thing batch_thing(int64_t id)
{
	return (struct thing){ THING_BATCH, id };
}

/* ---- deliver ---- */

/* One sheet in an arena of its own: the actor's, accepted, in no open batch, of the commune and campaign of the
 * first. */
static enum err check_sheet(struct db *db, struct deliver_request *r, size_t i, struct arena *scratch,
                            struct batch_place_key *key, struct error *error)
{
	int64_t id = r->ids[i];
	const struct request_head *h = &r->head;
	struct sheet sheet;

	arena_reset(scratch);
	enum err err = sheet_load(db, scratch, h->workflow->form, h->actor, id, &sheet, error);
	if (err != ERR_OK)
		return err;
	if (sheet.state != STATE_ACCEPTED || batch_of_sheet(db, id) != 0)
		return error_set(error, ERR_CONFLICT, message_text(MSG_BATCH_NOT_ACCEPTED), "sheet %lld cannot be delivered",
		                 (long long)id);
	if (minutes_holds(db, id))
		return error_set(error, ERR_CONFLICT, message_text(MSG_BATCH_NOT_COUNTED), "sheet %lld is not counted",
		                 (long long)id);
	err = act_check_free(db, id, error);
	if (err != ERR_OK)
		return err;
	if (r->batch.commune_id == 0) {
		r->batch.commune_id = sheet.commune_id;
		r->batch.campaign_id = sheet.campaign_id;
	}
	*key = batch_key(h->arena, h->workflow->form, &sheet, i);
	if (sheet.commune_id != r->batch.commune_id || sheet.campaign_id != r->batch.campaign_id)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_BATCH_MIXED), "mixed batch");
	return ERR_OK;
}

static enum err begin_act(struct db *db, struct deliver_request *r, struct error *error)
{
	struct act act = { .action = ACTION_DELIVER, .owner_id = r->head.actor->user_id, .sheets = r->ids,
		.asked = r->count, .begun_at = r->head.now, .batch_id = r->batch.id };
	enum err err = act_add(db, r->head.arena, &act, error);

	r->act_id = act.id;
	return err;
}

static enum err fill_batch(struct db *db, struct deliver_request *r, const struct batch_place_key *keys,
                           struct error *error)
{
	enum err err = batch_insert(db, &r->batch, error);

	if (err == ERR_OK)
		err = begin_act(db, r, error);
	for (size_t i = 0; i < r->count && err == ERR_OK; i++) {
		err = batch_add_sheet(db, r->batch.id, (int64_t)i + 1, keys[i].id, error);
		if (err == ERR_OK)
			err = history_add(db, &r->head, ACTION_DELIVER, keys[i].id, STATE_ACCEPTED, STATE_ACCEPTED, NULL,
			                  about_batch(r->batch.id), error);
	}
	return err;
}

static enum err check_campaign(struct db *db, const struct deliver_request *r, struct error *error)
{
	struct campaign campaign;
	enum err err = campaign_by_id_any(db, r->head.arena, r->batch.campaign_id, &campaign, error);

	return err == ERR_OK ? gate_ask_open(&r->head, &campaign, error) : err;
}

static enum err check_all(struct db *db, struct deliver_request *r, struct batch_place_key *keys,
                          struct error *error)
{
	struct arena *scratch = arena_new(ARENA_REQUEST);
	enum err err = ERR_OK;

	if (scratch == NULL)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory to check a batch");
	for (size_t i = 0; i < r->count && err == ERR_OK; i++) {
		if (!sheet_visible(db, r->head.actor, r->ids[i]))
			err = error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "a sheet is unknown here");
	}
	for (size_t i = 0; i < r->count && err == ERR_OK; i++)
		err = check_sheet(db, r, i, scratch, &keys[i], error);
	arena_free(scratch);
	return err == ERR_OK ? check_campaign(db, r, error) : err;
}

static enum err deliver_task(struct db *db, void *arg, struct error *error)
{
	struct deliver_request *r = arg;
	struct request_head *h = &r->head;

	if (r->count == 0)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_NOTHING_CHOSEN), "empty batch");
	if (r->count > BATCH_SHEETS_MOST)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_BATCH_TOO_LARGE), "batch of %zu", r->count);
	r->batch = (struct batch){ .year = clock_today(&h->workflow->clock).year, .delivered_by = h->actor->user_id,
		.delivered_at = h->now };
	struct batch_place_key *keys = arena_array(h->arena, r->count, sizeof *keys);
	struct office office;
	enum err err = check_all(db, r, keys, error);
	if (err == ERR_OK) {
		office_read_any(db, h->arena, r->batch.commune_id, &office);
		batch_put_in_order(keys, r->count, office.order);
		err = fill_batch(db, r, keys, error);
	}
	h->made = batch_thing(r->batch.id);
	return err;
}

enum err workflow_deliver(struct deliver_request *request, struct error *error)
{
	return write_run_alone(&request->head, deliver_task, request, error);
}

/* ---- what signing and removing share ---- */

struct open_batch {
	struct batch batch;
	struct campaign campaign;
	struct batch_item *items;    /* those still open */
	size_t count;
};

static enum err load_open(struct db *db, const struct request_head *h, int64_t id, struct open_batch *out,
                          struct error *error)
{
	struct batch_item *all;
	size_t count;
	enum err err = batch_load(db, h->arena, h->actor, id, &out->batch, error);

	if (err != ERR_OK)
		return err;
	if (out->batch.signed_at != NULL)
		return error_set(error, ERR_CONFLICT, message_text(MSG_BATCH_SIGNED), "batch %lld is signed", (long long)id);
	if (out->batch.undone_at != NULL)
		return error_set(error, ERR_CONFLICT, message_text(MSG_BATCH_UNDONE), "batch %lld was taken back",
		                 (long long)id);
	err = batch_items(db, h->arena, id, &all, &count, error);
	out->items = arena_array(h->arena, count + 1, sizeof *all);
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (all[i].outcome == OUTCOME_OPEN)
			out->items[out->count++] = all[i];
	}
	return err;
}

static enum err check_ids(const struct open_batch *batch, const int64_t *ids, size_t count, struct error *error)
{
	for (size_t i = 0; i < count; i++) {
		bool found = false;
		for (size_t k = 0; k < batch->count; k++)
			found |= batch->items[k].sheet_id == ids[i];
		if (!found)
			return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_BATCH_FOREIGN),
			                 "sheet %lld is not open in the batch", (long long)ids[i]);
	}
	return ERR_OK;
}

/* Takes one sheet out of the batch with that outcome; it stays accepted. */
static enum err take_out(struct db *db, const struct request_head *h, const struct batch_item *item, int64_t batch_id,
                         enum outcome outcome, enum action action, struct error *error)
{
	enum err err = act_check_free(db, item->sheet_id, error);

	if (err == ERR_OK)
		err = batch_set_outcome(db, batch_id, item->sheet_id, outcome, error);
	if (err != ERR_OK)
		return err;
	return history_add(db, h, action, item->sheet_id, item->state, item->state, NULL, about_batch(batch_id), error);
}

/* ---- remove ---- */

static enum err remove_task(struct db *db, void *arg, struct error *error)
{
	struct remove_request *r = arg;
	struct open_batch batch = { 0 };
	enum err err = load_open(db, &r->head, r->batch_id, &batch, error);

	r->head.made = batch_thing(r->batch_id);
	if (err == ERR_OK && r->count == 0)
		err = error_set(error, ERR_UNPROCESSABLE, message_text(MSG_NOTHING_CHOSEN), "nothing to remove");
	if (err == ERR_OK)
		err = check_ids(&batch, r->ids, r->count, error);
	for (size_t i = 0; i < batch.count && err == ERR_OK; i++) {
		if (ids_have(r->ids, r->count, batch.items[i].sheet_id))
			err = take_out(db, &r->head, &batch.items[i], r->batch_id, OUTCOME_REMOVED, ACTION_REMOVE, error);
	}
	return err;
}

enum err workflow_remove(struct remove_request *request, struct error *error)
{
	return write_run_alone(&request->head, remove_task, request, error);
}

/* ---- sign ---- */

/* What was counted is what is on the list, less the missing, and the extra ones (as many as the count says when a
 * text tells of them). */
static enum err check_count(const struct sign_request *r, const struct open_batch *batch, struct error *error)
{
	int64_t listed = (int64_t)batch->count - (int64_t)r->missing_count;

	if (r->list != NULL)
		return ERR_OK;
	if (r->counted < 0)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_BATCH_NEED_COUNT), "no count");
	if (r->extra_count < 0 ? r->counted < listed : r->counted != listed + r->extra_count)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_BATCH_COUNT), "counted %lld of %zu",
		                 (long long)r->counted, batch->count);
	if ((r->note != NULL && utf8_length(r->note) > REASON_LIMIT) ||
	    (r->extra != NULL && utf8_length(r->extra) > REASON_LIMIT))
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_REASON_TOO_LONG), "note over the limit");
	return ERR_OK;
}

static enum err sign_sheet(struct db *db, const struct sign_request *r, const struct open_batch *batch,
                           int64_t sheet_id, struct arena *scratch, struct error *error)
{
	struct move_request asked = { .head = r->head, .action = ACTION_SIGN, .list = r->list };
	struct sheet sheet;
	struct move move = { .asked = &asked, .sheet = &sheet, .campaign = &batch->campaign, .batch_id = r->batch_id };

	arena_reset(scratch);
	asked.head.arena = scratch;
	enum err err = batch_set_outcome(db, r->batch_id, sheet_id, OUTCOME_PRESENT, error);
	if (err == ERR_OK)
		err = sheet_load_any(db, scratch, r->head.workflow->form, sheet_id, &sheet, error);
	return err == ERR_OK ? gate_pass(db, &move, error) : err;
}

/* The minutes of the hand-over are issued by the signature. */
static enum err issue_minutes(struct db *db, struct sign_request *r, const struct batch *batch, struct error *error)
{
	struct office office;
	struct office_paper paper = { .kind = PAPER_HANDOVER, .subject_id = batch->id, .commune_id = batch->commune_id };

	office_read_any(db, r->head.arena, batch->commune_id, &office);
	paper.body = office.police_prints ? BODY_POLICE : BODY_OFFICE;
	return paper_issue(db, &r->head, &paper, office.handovers_numbered, error);
}

static enum err sign_all(struct db *db, struct sign_request *r, struct open_batch *batch, struct error *error)
{
	struct arena *scratch = arena_new(ARENA_REQUEST);

	if (scratch == NULL)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory to sign a batch");
	enum err err = campaign_by_id_any(db, r->head.arena, batch->batch.campaign_id, &batch->campaign, error);
	for (size_t i = 0; i < batch->count && err == ERR_OK; i++) {
		const struct batch_item *item = &batch->items[i];
		if (ids_have(r->missing, r->missing_count, item->sheet_id))
			err = take_out(db, &r->head, item, r->batch_id, OUTCOME_MISSING, ACTION_MISSING, error);
		else
			err = sign_sheet(db, r, batch, item->sheet_id, scratch, error);
	}
	arena_free(scratch);
	if (err != ERR_OK)
		return err;
	batch->batch.signed_by = r->head.actor->user_id;
	batch->batch.signed_at = r->head.now;
	batch->batch.counted = r->list != NULL ? (int64_t)(batch->count - r->missing_count) : r->counted;
	batch->batch.paper_day = r->list != NULL ? r->list->day : NULL;
	batch->batch.paper_signer = r->list != NULL ? r->list->signer : NULL;
	batch->batch.extra = r->extra;
	batch->batch.note = r->note;
	err = batch_sign(db, &batch->batch, error);
	return err == ERR_OK ? issue_minutes(db, r, &batch->batch, error) : err;
}

enum err sign_in_task(struct db *db, struct sign_request *r, struct error *error)
{
	struct open_batch batch = { 0 };
	enum err err = load_open(db, &r->head, r->batch_id, &batch, error);

	r->head.made = batch_thing(r->batch_id);
	if (err == ERR_OK && batch.count == 0)
		err = error_set(error, ERR_CONFLICT, message_text(MSG_BATCH_EMPTY), "batch %lld is empty",
		                (long long)r->batch_id);
	if (err == ERR_OK)
		err = check_ids(&batch, r->missing, r->missing_count, error);
	if (err == ERR_OK)
		err = check_count(r, &batch, error);
	if (err == ERR_OK)
		err = sign_all(db, r, &batch, error);
	return err;
}

static enum err sign_task(struct db *db, void *arg, struct error *error)
{
	return sign_in_task(db, arg, error);
}

enum err workflow_sign(struct sign_request *request, struct error *error)
{
	return write_run_alone(&request->head, sign_task, request, error);
}
