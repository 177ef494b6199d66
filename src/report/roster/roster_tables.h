/* The tables of the list of people to be surveyed: who is on it, hamlet by hamlet, its versions, what each was given.
 */
#ifndef REPORT_ROSTER_ROSTER_TABLES_H
#define REPORT_ROSTER_ROSTER_TABLES_H

#include "store/roster/roster.h"
#include "table/table.h"

/* ---- roster_table.c, roster_lists.c, roster_assignments.c ---- */
extern const struct table roster_table, roster_hamlets_table, roster_lists_table,
	roster_assignments_table;

/* What the table of people asks for. */
struct roster_query {
	struct roster_filter filter;
};

struct roster_line {
	struct roster_entry entry;
	const char *why;                /* why he cannot be surveyed, or why he was given back; or NULL */
};

#endif
