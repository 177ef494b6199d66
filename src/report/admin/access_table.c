/* Who saw a sheet, or the sheets of a person. */
#include "base/memory.h"
#include "report/plain_filter.h"
#include "report/registry.h"
#include "store/access/who_saw.h"

enum { DAYS = 365, MOST = 20000 };
enum { SHEET, PERSON, FROM, UNTIL };    /* of filters */

struct access_query {
	int64_t sheet_id, person_id;
	const char *from, *until;
};

struct access_line {
	struct who_saw_row seen;
	const char *list;
};

#define AT(member) offsetof(struct access_line, member)

static const struct column columns[] = {
	{ "at", MSG_HEAD_AT, KIND_TIME, AT(seen.at), COLUMN_ANYWHERE, 0 },
	{ "name", MSG_HEAD_NAME, KIND_NAME, AT(seen.actor_name), COLUMN_ANYWHERE, 0 },
	{ "username", MSG_USER_NAME, KIND_CODE, AT(seen.username), COLUMN_ANYWHERE, 0 },
	{ "role", MSG_USER_ROLE, KIND_ROLE, AT(seen.role), COLUMN_ANYWHERE, 0 },
	{ "action", MSG_HEAD_DEED, KIND_ACCESS, AT(seen.access), COLUMN_ANYWHERE, 0 },
	{ "list", MSG_HEAD_LIST, KIND_TEXT, AT(list), COLUMN_SHOWN, 0 },
	{ "list", MSG_HEAD_LIST, KIND_CODE, AT(seen.table), COLUMN_FILE, 0 },
	{ "sheet", MSG_FILTER_SHEET, KIND_ID, AT(seen.sheet_id), COLUMN_ANYWHERE, 0 },
};

#define FILTER_AT(member) offsetof(struct access_query, member)

static const struct table_filter filters[] = {
	[SHEET] = { "sheet", MSG_FILTER_SHEET, &filter_id, FILTER_AT(sheet_id), NULL },
	[PERSON] = { "person", MSG_FILTER_PERSON, &filter_id, FILTER_AT(person_id), NULL },
	[FROM] = { "from", MSG_FILTER_FROM, &filter_from, FILTER_AT(from), NULL },
	[UNTIL] = { "to", MSG_FILTER_UNTIL, &filter_until, FILTER_AT(until), NULL },
};

static bool names_one(const struct access_query *query)
{
	return (query->sheet_id != 0) != (query->person_id != 0);
}

static enum err begin(struct table_ask *ask, struct error *error)
{
	struct access_query *query = ask->filter;
	struct date first = date_from_days(date_to_days(ask->today) - DAYS);
	char *typed = arena_alloc(ask->reader.arena, DATE_TEXT);

	(void)error;
	if (query->sheet_id != 0)
		ask->title = message_with_one(ask->reader.arena, MSG_TITLE_ACCESS_SHEET, ask->texts[SHEET]);
	else if (query->person_id != 0)
		ask->title = message_with_one(ask->reader.arena, MSG_TITLE_ACCESS_PERSON, ask->texts[PERSON]);
	if (!names_one(query))
		ask->refusal = table_is_filtered(ask) ? message_text(MSG_ACCESS_ONE) : NULL;
	else if (query->from == NULL) {
		query->from = utc_of_day(ask->reader.arena, first);
		date_to_shown(first, typed);
		ask->texts[FROM] = typed;
	}
	return ERR_OK;
}

static enum err read_lines(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	const struct access_query *query = ask->filter;
	struct arena *arena = ask->reader.arena;
	const struct who_saw sought = { .sheet_id = query->sheet_id, .person_id = query->person_id, .from = query->from,
		.until = query->until, .limit = MOST + 1 };
	struct who_saw_row *rows = NULL;

	if (!names_one(query))
		return ERR_OK;
	enum err err = access_who_saw(db, arena, ask->reader.actor, &sought, &rows, &out->count, error);
	if (err != ERR_OK)
		return err;
	if (out->count > MOST)
		return error_set(error, ERR_BAD_REQUEST,
		                 message_with_one(arena, MSG_ACCESS_MANY, arena_print(arena, "%d", MOST)), "too many views");
	struct access_line *lines = arena_array(arena, out->count + 1, sizeof *lines);
	for (size_t i = 0; i < out->count; i++)
		lines[i] = (struct access_line){ rows[i], list_title(rows[i].table) };
	out->items = lines;
	return ERR_OK;
}

const struct table access_table = {
	.name = "luot-xem",
	.path = "/access",
	.title = MSG_TITLE_ACCESS,
	.found = MSG_COUNT_VIEWS,
	.empty = MSG_ACCESS_ASK,
	TABLE_COLUMNS(columns),
	TABLE_FILTERS(filters, struct access_query),
	.row_size = sizeof(struct access_line),
	.small = true,
	.begin = begin,
	.read = read_lines,
};
