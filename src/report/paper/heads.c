#include "report/paper/paper_type.h"

#include "base/clock.h"
#include "table/display.h"
#include "text/utf8.h"

#define NO_BREAK_SPACE "\xc2\xa0"

const char *paper_body(struct arena *arena, const char *text)
{
	const char *upper = utf8_upper(arena, text), *last;

	if (upper == NULL)
		upper = text;
	last = strrchr(upper, ' ');
	if (last == NULL || last == strchr(upper, ' '))
		return upper;
	return arena_print(arena, "%.*s" NO_BREAK_SPACE "%s", (int)(last - upper), upper, last + 1);
}

struct date paper_day(const struct paper_ask *ask)
{
	return ask->issued == NULL ? ask->today : clock_day_of(ask->issued->issued_at);
}

const char *paper_number(const struct paper_ask *ask, const char *abbreviation, const char *code)
{
	if (ask->issued == NULL || ask->issued->number == 0)
		return NULL;
	return arena_print(ask->arena, "%02lld/%s-%s", (long long)ask->issued->number, abbreviation, code);
}

const char *paper_sheets(const struct paper_ask *ask, const struct office *office, int64_t count)
{
	const char *values[] = { display_count(ask->arena, count), number_words_first(ask->arena, count, office->zero) };

	return message_with(ask->arena, MSG_PAPER_SHEETS, values, 2);
}

const char *paper_day_words(struct arena *arena, struct date day)
{
	const char *values[] = { arena_print(arena, "%02d", day.day),
		arena_print(arena, day.month <= 2 ? "%02d" : "%d", day.month), arena_print(arena, "%d", day.year) };

	return message_with(arena, MSG_PAPER_DAY, values, 3);
}

/* Days under ten and the first two months have a zero before them (NĐ 30/2020). */
static void put_day(const struct paper_ask *ask, struct tmpl_dict *dict)
{
	struct date day = paper_day(ask);

	tmpl_put(dict, "DAY", arena_print(ask->arena, "%02d", day.day));
	tmpl_put(dict, "MONTH", arena_print(ask->arena, day.month <= 2 ? "%02d" : "%d", day.month));
	tmpl_put_int(dict, "YEAR", day.year);
}

void paper_put_head(const struct paper_ask *ask, struct tmpl_dict *dict, const struct office *office, bool police)
{
	const char *superior = police ? office->police_superior : office->superior;

	if (superior != NULL)
		tmpl_put(tmpl_add(dict, "SUPERIOR"), "SUPERIOR_NAME", paper_body(ask->arena, superior));
	tmpl_put(dict, "OFFICE", paper_body(ask->arena, police ? office->police : office->name));
	tmpl_put(dict, "PLACE", office->place);
	put_day(ask, dict);
}
