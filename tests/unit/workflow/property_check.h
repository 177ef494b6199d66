/* Everything, compared with a recount: what `verify` compares, the rows, the histories, who sees what, and every count that a page shows. */
#ifndef TEST_PROPERTY_CHECK_H
#define TEST_PROPERTY_CHECK_H

#include "store/handover/handback.h"
#include "store/handover/outcome.h"
#include "property_road.h"
#include "store/access/access_row.h"
#include "store/report/addition.h"
#include "store/person/duplicate.h"
#include "store/person/person.h"
#include "store/report/progress.h"
#include "store/report/quality.h"
#include "store/campaign/rule_change.h"
#include "store/campaign/stage.h"

/* What the model does not follow: read from the rows. */
struct fact { int64_t errors, warnings, kind, no_id_reason; bool has_number; };

struct checking {
	struct run *r;
	struct db *db;
	struct arena *arena;
	struct fact *facts;             /* by sheet */
	int64_t today;
};

/* ---- what verify compares ---- */

static inline enum err verify_chains(struct db *db, struct error *error)
{
	struct arena *arena = arena_new(1 << 20);
	const char *head, *access_head;
	enum err err = event_verify(db, arena, &head, error);

	if (err == ERR_OK)
		err = access_verify(db, arena, &access_head, error);
	arena_free(arena);
	return err;
}

static inline bool check_verify(struct checking *c)
{
	static const struct { const char *name; enum err (*verify)(struct db *, struct error *); } parts[] = {
		{ "verify integrity", db_integrity }, { "verify event", verify_chains }, { "verify sheet", sheet_verify }, { "verify stage", stage_verify },
		{ "verify person", person_verify },
		{ "verify progress", progress_verify }, { "verify rule", rule_verify }, { "verify quality", quality_verify },
		{ "verify duplicate", duplicate_verify }, { "verify pairs", duplicate_pairs_verify }, { "verify handover", batch_verify },
		{ "verify bundle", bundle_verify }, { "verify outcome", outcome_verify }, { "verify return", handback_verify },
		{ "verify minutes", minutes_verify },
	};
	struct error error = { 0 };

	for (size_t i = 0; i < COUNT(parts); i++) {
		struct db *db = parts[i].verify == db_integrity ? c->r->office->world->db : c->db;
		if (parts[i].verify(db, &error) != ERR_OK)
			return fault(c->r, parts[i].name, "%s: %s", parts[i].name, error.detail);
	}
	return true;
}

/* ---- bundles ---- */

static inline bool check_sheaf(struct checking *c, const struct sheaf *sheaf)
{
	static const char *const outcomes[] = { [PAPER_WAITS] = "open", [PAPER_THERE] = "present", [PAPER_MISSING] = "missing", [PAPER_TAKEN_BACK] = "removed" };
	struct db_row *row = db_use_text(c->db, "SELECT x.sheet_id, x.outcome FROM bundle_sheet x WHERE x.bundle_id = :id ORDER BY x.position");
	size_t i = 0;

	db_bind_int(row, ":id", sheaf->id);
	while (db_step(row) == DB_ROW && i < sheaf->count && db_int(row, 0) == c->r->book.sheets[sheaf->sheets[i]]->id &&
	       strcmp(db_text(row, 1), outcomes[sheaf->papers[i]]) == 0)
		i++;
	db_done(row);
	return i == sheaf->count || fault(c->r, "bundle", "bundle %lld: paper %zu is not what became of it", (long long)sheaf->id, i + 1);
}

/* Each, as far as the model knows what the program calls it, and how many wait. */
static inline bool check_sheaves(struct checking *c)
{
	struct db_row *row = db_use_text(c->db, "SELECT count(*) FROM bundle_sheet WHERE outcome = 'open'");
	int64_t open = db_step(row) == DB_ROW ? db_int(row, 0) : -1, waits = 0;

	db_done(row);
	for (size_t i = 0; i < c->r->book.sheet_count; i++)
		waits += c->r->book.sheets[i]->sheaf >= 0;
	if (open != waits)
		return fault(c->r, "bundle", "%lld papers wait to be counted instead of %lld", (long long)open, (long long)waits);
	row = db_use_text(c->db, "SELECT count(*) FROM bundle");
	int64_t bundles = db_step(row) == DB_ROW ? db_int(row, 0) : -1;
	db_done(row);
	if (bundles != (int64_t)c->r->book.sheaf_count)
		return fault(c->r, "bundle", "%lld bundles are there instead of %zu", (long long)bundles, c->r->book.sheaf_count);
	for (size_t i = 0; i < c->r->book.sheaf_count; i++) {
		if (c->r->book.sheaves[i]->id != 0 && !check_sheaf(c, c->r->book.sheaves[i]))
			return false;
	}
	return true;
}

/* ---- rows, answers, histories ---- */

static inline bool check_answers(struct run *r, const struct kept *s, const struct sheet *sheet, struct arena *arena)
{
	const struct form *form = r->office->world->form;

	for (size_t i = 0; i < form->field_count; i++) {
		const char *stored = answer_typed(arena, &form->fields[i], &sheet->answers.items[i]);
		if (strcmp(stored, s->answers[i]) != 0)
			return fault(r, "answers", "s%d: the answer of %s is '%s', it was saved as '%s'", s->birth, form->fields[i].name, stored, s->answers[i]);
	}
	return true;
}

static inline enum err check_sheet(void *arg, const struct sheet *sheet, struct error *error)
{
	struct checking *c = arg;
	int index = sheet_of_id(&c->r->book, sheet->id);
	const struct answer *kind = &sheet->answers.items[form_find(sheet->answers.form, "kind")];
	const struct answer *number = &sheet->answers.items[form_find(sheet->answers.form, "citizen_id")];
	const struct answer *none = &sheet->answers.items[form_find(sheet->answers.form, "no_id_reason")];

	(void)error;
	if (index < 0) {
		fault(c->r, "lost", "sheet %lld is nobody's", (long long)sheet->id);
		return ERR_INTERNAL;
	}
	c->facts[index] = (struct fact){ sheet->open_errors, sheet->open_warnings, kind->state == ANSWER_VALID ? kind->number : 0,
		none->state == ANSWER_VALID ? none->number : 0, number->state == ANSWER_VALID };
	return check_answers(c->r, c->r->book.sheets[index], sheet, c->arena) ? ERR_OK : ERR_INTERNAL;
}

static inline bool check_rows(struct checking *c)
{
	struct db_row *row = db_use_text(c->db, "SELECT count(*) FROM worker_sheet");
	int64_t count = db_step(row) == DB_ROW ? db_int(row, 0) : -1;
	struct arena *rows = arena_new(ARENA_REQUEST);

	db_done(row);
	if (count != (int64_t)c->r->book.sheet_count)
		fault(c->r, "lost", "%lld sheets are there instead of %zu", (long long)count, c->r->book.sheet_count);
	struct checking own = *c;
	own.arena = rows;
	sheet_each_any(c->db, rows, c->r->office->world->form, check_sheet, &own, NULL);
	arena_free(rows);
	for (size_t i = 0; i < c->r->book.sheet_count && !c->r->failed; i++)
		check_row(c->r, c->r->book.sheets[i]);
	return !c->r->failed;
}

static inline bool is_entry(const struct run *r, struct db_row *row, const struct done *e, struct arena *arena)
{
	enum state from = state_from_code(db_text(row, 3));

	return db_int(row, 0) == clock_from_iso(iso_of(arena, e->at)) && db_int(row, 1) == r->office->actors[e->user].user_id &&
	       strcmp(db_text(row, 2), e->action) == 0 && (from == e->from || (from == STATE_NONE && strcmp(e->action, "create") == 0)) &&
	       state_from_code(db_text(row, 4)) == e->to;
}

static inline bool check_history(struct checking *c, const struct kept *s)
{
	struct db_row *row = db_use_text(c->db, "SELECT e.at, e.actor_id, k.action, k.from_state, k.to_state FROM event e "
		"JOIN event_kind k ON k.id = e.kind_id WHERE e.sheet_id = :id ORDER BY e.id");
	size_t count = 0;

	db_bind_int(row, ":id", s->id);
	while (db_step(row) == DB_ROW && !c->r->failed) {
		if (count >= s->done || !is_entry(c->r, row, &s->history[count], c->arena))
			fault(c->r, "history", "s%d: entry %zu of its history is not what happened", s->birth, count);
		count++;
	}
	db_done(row);
	return count == s->done || fault(c->r, "history", "s%d: %zu entries of %zu are there", s->birth, count, s->done);
}

/* ---- who sees what, and how many ---- */

struct asked { const char *name; int state, campaign, place, enumerator, clean, addition; bool no_batch; };

static inline bool is_asked(const struct checking *c, const struct asked *q, size_t i)
{
	const struct kept *s = c->r->book.sheets[i];
	const struct fact *f = &c->facts[i];
	bool open = f->errors + f->warnings > 0;
	bool additions[] = { [ADDITION_NONE] = true, [ADDITION_KIND] = f->kind == 3, [ADDITION_POLICE] = s->state == STATE_POLICE_RETURNED && s->police_reason == 1,
		[ADDITION_NUMBER] = !f->has_number && f->no_id_reason != 0 };

	additions[ADDITION_NONE] = q->addition == ADDITION_NONE;
	bool added = q->addition == ADDITION_NONE || (is_live(s) && (q->addition == ADDITION_ANY ? additions[ADDITION_KIND] || additions[ADDITION_POLICE] ||
	             additions[ADDITION_NUMBER] : additions[q->addition]));
	bool placed = q->place < 0 || is_within(s->commune, q->place) || (s->hamlet >= 0 && is_within(s->hamlet, q->place));
	return (q->state < 0 || (int)s->state == q->state) && (q->campaign < 0 || s->campaign == q->campaign) && placed && added &&
	       (q->enumerator < 0 || s->enumerator == q->enumerator) && (q->clean == 0 || (q->clean > 0) == !open) && (!q->no_batch || s->batch < 0);
}

static inline bool check_list(struct checking *c, int user, const struct asked *q)
{
	const struct office *o = c->r->office;
	const struct sheet_filter filter = { .state = q->state < 0 ? STATE_NONE : (enum state)q->state, .area_id = q->place < 0 ? 0 : o->areas[q->place],
		.campaign_id = q->campaign < 0 ? 0 : o->campaigns[q->campaign], .enumerator_id = q->enumerator < 0 ? 0 : o->members[q->enumerator],
		.clean = q->clean, .addition = (enum addition)q->addition, .no_batch = q->no_batch, .limit = 1000 };
	int64_t *ids, total = -1, wanted = 0;
	struct sheet_row *rows;
	size_t count = 0, row_count = 0;
	struct error error = { 0 };
	bool same = sheet_ids(c->db, c->arena, &o->actors[user], &filter, &ids, &count, &error) == ERR_OK &&
	            sheet_count(c->db, c->arena, &o->actors[user], &filter, &total, &error) == ERR_OK &&
	            sheet_list(c->db, c->arena, &o->actors[user], &filter, &rows, &row_count, &error) == ERR_OK;

	for (size_t i = 0; i < c->r->book.sheet_count && same; i++) {
		const struct kept *s = c->r->book.sheets[i];
		bool is = sees(user, s) && is_asked(c, q, i);
		wanted += is;
		if (is != (index_of(ids, count, s->id) >= 0))
			return fault(c->r, "scope", "list %s of %s %s s%d", q->name, people[user].name, is ? "lacks" : "has", s->birth);
	}
	if (!same)
		return fault(c->r, "count", "list %s of %s: %s", q->name, people[user].name, error.detail);
	if (total != wanted || (int64_t)count != wanted || (int64_t)row_count != wanted)
		return fault(c->r, "count", "list %s of %s: %lld sheets, its ids %zu, its rows %zu, its count %lld", q->name, people[user].name, (long long)wanted,
		             count, row_count, (long long)total);
	return true;
}

static inline bool check_states(struct checking *c, int user, int campaign)
{
	const struct office *o = c->r->office;
	const struct sheet_filter filter = { .campaign_id = campaign < 0 ? 0 : o->campaigns[campaign] };
	int64_t wanted[STATE_COUNT] = { 0 };
	struct state_count *counts;
	size_t count = 0;

	for (size_t i = 0; i < c->r->book.sheet_count; i++) {
		const struct kept *s = c->r->book.sheets[i];
		wanted[s->state] += sees(user, s) && (campaign < 0 || s->campaign == campaign);
	}
	if (sheet_count_states(c->db, c->arena, &o->actors[user], &filter, &counts, &count, NULL) != ERR_OK)
		return fault(c->r, "count", "states are not counted");
	for (size_t i = 0; i < count; i++)
		wanted[counts[i].state] -= counts[i].sheets;
	for (int i = 0; i < STATE_COUNT; i++) {
		if (wanted[i] != 0)
			return fault(c->r, "count", "%s is told %lld sheets too few in state %s", people[user].name, (long long)wanted[i], state_code((enum state)i));
	}
	return true;
}

static inline bool check_seen(struct checking *c, int user)
{
	static const struct asked lists[] = {
		{ "all", -1, -1, -1, -1, 0, 0, false }, { "received", STATE_RECEIVED, -1, -1, -1, 0, 0, false }, { "accepted", STATE_ACCEPTED, 0, -1, -1, 0, 0, true },
		{ "clean", STATE_RECEIVED, -1, -1, -1, 1, 0, false }, { "open", -1, 1, -1, -1, -1, 0, false }, { "hamlet", -1, -1, HAMLET_A0, -1, 0, 0, false },
		{ "commune", STATE_DRAFT, -1, COMMUNE_A, -1, 0, 0, false }, { "district", -1, 1, DISTRICT, -1, 0, 0, false },
		{ "enumerator", -1, -1, -1, 0, 0, 0, false }, { "stranger", -1, -1, -1, USERS, 0, 0, false }, { "additions", -1, -1, -1, -1, 0, ADDITION_ANY, false },
		{ "kind 3", -1, -1, -1, -1, 0, ADDITION_KIND, false }, { "police 1", -1, -1, -1, -1, 0, ADDITION_POLICE, false },
		{ "no number", -1, 0, -1, -1, 0, ADDITION_NUMBER, false },
	};

	for (size_t i = 0; i < COUNT(lists); i++) {
		if (!check_list(c, user, &lists[i]))
			return false;
	}
	for (size_t i = 0; i < c->r->book.sheet_count; i++) {
		const struct kept *s = c->r->book.sheets[i];
		if (sheet_visible(c->db, &c->r->office->actors[user], s->id) != sees(user, s))
			return fault(c->r, "scope", "%s %s s%d", people[user].name, sees(user, s) ? "does not see" : "sees", s->birth);
	}
	return check_states(c, user, -1) && check_states(c, user, 1);
}

#endif
