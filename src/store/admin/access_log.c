#include "store/admin/access_log.h"

#include "base/buf.h"
#include "store/access/id_list.h"
#include "store/chain.h"
#include "store/sheet/event.h"
#include "store/tables.h"

enum { ACTOR };
enum { SQL_LIMIT = 2048 };

static const struct db_statement statements[] = {
	[ACTOR] = { DB_READ, "SELECT id FROM app_user "
		"WHERE username = :username" },
};

const struct db_statements log_statements = { statements, COUNT(statements) };

#define EVENTS \
	"SELECT l.id, l.at, u.full_name, u.username, k.action, l.sheet_id, k.from_state, k.to_state, l.reason, " \
	"CASE WHEN l.sheet_id IS NULL THEN l.diff END, NULL, NULL, NULL FROM event l " \
	"JOIN event_kind k ON k.id = l.kind_id " \
	"LEFT JOIN app_user u ON u.id = l.actor_id " \
	"WHERE TRUE"
/* Of LOG_NAMED ids, however far apart. */
#define FIRST_BYTES "450"
#define VIEWS \
	"SELECT l.id, l.at, u.full_name, u.username, l.action, l.sheet_id, NULL, NULL, l.detail, NULL, " \
	"l.table_name, l.shown, substr(l.ids, 1, " FIRST_BYTES ") " \
	"FROM access_log l " \
	"JOIN app_user u ON u.id = l.actor_id " \
	"WHERE TRUE"

/* No view is without its user. */
#define HOW_MANY(table) \
	"SELECT COUNT(*) FROM " table " l " \
	"WHERE TRUE"

enum { BY_USER, BY_COMMAND, ACTION, CONFIGURATION, FROM, UNTIL, OF_DAYS, OF_SHEET, BEFORE, CONDITIONS };
enum { EVENT, VIEW, KINDS };

#define BOTH(text) { text, text }

/* Events lie in the order of their ids, views in that of their times. */
static const char *const conditions[CONDITIONS][KINDS] = {
	[BY_USER] = BOTH(" AND l.actor_id = :actor"),
	[BY_COMMAND] = BOTH(" AND l.actor_id IS NULL"),
	[ACTION] = { " AND l.kind_id IN (SELECT id FROM event_kind WHERE action = :action)", " AND l.action = :action" },
	[CONFIGURATION] = BOTH(" AND l.sheet_id IS NULL"),
	[FROM] = BOTH(" AND l.at >= :from"),
	[UNTIL] = BOTH(" AND l.at < :until"),
	[OF_DAYS] = { " AND l.id >= :first AND l.id <= :last", "" },
	[OF_SHEET] = BOTH(" AND l.sheet_id = :sheet"),
	[BEFORE] = { " AND l.id < :before_id", " AND (l.at, l.id) < (:before_at, :before_id)" },
};

static bool of_days(const struct log_filter *f)
{
	return !f->views && (f->from != NULL || f->until != NULL);
}

static unsigned wanted(const struct log_filter *f)
{
	bool done = f->action != ACTION_NONE || f->access != ACCESS_NONE;

	return (unsigned)(f->username != NULL) << BY_USER | (unsigned)f->commands << BY_COMMAND |
	       (unsigned)done << ACTION | (unsigned)f->configuration << CONFIGURATION |
	       (unsigned)(f->from != NULL) << FROM | (unsigned)(f->until != NULL) << UNTIL |
	       (unsigned)(f->sheet_id != 0) << OF_SHEET | (unsigned)of_days(f) << OF_DAYS |
	       (unsigned)(f->before_at != NULL) << BEFORE;
}

static const char *compose(struct arena *arena, bool views, const char *begin, unsigned set, const char *end)
{
	struct buf sql;

	buf_init(&sql, arena, SQL_LIMIT);
	buf_text(&sql, begin);
	for (size_t i = 0; i < CONDITIONS; i++)
		buf_text(&sql, (set & 1u << i) != 0 ? conditions[i][views ? VIEW : EVENT] : "");
	buf_text(&sql, end);
	return sql.data;
}

static const char *compose_list(struct arena *arena, bool views, unsigned set)
{
	return views ? compose(arena, true, VIEWS, set, " ORDER BY l.at DESC, l.id DESC LIMIT :limit")
	             : compose(arena, false, EVENTS, set, " ORDER BY l.id DESC LIMIT :limit");
}

static const char *compose_count(struct arena *arena, bool views, unsigned set)
{
	return compose(arena, views, views ? HOW_MANY("access_log") : HOW_MANY("event"), set, "");
}

void log_shapes(const struct shape_walk *walk)
{
	for (unsigned n = 0; n < SHAPE_SETS(CONDITIONS); n++) {
		unsigned set = (unsigned)shape_set(CONDITIONS, n);
		shape_tell(walk, "access_log.c", compose_list(walk->arena, false, set), "events, conditions %x", set);
		shape_tell(walk, "access_log.c", compose_list(walk->arena, true, set), "views, conditions %x", set);
		shape_tell(walk, "access_log.c", compose_count(walk->arena, false, set), "count of events, %x", set);
		shape_tell(walk, "access_log.c", compose_count(walk->arena, true, set), "count of views, %x", set);
	}
}

/* 0 for a name that nobody has: nothing is found. */
static int64_t actor_id(struct db *db, const char *username)
{
	struct db_row *row = db_use(db, &statements[ACTOR]);
	int64_t id = 0;

	db_bind_text(row, ":username", username);
	if (db_step(row) == DB_ROW)
		id = db_int(row, 0);
	db_done(row);
	return id;
}

/* where what is looked for is none of the rows' kind: nothing is found. */
static const char *sought(const struct log_filter *f)
{
	const char *code = f->views ? access_code(f->access) : action_code(f->action);

	if (f->action == ACTION_NONE && f->access == ACCESS_NONE)
		return NULL;
	return code == NULL ? "" : code;
}

static void bind(struct db *db, struct db_row *row, const struct log_filter *f, int64_t actor)
{
	const struct { const char *name, *at; } times[] = { { ":from", f->from }, { ":until", f->until },
		{ ":before_at", f->views ? f->before_at : NULL } };
	int64_t first, last;

	for (size_t i = 0; i < COUNT(times); i++) {
		if (times[i].at != NULL)
			bind_time(row, times[i].name, times[i].at);
	}
	if (sought(f) != NULL)
		db_bind_text(row, ":action", sought(f));
	if (f->username != NULL)
		db_bind_int(row, ":actor", actor);
	if (f->sheet_id != 0)
		db_bind_int(row, ":sheet", f->sheet_id);
	if (f->before_at != NULL)
		db_bind_int(row, ":before_id", f->before_id);
	if (!of_days(f))
		return;
	event_ids_between(db, f->from, f->until, &first, &last);
	db_bind_int(row, ":first", first);
	db_bind_int(row, ":last", last);
}

/* What follows the first LOG_NAMED may have been cut anywhere. */
static void read_ids(struct db_row *row, struct arena *arena, struct log_row *out)
{
	int64_t *ids = arena_array(arena, LOG_NAMED, sizeof *ids);
	struct id_list list;
	size_t length;
	const void *bytes = db_blob(row, 12, &length);

	id_list_begin(&list, bytes, length);
	while (out->id_count < LOG_NAMED && id_list_next(&list, &ids[out->id_count]) == ID_NEXT)
		out->id_count++;
	out->ids = ids;
}

static struct log_row read_row(struct db_row *row, struct arena *arena, bool views)
{
	struct log_row out = {
		.id = db_int(row, 0),
		.at = read_time(row, 1, arena),
		.actor_name = db_copy(row, 2, arena),
		.username = db_copy(row, 3, arena),
		.action = views ? ACTION_NONE : (enum action)read_code(row, 4, &action_codes),
		.access = views ? (enum access)read_code(row, 4, &access_codes) : ACCESS_NONE,
		.sheet_id = db_int(row, 5),
		.from_state = read_state(row, 6),
		.to_state = read_state(row, 7),
		.text = db_copy(row, 8, arena),
		.what = db_copy(row, 9, arena),
		.table = db_copy(row, 10, arena),
		.shown = db_int(row, 11),
	};

	if (!db_is_null(row, 12))
		read_ids(row, arena, &out);
	return out;
}

enum err log_list_any(struct db *db, struct arena *arena, const struct log_filter *filter, struct log_row **rows,
                      size_t *count, struct error *error)
{
	int64_t actor = filter->username == NULL ? 0 : actor_id(db, filter->username);
	struct db_row *row = db_use_text(db, compose_list(arena, filter->views, wanted(filter)));
	struct rows list = { 0 };
	enum db_step step;

	bind(db, row, filter, actor);
	db_bind_int(row, ":limit", (int64_t)filter->limit);
	while ((step = db_step(row)) == DB_ROW)
		*(struct log_row *)rows_add(&list, arena, sizeof(struct log_row)) = read_row(row, arena, filter->views);
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err log_count_any(struct db *db, struct arena *arena, const struct log_filter *filter, int64_t *count,
                       struct error *error)
{
	int64_t actor = filter->username == NULL ? 0 : actor_id(db, filter->username);
	struct db_row *row = db_use_text(db, compose_count(arena, filter->views, wanted(filter)));

	bind(db, row, filter, actor);
	if (db_step(row) != DB_ROW)
		return db_fault(db, error);
	*count = db_int(row, 0);
	db_done(row);
	return ERR_OK;
}
