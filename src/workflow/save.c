/* Saving, submitting and correcting a sheet: one task. */
#include "base/hash.h"
#include "base/memory.h"
#include "store/roster/roster.h"
#include "text/messages.h"
#include "workflow/change.h"
#include "workflow/gate.h"
#include "workflow/history.h"
#include "workflow/place.h"
#include "workflow/save.h"
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

struct saving {
	struct save_request *r;
	struct sheet before;            /* answers all NONE for a new sheet */
	struct campaign campaign;
	struct move_request asked;
	struct move move;               /* sent, or corrected; kept too: who may send it may write it */
};

/* ---- finding it, and judging ---- */

static enum err open_stored(struct db *db, struct saving *s, struct error *error)
{
	struct save_request *r = s->r;
	const struct request_head *h = &r->head;
	enum err err = sheet_load(db, h->arena, h->workflow->form, h->actor, r->sheet_id, &s->before, error);

	if (err != ERR_OK)
		return err;
	if (r->row_version == 0 && !r->correct)
		return error_set(error, ERR_CONFLICT, message_text(MSG_STALE), "no version of sheet %lld was said",
		                 (long long)s->before.id);
	r->sheet = s->before;
	s->asked.row_version = r->row_version;
	return ERR_OK;
}

static enum err open_new(struct db *db, struct save_request *r, struct error *error)
{
	const struct request_head *h = &r->head;
	struct sheet base;

	r->sheet = (struct sheet){ .uid = hash_unique(h->arena, clock_seconds(&h->workflow->clock)),
		.state = STATE_DRAFT, .since = h->now, .form_version = h->workflow->form->version,
		.created_by = h->actor->user_id, .created_at = h->now, .person_id = r->person_id };
	if (r->person_id == 0)
		return ERR_OK;
	return change_base(db, h->arena, h->workflow->form, h->actor, r->person_id, 0, &base, error);
}

static enum err judge(struct db *db, struct saving *s, struct error *error)
{
	enum err err = gate_judge(db, &s->move, error);

	s->r->findings = s->move.verdict.rows;
	s->r->finding_count = s->move.verdict.count;
	return err;
}

static enum err prepare(struct db *db, struct saving *s, struct error *error)
{
	struct save_request *r = s->r;
	bool new = r->sheet_id == 0;

	s->asked = (struct move_request){ .head = r->head, .action = ACTION_SUBMIT };
	if (r->correct) {
		s->asked.action = ACTION_CORRECT;
		s->asked.reason = r->reason;
		s->asked.confirmations = r->confirmations;
		s->asked.confirmation_count = r->confirmation_count;
	}
	s->move = (struct move){ .asked = &s->asked, .sheet = &r->sheet, .campaign = &s->campaign };
	enum err err = new ? open_new(db, r, error) : open_stored(db, s, error);
	if (err == ERR_OK)
		err = gate_open(&s->move, error);
	if (err == ERR_OK)
		err = place_sheet(db, r, new ? NULL : &s->before, &s->campaign, error);
	if (err != ERR_OK)
		return err;
	if (!new)
		keep_typed(&s->before.answers, &r->answers);
	r->sheet.answers = r->answers;
	return judge(db, s, error);
}

/* What the actor can mend does not keep a submission from being kept as it was typed. */
static enum err ask(struct db *db, struct saving *s, struct error *error)
{
	struct save_request *r = s->r;

	if (!r->submit && !r->correct)
		return ERR_OK;
	enum err err = gate_ask(db, &s->move, error);
	if (err != ERR_UNPROCESSABLE || r->correct)
		return err;
	r->refused = true;
	r->refusal = s->move.verdict.stops_submission ? NULL : error->message;
	return ERR_OK;
}

/* ---- what the history keeps ---- */

static void add_pair(cJSON *diff, const char *name, const char *before, const char *after)
{
	cJSON *pair = cJSON_AddArrayToObject(diff, name);

	cJSON_AddItemToArray(pair, before == NULL ? cJSON_CreateNull() : cJSON_CreateString(before));
	cJSON_AddItemToArray(pair, after == NULL ? cJSON_CreateNull() : cJSON_CreateString(after));
}

/* Their names for who reads it, their numbers for four eyes. */
static void add_enumerators(struct arena *arena, cJSON *diff, const struct sheet *before, const struct sheet *after)
{
	const char *was = arena_print(arena, "%lld", (long long)before->enumerator_id);
	const char *is = arena_print(arena, "%lld", (long long)after->enumerator_id);

	add_pair(diff, "_enumerator", before->enumerator_name, after->enumerator_name);
	add_pair(diff, "_enumerator_id", was, is);
}

/* Changed answers, enumerator, campaign; NULL for nothing. */
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
	if (r->origin != NULL)
		add_pair(diff, "_import", NULL, r->origin);
	if (diff->child != NULL)
		return diff;
	cJSON_Delete(diff);
	return NULL;
}

/* ---- the task ---- */

static enum err write(struct db *db, struct saving *s, struct error *error)
{
	struct save_request *r = s->r;

	s->move.changes = changes(s);
	if (!r->correct)
		s->move.typed = r->sheet_id == 0 ? ACTION_CREATE : ACTION_EDIT;
	return s->move.passed ? gate_write(db, &s->move, error) : gate_keep(db, &s->move, error);
}

/* The row that a new sheet was begun from leads to it, while no other sheet speaks for who is on it. A row that the
 * actor does not see, or of another list, is left alone. */
static enum err note_roster(struct db *db, const struct save_request *r, struct error *error)
{
	struct roster_entry row;

	if (r->roster_id <= 0 || r->sheet_id != 0)
		return ERR_OK;
	enum err err = roster_load(db, r->head.arena, r->head.actor, r->roster_id, &row, error);
	if (err != ERR_OK)
		return err == ERR_NOT_FOUND ? ERR_OK : err;
	bool free = row.draft_id == 0 && (row.sheet_id == 0 || row.sheet_id == r->sheet.id);
	if (!free || row.campaign_id != r->sheet.campaign_id || row.commune_id != r->sheet.commune_id)
		return ERR_OK;
	return roster_set_sheet(db, row.id, r->sheet.id, error);
}

enum err save_judge(struct db *db, struct save_request *request, struct saving **out, struct error *error)
{
	struct saving *s = arena_alloc(request->head.arena, sizeof *s);

	s->r = request;
	request->stored = request->refused = false;
	*out = s;
	enum err err = prepare(db, s, error);
	return err == ERR_OK ? ask(db, s, error) : err;
}

enum err save_write(struct db *db, struct saving *s, struct error *error)
{
	struct save_request *r = s->r;
	enum err err = write(db, s, error);

	if (err == ERR_OK)
		err = note_roster(db, r, error);
	r->head.made = (struct thing){ r->refused ? THING_DRAFT : THING_SHEET, r->sheet.id };
	return err;
}

static enum err save_task(struct db *db, void *arg, struct error *error)
{
	struct saving *s;
	enum err err = save_judge(db, arg, &s, error);

	return err == ERR_OK ? save_write(db, s, error) : err;
}

enum err workflow_save(struct save_request *request, struct error *error)
{
	request->stored = request->refused = false;
	enum err err = write_run(&request->head, save_task, request, error);
	request->stored = err == ERR_OK && !request->head.repeated;
	return err;
}
