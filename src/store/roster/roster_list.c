/* Versions of a list: what came at once, and who is gone since. */
#include "store/roster/roster.h"
#include "store/scope.h"
#include "store/tables.h"

enum { BEGIN, ADD, GONE, END, ALL, ONE };

#define COLUMNS \
	"SELECT l.id, l.campaign_id, l.commune_id, l.source, l.name, l.whole, l.made_by, l.made_at, l.ended_at, " \
	"l.new_rows, l.changed_rows, l.same_rows, l.gone_rows, c.full_name, k.name, u.full_name FROM roster_list l " \
	"JOIN area c ON c.id = l.commune_id " \
	"JOIN campaign k ON k.id = l.campaign_id " \
	"LEFT JOIN app_user u ON u.id = l.made_by "

static const struct db_statement statements[] = {
	[BEGIN] = { DB_WRITE, "INSERT INTO roster_list (campaign_id, commune_id, source, name, whole, made_by, made_at) "
		"VALUES (:campaign, :commune, :source, :name, :whole, :by, :at)" },
	[ADD] = { DB_WRITE, "UPDATE roster_list SET new_rows = new_rows + :new, changed_rows = changed_rows + :changed, "
		"same_rows = same_rows + :same "
		"WHERE id = :id" },
	/* Those who came with an earlier list of the source; who was added by hand stays. */
	[GONE] = { DB_WRITE, "UPDATE roster_entry SET gone_list_id = :id, row_version = row_version + 1 "
		"WHERE EXISTS ("
		"SELECT 1 FROM roster_list l "
		"WHERE l.id = :id AND l.whole = 1 AND l.commune_id = roster_entry.commune_id "
		"AND l.campaign_id = roster_entry.campaign_id AND l.source = roster_entry.source) "
		"AND commune_id = ("
		"SELECT l.commune_id FROM roster_list l "
		"WHERE l.id = :id) "
		"AND list_id < :id AND gone_list_id IS NULL" },
	[END] = { DB_WRITE, "UPDATE roster_list SET ended_at = :at, gone_rows = :gone "
		"WHERE id = :id" },
	[ALL] = { DB_READ, SCOPE_WITH COLUMNS
		"WHERE " SCOPE_OF_COMMUNES("l") " "
		"ORDER BY l.id DESC" },
	[ONE] = { DB_READ, COLUMNS
		"WHERE l.id = :id" },
};

const struct db_statements roster_list_statements = { statements, COUNT(statements) };

enum err roster_list_begin(struct db *db, const struct roster_list *list, int64_t *id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[BEGIN]);

	db_bind_int(row, ":campaign", list->campaign_id);
	db_bind_int(row, ":commune", list->commune_id);
	db_bind_text(row, ":source", roster_source_code(list->source));
	db_bind_text(row, ":name", list->name);
	db_bind_int(row, ":whole", list->whole);
	if (list->made_by != 0)
		db_bind_int(row, ":by", list->made_by);
	bind_time(row, ":at", list->made_at);
	enum err err = db_run(row, error);
	*id = db_last_id(db);
	return err;
}

enum err roster_list_add(struct db *db, int64_t id, int64_t new_rows, int64_t changed_rows, int64_t same_rows,
                         struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD]);

	db_bind_int(row, ":new", new_rows);
	db_bind_int(row, ":changed", changed_rows);
	db_bind_int(row, ":same", same_rows);
	db_bind_int(row, ":id", id);
	return db_run(row, error);
}

enum err roster_list_end(struct db *db, int64_t id, const char *at, int64_t *gone, struct error *error)
{
	struct db_row *row = db_use(db, &statements[GONE]);

	db_bind_int(row, ":id", id);
	enum err err = db_run(row, error);
	*gone = db_changes(db);
	if (err != ERR_OK)
		return err;
	row = db_use(db, &statements[END]);
	bind_time(row, ":at", at);
	db_bind_int(row, ":gone", *gone);
	db_bind_int(row, ":id", id);
	return db_run(row, error);
}

static void read_list(struct db_row *row, struct arena *arena, struct roster_list *out)
{
	*out = (struct roster_list){
		.id = db_int(row, 0), .campaign_id = db_int(row, 1), .commune_id = db_int(row, 2),
		.source = (enum roster_source)read_code(row, 3, &roster_source_codes), .name = db_copy(row, 4, arena),
		.whole = db_int(row, 5) != 0, .made_by = db_int(row, 6), .made_at = read_time(row, 7, arena),
		.ended = !db_is_null(row, 8), .new_rows = db_int(row, 9), .changed_rows = db_int(row, 10),
		.same_rows = db_int(row, 11), .gone_rows = db_int(row, 12), .commune_name = db_copy(row, 13, arena),
		.campaign_name = db_copy(row, 14, arena), .made_name = db_copy(row, 15, arena),
	};
}

enum err roster_list_all(struct db *db, struct arena *arena, const struct actor *actor, struct roster_list **rows,
                         size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ALL]);
	struct rows list = { 0 };
	enum db_step step;

	scope_bind(row, actor);
	while ((step = db_step(row)) == DB_ROW)
		read_list(row, arena, rows_add(&list, arena, sizeof **rows));
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err roster_list_load_any(struct db *db, struct arena *arena, int64_t id, struct roster_list *out,
                              struct error *error)
{
	struct db_row *row = db_use(db, &statements[ONE]);

	db_bind_int(row, ":id", id);
	enum db_step step = db_step(row);
	if (step == DB_DONE)
		return error_set(error, ERR_NOT_FOUND, NULL, "no such list");
	if (step != DB_ROW)
		return db_fault(db, error);
	read_list(row, arena, out);
	return db_end(row, error);
}
