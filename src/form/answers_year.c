/* Years of two digits: which century a date can only mean. */
#include "form/answers.h"
#include "text/utf8.h"

/* The first year that the field's date can mean; 0: it is never read so. */
static int first_year(const struct answers *answers, const struct field *field, int this_year)
{
	const struct field *birth = answers->form->birth_date;
	int born = answers_date(answers, birth).year, oldest = this_year - birth->years.back;

	if (field->years.back > 0)
		return this_year - field->years.back;
	if (field->years.age > 0)
		return (born > 0 ? born : oldest) + field->years.age;
	return field->years.since;
}

void answers_read_years(struct arena *arena, struct answers *answers, struct date today)
{
	for (size_t i = 0; i < answers->form->field_count; i++) {
		struct answer *answer = &answers->items[i];
		int first = first_year(answers, &answers->form->fields[i], today.year);
		struct date date;
		if (first > 0 && answer->state == ANSWER_BAD && answer->fault == FAULT_VALUE &&
		    date_from_short(utf8_clean(arena, answer->raw), first, today.year, &date))
			*answer = (struct answer){ .state = ANSWER_VALID, .date = date };
	}
}
