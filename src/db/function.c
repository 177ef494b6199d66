/* SQL functions of a migrating connection: a new column is filled with what the program would have written. */
#include "base/arena.h"
#include "base/hash.h"
#include "base/memory.h"
#include "db/connection.h"
#include "text/identity.h"
#include "text/messages.h"
#include "text/order.h"
#include "text/sound.h"
#include "text/utf8.h"

enum { ROOM = 1 << 20, FLAGS = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY };

static const char *full_id(struct arena *arena, const char *text)
{
	(void)arena;
	return identity_is_full(text) ? text : NULL;
}

static const char *sound(struct arena *arena, const char *text)
{
	return name_sound(arena, text);
}

static const char *fold(struct arena *arena, const char *text)
{
	return utf8_fold(arena, text);
}

static const char *order_key(struct arena *arena, const char *text)
{
	return natural_key(arena, text);
}

static const struct function {
	const char *name;
	const char *(*run)(struct arena *arena, const char *text); /* NULL becomes NULL */
} functions[] = {
	{ "full_id", full_id },
	{ "name_sound", sound },
	{ "text_fold", fold },
	{ "order_key", order_key },
};

/* The bytes of hexadecimal text; NULL for what is none. */
static void from_hex(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[0]);
	unsigned char bytes[HASH_BYTES];
	size_t length = text == NULL ? 0 : strlen(text) / 2;

	(void)count;
	if (text != NULL && length <= sizeof bytes && hash_to_bytes(text, bytes, length))
		sqlite3_result_blob(context, bytes, (int)length, SQLITE_TRANSIENT);
}

/* Of a blob, as hash_text() says it. */
static void blob_hash(sqlite3_context *context, int count, sqlite3_value **values)
{
	const void *bytes = sqlite3_value_blob(values[0]);
	char hash[HASH_TEXT];

	(void)count;
	hash_text(bytes, (size_t)sqlite3_value_bytes(values[0]), hash);
	sqlite3_result_text(context, hash, -1, SQLITE_TRANSIENT);
}

struct call {
	const struct function *function;
	struct arena *arena;
};

static void run(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct call *call = sqlite3_user_data(context);
	const char *text = (const char *)sqlite3_value_text(values[0]);

	(void)count;
	if (text == NULL)
		return;
	arena_reset(call->arena);
	sqlite3_result_text(context, call->function->run(call->arena, text), -1, SQLITE_TRANSIENT);
}

static void end(void *arg)
{
	struct call *call = arg;

	arena_free(call->arena);
	memory_free(call);
}

static int add(struct db *db, const struct function *function)
{
	struct call *call = memory_new(1, sizeof *call);

	if (call == NULL)
		return SQLITE_NOMEM;
	call->function = function;
	call->arena = arena_new(ROOM);
	if (call->arena == NULL) {
		end(call);
		return SQLITE_NOMEM;
	}
	return sqlite3_create_function_v2(db->handle, function->name, 1, FLAGS, call, run, NULL, NULL, end);
}

enum err connection_add_functions(struct db *db, struct error *error)
{
	int code = sqlite3_create_function_v2(db->handle, "from_hex", 1, FLAGS, NULL, from_hex, NULL, NULL, NULL);

	if (code == SQLITE_OK)
		code = sqlite3_create_function_v2(db->handle, "blob_hash", 1, FLAGS, NULL, blob_hash, NULL, NULL, NULL);
	for (size_t i = 0; i < COUNT(functions) && code == SQLITE_OK; i++)
		code = add(db, &functions[i]);
	if (code == SQLITE_OK)
		return ERR_OK;
	connection_note(db, code);
	return db_fault(db, error);
}
