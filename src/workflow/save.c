/* Saving, submitting and correcting a sheet: one job. */
#include "base/hash.h"
#include "base/memory.h"
#include "store/area.h"
#include "store/user.h"
#include "text/messages.h"
#include "workflow/history.h"
#include "workflow/move.h"
#include "workflow/verdict.h"

enum { UID_BYTES = 16 };

static struct answer *answer_of(struct answers *answers, const char *name)
{
	return &answers->items[form_find(answers->form, name)];
}

/* A hamlet that is not the actor's to choose is no value of the field, like any other option that is not offered. */
static void check_area(struct db *db, struct arena *arena, const struct actor *actor, struct answers *answers)
{
	struct answer *area = answer_of(answers, "area_id");
	struct area found;

	if (area->state != ANSWER_VALID)
		return;
	if (area_in_scope(db, actor, area->number) && area_by_id_any(db, arena, area->number, &found, NULL) == ERR_OK &&
	    strcmp(found.level, "hamlet") == 0) {
		area->text = found.code;
		return;
	}
	const char *raw = arena_print(arena, "%lld", (long long)area->number);
	*area = (struct answer){ .state = ANSWER_BAD, .fault = FAULT_VALUE, .raw = raw };
}

/* The commune that keeps the sheet: that of its hamlet, or the actor's own while no hamlet is chosen. */
static enum err find_commune(struct db *db, const struct save_request *r, int64_t *commune_id, struct error *error)
{
	struct answers answers = r->answers;
	struct answer *area = answer_of(&answers, "area_id");
	const struct actor *actor = r->head.actor;

	if (area->state == ANSWER_VALID)
		*commune_id = area_commune_any(db, area->number);
	else if (*commune_id == 0 && actor->area_count > 0)
		*commune_id = area_commune_any(db, actor->areas[0]);
	if (*commune_id == 0)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_NO_COMMUNE), "no commune for the sheet");
	return ERR_OK;
}

/* The campaign asked for if it is open and covers the area; else the only one that does. */
static enum err find_campaign(struct db *db, struct arena *arena, int64_t area_id, int64_t asked, struct campaign *out, struct error *error)
{
	struct campaign *open;
	size_t count;
	enum err err = campaign_covering_any(db, arena, area_id, &open, &count, error);

	if (err != ERR_OK)
		return err;
	if (count == 0)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_NO_CAMPAIGN), "no open campaign covers the area");
	for (size_t i = 0; i < count; i++) {
		if (open[i].id == asked || (asked == 0 && count == 1)) {
			*out = open[i];
			return ERR_OK;
		}
	}
	return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_WHICH_CAMPAIGN), "campaign not open here, or not said");
}

/* The person named as enumerator if they may be; otherwise nobody. */
static int64_t find_enumerator(struct db *db, const struct save_request *r, int64_t commune_id)
{
	struct user *writers;
	size_t count;

	if (r->head.actor->role == ROLE_ENUMERATOR)
		return r->head.actor->user_id;
	if (r->enumerator_id == 0 || user_list_writers(db, r->head.arena, commune_id, &writers, &count, NULL) != ERR_OK)
		return 0;
	for (size_t i = 0; i < count; i++) {
		if (writers[i].id == r->enumerator_id)
			return writers[i].id;
	}
	return 0;
}

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
	enum state state = state_from_code(before->state);
	enum action action = r->correct ? ACTION_CORRECT : ACTION_SUBMIT;
	if (transition_find(action, state, h->actor->role) == NULL)
		return error_set(error, ERR_CONFLICT, message_text(MSG_CONFLICT), "no %s from %s", action_code(action), before->state);
	if (before->row_version != r->row_version && !(r->correct && r->row_version == 0))
		return error_set(error, ERR_CONFLICT, message_text(MSG_STALE), "stale version of sheet %lld", (long long)before->id);
	r->sheet = *before;
	return ERR_OK;
}

static void open_new(struct save_request *r, const char *now)
{
	const struct request_head *h = &r->head;

	r->sheet = (struct sheet){ .uid = hash_random(h->arena, UID_BYTES), .state = state_code(STATE_DRAFT), .since = now,
		.form_version = h->workflow->form->version, .created_by = h->actor->user_id, .created_at = now };
}

struct saving {
	struct save_request *r;
	struct sheet before;            /* answers all NONE for a new sheet */
	struct campaign campaign;
	struct verdict verdict;
	char now[CLOCK_TEXT];
};

static enum err place(struct db *db, struct saving *s, struct error *error)
{
	struct save_request *r = s->r;
	struct sheet *sheet = &r->sheet;

	check_area(db, r->head.arena, r->head.actor, &r->answers);
	enum err err = find_commune(db, r, &sheet->commune_id, error);
	if (err != ERR_OK)
		return err;
	struct answer *area = answer_of(&r->answers, "area_id");
	int64_t asked = r->campaign_id != 0 ? r->campaign_id : sheet->campaign_id;
	err = find_campaign(db, r->head.arena, area->state == ANSWER_VALID ? area->number : sheet->commune_id, asked, &s->campaign, error);
	sheet->campaign_id = s->campaign.id;
	sheet->enumerator_id = find_enumerator(db, r, sheet->commune_id);
	return err;
}

static enum err judge(struct db *db, struct saving *s, struct error *error)
{
	struct save_request *r = s->r;
	struct finding_row *before = NULL;
	size_t count = 0;
	enum err err = ERR_OK;

	if (r->sheet.id != 0)
		err = finding_list(db, r->head.arena, r->sheet.id, &before, &count, error);
	if (err != ERR_OK)
		return err;
	verdict_reach(db, r->head.arena, r->head.workflow, &r->sheet, &s->campaign, before, count, &s->verdict);
	verdict_confirm(&s->verdict, r->confirmations, r->confirmation_count, r->head.actor->user_id, arena_text(r->head.arena, s->now));
	r->findings = s->verdict.rows;
	r->finding_count = s->verdict.count;
	return ERR_OK;
}

static enum err refuse_correction(const struct saving *s, struct error *error)
{
	if (!s->campaign.correct_in_place)
		return error_set(error, ERR_CONFLICT, message_text(MSG_NO_CORRECTION), "campaign does not correct in place");
	enum err err = history_need_reason(s->r->reason, error);
	if (err == ERR_OK && s->verdict.stops_submission)
		err = error_set(error, ERR_UNPROCESSABLE, message_text(MSG_OPEN_ERRORS), "the correction has open errors");
	return err;
}

static enum err write_sheet(struct db *db, struct saving *s, struct error *error)
{
	struct save_request *r = s->r;
	struct sheet *sheet = &r->sheet;
	bool new = sheet->id == 0;
	cJSON *diff = new ? NULL : history_diff(r->head.arena, &s->before.answers, &sheet->answers);
	const char *action = new ? "create" : r->correct ? action_code(ACTION_CORRECT) : "edit";

	sheet->updated_at = s->now;
	sheet->open_errors = s->verdict.errors;
	sheet->open_warnings = s->verdict.warnings;
	enum err err = new ? sheet_insert(db, r->head.arena, sheet, error) : sheet_update(db, r->head.arena, sheet, error);
	if (err == ERR_OK)
		err = verdict_store(db, sheet, &s->verdict, error);
	if (err != ERR_OK) {
		cJSON_Delete(diff);
		return err;
	}
	return history_add(db, &r->head, s->now, action, sheet->id, new ? NULL : sheet->state, sheet->state,
	                   r->correct ? r->reason : NULL, diff, error);
}

static enum err submit(struct db *db, struct saving *s, struct error *error)
{
	struct save_request *r = s->r;
	struct sheet *sheet = &r->sheet;
	const char *from = sheet->state;

	if (s->verdict.stops_submission) {
		r->refused = true;
		return ERR_OK;
	}
	sheet->state = state_code(s->campaign.hamlet_stage ? STATE_WITH_HAMLET : STATE_RECEIVED);
	sheet->since = s->now;
	enum err err = sheet_update(db, r->head.arena, sheet, error);
	if (err == ERR_OK)
		err = history_add(db, &r->head, s->now, action_code(ACTION_SUBMIT), sheet->id, from, sheet->state, NULL, NULL, error);
	if (err == ERR_OK && sheet->replaces_id != 0)
		err = move_replaced(db, &r->head, s->now, sheet, error);
	return err;
}

static enum err prepare(struct db *db, struct saving *s, struct error *error)
{
	struct save_request *r = s->r;
	enum err err = ERR_OK;

	clock_now(&r->head.workflow->clock, s->now);
	if (r->sheet_id == 0)
		open_new(r, s->now);
	else
		err = open_stored(db, r, &s->before, error);
	if (err == ERR_OK)
		err = place(db, s, error);
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
	bool repeated;
	enum err err = history_admit(db, &r->head, &repeated, error);

	if (err != ERR_OK || repeated)
		return err;
	err = prepare(db, s, error);
	if (err == ERR_OK && r->correct)
		err = refuse_correction(s, error);
	if (err == ERR_OK)
		err = write_sheet(db, s, error);
	if (err == ERR_OK && r->submit && !r->correct)
		err = submit(db, s, error);
	if (err != ERR_OK)
		return err;
	const char *url = arena_print(r->head.arena, "/sheets/%lld%s", (long long)r->sheet.id, r->refused ? "/edit" : "");
	return history_remember(db, &r->head, url, error);
}

enum err workflow_save(struct save_request *request, struct error *error)
{
	struct saving *saving = arena_alloc(request->head.arena, sizeof *saving);

	saving->r = request;
	request->stored = request->refused = false;
	enum err err = db_write(request->head.workflow->writer, save_job, saving, error);
	request->stored = err == ERR_OK && request->head.repeated_url == NULL;
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
