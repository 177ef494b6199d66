#include "text/messages.h"

static const char *const texts[MESSAGE_COUNT] = {
#define MESSAGE(name, text) [name] = text,
#include "text/messages.def"
#undef MESSAGE
};

const char *message_text(enum message message)
{
	return texts[message];
}
