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
	assert_string_equal(form_question(form, "8")->label, "Đối tượng ưu tiên (nếu có)");
	assert_null(form_question(form, "1"));
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
	"\"text\":\"n\"}],\"questions\":[],\"fields\":[" fields "]}"
#define FIELD(name, rest) "{\"name\":\"" name "\",\"number\":\"\",\"label\":\"\"," rest "}"

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
		{ FORM(FIELD("a", "\"type\":\"date\",\"block\":4")), "no such block" },
	};
	struct error error;
	const struct lists *lists = lists_load(*state, &error);

	for (size_t i = 0; i < COUNT(rows); i++) {
		error.detail[0] = '\0';
		assert_null(form_load(*state, lists, rows[i].json, strlen(rows[i].json), &error));
		if (strstr(error.detail, rows[i].part) == NULL)
			fail_msg("'%s' instead of '%s'", error.detail, rows[i].part);
	}
	assert_non_null(form_load(*state, lists, FORM(FIELD("a", "\"type\":\"date\"")),
	                          strlen(FORM(FIELD("a", "\"type\":\"date\""))), &error));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_sheet),
		cmocka_unit_test(finds_options),
		cmocka_unit_test(refuses_what_is_no_definition),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
