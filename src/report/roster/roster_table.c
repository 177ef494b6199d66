/* Who is on the list: the page, the print, and the files that the police get. */
#include "base/memory.h"
#include "report/plain_filter.h"
#include "report/registry.h"
#include "report/roster/roster_tables.h"
#include "report/sheet_query.h"
#include "text/identity.h"
#include "text/label.h"
#include "text/utf8.h"

enum { Q_LIMIT = 200 };

#define AT(member) offsetof(struct roster_line, member)
#define FILTER_AT(member) offsetof(struct roster_query, filter.member)

static const struct column columns[] = {
	{ .question = MEANING_full_name, .head = MSG_HEAD_NAME, .kind = KIND_PERSON, .at = AT(entry.facts.full_name) },
	{ .question = MEANING_birth_date, .head = MSG_HEAD_BIRTH, .kind = KIND_DAY, .at = AT(entry.facts.birth_date) },
	{ .question = MEANING_sex, .head = MSG_HEAD_SEX, .kind = KIND_SEX, .at = AT(entry.facts.sex) },
	{ .question = MEANING_citizen_id, .head = MSG_HEAD_CITIZEN_ID, .kind = KIND_NUMBER,
	  .at = AT(entry.facts.citizen_id) },
	{ "area", MSG_LEVEL_HAMLET, KIND_HAMLET, AT(entry.area_name), COLUMN_ANYWHERE, 0 },
	{ "household_no", MSG_HEAD_HOUSEHOLD, KIND_CODE, AT(entry.facts.household_no), COLUMN_ANYWHERE, 0 },
	{ "household_head", MSG_HEAD_HOUSEHOLD_HEAD, KIND_NAME, AT(entry.facts.household_head), COLUMN_WIDE, 0 },
	{ "address", MSG_HEAD_ADDRESS, KIND_TEXT, AT(entry.facts.address), COLUMN_WIDE, 0 },
	{ "source", MSG_HEAD_ROSTER_SOURCE, KIND_ROSTER_SOURCE, AT(entry.facts.source), COLUMN_WIDE, 0 },
	{ "category", MSG_HEAD_CATEGORY, KIND_ROSTER_CATEGORY, AT(entry.facts.category), COLUMN_ANYWHERE, 0 },
	{ "state", MSG_HEAD_STANDING, KIND_ROSTER_STATE, AT(entry.state), COLUMN_ANYWHERE, 0 },
	{ "member", MSG_HEAD_MEMBER, KIND_NAME, AT(entry.member_name), COLUMN_ANYWHERE, 0 },
	{ "assigned_on", MSG_HEAD_ASSIGNED_ON, KIND_DAY, AT(entry.assigned_on), COLUMN_FILE, 0 },
	{ "reason", MSG_HEAD_REASON, KIND_TEXT, AT(why), COLUMN_WIDE, 0 },
	{ "note", MSG_HEAD_NOTE, KIND_TEXT, AT(entry.facts.note), COLUMN_FILE, 0 },
	{ "commune", MSG_LEVEL_COMMUNE, KIND_NAME, AT(entry.commune_name), COLUMN_FILE, 0 },
	{ "sheet_id", MSG_HEAD_SHEET, KIND_ID, AT(entry.sheet_id), COLUMN_FILE, 0 },
	{ "id", MSG_HEAD_ID, KIND_ID, AT(entry.id), COLUMN_FILE, 0 },
};

/* ---- filters ---- */

#define CHOICE_STATE(name) { ROSTER_IS_##name##_CODE, MSG_ROSTER_IS_##name },
static const struct filter_choice states[] = {
	{ "left", MSG_ROSTER_LEFT },
	ROSTER_STATES(CHOICE_STATE)
};
#define CHOICE_SOURCE(name) { ROSTER_##name##_CODE, MSG_ROSTER_FROM_##name },
static const struct filter_choice sources[] = { ROSTER_SOURCES(CHOICE_SOURCE) };

static bool read_state(struct table_ask *ask, const char *text, void *place)
{
	struct roster_filter *filter = place;
	int found = codes_find(&roster_state_codes, text);

	(void)ask;
	filter->left = strcmp(text, "left") == 0;
	filter->stands = found < 0 ? ROSTER_STATE_NONE : (enum roster_state)found;
	return filter->left || found > 0;
}

static bool read_source(struct table_ask *ask, const char *text, void *place)
{
	int found = codes_find(&roster_source_codes, text);
	enum roster_source source = found < 0 ? ROSTER_SOURCE_NONE : (enum roster_source)found;

	(void)ask;
	memcpy(place, &source, sizeof source);
	return found > 0;
}

static bool read_household(struct table_ask *ask, const char *text, void *place)
{
	const char *clean = utf8_clean(ask->reader.arena, text);

	memcpy(place, &clean, sizeof clean);
	return clean != NULL && utf8_length(clean) <= Q_LIMIT;
}

/* A whole number, or words of the name. By a part of a number nobody is found. */
static bool read_q(struct table_ask *ask, const char *text, void *place)
{
	struct roster_filter *filter = place;
	const char *q = utf8_clean(ask->reader.arena, text);

	if (q == NULL || utf8_length(q) > Q_LIMIT)
		return false;
	ask->typed = text;
	const char *number = identity_strip(ask->reader.arena, q);
	if (identity_kind(number) != IDENTITY_NONE)
		filter->citizen_id = ask->sought = number;
	else if (q[0] != '\0')
		filter->name = utf8_fold(ask->reader.arena, q);
	return true;
}

static bool read_s(struct table_ask *ask, const char *text, void *place)
{
	const char *q = ask->unseal == NULL ? NULL : ask->unseal(ask->host, text);

	if (q != NULL && ask->typed == NULL)
		return read_q(ask, q, place);
	ask->refusal = message_text(MSG_SEARCH_ELSEWHERE);
	return false;
}

static const struct filter_kind filter_of_state = { .look = LOOK_SELECT, .read = read_state, FILTER_CHOICES(states) };
static const struct filter_kind filter_of_source = { .look = LOOK_SELECT, .read = read_source,
	FILTER_CHOICES(sources) };
static const struct filter_kind filter_household = { .look = LOOK_TEXT, .read = read_household };
static const struct filter_kind filter_person = { .look = LOOK_SEARCH, .read = read_q, .hint = MSG_ROSTER_Q_HELP,
	.masked_hint = MSG_ROSTER_Q_HELP };
static const struct filter_kind filter_sealed = { .look = LOOK_HIDDEN, .read = read_s };

static const struct table_filter filters[] = {
	{ "area", MSG_LEVEL_AREA, &filter_area, FILTER_AT(area_id), "roster_entry_area" },
	{ "household", MSG_HEAD_HOUSEHOLD, &filter_household, FILTER_AT(household), "roster_entry_area" },
	{ "member", MSG_HEAD_MEMBER, &filter_writer, FILTER_AT(member_id), "roster_entry_member" },
	{ "state", MSG_HEAD_STANDING, &filter_of_state, offsetof(struct roster_query, filter), "roster_entry_commune" },
	{ "source", MSG_HEAD_ROSTER_SOURCE, &filter_of_source, FILTER_AT(source), "roster_entry_source" },
	{ "campaign", MSG_FILTER_CAMPAIGN, &filter_campaign, FILTER_AT(campaign_id), "roster_entry_campaign" },
	{ "list", MSG_ROSTER_LIST, &filter_hidden_id, FILTER_AT(list_id), "roster_entry_list" },
	{ "q", MSG_SEARCH, &filter_person, offsetof(struct roster_query, filter), "roster_entry_citizen" },
	{ "s", MSG_SEARCH, &filter_sealed, offsetof(struct roster_query, filter), "roster_entry_citizen" },
};

static enum err begin(struct table_ask *ask, struct error *error)
{
	if (ask->sought == NULL || ask->numbers == NULL)
		return ERR_OK;
	return number_search_admit(ask->numbers, ask->reader.arena, ask->reader.actor, ask->sought, error);
}

/* ---- rows ---- */

static const char *tell_why(struct arena *arena, const struct roster_entry *e)
{
	if (e->reason != ROSTER_REASON_NONE) {
		const char *label = roster_reason_label(e->reason);
		return e->reason_note == NULL ? label : arena_print(arena, "%s: %s", label, e->reason_note);
	}
	if (e->back_reason == NULL || e->member_id != 0)
		return NULL;
	const char *const parts[] = { e->back_by, e->back_reason };
	return message_with(arena, MSG_ROSTER_GIVEN_BACK, parts, COUNT(parts));
}

static enum err read(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	struct roster_filter filter = ((const struct roster_query *)ask->filter)->filter;
	struct roster_entry *entries;
	enum err err = ERR_OK;

	if (ask->whole)
		err = roster_count(db, arena, ask->reader.actor, &filter, &out->total, error);
	filter.after = ask->after.id;
	filter.limit = ask->limit;
	if (err == ERR_OK)
		err = roster_select(db, arena, ask->reader.actor, &filter, &entries, &out->count, error);
	if (err != ERR_OK)
		return err;
	struct roster_line *lines = arena_array(arena, out->count + 1, sizeof *lines);
	for (size_t i = 0; i < out->count; i++)
		lines[i] = (struct roster_line){ entries[i], tell_why(arena, &entries[i]) };
	out->items = lines;
	return ERR_OK;
}

static const char *link_of(struct table_ask *ask, const void *row)
{
	return arena_print(ask->reader.arena, "/roster/%lld", (long long)((const struct roster_line *)row)->entry.id);
}

const struct table roster_table = {
	.name = "bang-ke-dieu-tra",
	.path = "/roster",
	.title = MSG_NAV_ROSTER,
	.found = MSG_COUNT_ROSTER,
	.empty = MSG_NO_ROSTER,
	TABLE_COLUMNS(columns),
	TABLE_FILTERS(filters, struct roster_query),
	.row_size = sizeof(struct roster_line),
	.shows = SHOWS_PEOPLE,
	.id = AT(entry.id),
	.begin = begin,
	.read = read,
	.link = link_of,
};
