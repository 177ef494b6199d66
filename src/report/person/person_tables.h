/* Tables of people, and of pairs of sheets that may be of one. */
#ifndef REPORT_PERSON_TABLES_H
#define REPORT_PERSON_TABLES_H

#include "table/table.h"

/* ---- people_table.c ---- */
extern const struct table people_table;

/* ---- pair_tables.c ---- */
extern const struct table pairs_table, decided_table;

#endif
