/* Prices (src/domain.md §9): what a campaign pays for a sheet, by role, in an area and all below it, from a day on;
 * with
 * the text that sets it. Money is in đồng; shares and caps are in hundredths of a percent. There are no defaults. */
#ifndef STORE_PAYMENT_PRICE_H
#define STORE_PAYMENT_PRICE_H

#include "base/code.h"
#include "store/campaign/area.h"

/* ---- what is paid for ---- */

/* PAYEE_MEMBER: the enumerator of the sheet; PAYEE_DOER: who did it, by paper who signed there; PAYEE_INFORMANT:
 * whoever
 * the sheet says has told what it says. */
enum payee_kind { PAYEE_MEMBER, PAYEE_DOER, PAYEE_INFORMANT };
struct pay_role_row {
	bool entered;                   /* sheets that were entered count; else those that were accepted */
	enum payee_kind payee;
};
extern const struct pay_role_row pay_roles[PAY_ROLE_COUNT];

/* ---- prices ---- */

enum { PAY_WHOLE = 10000, PRICE_MOST = 100000000 };    /* 100 %; đồng */

struct price {
	int64_t id, campaign_id, area_id;
	enum pay_role role;
	const char *valid_from;         /* ISO */
	int64_t new_price, change_price; /* of a sheet of kind 1; of any other */
	int64_t share;                  /* of it, for officials; 0: all of it */
	int64_t cap;                    /* at most so much of what collecting the sheet pays; 0: none */
	const char *decided_no, *decided_on, *source; /* source or NULL */
	int64_t set_by;                 /* 0: a command */
	const char *set_at;
	struct area area;               /* reading only */
};

/* Those of a campaign that hold somewhere in the actor's scope, or anywhere for administrators: by role, area and
 * day. */
enum err price_list(struct db *db, struct arena *arena, const struct actor *actor, int64_t campaign_id,
                    struct price **rows, size_t *count, struct error *error);
enum err price_list_any(struct db *db, struct arena *arena, int64_t campaign_id, struct price **rows, size_t *count,
                        struct error *error);
/* Sets it, in the place of one of the same campaign, area, role and day; id is set. */
enum err price_set(struct db *db, struct price *price, struct error *error);
enum err price_drop(struct db *db, int64_t id, struct error *error);

/* ---- which is in force ---- */

/* Of the nearest area that has one for the role on that day, the one that began last; NULL: there is none. An area that
 * came from others has their prices where it has none of its own. */
const struct price *price_in_force(const struct price *rows, size_t count, const struct area_above *above,
                                   enum pay_role role, const char *day);
/* What is paid for one sheet: rounded half up to whole đồng, a cap down. collected: what collecting it pays, for the
 * cap.
 */
int64_t price_of_sheet(const struct price *price, bool changes, bool official, int64_t collected);

/* For `verify`: each price is what the history says was set last. ERR_INTERNAL names the first that is not. */
enum err price_verify(struct db *db, struct error *error);

#endif
