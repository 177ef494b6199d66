#include "report/plain_filter.h"

#include "base/clock.h"
#include "base/memory.h"
#include "text/utf8.h"

enum { TEXT_LIMIT = 100, DAY_SECONDS = 86400, VIETNAM_AHEAD = 7 * 3600 };

static void put_text(void *place, const char *text)
{
	memcpy(place, &text, sizeof text);
}

/* ---- days ---- */

const char *utc_of_day(struct arena *arena, struct date day)
{
	char *utc = arena_alloc(arena, CLOCK_TEXT);

	clock_to_iso((int64_t)date_to_days(day) * DAY_SECONDS - VIETNAM_AHEAD, utc);
	return utc;
}

static bool read_day(struct table_ask *ask, const char *text, int later, void *place)
{
	struct date day;

	if (!date_from_typed(text, false, &day))
		return false;
	put_text(place, utc_of_day(ask->reader.arena, date_from_days(date_to_days(day) + later)));
	return true;
}

static bool read_from(struct table_ask *ask, const char *text, void *place)
{
	return read_day(ask, text, 0, place);
}

static bool read_until(struct table_ask *ask, const char *text, void *place)
{
	return read_day(ask, text, 1, place);
}

/* ---- ids, texts ---- */

static bool read_id(struct table_ask *ask, const char *text, void *place)
{
	const struct param id = { "id", text };
	const struct params one = { &id, 1 };

	(void)ask;
	return params_int(&one, "id", 1, INT64_MAX, place) == PARAM_OK;
}

static bool read_text(struct table_ask *ask, const char *text, void *place)
{
	(void)ask;
	put_text(place, text);
	return utf8_length(text) <= TEXT_LIMIT;
}

static bool read_words(struct table_ask *ask, const char *text, void *place)
{
	const char *clean = utf8_clean(ask->reader.arena, text);

	if (clean == NULL || utf8_length(clean) > TEXT_LIMIT)
		return false;
	put_text(place, clean[0] == '\0' ? NULL : utf8_fold(ask->reader.arena, clean));
	return true;
}

static bool read_tick(struct table_ask *ask, const char *text, void *place)
{
	(void)ask;
	(void)text;
	*(bool *)place = true;
	return true;
}

const struct filter_kind filter_from = { .look = LOOK_DAY, .read = read_from };
const struct filter_kind filter_until = { .look = LOOK_DAY, .read = read_until };
const struct filter_kind filter_id = { .look = LOOK_TEXT, .read = read_id };
const struct filter_kind filter_hidden_id = { .look = LOOK_HIDDEN, .read = read_id };
const struct filter_kind filter_text = { .look = LOOK_TEXT, .read = read_text };
const struct filter_kind filter_hidden_text = { .look = LOOK_HIDDEN, .read = read_text };
const struct filter_kind filter_words = { .look = LOOK_TEXT, .read = read_words };
const struct filter_kind filter_tick = { .look = LOOK_HIDDEN, .read = read_tick };

/* ---- what is offered ---- */

struct filter_option *offer_one(struct filter_options *out, const char *value, const char *label, bool chosen)
{
	struct filter_option *option = &out->items[out->count++];

	*option = (struct filter_option){ value, label, chosen, NULL };
	return option;
}

/* ---- signed copies ---- */

static const struct filter_choice copies[] = { { "0", MSG_COPIES_LACK }, { "1", MSG_COPIES_NOTED } };

static bool read_copies(struct table_ask *ask, const char *text, void *place)
{
	int noted = strcmp(text, "0") == 0 ? COPIES_LACK : strcmp(text, "1") == 0 ? COPIES_NOTED : COPIES_ANY;

	(void)ask;
	memcpy(place, &noted, sizeof noted);
	return noted != COPIES_ANY;
}

const struct filter_kind filter_copies = { .look = LOOK_SELECT, .read = read_copies, FILTER_CHOICES(copies) };
