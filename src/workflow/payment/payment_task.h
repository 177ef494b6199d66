/* Prices, periods and settling (store/payment/), each one task of the writer with its event in the history. */
#ifndef WORKFLOW_PAYMENT_PAYMENT_TASK_H
#define WORKFLOW_PAYMENT_PAYMENT_TASK_H

#include "store/handover/paper.h"
#include "store/payment/payment.h"
#include "workflow/workflow.h"

/* ---- price_set.c ---- */

struct price_change {
	struct request_head head;               /* made: the campaign */
	const char *field;                      /* out, with ERR_UNPROCESSABLE: the input, or NULL */
	struct price price;                     /* campaign, role, day, amounts and text; the area by its code */
	const char *area_code;
	bool drop;                              /* the one of that area, role and day goes */
};
/* Sets a price, or takes one away: an administrator in any area of the campaign, an officer in his own. Periods that
 * are
 * closed keep what they paid. ERR_NOT_FOUND: there is none to drop; ERR_UNPROCESSABLE with the field. */
enum err workflow_set_price(struct price_change *change, struct error *error);
/* What the history says of it, for commands too; in arena. {"price":1,"campaign":…} */
const char *price_told(struct arena *arena, const struct campaign *campaign, const struct price *price);

/* ---- payment_close.c ---- */

struct payment_request {
	struct request_head head;               /* made: the payment */
	const char *field;                      /* out, with ERR_UNPROCESSABLE: campaign_id, from, to; or NULL */
	struct payment payment;                 /* to open: commune, campaign, role, days, tax; else the id alone */
};
/* Opens a period. ERR_NOT_FOUND: the commune or the campaign is not the actor's; ERR_CONFLICT: one of the same commune,
 * campaign and role is open, a later one is closed, or the commune has settled; ERR_UNPROCESSABLE: days that cannot be,
 * or a campaign of other areas. */
enum err workflow_open_payment(struct payment_request *request, struct error *error);
/* Takes one that is open out. ERR_CONFLICT: it is closed. */
enum err workflow_drop_payment(struct payment_request *request, struct error *error);
/* Counts it a last time, fixes its lines, and issues its two papers: the minutes of what was done, which have a number
 * of the office, and the list. One transaction at any size. ERR_CONFLICT: it is closed, there is nothing to pay, or a
 * price lacks. */
enum err workflow_close_payment(struct payment_request *request, struct error *error);

enum payment_copy { COPY_LIST = 1, COPY_VOLUME = 2 };
struct payment_signed {
	struct request_head head;
	int64_t id;
	const char *day;                        /* ISO; or NULL */
	unsigned copies;                        /* of which papers (enum payment_copy) */
	struct paper_file list_scan, volume_scan; /* of these; bytes NULL: the day alone is noted */
	const char *field;                      /* out: what a refusal is about (list, signed_on, scan_list,
	                                         * scan_minutes); or NULL */
};
/* Notes the day of the copies that were signed by hand, and keeps the scans: both or neither. ERR_CONFLICT: it is open;
 * ERR_UNPROCESSABLE: no paper; else as workflow_note_signed(). */
enum err workflow_payment_signed(struct payment_signed *request, struct error *error);

/* ---- settle.c ---- */

struct settle_request {
	struct request_head head;               /* made: the campaign */
	int64_t campaign_id, commune_id;
	const char *day;                        /* ISO; NULL: it has not settled any more */
};
/* A commune of the actor has settled the campaign, on that day. ERR_CONFLICT: a period is open, or it stands so
 * already. ERR_UNPROCESSABLE: a day ahead. */
enum err workflow_settle(struct settle_request *request, struct error *error);

#endif
