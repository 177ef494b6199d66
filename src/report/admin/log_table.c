/* The history and the views, newest first. No answers: changes of sheets are not shown, numbers in reasons are
 * masked. How many there are is counted for workbooks alone: it may be millions. */
#include "base/memory.h"
#include "report/admin/log_tell.h"
#include "report/plain_filter.h"
#include "report/registry.h"
#include "text/label.h"

struct log_line {
	struct log_row row;
	const char *actor, *deed, *states, *text;
};

#define AT(member) offsetof(struct log_line, member)

static const struct column columns[] = {
	{ "at", MSG_HEAD_AT, KIND_TIME, AT(row.at), COLUMN_ANYWHERE, 0 },
	{ "actor", MSG_HEAD_ACTOR, KIND_TEXT, AT(actor), COLUMN_SHOWN, 0 },
	{ "name", MSG_HEAD_NAME, KIND_NAME, AT(row.actor_name), COLUMN_FILE, 0 },
	{ "username", MSG_USER_NAME, KIND_CODE, AT(row.username), COLUMN_FILE, 0 },
	{ "action", MSG_HEAD_DEED, KIND_DEED, AT(deed), COLUMN_ANYWHERE, 0 },
	{ "sheet", MSG_FILTER_SHEET, KIND_ID, AT(row.sheet_id), COLUMN_ANYWHERE, 0 },
	{ "states", MSG_HEAD_STATES, KIND_TEXT, AT(states), COLUMN_SHOWN, 0 },
	{ "from_state", MSG_HEAD_FROM_STATE, KIND_STATE, AT(row.from_state), COLUMN_FILE, 0 },
	{ "to_state", MSG_HEAD_STATE, KIND_STATE, AT(row.to_state), COLUMN_FILE, 0 },
	{ "text", MSG_HEAD_TEXT, KIND_LINES, AT(text), COLUMN_ANYWHERE, 0 },
	{ "id", MSG_HEAD_ID, KIND_ID, AT(row.id), COLUMN_FILE, 0 },
};

/* ---- filters ---- */

static const struct filter_choice kinds[] = {
	{ "sheets", MSG_LOG_EVENTS }, { "configuration", MSG_LOG_CONFIGURATION }, { "views", MSG_LOG_VIEWS },
};

static bool read_kind(struct table_ask *ask, const char *text, void *place)
{
	struct log_filter *filter = place;

	(void)ask;
	filter->views = strcmp(text, "views") == 0;
	filter->configuration = strcmp(text, "configuration") == 0;
	return filter->views || filter->configuration || strcmp(text, "sheets") == 0;
}

static bool read_deed(struct table_ask *ask, const char *text, void *place)
{
	struct log_filter *filter = place;

	(void)ask;
	filter->action = action_from_code(text);
	filter->access = access_from_code(text);
	return filter->action != ACTION_NONE || filter->access != ACCESS_NONE;
}

/* Typing first, as in the life of a sheet. */
static enum err offer_deeds(struct db *db, struct table_ask *ask, const void *place, struct filter_options *out,
                            struct error *error)
{
	static const int typing[] = { ACTION_CREATE, ACTION_EDIT };
	const struct log_filter *filter = place;

	(void)db;
	(void)error;
	out->items = arena_array(ask->reader.arena, ACTION_COUNT + ACCESS_COUNT, sizeof *out->items);
	for (int i = 1 - (int)COUNT(typing); i < ACTION_COUNT; i++) {
		int action = i <= 0 ? typing[-i] : i;
		if (i <= 0 || (i != ACTION_CREATE && i != ACTION_EDIT))
			offer_one(out, action_code((enum action)action), action_label((enum action)action),
			          (int)filter->action == action);
	}
	for (int i = ACCESS_NONE + 1; i < ACCESS_COUNT; i++)
		offer_one(out, access_code((enum access)i), access_label((enum access)i), (int)filter->access == i);
	return ERR_OK;
}

static const struct filter_kind filter_kind_of_row = { .look = LOOK_SELECT, .read = read_kind, FILTER_CHOICES(kinds) };
static const struct filter_kind filter_deed = { .look = LOOK_SELECT, .read = read_deed, .offer = offer_deeds };

#define FILTER_AT(member) offsetof(struct log_filter, member)

static const struct table_filter filters[] = {
	{ "kind", MSG_FILTER_KIND, &filter_kind_of_row, 0, "event_sheet" },
	{ "actor", MSG_USER_NAME, &filter_text, FILTER_AT(username), "event_actor" },
	{ "action", MSG_HEAD_DEED, &filter_deed, 0, "event" },
	{ "from", MSG_FILTER_FROM, &filter_from, FILTER_AT(from), "event_day" },
	{ "to", MSG_FILTER_UNTIL, &filter_until, FILTER_AT(until), "event_day" },
	{ "sheet", MSG_FILTER_SHEET, &filter_id, FILTER_AT(sheet_id), "event_sheet" },
};

static enum err begin(struct table_ask *ask, struct error *error)
{
	struct log_filter *filter = ask->filter;

	if (filter->action >= ACTION_SHEET_END)
		filter->configuration = !filter->views;
	if ((ask->after.id == 0) == (ask->after.key == NULL))
		return ERR_OK;
	return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "no place in the log");
}

/* ---- rows ---- */

static const char *tell_states(struct arena *arena, const struct log_row *row)
{
	if (row->from_state == row->to_state)
		return "";
	if (row->from_state == STATE_NONE)
		return state_label(row->to_state);
	return arena_print(arena, "%s → %s", state_label(row->from_state), state_label(row->to_state));
}

static struct log_line tell_row(struct db *db, struct arena *arena, const struct log_row *row)
{
	return (struct log_line){
		.row = *row,
		.actor = row->username == NULL ? message_text(MSG_LOG_COMMAND)
		                               : arena_print(arena, "%s (%s)", row->actor_name, row->username),
		.deed = row->access != ACCESS_NONE ? access_code(row->access) : action_code(row->action),
		.states = tell_states(arena, row),
		.text = log_tell(db, arena, row),
	};
}

static enum err read_lines(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct arena *arena = ask->reader.arena;
	struct log_filter filter = *(const struct log_filter *)ask->filter;
	struct log_row *rows;

	filter.before_at = ask->after.key;
	filter.before_id = ask->after.id;
	filter.limit = ask->limit;
	out->total = -1;
	enum err err = ask->counted && ask->whole ? log_count_any(db, arena, &filter, &out->total, error) : ERR_OK;
	if (err == ERR_OK)
		err = log_list_any(db, arena, &filter, &rows, &out->count, error);
	if (err != ERR_OK)
		return err;
	struct log_line *lines = arena_array(arena, out->count + 1, sizeof *lines);
	for (size_t i = 0; i < out->count; i++)
		lines[i] = tell_row(db, arena, &rows[i]);
	out->items = lines;
	return ERR_OK;
}

const struct table log_table = {
	.name = "nhat-ky",
	.path = "/admin/log",
	.title = MSG_NAV_LOG,
	.found = MSG_COUNT_ENTRIES,
	.empty = MSG_NO_ENTRIES,
	TABLE_COLUMNS(columns),
	TABLE_FILTERS(filters, struct log_filter),
	.row_size = sizeof(struct log_line),
	.id = AT(row.id),
	.order = &columns[0],
	.begin = begin,
	.read = read_lines,
};
