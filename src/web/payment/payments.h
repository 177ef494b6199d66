/* Periods of payment: their register, the page of one, what is still to be done before a campaign is settled. */
#ifndef WEB_PAYMENT_PAYMENTS_H
#define WEB_PAYMENT_PAYMENTS_H

#include "web/frame/page.h"
#include "workflow/handover/signed_copy.h"
#include "workflow/payment/payment_task.h"

/* ---- payment_list.c ---- */
http_handler page_payments, post_payments;

/* ---- payment_page.c ---- */
http_handler page_payment, post_payment_close, post_payment_drop, post_payment_signed;

/* Two scans and what stands beside them. */
enum { PAYMENT_SIGNED_BODY = 2 * SCAN_MOST + (1 << 20) };

/* ---- closing_page.c ---- */
http_handler page_closing, post_settled;

/* A day of a form as ISO text; NULL: nothing stands there, or no day. */
const char *payment_day(struct http_request *request, const char *name);

#endif
