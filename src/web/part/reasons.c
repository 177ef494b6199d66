#include "web/part/reasons.h"

#include <stdlib.h>

#include "base/memory.h"
#include "text/messages.h"

enum { OWN_REASONS = 4, RULE_LETTER = 1 };

/* By the number of the rule, in ranges; a rule that a campaign lowered has the reasons of its number. */
static const struct group { int first, last; enum message reasons[OWN_REASONS]; size_t count; } groups[] = {
	{ 1, 1, { MSG_WHY_NOT_ISSUED, MSG_WHY_LOST }, 2 },
	{ 3, 3, { MSG_WHY_NO_EMPLOYER, MSG_WHY_EMPLOYER_UNKNOWN }, 2 },
	{ 7, 7, { MSG_WHY_GROUP_PAPER }, 1 },
	{ 9, 9, { MSG_WHY_NO_CERTIFICATE, MSG_WHY_DIPLOMA }, 2 },
	{ 11, 11, { MSG_WHY_OLD_CARD_ONLY }, 1 },
	{ 12, 13, { MSG_WHY_CARD, MSG_WHY_CARD_WRONG, MSG_WHY_BIRTH_PAPER }, 3 },
	{ 14, 14, { MSG_WHY_CARD, MSG_WHY_BORN_ABROAD }, 2 },
	{ 16, 17, { MSG_WHY_NAME_PAPER, MSG_WHY_CARD }, 2 },
	{ 20, 21, { MSG_WHY_CARD, MSG_WHY_BIRTH_PAPER }, 2 },
	{ 22, 22, { MSG_WHY_DAY_PAPER }, 1 },
	{ 24, 24, { MSG_WHY_CONTRACT }, 1 },
	{ 30, 30, { MSG_WHY_CONTRACT }, 1 },
	{ 31, 32, { MSG_WHY_CONTRACT, MSG_WHY_INSURANCE }, 2 },
	{ 37, 37, { MSG_WHY_DISABLED }, 1 },
	{ 38, 39, { MSG_WHY_DIPLOMA }, 1 },
	{ 50, 53, { MSG_WHY_OTHER_PERSON, MSG_WHY_SAME_PERSON, MSG_WHY_CARD }, 3 },
	{ 54, 54, { MSG_WHY_LIST_WRONG, MSG_WHY_CARD }, 2 },
	{ 56, 56, { MSG_WHY_PAPER_BEFORE }, 1 },
};
static const enum message for_all[] = { MSG_WHY_ASKED, MSG_WHY_PAPER };

size_t reasons_of(const char *rule, const char *out[REASONS_MAX])
{
	long number = rule[0] == '\0' ? 0 : strtol(rule + RULE_LETTER, NULL, 10);
	size_t count = 0;

	for (size_t i = 0; i < COUNT(groups); i++) {
		for (size_t k = 0; number >= groups[i].first && number <= groups[i].last && k < groups[i].count; k++)
			out[count++] = message_text(groups[i].reasons[k]);
	}
	for (size_t i = 0; i < COUNT(for_all); i++)
		out[count++] = message_text(for_all[i]);
	return count;
}

void reasons_put(struct tmpl_dict *list, const char *rule)
{
	const char *reasons[REASONS_MAX];
	size_t count = reasons_of(rule, reasons);

	for (size_t i = 0; i < count; i++)
		tmpl_put(tmpl_add(list, "REASON"), "REASON_TEXT", reasons[i]);
}
