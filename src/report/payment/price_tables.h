/* The prices of a campaign, and what its targets come to by them. */
#ifndef REPORT_PAYMENT_PRICE_TABLES_H
#define REPORT_PAYMENT_PRICE_TABLES_H

#include "store/payment/price.h"
#include "table/table.h"

extern const struct table prices_table, estimate_table;

/* ---- prices ---- */

struct price_line {
	struct price price;
	const char *share, *cap;        /* as read: "50", "" */
};

/* ---- the estimate ---- */

/* A target: its sheets by the price of a new sheet that is in force there on that day; 0 where there is none. */
struct estimate_line {
	int64_t area_id, parent_id;
	const char *name, *parent_name, *code, *level;
	int64_t sheets, amounts[PAY_ROLE_COUNT], total;
	bool priced;                    /* somebody is paid for it there */
	bool counts;                    /* no target stands above it: it is in the sum */
};
/* Of what the actor sees; actor NULL: of all. By level, by what they lie in, by name. */
enum err estimate_read(struct db *db, struct arena *arena, const struct actor *actor, int64_t campaign_id,
                       const char *day, struct estimate_line **lines, size_t *count, struct error *error);
/* The sum of those of a commune: its own target, or those of its hamlets. */
int64_t estimate_of_commune(const struct estimate_line *lines, size_t count, int64_t commune_id);

#endif
