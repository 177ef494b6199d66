/* Reasons offered for confirming a warning. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "acceptance/acceptance.h"
#include "base/memory.h"
#include "text/messages.h"
#include "web/part/reasons.h"

static const struct { const char *rule; enum message first; const char *why; } rows[] = {
	{ "W01", MSG_WHY_NOT_ISSUED, "no number yet: the reason that the paper has room for" },
	{ "W13", MSG_WHY_CARD, "a number that does not fit is compared with the card" },
	{ "W14", MSG_WHY_CARD, "so is its beginning" },
	{ "W30", MSG_WHY_CONTRACT, "a contract where there should be none is looked at" },
	{ "E38", MSG_WHY_DIPLOMA, "the number counts, not the letter" },
	{ "W51", MSG_WHY_OTHER_PERSON, "two sheets of one number" },
	{ "W40", MSG_WHY_ASKED, "none of its own: those for all" },
	{ "W99", MSG_WHY_ASKED, "nor has an unknown rule" },
	{ "", MSG_WHY_ASKED, "nor has none" },
};

static void the_most_particular_comes_first(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *reasons[REASONS_MAX];
		size_t count = reasons_of(rows[i].rule, reasons);
		if (count < 2 || reasons[0] != message_text(rows[i].first))
			fail_msg("%s: %zu, \"%s\" (%s)", rows[i].rule, count, reasons[0], rows[i].why);
	}
}

static void every_rule_has_different_reasons_within_the_limit(void **state)
{
	(void)state;
	for (size_t i = 0; i < acceptance_rule_count(); i++) {
		const char *reasons[REASONS_MAX];
		size_t count = reasons_of(acceptance_rule(i).id, reasons);
		assert_in_range(count, 2, REASONS_MAX);
		for (size_t k = 0; k < count * count; k++)
			assert_true(k / count == k % count || strcmp(reasons[k / count], reasons[k % count]) != 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_most_particular_comes_first),
		cmocka_unit_test(every_rule_has_different_reasons_within_the_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
