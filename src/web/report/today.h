/* What somebody did today, as the first page tells it: the day's progress. */
#ifndef WEB_REPORT_TODAY_H
#define WEB_REPORT_TODAY_H

#include "http/http.h"
#include "view/tmpl.h"
#include "web/frame/app.h"

enum { TODAY_DEEDS = 3 };

/* Sheets by deed, in the order told; the first is the role's own work. count 0: a role that only watches. */
struct today {
	int64_t sheets[TODAY_DEEDS];
	enum message labels[TODAY_DEEDS];
	size_t count;
};

enum err today_read(struct db *db, struct http_request *request, struct today *out, struct error *error);
/* The section TODAY of report/home.html. waiting: sheets that wait for whoever asks. */
void today_put(struct http_request *request, struct tmpl_dict *dict, const struct today *today, int64_t waiting);

#endif
