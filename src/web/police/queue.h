/* The page of the police's queue: read by police.c, shown by queue_page.c. */
#ifndef WEB_POLICE_QUEUE_H
#define WEB_POLICE_QUEUE_H

#include "report/lines.h"
#include "store/handover/batch.h"
#include "web/list/table_page.h"
#include "web/police/fields.h"

struct police_queue {
	struct table_page table;        /* rows: struct police_line; the first is open */
	struct sheet sheet;             /* the open one */
	struct police_fields fields;    /* that are shown of it, in their order */
	struct batch *batches;          /* not signed yet */
	size_t batch_count;
	int64_t left, aside;            /* sheets to be entered; those of them that the user put aside */
	int64_t entered, returned;      /* by the user, today */
	int64_t act_id;                 /* that marked many just now; 0: none */
	int64_t act_count;              /* how many these are */
	bool may_undo;                  /* it, now */
	bool shows_aside;               /* nothing else is left, or it was asked for */
	/* the POST that was refused: */
	int64_t refused_id;             /* 0: none */
	const char *refusal;            /* NULL: typed before a login, not refused */
};

/* ---- queue_page.c ---- */

enum err police_show(struct http_request *request, struct http_response *response, const struct police_queue *q,
                     int status, struct error *error);
/* True when the sheet that was refused is open and tells why itself. */
bool police_tells_itself(const struct police_queue *q);
/* range.c: where the papers of that batch are marked at once. */
const char *police_many_url(struct http_request *request, int64_t batch_id);
/* The table as it is asked for at the open sheet: the next one comes after it. */
struct table_ask police_ask_here(const struct police_queue *q);

#endif
