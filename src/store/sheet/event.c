#include "store/sheet/event.h"

#include "store/chain.h"
#include "store/tables.h"

enum { EVENT_HEAD, EVENT_ADD, EVENT_LIST, EVENT_MOVES, EVENT_TYPING, EVENT_COUNT, EVENT_AFTER, EVENT_SINCE,
	EVENT_ALL, EVENT_DAYS, EVENT_DAYS_WRONG, KIND_FIND, KIND_ADD };
enum { DAY = 86400 };

/* A diff that is too long to be read on a page is left out (it stays in the history). */
#define TOLD \
	"SELECT e.id, e.at, e.actor_id, u.full_name, k.action, e.sheet_id, k.from_state, k.to_state, e.reason, " \
	"CASE WHEN length(e.diff) <= 60000 THEN e.diff END, length(e.diff) > 60000 FROM event e " \
	"JOIN event_kind k ON k.id = e.kind_id " \
	"LEFT JOIN app_user u ON u.id = e.actor_id "

/* Nothing is kept of the day that goes on. */
#define LAST_OF_DAY "COALESCE(last_id, (SELECT max(id) FROM event))"

static const struct db_statement statements[] = {
	[EVENT_HEAD] = { DB_READ, "/*scan ok: one step*/ SELECT id, hash FROM event "
		"ORDER BY id DESC LIMIT 1" },
	[EVENT_ADD] = { DB_WRITE, "INSERT INTO event (id, at, actor_id, kind_id, sheet_id, reason, diff, salt, "
		"detail_hash, hash) VALUES (:id, :at, :actor, :kind, :sheet, :reason, :diff, :salt, :detail, :hash)" },
	[EVENT_LIST] = { DB_READ, TOLD
		"WHERE e.id IN (SELECT id FROM event WHERE sheet_id = :sheet ORDER BY id DESC LIMIT :limit) "
		"ORDER BY e.id" },
	[EVENT_MOVES] = { DB_READ, "SELECT e.id, e.at, e.actor_id, NULL, k.action, e.sheet_id, k.from_state, "
		"k.to_state, NULL, "
		"CASE WHEN k.action IN (" ACTION_SQL(POLICE_RETURN) ", " ACTION_SQL(ACCEPT) ") THEN e.diff "
		"WHEN e.diff IS NOT NULL THEN '{}' END, 0 "
		"FROM event e "
		"JOIN event_kind k ON k.id = e.kind_id "
		"WHERE e.sheet_id = :sheet "
		"AND (k.from_state IS NULL "
		"OR k.from_state <> k.to_state "
		"OR k.action IN (" ACTION_SQL(DELIVER) ", " ACTION_SQL(UNDO) ", " ACTION_SQL(COUNTED) ") "
		"OR e.id = (SELECT max(id) FROM event WHERE sheet_id = :sheet)) "
		"ORDER BY e.id" },
	[EVENT_TYPING] = { DB_READ, TOLD
		"WHERE e.sheet_id = :sheet "
		"AND (k.action = " ACTION_SQL(EDIT) " "
		"OR (k.action = " ACTION_SQL(CORRECT) " AND e.id > (SELECT COALESCE(max(x.id), 0) FROM event x "
		"JOIN event_kind y ON y.id = x.kind_id "
		"WHERE x.sheet_id = :sheet AND y.action = " ACTION_SQL(SUBMIT) " "
		"AND x.actor_id <> e.actor_id))) "
		"ORDER BY e.id" },
	[EVENT_COUNT] = { DB_READ, "SELECT count(DISTINCT e.sheet_id) FROM event e "
		"JOIN event_kind k ON k.id = e.kind_id "
		"WHERE e.actor_id = :actor AND e.id >= :first AND e.at >= :since AND k.action = :action "
		"AND NOT EXISTS (SELECT 1 FROM event x "
		"JOIN event_kind y ON y.id = x.kind_id "
		"WHERE x.sheet_id = e.sheet_id AND x.id > e.id AND y.action = " ACTION_SQL(UNDO) " "
		"AND y.from_state = k.to_state AND y.to_state = k.from_state)" },
	[EVENT_AFTER] = { DB_READ, "SELECT e.id, k.action, e.actor_id FROM event e "
		"JOIN event_kind k ON k.id = e.kind_id "
		"WHERE e.sheet_id = :sheet AND e.id > :after "
		"ORDER BY e.id" },
	[EVENT_SINCE] = { DB_READ, "SELECT DISTINCT sheet_id FROM event "
		"WHERE id > :after AND sheet_id IS NOT NULL" },
	[EVENT_ALL] = { DB_READ, "/*scan ok*/ SELECT e.id, e.at, e.actor_id, k.action, e.sheet_id, k.from_state, "
		"k.to_state, "
		"e.detail_hash, e.hash, e.salt, e.reason, e.diff "
		"FROM event e "
		"LEFT JOIN event_kind k ON k.id = e.kind_id "
		"ORDER BY e.id" },
	[EVENT_DAYS] = { DB_READ, "SELECT COALESCE(min(first_id), 1), COALESCE(max(" LAST_OF_DAY "), 0) FROM event_day "
		"WHERE day >= :from AND day <= :until" },
	[EVENT_DAYS_WRONG] = { DB_READ, "/*scan ok*/ " STORE_DIFFERENCE("day",
		"SELECT (at + 25200) / 86400 AS day, min(id), max(id) FROM event "
		"GROUP BY 1",
		"SELECT day, first_id, " LAST_OF_DAY " FROM event_day") },
	[KIND_FIND] = { DB_READ, "SELECT id FROM event_kind "
		"WHERE action = :action AND COALESCE(from_state, '') = :from AND COALESCE(to_state, '') = :to" },
	[KIND_ADD] = { DB_WRITE, "INSERT INTO event_kind (action, from_state, to_state) "
		"VALUES (:action, :from, :to)" },
};

const struct db_statements event_statements = { statements, COUNT(statements) };

enum { SALT_BYTES = 16 };

/* The codes as they are stored. */
struct event_codes { const char *action, *from, *to; };

static void hash_event(const char *previous, const struct event *e, const struct event_codes *codes, const char *detail,
                       char out[HASH_TEXT])
{
	char id[CHAIN_NUMBER], actor[CHAIN_NUMBER], sheet[CHAIN_NUMBER];
	const char *items[] = { previous, chain_number(id, e->id), e->at, chain_number(actor, e->actor_id), codes->action,
		chain_number(sheet, e->sheet_id), codes->from, codes->to, detail };

	hash_list(items, COUNT(items), out);
}

static const char *hash_detail(const char *salt, const char *reason, const char *diff, char out[HASH_TEXT])
{
	const char *items[] = { salt, reason, diff };

	hash_list(items, COUNT(items), out);
	return out;
}

/* The number of what was done, which is told once. */
static enum err settle_kind(struct db *db, const struct event_codes *codes, int64_t *id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[KIND_FIND]);

	db_bind_text(row, ":action", codes->action);
	db_bind_text(row, ":from", codes->from == NULL ? "" : codes->from);
	db_bind_text(row, ":to", codes->to == NULL ? "" : codes->to);
	enum db_step step = db_step(row);
	if (step == DB_ROW) {
		*id = db_int(row, 0);
		return db_end(row, error);
	}
	if (step != DB_DONE)
		return db_fault(db, error);
	row = db_use(db, &statements[KIND_ADD]);
	db_bind_text(row, ":action", codes->action);
	db_bind_text(row, ":from", codes->from);
	db_bind_text(row, ":to", codes->to);
	enum err err = db_run(row, error);
	*id = db_last_id(db);
	return err;
}

enum err event_add(struct db *db, const struct event *event, struct error *error)
{
	char previous[HASH_TEXT], room[HASH_TEXT], hash[HASH_TEXT], salt_room[2 * SALT_BYTES + 1];
	unsigned char bytes[3][HASH_BYTES];
	struct event e = *event;
	const struct event_codes codes = { action_code(e.action), state_code(e.from_state), state_code(e.to_state) };
	const char *salt = NULL, *detail = NULL;
	int64_t kind = 0;
	enum err err = settle_kind(db, &codes, &kind, error);

	if (err != ERR_OK)
		return err;
	e.id = chain_head(db, &statements[EVENT_HEAD], previous) + 1;
	if (e.reason != NULL || e.diff != NULL) {
		hash_random_into(salt_room, SALT_BYTES);
		salt = salt_room;
		detail = hash_detail(salt, e.reason, e.diff, room);
	}
	hash_event(previous, &e, &codes, detail, hash);
	struct db_row *row = db_use(db, &statements[EVENT_ADD]);
	db_bind_int(row, ":id", e.id);
	bind_time(row, ":at", e.at);
	chain_bind(row, ":actor", e.actor_id);
	db_bind_int(row, ":kind", kind);
	chain_bind(row, ":sheet", e.sheet_id);
	db_bind_text(row, ":reason", e.reason);
	db_bind_text(row, ":diff", e.diff);
	chain_bind_hash(row, ":salt", salt, bytes[0]);
	chain_bind_hash(row, ":detail", detail, bytes[1]);
	chain_bind_hash(row, ":hash", hash, bytes[2]);
	return db_run(row, error);
}

static void read_event(struct db_row *row, struct arena *arena, struct event *e)
{
	e->id = db_int(row, 0);
	e->at = read_time(row, 1, arena);
	e->actor_id = db_int(row, 2);
	e->actor_name = db_copy(row, 3, arena);
	e->action = (enum action)read_code(row, 4, &action_codes);
	e->sheet_id = db_int(row, 5);
	e->from_state = read_state(row, 6);
	e->to_state = read_state(row, 7);
	e->reason = db_copy(row, 8, arena);
	e->diff = db_copy(row, 9, arena);
	e->cut = db_int(row, 10) != 0;
}

static enum err read_events(struct db *db, struct db_row *row, struct arena *arena, struct event **events,
                            size_t *count, struct error *error)
{
	struct rows list = { 0 };
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW)
		read_event(row, arena, rows_add(&list, arena, sizeof(struct event)));
	*events = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err event_list(struct db *db, struct arena *arena, int64_t sheet_id, struct event **events, size_t *count,
                    struct error *error)
{
	struct db_row *row = db_use(db, &statements[EVENT_LIST]);

	db_bind_int(row, ":sheet", sheet_id);
	db_bind_int(row, ":limit", EVENT_LIST_MOST);
	return read_events(db, row, arena, events, count, error);
}

enum err event_moves_any(struct db *db, struct arena *arena, int64_t sheet_id, struct event **events, size_t *count,
                         struct error *error)
{
	struct db_row *row = db_use(db, &statements[EVENT_MOVES]);

	db_bind_int(row, ":sheet", sheet_id);
	return read_events(db, row, arena, events, count, error);
}

enum err event_typing_any(struct db *db, struct arena *arena, int64_t sheet_id, struct event **events, size_t *count,
                          struct error *error)
{
	struct db_row *row = db_use(db, &statements[EVENT_TYPING]);

	db_bind_int(row, ":sheet", sheet_id);
	return read_events(db, row, arena, events, count, error);
}

enum err event_is_only_any(struct db *db, int64_t sheet_id, int64_t after, enum action action, int64_t actor_id,
                           bool *only, struct error *error)
{
	struct db_row *row = db_use(db, &statements[EVENT_AFTER]);
	enum db_step step;
	int times = 0;

	db_bind_int(row, ":sheet", sheet_id);
	db_bind_int(row, ":after", after);
	for (*only = false; (step = db_step(row)) == DB_ROW;) {
		bool same = read_code(row, 1, &action_codes) == (int)action && db_int(row, 2) == actor_id;
		times += same;
		*only = same && times == 1;
	}
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

int64_t event_head_any(struct db *db)
{
	char hash[HASH_TEXT];

	return chain_head(db, &statements[EVENT_HEAD], hash);
}

int64_t event_head_hash_any(struct db *db, char hash[HASH_TEXT])
{
	return chain_head(db, &statements[EVENT_HEAD], hash);
}

enum err event_since_any(struct db *db, struct arena *arena, int64_t after, int64_t **sheets, size_t *count,
                         struct error *error)
{
	struct db_row *row = db_use(db, &statements[EVENT_SINCE]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":after", after);
	while ((step = db_step(row)) == DB_ROW)
		*(int64_t *)rows_add(&list, arena, sizeof(int64_t)) = db_int(row, 0);
	*sheets = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

void event_ids_between(struct db *db, const char *from, const char *until, int64_t *first, int64_t *last)
{
	struct db_row *row = db_use(db, &statements[EVENT_DAYS]);

	db_bind_int(row, ":from", from == NULL ? 0 : clock_wall_seconds(from) / DAY);
	db_bind_int(row, ":until", until == NULL ? INT64_MAX : clock_wall_seconds(until) / DAY);
	*first = *last = 0;
	if (db_step(row) == DB_ROW) {
		*first = db_int(row, 0);
		*last = db_int(row, 1);
	}
	db_done(row);
}

enum err event_count_sheets(struct db *db, const struct actor *actor, enum action action, const char *since,
                            int64_t *count, struct error *error)
{
	int64_t first, last;

	event_ids_between(db, since, NULL, &first, &last);
	struct db_row *row = db_use(db, &statements[EVENT_COUNT]);
	db_bind_int(row, ":actor", actor->user_id);
	db_bind_int(row, ":first", last == 0 ? INT64_MAX : first);
	bind_time(row, ":since", since);
	db_bind_text(row, ":action", action_code(action));
	return read_number(db, row, count, error);
}

/* What was said besides is what the row says it was, or was erased; a row without a hash of it never said anything. */
static bool detail_holds(struct db_row *row, const char *detail)
{
	char salt[HASH_TEXT], again[HASH_TEXT];

	if (db_is_null(row, 10) && db_is_null(row, 11))
		return true;
	return detail != NULL && strcmp(hash_detail(chain_hash(row, 9, salt), db_text(row, 10), db_text(row, 11), again),
	                                detail) == 0;
}

/* Checks one row of the history against the hash before it, which it then replaces. */
static bool event_holds(struct db_row *row, int64_t expected_id, char previous[HASH_TEXT])
{
	char at[CLOCK_TEXT], hash[HASH_TEXT], kept[HASH_TEXT], room[HASH_TEXT];
	const struct event e = { .id = db_int(row, 0), .at = at, .actor_id = db_int(row, 2), .sheet_id = db_int(row, 4) };
	const struct event_codes codes = { db_text(row, 3), db_text(row, 5), db_text(row, 6) };
	const char *detail = chain_hash(row, 7, room);

	clock_to_iso(db_int(row, 1), at);
	hash_event(previous, &e, &codes, detail, hash);
	memcpy(previous, hash, sizeof hash);
	return e.id == expected_id && detail_holds(row, detail) && chain_hash(row, 8, kept) != NULL &&
	       strcmp(hash, kept) == 0;
}

enum err event_verify(struct db *db, struct arena *arena, const char **head, struct error *error)
{
	char hash[HASH_TEXT];
	enum err err = chain_verify(db, &statements[EVENT_ALL], "event", event_holds, hash, error);

	*head = arena_text(arena, hash);
	return err == ERR_OK ? verify_none(db, &statements[EVENT_DAYS_WRONG], "day",
	                                   "its events lie between other ids", error)
	                     : err;
}
