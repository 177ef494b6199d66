#include "store/import/employer.h"

#include "base/buf.h"
#include "store/tables.h"
#include "text/utf8.h"

enum { BY_CODE, BY_NAME, ADD, SET, SEARCH };
enum { PATTERN = 512 };

#define COLUMNS "id, full_name, code, address, industry"

static const struct db_statement statements[] = {
	[BY_CODE] = { DB_READ, "SELECT " COLUMNS " FROM employer "
		"WHERE code = :code" },
	[BY_NAME] = { DB_READ, "SELECT " COLUMNS " FROM employer "
		"WHERE name_fold = :name AND code IS NULL "
		"ORDER BY id" },
	[ADD] = { DB_WRITE, "INSERT INTO employer (full_name, name_fold, code, address, industry, changed_at) "
		"VALUES (:full_name, :name, :code, :address, :industry, :at)" },
	[SET] = { DB_WRITE, "UPDATE employer SET full_name = :full_name, name_fold = :name, code = :code, "
		"address = :address, industry = :industry, changed_at = :at "
		"WHERE id = :id" },
	/* A few thousand rows at most. */
	[SEARCH] = { DB_READ, "/*scan ok*/ SELECT " COLUMNS " FROM employer "
		"WHERE name_fold LIKE :words OR code LIKE :begins "
		"ORDER BY name_fold, id LIMIT :limit" },
};

const struct db_statements employer_statements = { statements, COUNT(statements) };

static void read_row(struct db_row *row, struct arena *arena, struct employer *out)
{
	*out = (struct employer){ db_int(row, 0), db_copy(row, 1, arena), db_copy(row, 2, arena), db_copy(row, 3, arena),
		db_copy(row, 4, arena) };
}

static const char *folded(struct arena *arena, const char *text)
{
	const char *words = text == NULL ? "" : utf8_fold_words(arena, text);

	return words == NULL ? "" : words;
}

static enum err find_named(struct db *db, struct arena *arena, const struct employer *sought, struct employer *out,
                           struct error *error)
{
	struct db_row *row = db_use(db, &statements[BY_NAME]);
	const char *address = folded(arena, sought->address);
	enum db_step step;

	db_bind_text(row, ":name", folded(arena, sought->full_name));
	while ((step = db_step(row)) == DB_ROW) {
		read_row(row, arena, out);
		if (strcmp(folded(arena, out->address), address) != 0)
			continue;
		db_done(row);
		return ERR_OK;
	}
	return step == DB_DONE ? error_set(error, ERR_NOT_FOUND, NULL, "no such employer") : db_fault(db, error);
}

enum err employer_find_any(struct db *db, struct arena *arena, const struct employer *sought, struct employer *out,
                           struct error *error)
{
	if (sought->code == NULL)
		return find_named(db, arena, sought, out, error);
	struct db_row *row = db_use(db, &statements[BY_CODE]);
	db_bind_text(row, ":code", sought->code);
	enum db_step step = db_step(row);
	if (step == DB_DONE)
		return error_set(error, ERR_NOT_FOUND, NULL, "no such employer");
	if (step != DB_ROW)
		return db_fault(db, error);
	read_row(row, arena, out);
	return db_end(row, error);
}

enum err employer_put(struct db *db, struct arena *arena, struct employer *employer, const char *now,
                      struct error *error)
{
	bool new = employer->id == 0;
	struct db_row *row = db_use(db, &statements[new ? ADD : SET]);

	if (!new)
		db_bind_int(row, ":id", employer->id);
	db_bind_text(row, ":full_name", employer->full_name);
	db_bind_text(row, ":name", folded(arena, employer->full_name));
	db_bind_text(row, ":code", employer->code);
	db_bind_text(row, ":address", employer->address);
	db_bind_text(row, ":industry", employer->industry);
	db_bind_text(row, ":at", now);
	enum err err = db_run(row, error);
	if (err == ERR_OK && new)
		employer->id = db_last_id(db);
	return err;
}

/* "cong ty det" -> "%cong%ty%det%": the words in their order; signs of LIKE are none after folding. */
static const char *pattern_of(struct arena *arena, const char *q)
{
	struct buf text;

	buf_init(&text, arena, PATTERN);
	buf_char(&text, '%');
	for (const char *at = q == NULL ? "" : q; *at != '\0' && text.length < PATTERN - 2; at++)
		buf_char(&text, *at == ' ' ? '%' : *at);
	buf_char(&text, '%');
	return text.data;
}

enum err employer_search(struct db *db, struct arena *arena, const char *q, int limit, struct employer **out,
                         size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SEARCH]);
	const char *words = q == NULL ? NULL : folded(arena, q);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_text(row, ":words", pattern_of(arena, words));
	db_bind_text(row, ":begins", words == NULL || words[0] == '\0' ? "" : arena_print(arena, "%.40s%%", words));
	db_bind_int(row, ":limit", limit);
	while ((step = db_step(row)) == DB_ROW)
		read_row(row, arena, rows_add(&list, arena, sizeof(struct employer)));
	*out = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}
