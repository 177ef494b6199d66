/* Saving, submitting and correcting a sheet: one job. */
#include "base/hash.h"
#include "base/memory.h"
#include "store/report/quality.h"
#include "text/messages.h"
#include "workflow/change.h"
#include "workflow/history.h"
#include "workflow/move.h"
#include "workflow/verdict/neighbours.h"
#include "workflow/place.h"
#include "workflow/verdict/verdict.h"
#include "workflow/write.h"

/* What was typed in full stays known while the value it led to stays. */
static void keep_typed(const struct answers *before, struct answers *after)
{
	for (size_t i = 0; i < after->form->field_count; i++) {
		const struct answer *old = &before->items[i];
		struct answer *new = &after->items[i];
		if (old->state == ANSWER_VALID && old->raw != NULL && new->state == ANSWER_VALID && new->raw == NULL &&
		    answer_same(&after->form->fields[i], old, new))
			new->raw = old->raw;
	}
}

/* Finds the stored sheet and says whether the actor may write it now. */
static enum err open_stored(struct db *db, struct save_request *r, struct sheet *before, struct error *error)
{
	const struct request_head *h = &r->head;
	enum err err = sheet_load(db, h->arena, h->workflow->form, h->actor, r->sheet_id, before, error);

	if (err != ERR_OK)
		return err;
	enum action action = r->correct ? ACTION_CORRECT : ACTION_SUBMIT;
	const struct transition *t = transition_find(action, before->state, h->actor->role);
	if (t == NULL || !transition_is_own(t, h->actor, before->created_by, before->enumerator_id))
		return error_set(error, ERR_CONFLICT, message_text(MSG_CONFLICT), "no %s from %s", action_code(action),
		                 state_code(before->state));
	if (before->row_version != r->row_version && !(r->correct && r->row_version == 0))
		return error_set(error, ERR_CONFLICT, message_text(MSG_STALE), "stale version of sheet %lld", (long long)before->id);
	r->sheet = *before;
	return ERR_OK;
}

static enum err open_new(struct db *db, struct save_request *r, struct error *error)
{
	const struct request_head *h = &r->head;
	struct sheet base;

	r->sheet = (struct sheet){ .uid = hash_unique(h->arena, clock_seconds(&h->workflow->clock)), .state = STATE_DRAFT, .since = h->now,
		.form_version = h->workflow->form->version, .created_by = h->actor->user_id, .created_at = h->now, .person_id = r->person_id };
	if (r->person_id == 0)
		return ERR_OK;
	return change_base(db, h->arena, h->workflow->form, h->actor, r->person_id, 0, &base, error);
}

struct saving {
	struct save_request *r;
	struct sheet before;            /* answers all NONE for a new sheet */
	struct campaign campaign;
	struct verdict verdict;
	enum state from;                /* its state before this save */
	bool submits;
};

static enum err judge(struct db *db, struct saving *s, struct error *error)
{
	struct save_request *r = s->r;
	enum err err = verdict_again(db, r->head.arena, r->head.workflow, &r->sheet, &s->campaign, &s->verdict, error);

	if (err != ERR_OK)
		return err;
	if (r->correct)
		verdict_confirm(&s->verdict, r->confirmations, r->confirmation_count, r->head.actor->user_id, s->r->head.now);
	r->findings = s->verdict.rows;
	r->finding_count = s->verdict.count;
	return ERR_OK;
}

static enum err refuse_correction(const struct saving *s, struct error *error)
{
	if (!s->campaign.correct_in_place)
		return error_set(error, ERR_CONFLICT, message_text(MSG_NO_CORRECTION), "campaign does not correct in place");
	enum err err = history_need_reason(s->r->reason, error);
	if (err == ERR_OK)
		err = history_check_confirmations(s->r->confirmations, s->r->confirmation_count, error);
	if (err == ERR_OK && s->verdict.stops_submission)
		err = error_set(error, ERR_UNPROCESSABLE, message_text(MSG_OPEN_ERRORS), "the correction has open errors");
	return err;
}

static void add_pair(cJSON *diff, const char *name, const char *before, const char *after)
{
	cJSON *pair = cJSON_AddArrayToObject(diff, name);

	cJSON_AddItemToArray(pair, before == NULL ? cJSON_CreateNull() : cJSON_CreateString(before));
	cJSON_AddItemToArray(pair, after == NULL ? cJSON_CreateNull() : cJSON_CreateString(after));
}

/* Their names for who reads it, their numbers for four eyes. */
static void add_enumerators(struct arena *arena, cJSON *diff, const struct sheet *before, const struct sheet *after)
{
	const char *was = arena_print(arena, "%lld", (long long)before->enumerator_id), *is = arena_print(arena, "%lld", (long long)after->enumerator_id);

	add_pair(diff, "_enumerator", before->enumerator_name, after->enumerator_name);
	add_pair(diff, "_enumerator_id", was, is);
}

/* What the history keeps of this save: changed answers, enumerator, campaign, confirmed warnings; NULL for nothing. */
static cJSON *changes(const struct saving *s)
{
	const struct save_request *r = s->r;
	const struct sheet *before = &s->before, *after = &r->sheet;
	cJSON *diff = history_diff(r->head.arena, after->id == 0 ? NULL : &before->answers, &after->answers);

	if (diff == NULL)
		diff = cJSON_CreateObject();
	if (after->id != 0 && before->enumerator_id != after->enumerator_id)
		add_enumerators(r->head.arena, diff, before, after);
	if (after->id != 0 && before->campaign_id != after->campaign_id)
		add_pair(diff, "_campaign", before->campaign_code, s->campaign.code);
	verdict_tell_confirmed(&s->verdict, s->r->head.now, r->head.arena, diff);
	if (diff->child != NULL)
		return diff;
	cJSON_Delete(diff);
	return NULL;
}

/* Where the sheet goes with this save; the row is written once. */
static void settle_state(struct saving *s)
{
	struct save_request *r = s->r;

	s->from = r->sheet.state;
	s->submits = r->submit && !r->correct && !s->verdict.stops_submission;
	r->refused = r->submit && !r->correct && s->verdict.stops_submission;
	if (!s->submits)
		return;
	r->sheet.state = transition_submits_to(&s->campaign, r->head.actor->role);
	r->sheet.since = s->r->head.now;
	r->sheet.row_version++;         /* a submission counts as a change of its own */
}

static enum err write_sheet(struct db *db, struct saving *s, struct error *error)
{
	struct save_request *r = s->r;
	struct sheet *sheet = &r->sheet;
	bool new = sheet->id == 0;
	cJSON *diff = changes(s);
	enum action action = new ? ACTION_CREATE : r->correct ? ACTION_CORRECT : ACTION_EDIT;

	settle_state(s);
	sheet->updated_at = s->r->head.now;
	sheet->open_errors = s->verdict.errors;
	sheet->open_warnings = s->verdict.warnings;
	enum err err = new ? sheet_insert(db, r->head.arena, sheet, error) : sheet_update(db, r->head.arena, sheet, error);
	if (err == ERR_OK)
		err = verdict_store(db, sheet, &s->verdict, error);
	if (err != ERR_OK) {
		cJSON_Delete(diff);
		return err;
	}
	err = history_add(db, &r->head, action, sheet->id, new ? STATE_NONE : s->from, s->from, r->correct ? r->reason : NULL, diff, error);
	if (err == ERR_OK && r->submit && s->from == STATE_DRAFT)
		err = quality_sent(db, sheet, s->verdict.rows, s->verdict.count, s->r->head.now, error);
	return err;
}

/* What a submission brings with it besides the row. */
static enum err submit(struct db *db, struct saving *s, struct error *error)
{
	struct save_request *r = s->r;
	struct sheet *sheet = &r->sheet;
	enum err err = history_add(db, &r->head, ACTION_SUBMIT, sheet->id, s->from, sheet->state, NULL, NULL, error);

	return err == ERR_OK && sheet->replaces_id != 0 ? move_replaced(db, &r->head, sheet, error) : err;
}

static enum err prepare(struct db *db, struct saving *s, struct error *error)
{
	struct save_request *r = s->r;
	enum err err = ERR_OK;

	if (r->sheet_id == 0)
		err = open_new(db, r, error);
	else
		err = open_stored(db, r, &s->before, error);
	if (err == ERR_OK)
		err = place_sheet(db, r, r->sheet_id == 0 ? NULL : &s->before, &s->campaign, error);
	if (err != ERR_OK)
		return err;
	if (r->sheet_id != 0)
		keep_typed(&s->before.answers, &r->answers);
	r->sheet.answers = r->answers;
	return judge(db, s, error);
}

static enum err save_job(struct db *db, void *arg, struct error *error)
{
	struct saving *s = arg;
	struct save_request *r = s->r;
	enum err err = prepare(db, s, error);

	if (err == ERR_OK && r->correct)
		err = refuse_correction(s, error);
	if (err == ERR_OK)
		err = write_sheet(db, s, error);
	if (err == ERR_OK && s->submits)
		err = submit(db, s, error);
	if (err == ERR_OK && r->sheet.state != STATE_DRAFT)
		err = neighbours_judge(db, r->head.workflow, r->head.arena, &r->sheet, &s->verdict, error);
	r->head.made = (struct thing){ r->refused ? THING_DRAFT : THING_SHEET, r->sheet.id };
	return err;
}

enum err workflow_save(struct save_request *request, struct error *error)
{
	struct saving *saving = arena_alloc(request->head.arena, sizeof *saving);

	saving->r = request;
	request->stored = request->refused = false;
	enum err err = write_run(&request->head, save_job, saving, error);
	request->stored = err == ERR_OK && !request->head.repeated;
	return err;
}

enum err workflow_judge(struct db *db, const struct workflow *workflow, struct arena *arena, const struct sheet *sheet,
                        struct finding_row **findings, size_t *count, struct error *error)
{
	struct campaign campaign;
	struct verdict verdict;
	enum err err = campaign_by_id_any(db, arena, sheet->campaign_id, &campaign, error);

	if (err != ERR_OK)
		return err;
	verdict_reach(db, arena, workflow, sheet, &campaign, NULL, 0, &verdict);
	*findings = verdict.rows;
	*count = verdict.count;
	return ERR_OK;
}
