#include "form/answers_copy.h"

static bool belongs(const struct answers *out, const struct field *field)
{
	return field->block == 0 || answers_number(out, out->form->activity) == field->block;
}

size_t answers_copy_part(const struct answers *old, int part, struct answers *out)
{
	size_t copied = 0;

	for (size_t i = 0; i < out->form->field_count; i++) {
		const struct field *field = &out->form->fields[i];
		bool empty = out->items[i].state == ANSWER_NONE, known = old->items[i].state == ANSWER_VALID;
		if (field->part != part || !empty || !known || !belongs(out, field))
			continue;
		out->items[i] = old->items[i];
		copied += field->type != FIELD_CODE;
	}
	answers_settle(out);
	return copied;
}
