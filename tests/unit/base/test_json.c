#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/json.h"
#include "base/memory.h"

static void parses_json_by_the_letter(void **state)
{
	static const struct { const char *text; bool good; } rows[] = {
		{ "{\"a\":[0,-1.5e+3,\"\\\\u0000\",true]} \r\n", true },
		{ "0", true }, { "-0.5", true },
		{ "01", false }, { "1.", false }, { "1e", false }, { "-", false }, { "[1 2]", false },
		{ "\"\\u0000\"", false }, { "\"a\tb\"", false }, { "{\"a\":1}\x01", false }, { "\"\\", false },
		{ "\xef\xbb\xbf{}", false }, { "{} {}", false }, { "{\"a\":}", false }, { "", false }, { "\"\xff\"", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		cJSON *value = json_parse(rows[i].text, strlen(rows[i].text));
		if ((value != NULL) != rows[i].good)
			fail_msg("'%s'", rows[i].text);
		cJSON_Delete(value);
	}
	assert_null(json_parse("\"a\0b\"", 5));
}

static void reads_integers(void **state)
{
	static const struct { const char *text; bool whole; int64_t value; } rows[] = {
		{ "5", true, 5 }, { "-3", true, -3 }, { "5.0", true, 5 }, { "5.5", false, 0 }, { "1e999", false, 0 },
		{ "9007199254740993", false, 0 }, { "\"5\"", false, 0 }, { "true", false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		cJSON *value = json_parse(rows[i].text, strlen(rows[i].text));
		int64_t number = 0;
		assert_int_equal(json_integer(value, &number), rows[i].whole);
		assert_int_equal(number, rows[i].value);
		cJSON_Delete(value);
	}
}

static void finds_double_keys(void **state)
{
	cJSON *once = json_parse("{\"a\":1,\"A\":2}", 13), *twice = json_parse("{\"a\":1,\"b\":2,\"a\":3}", 19);

	(void)state;
	assert_null(json_duplicate(once));
	assert_string_equal(json_duplicate(twice), "a");
	assert_int_equal(json_member(once, "A")->valueint, 2);
	cJSON_Delete(once);
	cJSON_Delete(twice);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parses_json_by_the_letter),
		cmocka_unit_test(reads_integers),
		cmocka_unit_test(finds_double_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
