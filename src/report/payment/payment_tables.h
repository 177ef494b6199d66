/* Periods of payment: their register, the lines of one, what each payee has got, what each commune has sent. */
#ifndef REPORT_PAYMENT_PAYMENT_TABLES_H
#define REPORT_PAYMENT_PAYMENT_TABLES_H

#include "store/payment/payment.h"
#include "table/table.h"

extern const struct table payments_table, payment_table, payees_table, dossiers_table;

/* ---- the register ---- */

struct payment_query {
	int role, standing;             /* the code, from 1; 0: any */
	int copies;                     /* an enum copies */
	int64_t campaign_id;            /* 0: any */
};

struct payment_row {
	struct payment payment;
	const char *name;               /* "03/2024"; "" of an open one */
	int64_t net;
};
struct payment_row payment_row(struct arena *arena, const struct payment *payment);

/* ---- one ---- */

/* The table's filter: the period that the path names, loaded with its lines; of an open one as counted now. */
struct payment_shown {
	struct payment payment;
	struct payment_count count;     /* of an open one */
};

/* Who is paid stands there for officers alone. */
struct payment_line_row {
	struct payment_line line;
	int64_t net;
};

/* ---- payees ---- */

struct payee_query { int64_t campaign_id; };
struct payee_row { struct payee_sum sum; int64_t net; };

/* ---- what communes have sent ---- */

struct dossier_query { int64_t campaign_id; int by; };        /* by: a choice of the filter, from 1; 0: none */
struct dossier_row {
	int64_t commune_id, parent_id;
	const char *campaign, *commune, *parent;
	int64_t periods, open;          /* closed, still open */
	int64_t no_list, no_minutes;    /* closed, and no signed copy of the list, of the minutes, was noted */
	int64_t new_sheets, change_sheets, amount, tax;
	int64_t estimate;
	const char *settled_on;
};

#endif
