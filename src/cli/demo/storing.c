#include "cli/demo/storing.h"

#include "cli/demo/tale.h"
#include "store/campaign/stage.h"
#include "store/report/quality.h"
#include "store/admin/setting.h"
#include "workflow/verdict/neighbours.h"

static const char *time_text(struct demo_storing *s, uint32_t at)
{
	char *text = arena_alloc(s->scratch, CLOCK_TEXT);

	clock_to_iso(at, text);
	return text;
}

/* ---- one sheet ---- */

static const char *uid_of(struct demo_storing *s, uint32_t index)
{
	struct prng prng = prng_make(s->demo->seed, STREAM_UID, index);
	uint64_t high = prng_next(&prng), low = prng_next(&prng);

	return arena_print(s->scratch, "%016llx%016llx", (unsigned long long)high, (unsigned long long)low);
}

/* When the sheet came into its state: a move within the state does not count, but the count of its bundle does. */
static uint32_t since(const struct demo_slot *slot)
{
	int i = slot->move_count - 1;

	while (i > 0 && slot->moves[i].from == slot->moves[i].to && slot->moves[i].action != ACTION_COUNTED)
		i--;
	return slot->moves[i].at;
}

/* The last move that came to `accepted` from another state. */
static const struct demo_move *acceptance(const struct demo_slot *slot)
{
	for (int i = slot->move_count - 1; i >= 0; i--) {
		if (slot->moves[i].to == STATE_ACCEPTED && slot->moves[i].from != STATE_ACCEPTED)
			return &slot->moves[i];
	}
	return NULL;
}

void demo_sheet_of(struct demo_storing *s, uint32_t index, struct demo_draw *draw, struct sheet *out)
{
	const struct demo_slot *slot = &s->demo->slots[index];
	const struct demo_move *accepted = acceptance(slot);

	demo_draw(s->demo, s->jobs, index, s->scratch, draw);
	*out = (struct sheet){ .uid = uid_of(s, index),
		                   .state = (enum state)slot->state,
		                   .since = time_text(s, since(slot)),
		                   .accepted_at = accepted == NULL ? NULL : time_text(s, accepted->at),
		                   .form_version = s->workflow->form->version,
		                   .commune_id = draw->commune->id,
		                   .campaign_id = draw->campaign->id,
		                   .enumerator_id = s->staff->users[demo_enumerator(s->demo, s->staff, slot)].member_id,
		                   .created_by = s->staff->users[demo_mover(s->demo, s->staff, slot, &slot->moves[0])].id,
		                   .created_at = time_text(s, slot->moves[0].at),
		                   .updated_at = time_text(s, slot->moves[slot->move_count - 1].at),
		                   .police_reason = demo_police_reason(s->demo, index),
		                   .replaces_id = slot->link == LINK_REPLACES ? s->ids[slot->other] : 0 };
	out->clock_from = stage_clock_from(out);
	demo_answers(draw, s->workflow->form, &out->answers);
}

/* Every warning of an accepted sheet was confirmed when it was accepted. */
static void confirm(struct demo_storing *s, uint32_t index, struct verdict *verdict)
{
	const struct demo_slot *slot = &s->demo->slots[index];
	const struct demo_move *move = demo_last_move(slot, ACTION_ACCEPT);

	if (move == NULL)
		return;
	struct confirmation *confirmations = arena_array(s->scratch, verdict->count + 1, sizeof *confirmations);
	for (size_t i = 0; i < verdict->count; i++)
		confirmations[i] = (struct confirmation){ 0, verdict->rows[i].rule, demo_confirmation(s->demo, index, i) };
	verdict_confirm(verdict, confirmations, verdict->count,
	                s->staff->users[demo_mover(s->demo, s->staff, slot, move)].id, time_text(s, move->at));
}

/* The verdict on a sheet, with the confirmations of its acceptance. */
static void judge(struct demo_storing *s, uint32_t index, const struct sheet *sheet, struct verdict *out)
{
	const struct campaign campaign = demo_campaign_row(demo_campaign_of(s->demo, &s->demo->slots[index]));

	verdict_reach(s->db, s->scratch, s->workflow, sheet, &campaign, NULL, 0, out);
	confirm(s, index, out);
}

/* ---- all sheets ---- */

static void digest_sheet(struct demo_storing *s, const struct demo_draw *draw, const struct sheet *sheet,
                         struct hash_state *digest)
{
	const char *items[6 + DEMO_FIELDS] = { sheet->uid, state_code(sheet->state), sheet->since, sheet->created_at,
		draw->hamlet->code,
		s->staff->users[demo_enumerator(s->demo, s->staff, draw->slot)].username };
	char text[HASH_TEXT];

	for (int i = F_AREA + 1; i < DEMO_FIELDS; i++)
		items[6 + i] = draw->typed[i];
	hash_list(items, 6 + DEMO_FIELDS, text);
	hash_add(digest, text, HASH_TEXT - 1);
}

static bool names_another(const struct verdict *verdict)
{
	bool names = false;

	for (size_t i = 0; i < verdict->count; i++)
		names |= verdict->rows[i].record_id != 0;
	return names;
}

/* Of what was found when a sheet was sent the demo knows what is found at the end. */
static enum err note_quality(struct demo_storing *s, uint32_t index, const struct sheet *sheet,
                             const struct verdict *verdict, struct error *error)
{
	const struct demo_slot *slot = &s->demo->slots[index];
	const struct demo_move *sent = demo_last_move(slot, ACTION_SUBMIT), *accepted = demo_last_move(slot, ACTION_ACCEPT);
	enum err err = ERR_OK;

	if (sent != NULL)
		err = quality_sent(s->db, sheet, verdict->rows, verdict->count, time_text(s, sent->at), error);
	if (err == ERR_OK && accepted != NULL)
		err = quality_accepted(s->db, sheet, time_text(s, accepted->at), error);
	return err;
}

static enum err store_sheet(struct demo_storing *s, uint32_t index, struct hash_state *digest, struct error *error)
{
	struct demo_draw draw;
	struct sheet sheet;
	struct verdict verdict;

	arena_reset(s->scratch);
	demo_sheet_of(s, index, &draw, &sheet);
	judge(s, index, &sheet, &verdict);
	sheet.open_errors = verdict.errors;
	sheet.open_warnings = verdict.warnings;
	sheet.rule_version = sheet.accepted_at == NULL ? 0 : verdict.rule_version;
	enum err err = sheet_insert(s->db, s->scratch, &sheet, error);
	if (err != ERR_OK)
		return err;
	s->ids[index] = (uint32_t)sheet.id;
	s->demo->slots[index].has_findings = verdict.count > 0;
	digest_sheet(s, &draw, &sheet, digest);
	if (verdict.count > 0)
		err = verdict_store(s->db, &sheet, &verdict, error);
	if (err == ERR_OK && names_another(&verdict))
		err = neighbours_judge(s->db, s->workflow, s->scratch, &sheet, error);
	return err == ERR_OK ? note_quality(s, index, &sheet, &verdict, error) : err;
}

struct birth { uint32_t at, slot; };

static int by_birth(const void *a, const void *b)
{
	const struct birth *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->slot < y->slot ? -1 : x->slot > y->slot;
}

/* In the order in which they were made, so that ids grow with time. */
static enum err store_sheets(struct demo_storing *s, struct error *error)
{
	uint32_t count = s->demo->count;
	struct birth *order = arena_array(s->demo->arena, count + 1u, sizeof *order);
	struct hash_state digest;
	enum err err = ERR_OK;

	for (uint32_t i = 0; i < count; i++)
		order[i] = (struct birth){ s->demo->slots[i].moves[0].at, i };
	qsort(order, count, sizeof *order, by_birth);
	hash_begin(&digest);
	for (uint32_t i = 0; i < count && err == ERR_OK; i++)
		err = store_sheet(s, order[i].slot, &digest, error);
	hash_end(&digest, s->digest);
	return err;
}

/* ---- the whole ---- */

static enum err store_day(struct demo_storing *s, struct error *error)
{
	char day[DATE_TEXT];

	date_to_iso(date_from_days(s->demo->today), day);
	return setting_set(s->db, "demo_day", day, error);
}

static enum err in_transaction(struct demo_storing *s, enum err (*part)(struct demo_storing *, struct error *),
                               struct error *error)
{
	enum err err = db_begin(s->db, error);

	if (err == ERR_OK)
		err = part(s, error);
	return err == ERR_OK ? db_commit(s->db, error) : err;
}

enum err demo_store(struct demo_storing *s, struct error *error)
{
	static enum err (*const parts[])(struct demo_storing *, struct error *) = { demo_store_frame, store_day,
		store_sheets,
		demo_store_bundles, demo_store_batches, demo_store_history, demo_store_rosters };
	enum err err = ERR_OK;

	s->staff = demo_staff(s->demo);
	s->batches = demo_batches(s->demo);
	s->bundles = demo_bundles(s->demo);
	s->jobs = demo_jobs(s->demo->arena, s->workflow->form->lists);
	s->ids = arena_array(s->demo->arena, s->demo->count + 1u, sizeof *s->ids);
	for (size_t i = 0; i < sizeof parts / sizeof *parts && err == ERR_OK; i++)
		err = in_transaction(s, parts[i], error);
	return err;
}
