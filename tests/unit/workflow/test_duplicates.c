/* 10,000 invented people, 500 of them written down a second time another way: who is found, and who is suspected without reason. */
#include "made.h"

enum { PEOPLE = 10000, EACH = 50 };

static void second_sheets_are_found_and_others_left_alone(void **state)
{
	static const char *const ways[WAYS] = { "the same number", "i/y", "d/gi/r", "s/x", "ch/tr", "n/ng", "day and month", "one digit", "NFD", "no marks" };
	static struct made m;

	(void)state;
	made_open(&m, 1, PEOPLE);
	made_fill(&m, 0, PEOPLE);
	struct made_quality q = made_judge(&m, PEOPLE, EACH);
	print_message("%u of %u second sheets found, %u of %u people suspected\n", q.found, q.planted, q.flagged, q.clean);
	for (int way = 0; way < WAYS; way++) {
		if (q.missed[way] > 0)
			print_message("%s: %u of %d missed\n", ways[way], q.missed[way], EACH);
	}
	assert_int_equal(q.planted, WAYS * EACH);
	assert_true(q.found * 100 >= q.planted * 95);
	assert_true(q.flagged * 100 < q.clean * 2);
	made_close(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(second_sheets_are_found_and_others_left_alone) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
