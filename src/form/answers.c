#include "base/buf.h"
#include "form/decode.h"
#include "text/identity.h"
#include "text/utf8.h"

enum { MAX_DIGITS = 18 };               /* of a number typed into a choice or an area */

void answers_init(struct answers *answers, const struct form *form, struct arena *arena)
{
	*answers = (struct answers){ .form = form };
	answers->items = arena_array(arena, form->field_count, sizeof *answers->items);
}

struct answer *answers_at(const struct answers *answers, const struct field *field)
{
	return &answers->items[field - answers->form->fields];
}

const char *answers_text(const struct answers *answers, const struct field *field)
{
	const struct answer *answer = answers_at(answers, field);

	return answer->state == ANSWER_VALID ? answer->text : NULL;
}

int64_t answers_number(const struct answers *answers, const struct field *field)
{
	const struct answer *answer = answers_at(answers, field);

	return answer->state == ANSWER_VALID ? answer->number : 0;
}

struct date answers_date(const struct answers *answers, const struct field *field)
{
	const struct answer *answer = answers_at(answers, field);

	return answer->state == ANSWER_VALID ? answer->date : (struct date){ 0 };
}

int64_t answers_kind(const struct answers *answers)
{
	int64_t kind = answers_number(answers, answers->form->kind);

	return kind == 0 ? KIND_SURVEY : kind;
}

void answer_refuse(struct answer *out, enum answer_fault fault, const char *raw)
{
	*out = (struct answer){ .state = ANSWER_BAD, .fault = fault, .raw = raw };
}

static void decode_number(struct arena *arena, const struct field *field, const char *typed, struct answer *out)
{
	const char *stripped = identity_strip(arena, out->text);
	const char *insurance = field->health_card ? identity_of_health_card(stripped) : NULL;

	out->text = insurance == NULL ? stripped : insurance;
	out->raw = insurance == NULL ? NULL : arena_text(arena, typed);
}

static bool decode_value(struct arena *arena, const struct field *field, const char *typed, struct answer *out)
{
	switch (field->type) {
	case FIELD_TEXT:
		return true;
	case FIELD_NUMBER:
		decode_number(arena, field, typed, out);
		return true;
	case FIELD_CODE:
		return list_by_code(field->list, out->text) != NULL;
	case FIELD_DATE:
	case FIELD_PARTIAL_DATE:
		return date_from_typed(out->text, field->type == FIELD_PARTIAL_DATE, &out->date);
	case FIELD_CHOICE:
	case FIELD_BOOLEAN:
	case FIELD_AREA:
		break;
	}
	return false;
}

/* What is kept of the text, NULL when nobody answered or the text is refused (*out says which). */
static const char *keep(struct arena *arena, const char *typed, struct answer *out)
{
	const char *clean = utf8_clean(arena, typed);

	*out = (struct answer){ .state = ANSWER_NONE };
	if (clean == NULL) {
		answer_refuse(out, FAULT_TEXT, "");
		return NULL;
	}
	if (utf8_has_control(clean)) {
		answer_refuse(out, FAULT_TEXT, arena_text(arena, typed));
		return NULL;
	}
	return *clean == '\0' ? NULL : clean;
}

void answer_decode(struct arena *arena, const struct field *field, const char *typed, struct answer *out)
{
	const char *clean = keep(arena, typed, out);

	if (clean == NULL)
		return;
	*out = (struct answer){ .state = ANSWER_VALID, .text = clean };
	if (field->limit > 0 && strlen(clean) > field->limit && utf8_length(clean) > field->limit)
		answer_refuse(out, FAULT_TEXT, arena_text(arena, typed));
	else if (!decode_value(arena, field, typed, out))
		answer_refuse(out, FAULT_VALUE, arena_text(arena, typed));
	else if (field->type == FIELD_DATE || field->type == FIELD_PARTIAL_DATE)
		out->text = NULL;
}

/* Digits alone, small enough to be a number. */
static bool read_digits(const char *text, int64_t *value)
{
	size_t length = strspn(text, "0123456789");

	if (length == 0 || length > MAX_DIGITS || text[length] != '\0')
		return false;
	*value = strtoll(text, NULL, 10);
	return true;
}

/* Choices, booleans and areas as an HTML form posts them. */
static void decode_typed_number(struct arena *arena, const struct field *field, const char *typed, struct answer *out)
{
	const char *clean = keep(arena, typed, out);
	int64_t value;

	if (clean == NULL)
		return;
	bool known = read_digits(clean, &value);
	if (known && field->type == FIELD_CHOICE)
		known = field_option(field, value) != NULL;
	else if (known && field->type == FIELD_BOOLEAN)
		known = value <= 1;
	else if (known)
		known = value > 0;
	if (!known)
		answer_refuse(out, FAULT_VALUE, arena_text(arena, typed));
	else if (value > 0)
		*out = (struct answer){ .state = ANSWER_VALID, .number = value };
}

/* All of them, however many: what was posted bounds them. */
static const char *join(struct arena *arena, const char *const *texts, size_t count)
{
	size_t length = 0;
	struct buf all;

	for (size_t i = 0; i < count; i++)
		length += strlen(texts[i]) + 2;
	buf_init(&all, arena, length);
	for (size_t i = 0; i < count; i++) {
		buf_text(&all, i == 0 ? "" : ", ");
		buf_text(&all, texts[i]);
	}
	return all.data;
}

void answer_from_typed(struct arena *arena, const struct field *field, const char *const *texts, size_t count,
                       struct answer *out)
{
	*out = (struct answer){ .state = ANSWER_NONE };
	if (count == 0)
		return;
	if (count > 1)
		answer_refuse(out, FAULT_VALUE, join(arena, texts, count));
	else if (field->type == FIELD_CHOICE || field->type == FIELD_BOOLEAN || field->type == FIELD_AREA)
		decode_typed_number(arena, field, texts[0], out);
	else
		answer_decode(arena, field, texts[0], out);
}

static void settle_code(const struct list *list, const struct answer *text, struct answer *code)
{
	const struct list_row *row = code->state == ANSWER_VALID ? list_by_code(list, code->text) : NULL;

	if (code->state == ANSWER_BAD || (row != NULL && text->state == ANSWER_VALID && strcmp(row->name, text->text) == 0))
		return;
	row = text->state == ANSWER_VALID ? list_by_name(list, text->text) : NULL;
	*code = (struct answer){ .state = ANSWER_NONE };
	if (row != NULL)
		*code = (struct answer){ .state = ANSWER_VALID, .text = row->code };
}

void answers_settle(struct answers *answers)
{
	const struct form *form = answers->form;

	for (size_t i = 0; i < form->field_count; i++) {
		const struct field *field = &form->fields[i];
		if (field->code_field >= 0)
			settle_code(field->list, &answers->items[i], &answers->items[field->code_field]);
	}
}
