/* Where a sheet is: who has it, since when, until when it should go on. */
#ifndef WEB_SHEET_WHERE_H
#define WEB_SHEET_WHERE_H

#include "http/http.h"
#include "store/campaign/stage.h"
#include "view/view.h"

struct tmpl_dict;

struct sheet_where {
	const char *holders;            /* names; NULL: nobody has to do anything */
	bool has_due;                   /* a clock runs, and days are set */
	struct date due;
	int64_t late;                   /* days; 0: it is not late */
	bool soon;                      /* but it will be, within the days of the setting */
	int64_t left;                   /* days up to the last one; when soon */
	struct stage_days days;         /* that were asked */
};

enum err where_read(struct db *db, struct http_request *request, const struct sheet *sheet, struct sheet_where *out,
                    struct error *error);
/* Puts WHERE_STATE, WHERE_SINCE, and the sections HOLDERS, DUE, LATE, SOON, PAPER. */
void where_put(struct http_request *request, struct tmpl_dict *dict, const struct sheet *sheet,
               const struct sheet_where *where);

#endif
