/* Bundles of papers from the hamlets: the register, and the sheets of one. */
#ifndef REPORT_HANDOVER_BUNDLE_TABLES_H
#define REPORT_HANDOVER_BUNDLE_TABLES_H

#include "store/handover/bundle.h"
#include "table/table.h"

extern const struct table bundles_table, bundle_table;

/* ---- the register ---- */

/* Its filter: all bundles, those that are not confirmed, or of these the late ones. */
struct bundles_query { enum bundle_which which; };

struct bundle_line {
	struct bundle bundle;
	const char *name;               /* "07/2024" */
	const char *giver;              /* who counted for the hamlet: the leader without an account, or who made it */
	enum bundle_state state;
	int64_t late;                   /* days for which it waits too long; 0: it does not */
};
struct bundle_line bundle_line(struct arena *arena, const struct bundle *bundle);

/* ---- one bundle ---- */

/* A sheet of the bundle that the path names; the table's filter is that bundle, loaded with the rows. */
struct bundle_item_line {
	struct bundle_item item;
	int64_t commune_id;
};

#endif
