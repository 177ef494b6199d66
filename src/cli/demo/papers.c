/* Bundles of papers, batches for the police, and the history of all sheets in the order of time. */
#include "cli/demo/storing.h"

#include "cli/demo/tale.h"
#include "store/handover/bundle.h"
#include "store/handover/outcome.h"
#include "store/sheet/event.h"

static int64_t user_id(const struct demo_storing *s, int user)
{
	return user < 0 ? 0 : s->staff->users[user].id;
}

/* ---- bundles ---- */

static enum outcome counted_as(const struct demo_storing *s, uint32_t slot, uint32_t bundle)
{
	const struct demo_slot *of = &s->demo->slots[slot];
	enum outcome outcome = OUTCOME_OPEN;

	for (int i = 0; i < of->move_count; i++) {
		if (of->moves[i].batch == bundle && demo_is_count(&of->moves[i]))
			outcome = of->moves[i].action == ACTION_COUNTED ? OUTCOME_PRESENT : OUTCOME_MISSING;
	}
	return outcome;
}

static enum err store_bundle(struct demo_storing *s, uint32_t index, struct error *error)
{
	struct demo_bundle *b = &s->bundles.items[index];
	const struct demo_area *hamlet = &s->demo->geo->areas[b->hamlet];
	char made[CLOCK_TEXT], counted[CLOCK_TEXT];

	clock_to_iso(b->made_at, made);
	clock_to_iso(b->counted_at, counted);
	struct bundle row = { .commune_id = s->demo->geo->areas[hamlet->parent].id, .area_id = hamlet->id,
		.campaign_id = s->demo->geo->campaigns[hamlet->campaign].id, .year = clock_day_of(made).year,
		.made_by = user_id(s, s->staff->leaders[b->hamlet]), .made_at = made, .papers = b->count };
	enum err err = bundle_insert(s->db, &row, error);
	b->id = row.id;
	for (uint32_t i = 0; i < b->count && err == ERR_OK; i++)
		err = bundle_add(s->db, row.id, s->ids[b->slots[i]], counted_as(s, b->slots[i], index), error);
	if (err != ERR_OK || b->counted_at == 0)
		return err;
	row.confirmed_by = user_id(s, s->staff->officers[hamlet->parent]);
	row.confirmed_at = counted;
	row.counted = b->present;
	return bundle_confirm(s->db, &row, error);
}

enum err demo_store_bundles(struct demo_storing *s, struct error *error)
{
	enum err err = ERR_OK;

	for (uint32_t i = 0; i < s->bundles.count && err == ERR_OK; i++)
		err = store_bundle(s, i, error);
	return err;
}

/* ---- batches ---- */

static enum outcome outcome_of(const struct demo_storing *s, uint32_t slot, uint32_t batch)
{
	const struct demo_slot *of = &s->demo->slots[slot];

	for (int i = 0; i < of->move_count; i++) {
		if (of->moves[i].batch == batch && of->moves[i].action == ACTION_SIGN)
			return OUTCOME_PRESENT;
		if (of->moves[i].batch == batch && of->moves[i].action == ACTION_MISSING)
			return OUTCOME_MISSING;
	}
	return OUTCOME_OPEN;
}

/* What the police did with a sheet of it, before it came to them again. */
static enum err store_outcome(struct demo_storing *s, int64_t batch_id, uint32_t slot, uint32_t batch,
                              struct error *error)
{
	const struct demo_slot *of = &s->demo->slots[slot];
	struct outcome_told told = { .batch_id = batch_id, .sheet_id = s->ids[slot],
		.reason = demo_police_reason(s->demo, slot) };
	bool here = false;
	char at[CLOCK_TEXT];
	enum err err = ERR_OK;

	told.at = at;
	for (int i = 0; i < of->move_count && err == ERR_OK; i++) {
		const struct demo_move *move = &of->moves[i];
		if (move->action == ACTION_SIGN)
			here = move->batch == batch;
		clock_to_iso(move->at, at);
		if (here && move->action == ACTION_ENTERED)
			err = outcome_entered(s->db, &told, error);
		else if (here && move->action == ACTION_POLICE_RETURN)
			err = outcome_returned(s->db, &told, error);
		else if (here && move->action == ACTION_ARCHIVE)
			err = outcome_back(s->db, &told, error);
	}
	return err;
}

static enum err store_batch(struct demo_storing *s, uint32_t index, struct error *error)
{
	struct demo_batch *b = &s->batches.items[index];
	const struct demo_geo *geo = s->demo->geo;
	char delivered[CLOCK_TEXT], is_signed[CLOCK_TEXT];

	clock_to_iso(b->delivered_at, delivered);
	clock_to_iso(b->signed_at, is_signed);
	struct batch h = { .commune_id = geo->areas[b->commune].id, .campaign_id = geo->campaigns[b->campaign].id,
		.year = clock_day_of(delivered).year, .delivered_by = user_id(s, s->staff->officers[b->commune]),
		.delivered_at = delivered };
	enum err err = batch_insert(s->db, &h, error);
	b->id = h.id;
	for (uint32_t i = 0; i < b->count && err == ERR_OK; i++) {
		enum outcome outcome = outcome_of(s, b->slots[i], index);
		err = batch_add_sheet(s->db, h.id, i + 1, s->ids[b->slots[i]], error);
		if (err == ERR_OK && outcome != OUTCOME_OPEN)
			err = batch_set_outcome(s->db, h.id, s->ids[b->slots[i]], outcome, error);
		if (err == ERR_OK && outcome == OUTCOME_PRESENT)
			err = store_outcome(s, h.id, b->slots[i], index, error);
	}
	if (err != ERR_OK || b->signed_at == 0)
		return err;
	h.signed_by = user_id(s, s->staff->police[b->commune]);
	h.signed_at = is_signed;
	h.counted = b->present;
	return batch_sign(s->db, &h, error);
}

enum err demo_store_batches(struct demo_storing *s, struct error *error)
{
	enum err err = ERR_OK;

	for (uint32_t i = 0; i < s->batches.count && err == ERR_OK; i++)
		err = store_batch(s, i, error);
	return err;
}

/* ---- history ---- */

struct entry { uint32_t at, slot; uint8_t move; };

static int by_time(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->slot != y->slot)
		return x->slot < y->slot ? -1 : 1;
	return x->move - y->move;
}

static struct entry *all_moves(const struct demo *demo, size_t *count)
{
	size_t n = 0;

	for (uint32_t i = 0; i < demo->count; i++)
		n += demo->slots[i].move_count;
	struct entry *entries = arena_array(demo->arena, n + 1, sizeof *entries);
	*count = n;
	n = 0;
	for (uint32_t i = 0; i < demo->count; i++) {
		for (uint8_t m = 0; m < demo->slots[i].move_count; m++)
			entries[n++] = (struct entry){ demo->slots[i].moves[m].at, i, m };
	}
	qsort(entries, n, sizeof *entries, by_time);
	return entries;
}

/* The id of the sheet that replaces each slot; 0: none. */
static uint32_t *replacements(const struct demo_storing *s)
{
	uint32_t *by = arena_array(s->demo->arena, s->demo->count + 1u, sizeof *by);

	for (uint32_t i = 0; i < s->demo->count; i++) {
		if (s->demo->slots[i].link == LINK_REPLACES)
			by[s->demo->slots[i].other] = s->ids[i];
	}
	return by;
}

/* A life goes the ways of the table of moves, by who makes them; another is a bug of the demo. */
static void check_move(const struct demo_storing *s, const struct demo_slot *slot, const struct demo_move *move,
                       int user)
{
	const struct campaign campaign = demo_campaign_row(demo_campaign_of(s->demo, slot));
	enum role role = s->staff->users[user].role;
	const struct transition *row = transition_find((enum action)move->action, (enum state)move->from, role);

	if (row == NULL || transition_target(row, &campaign, role) != (enum state)move->to)
		abort();
}

static enum err store_move(struct demo_storing *s, const struct entry *entry, int64_t replaced_by, struct error *error)
{
	const struct demo_slot *slot = &s->demo->slots[entry->slot];
	const struct demo_move *move = &slot->moves[entry->move];
	struct demo_draw draw;
	struct verdict verdict = { 0 };
	struct sheet sheet;
	struct demo_tale tale = { .demo = s->demo, .batches = &s->batches, .bundles = &s->bundles,
		.slot = slot, .index = entry->slot, .move = move, .draw = &draw, .verdict = &verdict,
		.replaced_by = replaced_by, .arena = s->scratch };
	int mover = demo_mover(s->demo, s->staff, slot, move);
	struct event event = { .actor_id = user_id(s, mover), .action = (enum action)move->action,
		.sheet_id = s->ids[entry->slot], .from_state = (enum state)move->from,
		.to_state = (enum state)move->to };
	char at[CLOCK_TEXT];

	if (move->action < ACTION_MOVES_END)
		check_move(s, slot, move, mover);
	arena_reset(s->scratch);
	if (demo_tale_needs_sheet(slot, move)) {
		demo_sheet_of(s, entry->slot, &draw, &sheet);
		sheet.id = s->ids[entry->slot];
		enum err err = finding_list(s->db, s->scratch, sheet.id, &verdict.rows, &verdict.count, error);
		if (err != ERR_OK)
			return err;
	}
	clock_to_iso(move->at, at);
	event.at = at;
	demo_tell(&tale, &event.reason, &event.diff);
	return event_add(s->db, &event, error);
}

enum err demo_store_history(struct demo_storing *s, struct error *error)
{
	const uint32_t *by = replacements(s);
	size_t count;
	const struct entry *entries = all_moves(s->demo, &count);
	enum err err = ERR_OK;

	for (size_t i = 0; i < count && err == ERR_OK; i++)
		err = store_move(s, &entries[i], by[entries[i].slot], error);
	return err;
}
