#include "exchange/table_in/table_value.h"

#include <ctype.h>
#include <math.h>

#include "base/date.h"
#include "base/memory.h"

enum {
	PERSON = 15,                            /* digits that Excel keeps and shows */
	LEAP_1900 = 60,                         /* 29 February 1900, which never was */
	LAST_1900 = 2958465, LAST_1904 = 2957003,       /* 9999-12-31 */
	DAY_SECONDS = 24 * 60 * 60
};

/* ---- formats ---- */

enum value_format value_format_known(unsigned id)
{
	static const struct { unsigned first, last; enum value_format format; } known[] = {
		{ 14, 17, VALUE_DAY }, { 18, 21, VALUE_CLOCK }, { 22, 22, VALUE_DAY }, { 27, 31, VALUE_DAY },
		{ 32, 35, VALUE_CLOCK }, { 36, 36, VALUE_DAY }, { 45, 45, VALUE_CLOCK }, { 46, 46, VALUE_LENGTH },
		{ 47, 47, VALUE_CLOCK }, { 50, 54, VALUE_DAY }, { 55, 56, VALUE_CLOCK }, { 57, 58, VALUE_DAY },
	};

	for (size_t i = 0; i < COUNT(known); i++) {
		if (id >= known[i].first && id <= known[i].last)
			return known[i].format;
	}
	return VALUE_PLAIN;
}

/* Behind what stands in brackets: a colour, a language, a condition; or hours, minutes, seconds beyond their circle. */
static const char *pass_brackets(const char *code, bool *length)
{
	size_t inside = strcspn(code + 1, "]"), letters = strspn(code + 1, "hHmMsS");

	*length |= inside > 0 && inside == letters;
	return code[1 + inside] == ']' ? code + inside + 2 : code + inside + 1;
}

/* Behind a piece that shows signs as they are: "ngày", \/, _), *-. The same place when it is another. */
static const char *pass_literal(const char *code)
{
	if (*code == '"') {
		const char *end = strchr(code + 1, '"');
		return end == NULL ? code + strlen(code) : end + 1;
	}
	if (strchr("\\_*", *code) != NULL)
		return code + (code[1] == '\0' ? 1 : 2);
	return code;
}

static bool is_general(const char *code)
{
	static const char *const names[] = { "general", "standard" };

	for (size_t i = 0; i < COUNT(names); i++) {
		if (strncasecmp(code, names[i], strlen(names[i])) == 0)
			return true;
	}
	return false;
}

enum value_format value_format_of(const char *code)
{
	bool day = false, month = false, clock = false, length = false;

	if (is_general(code))
		return VALUE_PLAIN;
	while (*code != '\0' && *code != ';') {
		const char *behind = *code == '[' ? pass_brackets(code, &length) : pass_literal(code);
		if (behind != code) {
			code = behind;
			continue;
		}
		int letter = tolower((unsigned char)*code++);
		if (letter == 'e' && (*code == '+' || *code == '-'))
			return VALUE_PLAIN;
		day |= letter == 'd' || letter == 'y' || letter == 'e' || letter == 'b';
		month |= letter == 'm';
		clock |= letter == 'h' || letter == 's';
	}
	if (day || (month && !clock && !length))
		return VALUE_DAY;
	return length ? VALUE_LENGTH : clock ? VALUE_CLOCK : VALUE_PLAIN;
}

/* ---- numbers ---- */

static void set_text(struct value *value, enum table_in_kind kind, const char *text)
{
	value->kind = kind;
	value->length = strlen(text);
	if (value->length >= sizeof value->text)
		value->length = sizeof value->text - 1;
	memcpy(value->text, text, value->length);
	value->text[value->length] = '\0';
}

/* "7.9123456789e+10", "-1e-05" without their exponent. */
static void write_out(const char *scientific, char *out)
{
	char digits[32] = "";
	size_t count = 0;
	int point = 1 + (int)strtol(strchr(scientific, 'e') + 1, NULL, 10);

	if (*scientific == '-')
		*out++ = '-';
	for (; *scientific != 'e'; scientific++) {
		if (isdigit((unsigned char)*scientific))
			digits[count++] = *scientific;
	}
	while (count > 1 && digits[count - 1] == '0')
		count--;
	if (point <= 0) {
		*out++ = '0';
		*out++ = '.';
	}
	for (int i = point; i < 0; i++)
		*out++ = '0';
	for (int i = 0; i < (int)count; i++) {
		if (i == point && i > 0)
			*out++ = '.';
		*out++ = digits[i];
	}
	for (int i = (int)count; i < point; i++)
		*out++ = '0';
	*out = '\0';
}

static void number_text(double number, struct value *value)
{
	char scientific[40], out[VALUE_TEXT];

	/* A whole number of up to 17 digits is written by programs that have no limit of 15. */
	if (fabs(number) < 1e17 && number == floor(number))
		snprintf(out, sizeof out, "%.0f", number == 0 ? 0.0 : number);
	else {
		snprintf(scientific, sizeof scientific, "%.*e", PERSON - 1, number);
		write_out(scientific, out);
	}
	set_text(value, TABLE_IN_NUMBER, out);
}

/* ---- days and times ---- */

static void day_text(int64_t day, bool since_1904, char out[DATE_TEXT])
{
	static const struct date first_1904 = { 1904, 1, 1 }, new_year = { 1900, 1, 1 };

	if (!since_1904 && (day == 0 || day == LEAP_1900)) {
		snprintf(out, DATE_TEXT, "%s", day == 0 ? "1900-01-00" : "1900-02-29");
		return;
	}
	int64_t first = since_1904 ? date_to_days(first_1904) : date_to_days(new_year) - (day > LEAP_1900 ? 2 : 1);
	date_to_iso(date_from_days(first + day), out);
}

static void clock_text(int64_t seconds, char out[DATE_TEXT])
{
	snprintf(out, DATE_TEXT, "%02u:%02u:%02u", (unsigned)(seconds / 3600), (unsigned)(seconds / 60 % 60),
	         (unsigned)(seconds % 60));
}

static void set_day(double number, bool since_1904, struct value *value)
{
	char day[DATE_TEXT], clock[DATE_TEXT], both[2 * DATE_TEXT];
	int64_t seconds = (int64_t)llround(number * DAY_SECONDS);

	clock_text(seconds % DAY_SECONDS, clock);
	if (number > 0 && number < 1) {
		set_text(value, TABLE_IN_CLOCK, clock);
		return;
	}
	day_text(seconds / DAY_SECONDS, since_1904, day);
	snprintf(both, sizeof both, "%sT%s", day, clock);
	if (seconds % DAY_SECONDS == 0)
		set_text(value, TABLE_IN_DAY, day);
	else
		set_text(value, TABLE_IN_DAY_TIME, both);
}

void value_of_number(double number, enum value_format format, bool since_1904, struct value *value)
{
	char clock[DATE_TEXT];
	int64_t last = since_1904 ? LAST_1904 : LAST_1900;

	if (format == VALUE_PLAIN || !(number >= 0) || number >= (double)last + 1) {
		number_text(number, value);
		return;
	}
	if (format == VALUE_DAY) {
		set_day(number, since_1904, value);
		return;
	}
	int64_t seconds = llround(number * DAY_SECONDS);
	clock_text(format == VALUE_CLOCK ? seconds % DAY_SECONDS : seconds, clock);
	set_text(value, TABLE_IN_CLOCK, clock);
}

/* Digits that are written as they are read. */
static bool is_short(const char *text, size_t *length)
{
	*length = strspn(text, "0123456789");
	return *length > 0 && *length <= PERSON && text[*length] == '\0' && (text[0] != '0' || *length == 1);
}

bool value_of_text(const char *text, enum value_format format, bool since_1904, struct value *value)
{
	size_t length;
	char *end;

	if (format == VALUE_PLAIN && is_short(text, &length)) {
		value->kind = TABLE_IN_NUMBER;
		value->length = length;
		memcpy(value->text, text, length + 1);
		return true;
	}
	text += strspn(text, " \t\r\n");
	length = strspn(text, "0123456789+-.eE");
	if (length == 0 || text[length + strspn(text + length, " \t\r\n")] != '\0')
		return false;
	double number = strtod(text, &end);
	if (end != text + length || !isfinite(number))
		return false;
	value_of_number(number, format, since_1904, value);
	return true;
}

/* Reads hh:mm:ss; what stands behind is a part of a second or of the day's zone. */
static bool is_clock(const char *text)
{
	unsigned hours, minutes, seconds;

	return strlen(text) >= 8 && sscanf(text, "%2u:%2u:%2u", &hours, &minutes, &seconds) == 3 && hours < 24 &&
	       minutes < 60 && seconds < 60;
}

bool value_of_iso(const char *text, struct value *value)
{
	char day[] = "yyyy-mm-dd", both[2 * DATE_TEXT];
	struct date date;

	if (is_clock(text)) {
		snprintf(both, sizeof both, "%.8s", text);
		set_text(value, TABLE_IN_CLOCK, both);
		return true;
	}
	size_t length = strlen(text);
	snprintf(day, sizeof day, "%.10s", text);
	if (!date_from_iso(day, false, &date) || (length > 10 && (text[10] != 'T' || !is_clock(text + 11))))
		return false;
	bool midnight = length == 10 || strncmp(text + 11, "00:00:00", 8) == 0;
	snprintf(both, sizeof both, "%sT%.8s", day, midnight ? "" : text + 11);
	set_text(value, midnight ? TABLE_IN_DAY : TABLE_IN_DAY_TIME, midnight ? day : both);
	return true;
}
