/* Whose data was shown: each page, search, file and paper that shows people leaves a row of access_log, of one sheet or
 * of all that it showed (store/access/access_row.h). Nobody is shown what could not be noted: what is refused here is
 * ERR_UNAVAILABLE, and the answer 503.
 *
 * A page is noted without waiting, before it is sent: its row is written within a second, and a queue that is full
 * refuses it. A file or a paper, which leaves the house, waits for its row to be on the disk. */
#ifndef WORKFLOW_ACCESS_H
#define WORKFLOW_ACCESS_H

#include "workflow/workflow.h"

/* What was asked of a list, in an order that is always the same; value NULL or "": not asked. A number as it was
 * searched for, not as it is sealed in an address. */
struct shown_filter { const char *name, *value; };

struct shown_rows {
	enum access access;             /* ACCESS_LIST of a page, _SEARCH by number, _EXPORT, _PRINT */
	const char *table;              /* its name in the code: letters and _ */
	const struct shown_filter *filter;
	size_t filter_count;
	const char *sought;             /* the number searched for; its last three digits are kept; or NULL */
	bool more;                      /* of a search: other sheets were found that are not shown here */
	const int64_t *ids;             /* of the sheets whose people it showed, above 0; in any order, twice is once */
	size_t count;
	int64_t commune_id;             /* of all the sheets; 0: several, or not known */
};

/* The commune of all sheets of a list, gathered row by row: commune is that of the i-th (from 0), so_far what came of
 * the rows before it. */
int64_t shown_commune(int64_t so_far, size_t i, int64_t commune);

/* Of a page: queued. */
enum err workflow_log_shown(const struct workflow *workflow, const struct actor *actor, const struct shown_rows *shown,
                            struct error *error);
/* Of a file or a paper: written. Not while a reader is borrowed. */
enum err workflow_log_shown_now(const struct workflow *workflow, const struct actor *actor,
                                const struct shown_rows *shown, struct error *error);
/* The same of one sheet that was seen by itself. */
enum err workflow_log_sheet(const struct workflow *workflow, const struct actor *actor, int64_t sheet_id,
                            struct error *error);
enum err workflow_log_print(const struct workflow *workflow, const struct actor *actor, int64_t sheet_id,
                            struct error *error);

/* The file of a job, each time that it is fetched; what: which. Whose rows it shows was noted when it was made. */
enum err workflow_log_result(const struct workflow *workflow, const struct actor *actor, const char *what,
                             struct error *error);

/* How the detail of a search begins, before the three digits: "citizen_id ending 347". In rows of before what was found
 * stands in it too: "…: sheets 12,45", "…: sheets 12,45,… and more", "…: no sheets". */
#define SOUGHT_ENDING "citizen_id ending "
#define SOUGHT_FOUND ": sheets "
#define SOUGHT_MORE " and more"

#endif
