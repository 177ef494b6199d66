#include "base/json.h"

#include <math.h>

#include "text/utf8.h"

enum { JSON_MAX_INTEGER = 1 << 30 };

/* \u0000 anywhere outside an escaped backslash. */
static bool has_escaped_nul(const char *text, size_t length)
{
	for (size_t i = 0; i + 5 < length; i++) {
		if (text[i] != '\\')
			continue;
		if (memcmp(text + i, "\\u0000", 6) == 0)
			return true;
		i++;
	}
	return false;
}

cJSON *json_parse(const char *text, size_t length)
{
	if (!utf8_valid(text, length) || has_escaped_nul(text, length))
		return NULL;
	if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		return NULL;
	const char *end;
	cJSON *value = cJSON_ParseWithLengthOpts(text, length, &end, false);
	if (value == NULL)
		return NULL;
	for (; end < text + length; end++) {
		if (strchr(" \t\r\n", *end) == NULL) {
			cJSON_Delete(value);
			return NULL;
		}
	}
	return value;
}

const char *json_duplicate(const cJSON *object)
{
	for (const cJSON *a = object->child; a != NULL; a = a->next) {
		for (const cJSON *b = a->next; b != NULL; b = b->next) {
			if (strcmp(a->string, b->string) == 0)
				return a->string;
		}
	}
	return NULL;
}

const cJSON *json_member(const cJSON *object, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(object, name);
}

const char *json_text(const cJSON *object, const char *name)
{
	return cJSON_GetStringValue(json_member(object, name));
}

bool json_integer(const cJSON *value, int64_t *out)
{
	if (!cJSON_IsNumber(value) || fabs(value->valuedouble) > JSON_MAX_INTEGER ||
	    floor(value->valuedouble) < value->valuedouble)
		return false;
	*out = (int64_t)value->valuedouble;
	return true;
}

char *json_print(struct arena *arena, const cJSON *value)
{
	char *printed = cJSON_PrintUnformatted(value);

	if (printed == NULL)
		return NULL;
	char *text = arena_text(arena, printed);
	cJSON_free(printed);
	return text;
}
