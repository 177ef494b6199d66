#include "store/tables.h"

#include <stdarg.h>

#include "base/buf.h"
#include "base/clock.h"

enum { FIRST_ROWS = 16 };

void *rows_add(struct rows *rows, struct arena *arena, size_t size)
{
	if (rows->count == rows->room) {
		size_t room = rows->room == 0 ? FIRST_ROWS : rows->room * 2;
		void *items = arena_array(arena, room, size);
		if (rows->count > 0)
			memcpy(items, rows->items, rows->count * size);
		rows->items = items;
		rows->room = room;
	}
	return (char *)rows->items + size * rows->count++;
}

enum err read_number(struct db *db, struct db_row *row, int64_t *out, struct error *error)
{
	if (db_step(row) != DB_ROW)
		return db_fault(db, error);
	*out = db_int(row, 0);
	db_done(row);
	return ERR_OK;
}

int read_code(struct db_row *row, int column, const struct codes *codes)
{
	const char *text = db_text(row, column);
	int value = codes_find(codes, text);

	if (value < 0 && text != NULL)
		db_refuse(row, codes->what, text);
	return value < 0 ? 0 : value;
}

enum state read_state(struct db_row *row, int column)
{
	return (enum state)read_code(row, column, &state_codes);
}

void bind_time(struct db_row *row, const char *name, const char *utc)
{
	if (utc == NULL)
		db_bind_null(row, name);
	else
		db_bind_int(row, name, clock_from_iso(utc));
}

const char *read_time(struct db_row *row, int column, struct arena *arena)
{
	if (db_is_null(row, column))
		return NULL;
	char *text = arena_alloc(arena, CLOCK_TEXT);
	clock_to_iso(db_int(row, column), text);
	return text;
}

void bind_ids(struct db_row *row, struct arena *arena, const int64_t *ids, size_t count)
{
	struct buf text;

	buf_init(&text, arena, (count + 1) * IDS_DIGITS + 1);
	for (size_t i = 0; i < count; i++)
		buf_print(&text, "%0*lld", IDS_DIGITS, (long long)ids[i]);
	db_bind_text(row, ":ids", text.data);
	db_bind_int(row, ":ids_count", (int64_t)count);
}

enum err verify_none(struct db *db, const struct db_statement *statement, const char *whose, const char *what,
                     struct error *error)
{
	struct db_row *row = db_use(db, statement);
	enum db_step step = db_step(row);

	if (step == DB_DONE)
		return ERR_OK;
	if (step != DB_ROW)
		return db_fault(db, error);
	error_set(error, ERR_INTERNAL, NULL, "%s %s: %s", whose, db_text(row, 0), what);
	db_done(row);
	return ERR_INTERNAL;
}

/* Bit `conditions` stands for no condition. */
uint64_t shape_set(unsigned conditions, unsigned n)
{
	uint64_t both = UINT64_C(1) << (conditions - n / (conditions + 1)) | UINT64_C(1) << n % (conditions + 1);

	return both & ~(UINT64_C(1) << conditions);
}

void shape_tell(const struct shape_walk *walk, const char *file, const char *sql, const char *format, ...)
{
	char name[128];
	va_list values;

	va_start(values, format);
	vsnprintf(name, sizeof name, format, values);
	va_end(values);
	walk->tell(walk->arg, file, name, sql);
	arena_reset(walk->arena);
}
