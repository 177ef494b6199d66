#include "text/messages.h"

#include <string.h>

#include "base/buf.h"

static const char *const texts[MESSAGE_COUNT] = {
#define MESSAGE(name, text) [name] = text,
#include "text/messages.def"
#undef MESSAGE
};

const char *message_text(enum message message)
{
	return texts[message];
}

/* Number of the place "{3}" that begins here; 0: none does. */
static size_t place_of(const char *text)
{
	return text[0] == '{' && text[1] >= '1' && text[1] <= '9' && text[2] == '}' ? (size_t)(text[1] - '0') : 0;
}

/* What goes to the place that begins here. */
static const char *value_at(const char *text, const char *const *values, size_t count)
{
	size_t place = place_of(text);

	return place == 0 || place > count || values[place - 1] == NULL ? "" : values[place - 1];
}

const char *message_with(struct arena *arena, enum message message, const char *const *values, size_t count)
{
	const char *text = message_text(message);
	size_t limit = strlen(text);
	struct buf out;

	for (const char *at = text; (at = strchr(at, '{')) != NULL; at++)
		limit += strlen(value_at(at, values, count));
	buf_init(&out, arena, limit);
	for (; *text != '\0'; text++) {
		if (place_of(text) == 0) {
			buf_char(&out, *text);
			continue;
		}
		buf_text(&out, value_at(text, values, count));
		text += 2;
	}
	return out.data;
}

const char *message_with_one(struct arena *arena, enum message message, const char *value)
{
	return message_with(arena, message, &value, 1);
}
