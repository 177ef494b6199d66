/* What police without a line to this program signed on paper, recorded by the officer (src/domain.md §6, by paper). */
#include "base/date.h"
#include "store/admin/setting.h"
#include "text/messages.h"
#include "text/utf8.h"
#include "workflow/handover/signing.h"
#include "workflow/move.h"
#include "workflow/write.h"

enum { SIGNER_LIMIT = 100 };

bool workflow_by_paper(struct db *db, struct arena *arena, int64_t commune_id)
{
	const char *value = setting_for_area(db, arena, SETTING_BY_PAPER, commune_id);

	return value != NULL && strcmp(value, "1") == 0;
}

/* ---- the list ---- */

static enum err refuse(struct by_paper_request *r, const char *field, enum message why, struct error *error)
{
	r->field = field;
	return error_set(error, ERR_UNPROCESSABLE, message_text(why), "list of paper: %s", field);
}

/* From the day that the batch was made to today; and whoever signed has a name. */
static enum err check_list(struct by_paper_request *r, const struct batch *batch, struct error *error)
{
	struct date day, made = clock_day_of(batch->delivered_at), today = clock_today(&r->head.workflow->clock);

	if (r->list.day == NULL || !date_from_iso(r->list.day, false, &day))
		return refuse(r, "signed_on", MSG_LIST_NEED_DAY, error);
	if (date_compare(day, today) > 0)
		return refuse(r, "signed_on", MSG_LIST_FUTURE, error);
	if (date_compare(day, made) < 0)
		return refuse(r, "signed_on", MSG_LIST_BEFORE, error);
	if (r->list.signer == NULL || r->list.signer[0] == '\0')
		return refuse(r, "signer", MSG_LIST_NEED_SIGNER, error);
	if (utf8_length(r->list.signer) > SIGNER_LIMIT)
		return refuse(r, "signer", MSG_LIST_LONG_SIGNER, error);
	return ERR_OK;
}

static enum err check_batch(struct db *db, struct by_paper_request *r, struct batch *batch, struct error *error)
{
	enum err err = batch_load(db, r->head.arena, r->head.actor, r->batch_id, batch, error);

	if (err != ERR_OK)
		return err;
	if (!workflow_by_paper(db, r->head.arena, batch->commune_id))
		return error_set(error, ERR_CONFLICT, message_text(MSG_NOT_BY_PAPER), "no police by paper");
	if (batch->signed_at != NULL && r->missing_count > 0)
		return error_set(error, ERR_CONFLICT, message_text(MSG_BATCH_SIGNED), "batch %lld is signed",
		                 (long long)batch->id);
	if (batch->signed_at != NULL && r->entered_count + r->returned_count == 0)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_NOTHING_CHOSEN), "nothing is told of the batch");
	return check_list(r, batch, error);
}

/* ---- what the police did with them ---- */

/* It came with this batch, and with no later one. */
static enum err check_place(struct db *db, const struct by_paper_request *r, int64_t sheet_id, struct error *error)
{
	if (batch_now_of_sheet(db, sheet_id, STATE_HANDED_OVER).id == r->batch_id)
		return ERR_OK;
	return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_BATCH_FOREIGN), "sheet %lld is not of the batch",
	                 (long long)sheet_id);
}

static enum err move_one(struct db *db, struct by_paper_request *r, struct move_request *move, struct error *error)
{
	enum err err = check_place(db, r, move->sheet_id, error);

	arena_reset(move->head.arena);
	move->list = &r->list;
	if (err == ERR_OK)
		err = move_in_task(db, move, error);
	if (err != ERR_OK && error->message != NULL)
		error->message = arena_text(r->head.arena, error->message);
	return err;
}

static enum err begin_act(struct db *db, struct by_paper_request *r, struct error *error)
{
	struct act act = { .action = ACTION_ENTERED, .owner_id = r->head.actor->user_id, .sheets = r->entered,
		.asked = r->entered_count, .begun_at = r->head.now };
	enum err err = act_add(db, r->head.arena, &act, error);

	r->act_id = act.id;
	r->entered = act.sheets;
	r->entered_count = act.asked;
	return err;
}

static enum err move_all(struct db *db, struct by_paper_request *r, struct error *error)
{
	struct request_head head = r->head;
	enum err err = r->entered_count == 0 ? ERR_OK : begin_act(db, r, error);

	head.arena = arena_new(ARENA_REQUEST);
	if (head.arena == NULL)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for a list of paper");
	for (size_t i = 0; i < r->returned_count && err == ERR_OK; i++) {
		struct move_request move = { .head = head, .action = ACTION_POLICE_RETURN,
			.sheet_id = r->returned[i].sheet_id, .police_reason = r->returned[i].reason };
		err = move_one(db, r, &move, error);
	}
	for (size_t i = 0; i < r->entered_count && err == ERR_OK; i++) {
		struct move_request move = { .head = head, .action = ACTION_ENTERED, .sheet_id = r->entered[i] };
		err = move_one(db, r, &move, error);
	}
	arena_free(head.arena);
	return err;
}

static enum err list_task(struct db *db, void *arg, struct error *error)
{
	struct by_paper_request *r = arg;
	struct sign_request sign = { .head = r->head, .batch_id = r->batch_id, .missing = r->missing,
		.missing_count = r->missing_count, .list = &r->list };
	struct batch batch;
	enum err err = check_batch(db, r, &batch, error);

	if (err == ERR_OK && batch.signed_at == NULL)
		err = sign_in_task(db, &sign, error);
	if (err == ERR_OK)
		err = move_all(db, r, error);
	r->head.made = (struct thing){ THING_BATCH, r->batch_id };
	return err;
}

enum err workflow_by_paper_list(struct by_paper_request *request, struct error *error)
{
	return write_run_alone(&request->head, list_task, request, error);
}
