/* Birth dates that are close, and names that are the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "text/likeness.h"

static struct date day(const char *iso)
{
	struct date date = { 0 };

	if (iso[0] != '\0')
		assert_true(date_from_iso(iso, true, &date));
	return date;
}

static void birth_dates_are_close(void **state)
{
	static const struct { const char *a, *b; enum birth_likeness likeness; const char *why; } rows[] = {
		{ "1985-03-05", "1985-03-05", BIRTH_SAME, "the same" },
		{ "1985-03-05", "1985-05-03", BIRTH_SWAPPED, "day and month swapped" },
		{ "1985-03-03", "1985-03-03", BIRTH_SAME, "a day that is its own swap" },
		{ "1985-03-05", "1986-05-03", BIRTH_OTHER, "swapped, and another year" },
		{ "1985-03-05", "1985-03-06", BIRTH_DIGIT, "the last digit of the day" },
		{ "1985-03-05", "1985-03-15", BIRTH_DIGIT, "the first digit of the day" },
		{ "1985-03-05", "1985-04-05", BIRTH_DIGIT, "the month" },
		{ "1985-03-05", "1995-03-05", BIRTH_DIGIT, "the year" },
		{ "1985-03-05", "1985-03-16", BIRTH_OTHER, "two digits" },
		{ "1985-03-05", "1996-03-05", BIRTH_OTHER, "two digits of the year" },
		{ "1999-03-05", "2000-03-05", BIRTH_OTHER, "a year apart, four digits" },
		{ "1985-00-00", "1985-03-05", BIRTH_YEAR, "only the year on one side" },
		{ "1985-00-00", "1985-00-00", BIRTH_YEAR, "only the year on both" },
		{ "1985-03-00", "1985-00-00", BIRTH_YEAR, "the month on one side" },
		{ "1985-03-00", "1985-03-05", BIRTH_YEAR, "the same month" },
		{ "1985-03-00", "1985-04-05", BIRTH_OTHER, "another month" },
		{ "1985-00-00", "1986-03-05", BIRTH_OTHER, "another year" },
		{ "", "1985-03-05", BIRTH_OTHER, "no date" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (birth_likeness(day(rows[i].a), day(rows[i].b)) != rows[i].likeness ||
		    birth_likeness(day(rows[i].b), day(rows[i].a)) != rows[i].likeness)
			fail_msg("%s, %s: %s", rows[i].a, rows[i].b, rows[i].why);
	}
}

static void names_are_the_same(void **state)
{
	static const struct { const char *a, *b; bool same; const char *why; } rows[] = {
		{ "Nguyễn Thị Hoà", "Nguyễn Thị Hòa", true, "the place of the tone mark" },
		{ "Nguyễn Thị Thuý", "NGUYỄN THỊ THÚY", true, "and capitals" },
		{ "Nguyễn Thị Hoà", "Nguyễn Thị Hoa", false, "no tone is another name" },
		{ "Nguyễn Thị Hoà", "Nguyễn Thị Hoá", false, "another tone" },
		{ "Lê Văn Đức", "Lê Văn Dức", false, "đ is no d" },
		{ "Lê Vân", "Lê Văn", false, "â is no ă" },
		{ "Trần  Văn Nam", "Trần Văn Nam", true, "two spaces" },
		{ "TrầnVăn Nam", "Trần Văn Nam", true, "a space forgotten" },
		{ "Nguye\xcc\x82\xcc\x83n Thi\xcc\xa3 Mai", "Nguyễn Thị Mai", true, "decomposed letters" },
		{ "Nguyễn Thị Lý", "Nguyễn Thị Lí", false, "i and y sound alike, but are written differently" },
		{ "Nguyễn \xff", "Nguyễn \xff", false, "broken UTF-8" },
		{ "", "", true, "nothing" },
	};
	struct arena *arena = arena_new(1 << 16);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (name_is_same(arena, rows[i].a, rows[i].b) != rows[i].same)
			fail_msg("%s, %s: %s", rows[i].a, rows[i].b, rows[i].why);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(birth_dates_are_close), cmocka_unit_test(names_are_the_same) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
