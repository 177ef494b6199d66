/* Decisions about two sheets that may be of one human: one task each, undone by another. */
#include "base/memory.h"
#include "store/person/person.h"
#include "text/identity.h"
#include "text/label.h"
#include "text/messages.h"
#include "workflow/gate.h"
#include "workflow/history.h"
#include "workflow/verdict/neighbours.h"
#include "workflow/write.h"

struct deciding {
	struct duplicate_request *r;
	struct sheet sheet, other;
	struct duplicate_decision decision;
};

static enum err load(struct db *db, const struct request_head *h, int64_t id, int64_t version, struct sheet *out,
                     struct error *error)
{
	enum err err = sheet_load(db, h->arena, h->workflow->form, h->actor, id, out, error);

	if (err == ERR_OK && version != 0 && version != out->row_version)
		err = error_set(error, ERR_CONFLICT, message_text(MSG_STALE), "stale version of sheet %lld", (long long)id);
	return err;
}

static enum err open_both(struct db *db, struct deciding *d, struct error *error)
{
	struct duplicate_request *r = d->r;
	enum err err = load(db, &r->head, r->sheet_id, r->row_version, &d->sheet, error);

	return err == ERR_OK ? load(db, &r->head, r->other_id, r->other_version, &d->other, error) : err;
}

static const char *number_of(struct arena *arena, const struct sheet *sheet)
{
	return sheet_number(arena, answers_text(&sheet->answers, sheet->answers.form->paper_no), sheet->id);
}

/* What the history says: the verdict, then what the officer wrote. */
static const char *told(const struct deciding *d)
{
	static const enum message reasons[VERDICT_COUNT] = { MSG_DUP_REASON_KEEP, MSG_DUP_REASON_REPLACE,
		MSG_DUP_REASON_JOIN,
		MSG_DUP_REASON_DISTINCT };
	struct arena *arena = d->r->head.arena;
	const char *const numbers[] = { number_of(arena, &d->sheet), number_of(arena, &d->other) };
	const char *text = message_with(arena, reasons[d->r->verdict], numbers, COUNT(numbers)), *note = d->r->reason;

	return note == NULL || note[0] == '\0' ? text : arena_print(arena, "%s. %s", text, note);
}

static enum err tell(struct db *db, const struct deciding *d, enum action action, const struct sheet *sheet,
                     const char *reason, struct error *error)
{
	return history_add(db, &d->r->head, action, sheet->id, sheet->state, sheet->state, reason, NULL, error);
}

/* ---- one human ---- */

/* The group of the one becomes part of the other's; a provisional person joins one with a number, not the other way. */
static enum err join(struct db *db, struct deciding *d, struct error *error)
{
	struct arena *arena = d->r->head.arena;
	int64_t into = person_root_any(db, d->sheet.person_id), root = person_root_any(db, d->other.person_id);

	if (into == root)
		return ERR_OK;
	if (person_number_any(db, arena, into) == NULL && person_number_any(db, arena, root) != NULL) {
		int64_t swapped = into;
		into = root;
		root = swapped;
	}
	d->decision.joined_id = root;
	return person_join(db, root, into, d->r->head.actor->user_id, d->r->head.now, d->decision.reason, error);
}

/* A move that the table does not have is told in the words of this page. */
static enum err too_late(enum err err, struct error *error)
{
	if (err == ERR_CONFLICT && error->message == message_text(MSG_CONFLICT))
		return error_set(error, ERR_CONFLICT, message_text(MSG_DUP_TOO_LATE),
		                 "the sheet can not be taken out any more");
	return err;
}

static enum err keep(struct db *db, struct deciding *d, struct error *error)
{
	const struct move_request asked = { .head = d->r->head, .action = ACTION_CANCEL, .reason = d->decision.reason };
	struct move cancel = { .asked = &asked, .sheet = &d->other };
	enum err err = join(db, d, error);

	if (err == ERR_OK)
		err = too_late(gate_pass(db, &cancel, error), error);
	return err == ERR_OK ? tell(db, d, ACTION_KEEP, &d->sheet, d->decision.reason, error) : err;
}

/* The newer one is d->sheet. */
static enum err replace(struct db *db, struct deciding *d, struct error *error)
{
	const struct request_head *h = &d->r->head;

	if (d->sheet.replaces_id != 0 && d->sheet.replaces_id != d->other.id)
		return error_set(error, ERR_CONFLICT, message_text(MSG_DUP_CHAINED), "sheet %lld replaces another",
		                 (long long)d->sheet.id);
	enum err err = join(db, d, error);
	if (err != ERR_OK)
		return err;
	d->decision.replaces_id = d->sheet.replaces_id;
	d->sheet.replaces_id = d->other.id;
	d->sheet.updated_at = d->r->head.now;
	err = sheet_update(db, h->arena, &d->sheet, error);
	if (err == ERR_OK)
		err = too_late(gate_replace(db, h, &d->sheet, error), error);
	return err == ERR_OK ? tell(db, d, ACTION_KEEP, &d->sheet, d->decision.reason, error) : err;
}

static enum err join_only(struct db *db, struct deciding *d, struct error *error)
{
	enum err err = join(db, d, error);

	if (err == ERR_OK)
		err = tell(db, d, ACTION_JOIN, &d->sheet, d->decision.reason, error);
	return err == ERR_OK ? tell(db, d, ACTION_JOIN, &d->other, d->decision.reason, error) : err;
}

/* ---- two people ---- */

/* Two under one number: the newer sheet, d->sheet, gets a person of its own until its number is corrected. */
static enum err part(struct db *db, struct deciding *d, struct error *error)
{
	if (d->sheet.person_id != d->other.person_id)
		return ERR_OK;
	d->decision.split_id = d->sheet.id;
	return person_of_its_own(db, d->sheet.id, d->r->head.now, &d->sheet.person_id, error);
}

static enum err distinct(struct db *db, struct deciding *d, struct error *error)
{
	enum err err = part(db, d, error);

	if (err == ERR_OK)
		err = tell(db, d, ACTION_DISTINCT, &d->sheet, d->decision.reason, error);
	return err == ERR_OK ? tell(db, d, ACTION_DISTINCT, &d->other, d->decision.reason, error) : err;
}

static enum err (*const verdicts[VERDICT_COUNT])(struct db *db, struct deciding *d, struct error *error) = { keep,
	replace, join_only, distinct };

/* ---- deciding ---- */

/* All but keep are about the newer (d->sheet) and the older (d->other). */
static void put_in_order(struct deciding *d)
{
	if (d->r->verdict == VERDICT_KEEP || d->sheet.id > d->other.id)
		return;
	struct sheet older = d->sheet;
	d->sheet = d->other;
	d->other = older;
}

static enum err may_decide(struct db *db, struct deciding *d, struct error *error)
{
	struct duplicate_decision before;
	bool takes_out = d->r->verdict == VERDICT_KEEP || d->r->verdict == VERDICT_REPLACE, found;

	if (d->sheet.id == d->other.id)
		return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "one sheet is no pair");
	enum err err = duplicate_decided_any(db, d->r->head.arena, d->sheet.id, d->other.id, &before, &found, error);
	if (err != ERR_OK)
		return err;
	if (found)
		return error_set(error, ERR_CONFLICT, message_text(MSG_DUP_DECIDED), "decision %lld holds",
		                 (long long)before.id);
	if (!sheet_is_live(&d->sheet) || !sheet_is_live(&d->other))
		return error_set(error, ERR_CONFLICT, message_text(MSG_DUP_NOT_LIVE), "a sheet is not live");
	if (takes_out && d->sheet.campaign_id != d->other.campaign_id)
		return error_set(error, ERR_CONFLICT, message_text(MSG_DUP_OTHER_CAMPAIGN), "two campaigns");
	return d->r->reason == NULL || d->r->reason[0] == '\0' ? ERR_OK : history_need_reason(d->r->reason, error);
}

static enum err decide(struct db *db, struct deciding *d, struct error *error)
{
	enum err err = may_decide(db, d, error);

	if (err != ERR_OK)
		return err;
	put_in_order(d);
	d->decision = (struct duplicate_decision){ .sheet_id = d->sheet.id, .other_id = d->other.id,
		.verdict = d->r->verdict, .reason = told(d),
		.decided_by = d->r->head.actor->user_id, .decided_at = d->r->head.now, .other_state = d->other.state };
	err = verdicts[d->r->verdict](db, d, error);
	if (err == ERR_OK)
		err = duplicate_decide(db, &d->decision, error);
	if (err == ERR_OK && d->r->verdict == VERDICT_DISTINCT)
		err = person_set_distinct(db, d->sheet.person_id, d->other.person_id, d->decision.id, error);
	return err;
}

/* ---- undoing ---- */

static enum err restore(struct db *db, struct deciding *d, struct error *error)
{
	const struct move_request asked = { .head = d->r->head, .action = ACTION_RESTORE, .reason = d->r->reason };
	struct move back = { .asked = &asked, .sheet = &d->other, .restore_to = d->decision.other_state };

	return gate_pass(db, &back, error);
}

static enum err undo_replace(struct db *db, struct deciding *d, struct error *error)
{
	if (d->sheet.replaces_id != d->other.id)
		return ERR_OK;
	d->sheet.replaces_id = d->decision.replaces_id;
	d->sheet.updated_at = d->r->head.now;
	return sheet_update(db, d->r->head.arena, &d->sheet, error);
}

/* Whose a sheet is that was parted: of its number's person, while there is one; without a number, of the other's
 * again. */
static int64_t person_of_before(struct db *db, const struct sheet *parted, const struct sheet *other)
{
	const char *number = answers_text(&parted->answers, parted->answers.form->citizen_id);

	return number != NULL && identity_is_full(number) ? person_of_number_any(db, number) : other->person_id;
}

/* The sheet that got a person of its own goes back, unless that person has a number by now, or nobody has the
 * sheet's. */
static enum err undo_distinct(struct db *db, struct deciding *d, struct error *error)
{
	enum err err = person_clear_distinct(db, d->decision.id, error);
	const struct sheet *parted = &d->sheet;

	if (err != ERR_OK || d->decision.split_id == 0 ||
	    person_number_any(db, d->r->head.arena, parted->person_id) != NULL)
		return err;
	int64_t before = person_of_before(db, parted, &d->other);
	return before == 0 ? ERR_OK : person_assign(db, parted->id, before, error);
}

static enum err undo(struct db *db, struct deciding *d, struct error *error)
{
	struct duplicate_request *r = d->r;
	bool found;
	enum err err = history_need_reason(r->reason, error);

	if (err == ERR_OK)
		err = duplicate_decided_any(db, r->head.arena, d->sheet.id, d->other.id, &d->decision, &found, error);
	if (err != ERR_OK)
		return err;
	if (!found)
		return error_set(error, ERR_CONFLICT, message_text(MSG_DUP_NOT_DECIDED), "nothing to undo");
	if (d->decision.sheet_id != d->sheet.id) {
		struct sheet swapped = d->sheet;
		d->sheet = d->other;
		d->other = swapped;
	}
	if (d->decision.joined_id != 0)
		err = person_part(db, d->decision.joined_id, error);
	if (err == ERR_OK && d->decision.verdict == VERDICT_DISTINCT)
		err = undo_distinct(db, d, error);
	if (err == ERR_OK && d->decision.verdict == VERDICT_REPLACE)
		err = undo_replace(db, d, error);
	if (err == ERR_OK && d->decision.verdict <= VERDICT_REPLACE)
		err = restore(db, d, error);
	else if (err == ERR_OK)
		err = tell(db, d, ACTION_UNDECIDE, &d->other, r->reason, error);
	if (err == ERR_OK)
		err = tell(db, d, ACTION_UNDECIDE, &d->sheet, r->reason, error);
	return err == ERR_OK ? duplicate_undo(db, d->decision.id, r->head.actor->user_id, r->head.now, r->reason, error)
	                     : err;
}

/* ---- the task ---- */

/* What was found on the two, and on those beside them, may be another thing now. */
static enum err judge_again(struct db *db, struct deciding *d, struct error *error)
{
	const struct request_head *h = &d->r->head;
	enum err err = ERR_OK;

	for (int i = 0; i < 2 && err == ERR_OK; i++) {
		struct sheet now;
		err = sheet_load_any(db, h->arena, h->workflow->form, i == 0 ? d->sheet.id : d->other.id, &now, error);
		if (err == ERR_OK)
			err = neighbours_judge(db, h->workflow, h->arena, &now, error);
	}
	return err;
}

static enum err duplicate_task(struct db *db, void *arg, struct error *error)
{
	struct duplicate_request *r = arg;
	struct deciding *d = arena_alloc(r->head.arena, sizeof *d);

	*d = (struct deciding){ .r = r };
	enum err err = open_both(db, d, error);
	if (err == ERR_OK)
		err = r->verdict == VERDICT_COUNT ? undo(db, d, error) : decide(db, d, error);
	return err == ERR_OK ? judge_again(db, d, error) : err;
}

enum err workflow_duplicate(struct duplicate_request *request, struct error *error)
{
	return write_run(&request->head, duplicate_task, request, error);
}
