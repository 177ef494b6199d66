#include "store/admin/setting.h"

#include "store/campaign/area.h"
#include "store/tables.h"

enum { GET, SET, DROP, OF_AREAS };

/* See setting_name(). */
#define WITHOUT_AREA "rtrim(name, '0123456789')"

static const struct db_statement statements[] = {
	[GET] = { DB_READ, "SELECT value FROM setting "
		"WHERE name = :name" },
	[SET] = { DB_WRITE, "INSERT INTO setting (name, value) VALUES (:name, :value) "
		"ON CONFLICT (name) DO UPDATE SET value = excluded.value" },
	[DROP] = { DB_WRITE, "DELETE FROM setting "
		"WHERE name = :name" },
	[OF_AREAS] = { DB_READ, "SELECT DISTINCT CAST(substr(name, length(" WITHOUT_AREA ") + 1) AS BIGINT) FROM setting "
		"WHERE " WITHOUT_AREA " LIKE '%@' "
		"ORDER BY 1" },
};

const struct db_statements setting_statements = { statements, COUNT(statements) };

const char *setting_get(struct db *db, struct arena *arena, const char *name)
{
	struct db_row *row = db_use(db, &statements[GET]);
	const char *value = NULL;

	db_bind_text(row, ":name", name);
	if (db_step(row) == DB_ROW) {
		value = db_copy(row, 0, arena);
		db_done(row);
	}
	return value;
}

enum err setting_set(struct db *db, const char *name, const char *value, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SET]);

	db_bind_text(row, ":name", name);
	db_bind_text(row, ":value", value);
	return db_run(row, error);
}

enum err setting_drop(struct db *db, const char *name, struct error *error)
{
	struct db_row *row = db_use(db, &statements[DROP]);

	db_bind_text(row, ":name", name);
	return db_run(row, error);
}

const char *setting_name(struct arena *arena, const char *name, int64_t area_id)
{
	return area_id == 0 ? name : arena_print(arena, "%s@%lld", name, (long long)area_id);
}

const char *setting_for_area(struct db *db, struct arena *arena, const char *name, int64_t area_id)
{
	struct area *path;
	size_t count;
	const char *value = NULL;

	if (area_path_any(db, arena, area_id, &path, &count, NULL) != ERR_OK)
		count = 0;
	while (value == NULL && count-- > 0)
		value = setting_get(db, arena, setting_name(arena, name, path[count].id));
	return value != NULL ? value : setting_get(db, arena, name);
}

enum err setting_areas_any(struct db *db, struct arena *arena, int64_t **areas, size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[OF_AREAS]);
	struct rows list = { 0 };
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW)
		*(int64_t *)rows_add(&list, arena, sizeof(int64_t)) = db_int(row, 0);
	*areas = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}
