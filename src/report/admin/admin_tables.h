/* The tables of administration, and who saw whom. */
#ifndef REPORT_ADMIN_ADMIN_TABLES_H
#define REPORT_ADMIN_ADMIN_TABLES_H

#include "table/table.h"

/* ---- access_table.c ---- */
extern const struct table access_table;
/* ---- rights_table.c ---- */
extern const struct table rights_table;
/* ---- users_table.c, campaigns_table.c, areas_table.c ---- */
extern const struct table users_table, campaigns_table, targets_table, areas_table;
/* ---- rules_table.c ---- */
extern const struct table rules_table;
/* ---- log_table.c ---- */
extern const struct table log_table;

#endif
