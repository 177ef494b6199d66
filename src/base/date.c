#include "base/date.h"

#include <ctype.h>

#include "text/sign.h"

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_length(int year, int month)
{
	static const uint8_t lengths[] = { 0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && is_leap(year) ? 29 : lengths[month];
}

static bool make(int year, int month, int day, bool partial, struct date *out)
{
	if (year < 1000 || year > 9999 || month < 0 || month > 12 || day < 0)
		return false;
	if (month == 0 ? day != 0 || !partial : (day == 0 && !partial) || day > month_length(year, month))
		return false;
	*out = (struct date){ (int16_t)year, (uint8_t)month, (uint8_t)day };
	return true;
}

static bool digits(const char *text, int count, int *value)
{
	*value = 0;
	for (int i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		*value = *value * 10 + (text[i] - '0');
	}
	return true;
}

bool date_from_iso(const char *text, bool partial, struct date *out)
{
	int year, month, day;

	return strlen(text) == 10 && text[4] == '-' && text[7] == '-' && digits(text, 4, &year) &&
	       digits(text + 5, 2, &month) && digits(text + 8, 2, &day) && make(year, month, day, partial, out);
}

/* Passes what stands between two parts: a slash, a dot or a dash, spaces around it, or spaces alone. False: anything
 * else does, or nothing. */
static bool pass_separator(const char **text)
{
	size_t spaces = strspn(*text, " ");

	*text += spaces;
	size_t sign = **text == '/' || **text == '.' ? 1 : sign_dash(*text);
	*text += sign;
	*text += strspn(*text, " ");
	return spaces + sign > 0;
}

/* Up to three runs of digits, and how long each is; 0 when anything else stands there. */
static int split(const char *text, int value[3], int length[3])
{
	int parts = 0;

	for (text += strspn(text, " "); *text != '\0';) {
		if (parts == 3 || (parts > 0 && !pass_separator(&text)))
			return 0;
		value[parts] = length[parts] = 0;
		for (; isdigit((unsigned char)*text) && length[parts] < 8; text++, length[parts]++)
			value[parts] = value[parts] * 10 + (*text - '0');
		if (length[parts++] == 0)
			return 0;
		if (text[strspn(text, " ")] == '\0')
			return parts;
	}
	return 0;
}

bool date_from_typed(const char *text, bool partial, struct date *out)
{
	int v[3], n[3];

	if (date_from_iso(text, partial, out))
		return true;
	switch (split(text, v, n)) {
	case 1:
		if (n[0] == 8)
			return make(v[0] % 10000, v[0] / 10000 % 100, v[0] / 1000000, partial, out);
		return n[0] == 4 && partial && make(v[0], 0, 0, true, out);
	case 2:
		if (n[0] == 4)
			return n[1] <= 2 && partial && make(v[0], v[1], 0, true, out);
		return n[0] <= 2 && n[1] == 4 && partial && make(v[1], v[0], 0, true, out);
	case 3:
		if (n[0] == 4)
			return n[1] <= 2 && n[2] <= 2 && make(v[0], v[1], v[2], partial, out);
		return n[0] <= 2 && n[1] <= 2 && n[2] == 4 && make(v[2], v[1], v[0], partial, out);
	default:
		return false;
	}
}

bool date_from_short(const char *text, int first, int last, struct date *out)
{
	int v[3], n[3], found = 0;
	struct date date;

	if (split(text, v, n) != 3 || n[0] > 2 || n[1] > 2 || n[2] != 2)
		return false;
	for (int year = first + (v[2] - first % 100 + 100) % 100; year <= last; year += 100) {
		if (!make(year, v[1], v[0], false, &date))
			continue;
		*out = date;
		found++;
	}
	return found == 1;
}

static char *write_number(char *out, int number, int digits)
{
	for (int i = digits; i-- > 0; number /= 10)
		out[i] = (char)('0' + number % 10);
	return out + digits;
}

void date_to_iso(struct date date, char out[DATE_TEXT])
{
	out = write_number(out, date.year, 4);
	*out++ = '-';
	out = write_number(out, date.month, 2);
	*out++ = '-';
	*write_number(out, date.day, 2) = '\0';
}

void date_to_shown(struct date date, char out[DATE_TEXT])
{
	if (date.month == 0)
		snprintf(out, DATE_TEXT, "%04d", date.year);
	else if (date.day == 0)
		snprintf(out, DATE_TEXT, "%02d/%04d", date.month, date.year);
	else
		snprintf(out, DATE_TEXT, "%02d/%02d/%04d", date.day, date.month, date.year);
}

bool date_is_full(struct date date)
{
	return date.day != 0;
}

struct date date_first(struct date date)
{
	date.month = date.month == 0 ? 1 : date.month;
	date.day = date.day == 0 ? 1 : date.day;
	return date;
}

struct date date_last(struct date date)
{
	date.month = date.month == 0 ? 12 : date.month;
	date.day = date.day == 0 ? (uint8_t)month_length(date.year, date.month) : date.day;
	return date;
}

static int32_t ordinal(struct date d)
{
	return d.year * 10000 + d.month * 100 + d.day;
}

int date_compare(struct date a, struct date b)
{
	return (ordinal(a) > ordinal(b)) - (ordinal(a) < ordinal(b));
}

/* Days from civil and back: years begin in March, so that the leap day is the last of its year. */
int64_t date_to_days(struct date date)
{
	int64_t y = date.month <= 2 ? date.year - 1 : date.year;
	int64_t era = y / 400, yoe = y % 400;
	int64_t doy = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

struct date date_from_days(int64_t days)
{
	int64_t z = days + 719468, era = z / 146097, doe = z % 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	int64_t month = mp < 10 ? mp + 3 : mp - 9;

	return (struct date){ (int16_t)(yoe + era * 400 + (month <= 2)), (uint8_t)month,
	                      (uint8_t)(doy - (153 * mp + 2) / 5 + 1) };
}

struct date date_birthday(struct date birth, int years)
{
	birth.year = (int16_t)(birth.year + years);
	if (birth.month == 2 && birth.day == 29 && !is_leap(birth.year))
		return (struct date){ birth.year, 3, 1 };
	return birth;
}

struct date date_after_months(struct date date, int months)
{
	int month = date.month - 1 + months;

	date.year = (int16_t)(date.year + month / 12);
	date.month = (uint8_t)(month % 12 + 1);
	if (date.day <= month_length(date.year, date.month))
		return date;
	return (struct date){ date.year, (uint8_t)(date.month + 1), 1 };        /* never December: it has 31 */
}

int date_age(struct date birth, struct date day)
{
	int years = day.year - birth.year;

	return date_compare(date_birthday(birth, years), day) > 0 ? years - 1 : years;
}
