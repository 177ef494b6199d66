/* Decisions about two sheets, persons, and what an administrator sets. */
#ifndef TEST_PROPERTY_PAIRS_H
#define TEST_PROPERTY_PAIRS_H

#include "property_many.h"

/* ---- duplicates ---- */

static inline struct verdict_kept *verdict_on(struct book *book, int one, int other)
{
	for (size_t i = 0; i < book->verdict_count; i++) {
		struct verdict_kept *v = &book->verdicts[i];
		if (v->holds && ((v->sheet == one && v->other == other) || (v->sheet == other && v->other == one)))
			return v;
	}
	return NULL;
}

static inline unsigned may_take_out(const struct doing *d, const struct kept *sheet, int other_index)
{
	const struct kept *other = d->r->book.sheets[other_index];
	enum action action = d->a->verdict == VERDICT_KEEP ? ACTION_CANCEL : ACTION_REPLACE;

	if (sheet->campaign != other->campaign)
		return MAY_BE_409;
	if (action == ACTION_REPLACE && sheet->replaces >= 0 && sheet->replaces != other_index)
		return MAY_BE_409;
	const struct move_row *row = move_of(action, other->state, people[d->a->who].role);
	return row == NULL || other->batch >= 0 ? MAY_BE_409 : MAY_BE_DONE;
}

static inline unsigned may_decide(const struct doing *d)
{
	const struct drawn *a = d->a;
	bool turned = a->verdict != VERDICT_KEEP && d->named[0] < d->named[1], takes_out = a->verdict <= VERDICT_REPLACE;
	int one = d->named[turned ? 1 : 0], other = d->named[turned ? 0 : 1];
	const struct kept *first = d->r->book.sheets[one], *second = d->r->book.sheets[other];

	if (one == other)
		return MAY_BE_404;
	if (verdict_on(&d->r->book, one, other) != NULL || !is_live(first) || !is_live(second))
		return MAY_BE_409;
	unsigned may = takes_out ? may_take_out(d, first, other) : MAY_BE_DONE;
	return a->reason != REASON_LONG ? may : may == MAY_BE_409 ? MAY_BE_409 | MAY_BE_422 : MAY_BE_422;
}

static inline unsigned may_undecide(const struct doing *d)
{
	bool holds = verdict_on(&d->r->book, d->named[0], d->named[1]) != NULL;

	if (d->a->reason != REASON_GIVEN)
		return holds ? MAY_BE_422 : MAY_BE_409 | MAY_BE_422;
	return holds ? MAY_BE_DONE : MAY_BE_409;
}

static inline void prepare_duplicate(struct doing *d)
{
	const struct drawn *a = d->a;
	const struct kept *other = d->r->book.sheets[d->named[1]];

	d->duplicate = (struct duplicate_request){ .head = d->head, .sheet_id = d->sheet->id, .other_id = other->id, .row_version = version_of(d, d->sheet),
		.verdict = a->undecide ? VERDICT_COUNT : a->verdict, .reason = said(d->arena, a->reason) };
	d->may_be = !sees(a->who, d->sheet) ? MAY_BE_404 : is_stale(d) ? MAY_BE_409 : !sees(a->who, other) ? MAY_BE_404 :
	            a->undecide ? may_undecide(d) : may_decide(d);
}

static inline enum err send_duplicate(struct doing *d)
{
	return workflow_duplicate(&d->duplicate, &d->error);
}

static inline bool settle_undecide(struct doing *d, const struct entries *got)
{
	struct book *book = &d->r->book;
	struct verdict_kept *v = verdict_on(book, d->named[0], d->named[1]);
	struct kept *sheet = book->sheets[v->sheet], *other = book->sheets[v->other];
	struct entries wanted = { .count = 0 };
	bool took_out = v->verdict <= VERDICT_REPLACE;

	if (v->verdict == VERDICT_REPLACE && sheet->replaces == v->other)
		sheet->replaces = v->replaced_before;
	expect(&wanted, v->other, took_out ? "restore" : "undecide", took_out ? v->other_state : other->state);
	expect(&wanted, v->sheet, "undecide", sheet->state);
	v->holds = false;
	return settle_entries(d, got, &wanted);
}

static inline bool settle_duplicate(struct doing *d, const struct entries *got)
{
	const struct drawn *a = d->a;
	struct book *book = &d->r->book;
	bool turned = a->verdict != VERDICT_KEEP && d->named[0] < d->named[1];
	int one = d->named[turned ? 1 : 0], other = d->named[turned ? 0 : 1];
	struct kept *first = book->sheets[one], *second = book->sheets[other];
	struct entries wanted = { .count = 0 };
	static const char *const told[] = { "keep", "keep", "join", "distinct" };

	if (a->undecide)
		return settle_undecide(d, got);
	book->verdicts[book->verdict_count++] = (struct verdict_kept){ one, other, a->verdict, true, first->replaces, second->state };
	if (a->verdict == VERDICT_KEEP)
		expect(&wanted, other, "cancel", STATE_CANCELLED);
	if (a->verdict == VERDICT_REPLACE)
		expect(&wanted, other, "replace", STATE_REPLACED);
	expect(&wanted, one, told[a->verdict], first->state);
	if (a->verdict >= VERDICT_JOIN)
		expect(&wanted, other, told[a->verdict], second->state);
	if (a->verdict == VERDICT_REPLACE)
		first->replaces = other;
	return settle_entries(d, got, &wanted);
}

/* ---- persons: what joins and parts is asked of the program ---- */

static inline void prepare_person(struct doing *d)
{
	const struct drawn *a = d->a;
	const struct kept *other = d->r->book.sheets[d->named[1]];

	d->person = (struct person_request){ .head = d->head, .person_id = person_of(d, d->sheet), .reason = said(d->arena, a->reason) };
	d->person.other_id = a->kind == ACT_SPLIT ? 0 : person_of(d, other);
	d->person.sheet_id = a->kind == ACT_SPLIT ? other->id : 0;
	d->may_be = MAY_BE_404 | MAY_BE_409 | MAY_BE_422 | (a->reason == REASON_GIVEN ? MAY_BE_DONE : 0);
}

static inline enum err send_person(struct doing *d)
{
	return d->a->kind == ACT_JOIN ? workflow_person_join(&d->person, &d->error) : workflow_person_split(&d->person, &d->error);
}

static inline bool settle_person(struct doing *d, const struct entries *got)
{
	struct entries wanted = *got;

	if (got->count != (d->a->kind == ACT_JOIN ? 2u : 1u))
		return fault(d->r, "history", "%zu entries", got->count);
	for (size_t i = 0; i < got->count; i++) {
		const struct kept *s = d->r->book.sheets[got->items[i].index];
		wanted.items[i].action = d->a->kind == ACT_JOIN ? "join" : "split";
		wanted.items[i].to = s->state;
		if (!sees(d->a->who, s))
			return fault(d->r, "scope", "the history of s%d is written by who does not see it", s->birth);
	}
	return settle_entries(d, got, &wanted);
}

/* ---- the administrator ---- */

static inline void prepare_switches(struct doing *d)
{
	const struct drawn *a = d->a;
	struct office *o = d->r->office;

	d->change = (struct campaign_change){ .head = d->head, .campaign = campaign_of(o, d->arena, a->campaign, &a->switches),
		.area_codes = arena_print(d->arena, "%s:%s", places[campaign_place[a->campaign]].level, places[campaign_place[a->campaign]].code),
		.confirmed.four_eyes = true };
	for (int i = 0; i < STAGE_COUNT; i++)
		d->change.days[i] = a->switches.days[i];
	d->may_be = MAY_BE_DONE;
}

static inline enum err send_switches(struct doing *d)
{
	return admin_save_campaign(&d->change, &d->error);
}

static inline bool settle_switches(struct doing *d, const struct entries *got)
{
	d->r->office->switches[d->a->campaign] = d->a->switches;
	return got->count == 0 || fault(d->r, "history", "a sheet changed with its campaign");
}

static inline void prepare_rule(struct doing *d)
{
	const struct drawn *a = d->a;

	d->rule = (struct rule_order){ .head = d->head, .campaign_id = d->r->office->campaigns[a->campaign], .rule = a->rule, .setting = a->setting,
		.reason = said(d->arena, a->reason) };
	d->may_be = MAY_BE_422 | (a->reason == REASON_GIVEN ? MAY_BE_DONE : 0);
}

static inline enum err send_rule(struct doing *d)
{
	return admin_change_rule(&d->rule, &d->error);
}

static inline bool settle_rule(struct doing *d, const struct entries *got)
{
	return got->count == 0 || fault(d->r, "history", "a sheet changed with a rule");
}

#endif
