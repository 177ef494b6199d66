#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "forms.h"

static int setup(void **state)
{
	*state = arena_new(16 << 20);
	return *state == NULL;
}

static int teardown(void **state)
{
	arena_free(*state);
	return 0;
}

static const struct field *field(const struct form *form, const char *name)
{
	int i = form_find(form, name);

	assert_true(i >= 0);
	return &form->fields[i];
}

static void reads_the_sheet(void **state)
{
	const struct form *form = load_form(*state);

	assert_non_null(form);
	assert_string_equal(form->name, "mau-03");
	assert_string_equal(form->title, "PHIẾU THÔNG TIN VỀ NGƯỜI LAO ĐỘNG");
	assert_int_equal(form->field_count, 40);
	assert_string_equal(form->fields[0].name, "area_id");
	assert_string_equal(form->fields[39].name, "change_source");
	assert_int_equal(field(form, "full_name")->limit, 100);
	assert_int_equal(field(form, "permanent_address")->limit, 300);
	assert_int_equal(field(form, "occupation")->limit, 200);
	assert_int_equal(field(form, "occupation")->code_field, form_find(form, "occupation_code"));
	assert_int_equal(field(form, "full_name")->code_field, -1);
	assert_true(field(form, "citizen_id")->personal);
	assert_false(field(form, "full_name")->personal);
	assert_true(field(form, "social_insurance_no")->health_card);
	assert_int_equal(field(form, "unemployment_duration")->block, 2);
	assert_int_equal(field(form, "workplace_type")->option_count, 11);
	assert_string_equal(field(form, "citizen_id")->note, "(1)");
	assert_int_equal(strncmp(field(form, "workplace_address")->help, "Ghi rõ theo thứ tự", 10), 0);
	assert_ptr_equal(field(form, "workplace_address")->help, field(form, "permanent_address")->help);
	size_t heading = 0;
	while (heading < form->question_count && strcmp(form->questions[heading].number, "8") != 0)
		heading++;
	assert_in_range(heading, 0, form->question_count - 1);
	assert_string_equal(form->questions[heading].label, "Đối tượng ưu tiên (nếu có)");
	assert_int_equal(form_find(form, "Full_name"), -1);
}

static void finds_options(void **state)
{
	const struct field *status = field(load_form(*state), "activity_status");

	assert_string_equal(field_option(status, 2)->label, "Người thất nghiệp");
	assert_string_equal(field_option(status, 1)->jump, "Chuyển câu 12");
	assert_null(field_option(status, 0));
	assert_null(field_option(status, 4));
	assert_null(field_option(status, -1));
}

#define FORM(fields) \
	"{\"name\":\"x\",\"version\":1,\"mark\":\"\",\"title\":\"\",\"subtitle\":\"\",\"notes\":[{\"number\":\"(1)\"," \
	"\"text\":\"n\"}],\"questions\":[],\"parts\":[\"p\"],\"fields\":[" fields "]}"
#define FIELD(name, rest) "{\"name\":\"" name "\",\"number\":\"\",\"label\":\"\"," rest "}"
#define MEANS(what, rest) FIELD(what, "\"meaning\":\"" what "\"," rest)
#define CHOICE "\"type\":\"choice\",\"options\":[{\"value\":1,\"label\":\"\"},{\"value\":2,\"label\":\"\"}]"

/* A field for each meaning. */
static const char *const meant[FORM_MEANINGS] = {
	MEANS("hamlet", "\"type\":\"area\""), MEANS("full_name", "\"type\":\"text\",\"limit\":5"),
	MEANS("birth_date", "\"type\":\"partial-date\""), MEANS("sex", CHOICE), MEANS("citizen_id", "\"type\":\"number\",\"limit\":5"),
	MEANS("no_id_reason", CHOICE), MEANS("permanent_address", "\"type\":\"text\",\"limit\":5"),
	MEANS("current_address", "\"type\":\"text\",\"limit\":5"), MEANS("activity", CHOICE),
	MEANS("employer", "\"type\":\"text\",\"limit\":5"), MEANS("employer_address", "\"type\":\"text\",\"limit\":5"),
	MEANS("collected_on", "\"type\":\"date\""), MEANS("paper_no", "\"type\":\"text\",\"limit\":5"), MEANS("kind", CHOICE),
};

/* A definition with all of them but one (FORM_MEANINGS: none is left out), and that field. */
static const char *form_without(struct arena *arena, size_t left_out, const char *field)
{
	const char *fields = "";

	for (size_t i = 0; i < FORM_MEANINGS; i++)
		fields = i == left_out ? fields : arena_print(arena, "%s%s,", fields, meant[i]);
	return arena_print(arena, FORM("%s%s"), fields, field);
}

static const struct form *load(struct arena *arena, const char *json, struct error *error)
{
	const struct lists *lists = lists_load(arena, error);

	*error = (struct error){ .code = ERR_OK };
	return form_load(arena, lists, json, strlen(json), error);
}

static void refuses_what_is_no_definition(void **state)
{
	static const struct { const char *json, *part; } rows[] = {
		{ "", "no JSON object" },
		{ "[]", "no JSON object" },
		{ FORM(""), "no fields" },
		{ FORM("1"), "no object" },
		{ FORM(FIELD("a", "\"type\":\"colour\"")), "unknown type" },
		{ FORM(FIELD("a", "\"type\":\"date\",\"need\":\"never\"")), "unknown type or need" },
		{ FORM(FIELD("a", "\"type\":\"date\",\"colour\":1")), "colour: is no property" },
		{ FORM(FIELD("a", "\"type\":\"date\",\"type\":\"date\"")), "type: is there twice" },
		{ FORM(FIELD("a", "\"type\":\"date\"") "," FIELD("a", "\"type\":\"date\"")), "a: is there twice" },
		{ FORM(FIELD("a", "\"type\":\"text\"")), "limit" },
		{ FORM(FIELD("a", "\"type\":\"date\",\"limit\":5")), "limit" },
		{ FORM(FIELD("a", "\"type\":\"text\",\"limit\":-5")), "limit: is no number" },
		{ FORM(FIELD("a", "\"type\":\"choice\"")), "options belong" },
		{ FORM(FIELD("a", "\"type\":\"choice\",\"options\":[{\"value\":2,\"label\":\"\"}]")), "1, 2, 3" },
		{ FORM(FIELD("a", "\"type\":\"code\",\"list\":\"colours\"")), "no such list" },
		{ FORM(FIELD("a", "\"type\":\"code\"")), "no such list" },
		{ FORM(FIELD("a", "\"type\":\"text\",\"limit\":5,\"list\":\"industries\",\"code\":\"b\"")), "no such code field" },
		{ FORM(FIELD("a", "\"type\":\"date\",\"note\":\"(2)\"")), "no such note" },
		{ FORM(FIELD("a", "\"type\":\"date\",\"part\":2")), "no such part" },
		{ FORM(FIELD("a", "\"type\":\"date\",\"block\":1")), "belongs to a part" },
		{ FORM("{\"name\":\"a\",\"number\":\"9\",\"label\":\"\",\"type\":\"date\"}"), "belongs to a part" },
		{ FORM(FIELD("a", "\"type\":\"boolean\",\"years\":{\"since\":2022}")), "years belong to dates" },
		{ FORM(FIELD("a", "\"type\":\"date\",\"years\":{}")), "counted in one way" },
		{ FORM(FIELD("a", "\"type\":\"date\",\"years\":{\"since\":2022,\"age\":13}")), "counted in one way" },
		{ FORM(FIELD("a", "\"type\":\"date\",\"years\":{\"until\":2022}")), "until: is no property" },
		{ FORM(FIELD("a", CHOICE ",\"group\":{\"name\":\"yes\",\"label\":\"\",\"first\":2,\"last\":3}")), "options in a row" },
		{ FORM(FIELD("a", CHOICE ",\"group\":{\"name\":\"yes\",\"label\":\"\",\"first\":2,\"last\":2}")), "options in a row" },
		{ FORM(FIELD("a", "\"type\":\"date\",\"group\":{\"name\":\"yes\",\"label\":\"\",\"first\":1,\"last\":2}")), "options in a row" },
		{ FORM(FIELD("a", "\"type\":\"date\",\"meaning\":\"colour\"")), "colour: is no meaning" },
		{ FORM(FIELD("a", "\"type\":\"text\",\"limit\":5,\"meaning\":\"sex\"")), "sex: the field that means it is of another type" },
		{ FORM(FIELD("a", CHOICE ",\"meaning\":\"sex\"") "," FIELD("b", CHOICE ",\"meaning\":\"sex\"")), "sex: two fields mean it" },
	};
	struct error error;
	const struct lists *lists = lists_load(*state, &error);

	for (size_t i = 0; i < COUNT(rows); i++) {
		error.detail[0] = '\0';
		assert_null(form_load(*state, lists, rows[i].json, strlen(rows[i].json), &error));
		if (strstr(error.detail, rows[i].part) == NULL)
			fail_msg("'%s' instead of '%s'", error.detail, rows[i].part);
	}
}

/* The start stops with its name when a definition lacks what the program asks for. */
static void a_meaning_that_no_field_has_is_named(void **state)
{
	const char *field = FIELD("a", "\"type\":\"date\",\"block\":2,\"part\":1");
	const struct form *form;
	struct error error;

	for (size_t i = 0; i < FORM_MEANINGS; i++) {
		char name[32];
		sscanf(meant[i], "{\"name\":\"%31[a-z_]", name);
		assert_null(load(*state, form_without(*state, i, field), &error));
		assert_string_equal(error.detail, arena_print(*state, "form definition: %s: no field means it", name));
	}
	form = load(*state, form_without(*state, FORM_MEANINGS, field), &error);
	assert_non_null(form);
	for (size_t i = 0; i < FORM_MEANINGS; i++)
		assert_ptr_equal(form->meant[i], &form->fields[i]);
	assert_ptr_equal(form->kind, &form->fields[FORM_MEANINGS - 1]);
	assert_null(load(*state, form_without(*state, FORM_MEANINGS, FIELD("a", "\"type\":\"date\",\"block\":3,\"part\":1")), &error));
	assert_non_null(strstr(error.detail, "a: no such block"));
}

static void knows_what_the_program_asks_for(void **state)
{
	static const char *const names[] = { "area_id", "full_name", "birth_date", "sex", "citizen_id", "no_id_reason", "permanent_address",
		"current_address", "activity_status", "employer_name", "workplace_address", "collected_on", "paper_no", "kind" };
	static const char *const sensitive[] = { "priority_disabled", "priority_poor", "priority_near_poor", "priority_ethnic_minority",
		"ethnic_group" };
	const struct form *form = load_form(*state);
	size_t marked = 0;

	for (size_t i = 0; i < FORM_MEANINGS; i++)
		assert_string_equal(form->meant[i]->name, names[i]);
	for (size_t i = 0; i < form->field_count; i++)
		marked += form->fields[i].sensitive;
	for (size_t i = 0; i < COUNT(sensitive); i++)
		assert_true(field(form, sensitive[i])->sensitive);
	assert_int_equal(marked, COUNT(sensitive));
	assert_int_equal(form->part_count, 3);
	assert_string_equal(form->parts[2], "câu 11–13");
	assert_true(field(form, "occupation_code")->follows);
	assert_false(field(form, "industry")->follows);
	assert_string_equal(field(form, "workplace_type")->group.name, "firm");
	assert_int_equal(field(form, "contract_start")->years.age, 13);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_sheet),
		cmocka_unit_test(finds_options),
		cmocka_unit_test(refuses_what_is_no_definition),
		cmocka_unit_test(a_meaning_that_no_field_has_is_named),
		cmocka_unit_test(knows_what_the_program_asks_for),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
