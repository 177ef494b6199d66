/* Years of two digits: which century a date can only mean. */
#include "form/answers.h"
#include "text/utf8.h"

enum { AGE_MAX = 120, CONTRACT_AGE = 13, SINCE = 2022 };

static int year_of(const struct answers *answers, const char *field)
{
	int index = form_find(answers->form, field);

	return index < 0 || answers->items[index].state != ANSWER_VALID ? 0 : answers->items[index].date.year;
}

static void read_year(struct arena *arena, struct answers *answers, const char *field, int first, int last)
{
	int index = form_find(answers->form, field);
	struct answer *answer = index < 0 ? NULL : &answers->items[index];
	struct date date;

	if (answer != NULL && answer->state == ANSWER_BAD && answer->fault == FAULT_VALUE &&
	    date_from_short(utf8_clean(arena, answer->raw), first, last, &date))
		*answer = (struct answer){ .state = ANSWER_VALID, .date = date };
}

void answers_read_years(struct arena *arena, struct answers *answers, struct date today)
{
	read_year(arena, answers, "birth_date", today.year - AGE_MAX, today.year);
	int born = year_of(answers, "birth_date");
	read_year(arena, answers, "contract_start", (born > 0 ? born : today.year - AGE_MAX) + CONTRACT_AGE, today.year);
	read_year(arena, answers, "collected_on", SINCE, today.year);
}
