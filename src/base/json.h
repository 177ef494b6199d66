/* cJSON with its traps closed (see each function). Floats never carry an id. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

/* Parses exactly one JSON value of length bytes, by the letter of JSON. NULL for broken JSON, invalid UTF-8, a NUL
 * byte or an escaped \u0000 (which cJSON would cut the string at), a byte order mark, trailing text, or no memory.
 * The caller deletes the result with cJSON_Delete(). Duplicate keys stay: see json_duplicate(). */
cJSON *json_parse(const char *text, size_t length);
/* The first key that an object has twice, or NULL. */
const char *json_duplicate(const cJSON *object);
/* Member by exact name; NULL when absent or when object is no object. */
const cJSON *json_member(const cJSON *object, const char *name);
/* The text of a string member, or NULL. Lives as long as the object. */
const char *json_text(const cJSON *object, const char *name);
/* An integer that the double holds exactly; false otherwise. */
bool json_integer(const cJSON *value, int64_t *out);
/* Unformatted text in the arena; NULL when cJSON had no memory. */
char *json_print(struct arena *arena, const cJSON *value);
/* Appends the text (valid UTF-8) as a JSON string with its quotes. */
void json_add_text(struct buf *out, const char *text);


/* The version of cJSON. */
const char *json_library_version(void);

/* NULL becomes null. */
void json_put_text(cJSON *object, const char *key, const char *text);
void json_put_int(cJSON *object, const char *key, int64_t value);

#endif
