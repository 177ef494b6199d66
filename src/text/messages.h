/* Vietnamese sentences that the program itself says (not those of templates, definitions and rules). */
#ifndef TEXT_MESSAGES_H
#define TEXT_MESSAGES_H

enum message {
#define MESSAGE(name, text) name,
#include "text/messages.def"
#undef MESSAGE
	MESSAGE_COUNT
};

const char *message_text(enum message message);

#endif
