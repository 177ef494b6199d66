/* Moves of one sheet, and what saves leave behind. */
#ifndef TEST_PROPERTY_MOVE_H
#define TEST_PROPERTY_MOVE_H

#include "property_save.h"

/* ---- the new entries of the history ---- */

enum { ENTRIES_MOST = 64 };
struct entry { int index; const char *action; enum state from, to; };
struct entries { struct entry items[ENTRIES_MOST]; size_t count; };

static inline void expect(struct entries *e, int index, const char *action, enum state to)
{
	e->items[e->count++] = (struct entry){ .index = index, .action = action, .to = to };
}

/* Entries since the last look that are about sheets; each must be by the user, now. A sheet that the model does not know is -1. */
static inline bool read_entries(struct doing *d, struct entries *out)
{
	struct run *r = d->r;
	struct db_row *row = db_use_text(r->office->world->db, "SELECT e.id, e.at, e.actor_id, k.action, e.sheet_id, k.from_state, k.to_state FROM event e "
		"JOIN event_kind k ON k.id = e.kind_id WHERE e.id > :last ORDER BY e.id");
	int64_t now = clock_from_iso(iso_of(d->arena, d->a->at));

	out->count = 0;
	db_bind_int(row, ":last", r->last_event);
	while (db_step(row) == DB_ROW) {
		r->last_event = db_int(row, 0);
		if (db_int(row, 1) != now || db_int(row, 2) != user_id(d, d->a->who))
			fault(r, "history", "the entry %s is of another time or user", db_text(row, 3));
		if (db_int(row, 4) == 0 || out->count == ENTRIES_MOST)
			continue;
		out->items[out->count++] = (struct entry){ sheet_of_id(&r->book, db_int(row, 4)), db_copy(row, 3, r->book.arena),
			state_from_code(db_text(row, 5)), state_from_code(db_text(row, 6)) };
	}
	return !r->failed;
}

static inline int birth_or_none(const struct run *r, int index)
{
	return index < 0 ? -1 : r->book.sheets[index]->birth;
}

/* Exactly these, in this order; then they have happened. */
static inline bool settle_entries(struct doing *d, const struct entries *got, const struct entries *wanted)
{
	struct run *r = d->r;

	if (got->count != wanted->count)
		return fault(r, "history", "%zu entries in the history instead of %zu (the first: %s)", got->count, wanted->count,
		             got->count > 0 ? got->items[0].action : "none");
	for (size_t i = 0; i < got->count; i++) {
		const struct entry *g = &got->items[i], *w = &wanted->items[i];
		if (g->index != w->index || strcmp(g->action, w->action) != 0)
			return fault(r, "history", "entry %zu is %s of s%d instead of %s of s%d", i, g->action, birth_or_none(r, g->index), w->action,
			             birth_or_none(r, w->index));
		if (g->from != r->book.sheets[w->index]->state || g->to != w->to)
			return fault(r, "history", "%s of s%d leads to %s instead of %s", g->action, birth_or_none(r, g->index), state_code(g->to), state_code(w->to));
		happen(&r->book, w->index, w->action, d->a->who, d->a->at, w->to);
	}
	return true;
}

/* What is submitted takes the place of the sheet that it replaces, once. */
static inline void expect_replacement(const struct doing *d, const struct kept *s, struct entries *wanted)
{
	const struct kept *old = s->replaces < 0 ? NULL : d->r->book.sheets[s->replaces];

	if (old != NULL && old->state != STATE_REPLACED && old->state != STATE_CANCELLED)
		expect(wanted, s->replaces, "replace", STATE_REPLACED);
}

/* An entry about a sheet that was not known before is about the new one. */
static inline struct entries about_new(const struct entries *got, int index)
{
	struct entries all = *got;

	for (size_t i = 0; i < all.count; i++)
		all.items[i].index = all.items[i].index < 0 ? index : all.items[i].index;
	return all;
}

/* ---- saves ---- */

static inline bool settle_save(struct doing *d, const struct entries *got)
{
	const struct save_request *s = &d->save;
	struct book *book = &d->r->book;
	struct entries wanted = { .count = 0 };
	bool new = d->sheet == NULL, stopped = stops(s->findings, s->finding_count), was_refused = d->placed.area_refused;
	int index = new ? add_kept(d, s->sheet.id) : d->named[0];
	struct kept *k = book->sheets[index];
	enum state from = new ? STATE_DRAFT : k->state, to = submits_to(&d->r->office->switches[d->placed.campaign], d->a->who);

	if (!s->stored || s->refused != (s->submit && !s->correct && stopped) || (s->correct && stopped))
		return fault(d->r, "findings", "s%d: stored %d, refused %d, and findings that %s", k->birth, s->stored, s->refused, stopped ? "stop it" : "do not");
	take_place(k, &d->placed);
	bool changed = take_answers(d, k, was_refused);
	k->area_refused = d->area_refused;
	if (changed && !new)
		*(s->correct ? &k->corrected_by : &k->typed_by) |= 1u << d->a->who;
	if (s->submit && from == STATE_DRAFT)
		keep_sent(k, s->findings, s->finding_count);
	expect(&wanted, index, new ? "create" : s->correct ? "correct" : "edit", from);
	struct entries all = about_new(got, index);
	if (s->submit && !s->correct && !stopped) {
		expect(&wanted, index, "submit", to);
		expect_replacement(d, k, &wanted);
	}
	return settle_entries(d, &all, &wanted);
}

static inline enum err send_save(struct doing *d)
{
	return workflow_save(&d->save, &d->error);
}

/* ---- moves ---- */

/* The sheet that is to take the place of this one already; -1: none. */
static inline int replacement_of(const struct book *book, int index)
{
	int found = -1;

	for (size_t i = 0; i < book->sheet_count; i++) {
		if (book->sheets[i]->replaces == index && book->sheets[i]->state != STATE_CANCELLED)
			found = (int)i;
	}
	return found;
}

static inline unsigned may_begin_replacement(const struct doing *d, unsigned may)
{
	int begun = replacement_of(&d->r->book, d->named[0]);

	return may == MAY_BE_DONE && begun >= 0 && !sees(d->a->who, d->r->book.sheets[begun]) ? MAY_BE_409 : may;
}

/* A cancelled sheet does not come back where another replaces the same one; one that had been accepted only while nothing speaks against it,
 * which the findings say. */
static inline unsigned may_undo(const struct doing *d)
{
	const struct book *book = &d->r->book;
	const struct done *last = to_be_undone(book, d->sheet, d->a->who, d->a->at);

	if (last == NULL || is_stale(d))
		return MAY_BE_409;
	if (strcmp(last->action, "cancel") != 0)
		return MAY_BE_DONE;
	if (d->sheet->replaces >= 0 && replacement_of(book, d->sheet->replaces) >= 0)
		return MAY_BE_409;
	return last->from == STATE_ACCEPTED || last->from == STATE_POLICE_RETURNED ? MAY_BE_DONE | MAY_BE_409 : MAY_BE_DONE;
}

static inline unsigned may_move_by_table(const struct doing *d)
{
	const struct drawn *a = d->a;
	const struct kept *s = d->sheet;
	const struct move_row *row = move_of(a->move, s->state, people[a->who].role);

	if (row == NULL || ((row->needs & ASKS_OWN) != 0 && !is_own(a->who, s)) || is_stale(d) || (a->move == ACTION_SUBMIT && comes_too_late(d, s)))
		return MAY_BE_409;
	unsigned may = may_move(d, s, row);
	if (a->move == ACTION_SUBMIT && may_replace(d, s) != MAY_BE_DONE)
		return (may & ~(unsigned)MAY_BE_DONE) | may_replace(d, s);
	return a->move == ACTION_REPLACE ? may_begin_replacement(d, may) : may;
}

static inline unsigned may_move_now(const struct doing *d)
{
	if (!sees(d->a->who, d->sheet))
		return MAY_BE_404;
	unsigned may = d->a->move == ACTION_UNDO ? may_undo(d) : may_move_by_table(d);
	if (d->a->reason == REASON_LONG)
		may = (may & MAY_BE_409) | MAY_BE_422;
	return may;
}

static inline void prepare_move(struct doing *d)
{
	const struct drawn *a = d->a;
	const char *reason = said(d->arena, a->reason);

	d->move = (struct move_request){ .head = d->head, .action = a->move, .sheet_id = d->sheet->id, .row_version = version_of(d, d->sheet),
		.reason = reason, .place = reason, .note = reason, .police_reason = a->move == ACTION_POLICE_RETURN ? a->police_reason : 0 };
	d->move.confirmations = some_confirmations(d, d->sheet, a->number % 2 == 0, &d->move.confirmation_count);
	d->may_be = may_move_now(d);
	d->findings_left = a->move == ACTION_ACCEPT || (a->move == ACTION_SUBMIT && d->sheet->state == STATE_DRAFT);
}

static inline enum err send_move(struct doing *d)
{
	return workflow_move(&d->move, &d->error);
}

static inline bool settle_replacement(struct doing *d, const struct entries *got)
{
	struct entries wanted = { .count = 0 };
	int begun = replacement_of(&d->r->book, d->named[0]);

	if (begun >= 0) {
		if (d->move.sheet.id != d->r->book.sheets[begun]->id)
			return fault(d->r, "replaces", "another draft is begun beside s%d", d->r->book.sheets[begun]->birth);
		return settle_entries(d, got, &wanted);
	}
	int index = add_kept(d, d->move.sheet.id);
	struct kept *k = d->r->book.sheets[index];
	take_place(k, d->sheet);
	k->hamlet = -1;
	k->replaces = d->named[0];
	k->answers = arena_array(d->r->book.arena, d->r->office->world->form->field_count, sizeof *k->answers);
	for (size_t i = 0; i < d->r->office->world->form->field_count; i++)
		k->answers[i] = "";
	expect(&wanted, index, "create", STATE_DRAFT);
	struct entries all = about_new(got, index);
	return settle_entries(d, &all, &wanted);
}

/* Nobody has two accepted sheets (E50), where no campaign may make less of it. */
static inline bool check_alone(struct run *r, const struct kept *s)
{
	struct db_row *row = db_use_text(r->office->world->db, "SELECT o.id FROM worker_sheet s JOIN worker_sheet o ON o.citizen_id = s.citizen_id AND "
		"o.commune_id = s.commune_id AND o.campaign_id = s.campaign_id AND o.id <> s.id AND o.id <> COALESCE(s.replaces_id, 0) WHERE s.id = :id "
		"AND length(s.citizen_id) IN (9, 12) AND o.state NOT IN ('draft', 'cancelled', 'replaced') AND NOT (s.kind >= 2 AND o.state NOT IN "
		"('with_hamlet', 'received', 'returned')) AND NOT (o.kind >= 2)");

	db_bind_int(row, ":id", s->id);
	int64_t other = db_step(row) == DB_ROW ? db_int(row, 0) : 0;
	db_done(row);
	return other == 0 || fault(r, "E50", "s%d was accepted beside sheet %lld of the same number", s->birth, (long long)other);
}

static inline bool check_clean(struct run *r, const struct kept *s)
{
	struct db_row *row = db_use_text(r->office->world->db, "SELECT count(*) FROM finding WHERE sheet_id = :id AND (severity = 'E' OR (severity = 'W' AND "
		"confirmed_by IS NULL))");

	db_bind_int(row, ":id", s->id);
	int64_t open = db_step(row) == DB_ROW ? db_int(row, 0) : -1;
	db_done(row);
	if (open != 0)
		return fault(r, "findings", "s%d was accepted with %lld findings open", s->birth, (long long)open);
	return check_alone(r, s);
}

static inline bool settle_move(struct doing *d, const struct entries *got)
{
	const struct drawn *a = d->a;
	struct kept *s = d->sheet;
	struct entries wanted = { .count = 0 };
	const struct move_row *row = move_of(a->move, s->state, people[a->who].role);
	const struct switches *switches = &d->r->office->switches[s->campaign];
	struct finding_row *rows = d->move.findings;
	size_t count = d->move.finding_count;

	if (a->move == ACTION_REPLACE)
		return settle_replacement(d, got);
	if (a->move == ACTION_SUBMIT && stops(rows, count))
		return fault(d->r, "findings", "s%d was submitted with errors", s->birth);
	if (a->move == ACTION_RETURN && s->state == STATE_DRAFT)
		finding_list(d->r->office->world->db, d->arena, s->id, &rows, &count, NULL);
	if (s->state == STATE_DRAFT && (a->move == ACTION_SUBMIT || a->move == ACTION_RETURN))
		keep_sent(s, rows, count);
	enum state to = a->move == ACTION_UNDO ? s->history[s->done - 1].from : a->move == ACTION_SUBMIT ? submits_to(switches, a->who) : row->to;
	expect(&wanted, d->named[0], action_code(a->move), to);
	if (a->move == ACTION_SUBMIT)
		expect_replacement(d, s, &wanted);
	bool settled = settle_entries(d, got, &wanted);
	if (settled && a->move == ACTION_POLICE_RETURN) {
		size_t place;
		struct batch_kept *bundle = came_with(&d->r->book, d->named[0], &place);
		s->police_reason = a->police_reason;
		if (bundle != NULL)
			bundle->became[place].reason = a->police_reason;
	}
	return settled && (a->move != ACTION_ACCEPT || check_clean(d->r, s));
}

#endif
