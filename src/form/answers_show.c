#include "form/answers.h"

static const char *shown_date(struct arena *arena, struct date date)
{
	char *text = arena_alloc(arena, DATE_TEXT);

	date_to_shown(date, text);
	return text;
}

static const char *shown_area(struct arena *arena, const struct answer *answer)
{
	if (answer->number > 0)
		return arena_print(arena, "%lld", (long long)answer->number);
	return answer->text == NULL ? "" : answer->text;
}

const char *answer_typed(struct arena *arena, const struct field *field, const struct answer *answer)
{
	if (answer->state != ANSWER_VALID)
		return answer->state == ANSWER_BAD ? answer->raw : "";
	switch (field->type) {
	case FIELD_CHOICE:
	case FIELD_BOOLEAN:
		return arena_print(arena, "%lld", (long long)answer->number);
	case FIELD_DATE:
	case FIELD_PARTIAL_DATE:
		return shown_date(arena, answer->date);
	case FIELD_AREA:
		return shown_area(arena, answer);
	case FIELD_TEXT:
	case FIELD_NUMBER:
	case FIELD_CODE:
		break;
	}
	return answer->text;
}

static const char *shown_code(struct arena *arena, const struct field *field, const char *code)
{
	const struct list_row *row = list_by_code(field->list, code);

	return row == NULL ? code : arena_print(arena, "%s – %s", row->code, row->name);
}

const char *answer_shown(struct arena *arena, const struct field *field, const struct answer *answer)
{
	if (answer->state != ANSWER_VALID)
		return answer_typed(arena, field, answer);
	if (field->type == FIELD_CHOICE) {
		const struct option *option = field_option(field, answer->number);
		return option == NULL ? "" : option->label;
	}
	if (field->type == FIELD_BOOLEAN)
		return "x";
	if (field->type == FIELD_CODE)
		return shown_code(arena, field, answer->text);
	if (field->type == FIELD_AREA && answer->text != NULL)
		return answer->text;
	return answer_typed(arena, field, answer);
}

static bool same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

bool answer_same(const struct field *field, const struct answer *a, const struct answer *b)
{
	if (a->state != b->state)
		return false;
	if (a->state != ANSWER_VALID)
		return a->state == ANSWER_NONE || same_text(a->raw, b->raw);
	switch (field->type) {
	case FIELD_CHOICE:
	case FIELD_BOOLEAN:
		return a->number == b->number;
	case FIELD_DATE:
	case FIELD_PARTIAL_DATE:
		return date_compare(a->date, b->date) == 0;
	case FIELD_AREA:
		return a->number > 0 && b->number > 0 ? a->number == b->number : same_text(a->text, b->text);
	case FIELD_TEXT:
	case FIELD_NUMBER:
	case FIELD_CODE:
		break;
	}
	return same_text(a->text, b->text);
}
