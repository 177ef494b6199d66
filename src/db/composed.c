/* SELECTs composed from fragments, kept prepared by their text. When all places are taken, the one used longest
 * ago goes. */
#include "base/log.h"
#include "base/memory.h"
#include "db/connection.h"

enum { KEPT = 256 };

struct entry {
	uint64_t hash, last_use;
	char *text;                             /* NULL: free */
	struct db_row row;
};

struct composed {
	uint64_t uses;
	struct entry entries[KEPT];
};

static uint64_t hash_of(const char *text)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return hash;
}

static void empty(struct entry *entry)
{
	row_free(&entry->row);
	memory_free(entry->text);
	*entry = (struct entry){ 0 };
}

static struct entry *find(struct composed *composed, const char *sql, uint64_t hash)
{
	for (size_t i = 0; i < KEPT; i++) {
		struct entry *entry = &composed->entries[i];
		if (entry->text != NULL && entry->hash == hash && strcmp(entry->text, sql) == 0)
			return entry;
	}
	return NULL;
}

/* A free entry, or the one used longest ago that this transaction does not use. */
static struct entry *make_room(struct composed *composed)
{
	struct entry *oldest = NULL;

	for (size_t i = 0; i < KEPT; i++) {
		struct entry *entry = &composed->entries[i];
		if (!entry->row.used && (oldest == NULL || entry->last_use < oldest->last_use))
			oldest = entry;
	}
	if (oldest != NULL && oldest->text != NULL)
		empty(oldest);
	return oldest;
}

static struct entry *add(struct db *db, const char *sql, uint64_t hash, int *code)
{
	struct entry *entry = make_room(db->composed);

	*code = SQLITE_NOMEM;
	if (entry == NULL || (entry->text = memory_copy_text(sql)) == NULL)
		return NULL;
	entry->hash = hash;
	*code = row_prepare(db, &entry->row, sql, SQLITE_PREPARE_PERSISTENT);
	if (*code == SQLITE_OK && !sqlite3_stmt_readonly(entry->row.prepared))
		*code = SQLITE_MISUSE;
	if (*code == SQLITE_OK)
		return entry;
	log_line(LOG_ERROR, "statement refused (%d): %s: %s", *code, sqlite3_errmsg(db->handle), sql);
	empty(entry);
	return NULL;
}

static struct db_row *fail(struct db *db, int code)
{
	db->failed_text = (struct db_row){ .db = db, .failure = code, .used = true };
	return &db->failed_text;
}

struct db_row *db_use_text(struct db *db, const char *sql)
{
	uint64_t hash = hash_of(sql);
	int code = SQLITE_OK;

	if (db->composed == NULL && (db->composed = memory_new(1, sizeof *db->composed)) == NULL)
		return fail(db, SQLITE_NOMEM);
	struct entry *entry = find(db->composed, sql, hash);
	if (entry == NULL && (entry = add(db, sql, hash, &code)) == NULL)
		return fail(db, code);
	entry->last_use = ++db->composed->uses;
	return row_ready(&entry->row);
}

void composed_free(struct db *db)
{
	for (size_t i = 0; db->composed != NULL && i < KEPT; i++)
		empty(&db->composed->entries[i]);
	memory_free(db->composed);
	db->composed = NULL;
}
