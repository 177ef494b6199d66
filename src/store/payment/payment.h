/* Periods of payment (src/domain.md §9): of a commune, a campaign and a role, from a day to a day. While one is open it
 * is counted anew each time; when it is closed its lines are fixed, with the prices of then. A sheet is paid once for a
 * role: when it is not accepted any more, or was accepted anew, it is taken back in the next period that is closed, by
 * a line below 0, and paid again for what counts now. */
#ifndef STORE_PAYMENT_PAYMENT_H
#define STORE_PAYMENT_PAYMENT_H

#include "store/payment/price.h"
#include "store/sheet/sheet.h"

struct payment {
	int64_t id, commune_id, campaign_id;
	enum pay_role role;
	const char *first_day, *last_day; /* ISO */
	int64_t made_by, closed_by;     /* closed_by 0: it is open */
	const char *made_at, *closed_at;
	int64_t year, number;           /* of its list; number 0: it is open */
	int64_t tax_rate, tax_from;     /* kept back of who gets tax_from or more; tax_rate 0: nothing */
	/* reading only: */
	int64_t new_sheets, change_sheets, amount, tax, lines;
	const char *commune_name, *commune_code, *campaign_code, *campaign_name, *made_name, *closed_name;
	enum payment_state standing;
	/* of the two papers that were issued when it was closed: */
	const char *list_signed_on, *volume_signed_on;  /* or NULL */
	int64_t list_paper, volume_paper;               /* 0: none */
	int64_t volume_number, volume_year;
};

struct payment_line {
	int64_t position;               /* from 1 */
	int64_t member_id, user_id;     /* both 0: a name alone */
	const char *payee, *citizen_id, *bank, *account; /* the last three or NULL */
	const char *area_name;
	int64_t new_sheets, change_sheets; /* below 0: taken back */
	int64_t new_price, change_price, amount, tax;
	int64_t returned;               /* how often sheets of his were, in the period */
};

/* What a period says of a sheet. */
struct payment_item {
	int64_t sheet_id, position, event_id, price;
	int sign;                       /* -1: it is taken back */
	bool changes;                   /* a sheet of changes */
	int64_t paid_in;                /* sign -1: in which period it had been paid */
};

/* ---- who sees which: whoever sees whole communes ---- */

/* ERR_NOT_FOUND. */
enum err payment_load(struct db *db, struct arena *arena, const struct actor *actor, int64_t id, struct payment *out,
                      struct error *error);
enum err payment_load_any(struct db *db, struct arena *arena, int64_t id, struct payment *out, struct error *error);
/* All of them, the newest first. */
enum err payment_list(struct db *db, struct arena *arena, const struct actor *actor, struct payment **rows,
                      size_t *count, struct error *error);
/* Of one that is closed, in their order. */
enum err payment_lines_any(struct db *db, struct arena *arena, int64_t id, struct payment_line **lines, size_t *count,
                           struct error *error);
/* The last day of the periods of that commune, campaign and role that are closed; NULL: there is none. */
const char *payment_last_day_any(struct db *db, struct arena *arena, const struct payment *of);

/* What each has got in the periods that are closed, over all of them, of what the actor sees; by name.
 * campaign_id 0: of any campaign. */
struct payee_sum {
	int64_t member_id, user_id;
	const char *payee, *account, *bank;             /* as in the last of them */
	int64_t periods, new_sheets, change_sheets, amount, tax;
};
enum err payment_payees(struct db *db, struct arena *arena, const struct actor *actor, int64_t campaign_id,
                        struct payee_sum **rows, size_t *count, struct error *error);

/* ---- counting: owed.c ---- */

struct payment_count {
	struct payment_line *lines;
	size_t line_count;
	struct payment_item *items;
	size_t item_count;
	int64_t new_sheets, change_sheets, amount, tax; /* of the lines */
	/* what is not in them: */
	int64_t unpriced;               /* counts, but no price is in force for it; and the hamlet of one of them */
	const char *unpriced_area;
	const char *unpriced_day;
	int64_t nobody;                 /* counts, but it is not said who is to be paid */
	int64_t earlier;                /* counted from before the period, and never paid */
};
/* What a period would pay now, by the history up to the end of its last day and the prices. */
enum err payment_count_any(struct db *db, struct arena *arena, const struct payment *of, struct payment_count *out,
                           struct error *error);

/* ---- writing ---- */

/* Opens one; id is set. ERR_CONFLICT: there is an open one of that commune, campaign and role. */
enum err payment_insert(struct db *db, struct payment *payment, struct error *error);
/* Takes an open one out. */
enum err payment_drop(struct db *db, int64_t id, struct error *error);
/* Closes it as closed_by and closed_at say, with the next number of the year; number is set. ERR_CONFLICT: it is
 * closed.
 */
enum err payment_close(struct db *db, struct payment *payment, struct error *error);
enum err payment_add_line(struct db *db, int64_t id, const struct payment_line *line, struct error *error);
/* A sheet that is taken back: what was paid for it does not count any more. ERR_CONFLICT: it is paid already. */
enum err payment_add_item(struct db *db, const struct payment *payment, const struct payment_item *item,
                          struct error *error);

/* ---- of a sheet ---- */

/* What that event of the sheet did is paid, and counts. */
bool payment_holds_event_any(struct db *db, int64_t sheet_id, int64_t event_id);
/* A period that was closed after that event has taken the sheet back. */
bool payment_took_back_any(struct db *db, const struct sheet *sheet, int64_t event_id);

/* ---- a commune has settled ---- */

/* The day; NULL: it has not. */
const char *settled_on_any(struct db *db, struct arena *arena, int64_t campaign_id, int64_t commune_id);
/* settled_on NULL: not any more. */
enum err settled_set(struct db *db, int64_t campaign_id, int64_t commune_id, const char *settled_on, int64_t by,
                     const char *at, struct error *error);

/* For `verify`: what periods, lines and sheets say of one another and of the history; numbers without a gap.
 * ERR_INTERNAL names the first that differs. */
enum err payment_verify(struct db *db, struct error *error);

#endif
