/* Vietnamese sentences that the program itself says (not those of templates, definitions and rules). */
#ifndef TEXT_MESSAGES_H
#define TEXT_MESSAGES_H

#include "base/arena.h"

enum message {
#define MESSAGE(name, text) name,
#include "text/messages.def"
#undef MESSAGE
	MESSAGE_COUNT
};

const char *message_text(enum message message);
/* A message with its "{1}" to "{9}" replaced, in arena; NULL is an empty text. */
const char *message_with(struct arena *arena, enum message message, const char *const *values, size_t count);
/* The same with "{1}" alone. */
const char *message_with_one(struct arena *arena, enum message message, const char *value);

#endif
