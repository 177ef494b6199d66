/* Rules 10 to 19: identity and insurance numbers, names, and what could not be read at all. */
#include "text/identity.h"

#include "acceptance/rule.h"
#include "base/memory.h"
#include "text/messages.h"
#include "text/misread/misread.h"
#include "text/name.h"
#include "text/utf8.h"

enum { OLD_IDS_ENDED = 2025, KEY_SHOWN = 60 };

/* The number if it is of that kind and no dummy: any other is E10's, and the rules after it are silent. */
static const char *citizen_id(const struct rule_run *run, enum identity_kind kind)
{
	const char *id = rule_text(run, NAMED_citizen_id);

	return id != NULL && identity_kind(id) == kind && !identity_is_dummy(id) ? id : NULL;
}

void rule_citizen_id(struct rule_run *run)
{
	const char *id = rule_text(run, NAMED_citizen_id);

	if (id == NULL)
		return;
	if (identity_kind(id) == IDENTITY_NONE)
		rule_find(run, 0);
	else if (identity_is_dummy(id))
		rule_find(run, 1);
}

void rule_old_id(struct rule_run *run)
{
	if (citizen_id(run, IDENTITY_OLD) != NULL && rule_date(run, NAMED_collected_on).year >= OLD_IDS_ENDED)
		rule_find(run, 0);
}

void rule_id_sex(struct rule_run *run)
{
	const char *id = citizen_id(run, IDENTITY_FULL);
	int year = rule_date(run, NAMED_birth_date).year;
	int64_t sex = rule_choice(run, NAMED_sex);

	if (id != NULL && year != 0 && sex != 0 && id[3] - '0' != (year / 100 - 19) * 2 + sex - 1)
		rule_find(run, 0);
}

void rule_id_year(struct rule_run *run)
{
	const char *id = citizen_id(run, IDENTITY_FULL);
	int year = rule_date(run, NAMED_birth_date).year;

	if (id != NULL && year != 0 && (id[4] - '0') * 10 + id[5] - '0' != year % 100)
		rule_find(run, 0);
}

void rule_id_province(struct rule_run *run)
{
	const struct list *provinces = lists_find(run->answers->form->lists, "id-provinces");
	const char *id = citizen_id(run, IDENTITY_FULL);

	if (id != NULL && list_by_code(provinces, arena_text_n(run->context->arena, id, 3)) == NULL)
		rule_find(run, 0);
}

/* Twelve digits are right when they are question 4's: without a sound one there nothing can be said. */
void rule_insurance_no(struct rule_run *run)
{
	const char *number = rule_text(run, NAMED_social_insurance_no);

	if (number == NULL || identity_is_insurance(number))
		return;
	if (identity_kind(number) != IDENTITY_FULL) {
		rule_find(run, 0);
		return;
	}
	const char *id = rule_text(run, NAMED_citizen_id);
	bool sound = citizen_id(run, IDENTITY_FULL) != NULL || citizen_id(run, IDENTITY_OLD) != NULL;
	if (sound && strcmp(number, id) != 0)
		rule_find(run, 0);
}

void rule_health_card(struct rule_run *run)
{
	const struct answer *number = rule_answer(run, NAMED_social_insurance_no);

	if (number->state == ANSWER_VALID && number->raw != NULL)
		rule_find(run, 0);
}

void rule_name(struct rule_run *run)
{
	const char *name = rule_text(run, NAMED_full_name);

	if (name != NULL && name_has_sign(name))
		rule_find(run, 0);
}

void rule_name_short(struct rule_run *run)
{
	const char *name = rule_text(run, NAMED_full_name);

	if (name != NULL && !name_is_full(name) && !name_has_sign(name))
		rule_find(run, 0);
}

void rule_name_spelling(struct rule_run *run)
{
	const char *name = rule_text(run, NAMED_full_name);

	if (name == NULL)
		return;
	const struct field *field = run->answers->form->full_name;
	struct arena *arena = run->out->arena;
	if (!name_is_capitalised(name))
		rule_find_fields(run, rule_fill(arena, run->rule->messages[0], "{name}", name_titlecase(arena, name)), &field,
		                 1);
	else if (name_has_foreign_letter(name))
		rule_find(run, 1);
}

/* ---- text that was not meant as it stands ---- */

/* What people wrote themselves. */
static const struct { enum named field; bool is_name; } written[] = {
	{ NAMED_full_name, true }, { NAMED_permanent_address, false }, { NAMED_current_address, false },
	{ NAMED_training_field, false }, { NAMED_occupation, false }, { NAMED_employer_name, false },
	{ NAMED_workplace_address, false }, { NAMED_informant_name, true },
};

/* One finding names all fields, and how the first was misread; what was likely meant is told of all. */
void rule_misread(struct rule_run *run)
{
	static const enum message how[MISREAD_COUNT] = {
		[MISREAD_TCVN3] = MSG_MISREAD_TCVN3, [MISREAD_VNI] = MSG_MISREAD_VNI, [MISREAD_TELEX] = MSG_MISREAD_TELEX,
		[MISREAD_VNI_KEYS] = MSG_MISREAD_VNI_KEYS,
	};
	const struct field *fields[RULE_FIELDS];
	struct arena *arena = run->context->arena;
	enum misread first = MISREAD_NOT;
	const char *readings = "", *reading;
	size_t count = 0;

	for (size_t i = 0; i < COUNT(written); i++) {
		const char *text = rule_text(run, written[i].field);
		enum misread found = text == NULL ? MISREAD_NOT : misread_look(arena, text, written[i].is_name, &reading);
		if (found == MISREAD_NOT)
			continue;
		fields[count++] = rule_field(run, written[i].field);
		first = first == MISREAD_NOT || first == MISREAD_LOST ? found : first;
		if (reading != NULL)
			readings = arena_print(arena, "%s%s“%s”", readings, *readings == '\0' ? "" : ", ", reading);
	}
	if (count == 0)
		return;
	const char *message = run->rule->messages[first == MISREAD_LOST];
	if (first != MISREAD_LOST)
		message = rule_fill(arena, rule_fill(arena, message, "{how}", message_text(how[first])), "{reading}", readings);
	rule_find_fields(run, message, fields, count);
}

/* The fields whose answers are BAD for that reason, in paper order. */
static size_t faulty(const struct rule_run *run, enum answer_fault fault, const struct field **fields)
{
	const struct form *form = run->answers->form;
	size_t count = 0;

	for (size_t i = 0; i < form->field_count; i++) {
		if (run->answers->items[i].state == ANSWER_BAD && run->answers->items[i].fault == fault)
			fields[count++] = &form->fields[i];
	}
	return count;
}

void rule_unreadable(struct rule_run *run)
{
	const struct field *fields[FINDING_FIELDS];
	size_t count = faulty(run, FAULT_TEXT, fields);

	if (run->answers->broken)
		rule_find_fields(run, run->rule->messages[1], NULL, 0);
	else if (count > 0)
		rule_find_fields(run, run->rule->messages[0], fields, count);
}

/* A key as far as it can be shown in a sentence: its first characters, without quotes and control characters. */
static const char *shown_key(struct arena *arena, const char *key)
{
	char *shown = arena_text_n(arena, key, strnlen(key, KEY_SHOWN));

	for (char *at = shown; *at != '\0'; at++) {
		if ((unsigned char)*at < 0x20 || strchr("\"<>&\x7f", *at) != NULL)
			*at = '?';
	}
	for (size_t length = strlen(shown); !utf8_valid(shown, length);)
		shown[--length] = '\0';
	return shown;
}

static bool all_dates(const struct field *const *fields, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (fields[i]->type != FIELD_DATE && fields[i]->type != FIELD_PARTIAL_DATE)
			return false;
	}
	return count > 0;
}

void rule_no_value(struct rule_run *run)
{
	const struct field *fields[FINDING_FIELDS];
	struct arena *arena = run->context->arena;
	const char *key = run->answers->unknown_key;
	size_t count = faulty(run, FAULT_VALUE, fields);
	const char *message = run->rule->messages[all_dates(fields, count) ? 2 : 0];
	bool odd_key = key != NULL && form_find(run->answers->form, key) < 0;

	if (count == 0 && !odd_key)
		return;
	if (odd_key) {
		const char *about_key = rule_fill(arena, run->rule->messages[1], "{key}", shown_key(arena, key));
		message = count == 0 ? about_key : arena_print(arena, "%s %s", message, about_key);
	}
	rule_find_fields(run, message, fields, count);
}
