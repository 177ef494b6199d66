/* Where things stand: the paths that several pages lead to. */
#ifndef WEB_FRAME_URL_H
#define WEB_FRAME_URL_H

#include "http/http.h"
#include "store/sheet/form_token.h"

/* Where a thing stands: "/sheets/12". One of THING_NONE stands nowhere: that aborts. */
const char *thing_url(struct http_request *request, struct thing thing);
/* "/sheets/12", and a page of it: "/sheets/12/edit". */
const char *sheet_url(struct http_request *request, int64_t id, const char *page);
/* "/people/12" */
const char *person_url(struct http_request *request, int64_t id);
/* Where the police enter that sheet: the queue from it on. */
const char *police_url(struct http_request *request, int64_t sheet_id);
/* "/duplicates/12/15", the smaller id first. */
const char *duplicate_url(struct http_request *request, int64_t a, int64_t b);
/* Who saw a "sheet", the sheets of a "person"; NULL when the actor may not ask. */
const char *seen_url(struct http_request *request, const char *what, int64_t id);
/* Whether the actor's role may GET what stands in the route table under that pattern; nobody may without a session. */
bool web_may_open(const struct http_request *request, const char *pattern);

#endif
