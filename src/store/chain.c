#include "store/chain.h"

const char *chain_number(char out[CHAIN_NUMBER], int64_t value)
{
	snprintf(out, CHAIN_NUMBER, "%lld", (long long)value);
	return value == 0 ? NULL : out;
}

void chain_bind(struct db_row *row, const char *name, int64_t id)
{
	if (id == 0)
		db_bind_null(row, name);
	else
		db_bind_int(row, name, id);
}

void chain_bind_hash(struct db_row *row, const char *name, const char *text, unsigned char bytes[HASH_BYTES])
{
	size_t length = text == NULL ? 0 : strlen(text) / 2;

	if (text == NULL || !hash_to_bytes(text, bytes, length))
		db_bind_null(row, name);
	else
		db_bind_blob(row, name, bytes, length);
}

const char *chain_hash(struct db_row *row, int column, char out[HASH_TEXT])
{
	size_t length;
	const void *bytes = db_blob(row, column, &length);

	if (bytes == NULL || length > HASH_BYTES)
		return NULL;
	hash_from_bytes(bytes, length, out);
	return out;
}

int64_t chain_head(struct db *db, const struct db_statement *statement, char hash[HASH_TEXT])
{
	struct db_row *row = db_use(db, statement);
	int64_t id = 0;

	hash[0] = '\0';
	if (db_step(row) == DB_ROW) {
		id = db_int(row, 0);
		chain_hash(row, 1, hash);
		db_done(row);
	}
	return id;
}

enum err chain_verify(struct db *db, const struct db_statement *statement, const char *name, chain_holds *holds,
                      char head[HASH_TEXT], struct error *error)
{
	struct db_row *row = db_use(db, statement);
	enum db_step step;

	head[0] = '\0';
	for (int64_t id = 1; (step = db_step(row)) == DB_ROW; id++) {
		if (!holds(row, id, head)) {
			db_done(row);
			return error_set(error, ERR_INTERNAL, NULL, "%s: the chain breaks at row %lld", name, (long long)id);
		}
	}
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}
