/* Many sheets of a list that are to be accepted or sent on: reading what was asked, and doing it by a job. */
#ifndef WEB_PART_MANY_POSTED_H
#define WEB_PART_MANY_POSTED_H

#include "web/frame/app.h"

/* What a posted form asks of many sheets: ids, or the list's filter with the number of sheets that it showed. */
enum err many_read(struct http_request *request, const struct sheet_filter *filter, struct accept_request *r,
                   struct error *error);
/* More than are done at once: a job does it (many_begin_job), and the answer leads to its page. */
bool many_is_long(const struct accept_request *r);
enum err many_begin_job(struct http_request *request, struct http_response *response, const struct accept_request *r,
                        struct error *error);

#endif
