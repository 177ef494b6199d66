/* Looking for something: the box in the head of every page, and the same posted by the lists with their filters. The
 * list itself is asked for by GET: what stands in its address is `q`, or, where it could be somebody's number, `s`:
 * the same sealed for the session (auth/seal.h). */
#ifndef WEB_FRAME_SEARCH_H
#define WEB_FRAME_SEARCH_H

#include "web/frame/app.h"

enum { SEARCH_LIMIT = 200 };            /* characters that can be looked for */

/* What was sealed into `s`; NULL: not in this session. */
const char *search_opened(struct http_request *request, const char *sealed);

/* POST /search: `q`, `list` (the path of the list to look in; missing: /sheets), and filters, which go on as they are;
 * leads to the list; an
 * address of a page here, as a scanner types it from a QR code, to that page, from the queue of the police to its place
 * in it. ERR_BAD_REQUEST for a text over the limit, a list that is none. */
http_handler post_search;
/* The box on a page of its own. */
http_handler page_search;
/* The same, filled with what was posted when the session was over (resume_show). */
enum err resume_search(struct http_request *request, struct http_response *response, const char *next,
                       struct error *error);

#endif
