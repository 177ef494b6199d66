/* Calendar days, possibly known only to the month or the year, and the ages that the rules are about.
 *
 * Stored and exchanged as ISO text (`1985-07-00`: day unknown, `1985-00-00`: month unknown too), typed and
 * shown as dd/mm/yyyy, mm/yyyy or yyyy. Proleptic Gregorian calendar, years 1000 to 9999. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

struct date {
	int16_t year;                   /* 0: no date at all */
	uint8_t month, day;             /* 0: unknown; day is unknown whenever month is */
};

enum { DATE_TEXT = 16 };                /* room for either written form with its NUL */

/* Reads exactly yyyy-mm-dd, with 00 for what is unknown if partial. False: no such day, or another form. */
bool date_from_iso(const char *text, bool partial, struct date *out);
/* Reads what a person types: d/m/yyyy or yyyy/m/d, with slashes, dots, any dash or spaces between the parts, and
 * ddmmyyyy; if partial, mm/yyyy, yyyy/mm and yyyy too, and zeros for what is unknown (00/07/1985, 00/00/1985). Spaces
 * around the parts are forgiven; a two-digit year is refused, never guessed. */
bool date_from_typed(const char *text, bool partial, struct date *out);
/* Reads d/m/yy, with the same signs between: the day of the one year from first to last that ends in yy and has that
 * day. False when there is none, or more than one. */
bool date_from_short(const char *text, int first, int last, struct date *out);
void date_to_iso(struct date date, char out[DATE_TEXT]);
void date_to_shown(struct date date, char out[DATE_TEXT]);

bool date_is_full(struct date date);
/* The earliest and the latest day that the date may stand for. */
struct date date_first(struct date date);
struct date date_last(struct date date);
/* <0, 0, >0 for full dates. */
int date_compare(struct date a, struct date b);
/* Days since 1970-01-01 of a full date, and back. */
int64_t date_to_days(struct date date);
struct date date_from_days(int64_t days);
/* The day somebody born on the full date `birth` reaches `years`; born on 29 February: 1 March of a common year. */
struct date date_birthday(struct date birth, int years);
/* The full date that many months after a full date; where the month has no such day, the first of the next. */
struct date date_after_months(struct date date, int months);
/* Completed years on the full date `day` of somebody born on the full date `birth`; negative before birth. */
int date_age(struct date birth, struct date day);

#endif
