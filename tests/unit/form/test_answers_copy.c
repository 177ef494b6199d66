/* Answers of an earlier sheet, taken over part by part. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "form/answers_copy.h"
#include "forms.h"

static struct arena *arena;
static const struct form *form;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new(16 << 20);
	form = load_form(arena);
	return form == NULL ? -1 : 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static void type(struct answers *answers, const char *name, const char *text)
{
	int i = form_find(form, name);

	answer_from_typed(arena, &form->fields[i], &text, 1, &answers->items[i]);
}

static const char *typed(const struct answers *answers, const char *name)
{
	int i = form_find(form, name);

	return answer_typed(arena, &form->fields[i], &answers->items[i]);
}

/* The paper of somebody at work. */
static struct answers old_sheet(void)
{
	static const char *const rows[][2] = {
		{ "area_id", "7" }, { "full_name", "Nguyễn Thị Hạnh" }, { "birth_date", "07/1985" }, { "sex", "2" }, { "citizen_id", "056185001234" },
		{ "priority_poor", "1" }, { "general_education", "4" }, { "qualification", "7" }, { "training_field", "Kế toán" },
		{ "activity_status", "1" }, { "employment_position", "4" }, { "occupation", "Kế toán viên" }, { "industry", "A" },
		{ "unemployed_history", "1" }, { "collected_on", "01/06/2024" }, { "informant_name", "Nguyễn Thị Hạnh" }, { "paper_no", "A1" }, { "kind", "1" },
	};
	struct answers answers;

	answers_init(&answers, form, arena);
	for (size_t i = 0; i < COUNT(rows); i++)
		type(&answers, rows[i][0], rows[i][1]);
	answers_settle(&answers);
	return answers;
}

static void every_part_takes_its_questions_and_no_other(void **state)
{
	static const struct { const char *name; int part; const char *why; } rows[] = {
		{ "area_id", 1, "where the person lives" }, { "full_name", 1, "question 1" }, { "citizen_id", 1, "question 4" },
		{ "priority_poor", 1, "question 8" }, { "no_id_reason", 1, "stands for question 4" }, { "general_education", 2, "question 9" },
		{ "training_field", 2, "question 10.1" }, { "activity_status", 3, "question 11" }, { "employment_position", 3, "question 12.1" },
		{ "industry", 3, "beside the paper, of a block" }, { "unemployed_history", 3, "question 13" },
		{ "collected_on", 0, "the day of this sheet" }, { "informant_name", 0, "who was asked this time" }, { "paper_no", 0, "the paper's own" },
		{ "kind", 0, "this sheet's own" }, { "change_source", 0, "this sheet's own" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (form->fields[form_find(form, rows[i].name)].part != rows[i].part)
			fail_msg("%s: %s", rows[i].name, rows[i].why);
	}
}

static void what_is_typed_stays(void **state)
{
	const struct answers old = old_sheet();
	struct answers new;

	(void)state;
	answers_init(&new, form, arena);
	type(&new, "full_name", "Trần Thị Mới");
	type(&new, "birth_date", "31/02/1990");
	assert_int_equal(answers_copy_part(&old, 1, &new), 4);
	assert_string_equal(typed(&new, "full_name"), "Trần Thị Mới");
	assert_string_equal(typed(&new, "birth_date"), "31/02/1990");
	assert_string_equal(typed(&new, "citizen_id"), "056185001234");
	assert_string_equal(typed(&new, "general_education"), "");
	assert_int_equal(answers_copy_part(&old, 1, &new), 0);
}

/* question 11 decides which block of the old sheet fits; answers outside of it (there are none on an accepted sheet) never come along. */
static void a_block_comes_with_its_status_only(void **state)
{
	static const struct { const char *status, *wanted, *position, *history, *why; } rows[] = {
		{ NULL, "1", "4", "", "nothing chosen: the old status and its block" },
		{ "1", "1", "4", "", "the same status" },
		{ "2", "2", "", "1", "another status" },
		{ "3", "3", "", "", "a status without such a block" },
		{ "9", "9", "", "", "no status at all: no block is taken" },
	};
	const struct answers old = old_sheet();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct answers new;
		answers_init(&new, form, arena);
		if (rows[i].status != NULL)
			type(&new, "activity_status", rows[i].status);
		answers_copy_part(&old, 3, &new);
		if (strcmp(typed(&new, "activity_status"), rows[i].wanted) != 0 || strcmp(typed(&new, "employment_position"), rows[i].position) != 0 ||
		    strcmp(typed(&new, "unemployed_history"), rows[i].history) != 0)
			fail_msg("%s", rows[i].why);
	}
}

static void a_code_follows_its_text(void **state)
{
	const struct list *list = form->fields[form_find(form, "training_field")].list;
	struct answers old = old_sheet(), new;

	(void)state;
	type(&old, "training_field", list->rows[0].name);
	answers_settle(&old);
	answers_init(&new, form, arena);
	assert_int_equal(answers_copy_part(&old, 2, &new), 3);
	assert_string_equal(typed(&new, "training_code"), list->rows[0].code);
	answers_init(&new, form, arena);
	type(&new, "training_field", "Nghề khác hẳn");
	answers_copy_part(&old, 2, &new);
	assert_string_equal(typed(&new, "training_code"), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_part_takes_its_questions_and_no_other),
		cmocka_unit_test(what_is_typed_stays),
		cmocka_unit_test(a_block_comes_with_its_status_only),
		cmocka_unit_test(a_code_follows_its_text),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
