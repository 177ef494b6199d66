/* Saving, submitting and correcting: where the sheet is to lie, what may come of it, and what it leaves. */
#ifndef TEST_PROPERTY_SAVE_H
#define TEST_PROPERTY_SAVE_H

#include "property_run.h"

/* ---- where it is to lie ---- */

static inline int place_of_id(const struct office *o, int64_t id)
{
	for (int i = 0; i < PLACES; i++) {
		if (o->areas[i] == id)
			return i;
	}
	return -1;
}

static inline int area_field(const struct doing *d)
{
	return form_find(d->r->office->world->form, "area_id");
}

static inline int commune_of(int place)
{
	return place >= FIRST_HAMLET ? (int)places[place].parent : place == OLD_COMMUNE || place == COMMUNE_A || place == COMMUNE_B ? place : -1;
}

static inline bool stands_there(const struct doing *d, int hamlet)
{
	return d->sheet != NULL && d->sheet->hamlet == hamlet;
}

/* The hamlet that is chosen: of the user's own, or the one that stands there; -1: none, or one that is refused. */
static inline int chosen_hamlet(struct doing *d)
{
	const struct answer *area = &d->save.answers.items[area_field(d)];
	int place = area->state == ANSWER_VALID ? place_of_id(d->r->office, area->number) : -1;
	bool own = place >= FIRST_HAMLET && people[d->a->who].area != NOWHERE && is_within(place, (int)people[d->a->who].area);

	d->area_refused = area->state == ANSWER_BAD;
	if (area->state != ANSWER_VALID)
		return -1;
	if (place >= FIRST_HAMLET && (own || stands_there(d, place)))
		return place;
	d->area_refused = true;
	return -1;
}

static inline bool is_open_for(const struct doing *d, int campaign, int place)
{
	const struct switches *s = &d->r->office->switches[campaign];

	return (s->closed_on == 0 || s->closed_on > day_of(d->a->at)) && is_within(place, (int)campaign_place[campaign]);
}

/* The campaign that it stands in, or that was asked for, or the only one open; -1: refused. */
static inline int chosen_campaign(const struct doing *d, int place)
{
	int stands = d->sheet != NULL ? d->sheet->campaign : -1, asked = d->a->paper.campaign >= 0 ? d->a->paper.campaign : stands, open = 0, only = -1;

	if (stands >= 0 && asked == stands && is_within(place, (int)campaign_place[stands]))
		return stands;

	for (int i = 0; i < CAMPAIGNS; i++) {
		if (!is_open_for(d, i, place))
			continue;
		open++;
		only = asked < 0 || i == asked ? i : only;
	}
	return asked >= 0 ? only : open == 1 ? only : -1;
}

static inline int64_t iso_to_day(const char *iso)
{
	struct date day = { 0 };

	date_from_iso(iso, false, &day);
	return date_to_days(day);
}

/* Hamlets are chosen from those that exist on some day of the collecting. */
static inline bool exists_in(const struct switches *s, int hamlet)
{
	bool ended = places[hamlet].to != NULL && iso_to_day(places[hamlet].to) < s->from;

	return !ended && !(s->to != 0 && iso_to_day(places[hamlet].from) > s->to);
}

static inline unsigned plan_typist(struct doing *d)
{
	int typist = d->a->paper.typist, who = d->a->who;
	enum role role = people[who].role;

	if (typist == TYPIST_KEEP && (d->sheet != NULL || role != ROLE_ENUMERATOR))
		return MAY_BE_DONE;
	if (role == ROLE_ENUMERATOR) {
		d->placed.enumerator = who;
		return MAY_BE_DONE;
	}
	if (typist == TYPIST_NOBODY || typist == d->placed.enumerator) {
		d->placed.enumerator = typist == TYPIST_NOBODY ? -1 : typist;
		return MAY_BE_DONE;
	}
	int area = (int)area_of_member(typist);
	bool writes = is_member(typist) && (is_within(area, d->placed.commune) || area == (int)places[d->placed.commune].successor);
	d->placed.enumerator = typist;
	return writes ? MAY_BE_DONE : MAY_BE_422;
}

static inline unsigned plan_place(struct doing *d)
{
	struct kept *p = &d->placed;
	int hamlet = chosen_hamlet(d), own = people[d->a->who].area == NOWHERE ? -1 : commune_of((int)people[d->a->who].area);

	p->commune = hamlet >= 0 ? commune_of(hamlet) : d->sheet != NULL ? d->sheet->commune : own;
	if (p->commune < 0)
		return MAY_BE_422;
	p->campaign = chosen_campaign(d, hamlet >= 0 ? hamlet : p->commune);
	if (p->campaign < 0)
		return MAY_BE_422;
	if (hamlet >= 0 && !stands_there(d, hamlet) && !exists_in(&d->r->office->switches[p->campaign], hamlet)) {
		d->area_refused = true;
		hamlet = -1;
	}
	p->hamlet = hamlet;
	return plan_typist(d);
}

/* ---- what is said ---- */

static inline void answer_paper(struct doing *d)
{
	struct office *o = d->r->office;
	struct answers *answers = &d->save.answers;
	struct typed typed[TYPED_MOST];
	size_t count = type_paper(o, typed, d->arena, d->a);

	answers_init(answers, o->world->form, d->arena);
	for (size_t i = 0; i < count; i++) {
		int f = form_find(o->world->form, typed[i].field);
		answer_from_typed(d->arena, &o->world->form->fields[f], &typed[i].text, 1, &answers->items[f]);
	}
	answers_settle(answers);
}

static inline void answer_same_again(struct doing *d)
{
	const struct form *form = d->r->office->world->form;

	answers_init(&d->save.answers, form, d->arena);
	for (size_t i = 0; i < form->field_count; i++) {
		if (d->sheet->answers[i][0] != '\0')
			answer_from_typed(d->arena, &form->fields[i], &d->sheet->answers[i], 1, &d->save.answers.items[i]);
	}
	answers_settle(&d->save.answers);
}

static inline int64_t person_of(const struct doing *d, const struct kept *sheet)
{
	struct db_row *row = db_use_text(d->r->office->world->db, "SELECT COALESCE(person_id, 0) FROM worker_sheet WHERE id = :id");

	db_bind_int(row, ":id", sheet->id);
	int64_t id = db_step(row) == DB_ROW ? db_int(row, 0) : 0;
	db_done(row);
	return id;
}

static inline unsigned plan_person(struct doing *d)
{
	int base = d->sheet != NULL || d->a->paper.person_of < 0 ? -1 : sheet_born(&d->r->book, d->a->paper.person_of);

	d->save.person_id = base < 0 ? 0 : person_of(d, d->r->book.sheets[base]);
	return d->save.person_id == 0 ? MAY_BE_DONE : MAY_BE_DONE | MAY_BE_404;
}

/* ---- beforehand ---- */

static inline unsigned may_open(const struct doing *d)
{
	const struct drawn *a = d->a;

	if (!sees(a->who, d->sheet))
		return MAY_BE_404;
	const struct move_row *row = move_of(a->kind == ACT_CORRECT ? ACTION_CORRECT : ACTION_SUBMIT, d->sheet->state, people[a->who].role);
	if (row == NULL || !is_own(a->who, d->sheet) || is_stale(d))
		return MAY_BE_409;
	return a->version == VERSION_NOT_SAID && a->kind == ACT_EDIT ? MAY_BE_409 : MAY_BE_DONE;
}

static inline unsigned may_correct(const struct doing *d)
{
	if (!d->r->office->switches[d->placed.campaign].correct_in_place)
		return MAY_BE_409;
	return d->a->reason == REASON_GIVEN ? MAY_BE_DONE | MAY_BE_422 : MAY_BE_422;
}

static inline unsigned may_save(struct doing *d)
{
	unsigned person = plan_person(d), may = d->sheet == NULL ? MAY_BE_DONE : may_open(d);

	if (may == MAY_BE_DONE)
		may = plan_place(d);
	if (may == MAY_BE_DONE && d->a->kind == ACT_CORRECT)
		may = may_correct(d);
	else if (may == MAY_BE_DONE && d->a->submit && d->sheet != NULL)
		may = comes_too_late(d, d->sheet) && d->placed.campaign == d->sheet->campaign ? MAY_BE_409 : MAY_BE_DONE | may_replace(d, d->sheet);
	return may | (person & ~(unsigned)MAY_BE_DONE);
}

static inline void prepare_save(struct doing *d)
{
	const struct drawn *a = d->a;
	const struct office *o = d->r->office;
	int typist = a->paper.typist;

	if (a->paper.same && d->sheet != NULL)
		answer_same_again(d);
	else
		answer_paper(d);
	d->placed = d->sheet != NULL ? *d->sheet : (struct kept){ .enumerator = -1, .replaces = -1, .batch = -1, .sheaf = -1, .hamlet = -1 };
	d->save.head = d->head;
	d->save.sheet_id = d->sheet == NULL ? 0 : d->sheet->id;
	d->save.row_version = d->sheet == NULL ? 0 : version_of(d, d->sheet);
	d->save.campaign_id = a->paper.campaign < 0 ? 0 : o->campaigns[a->paper.campaign];
	d->save.enumerator_id = typist == TYPIST_KEEP ? ENUMERATOR_KEEP : typist < 0 ? 0 : d->r->office->members[typist];
	d->save.submit = a->submit;
	d->save.correct = a->kind == ACT_CORRECT;
	d->save.reason = said(d->arena, a->reason);
	if (d->sheet != NULL && d->save.correct)
		d->save.confirmations = some_confirmations(d, d->sheet, true, &d->save.confirmation_count);
	d->may_be = may_save(d);
}

/* ---- afterwards ---- */

static inline const char **typed_of(struct doing *d, struct arena *arena)
{
	const struct form *form = d->r->office->world->form;
	const char **typed = arena_array(arena, form->field_count, sizeof *typed);

	for (size_t i = 0; i < form->field_count; i++)
		typed[i] = arena_text(arena, answer_typed(d->arena, &form->fields[i], &d->save.answers.items[i]));
	return typed;
}

static inline bool stops(const struct finding_row *rows, size_t count)
{
	bool found = false;

	for (size_t i = 0; i < count; i++)
		found |= rows[i].severity == SEVERITY_E && strcmp(rows[i].rule + 1, "24") <= 0;
	return found;
}

/* The fact of the first sending. */
static inline void keep_sent(struct kept *s, const struct finding_row *rows, size_t count)
{
	if (s->sent)
		return;
	s->sent = true;
	s->sent_campaign = s->campaign;
	s->sent_commune = s->commune;
	s->sent_hamlet = s->hamlet;
	s->sent_enumerator = s->enumerator;
	s->sent_days = -1;
	s->sent_errors = s->sent_warnings = 0;
	for (size_t i = 0; i < count; i++) {
		s->sent_errors += rows[i].severity == SEVERITY_E;
		s->sent_warnings += rows[i].severity == SEVERITY_W;
	}
}

static inline int add_kept(struct doing *d, int64_t id)
{
	struct book *book = &d->r->book;
	struct kept *s = arena_alloc(book->arena, sizeof *s);

	*s = (struct kept){ .birth = d->a->number, .id = id, .state = STATE_NONE, .since = d->a->at, .created_at = d->a->at, .created_by = d->a->who,
		.enumerator = -1, .campaign = -1, .commune = -1, .hamlet = -1, .replaces = -1, .batch = -1, .sheaf = -1, .sent_days = -1 };
	book->sheets[book->sheet_count] = s;
	return (int)book->sheet_count++;
}

static inline void take_place(struct kept *s, const struct kept *placed)
{
	s->commune = placed->commune;
	s->hamlet = placed->hamlet;
	s->campaign = placed->campaign;
	s->enumerator = placed->enumerator;
}

/* True when an answer is another one now; a hamlet that is refused counts as another than the same one that was not. */
static inline bool take_answers(struct doing *d, struct kept *s, bool was_refused)
{
	const struct form *form = d->r->office->world->form;
	const char **typed = typed_of(d, d->r->book.arena);
	bool changed = was_refused != d->area_refused;

	for (size_t i = 0; i < form->field_count && s->answers != NULL; i++)
		changed |= strcmp(typed[i], s->answers[i]) != 0;
	s->answers = typed;
	return changed;
}

#endif
