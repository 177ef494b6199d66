/* What waits for whoever asks: the inbox of the first page and of the day list. */
#ifndef WEB_REPORT_TASKS_H
#define WEB_REPORT_TASKS_H

#include "http/http.h"
#include "store/sheet/sheet.h"
#include "view/tmpl.h"
#include "web/frame/app.h"

enum { TASKS_MOST = 24 };

struct tasks {
	int64_t waiting[TASKS_MOST];    /* by the rows of the table in tasks.c */
	int64_t uncounted;              /* of the clean ones: papers that nobody counted yet, so they are not accepted */
	struct state_count *late;       /* by state: what the actor's list of late sheets has */
	size_t late_count;
	int64_t soon;                   /* sheets that will be late soon */
};

enum err tasks_read(struct db *db, struct http_request *request, struct tasks *out, struct error *error);
/* How many sheets wait, not batches, bundles or papers. */
int64_t tasks_sheets(const struct tasks *tasks);
/* A section TASKS with a row TASK for what is late; NULL: nothing is. */
struct tmpl_dict *tasks_put_late(struct http_request *request, struct tmpl_dict *dict, const struct tasks *tasks);
/* Rows for all others, in the section or in one of its own, or the section NO_TASKS. */
void tasks_put(struct http_request *request, struct tmpl_dict *dict, struct tmpl_dict *section,
               const struct tasks *tasks);

/* ---- day_list.c ---- */
/* GET /day: the same on paper, with the sheets that are late or late soon. */
http_handler page_day;

#endif
