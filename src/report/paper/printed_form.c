/* Mẫu số 03 as it is printed, filled into a template that has its names. */
#include "report/paper/printed_form.h"

#include <ctype.h>

#include "base/memory.h"
#include "table/display.h"

/* "12.2.b" -> "Q12_2_B_LABEL" */
static const char *heading_key(struct arena *arena, const char *number)
{
	char *key = arena_print(arena, "Q%s_LABEL", number);

	for (char *c = key; *c != '\0'; c++)
		*c = *c == '.' ? '_' : (char)toupper((unsigned char)*c);
	return key;
}

void form_put_words(struct arena *arena, struct tmpl_dict *dict, const struct form *form)
{
	tmpl_put(dict, "FORM_MARK", form->mark);
	tmpl_put(dict, "FORM_TITLE", form->title);
	tmpl_put(dict, "FORM_SUBTITLE", form->subtitle);
	for (size_t i = 0; i < form->question_count; i++)
		tmpl_put(dict, heading_key(arena, form->questions[i].number), form->questions[i].label);
}

void form_put_notes(struct tmpl_dict *dict, const struct form *form)
{
	for (size_t i = 0; i < form->note_count; i++) {
		struct tmpl_dict *row = tmpl_add(dict, "NOTE");
		tmpl_put(row, "NOTE_NUMBER", form->notes[i].number);
		tmpl_put(row, "NOTE_TEXT", form->notes[i].text);
	}
}

void form_put_number(struct tmpl_dict *dict, const char *number, const char *whose)
{
	struct tmpl_dict *section = tmpl_add(dict, "NUMBERED");

	tmpl_put(section, "PAPER_NUMBER", number);
	tmpl_put(tmpl_add(dict, "NUMBER_CODE"), "PAPER_CODE", number);
	if (whose != NULL)
		tmpl_put(tmpl_add(dict, "WHOSE"), "WHOSE_NAME", whose);
}

/* The answer as this actor may read it; one that is none as it was typed. */
static const char *shown(const struct printed_form *p, const struct field *field, const struct answer *answer)
{
	const char *text = answer->state == ANSWER_BAD ? answer->raw : answer_shown(p->arena, field, answer);

	if (text == NULL)
		return "";
	return field->personal ? display_number(p->arena, p->actor, text) : display_text(p->arena, p->actor, text);
}

/* NAME_SUFFIX of a field; "" for none. */
static const char *key_of(const struct printed_form *p, const struct field *field, const char *suffix)
{
	char *key = arena_print(p->arena, "%s%s", field->name, suffix);

	for (char *c = key; *c != '\0'; c++)
		*c = (char)toupper((unsigned char)*c);
	return key;
}

static const char *noted(const struct printed_form *p, const char *label, const char *note)
{
	return note == NULL ? label : arena_print(p->arena, "%s%s", label, note);
}

static void put_options(const struct printed_form *p, struct tmpl_dict *dict, const struct field *field, int64_t chosen)
{
	char suffix[32];

	for (size_t i = 0; i < field->option_count; i++) {
		const struct option *option = &field->options[i];
		snprintf(suffix, sizeof suffix, "_%d", option->value);
		tmpl_put(dict, key_of(p, field, suffix), option->value == chosen ? "X" : "");
		snprintf(suffix, sizeof suffix, "_%d_label", option->value);
		tmpl_put(dict, key_of(p, field, suffix), noted(p, option->label, option->note));
		snprintf(suffix, sizeof suffix, "_%d_jump", option->value);
		if (option->jump != NULL)
			tmpl_put(dict, key_of(p, field, suffix), option->jump);
	}
}

/* The box around options: ticked with one of them. */
static void put_group(const struct printed_form *p, struct tmpl_dict *dict, const struct field *field, int64_t chosen)
{
	const struct option_group *group = &field->group;

	if (group->name == NULL)
		return;
	const char *suffix = arena_print(p->arena, "_%s", group->name);
	tmpl_put(dict, key_of(p, field, suffix), chosen >= group->first && chosen <= group->last ? "X" : "");
	tmpl_put(dict, key_of(p, field, arena_print(p->arena, "%s_label", suffix)), group->label);
}

/* A part of a date: as text, and digit by digit in boxes; not known: empty ones. */
static void put_part(const struct printed_form *p, struct tmpl_dict *dict, const struct field *field,
                     const char *suffix, const char *boxes, int value, int digits)
{
	char text[8] = "";

	if (value != 0)
		snprintf(text, sizeof text, "%0*d", digits, value);
	else if (p->dotted)
		snprintf(text, sizeof text, "……");
	tmpl_put(dict, key_of(p, field, suffix), text);
	for (int i = 0; i < digits; i++) {
		const char digit[] = { value == 0 ? '\0' : text[i], '\0' };
		tmpl_put(tmpl_add(dict, key_of(p, field, boxes)), "DIGIT", digit);
	}
}

static void put_date(const struct printed_form *p, struct tmpl_dict *dict,
                     const struct field *field, const struct answer *answer)
{
	struct date date = answer->state == ANSWER_VALID ? answer->date : (struct date){ 0 };

	put_part(p, dict, field, "_day", "_day_box", date.day, 2);
	put_part(p, dict, field, "_month", "_month_box", date.month, 2);
	put_part(p, dict, field, "_year", "_year_box", date.year, 4);
	tmpl_put(dict, key_of(p, field, "_odd"),
	         answer->state == ANSWER_BAD ? shown(p, field, answer) : "");
}

static void put_field(const struct printed_form *p, struct tmpl_dict *dict, size_t index)
{
	static const struct answer none = { .state = ANSWER_NONE };
	const struct field *field = &p->form->fields[index];
	const struct answer *answer = p->answers == NULL ? &none : &p->answers->items[index];
	bool valid = answer->state == ANSWER_VALID;

	tmpl_put(dict, key_of(p, field, "_label"), noted(p, field->label, field->note));
	switch (field->type) {
	case FIELD_CHOICE:
		put_options(p, dict, field, valid ? answer->number : 0);
		put_group(p, dict, field, valid ? answer->number : 0);
		break;
	case FIELD_DATE:
	case FIELD_PARTIAL_DATE:
		put_date(p, dict, field, answer);
		break;
	case FIELD_BOOLEAN:
		tmpl_put(dict, key_of(p, field, ""), valid ? "X" : "");
		break;
	case FIELD_TEXT:
	case FIELD_NUMBER:
	case FIELD_CODE:
	case FIELD_AREA:
		tmpl_put(dict, key_of(p, field, ""), shown(p, field, answer));
		break;
	}
}

static void put_units(const struct printed_form *p, struct tmpl_dict *dict)
{
	static const char *const keys[AREA_LEVELS] = { "PROVINCE", "DISTRICT", "COMMUNE", NULL };

	for (size_t i = 0; i < AREA_LEVELS && keys[i] != NULL; i++)
		tmpl_put(dict, keys[i], "");
	for (size_t i = 0; i < p->path_count; i++) {
		int rank = area_level_rank(p->path[i].level);
		const char *name = p->path[i].full_name;
		if (rank < 0 || keys[rank] == NULL)
			continue;
		if (strcmp(keys[rank], "COMMUNE") == 0 && p->area_name != NULL)
			name = arena_print(p->arena, "%s, %s", name, p->area_name);
		tmpl_put(dict, keys[rank], name);
	}
}

void printed_form_put(struct tmpl_dict *dict, const struct printed_form *p)
{
	form_put_words(p->arena, dict, p->form);
	form_put_notes(dict, p->form);
	put_units(p, dict);
	for (size_t i = 0; i < p->form->field_count; i++)
		put_field(p, dict, i);
}
