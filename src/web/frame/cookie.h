/* The cookies of the pages, each a row of one table. */
#ifndef WEB_FRAME_COOKIE_H
#define WEB_FRAME_COOKIE_H

#include "web/frame/app.h"

enum cookie {
	COOKIE_SESSION,                 /* "__Host-" under TLS; as long as the browser runs */
	COOKIE_DEVICE,                  /* somebody has logged in from here before (auth/limiter.h) */
	COOKIE_NEXT,                    /* what save-and-next keeps for the next sheet of the same user */
	COOKIE_NOTE,                    /* what the next page tells (web/frame/note.h) */
	COOKIE_COUNT
};

/* As sent; NULL: it was not. */
const char *cookie_get(const struct http_request *request, enum cookie cookie);
/* value NULL takes it away. */
void cookie_set(struct http_request *request, struct http_response *response, enum cookie cookie, const char *value);

#endif
