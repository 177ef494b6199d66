/* Prices, periods and settling (store/payment/), each one task of the writer with its event in the history. */
#ifndef WORKFLOW_PAYMENT_PAYMENT_TASK_H
#define WORKFLOW_PAYMENT_PAYMENT_TASK_H

#include "store/payment/price.h"
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

#endif
