/* The tables of administration, and who saw whom. */
#ifndef REPORT_ADMIN_ADMIN_TABLES_H
#define REPORT_ADMIN_ADMIN_TABLES_H

#include "db/db.h"
#include "table/table.h"

/* ---- access_table.c ---- */
extern const struct table access_table;
/* ---- rights_table.c ---- */
extern const struct table rights_table;
/* ---- users_table.c, campaigns_table.c, plan_tables.c, areas_table.c ---- */
extern const struct table users_table, areas_table;
extern const struct table campaigns_table, plans_table, targets_table, milestones_table, tasks_table,
	campaign_history_table;
/* ---- members_table.c ---- */
extern const struct table members_table, assignments_table;
/* The commune whose Tổ is meant: that of the area (0: none asked for), else the only one of the actor; 0: none. */
int64_t members_commune(struct db *db, const struct actor *actor, int64_t area_id);
/* ---- rules_table.c ---- */
extern const struct table rules_table;
/* ---- log_table.c ---- */
extern const struct table log_table;

#endif
