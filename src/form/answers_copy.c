#include "form/answers_copy.h"

#include <stdlib.h>
#include <string.h>

enum { LAST_OF_PERSON = 8, LAST_OF_SCHOOL = 10 };

int field_part(const struct field *field)
{
	long question = strtol(field->number, NULL, 10);

	if (field->block != 0)
		return 3;
	if (question == 0)
		return strcmp(field->name, "area_id") == 0 || strcmp(field->name, "no_id_reason") == 0 ? 1 : 0;
	return question <= LAST_OF_PERSON ? 1 : question <= LAST_OF_SCHOOL ? 2 : 3;
}

static bool belongs(const struct answers *out, const struct field *field)
{
	const struct answer *status = &out->items[form_find(out->form, "activity_status")];

	return field->block == 0 || (status->state == ANSWER_VALID && status->number == field->block);
}

size_t answers_copy_part(const struct answers *old, int part, struct answers *out)
{
	size_t copied = 0;

	for (size_t i = 0; i < out->form->field_count; i++) {
		const struct field *field = &out->form->fields[i];
		if (field_part(field) != part || out->items[i].state != ANSWER_NONE || old->items[i].state != ANSWER_VALID || !belongs(out, field))
			continue;
		out->items[i] = old->items[i];
		copied += field->type != FIELD_CODE;
	}
	answers_settle(out);
	return copied;
}
