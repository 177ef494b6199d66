/* The tables of the list of people to be surveyed: who is on it, hamlet by hamlet, its versions, what each was given.
 */
#ifndef REPORT_ROSTER_ROSTER_TABLES_H
#define REPORT_ROSTER_ROSTER_TABLES_H

#include "table/table.h"
#include "workflow/roster/reconcile_lines.h"

/* ---- roster_table.c, roster_lists.c, roster_assignments.c ---- */
extern const struct table roster_table, roster_hamlets_table, roster_lists_table,
	roster_assignments_table;

/* ---- reconcile_tables.c ---- */
extern const struct table reconcile_table, reconcile_hamlets_table;

struct reconcile_row {
	struct reconcile_line line;
	enum reconcile result;
	const char *name, *birth, *number, *hamlet; /* as the list has them, else the sheet */
	const char *differs;            /* the heads of what differs */
	const char *sheet_name, *sheet_birth, *sheet_number;
	enum reconcile_choice choice;
	const char *note;
	int64_t roster_id, sheet_id;
};
struct reconcile_row reconcile_row_of(struct arena *arena, const struct reconcile_line *line);
/* The heads of the columns that differ: "Họ và tên, Ngày sinh". */
const char *reconcile_told(struct arena *arena, const char *fields);

struct reconcile_hamlet { int64_t area_id; const char *name; int64_t counts[RECONCILE_COUNT], decided; };
/* Hamlet by hamlet, in the order of the lines; how many hamlets there are. */
size_t reconcile_count(struct arena *arena, const struct reconcile_lines *lines, struct reconcile_hamlet **hamlets,
                       struct reconcile_hamlet *sum);

/* What the table of people asks for. */
struct roster_query {
	struct roster_filter filter;
};

struct roster_line {
	struct roster_entry entry;
	const char *why;                /* why he cannot be surveyed, or why he was given back; or NULL */
};

#endif
