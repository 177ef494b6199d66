/* The libraries that this program is made with. */
#ifndef WEB_HELP_LIBRARIES_H
#define WEB_HELP_LIBRARIES_H

#include <stddef.h>

struct library {
	const char *name, *licence, *home;
	const char *(*version)(void);           /* of what is loaded, where the library can say */
};

const struct library *libraries(size_t *count);

#endif
