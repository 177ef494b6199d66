/* The rows of tables of sheets that say more than the sheet: for the pages that show them in their own way. Each begins
 * with struct sheet_line. */
#ifndef REPORT_LINES_H
#define REPORT_LINES_H

#include "report/sheet_query.h"
#include "store/handover/batch.h"
#include "store/handover/bundle.h"
#include "store/sheet/finding.h"

/* Of additions_table: somebody to be added to the national database. */
struct addition_line {
	struct sheet_line line;
	const char *permanent_address, *current_address;
	int64_t no_id_reason;           /* 0: not answered */
	const char *codes;              /* of the reasons: "kind_3 no_number" */
	const char *why;                /* the reasons for people to read */
};

/* Of review_table: a sheet that waits for acceptance. */
struct review_line {
	struct sheet_line line;
	struct finding_row *findings;
	size_t finding_count;
	const char *told;               /* "E10: …; W33: …" */
	struct bundle_name in;          /* its papers came in this bundle, which nobody counted yet; id 0: in none */
};

/* Of police_table: a sheet to be entered, with its place in the batch that brought it; numbers 0: unknown. */
struct police_line {
	struct sheet_line line;
	struct batch_place in;
};

/* Of people_table: the newest sheet of a person that was found. */
struct person_line {
	struct sheet_line line;
	int64_t person_id;              /* the root of the group */
	int64_t sheets;                 /* of the person, that the actor may see */
};

#endif
