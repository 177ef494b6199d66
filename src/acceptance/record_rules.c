/* Rules 50 and up: against other records. They are silent where no look-ups are given. */
#include "acceptance/rule.h"
#include "base/memory.h"
#include "text/identity.h"
#include "text/label.h"
#include "text/likeness.h"

/* The number, when it is one. */
static const char *number_of(struct rule_run *run)
{
	const char *id = rule_text(run, NAMED_citizen_id);

	return id == NULL || identity_kind(id) == IDENTITY_NONE || identity_is_dummy(id) ? NULL : id;
}

static struct record_list same_id(struct rule_run *run)
{
	const struct record_lookup *records = run->context->records;
	struct record_list none = { 0 };

	return records == NULL || number_of(run) == NULL ? none : records->same_id(records->arg);
}

/* "PS-0412 (Tổ dân phố 3)" */
static const char *describe(struct arena *arena, const struct record *record)
{
	const char *number = sheet_number(arena, record->paper_no, record->sheet_id);

	return record->area == NULL ? number : arena_print(arena, "%s (%s)", number, record->area);
}

/* A finding about these fields that speaks of another sheet; of one elsewhere only the commune is told. Where that
 * sheet stands goes on changing: it is filled in when the message is shown. */
static void find_record(struct rule_run *run, size_t message, const char *const *names, const struct record *record)
{
	const struct form *form = run->answers->form;
	const struct field *fields[RULE_FIELDS];
	struct arena *arena = run->context->arena;
	size_t count = 0;

	for (; *names != NULL; names++)
		fields[count++] = &form->fields[form_find(form, *names)];
	const char *text = run->rule->messages[message];
	text = rule_fill(arena, text, "{record}", record->same_commune ? describe(arena, record) : record->commune);
	text = rule_fill(arena, text, "{commune}", record->commune);
	rule_find_fields(run, text, fields, count);
	run->out->items[run->out->count - 1].record_id = record->sheet_id;
}

const char *finding_tell(struct arena *arena, const char *message, const char *state, const char *day)
{
	return rule_fill(arena, rule_fill(arena, message, "{state}", state), "{day}", day);
}

/* ---- the same number ---- */

/* A change is about somebody whose sheet was accepted; that sheet, opened again, is not to blame for the change. */
static bool is_excused(const struct rule_context *context, const struct record *other)
{
	return (context->kind >= KIND_CHANGE && other->is_accepted) ||
	       (other->kind >= KIND_CHANGE && context->was_accepted);
}

void rule_same_id_here(struct rule_run *run)
{
	struct record_list others = same_id(run);

	for (size_t i = 0; i < others.count; i++) {
		const struct record *other = &others.items[i];
		if (!other->same_commune || !other->same_campaign || is_excused(run->context, other))
			continue;
		find_record(run, 0, run->rule->names, other);
		return;
	}
}

void rule_same_id_elsewhere(struct rule_run *run)
{
	struct record_list others = same_id(run);

	for (size_t i = 0; i < others.count; i++) {
		if (others.items[i].same_commune || !others.items[i].same_campaign)
			continue;
		find_record(run, 0, run->rule->names, &others.items[i]);
		return;
	}
}

/* ---- probably the same person ---- */

/* Nothing but the year tells little: only neighbours are meant. */
static bool is_likely(struct rule_run *run, const struct record *other, enum birth_likeness likeness)
{
	const char *number = number_of(run);
	bool same_number = number != NULL && other->citizen_id != NULL && strcmp(number, other->citizen_id) == 0;

	return !same_number && likeness != BIRTH_OTHER && (likeness != BIRTH_YEAR || other->same_hamlet);
}

void rule_same_sound(struct rule_run *run)
{
	const struct record_lookup *records = run->context->records;
	struct date birth = rule_date(run, NAMED_birth_date);

	if (records == NULL || birth.year == 0 || rule_text(run, NAMED_full_name) == NULL ||
	    rule_answer(run, NAMED_citizen_id)->state == ANSWER_BAD)
		return;
	struct record_list others = records->same_sound(records->arg);
	for (size_t i = 0; i < others.count; i++) {
		enum birth_likeness likeness = birth_likeness(birth, others.items[i].birth);
		if (!is_likely(run, &others.items[i], likeness))
			continue;
		find_record(run, (size_t)likeness, run->rule->names, &others.items[i]);
		return;
	}
}

/* ---- the same number, and another person ---- */

/* Dates differ when they cannot be the same day. */
static bool births_differ(struct date a, struct date b)
{
	enum birth_likeness likeness = birth_likeness(a, b);

	return a.year != 0 && b.year != 0 && likeness != BIRTH_SAME && likeness != BIRTH_YEAR;
}

/* The names of the fields that differ where both sides have an answer; NULL at the end. */
static size_t differing(struct rule_run *run, const char *full_name, struct date birth, int64_t sex,
                        const char *names[RULE_FIELDS])
{
	const char *name = rule_text(run, NAMED_full_name);
	int64_t own_sex = rule_choice(run, NAMED_sex);
	size_t count = 0;

	if (name != NULL && full_name != NULL && !name_is_same(run->context->arena, name, full_name))
		names[count++] = "full_name";
	if (births_differ(rule_date(run, NAMED_birth_date), birth))
		names[count++] = "birth_date";
	if (own_sex != 0 && sex != 0 && own_sex != sex)
		names[count++] = "sex";
	names[count] = NULL;
	return count;
}

void rule_known_otherwise(struct rule_run *run)
{
	struct record_list others = same_id(run);
	const char *names[RULE_FIELDS];

	for (size_t i = others.count; i-- > 0;) {
		const struct record *other = &others.items[i];
		if (!other->earlier_campaign || differing(run, other->full_name, other->birth, other->sex, names) == 0)
			continue;
		find_record(run, 0, names, other);
		return;
	}
}

/* ---- the list of people to be surveyed ---- */

static struct roster roster_of(struct rule_run *run)
{
	const struct record_lookup *records = run->context->records;
	struct roster none = { 0 };

	return records == NULL ? none : records->roster(records->arg);
}

void rule_listed_otherwise(struct rule_run *run)
{
	struct roster roster = { 0 };
	const struct form *form = run->answers->form;
	const struct field *fields[RULE_FIELDS];
	const char *names[RULE_FIELDS];

	if (number_of(run) != NULL)
		roster = roster_of(run);
	for (size_t i = 0; i < roster.count; i++) {
		const struct roster_record *listed = &roster.items[i];
		if (!listed->of_police || !listed->has_number)
			continue;
		size_t count = differing(run, listed->full_name, listed->birth, listed->sex, names);
		for (size_t k = 0; k < count; k++)
			fields[k] = &form->fields[form_find(form, names[k])];
		if (count > 0)
			rule_find_fields(run, run->rule->messages[0], fields, count);
		return;
	}
}

/* By number; or, where the list has none, by the sound of the name and the birth date. */
static bool is_meant(struct rule_run *run, const struct roster_record *listed)
{
	enum birth_likeness likeness = birth_likeness(rule_date(run, NAMED_birth_date), listed->birth);

	return listed->has_number ? number_of(run) != NULL : likeness == BIRTH_SAME || likeness == BIRTH_YEAR;
}

void rule_not_listed(struct rule_run *run)
{
	struct roster roster = { 0 };
	bool listed = false;

	if (number_of(run) != NULL)
		roster = roster_of(run);
	for (size_t i = 0; i < roster.count; i++)
		listed |= roster.items[i].of_police && is_meant(run, &roster.items[i]);
	if (roster.has_police_list && !listed)
		rule_find(run, 0);
}

/* ---- a sheet of the years before ---- */

static const struct record *accepted_before(struct rule_run *run)
{
	const struct record_lookup *records = run->context->records;
	struct record_list others = { 0 };

	if (records != NULL)
		others = records->same_person(records->arg);
	const struct record *items = others.items;
	for (size_t i = others.count; i > 0; i--) {
		if (items[i - 1].is_accepted && items[i - 1].is_earlier)
			return items + i - 1;
	}
	return NULL;
}

void rule_nothing_before(struct rule_run *run)
{
	bool known = run->context->records == NULL || run->context->kind != KIND_CHANGE || number_of(run) == NULL;

	if (known || accepted_before(run) != NULL)
		return;
	struct roster roster = roster_of(run);
	for (size_t i = 0; i < roster.count; i++)
		known |= roster.items[i].surveyed_before && is_meant(run, &roster.items[i]);
	if (!known)
		rule_find(run, 0);
}

void rule_something_before(struct rule_run *run)
{
	const struct record *before = run->context->kind == KIND_SURVEY ? accepted_before(run) : NULL;

	if (before != NULL)
		find_record(run, 0, run->rule->names, before);
}

/* ---- the hamlet, and the paper ---- */

void rule_hamlet_ended(struct rule_run *run)
{
	const struct record_lookup *records = run->context->records;
	struct date day = rule_date(run, NAMED_collected_on);
	struct arena *arena = run->context->arena;
	struct hamlet_term term = { 0 };
	char shown[DATE_TEXT];

	if (records != NULL && day.year != 0 && rule_answer(run, NAMED_area_id)->state == ANSWER_VALID)
		term = records->hamlet(records->arg);
	bool early = term.from.year != 0 && date_compare(day, term.from) < 0;
	if (!early && (term.to.year == 0 || date_compare(day, term.to) <= 0))
		return;
	date_to_shown(early ? term.from : term.to, shown);
	const char *message = run->rule->messages[early ? 0 : term.successors == NULL ? 1 : 2];
	message = rule_fill(arena, message, "{date}", shown);
	if (!early && term.successors != NULL)
		message = rule_fill(arena, message, "{successor}", term.successors);
	const struct field *fields[] = { rule_field(run, NAMED_area_id), rule_field(run, NAMED_collected_on) };
	rule_find_fields(run, message, fields, COUNT(fields));
}

void rule_same_paper(struct rule_run *run)
{
	const struct record_lookup *records = run->context->records;
	struct record_list others = { 0 };

	if (records != NULL && rule_text(run, NAMED_paper_no) != NULL)
		others = records->same_paper(records->arg);
	if (others.count == 0)
		return;
	/* The number of its paper would tell nothing. */
	struct record other = others.items[0];
	other.paper_no = NULL;
	find_record(run, 0, run->rule->names, &other);
}
