#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "text/number/number_words.h"

static struct arena *arena;

static const struct { int64_t number; const char *linh; } said[] = {
	{ 0, "không" }, { 1, "một" }, { 4, "bốn" }, { 5, "năm" }, { 10, "mười" }, { 11, "mười một" }, { 14, "mười bốn" },
	{ 15, "mười lăm" }, { 20, "hai mươi" }, { 21, "hai mươi mốt" }, { 24, "hai mươi tư" }, { 25, "hai mươi lăm" },
	{ 55, "năm mươi lăm" }, { 91, "chín mươi mốt" }, { 100, "một trăm" }, { 101, "một trăm linh một" },
	{ 104, "một trăm linh bốn" }, { 105, "một trăm linh năm" }, { 110, "một trăm mười" },
	{ 115, "một trăm mười lăm" }, { 500, "năm trăm" }, { 1000, "một nghìn" },
	{ 1005, "một nghìn không trăm linh năm" }, { 1010, "một nghìn không trăm mười" },
	{ 1021, "một nghìn không trăm hai mươi mốt" }, { 4931, "bốn nghìn chín trăm ba mươi mốt" },
	{ 10000, "mười nghìn" }, { 20524, "hai mươi nghìn năm trăm hai mươi tư" }, { 1000000, "một triệu" },
	{ 1000005, "một triệu không trăm linh năm" }, { 1001000, "một triệu không trăm linh một nghìn" },
	{ 348262, "ba trăm bốn mươi tám nghìn hai trăm sáu mươi hai" },
	{ 706174, "bảy trăm linh sáu nghìn một trăm bảy mươi tư" },
	{ 999999999, "chín trăm chín mươi chín triệu chín trăm chín mươi chín nghìn chín trăm chín mươi chín" },
	{ 1000000000, "một tỷ" }, { 1000005000, "một tỷ không trăm linh năm nghìn" },
	{ 25000000000, "hai mươi lăm tỷ" }, { 1000000000000, "1000000000000" }, { -1, "-1" },
};

static void test_said(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(said); i++)
		assert_string_equal(number_words(arena, said[i].number, ZERO_LINH), said[i].linh);
	assert_string_equal(number_words(arena, 105, ZERO_LE), "một trăm lẻ năm");
	assert_string_equal(number_words(arena, 1005, ZERO_LE), "một nghìn không trăm lẻ năm");
	assert_string_equal(number_words_first(arena, 24, ZERO_LINH), "Hai mươi tư");
	assert_string_equal(number_words_first(arena, 5, ZERO_LE), "Năm");
}

static bool is_word(const char *word, size_t length, const char *wanted)
{
	return strlen(wanted) == length && memcmp(word, wanted, length) == 0;
}

/* What the words say, read by a way of its own. */
static int64_t read_back(const char *words)
{
	static const struct { const char *word; int value; } values[] = {
		{ "không", 0 }, { "một", 1 }, { "mốt", 1 }, { "hai", 2 }, { "ba", 3 }, { "bốn", 4 }, { "tư", 4 }, { "năm", 5 },
		{ "lăm", 5 }, { "sáu", 6 }, { "bảy", 7 }, { "tám", 8 }, { "chín", 9 },
	};
	int64_t whole = 0, group = 0, digit = 0;

	for (const char *word = words; *word != '\0';) {
		size_t length = strcspn(word, " ");
		for (size_t i = 0; i < COUNT(values); i++)
			digit = is_word(word, length, values[i].word) ? values[i].value : digit;
		if (is_word(word, length, "trăm"))
			group += digit * 100, digit = 0;
		else if (is_word(word, length, "mươi"))
			group += digit * 10, digit = 0;
		else if (is_word(word, length, "mười"))
			group += 10;
		else if (is_word(word, length, "nghìn") || is_word(word, length, "triệu") || is_word(word, length, "tỷ"))
			whole += (group + digit) * (word[0] == 'n' ? 1000 : length == strlen("tỷ") ? 1000000000 : 1000000), group = digit = 0;
		word += length + (word[length] == ' ');
	}
	return whole + group + digit;
}

static void test_read_back(void **state)
{
	(void)state;
	for (int64_t number = 0; number <= NUMBER_WORDS_MOST; number += number < 20000 ? 1 : number < 1000000000 ? 99991 : 99999989) {
		for (int zero = ZERO_LINH; zero <= ZERO_LE; zero++) {
			const char *words = number_words(arena, number, (enum number_zero)zero);
			assert_int_equal(read_back(words), number);
			assert_null(strstr(words, "  "));
			assert_null(strstr(words, "mươi một"));
			assert_null(strstr(words, "mươi năm"));
		}
		arena_reset(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_said), cmocka_unit_test(test_read_back) };

	arena = arena_new(ARENA_REQUEST);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(arena);
	return failed;
}
