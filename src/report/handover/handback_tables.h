/* Papers that come back from the police: the register of their lists, one list, what is still to come; and the register
 * of all batches with what became of them. */
#ifndef REPORT_HANDOVER_HANDBACK_TABLES_H
#define REPORT_HANDOVER_HANDBACK_TABLES_H

#include "store/handover/handback.h"
#include "table/table.h"

/* ---- handback_tables.c ---- */
extern const struct table handbacks_table, handback_table, handback_waiting_table;

struct handback_line { struct handback handback; const char *name; };

enum { HANDBACK_TOLD = 500 };           /* papers that are told at once of those that are to come */
struct handback_query { int64_t batch_id; };
/* A paper of the list that the path names, whose filter is that list; or one that is to come. */
struct handback_item_line {
	struct handback_item item;
	const char *batch, *reason;
};

/* ---- ledger_table.c ---- */
extern const struct table ledger_table;

#endif
