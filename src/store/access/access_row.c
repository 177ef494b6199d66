#include "store/access/access_row.h"

#include "store/access/id_list.h"
#include "store/chain.h"
#include "store/tables.h"

enum { HEAD, ADD, ALL };

static const struct db_statement statements[] = {
	[HEAD] = { DB_READ, "/*scan ok: one step*/ SELECT id, hash FROM access_log "
		"ORDER BY id DESC LIMIT 1" },
	[ADD] = { DB_WRITE, "INSERT INTO access_log (id, at, actor_id, action, sheet_id, detail, table_name, filter, "
		"commune_id, lowest, highest, shown, ids, hash) VALUES (:id, :at, :actor, :action, :sheet, :detail, :table, "
		":filter, :commune, :lowest, :highest, :shown, :ids, :hash)" },
	[ALL] = { DB_READ, "/*scan ok*/ SELECT id, at, actor_id, action, sheet_id, detail, hash, table_name, filter, "
		"commune_id, lowest, highest, shown, ids FROM access_log "
		"ORDER BY id" },
};

const struct db_statements access_statements = { statements, COUNT(statements) };

/* What a list says besides, as one text. */
static void hash_shown(const struct access_row *r, char out[HASH_TEXT])
{
	char numbers[5][CHAIN_NUMBER], ids[HASH_TEXT];

	hash_text(r->ids, r->ids_length, ids);
	const char *items[] = { r->table, chain_number(numbers[0], r->filter), chain_number(numbers[1], r->commune_id),
		chain_number(numbers[2], r->lowest), chain_number(numbers[3], r->highest), chain_number(numbers[4], r->count),
		ids };
	hash_list(items, COUNT(items), out);
}

/* A row of no list is hashed as it was before lists told what they showed. */
static void hash_row(const char *previous, int64_t id, const struct access_row *r, const char *action,
                     char out[HASH_TEXT])
{
	char seq[CHAIN_NUMBER], actor[CHAIN_NUMBER], sheet[CHAIN_NUMBER], shown[HASH_TEXT];
	const char *items[] = { previous, chain_number(seq, id), r->at, chain_number(actor, r->actor_id), action,
		chain_number(sheet, r->sheet_id), r->detail, shown };
	bool is_list = r->table != NULL || r->filter != 0 || r->commune_id != 0 || r->lowest != 0 || r->highest != 0 ||
	               r->count != 0 || r->ids_length > 0;

	if (is_list)
		hash_shown(r, shown);
	hash_list(items, COUNT(items) - !is_list, out);
}

static void bind_shown(struct db_row *row, const struct access_row *r)
{
	db_bind_text(row, ":table", r->table);
	if (r->table != NULL)
		db_bind_int(row, ":filter", r->filter);
	if (r->count == 0)
		return;
	db_bind_int(row, ":commune", r->commune_id);
	db_bind_int(row, ":lowest", r->lowest);
	db_bind_int(row, ":highest", r->highest);
	db_bind_int(row, ":shown", r->count);
	db_bind_blob(row, ":ids", r->ids, r->ids_length);
}

/* Without what a row of that kind has not. */
static struct access_row as_stored(const struct access_row *r)
{
	struct access_row out = *r;

	if (r->table == NULL)
		out.filter = out.count = 0;
	if (out.count == 0) {
		out.commune_id = out.lowest = out.highest = 0;
		out.ids = NULL;
		out.ids_length = 0;
	}
	return out;
}

enum err access_add(struct db *db, const struct access_row *given, struct error *error)
{
	char previous[HASH_TEXT], hash[HASH_TEXT];
	unsigned char bytes[HASH_BYTES];
	int64_t id = chain_head(db, &statements[HEAD], previous) + 1;
	const struct access_row stored = as_stored(given), *r = &stored;

	hash_row(previous, id, r, access_code(r->access), hash);
	struct db_row *row = db_use(db, &statements[ADD]);
	db_bind_int(row, ":id", id);
	bind_time(row, ":at", r->at);
	db_bind_int(row, ":actor", r->actor_id);
	db_bind_text(row, ":action", access_code(r->access));
	chain_bind(row, ":sheet", r->sheet_id);
	db_bind_text(row, ":detail", r->detail);
	bind_shown(row, r);
	chain_bind_hash(row, ":hash", hash, bytes);
	return db_run(row, error);
}

/* The ids can be read, and are what the row says of them. */
static bool ids_hold(const struct access_row *r)
{
	struct id_list list;
	int64_t id = 0, first = 0, count = 0;
	enum id_step step;

	id_list_begin(&list, r->ids, r->ids_length);
	while ((step = id_list_next(&list, &id)) == ID_NEXT) {
		first = count == 0 ? id : first;
		count++;
	}
	return step == ID_END && first == r->lowest && id == r->highest && count == r->count;
}

static bool access_holds(struct db_row *row, int64_t expected_id, char previous[HASH_TEXT])
{
	char at[CLOCK_TEXT], hash[HASH_TEXT], kept[HASH_TEXT];
	struct access_row r = { .at = at, .actor_id = db_int(row, 2), .sheet_id = db_int(row, 4),
		.detail = db_text(row, 5), .table = db_text(row, 7), .filter = db_int(row, 8), .commune_id = db_int(row, 9),
		.lowest = db_int(row, 10), .highest = db_int(row, 11), .count = db_int(row, 12) };

	clock_to_iso(db_int(row, 1), at);
	r.ids = db_blob(row, 13, &r.ids_length);
	hash_row(previous, db_int(row, 0), &r, db_text(row, 3), hash);
	memcpy(previous, hash, sizeof hash);
	return db_int(row, 0) == expected_id && chain_hash(row, 6, kept) != NULL && strcmp(hash, kept) == 0 && ids_hold(&r);
}

enum err access_verify(struct db *db, struct arena *arena, const char **head, struct error *error)
{
	char hash[HASH_TEXT];
	enum err err = chain_verify(db, &statements[ALL], "access_log", access_holds, hash, error);

	*head = arena_text(arena, hash);
	return err;
}
