#include "http/param.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "base/memory.h"
#include "http/path.h"

static struct arena *arena;

static struct params decode(const char *text)
{
	struct params params;

	assert_true(params_decode(arena, text, strlen(text), &params));
	return params;
}

static void malformed_bodies_are_refused(void **state)
{
	static const struct { const char *why, *text; size_t length; } rows[] = {
		{ "a lone percent at the end", "a=%", 3 },
		{ "one digit", "a=%4", 4 },
		{ "no hexadecimal digit", "a=%zz", 5 },
		{ "malformed in the name", "%g1=1", 5 },
		{ "a percent that the next pair would complete", "a=%4&1=2", 8 },
		{ "an encoded NUL", "a=1%002", 7 },
		{ "a raw NUL", "a=1\0" "2", 5 },
		{ "a lone continuation byte", "a=%80", 5 },
		{ "a letter cut in two", "a=%E1%BB", 8 },
		{ "an overlong slash", "a=%C0%AF", 8 },
		{ "a surrogate", "a=%ED%A0%80", 11 },
		{ "raw invalid UTF-8", "a=\xff", 3 },
		{ "a letter split over name and value", "%C3=%A9", 7 },
	};
	struct params params;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (params_decode(arena, rows[i].text, rows[i].length, &params))
			fail_msg("accepted: %s", rows[i].why);
		assert_int_equal(params.count, 0);
	}
}

static void values_are_decoded(void **state)
{
	static const struct { const char *why, *text, *value; } rows[] = {
		{ "plain", "a=1", "1" },
		{ "plus is a space", "a=x+y", "x y" },
		{ "an encoded plus is a plus", "a=x%2By", "x+y" },
		{ "Vietnamese, either case of digit", "a=Ph%C6%b0%E1%bb%9Dng", "Phường" },
		{ "an encoded percent is not decoded again", "a=%2541", "%41" },
		{ "CRLF and lone CR become LF", "a=1%0D%0A2%0D3%0A4%0d", "1\n2\n3\n4\n" },
		{ "the first equals sign splits", "a=b=c", "b=c" },
		{ "empty value", "a=", "" },
		{ "no equals sign", "a", "" },
		{ "the first of two", "b=0&a=1&a=2", "1" },
		{ "empty pairs are skipped", "&&a=1&", "1" },
		{ "encoded name", "%61=1", "1" },
		{ "absent", "b=1&A=2&aa=3", NULL },
		{ "empty text", "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct params params = decode(rows[i].text);
		const char *value = params_text(&params, "a");
		if ((value == NULL) != (rows[i].value == NULL) || (value != NULL && strcmp(value, rows[i].value) != 0))
			fail_msg("%s: got %s", rows[i].why, value == NULL ? "nothing" : value);
	}
}

static void filled_tells_empty_apart(void **state)
{
	struct params params = decode("a=&b=1");

	(void)state;
	assert_null(params_filled(&params, "a"));
	assert_null(params_filled(&params, "c"));
	assert_string_equal(params_filled(&params, "b"), "1");
}

static void pairs_are_limited(void **state)
{
	size_t length = 2 * PARAM_MAX + 1;
	char *text = arena_alloc(arena, length);
	struct params params;

	(void)state;
	for (size_t i = 0; i < length; i++)
		text[i] = i % 2 == 0 ? 'a' : '&';
	assert_true(params_decode(arena, text, length - 2, &params));
	assert_int_equal(params.count, PARAM_MAX);
	assert_false(params_decode(arena, text, length, &params));
}

static void all_values_keep_their_order(void **state)
{
	struct params params = decode("a=2&b=9&a=1&a=2");
	size_t count;

	(void)state;
	const char *const *values = params_all(arena, &params, "a", &count);
	assert_int_equal(count, 3);
	assert_string_equal(values[0], "2");
	assert_string_equal(values[1], "1");
	assert_string_equal(values[2], "2");
	params_all(arena, &params, "c", &count);
	assert_int_equal(count, 0);
}

static void numbers_have_three_states(void **state)
{
	static const struct { const char *why, *text; int64_t low, high; enum param_state state; int64_t value; } rows[] = {
		{ "plain", "n=42", 0, 100, PARAM_OK, 42 },
		{ "spaces around", "n=+42+", 0, 100, PARAM_OK, 42 },
		{ "leading zeros", "n=007", 0, 100, PARAM_OK, 7 },
		{ "the bounds belong to it: low", "n=1", 1, 2, PARAM_OK, 1 },
		{ "the bounds belong to it: high", "n=2", 1, 2, PARAM_OK, 2 },
		{ "negative", "n=-3", -5, 5, PARAM_OK, -3 },
		{ "largest", "n=9223372036854775807", 0, INT64_MAX, PARAM_OK, INT64_MAX },
		{ "smallest", "n=-9223372036854775808", INT64_MIN, 0, PARAM_OK, INT64_MIN },
		{ "absent", "m=1", 0, 9, PARAM_ABSENT, 0 },
		{ "empty", "n=", 0, 9, PARAM_ABSENT, 0 },
		{ "only spaces", "n=++", 0, 9, PARAM_ABSENT, 0 },
		{ "too low", "n=0", 1, 9, PARAM_BAD, 0 },
		{ "too high", "n=10", 1, 9, PARAM_BAD, 0 },
		{ "over int64", "n=9223372036854775808", 0, INT64_MAX, PARAM_BAD, 0 },
		{ "far over int64", "n=99999999999999999999999", 0, INT64_MAX, PARAM_BAD, 0 },
		{ "letters", "n=4x", 0, 9, PARAM_BAD, 0 },
		{ "a plus sign", "n=%2B4", 0, 9, PARAM_BAD, 0 },
		{ "a point", "n=4.0", 0, 9, PARAM_BAD, 0 },
		{ "a lone minus", "n=-", -9, 9, PARAM_BAD, 0 },
		{ "space inside", "n=4+2", 0, 99, PARAM_BAD, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct params params = decode(rows[i].text);
		int64_t value = 0;
		if (params_int(&params, "n", rows[i].low, rows[i].high, &value) != rows[i].state || value != rows[i].value)
			fail_msg("%s: %lld", rows[i].why, (long long)value);
	}
}

static void ids_are_collected(void **state)
{
	static const struct { const char *why, *text; enum param_state state; size_t count; int64_t ids[4]; } rows[] = {
		{ "repeated", "ids=3&ids=1&ids=2", PARAM_OK, 3, { 3, 1, 2 } },
		{ "comma-separated", "ids=3,1, 2", PARAM_OK, 3, { 3, 1, 2 } },
		{ "both", "ids=3,1&x=9&ids=2", PARAM_OK, 3, { 3, 1, 2 } },
		{ "doubles keep the first place", "ids=5,4,5&ids=4,6", PARAM_OK, 3, { 5, 4, 6 } },
		{ "empty pieces are skipped", "ids=,7,,&ids=", PARAM_OK, 1, { 7 } },
		{ "absent", "id=1", PARAM_ABSENT, 0, { 0 } },
		{ "empty", "ids=", PARAM_ABSENT, 0, { 0 } },
		{ "zero is no id", "ids=1,0", PARAM_BAD, 0, { 0 } },
		{ "negative", "ids=-1", PARAM_BAD, 0, { 0 } },
		{ "letters", "ids=1,a", PARAM_BAD, 0, { 0 } },
		{ "over int64", "ids=9223372036854775808", PARAM_BAD, 0, { 0 } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct params params = decode(rows[i].text);
		int64_t *ids;
		size_t count;
		if (params_ids(arena, &params, "ids", &ids, &count) != rows[i].state || count != rows[i].count)
			fail_msg("%s: %zu ids", rows[i].why, count);
		for (size_t n = 0; n < count; n++)
			assert_int_equal(ids[n], rows[i].ids[n]);
	}
}

static void too_many_ids_are_bad(void **state)
{
	char *text = arena_alloc(arena, PARAM_MAX + 8);
	int64_t *ids;
	size_t count;

	(void)state;
	memcpy(text, "ids=", 4);
	memset(text + 4, ',', PARAM_MAX);
	struct params params = decode(text);
	assert_int_equal(params_ids(arena, &params, "ids", &ids, &count), PARAM_BAD);
}

static void targets_are_taken_apart(void **state)
{
	static const struct { const char *why, *raw; bool good; const char *path, *suffix; size_t params; } rows[] = {
		{ "root", "/", true, "/", "", 0 },
		{ "with a query", "/a?b=1&c=2", true, "/a", "", 2 },
		{ "a plus in a path is a plus", "/a+b", true, "/a+b", "", 0 },
		{ "encoded", "/%61", true, "/a", "", 0 },
		{ "json", "/sheets/7.json?q=", true, "/sheets/7", "json", 1 },
		{ "csv", "/a.csv", true, "/a", "csv", 0 },
		{ "xlsx", "/a.xlsx", true, "/a", "xlsx", 0 },
		{ "another ending belongs to the path", "/a.html", true, "/a.html", "", 0 },
		{ "an ending in an earlier segment", "/a.json/b", true, "/a.json/b", "", 0 },
		{ "only the last ending", "/a.json.csv", true, "/a.json", "csv", 0 },
		{ "upper case is no suffix", "/a.JSON", true, "/a.JSON", "", 0 },
		{ "absolute form", "http://host:1/a?b=1", true, "/a", "", 1 },
		{ "absolute form without path", "http://host", true, "/", "", 0 },
		{ "asterisk form", "*", true, "*", "", 0 },
		{ "malformed path", "/%zz", false, "", "", 0 },
		{ "invalid UTF-8 in the path", "/%ff", false, "", "", 0 },
		{ "malformed query", "/a.json?b=%", false, "/a", "json", 0 },
		{ "invalid UTF-8 in the query", "/a?b=%ff", false, "/a", "", 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct target target;
		if (target_parse(arena, rows[i].raw, &target) != rows[i].good)
			fail_msg("judged wrongly: %s", rows[i].why);
		assert_string_equal(target.path, rows[i].path);
		assert_string_equal(target.suffix, rows[i].suffix);
		assert_int_equal(target.query.count, rows[i].params);
	}
}

static int start(void **state)
{
	(void)state;
	arena = arena_new(ARENA_REQUEST);
	return arena == NULL;
}

static int end(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(malformed_bodies_are_refused),
		cmocka_unit_test(values_are_decoded),
		cmocka_unit_test(filled_tells_empty_apart),
		cmocka_unit_test(pairs_are_limited),
		cmocka_unit_test(all_values_keep_their_order),
		cmocka_unit_test(numbers_have_three_states),
		cmocka_unit_test(ids_are_collected),
		cmocka_unit_test(too_many_ids_are_bad),
		cmocka_unit_test(targets_are_taken_apart),
	};

	return cmocka_run_group_tests(tests, start, end);
}
