/* Ages of people whose birth may be known only to the month or year: what is true for every day that the dates may
 * stand for. Dates are known (year not 0). */
#ifndef ACCEPTANCE_AGE_H
#define ACCEPTANCE_AGE_H

#include "base/date.h"

/* Surely before the person reached that many years; perhaps before. */
bool age_is_below(struct date birth, struct date day, int years);
bool age_may_be_below(struct date birth, struct date day, int years);
/* Surely before the person reached that many months. */
bool age_is_below_months(struct date birth, struct date day, int months);
/* Surely later than the day on which the person reached that many years. */
bool age_is_over(struct date birth, struct date day, int years);

/* The retirement age of that year in months (NĐ 135/2020): men 60 years 3 months in 2021 and 3 months more each year,
 * to 62 years from 2028; women 55 years 4 months in 2021 and 4 months more each year, to 60 years from 2035. Years
 * before 2021 count as 2021. */
int age_of_retirement(int year, bool woman);

#endif
