#include "store/sheet/sheet_word.h"

#include "store/tables.h"

enum { REMOVE, ADD };
enum { WORD = 404 };            /* a name has at most 100 characters of at most four bytes */

static const struct db_statement statements[] = {
	[REMOVE] = { DB_WRITE, "DELETE FROM sheet_word "
		"WHERE commune_id = :commune AND word = :word AND sheet_id = :sheet" },
	[ADD] = { DB_WRITE, "INSERT INTO sheet_word (commune_id, word, sheet_id, name_fold) "
		"VALUES (:commune, :word, :sheet, :name) "
		"ON CONFLICT DO NOTHING" },
};

const struct db_statements sheet_word_statements = { statements, COUNT(statements) };

static enum err each_word(struct db *db, int what, int64_t sheet_id, int64_t commune_id, const char *name_fold,
                          struct error *error)
{
	const char *name = name_fold;
	enum err err = ERR_OK;
	char word[WORD];

	while (err == ERR_OK && *(name_fold += strspn(name_fold, " ")) != '\0') {
		size_t length = strcspn(name_fold, " ");
		struct db_row *row = db_use(db, &statements[what]);
		snprintf(word, sizeof word, "%.*s", (int)length, name_fold);
		db_bind_int(row, ":commune", commune_id);
		db_bind_text(row, ":word", word);
		db_bind_int(row, ":sheet", sheet_id);
		if (what == ADD)
			db_bind_text(row, ":name", name);
		err = db_run(row, error);
		name_fold += length;
	}
	return err;
}

enum err sheet_word_add(struct db *db, int64_t sheet_id, int64_t commune_id, const char *name_fold, struct error *error)
{
	return each_word(db, ADD, sheet_id, commune_id, name_fold, error);
}

enum err sheet_word_remove(struct db *db, int64_t sheet_id, int64_t commune_id, const char *name_fold,
                           struct error *error)
{
	return each_word(db, REMOVE, sheet_id, commune_id, name_fold, error);
}
