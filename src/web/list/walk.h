/* From one sheet of the officer's queue to the next: a sheet that is opened from the list carries the list's filter,
 * order and its own place in it ("after"), so that what comes behind it there is found without going back. */
#ifndef WEB_LIST_WALK_H
#define WEB_LIST_WALK_H

#include "web/list/table_page.h"

struct walk {
	bool on;                        /* the sheet was opened from the list */
	struct table_ask list;          /* its place is that of the sheet */
};

/* What the address carries, of a page or of a form that is posted. What cannot be understood is no walk. */
void walk_read(struct http_request *request, struct walk *out);
/* The address of the sheet of that row, with the list that it stands in. */
const char *walk_url(const struct table_ask *list, const void *row);
/* The address of the sheet that comes behind; NULL: there is none, or it cannot be read now. */
const char *walk_next(struct http_request *request, const struct walk *walk);
/* The address of that sheet, at the place of the walk; and its query, "" without a walk. */
const char *walk_here(const struct walk *walk, int64_t sheet_id);
const char *walk_query(const struct walk *walk);
/* sheet_url() of a page that stands on the way, and keeps to it. */
const char *walk_sheet_url(struct http_request *request, int64_t id, const char *page);
/* The list itself, from its beginning; after its last sheet, so that the list says so. */
const char *walk_list(const struct walk *walk);
const char *walk_end(const struct walk *walk);
/* The address of the sheet that was left for the one at the place of the walk. */
const char *walk_back(const struct walk *walk, int64_t sheet_id);

#endif
