#include "http/param.h"

#include "text/utf8.h"

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

ptrdiff_t percent_decode(char *text, size_t length, bool plus)
{
	size_t out = 0;

	for (size_t i = 0; i < length; i++) {
		char c = text[i];
		if (c == '%') {
			if (length - i < 3 || hex_value(text[i + 1]) < 0 || hex_value(text[i + 2]) < 0)
				return -1;
			c = (char)(hex_value(text[i + 1]) << 4 | hex_value(text[i + 2]));
			i += 2;
		} else if (c == '+' && plus) {
			c = ' ';
		}
		text[out++] = c;
	}
	text[out] = '\0';
	return utf8_valid(text, out) ? (ptrdiff_t)out : -1;
}

void params_even_lines(char *text)
{
	char *to = strchr(text, '\r');

	if (to == NULL)
		return;
	for (const char *from = to; *from != '\0'; from++) {
		if (*from == '\r' && from[1] == '\n')
			continue;
		*to++ = *from == '\r' ? '\n' : *from;
	}
	*to = '\0';
}

static bool decode_pair(char *pair, size_t length, struct param *out)
{
	char *equals = memchr(pair, '=', length);
	size_t name = equals == NULL ? length : (size_t)(equals - pair);
	size_t skipped = equals == NULL ? name : name + 1;

	if (percent_decode(pair + skipped, length - skipped, true) < 0 || percent_decode(pair, name, true) < 0)
		return false;
	params_even_lines(pair + skipped);
	*out = (struct param){ .name = pair, .value = equals == NULL ? "" : pair + skipped };
	return true;
}

static size_t count_char(const char *text, size_t length, char c)
{
	size_t n = 0;

	for (size_t i = 0; i < length; i++)
		n += text[i] == c;
	return n;
}

bool params_decode(struct arena *arena, const char *data, size_t length, struct params *out)
{
	*out = (struct params){ 0 };
	size_t most = count_char(data, length, '&') + 1;
	if (most > PARAM_MAX)
		return false;
	char *copy = arena_text_n(arena, data, length), *end = copy + length;
	struct param *items = arena_array(arena, most, sizeof *items);
	size_t count = 0;
	for (char *pair = copy, *next; pair < end; pair = next + 1) {
		next = memchr(pair, '&', (size_t)(end - pair));
		if (next == NULL)
			next = end;
		if (next > pair && !decode_pair(pair, (size_t)(next - pair), &items[count++]))
			return false;
	}
	*out = (struct params){ .items = items, .count = count };
	return true;
}

const char *params_text(const struct params *params, const char *name)
{
	for (size_t i = 0; i < params->count; i++) {
		if (strcmp(params->items[i].name, name) == 0)
			return params->items[i].value;
	}
	return NULL;
}

const char *params_filled(const struct params *params, const char *name)
{
	const char *value = params_text(params, name);

	return value == NULL || value[0] == '\0' ? NULL : value;
}

const char *const *params_all(struct arena *arena, const struct params *params, const char *name, size_t *count)
{
	size_t found = 0;

	for (size_t i = 0; i < params->count; i++)
		found += strcmp(params->items[i].name, name) == 0;
	const char **values = arena_array(arena, found, sizeof *values);
	*count = 0;
	for (size_t i = 0; i < params->count && *count < found; i++) {
		if (strcmp(params->items[i].name, name) == 0)
			values[(*count)++] = params->items[i].value;
	}
	return values;
}

/* Reads text[0..length) without the spaces around it: a whole number that fits. */
static enum param_state read_int(const char *text, size_t length, int64_t *out)
{
	while (length > 0 && text[length - 1] == ' ')
		length--;
	for (; length > 0 && *text == ' '; length--)
		text++;
	if (length == 0)
		return PARAM_ABSENT;
	bool negative = *text == '-';
	int64_t value = 0;
	if (negative && length == 1)
		return PARAM_BAD;
	for (size_t i = negative; i < length; i++) {
		int digit = text[i] - '0';
		if (digit < 0 || digit > 9 || __builtin_mul_overflow(value, 10, &value) ||
		    __builtin_sub_overflow(value, digit, &value))
			return PARAM_BAD;
	}
	if (!negative && __builtin_sub_overflow(0, value, &value))
		return PARAM_BAD;
	*out = value;
	return PARAM_OK;
}

enum param_state params_int(const struct params *params, const char *name, int64_t low, int64_t high,
                            int64_t *out)
{
	const char *text = params_text(params, name);
	int64_t value = 0;

	if (text == NULL)
		return PARAM_ABSENT;
	enum param_state state = read_int(text, strlen(text), &value);
	if (state != PARAM_OK)
		return state;
	if (value < low || value > high)
		return PARAM_BAD;
	*out = value;
	return PARAM_OK;
}

struct numbered { int64_t id; size_t at; };

static int by_id(const void *a, const void *b)
{
	const struct numbered *x = a, *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

static int by_place(const void *a, const void *b)
{
	const struct numbered *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

/* Drops all but the first of equal ids and keeps the order; by sorting, so that no input makes it slow. */
static size_t drop_doubles(struct numbered *items, size_t count)
{
	size_t kept = 0;

	qsort(items, count, sizeof *items, by_id);
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || items[i].id != items[kept - 1].id)
			items[kept++] = items[i];
	}
	qsort(items, kept, sizeof *items, by_place);
	return kept;
}

/* Appends the ids of one comma-separated text; false when one is none. */
static bool read_ids(const char *text, struct numbered *items, size_t *count)
{
	for (size_t length; ; text += length + 1) {
		length = strcspn(text, ",");
		int64_t id = 0;
		enum param_state state = read_int(text, length, &id);
		if (state == PARAM_BAD || (state == PARAM_OK && id <= 0))
			return false;
		if (state == PARAM_OK) {
			items[*count] = (struct numbered){ .id = id, .at = *count };
			(*count)++;
		}
		if (text[length] == '\0')
			return true;
	}
}

enum param_state params_ids(struct arena *arena, const struct params *params, const char *name, int64_t **ids,
                            size_t *count)
{
	size_t given, most = 0, found = 0;
	const char *const *values = params_all(arena, params, name, &given);

	*count = 0;
	*ids = NULL;
	for (size_t i = 0; i < given; i++)
		most += count_char(values[i], strlen(values[i]), ',') + 1;
	if (most > PARAM_MAX)
		return PARAM_BAD;
	struct numbered *items = arena_array(arena, most, sizeof *items);
	for (size_t i = 0; i < given; i++) {
		if (!read_ids(values[i], items, &found))
			return PARAM_BAD;
	}
	if (found == 0)
		return PARAM_ABSENT;
	*count = drop_doubles(items, found);
	*ids = arena_array(arena, *count, sizeof **ids);
	for (size_t i = 0; i < *count; i++)
		(*ids)[i] = items[i].id;
	return PARAM_OK;
}
