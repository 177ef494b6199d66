/* What is written down and signed: meetings, minutes, lists that the police signed, papers that come back. */
#ifndef TEST_PROPERTY_CUSTODY_H
#define TEST_PROPERTY_CUSTODY_H

#include "property_pairs.h"

/* ---- which sheets minutes name ---- */

static inline bool is_of(const struct written *record, const struct kept *s)
{
	return s->commune == record->commune && (record->campaign < 0 || s->campaign == record->campaign) &&
	       (record->member >= 0 ? s->enumerator == record->member : s->hamlet == record->hamlet);
}

static inline bool is_in_days(const struct written *record, int64_t at)
{
	return (record->first == 0 || day_of(at) >= record->first) && (record->last == 0 || day_of(at) <= record->last);
}

/* Its moves that were not taken back, by their places in its history. */
static inline size_t moves_that_hold(const struct kept *s, size_t at[DONE_MOST])
{
	size_t count = 0;

	for (size_t i = 0; i < s->done; i++) {
		bool undo = strcmp(s->history[i].action, "undo") == 0;
		if (s->history[i].from == STATE_NONE || s->history[i].from == s->history[i].to)
			continue;
		if (undo)
			count -= count > 0;
		else
			at[count++] = i;
	}
	return count;
}

/* How it was judged last in those days; outcome and place. */
static inline void name_in(struct written *record, int index, const struct kept *s)
{
	size_t at[DONE_MOST], count = moves_that_hold(s, at), place = NO_PLACE;
	enum state at_end = STATE_NONE;
	enum minutes_outcome outcome = MINUTES_WAITING;

	for (size_t i = 0; i < count; i++) {
		const struct done *e = &s->history[at[i]];
		bool passed = strcmp(e->action, "accept") == 0, returned = strcmp(e->action, "return") == 0;
		if (record->last != 0 && day_of(e->at) > record->last)
			break;
		at_end = e->to;
		if (!is_in_days(record, e->at) || !(passed || returned || strcmp(e->action, "submit") == 0 || strcmp(e->action, "reopen") == 0))
			continue;
		outcome = passed ? MINUTES_PASSED : returned ? MINUTES_RETURNED : MINUTES_WAITING;
		place = at[i];
	}
	if (place == NO_PLACE || at_end == STATE_NONE || at_end == STATE_DRAFT || at_end == STATE_CANCELLED || at_end == STATE_REPLACED)
		return;
	bool listed = record->type == MINUTES_CONFIRMATION;
	record->items[record->count].sheet = index;
	record->items[record->count].outcome = listed ? MINUTES_LISTED : outcome;
	record->items[record->count++].place = listed ? NO_PLACE : place;
}

static inline void name_all(const struct book *book, struct written *record)
{
	const struct batch_kept *b = record->batch < 0 ? NULL : book->bundles[record->batch];

	record->count = 0;
	for (size_t i = 0; b != NULL && i < b->count; i++) {
		if (b->outcomes[i] != ITEM_OPEN && b->outcomes[i] != ITEM_PRESENT)
			continue;
		record->items[record->count].sheet = b->sheets[i];
		record->items[record->count].outcome = MINUTES_LISTED;
		record->items[record->count++].place = NO_PLACE;
	}
	for (size_t i = 0; b == NULL && i < book->sheet_count; i++) {
		if (is_of(record, book->sheets[i]))
			name_in(record, (int)i, book->sheets[i]);
	}
}

/* All are of one campaign, which is theirs then. */
static inline unsigned may_name(const struct doing *d, struct written *record)
{
	if (record->count == 0)
		return MAY_BE_422;
	for (size_t i = 0; i < record->count; i++) {
		if (d->r->book.sheets[record->items[i].sheet]->campaign != d->r->book.sheets[record->items[0].sheet]->campaign)
			return MAY_BE_422;
	}
	record->campaign = d->r->book.sheets[record->items[0].sheet]->campaign;
	return MAY_BE_DONE;
}

/* ---- drafts ---- */

static inline int64_t some_day(const struct doing *d, int ago)
{
	return ago == NO_DAY ? 0 : day_of(d->a->at) - ago;
}

static inline unsigned may_have_days(const struct doing *d, const struct written *record)
{
	int64_t today = day_of(d->a->at);
	bool lacks = record->type == MINUTES_ACCEPTANCE && (record->first == 0 || record->last == 0);

	return lacks || (record->first != 0 && record->last != 0 && record->first > record->last) || record->first > today || record->last > today ? MAY_BE_422
	                                                                                                                                           : MAY_BE_DONE;
}

/* Where a member's sheets are that the actor sees: the last commune. */
static inline int commune_of_member(const struct doing *d, int member)
{
	int found = -1;

	for (size_t i = 0; i < d->r->book.sheet_count; i++) {
		const struct kept *s = d->r->book.sheets[i];
		if (s->enumerator == member && is_within(s->commune, (int)people[d->a->who].area) && s->commune > found)
			found = s->commune;
	}
	return found;
}

/* Of whom or where it is, and who may say so. */
static inline unsigned may_be_placed(const struct doing *d, struct written *record)
{
	int given = (int)people[d->a->who].area;

	if (record->batch >= 0) {
		const struct batch_kept *b = d->r->book.bundles[record->batch];
		record->commune = b->commune;
		record->campaign = b->campaign;
		return is_within(b->commune, given) ? MAY_BE_DONE : MAY_BE_404;
	}
	if (record->member < 0) {
		record->commune = (int)places[record->hamlet].parent;
		return is_within(record->hamlet, given) ? MAY_BE_DONE : MAY_BE_404;
	}
	record->commune = commune_of_member(d, record->member);
	return record->commune >= 0 ? MAY_BE_DONE : MAY_BE_422;
}

static inline unsigned may_be_made(const struct doing *d, struct written *record)
{
	unsigned may = may_have_days(d, record);

	if (may == MAY_BE_DONE)
		may = may_be_placed(d, record);
	if (may != MAY_BE_DONE)
		return may;
	name_all(&d->r->book, record);
	return may_name(d, record);
}

static inline const char *day_said(const struct doing *d, int64_t day)
{
	return day == 0 ? NULL : iso_day(d->arena, day);
}

static inline void prepare_minutes(struct doing *d)
{
	const struct drawn *a = d->a;
	const struct office *o = d->r->office;
	bool of_member = a->of >= 0 && a->of < MEMBERS;

	d->record = (struct written){ .birth = a->number, .user = a->who, .type = a->minutes, .commune = -1, .campaign = a->campaign, .replaces = -1,
		.member = of_member ? a->of : -1, .hamlet = a->of >= MEMBERS ? a->of - MEMBERS : -1, .first = some_day(d, a->first), .last = some_day(d, a->last),
		.batch = a->of < 0 ? bundle_born(&d->r->book, a->bundle) : -1 };
	d->minutes = (struct minutes_request){ .head = d->head, .minutes = { .type = a->minutes, .campaign_id = a->campaign < 0 ? 0 : o->campaigns[a->campaign],
		.member_id = of_member ? o->members[a->of] : 0, .area_id = a->of >= MEMBERS ? o->areas[a->of - MEMBERS] : 0,
		.batch_id = d->record.batch < 0 ? 0 : d->r->book.bundles[d->record.batch]->id, .first_day = day_said(d, d->record.first),
		.last_day = day_said(d, d->record.last) } };
	d->may_be = may_be_made(d, &d->record);
}

static inline enum err send_minutes(struct doing *d)
{
	return workflow_make_minutes(&d->minutes, &d->error);
}

static inline struct written *keep_record(struct doing *d)
{
	struct book *book = &d->r->book;
	struct written *record = arena_alloc(book->arena, sizeof *record);

	*record = d->record;
	record->id = d->minutes.minutes.id;
	book->records[book->record_count++] = record;
	if (record->replaces >= 0)
		book->records[record->replaces]->replaced = true;
	return record;
}

static inline bool settle_minutes(struct doing *d, const struct entries *got)
{
	keep_record(d);
	return got->count == 0 || fault(d->r, "history", "a sheet changed with a draft of minutes");
}

/* ---- a meeting ---- */

static inline bool is_passed(const struct doing *d, int i)
{
	return i < d->a->pass;
}

/* What hinders one of them; DONE | 422: its findings may. */
static inline unsigned may_meet(const struct doing *d, int i)
{
	const struct kept *s = d->r->book.sheets[d->named[i]];
	unsigned of_return = d->a->reason == REASON_GIVEN ? MAY_BE_DONE : MAY_BE_422;

	if (!is_passed(d, i) && d->a->reason == REASON_LONG)
		return s->state == STATE_RECEIVED ? MAY_BE_422 : MAY_BE_409;
	if (s->state != STATE_RECEIVED || (is_passed(d, i) && s->sheaf >= 0))
		return MAY_BE_409;
	return is_passed(d, i) ? MAY_BE_DONE | MAY_BE_422 : of_return;
}

/* Those that are not the actor's, or of another place, end it; then all that hinders is told. */
static inline unsigned may_all_meet(const struct doing *d)
{
	const struct kept *first = d->named[0] < 0 ? NULL : d->r->book.sheets[d->named[0]];
	unsigned may = MAY_BE_DONE, bars = 0;

	if (first == NULL || !sees(d->a->who, first))
		return MAY_BE_404;
	if (!switches_of(d, first)->meeting_accepts)
		return MAY_BE_409;
	for (int i = 0; i < d->a->count; i++) {
		const struct kept *s = d->named[i] < 0 ? NULL : d->r->book.sheets[d->named[i]];
		if (s == NULL || !sees(d->a->who, s))
			return MAY_BE_404;
		if (s->commune != first->commune || s->campaign != first->campaign)
			return MAY_BE_422;
		unsigned one = may_meet(d, i);
		bars |= (one & MAY_BE_DONE) == 0 ? one : 0;
		may |= one & MAY_BE_422;
	}
	return (bars & MAY_BE_409) != 0 ? MAY_BE_409 : bars != 0 ? MAY_BE_422 : may;
}

static inline void prepare_meeting(struct doing *d)
{
	const struct drawn *a = d->a;
	const char **reasons = arena_array(d->arena, NAMED_MOST, sizeof *reasons);
	int64_t *ids = ids_named(d);

	for (int i = 0; i < NAMED_MOST; i++)
		reasons[i] = said(d->arena, a->reason);
	d->minutes = (struct minutes_request){ .head = d->head, .minutes = { .type = MINUTES_MEETING, .held_on = iso_day(d->arena, day_of(a->at)), .chair = "Chủ tọa" },
		.passed = ids, .passed_count = (size_t)a->pass, .returned = ids + a->pass, .returned_count = (size_t)(a->count - a->pass), .reasons = reasons };
	d->may_be = may_all_meet(d);
	d->record = (struct written){ .birth = a->number, .user = a->who, .type = MINUTES_MEETING, .member = -1, .hamlet = -1, .batch = -1, .replaces = -1 };
}

/* What passed goes to the officer, who counts it. */
static inline void send_passed(struct doing *d)
{
	struct book *book = &d->r->book;
	struct sheaf *new = arena_alloc(book->arena, sizeof *new);

	if (d->a->pass == 0)
		return;
	*new = (struct sheaf){ .user = d->a->who, .commune = d->sheet->commune, .hamlet = -1, .campaign = d->sheet->campaign, .at = d->a->at, .meeting = true };
	for (int i = 0; i < d->a->pass; i++) {
		new->sheets[new->count++] = d->named[i];
		book->sheets[d->named[i]]->sheaf = (int)book->sheaf_count;
	}
	book->sheaves[book->sheaf_count++] = new;
}

static inline bool settle_meeting(struct doing *d, const struct entries *got)
{
	struct entries wanted = { .count = 0 };

	for (int i = 0; i < d->a->count; i++)
		expect(&wanted, d->named[i], is_passed(d, i) ? "accept" : "return", is_passed(d, i) ? STATE_ACCEPTED : STATE_RETURNED);
	if (!settle_entries(d, got, &wanted))
		return false;
	d->record.commune = d->sheet->commune;
	d->record.campaign = d->sheet->campaign;
	for (int i = 0; i < d->a->count; i++) {
		d->record.items[i].sheet = d->named[i];
		d->record.items[i].outcome = is_passed(d, i) ? MINUTES_PASSED : MINUTES_RETURNED;
		d->record.items[i].place = d->r->book.sheets[d->named[i]]->done - 1;
		if (is_passed(d, i) && !check_clean(d->r, d->r->book.sheets[d->named[i]]))
			return false;
	}
	d->record.count = (size_t)d->a->count;
	keep_record(d);
	send_passed(d);
	return true;
}

/* ---- issuing, replacing ---- */

static inline struct written *record_meant(const struct doing *d)
{
	return record_born(&d->r->book, d->a->record);
}

static inline unsigned may_touch_record(const struct doing *d, const struct written *record, bool issued)
{
	if (!is_within(record->commune, (int)people[d->a->who].area))
		return MAY_BE_404;
	return record->dropped || record->superseded || record->issued != issued ? MAY_BE_409 : MAY_BE_DONE;
}

static inline void prepare_issue(struct doing *d)
{
	struct written *record = record_meant(d);

	d->minutes = (struct minutes_request){ .head = d->head, .minutes.id = record->id };
	d->record = *record;
	if (record->type != MINUTES_MEETING)
		name_all(&d->r->book, &d->record);
	d->may_be = first_of(may_touch_record(d, record, false), d->record.count == 0 ? MAY_BE_409 : MAY_BE_DONE);
}

static inline enum err send_issue(struct doing *d)
{
	return workflow_issue_minutes(&d->minutes, &d->error);
}

static inline bool settle_issue(struct doing *d, const struct entries *got)
{
	struct written *record = record_meant(d);

	*record = d->record;
	record->issued = true;
	for (size_t i = 0; i < record->count; i++) {
		if (record->items[i].place != NO_PLACE)
			d->r->book.sheets[record->items[i].sheet]->history[record->items[i].place].told = true;
	}
	if (record->replaces >= 0)
		d->r->book.records[record->replaces]->superseded = true;
	return got->count == 0 || fault(d->r, "history", "a sheet changed with its minutes");
}

static inline void prepare_instead(struct doing *d)
{
	const struct drawn *a = d->a;
	struct written *old = record_meant(d);
	struct minutes said = { .id = old->id, .first_day = day_said(d, some_day(d, a->first)), .last_day = day_said(d, some_day(d, a->last)) };

	d->minutes = (struct minutes_request){ .head = d->head, .minutes = said };
	d->record = *old;
	d->record.birth = a->number;
	d->record.user = a->who;
	d->record.issued = d->record.superseded = d->record.replaced = d->record.dropped = false;
	d->record.first = a->first == NO_DAY ? old->first : some_day(d, a->first);
	d->record.last = a->last == NO_DAY ? old->last : some_day(d, a->last);
	for (size_t i = 0; i < d->r->book.record_count; i++)
		d->record.replaces = d->r->book.records[i] == old ? (int)i : d->record.replaces;
	d->may_be = first_of(may_touch_record(d, old, true), old->replaced ? MAY_BE_409 : MAY_BE_DONE);
	if (d->may_be == MAY_BE_DONE)
		d->may_be = old->type == MINUTES_MEETING ? may_have_days(d, &d->record) : may_be_made(d, &d->record);
}

static inline enum err send_instead(struct doing *d)
{
	return workflow_replace_minutes(&d->minutes, &d->error);
}

static inline void prepare_say(struct doing *d)
{
	struct written *record = record_meant(d);
	unsigned may = record->type == MINUTES_MEETING ? MAY_BE_DONE : MAY_BE_409;

	d->minutes = (struct minutes_request){ .head = d->head, .minutes = { .id = record->id, .conclusion = "Nhất trí", .held_on = iso_day(d->arena, day_of(d->a->at)) } };
	d->may_be = first_of(may_touch_record(d, record, false), may);
}

static inline enum err send_say(struct doing *d)
{
	return workflow_say_minutes(&d->minutes, &d->error);
}

static inline bool settle_say(struct doing *d, const struct entries *got)
{
	return got->count == 0 || fault(d->r, "history", "a sheet changed with what is said of a meeting");
}

static inline void prepare_drop(struct doing *d)
{
	struct written *record = record_meant(d);
	bool held = record->type == MINUTES_MEETING && record->replaces < 0 && record->count > 0;

	d->minutes = (struct minutes_request){ .head = d->head, .minutes.id = record->id };
	d->may_be = first_of(may_touch_record(d, record, false), record->user != d->a->who || held ? MAY_BE_409 : MAY_BE_DONE);
}

static inline enum err send_drop(struct doing *d)
{
	return workflow_drop_minutes(&d->minutes, &d->error);
}

static inline bool settle_drop(struct doing *d, const struct entries *got)
{
	struct written *record = record_meant(d);

	record->dropped = true;
	if (record->replaces >= 0)
		d->r->book.records[record->replaces]->replaced = false;
	return got->count == 0 || fault(d->r, "history", "a sheet changed with a draft that was dropped");
}

/* ---- lists that the police signed ---- */

static inline bool has_bit(int bits, size_t i)
{
	return (bits & 1 << i) != 0;
}

/* In the batch, with its paper there: as the list finds it, and as it leaves it when it signs. */
static inline bool is_present(const struct doing *d, const struct batch_kept *b, size_t i)
{
	size_t place;

	if (!b->signed_for)
		return b->outcomes[i] == ITEM_OPEN && !has_bit(d->a->missing, i);
	return came_with(&d->r->book, b->sheets[i], &place) == b && place == i;
}

static inline unsigned may_record(const struct doing *d, const struct batch_kept *b, size_t i, bool returned)
{
	bool waits = !b->signed_for || d->r->book.sheets[b->sheets[i]]->state == STATE_HANDED_OVER;

	if (!is_present(d, b, i))
		return MAY_BE_422;
	return !waits ? MAY_BE_409 : returned && d->a->police_reason == 0 ? MAY_BE_422 : MAY_BE_DONE;
}

/* The places of the batch by the ids of their sheets: what was entered is told so. */
static inline size_t by_sheet(const struct doing *d, const struct batch_kept *b, int bits, size_t out[BATCH_MOST])
{
	size_t count = 0;

	for (size_t i = 0; i < b->count; i++) {
		size_t at = count;
		if (!has_bit(bits, i))
			continue;
		for (; at > 0 && d->r->book.sheets[b->sheets[out[at - 1]]]->id > d->r->book.sheets[b->sheets[i]]->id; at--)
			out[at] = out[at - 1];
		out[at] = i;
		count++;
	}
	return count;
}

static inline int64_t open_papers_of(const struct batch_kept *b)
{
	int64_t open = 0;

	for (size_t i = 0; i < b->count; i++)
		open += b->outcomes[i] == ITEM_OPEN;
	return open;
}

static inline unsigned may_sign_list(const struct doing *d, const struct batch_kept *b)
{
	if (b->signed_for)
		return MAY_BE_DONE;
	if (b->undone || open_papers_of(b) == 0)
		return MAY_BE_409;
	for (size_t i = 0; i < b->count; i++) {
		if (has_bit(d->a->missing, i) && b->outcomes[i] != ITEM_OPEN)
			return MAY_BE_422;
	}
	return MAY_BE_DONE;
}

static inline unsigned may_list(const struct doing *d, const struct batch_kept *b)
{
	const struct drawn *a = d->a;
	int64_t day = some_day(d, a->first), made = day_of(deed_born(&d->r->book, b->birth)->at);
	size_t entered[BATCH_MOST], count = by_sheet(d, b, a->entered, entered);
	unsigned may;

	if (!is_within(b->commune, (int)people[a->who].area))
		return MAY_BE_404;
	if (b->commune != (int)by_paper_of(d->r->office) || (b->signed_for && a->missing != 0))
		return MAY_BE_409;
	if ((b->signed_for && a->entered == 0 && a->returned == 0) || day == 0 || day > day_of(a->at) || day < made || a->reason != REASON_GIVEN)
		return MAY_BE_422;
	may = may_sign_list(d, b);
	for (size_t i = 0; i < b->count && may == MAY_BE_DONE; i++)
		may = has_bit(a->returned, i) ? may_record(d, b, i, true) : may;
	for (size_t i = 0; i < count && may == MAY_BE_DONE; i++)
		may = may_record(d, b, entered[i], false);
	return may;
}

static inline int64_t *ids_of_bits(const struct doing *d, const struct batch_kept *b, int bits, size_t *count)
{
	int64_t *ids = arena_array(d->arena, BATCH_MOST, sizeof *ids);

	for (size_t i = 0; i < b->count; i++) {
		if (has_bit(bits, i))
			ids[(*count)++] = d->r->book.sheets[b->sheets[i]]->id;
	}
	return ids;
}

static inline void prepare_list(struct doing *d)
{
	const struct drawn *a = d->a;
	const struct batch_kept *b = bundle_of(d);
	struct by_paper_request *r = &d->by_paper;
	struct list_return *returned = arena_array(d->arena, BATCH_MOST, sizeof *returned);

	*r = (struct by_paper_request){ .head = d->head, .batch_id = b->id, .returned = returned,
		.list = { day_said(d, some_day(d, a->first)), a->reason == REASON_GIVEN ? "Trung úy An" : NULL } };
	r->missing = ids_of_bits(d, b, a->missing, &r->missing_count);
	r->entered = ids_of_bits(d, b, a->entered, &r->entered_count);
	int64_t *ids = ids_of_bits(d, b, a->returned, &r->returned_count);
	for (size_t i = 0; i < r->returned_count; i++)
		returned[i] = (struct list_return){ ids[i], a->police_reason };
	d->may_be = may_list(d, b);
}

static inline enum err send_list(struct doing *d)
{
	return workflow_by_paper_list(&d->by_paper, &d->error);
}

static inline void expect_signature(const struct doing *d, const struct batch_kept *b, struct entries *wanted)
{
	for (size_t i = 0; i < b->count && !b->signed_for; i++) {
		bool missing = has_bit(d->a->missing, i);
		if (b->outcomes[i] == ITEM_OPEN)
			expect(wanted, b->sheets[i], missing ? "missing" : "sign", missing ? STATE_ACCEPTED : STATE_HANDED_OVER);
	}
}

/* What was entered by it can be taken back as one. */
static inline void keep_entered(struct doing *d, const struct batch_kept *b, const size_t *entered, size_t count)
{
	struct entries of_it = { .count = 0 };

	for (size_t i = 0; i < count; i++)
		expect(&of_it, b->sheets[entered[i]], "entered", STATE_ENTERED);
	if (count == 0)
		return;
	keep_deed(d, d->by_paper.act_id, &of_it);
	d->r->book.deeds[d->r->book.deed_count - 1]->same_day = true;
}

static inline bool settle_list(struct doing *d, const struct entries *got)
{
	struct batch_kept *b = bundle_of(d);
	size_t entered[BATCH_MOST], count = by_sheet(d, b, d->a->entered, entered);
	struct entries wanted = { .count = 0 };

	expect_signature(d, b, &wanted);
	for (size_t i = 0; i < b->count; i++) {
		if (has_bit(d->a->returned, i))
			expect(&wanted, b->sheets[i], "police_return", STATE_POLICE_RETURNED);
	}
	for (size_t i = 0; i < count; i++)
		expect(&wanted, b->sheets[entered[i]], "entered", STATE_ENTERED);
	if (!settle_entries(d, got, &wanted))
		return false;
	b->signed_for = true;
	for (size_t i = 0; i < b->count; i++) {
		if (!has_bit(d->a->returned, i))
			continue;
		b->became[i].reason = d->a->police_reason;
		d->r->book.sheets[b->sheets[i]]->police_reason = d->a->police_reason;
	}
	keep_entered(d, b, entered, count);
	return true;
}

/* ---- papers that come back ---- */

/* The last batch in which the police have done with it and from which its paper did not come back. */
static inline struct batch_kept *paper_out(const struct book *book, int index, size_t *place)
{
	for (size_t i = book->bundle_count; i-- > 0;) {
		struct batch_kept *b = book->bundles[i];
		for (*place = 0; *place < b->count; (*place)++) {
			bool done = b->became[*place].entered != 0 || b->became[*place].returned != 0;
			if (b->sheets[*place] == index && b->outcomes[*place] == ITEM_PRESENT && done && b->became[*place].back == 0)
				return b;
		}
	}
	return NULL;
}

static inline unsigned may_come_back(const struct doing *d)
{
	const struct book *book = &d->r->book;
	int commune = -1, kept = 0;
	bool mixed = false;
	size_t place;

	if (!sees_all(d))
		return MAY_BE_404;
	for (int i = 0; i < d->a->count; i++) {
		const struct batch_kept *b = paper_out(book, d->named[i], &place);
		if (b == NULL)
			return MAY_BE_409;
		mixed |= commune >= 0 && b->commune != commune;
		commune = commune < 0 ? b->commune : commune;
		kept += i < d->a->pass && b->became[place].entered != 0;
	}
	return mixed || d->a->reason == REASON_LONG || (kept > 0 && d->a->reason != REASON_GIVEN) ? MAY_BE_422 : MAY_BE_DONE;
}

static inline void prepare_return(struct doing *d)
{
	const struct drawn *a = d->a;
	int64_t *ids = ids_named(d);
	const char *words = said(d->arena, a->reason);

	d->handback = (struct handback_request){ .head = d->head, .ids = ids, .count = (size_t)a->pass, .missing = ids + a->pass,
		.missing_count = (size_t)(a->count - a->pass), .place = words, .keeper = words };
	d->may_be = may_come_back(d);
}

static inline enum err send_return(struct doing *d)
{
	return workflow_hand_back(&d->handback, &d->error);
}

/* Those that were named, batch by batch, as their papers lie. */
static inline void expect_back(const struct doing *d, struct entries *wanted)
{
	const struct book *book = &d->r->book;
	size_t place;

	for (size_t i = 0; i < book->bundle_count; i++) {
		const struct batch_kept *b = book->bundles[i];
		for (size_t k = 0; k < b->count; k++) {
			for (int n = 0; n < d->a->count; n++) {
				if (d->named[n] != b->sheets[k] || paper_out(book, d->named[n], &place) != b || place != k)
					continue;
				bool there = n < d->a->pass, kept = there && b->became[k].entered != 0;
				expect(wanted, d->named[n], kept ? "archive" : there ? "back" : "not_back", kept ? STATE_ARCHIVED : book->sheets[d->named[n]]->state);
			}
		}
	}
}

static inline bool settle_return(struct doing *d, const struct entries *got)
{
	struct batch_kept *from[NAMED_MOST];
	size_t places_there[NAMED_MOST];
	struct entries wanted = { .count = 0 };

	for (int i = 0; i < d->a->pass; i++)
		from[i] = paper_out(&d->r->book, d->named[i], &places_there[i]);
	expect_back(d, &wanted);
	bool settled = settle_entries(d, got, &wanted);
	for (int i = 0; i < d->a->pass && settled; i++)
		from[i]->became[places_there[i]].back = d->a->at;
	return settled;
}

/* ---- as they are stored ---- */

static inline bool check_record(struct run *r, struct db *db, const struct written *record)
{
	struct db_row *row = db_use_text(db, "SELECT x.sheet_id, x.outcome FROM minutes_sheet x WHERE x.minutes_id = :id ORDER BY x.position");
	size_t i = 0;
	bool same = true;

	db_bind_int(row, ":id", record->id);
	while (same && db_step(row) == DB_ROW) {
		same = i < record->count && db_int(row, 0) == r->book.sheets[record->items[i].sheet]->id &&
		       strcmp(db_text(row, 1), minutes_outcome_codes.texts[record->items[i].outcome]) == 0;
		i++;
	}
	db_done(row);
	if (!same || i != record->count)
		return fault(r, "minutes", "minutes %d name another sheet at place %zu of %zu, or another number of them", record->birth, i, record->count);
	row = db_use_text(db, "SELECT state FROM paper WHERE kind = 'minutes' AND subject_id = :id");
	db_bind_int(row, ":id", record->id);
	const char *state = db_step(row) == DB_ROW ? db_text(row, 0) : "draft", *wanted = record->superseded ? "superseded" : record->issued ? "issued" : "draft";
	same = strcmp(state, wanted) == 0;
	if (!same)
		fault(r, "minutes", "minutes %d are %s instead of %s", record->birth, state, wanted);
	db_done(row);
	return same;
}

static inline bool check_records(struct run *r, struct db *db)
{
	struct db_row *row = db_use_text(db, "SELECT count(*) FROM minutes");
	int64_t count = db_step(row) == DB_ROW ? db_int(row, 0) : -1;

	db_done(row);
	if (count != (int64_t)r->book.record_count)
		return fault(r, "minutes", "%lld minutes are there instead of %zu", (long long)count, r->book.record_count);
	for (size_t i = 0; i < r->book.record_count; i++) {
		if (!check_record(r, db, r->book.records[i]))
			return false;
	}
	return true;
}

#endif
