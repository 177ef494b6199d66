/* Draws the next action: from its own stream of numbers, looking at where the sheets of this run stand, so that most actions can be done. */
#ifndef TEST_PROPERTY_DRAW_H
#define TEST_PROPERTY_DRAW_H

#include "property_custody_draw.h"

/* ---- papers ---- */

static inline int some_hamlet(struct drawing *d, int user)
{
	for (int tries = 0; tries < 30; tries++) {
		int hamlet = FIRST_HAMLET + below(d, PLACES - FIRST_HAMLET);
		if (people[user].area == NOWHERE || is_within(hamlet, (int)people[user].area) || chance(d, 40))
			return hamlet;
	}
	return HAMLET_A0;
}

static inline bool takes(const struct drawing *d, int campaign, int hamlet)
{
	const struct switches *s = &d->office->switches[campaign];

	return (s->closed_on == 0 || s->closed_on > day_of(d->a.at)) && is_within(hamlet, (int)campaign_place[campaign]);
}

static inline struct paper some_paper(struct drawing *d, int user)
{
	struct paper p = { .human = chance(d, 350) ? (uint32_t)below(d, 6) * 13 : 100 + (uint32_t)d->a.number * 17, .kind = chance(d, 750) ? 1 : 2 + below(d, 3),
		.hamlet = some_hamlet(d, user), .campaign = chance(d, 750) ? below(d, CAMPAIGNS) : -1, .typist = TYPIST_KEEP, .days_ago = below(d, 6),
		.person_of = -1 };

	for (int tries = 0; tries < 6 && p.campaign >= 0 && !takes(d, p.campaign, p.hamlet); tries++)
		p.campaign = below(d, CAMPAIGNS);
	p.flaw = chance(d, 620) ? FLAW_NONE : (enum flaw)below(d, FLAWS);
	if (chance(d, 50))
		p.hamlet = -1 - below(d, 3);
	if (chance(d, 350))
		p.typist = chance(d, 300) ? TYPIST_NOBODY : chance(d, 800) ? some_user(d, WRITER) : below(d, MEMBERS);
	return p;
}

/* Others do not get to the form of a new sheet. */
static inline int writer_only(struct drawing *d)
{
	int user = some_user(d, WRITER);

	while ((WRITER & ROLE_BIT(people[user].role)) == 0)
		user = some_user(d, WRITER);
	return user;
}

static inline void draw_new(struct drawing *d)
{
	struct drawn *a = &d->a;

	a->who = writer_only(d);
	a->paper = some_paper(d, a->who);
	a->submit = chance(d, 600);
	if (a->paper.kind > 1 && d->book->sheet_count > 0 && chance(d, 600)) {
		int base = some_sheet(d, AT(ACCEPTED) | AT(HANDED_OVER) | AT(ENTERED) | AT(ARCHIVED));
		a->paper.person_of = named(d, base)->birth;
		a->paper.human = d->acts[named(d, base)->birth].paper.human;
		int other = user_for(d, named(d, base), WRITER);
		a->who = (WRITER & ROLE_BIT(people[other].role)) != 0 ? other : a->who;
	}
}

static inline void draw_edit(struct drawing *d)
{
	struct drawn *a = &d->a;
	bool correct = a->kind == ACT_CORRECT;
	int index = some_sheet(d, correct ? AT(RECEIVED) : AT(DRAFT) | AT(RETURNED));
	const struct kept *sheet = named(d, index);

	a->who = user_for(d, sheet, correct ? OFFICE : WRITER);
	if (!correct && chance(d, 700) && sees(sheet->created_by, sheet))
		a->who = sheet->created_by;
	name_sheet(d, index);
	a->paper = some_paper(d, a->who);
	if (chance(d, 800))
		a->paper.human = d->acts[sheet->birth].paper.human;
	if (chance(d, 600))
		a->paper.campaign = -1;
	if (chance(d, 600) && sheet->hamlet >= 0)
		a->paper.hamlet = sheet->hamlet;
	a->paper.same = chance(d, 150);
	a->submit = !correct && chance(d, 650);
	a->version = chance(d, 900) ? VERSION_NOW : some_version(d);
	a->reason = some_reason(d);
	a->confirming = correct ? (enum confirming)below(d, 3) : CONFIRM_NOTHING;
}

/* ---- moves ---- */

/* How often each is drawn where it can be done; the others are drawn anyhow, rarely. */
static const uint16_t move_weights[ACTION_MOVES_END] = { [ACTION_SUBMIT] = 2, [ACTION_FORWARD] = 8, [ACTION_RETURN] = 3, [ACTION_ACCEPT] = 8,
	[ACTION_REOPEN] = 1, [ACTION_ENTERED] = 5, [ACTION_POLICE_RETURN] = 5, [ACTION_RESEND] = 3, [ACTION_ARCHIVE] = 2, [ACTION_REPLACE] = 2,
	[ACTION_CANCEL] = 1 };

/* A row that leads on from where the sheet stands, or NULL. */
static inline const struct move_row *some_row(struct drawing *d, const struct kept *sheet)
{
	uint16_t weights[COUNT(moves)];
	uint32_t sum = 0;

	for (size_t i = 0; i < COUNT(moves); i++) {
		bool leads = (moves[i].from & 1u << sheet->state) != 0 && (sheet->batch < 0 || (moves[i].needs & ASKS_NO_BATCH) == 0);
		leads = leads && ((moves[i].needs & ASKS_ANOTHERS_PAPER) == 0 || (people[sheet->created_by].role == ROLE_OFFICER && sheet->enumerator != sheet->created_by));
		leads = leads && !(d->crowded && (moves[i].to == STATE_CANCELLED || moves[i].to == STATE_REPLACED || moves[i].to == STATE_ARCHIVED));
		leads = leads && (moves[i].needs & NEVER_BY_HAND) == 0;
		weights[i] = leads ? d->crowded && moves[i].to == STATE_ENTERED ? 1 : move_weights[moves[i].action] : 0;
		sum += weights[i];
	}
	return sum == 0 ? NULL : &moves[prng_weighted(&d->prng, weights, COUNT(moves))];
}

/* The last move of a sheet, mostly of one where it can be taken back. */
static inline void draw_undo(struct drawing *d, int index)
{
	bool told = chance(d, 200);

	if (chance(d, 850))
		d->a.at = world_time + 1 + below(d, 120);
	for (int tries = 0; tries < 60; tries++) {
		const struct kept *sheet = named(d, index);
		int last = sheet->history[sheet->done - 1].user;
		bool issued = told && sheet->history[sheet->done - 1].told && d->a.at - sheet->history[sheet->done - 1].at <= 600;
		if (issued || (!told && to_be_undone(d->book, sheet, last, d->a.at) != NULL) || chance(d, 10))
			break;
		index = some_sheet(d, ~0u);
	}
	const struct kept *sheet = named(d, index);
	d->a.count = 0;
	name_sheet(d, index);
	d->a.move = ACTION_UNDO;
	d->a.who = chance(d, 900) ? sheet->history[sheet->done - 1].user : some_user(d, WRITER | POLICE_MEN);
}

static inline void draw_move(struct drawing *d)
{
	struct drawn *a = &d->a;
	int index = some_sheet(d, ~(AT(CANCELLED) | AT(REPLACED) | AT(ARCHIVED)));
	const struct move_row *row = chance(d, 900) ? some_row(d, named(d, index)) : NULL;

	if (row == NULL)
		row = &moves[below(d, COUNT(moves))];
	name_sheet(d, index);
	a->move = row->action;
	a->who = user_for(d, named(d, index), row->roles);
	if ((row->needs & (ASKS_OWN | ASKS_ANOTHERS_PAPER)) != 0 && chance(d, 600) && sees(named(d, index)->created_by, named(d, index)))
		a->who = named(d, index)->created_by;
	if (chance(d, 40))
		a->move = (enum action)(ACTION_NONE + 1 + below(d, ACTION_MOVES_END - 1));
	if (chance(d, 150))
		draw_undo(d, index);
	if (a->move == ACTION_SIGN || a->move == ACTION_CORRECT)
		a->move = ACTION_FORWARD;
	a->version = some_version(d);
	a->reason = some_reason(d);
	a->confirming = chance(d, 800) ? CONFIRM_ALL : (enum confirming)below(d, 3);
	a->police_reason = chance(d, 930) ? 1 + below(d, 8) : below(d, 12);
}

/* Beside the first: of the same place and the user's own, and not named yet, as a rule. */
static inline bool goes_with(const struct drawing *d, const struct kept *other)
{
	const struct kept *first = named(d, sheet_born(d->book, d->a.sheets[0]));
	bool named_already = false;

	for (int i = 0; i < d->a.count; i++)
		named_already |= d->a.sheets[i] == other->birth;
	return !named_already && sees(d->a.who, other) && other->campaign == first->campaign && other->commune == first->commune && other->batch == first->batch;
}

static inline void draw_named(struct drawing *d, unsigned states, uint32_t roles)
{
	int first = some_sheet(d, states);

	for (int tries = 0; tries < 20 && named(d, first)->batch >= 0; tries++)
		first = some_sheet(d, states);
	name_sheet(d, first);
	d->a.who = user_for(d, named(d, first), roles);
	for (int i = below(d, NAMED_MOST - 1); i > 0; i--) {
		int other = some_sheet(d, states), tries = 0;
		for (; tries < 30 && !goes_with(d, named(d, other)); tries++)
			other = some_sheet(d, states);
		if (tries < 30 || chance(d, 60))
			name_sheet(d, other);
	}
	if (d->a.kind != ACT_CONFIRM && chance(d, 20))
		d->a.sheets[d->a.count - 1] = UNKNOWN_SHEET;
}

static inline void draw_confirm(struct drawing *d)
{
	static const char *const rules[] = { "W01", "W17", "W33", "W41", "W52", "W56", "W51", "W11", "E50", "W13", "W12" };

	draw_named(d, AT(RECEIVED), OFFICE);
	if (d->a.kind == ACT_CONFIRM)
		d->a.count = 1;
	d->a.rule = rules[below(d, COUNT(rules))];
	d->a.withdraw = chance(d, 300);
	d->a.own = chance(d, 500);
	d->a.confirming = (enum confirming)below(d, 3);
	d->a.version = some_version(d);
	d->a.reason = some_reason(d);
}

static inline bool is_open_bundle(const struct batch_kept *b)
{
	bool open = false;

	for (size_t i = 0; i < b->count; i++)
		open |= b->outcomes[i] == ITEM_OPEN;
	return open && !b->signed_for;
}

static inline void draw_bundle(struct drawing *d)
{
	struct drawn *a = &d->a;
	size_t count = d->book->bundle_count;
	uint32_t roles = a->kind == ACT_SIGN ? POLICE_MEN : OFFICE;
	int chosen = below(d, count);

	for (int tries = 0; tries < 40 && !is_open_bundle(d->book->bundles[chosen]); tries++)
		chosen = below(d, count);
	const struct batch_kept *b = d->book->bundles[chosen];
	a->bundle = b->birth;
	a->who = some_user(d, roles);
	for (int tries = 0; tries < 30 && !is_within(b->commune, (int)people[a->who].area); tries++)
		a->who = some_user(d, roles);
	a->missing = chance(d, a->kind == ACT_SIGN ? 350 : 1000) ? below(d, 1u << b->count) : 0;
	a->counted_off = chance(d, 100) ? prng_between(&d->prng, -2, 2) : 0;
	a->extra = chance(d, 150) ? below(d, 3) : 0;
	if (chance(d, 40) && d->book->sheet_count > 0)
		name_sheet(d, below(d, d->book->sheet_count));
	insist(d, a->kind == ACT_SIGN ? ROLE_BIT(ROLE_POLICE) : ROLE_BIT(ROLE_OFFICER));
}

static inline void draw_delivery(struct drawing *d)
{
	draw_named(d, AT(ACCEPTED), OFFICE);
	insist(d, ROLE_BIT(ROLE_OFFICER));
}

/* A bundle of papers that waits, mostly by an officer of its commune. */
static inline void draw_count(struct drawing *d)
{
	struct drawn *a = &d->a;
	size_t count = d->book->sheet_count;
	int chosen = below(d, count);

	while (named(d, chosen)->sheaf < 0)
		chosen = (chosen + 1) % (int)count;
	const struct sheaf *sheaf = d->book->sheaves[named(d, chosen)->sheaf];
	a->sheaf = named(d, chosen)->birth;
	a->who = some_user(d, OFFICE);
	for (int tries = 0; tries < 30 && !is_within(sheaf->commune, (int)people[a->who].area); tries++)
		a->who = some_user(d, OFFICE);
	a->missing = chance(d, 300) ? below(d, 1u << (sheaf->count < 8 ? sheaf->count : 8)) : 0;
	a->counted_off = chance(d, 100) ? prng_between(&d->prng, -2, 2) : 0;
	a->extra = chance(d, 150) ? below(d, 3) : 0;
	if (chance(d, 40))
		name_sheet(d, below(d, count));
	insist(d, ROLE_BIT(ROLE_OFFICER));
}

static inline void draw_pieces(struct drawing *d)
{
	draw_named(d, AT(RECEIVED), OFFICE);
	insist(d, ROLE_BIT(ROLE_OFFICER));
	d->a.ended = chance(d, 300);
}

static inline void draw_forward(struct drawing *d)
{
	draw_named(d, AT(WITH_HAMLET), HAMLET | OFFICE);
	insist(d, ROLE_BIT(ROLE_HAMLET_LEADER) | ROLE_BIT(ROLE_OFFICER));
	d->a.ended = chance(d, 300);
}

static inline bool look_alike(const struct drawing *d, const struct kept *a, const struct kept *b)
{
	return d->acts[a->birth].paper.human == d->acts[b->birth].paper.human;
}

static inline void draw_pair(struct drawing *d)
{
	struct drawn *a = &d->a;
	const unsigned live = ~(AT(DRAFT) | AT(CANCELLED) | AT(REPLACED));
	int one = some_sheet(d, live), other = some_sheet(d, live);
	const struct book *book = d->book;

	for (int tries = 0; tries < 60 && (one == other || !look_alike(d, named(d, one), named(d, other))); tries++) {
		one = tries % 10 == 9 ? some_sheet(d, live) : one;
		other = some_sheet(d, live);
	}
	if (one == other && !chance(d, 100))
		other = below(d, d->book->sheet_count);
	a->undecide = a->kind == ACT_DUPLICATE && chance(d, 300);
	if (a->undecide && book->verdict_count > 0) {
		const struct verdict_kept *v = &book->verdicts[below(d, book->verdict_count)];
		one = v->sheet;
		other = v->other;
	}
	name_sheet(d, one);
	name_sheet(d, other);
	a->who = user_for(d, named(d, one), OFFICE);
	insist(d, ROLE_BIT(ROLE_OFFICER));
	a->verdict = (enum duplicate_verdict)below(d, VERDICT_COUNT);
	a->reason = some_reason(d);
	a->version = some_version(d);
}

/* An act of somebody, mostly one that can be taken back, by who did it. */
static inline void draw_take_back(struct drawing *d)
{
	const struct book *book = d->book;
	int chosen = below(d, book->deed_count);

	d->a.ended = chance(d, 200);
	if (chance(d, 850))
		d->a.at = world_time + 1 + below(d, 120);
	for (int tries = 0; tries < 60 && !holds_still(book, book->deeds[chosen], d->a.at) && !chance(d, 10); tries++)
		chosen = tries < 5 ? (int)book->deed_count - 1 - tries % (int)book->deed_count : below(d, book->deed_count);
	if (chance(d, 200))
		chosen = (int)book->deed_count - 1;
	d->a.deed = book->deeds[chosen]->birth;
	d->a.who = chance(d, 900) ? book->deeds[chosen]->user : some_user(d, OFFICE);
	d->a.own = chance(d, 500);
	insist(d, ROLE_BIT(ROLE_OFFICER));
}

/* ---- all ---- */

static inline void draw_filter(struct drawing *d)
{
	d->a.who = some_user(d, OFFICE);
	d->a.campaign = chance(d, 700) ? below(d, CAMPAIGNS) : -1;
	d->a.counted_off = chance(d, 120) ? 1 : 0;
	d->a.clean_only = chance(d, 500);
}

static inline void draw_switches(struct drawing *d)
{
	d->a.who = ADMIN_USER;
	d->a.campaign = below(d, CAMPAIGNS);
	d->a.switches = random_switches(&d->prng, day_of(d->a.at));
	if (d->a.campaign == 1)
		d->a.switches.closed_on = d->a.switches.to = 0;
}

static inline void draw_rule(struct drawing *d)
{
	static const char *const rules[] = { "E01", "W33", "W41", "W17", "W52", "E22", "W56", "E50", "E18" };
	static const char *const settings[] = { "warning", "off", "default" };

	d->a.who = ADMIN_USER;
	d->a.campaign = below(d, CAMPAIGNS);
	d->a.rule = rules[below(d, COUNT(rules))];
	d->a.setting = settings[below(d, COUNT(settings))];
	d->a.reason = some_reason(d);
}

static inline void draw_again(struct drawing *d, int64_t at)
{
	int number = d->a.number;

	for (int tries = 0; tries < 40; tries++) {
		const struct drawn *old = &d->acts[below(d, (size_t)number)];
		if (old->token == 0)
			continue;
		d->a = *old;
		d->a.number = number;
		d->a.at = at;
		d->a.posted = chance(d, 700) ? old->posted : old->posted + 1;
		return;
	}
}

static inline int64_t seconds_until_next(struct drawing *d)
{
	if (chance(d, 550))
		return 1 + below(d, 90);
	if (chance(d, 600))
		return 60 + below(d, 1200);
	return chance(d, 700) ? 600 + below(d, 12 * 3600) : below(d, 4 * DAY_SECONDS);
}

static const uint16_t act_weights[ACT_KINDS] = { 130, 130, 45, 360, 45, 18, 45, 18, 60, 14, 60, 60, 12, 8, 12, 9, 8, 20, 20, 30, 45, 60, 25, 30, 12, 6, 8, 45, 40 };
static const uint16_t crowded_weights[ACT_KINDS] = { 5, 60, 60, 500, 120, 30, 55, 22, 60, 20, 55, 50, 10, 8, 10, 9, 6, 25, 25, 35, 45, 70, 20, 25, 12, 6, 8, 50, 45 };

static inline void draw_kind(struct drawing *d)
{
	struct drawn *a = &d->a;

	switch (a->kind) {
	case ACT_NEW: draw_new(d); break;
	case ACT_EDIT:
	case ACT_CORRECT: draw_edit(d); break;
	case ACT_MOVE: draw_move(d); break;
	case ACT_CONFIRM:
	case ACT_CONFIRM_MANY: draw_confirm(d); break;
	case ACT_ACCEPT: draw_named(d, AT(RECEIVED), OFFICE); break;
	case ACT_ACCEPT_FILTER: draw_filter(d); break;
	case ACT_DELIVER: draw_delivery(d); break;
	case ACT_REMOVE:
	case ACT_SIGN: draw_bundle(d); break;
	case ACT_DUPLICATE:
	case ACT_JOIN:
	case ACT_PART:
	case ACT_SPLIT: draw_pair(d); break;
	case ACT_SWITCHES: draw_switches(d); break;
	case ACT_RULE: draw_rule(d); break;
	case ACT_PIECES: draw_pieces(d); break;
	case ACT_FORWARD: draw_forward(d); break;
	case ACT_TAKE_BACK: draw_take_back(d); break;
	case ACT_COUNT: draw_count(d); break;
	case ACT_MEETING: draw_meeting(d); break;
	case ACT_MINUTES: draw_minutes(d); break;
	case ACT_ISSUE:
	case ACT_INSTEAD:
	case ACT_SAY:
	case ACT_DROP: draw_record(d); break;
	case ACT_LIST: draw_list(d); break;
	case ACT_RETURN: draw_return(d); break;
	case ACT_KINDS: break;
	}
}

/* Whether there is something that such an action may be about. */
static inline bool has_matter(const struct book *book, enum act_kind kind)
{
	static const unsigned states[ACT_KINDS] = { [ACT_EDIT] = AT(DRAFT) | AT(RETURNED), [ACT_CORRECT] = AT(RECEIVED), [ACT_CONFIRM] = AT(RECEIVED),
		[ACT_CONFIRM_MANY] = AT(RECEIVED), [ACT_ACCEPT] = AT(RECEIVED), [ACT_ACCEPT_FILTER] = AT(RECEIVED), [ACT_PIECES] = AT(RECEIVED), [ACT_FORWARD] = AT(WITH_HAMLET),
		[ACT_DELIVER] = AT(ACCEPTED), [ACT_MEETING] = AT(RECEIVED), [ACT_RETURN] = AT(ENTERED) | AT(POLICE_RETURNED) };
	bool bundles = kind == ACT_SIGN || kind == ACT_REMOVE || kind == ACT_LIST, has = states[kind] == 0 && !bundles && kind != ACT_COUNT;

	for (size_t i = 0; i < book->sheet_count; i++)
		has |= kind == ACT_COUNT ? book->sheets[i]->sheaf >= 0
		                         : (states[kind] & 1u << book->sheets[i]->state) != 0 && (kind != ACT_DELIVER || book->sheets[i]->batch < 0);
	if (kind == ACT_TAKE_BACK)
		return book->deed_count > 0;
	if (kind == ACT_ISSUE || kind == ACT_INSTEAD || kind == ACT_SAY || kind == ACT_DROP)
		return book->record_count > 0;
	if (kind == ACT_LIST)
		return book->bundle_count > 0;
	for (size_t i = 0; i < book->bundle_count && bundles; i++)
		has |= is_open_bundle(book->bundles[i]);
	return has;
}

/* The action of that number; the clock stands at the one before. */
static inline struct drawn draw_act(uint64_t seed, int number, bool crowded, const struct office *office, const struct book *book, const struct drawn *acts)
{
	struct drawing d = { .prng = prng_make(seed, STREAM_MOVES, (uint64_t)number), .book = book, .office = office, .acts = acts, .crowded = crowded };
	int64_t at = world_time + seconds_until_next(&d);

	d.a = (struct drawn){ .number = number, .at = at, .bundle = -1, .deed = -1, .sheaf = -1, .record = -1, .of = -1, .campaign = -1 };
	if (draw_next(&d))
		return d.a;
	d.a.at = at;
	for (int tries = 0; tries < 5; tries++) {
		d.a.kind = (enum act_kind)prng_weighted(&d.prng, crowded && book->sheet_count > CROWD ? crowded_weights : act_weights, ACT_KINDS);
		if (has_matter(book, d.a.kind) || chance(&d, 50))
			break;
	}
	if (book->sheet_count < 2 || ((d.a.kind == ACT_SIGN || d.a.kind == ACT_REMOVE || d.a.kind == ACT_LIST) && book->bundle_count == 0))
		d.a.kind = ACT_NEW;
	if ((d.a.kind == ACT_TAKE_BACK || d.a.kind == ACT_COUNT || (d.a.kind >= ACT_ISSUE && d.a.kind <= ACT_DROP)) && !has_matter(book, d.a.kind))
		d.a.kind = ACT_NEW;
	draw_kind(&d);
	if (chance(&d, 120))
		d.a.token = number + 1;
	if (number > 10 && chance(&d, 30))
		draw_again(&d, at);
	return d.a;
}

#endif
