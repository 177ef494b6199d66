/* Draws what is written down and signed: meetings, minutes, lists that the police signed, papers that come back. */
#ifndef TEST_PROPERTY_CUSTODY_DRAW_H
#define TEST_PROPERTY_CUSTODY_DRAW_H

#include "property_choose.h"

/* ---- meetings and minutes ---- */

static inline bool is_named_already(const struct drawing *d, const struct kept *sheet)
{
	bool named_already = false;

	for (int i = 0; i < d->a.count; i++)
		named_already |= d->a.sheets[i] == sheet->birth;
	return named_already;
}

/* Up to six, each once, of one commune and campaign as a rule. */
static inline void name_several(struct drawing *d, unsigned states, uint32_t mixed)
{
	int first = some_sheet(d, states);

	name_sheet(d, first);
	for (int i = below(d, NAMED_MOST); i > 0; i--) {
		const struct kept *one = named(d, first);
		int other = some_sheet(d, states), tries = 0;
		for (; tries < 30 && !chance(d, mixed) && (named(d, other)->campaign != one->campaign || named(d, other)->commune != one->commune); tries++)
			other = some_sheet(d, states);
		if (!is_named_already(d, named(d, other)) && (tries < 30 || chance(d, mixed)))
			name_sheet(d, other);
	}
	d->a.pass = below(d, (size_t)d->a.count + 1);
}

static inline void only(struct drawing *d, uint32_t roles)
{
	while ((roles & ROLE_BIT(people[d->a.who].role)) == 0)
		d->a.who = below(d, USERS);
}

/* Of a campaign whose meetings accept, as a rule. */
static inline void draw_meeting(struct drawing *d)
{
	for (int tries = 0; tries < 20; tries++) {
		d->a.count = 0;
		name_several(d, AT(RECEIVED), 6);
		if (d->office->switches[named(d, sheet_born(d->book, d->a.sheets[0]))->campaign].meeting_accepts)
			break;
	}
	d->a.pass = chance(d, 500) ? d->a.count : d->a.pass;
	d->a.who = user_for(d, named(d, sheet_born(d->book, d->a.sheets[0])), OFFICE);
	d->a.reason = chance(d, 860) ? REASON_GIVEN : (enum reason_said)below(d, 4);
	only(d, OFFICE);
}

static inline void some_days(struct drawing *d)
{
	d->a.first = chance(d, 950) ? below(d, 30) : NO_DAY;
	d->a.last = chance(d, 950) ? below(d, 3) : chance(d, 500) ? NO_DAY : -1;
	if (chance(d, 100)) {
		d->a.first = below(d, 3);
		d->a.last = below(d, 5);
	}
}

static inline void draw_minutes(struct drawing *d)
{
	struct drawn *a = &d->a;
	const struct kept *sheet = named(d, some_sheet(d, ~0u));

	a->minutes = chance(d, 650) ? MINUTES_ACCEPTANCE : MINUTES_CONFIRMATION;
	some_days(d);
	if (a->minutes == MINUTES_CONFIRMATION && chance(d, 600))
		a->first = a->last = NO_DAY;
	a->of = sheet->enumerator >= 0 && chance(d, 600) ? sheet->enumerator : sheet->hamlet >= HAMLET_A0 ? MEMBERS + sheet->hamlet : MEMBERS + (int)HAMLET_A0;
	if (a->minutes == MINUTES_CONFIRMATION && d->book->bundle_count > 0 && chance(d, 400)) {
		a->of = -1;
		a->bundle = d->book->bundles[below(d, d->book->bundle_count)]->birth;
	}
	a->campaign = chance(d, 700) ? sheet->campaign : -1;
	a->who = user_for(d, sheet, OFFICE);
	only(d, OFFICE);
}

static inline void draw_record(struct drawing *d)
{
	struct drawn *a = &d->a;
	size_t count = d->book->record_count;
	bool wanted = a->kind == ACT_INSTEAD;
	int chosen = below(d, count);

	if (a->kind == ACT_ISSUE && chance(d, 600))
		chosen = (int)count - 1;
	for (int tries = 0; tries < 30 && d->book->records[chosen]->issued != wanted; tries++)
		chosen = below(d, count);
	if (a->kind == ACT_ISSUE && chance(d, 600))
		a->at = world_time + 1 + below(d, 90);
	const struct written *record = d->book->records[chosen];
	a->record = record->birth;
	a->who = some_user(d, OFFICE);
	for (int tries = 0; tries < 30 && !is_within(record->commune, (int)people[a->who].area); tries++)
		a->who = some_user(d, OFFICE);
	some_days(d);
	if (a->kind == ACT_DROP && chance(d, 800))
		a->who = record->user;
	a->first = chance(d, 500) ? NO_DAY : a->first;
	a->last = chance(d, 500) ? NO_DAY : a->last;
	only(d, OFFICE);
}

/* ---- one after the other, within the ten minutes ---- */

/* A sheet that the minutes tell was judged just now. */
static inline const struct kept *judged_and_told(const struct drawing *d, const struct written *record)
{
	for (size_t i = 0; i < record->count; i++) {
		const struct kept *sheet = named(d, record->items[i].sheet);
		const struct done *last = &sheet->history[sheet->done - 1];
		if (last->told && world_time - last->at < 500)
			return sheet;
	}
	return NULL;
}

/* What was accepted or returned is told of in minutes of the day. */
static inline void tell_judged(struct drawing *d, const struct kept *sheet)
{
	struct drawn *a = &d->a;

	a->kind = ACT_MINUTES;
	a->minutes = MINUTES_ACCEPTANCE;
	a->of = sheet->enumerator >= 0 ? sheet->enumerator : MEMBERS + sheet->hamlet;
	a->campaign = sheet->campaign;
	a->who = sheet->history[sheet->done - 1].user;
	only(d, OFFICE);
}

/* What was judged, told of and issued is tried to be taken back, which hardly ever comes of actions drawn by themselves. False: another action. */
static inline bool draw_next(struct drawing *d)
{
	const struct drawn *before = d->a.number == 0 ? NULL : &d->acts[d->a.number - 1];
	const struct written *record = d->book->record_count == 0 ? NULL : d->book->records[d->book->record_count - 1];

	if (before == NULL || !chance(d, 350))
		return false;
	d->a.at = world_time + 1 + below(d, 60);
	if (record != NULL && record->birth == before->number && !record->issued && (before->kind == ACT_MINUTES || before->kind == ACT_MEETING)) {
		d->a.kind = ACT_ISSUE;
		d->a.record = record->birth;
		d->a.who = record->user;
		return true;
	}
	record = before->kind == ACT_ISSUE ? record_born(d->book, before->record) : NULL;
	const struct kept *sheet = record == NULL || !record->issued ? NULL : judged_and_told(d, record);
	if (sheet != NULL) {
		d->a.kind = ACT_MOVE;
		d->a.move = ACTION_UNDO;
		d->a.sheets[d->a.count++] = sheet->birth;
		d->a.who = sheet->history[sheet->done - 1].user;
		return true;
	}
	bool judged = before->count > 0 && (before->kind == ACT_ACCEPT || (before->kind == ACT_MOVE && (before->move == ACTION_ACCEPT || before->move == ACTION_RETURN)));
	int index = judged ? sheet_born(d->book, before->sheets[0]) : -1;
	if (index < 0 || named(d, index)->history[named(d, index)->done - 1].at != world_time || named(d, index)->hamlet < 0)
		return false;
	tell_judged(d, named(d, index));
	return true;
}

/* ---- by paper ---- */

/* Something of it is to be signed for, entered or returned, where that is done on paper. */
static inline bool waits_for_list(const struct drawing *d, const struct batch_kept *b)
{
	bool waits = false;

	for (size_t i = 0; i < b->count; i++)
		waits |= b->outcomes[i] == ITEM_OPEN || (b->outcomes[i] == ITEM_PRESENT && d->book->sheets[b->sheets[i]]->state == STATE_HANDED_OVER);
	return waits && !b->undone && b->commune == (int)by_paper_of(d->office);
}

static inline void draw_list(struct drawing *d)
{
	struct drawn *a = &d->a;
	size_t count = d->book->bundle_count;
	int chosen = below(d, count);

	for (int tries = 0; tries < 60 && !waits_for_list(d, d->book->bundles[chosen]); tries++)
		chosen = below(d, count);
	const struct batch_kept *b = d->book->bundles[chosen];
	a->bundle = b->birth;
	a->who = some_user(d, OFFICE);
	for (int tries = 0; tries < 30 && !is_within(b->commune, (int)people[a->who].area); tries++)
		a->who = some_user(d, OFFICE);
	for (size_t i = 0; i < b->count; i++) {
		const struct kept *s = d->book->sheets[b->sheets[i]];
		bool waits = b->outcomes[i] == ITEM_OPEN || (b->outcomes[i] == ITEM_PRESENT && s->state == STATE_HANDED_OVER);
		if (!waits && !chance(d, 8))
			continue;
		int what = below(d, 10);
		a->missing |= what == 0 && !b->signed_for ? 1 << i : 0;
		a->returned |= what == 1 || what == 2 ? 1 << i : 0;
		a->entered |= what > 4 ? 1 << i : 0;
	}
	a->police_reason = chance(d, 950) ? 1 + below(d, 8) : 0;
	a->first = chance(d, 950) ? 0 : chance(d, 500) ? NO_DAY : below(d, 4) - 1;
	a->reason = chance(d, 950) ? REASON_GIVEN : REASON_NONE;
	only(d, OFFICE);
}

/* ---- papers that come back ---- */

static inline void draw_return(struct drawing *d)
{
	struct drawn *a = &d->a;

	name_several(d, AT(ENTERED) | AT(POLICE_RETURNED), 100);
	a->pass = chance(d, 600) ? a->count : a->pass;
	a->who = user_for(d, named(d, sheet_born(d->book, a->sheets[0])), OFFICE | POLICE_MEN);
	a->reason = chance(d, 930) ? REASON_GIVEN : chance(d, 500) ? REASON_NONE : REASON_LONG;
	only(d, OFFICE | POLICE_MEN);
}

#endif
