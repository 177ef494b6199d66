#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/json.h"
#include "base/memory.h"
#include "form/answers.h"
#include "forms.h"

struct world {
	struct arena *arena;
	const struct form *form;
};

static int setup(void **state)
{
	static struct world world;

	world.arena = arena_new(64 << 20);
	world.form = world.arena == NULL ? NULL : load_form(world.arena);
	*state = &world;
	return world.form == NULL;
}

static int teardown(void **state)
{
	arena_free(((struct world *)*state)->arena);
	return 0;
}

/* "1985-00-00", "2", the text; "bad text", "bad value"; "" for NONE. */
static const char *outcome(struct arena *arena, const struct field *field, const struct answer *answer)
{
	char *day = arena_alloc(arena, DATE_TEXT);

	if (answer->state == ANSWER_NONE)
		return "";
	if (answer->state == ANSWER_BAD)
		return answer->raw == NULL ? "no raw" : answer->fault == FAULT_TEXT ? "bad text" : "bad value";
	if (field->type == FIELD_DATE || field->type == FIELD_PARTIAL_DATE) {
		date_to_iso(answer->date, day);
		return day;
	}
	return answer->text != NULL ? answer->text : arena_print(arena, "%d", (int)answer->number);
}

struct row {
	const char *field, *given, *expected, *why;
};

static void reads_what_is_typed(void **state)
{
	static const struct row rows[] = {
		{ "full_name", " Lê  Lợi ", "Lê Lợi", "spaces" },
		{ "full_name", "Le\xcc\x82 An", "Lê An", "NFD" },
		{ "full_name", "", "", "nothing" },
		{ "full_name", " \t\xe2\x80\x8b", "", "nothing that is seen" },
		{ "full_name", "Lê\x07 An", "bad text", "control character" },
		{ "birth_date", "29/02/2008", "2008-02-29", "leap day" },
		{ "birth_date", "29/02/2007", "bad value", "no such day" },
		{ "birth_date", "7/1985", "1985-07-00", "month" },
		{ "birth_date", "1985", "1985-00-00", "year" },
		{ "birth_date", "1985-07-00", "1985-07-00", "ISO" },
		{ "birth_date", "0001-01-01", "bad value", "no year of people" },
		{ "collected_on", "06/2024", "bad value", "must be full" },
		{ "collected_on", "10.06.2024", "2024-06-10", "dots" },
		{ "citizen_id", "056 085.001-234", "056085001234", "separators forgiven" },
		{ "citizen_id", "O56085001234", "O56085001234", "letters are E10's" },
		{ "citizen_id", "-", "-", "a dash alone is no number, but not nothing" },
		{ "citizen_id", "1\x01", "bad text", "control character" },
		{ "social_insurance_no", "GD 4 79 79 123 45678", "7912345678", "health card" },
		{ "social_insurance_no", "GD479791234567", "GD479791234567", "too short: E15's" },
		{ "sex", " 2 ", "2", "option" },
		{ "sex", "3", "bad value", "no such option" },
		{ "sex", "0", "bad value", "no such option" },
		{ "sex", "Nam", "bad value", "a word" },
		{ "sex", "99999999999999999999", "bad value", "beyond numbers" },
		{ "priority_poor", "1", "1", "ticked" },
		{ "priority_poor", "0", "", "unticked" },
		{ "priority_poor", "2", "bad value", "neither" },
		{ "area_id", "17", "17", "an id" },
		{ "area_id", "0", "bad value", "no id" },
		{ "industry", "A", "A", "section" },
		{ "industry", "Z", "bad value", "no such section" },
	};
	struct world *w = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct field *field = &w->form->fields[form_find(w->form, rows[i].field)];
		struct answer answer;
		answer_from_typed(w->arena, field, &rows[i].given, 1, &answer);
		if (strcmp(outcome(w->arena, field, &answer), rows[i].expected) != 0)
			fail_msg("%s, %s: %s", rows[i].field, rows[i].why, outcome(w->arena, field, &answer));
	}
}

static void counts_what_is_posted(void **state)
{
	struct world *w = *state;
	const struct field *sex = &w->form->fields[form_find(w->form, "sex")];
	const char *const texts[] = { "1", "2" };
	struct answer answer;

	answer_from_typed(w->arena, sex, NULL, 0, &answer);
	assert_int_equal(answer.state, ANSWER_NONE);
	answer_from_typed(w->arena, sex, texts, 2, &answer);
	assert_int_equal(answer.fault, FAULT_VALUE);
	assert_string_equal(answer.raw, "1, 2");
}

static void keeps_limits(void **state)
{
	static const struct { const char *field; size_t limit; } rows[] = {
		{ "full_name", 100 }, { "informant_name", 100 }, { "current_address", 300 }, { "employer_name", 200 },
	};
	struct world *w = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct field *field = &w->form->fields[form_find(w->form, rows[i].field)];
		const char *typed = "";
		struct answer answer;
		for (size_t n = 0; n < rows[i].limit; n++)      /* as NFD: what is counted is NFC */
			typed = arena_print(w->arena, "%se\xcc\x82", typed);
		answer_from_typed(w->arena, field, &typed, 1, &answer);
		assert_int_equal(answer.state, ANSWER_VALID);
		typed = arena_print(w->arena, "%sx", typed);
		answer_from_typed(w->arena, field, &typed, 1, &answer);
		assert_int_equal(answer.fault, FAULT_TEXT);
		assert_string_equal(answer.raw, typed);
	}
}

static const char *const dates[] = { "birth_date", "contract_start", "collected_on" };

/* What the three come to when they are typed together on that day. */
static const char *dates_typed(struct world *w, const char *day, const char *const *typed)
{
	const struct field *field[COUNT(dates)];
	const char *got[COUNT(dates)];
	struct answers answers;
	struct date today;

	assert_true(date_from_iso(day, false, &today));
	answers_init(&answers, w->form, w->arena);
	for (size_t f = 0; f < COUNT(dates); f++) {
		int index = form_find(w->form, dates[f]);
		field[f] = &w->form->fields[index];
		answer_from_typed(w->arena, field[f], &typed[f], 1, &answers.items[index]);
	}
	answers_read_years(w->arena, &answers, today);
	for (size_t f = 0; f < COUNT(dates); f++)
		got[f] = outcome(w->arena, field[f], &answers.items[form_find(w->form, dates[f])]);
	return arena_print(w->arena, "%s|%s|%s", got[0], got[1], got[2]);
}

static void reads_short_years(void **state)
{
	static const struct { const char *today, *birth, *contract, *collected, *expected, *why; } rows[] = {
		{ "2026-11-22", "5/3/85", "", "", "1985-03-05||", "2085 is to come, 1885 is over 120 years ago" },
		{ "2026-11-22", "05-03-85", "", "", "1985-03-05||", "dashes" },
		{ "2026-11-22", " 5.3.85 ", "", "", "1985-03-05||", "dots, spaces" },
		{ "2026-11-22", "5/3/15", "", "", "bad value||", "eleven years old, or 111" },
		{ "2026-11-22", "5/3/06", "", "", "bad value||", "the first that two centuries have" },
		{ "2026-11-22", "5/3/05", "", "", "2005-03-05||", "1905 is over 120 years ago" },
		{ "2026-11-22", "5/3/26", "", "", "bad value||", "this year, or a hundred years ago" },
		{ "2026-11-22", "5/3/27", "", "", "1927-03-05||", "next year is to come" },
		{ "2024-06-10", "5/3/04", "", "", "bad value||", "1904 is 120 years ago" },
		{ "2026-11-22", "31/2/85", "", "", "bad value||", "no such day" },
		{ "2026-11-22", "29/2/16", "", "", "bad value||", "both have a leap day" },
		{ "2020-06-01", "29/2/00", "", "", "2000-02-29||", "1900 has none" },
		{ "2026-11-22", "3/85", "", "", "bad value||", "a month or a day?" },
		{ "2026-11-22", "050385", "", "", "bad value||", "six digits are split in two ways" },
		{ "2026-11-22", "5/3/1985", "5/3/20", "", "1985-03-05|2020-03-05|", "not a contract of before the birth" },
		{ "2026-11-22", "5/3/85", "5/3/20", "", "1985-03-05|2020-03-05|", "both short" },
		{ "2026-11-22", "1985", "5/3/98", "", "1985-00-00|1998-03-05|", "the year of thirteen" },
		{ "2026-11-22", "1985", "5/3/97", "", "1985-00-00|bad value|", "a year too early: impossible" },
		{ "2026-11-22", "", "5/3/20", "", "|bad value|", "of somebody born 1906?" },
		{ "2026-11-22", "", "5/3/18", "", "|2018-03-05|", "nobody was 13 in 1918 and lives" },
		{ "2026-11-22", "5/3/15", "5/3/20", "", "bad value|bad value|", "a birth date asked back says nothing" },
		{ "2026-11-22", "", "", "5/3/26", "||2026-03-05", "the day of the interview" },
		{ "2026-11-22", "", "", "5/3/22", "||2022-03-05", "the year of the circular" },
		{ "2026-11-22", "", "", "5/3/21", "||bad value", "no sheet existed" },
		{ "2026-11-22", "", "", "5/3/27", "||bad value", "a year to come" },
		{ "2026-11-22", "", "", "25/12/26", "||2026-12-25", "a day to come: E22 speaks" },
	};
	struct world *w = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *const typed[] = { rows[i].birth, rows[i].contract, rows[i].collected };
		const char *all = dates_typed(w, rows[i].today, typed);
		if (strcmp(all, rows[i].expected) != 0)
			fail_msg("%s: %s, not %s", rows[i].why, all, rows[i].expected);
	}
}

static struct answers from_json(struct world *w, const char *json)
{
	struct answers answers;
	cJSON *object = json_parse(json, strlen(json));

	answers_init(&answers, w->form, w->arena);
	answers_from_json(w->arena, object, &answers);
	cJSON_Delete(object);
	return answers;
}

static void reads_json(void **state)
{
	static const struct row rows[] = {
		{ "full_name", "\"Lê An\"", "Lê An", "text" },
		{ "full_name", "null", "", "null is unanswered" },
		{ "full_name", "\"\"", "", "empty is unanswered" },
		{ "full_name", "5", "bad value", "number where a string is due" },
		{ "full_name", "true", "bad value", "boolean" },
		{ "full_name", "[\"Lê An\"]", "bad value", "list" },
		{ "full_name", "{}", "bad value", "object" },
		{ "full_name", "\"Lê\\u0007An\"", "bad text", "control character" },
		{ "birth_date", "\"1985-07-00\"", "1985-07-00", "month" },
		{ "birth_date", "\"1985-00-07\"", "bad value", "a day of no month" },
		{ "birth_date", "19850700", "bad value", "number" },
		{ "birth_date", "\" 1985-03-05 \"", "1985-03-05", "spaces around" },
		{ "birth_date", "\"05/03/1985\"", "1985-03-05", "as a person types it" },
		{ "birth_date", "\"1985\"", "1985-00-00", "the year alone" },
		{ "birth_date", "\"5/3/85\"", "bad value", "a year of two digits is for those who can be asked back" },
		{ "birth_date", "\"05/03/1985\\u0007\"", "bad text", "control character" },
		{ "birth_date", "\"\"", "", "empty is unanswered" },
		{ "collected_on", "\"2024-06-00\"", "bad value", "must be full" },
		{ "citizen_id", "\"056085001234\"", "056085001234", "string" },
		{ "citizen_id", "56085001234", "bad value", "number: the zero is lost" },
		{ "sex", "1", "1", "option" },
		{ "sex", "1.0", "1", "the same number" },
		{ "sex", "1.5", "bad value", "no whole number" },
		{ "sex", "1e999", "bad value", "beyond numbers" },
		{ "sex", "\"1\"", "bad value", "string where a number is due" },
		{ "sex", "true", "bad value", "boolean" },
		{ "priority_poor", "true", "1", "true" },
		{ "priority_poor", "1", "1", "1" },
		{ "priority_poor", "false", "", "false" },
		{ "priority_poor", "0", "", "0" },
		{ "priority_poor", "2", "bad value", "neither" },
		{ "priority_poor", "\"1\"", "bad value", "string" },
		{ "area_id", "\"2236601\"", "2236601", "code" },
		{ "area_id", "2236601", "bad value", "codes are strings" },
		{ "occupation_code", "\"9999\"", "bad value", "no such row" },
	};
	struct world *w = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		int f = form_find(w->form, rows[i].field);
		struct answers answers = from_json(w, arena_print(w->arena, "{\"%s\":%s}", rows[i].field, rows[i].given));
		const char *got = outcome(w->arena, &w->form->fields[f], &answers.items[f]);
		assert_null(answers.unknown_key);
		if (strcmp(got, rows[i].expected) != 0)
			fail_msg("%s, %s: %s", rows[i].field, rows[i].why, got);
	}
}

static void tells_odd_keys(void **state)
{
	struct world *w = *state;
	struct answers answers = from_json(w, "{\"uid\":1,\"state\":{},\"campaign\":null,\"enumerator\":[],\"campaign_id\":1,"
	                                      "\"enumerator_id\":1,\"replaces_id\":1,\"replaces\":1}");

	assert_null(answers.unknown_key);
	assert_string_equal(from_json(w, "{\"Sex\":1}").unknown_key, "Sex");
	assert_string_equal(from_json(w, "{\"\":1}").unknown_key, "");
	assert_string_equal(from_json(w, "{\"uid\":1,\"uid\":2}").unknown_key, "uid");
	answers = from_json(w, "{\"sex\":1,\"sex\":1,\"colour\":1}");
	assert_string_equal(answers.unknown_key, "sex");
	assert_int_equal(answers.items[form_find(w->form, "sex")].fault, FAULT_VALUE);
	assert_true(from_json(w, "[]").broken);
	assert_true(from_json(w, "{").broken);
}

static void settles_codes(void **state)
{
	static const struct { const char *json, *code, *why; } rows[] = {
		{ "{\"occupation\":\"Sĩ quan\",\"occupation_code\":\"021\"}", "021", "picked among two of the same name" },
		{ "{\"occupation\":\"Sĩ quan\"}", "", "two rows: nobody picked" },
		{ "{\"occupation\":\"Hạ sĩ quan, binh sĩ\"}", "012", "exactly one row's name" },
		{ "{\"occupation\":\"Bán phở\",\"occupation_code\":\"012\"}", "", "the text has changed" },
		{ "{\"occupation_code\":\"012\"}", "", "no text" },
		{ "{\"occupation\":\"Hạ sĩ quan, binh sĩ\",\"occupation_code\":\"011\"}", "012", "of another row" },
	};
	struct world *w = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		int f = form_find(w->form, "occupation_code");
		struct answers answers = from_json(w, rows[i].json);
		const char *got = outcome(w->arena, &w->form->fields[f], &answers.items[f]);
		if (strcmp(got, rows[i].code) != 0)
			fail_msg("%s: %s", rows[i].why, got);
	}
}

static void shows(void **state)
{
	static const struct { const char *json, *field, *typed, *shown, *back; } rows[] = {
		{ "{\"sex\":2}", "sex", "2", "Nữ", "2" },
		{ "{\"sex\":7}", "sex", "7", "7", NULL },
		{ "{}", "sex", "", "", NULL },
		{ "{\"priority_poor\":1}", "priority_poor", "1", "x", "true" },
		{ "{\"birth_date\":\"1985-07-00\"}", "birth_date", "07/1985", "07/1985", "\"1985-07-00\"" },
		{ "{\"birth_date\":\"31/02/1985\"}", "birth_date", "31/02/1985", "31/02/1985", NULL },
		{ "{\"full_name\":\"Lê An\"}", "full_name", "Lê An", "Lê An", "\"Lê An\"" },
		{ "{\"industry\":\"F\"}", "industry", "F", "F – Xây dựng", "\"F\"" },
		{ "{\"area_id\":\"0301\"}", "area_id", "0301", "0301", "\"0301\"" },
	};
	struct world *w = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		int f = form_find(w->form, rows[i].field);
		const struct field *field = &w->form->fields[f];
		struct answers answers = from_json(w, rows[i].json);
		assert_string_equal(answer_typed(w->arena, field, &answers.items[f]), rows[i].typed);
		assert_string_equal(answer_shown(w->arena, field, &answers.items[f]), rows[i].shown);
		cJSON *back = answer_to_json(field, &answers.items[f]);
		assert_int_equal(back == NULL, rows[i].back == NULL);
		if (back != NULL)
			assert_string_equal(json_print(w->arena, back), rows[i].back);
		cJSON_Delete(back);
	}
}

static void compares(void **state)
{
	static const struct { const char *field, *a, *b; bool same; } rows[] = {
		{ "sex", "{\"sex\":1}", "{\"sex\":1}", true },
		{ "sex", "{\"sex\":1}", "{\"sex\":2}", false },
		{ "sex", "{\"sex\":1}", "{}", false },
		{ "sex", "{}", "{}", true },
		{ "sex", "{\"sex\":8}", "{\"sex\":9}", false },
		{ "full_name", "{\"full_name\":\"Le\xcc\x82\"}", "{\"full_name\":\"Lê\"}", true },
		{ "full_name", "{\"full_name\":\"LÊ\"}", "{\"full_name\":\"Lê\"}", false },
		{ "birth_date", "{\"birth_date\":\"1985-00-00\"}", "{\"birth_date\":\"1985-00-00\"}", true },
		{ "birth_date", "{\"birth_date\":\"1985-00-00\"}", "{\"birth_date\":\"1985-01-00\"}", false },
		{ "area_id", "{\"area_id\":\"1\"}", "{\"area_id\":\"2\"}", false },
	};
	struct world *w = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		int f = form_find(w->form, rows[i].field);
		struct answers a = from_json(w, rows[i].a), b = from_json(w, rows[i].b);
		assert_int_equal(answer_same(&w->form->fields[f], &a.items[f], &b.items[f]), rows[i].same);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_is_typed),
		cmocka_unit_test(counts_what_is_posted),
		cmocka_unit_test(keeps_limits),
		cmocka_unit_test(reads_short_years),
		cmocka_unit_test(reads_json),
		cmocka_unit_test(tells_odd_keys),
		cmocka_unit_test(settles_codes),
		cmocka_unit_test(shows),
		cmocka_unit_test(compares),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
