#include "acceptance/age.h"

enum { FIRST_YEAR = 2021, YEAR = 12 };

static const struct { int first, step, last; } retirement[] = {
	{ 60 * YEAR + 3, 3, 62 * YEAR },
	{ 55 * YEAR + 4, 4, 60 * YEAR },
};

bool age_is_below(struct date birth, struct date day, int years)
{
	return date_compare(date_last(day), date_birthday(date_first(birth), years)) < 0;
}

bool age_may_be_below(struct date birth, struct date day, int years)
{
	return date_compare(date_first(day), date_birthday(date_last(birth), years)) < 0;
}

bool age_is_below_months(struct date birth, struct date day, int months)
{
	return date_compare(date_last(day), date_after_months(date_first(birth), months)) < 0;
}

bool age_is_over(struct date birth, struct date day, int years)
{
	return date_compare(date_birthday(date_last(birth), years), day) < 0;
}

int age_of_retirement(int year, bool woman)
{
	int steps = year < FIRST_YEAR ? 0 : year - FIRST_YEAR;
	int months = retirement[woman].first + steps * retirement[woman].step;

	return months > retirement[woman].last ? retirement[woman].last : months;
}
