/* All declared tables: lists, registers and reports (table/table.h). */
#ifndef REPORT_REGISTRY_H
#define REPORT_REGISTRY_H

#include "report/admin/admin_tables.h"
#include "report/handover/bundle_tables.h"
#include "report/handover/handback_tables.h"
#include "report/handover/minutes_tables.h"
#include "report/payment/payment_tables.h"
#include "report/payment/price_tables.h"
#include "report/person/person_tables.h"
#include "report/roster/roster_tables.h"

/* ---- sheets_table.c ---- */
extern const struct table sheets_table;
/* ---- additions_table.c ---- */
extern const struct table additions_table;
/* ---- batch_tables.c ---- */
extern const struct table batches_table, batch_table;
/* ---- review_table.c ---- */
extern const struct table review_table;
/* ---- police_table.c ---- */
extern const struct table police_table;

/* ---- employers_table.c ---- */
extern const struct table employers_table;

/* ---- by_rule_table.c ---- */
extern const struct table by_rule_table;

/* ---- registry.c ---- */
const struct table *const *report_tables(size_t *count);
/* The table of a route's pattern; of a name. NULL: there is none. */
const struct table *table_at(const char *pattern);
const struct table *table_named(const char *name);
/* How what views speak of is called (store/access/access_row.h): a table, or a page that shows several people; "" for
 * NULL, another by its name. */
const char *list_title(const char *name);

#endif
