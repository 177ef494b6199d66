#include "base/json.h"

#include <math.h>

#include "text/utf8.h"

enum { JSON_MAX_INTEGER = 1 << 30 };

/* ASCII in a string: no control character, no end, no begin of an escape. */
static bool is_plain(unsigned char c)
{
	return (c >= 0x20) & (c < 0x80) & (c != '"') & (c != '\\');
}

/* Bytes of what else stands in a string, an escape being two; 0 for what may not stand there. left > 0. */
static size_t string_step(const char *at, size_t left)
{
	if ((unsigned char)*at >= 0x80)
		return utf8_first(at, left);
	if (*at != '\\' || (left >= 6 && memcmp(at, "\\u0000", 6) == 0))
		return 0;
	return left > 1 ? 2 : 1;
}

/* The end of a string whose opening quote stands before at; NULL for a raw control character, \u0000, broken UTF-8 or
 * no end. */
static const char *skip_string(const char *at, const char *end)
{
	while (at < end && *at != '"') {
		if (is_plain((unsigned char)*at)) {
			at++;
			continue;
		}
		size_t bytes = string_step(at, (size_t)(end - at));
		if (bytes == 0)
			return NULL;
		at += bytes;
	}
	return at < end ? at + 1 : NULL;
}

static const char *skip_digits(const char *at, const char *end)
{
	const char *start = at;

	while (at < end && *at >= '0' && *at <= '9')
		at++;
	return at > start ? at : NULL;
}

/* The end of a number that begins at at, NULL when it is written as JSON does not write it (01, 1., 1e). */
static const char *skip_number(const char *at, const char *end)
{
	if (*at == '-')
		at++;
	bool zero = at < end && *at == '0';
	const char *whole = skip_digits(at, end);
	if (whole == NULL || (zero && whole - at > 1))
		return NULL;
	at = whole;
	if (at < end && *at == '.')
		at = skip_digits(at + 1, end);
	if (at == NULL || at == end || (*at != 'e' && *at != 'E'))
		return at;
	at++;
	if (at < end && (*at == '+' || *at == '-'))
		at++;
	return skip_digits(at, end);
}

/* What cJSON lets pass and JSON does not: control characters, \u0000, broken UTF-8, numbers of another form. */
static bool is_strict(const char *at, const char *end)
{
	while (at != NULL && at < end) {
		if (*at == '"')
			at = skip_string(at + 1, end);
		else if (*at == '-' || (*at >= '0' && *at <= '9'))
			at = skip_number(at, end);
		else if (((unsigned char)*at < 0x20 && (*at == '\0' || strchr("\t\r\n", *at) == NULL)) ||
		         (unsigned char)*at >= 0x80)
			return false;
		else
			at++;
	}
	return at != NULL;
}

cJSON *json_parse(const char *text, size_t length)
{
	if (!is_strict(text, text + length))
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

void json_add_text(struct buf *out, const char *text)
{
	buf_char(out, '"');
	while (*text != '\0') {
		size_t plain = 0;
		while ((unsigned char)text[plain] >= 0x20 && text[plain] != '"' && text[plain] != '\\')
			plain++;
		buf_add(out, text, plain);
		text += plain;
		if (*text == '"' || *text == '\\')
			buf_print(out, "\\%c", *text++);
		else if (*text != '\0')
			buf_print(out, "\\u%04x", (unsigned)*text++);
	}
	buf_char(out, '"');
}

const char *json_library_version(void)
{
	return cJSON_Version();
}

void json_put_text(cJSON *object, const char *key, const char *text)
{
	if (text == NULL)
		cJSON_AddNullToObject(object, key);
	else
		cJSON_AddStringToObject(object, key, text);
}

void json_put_int(cJSON *object, const char *key, int64_t value)
{
	cJSON_AddNumberToObject(object, key, (double)value);
}
