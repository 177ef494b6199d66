/* What a commune's papers say of its bodies: settings (store/admin/setting.h), and what stands in their place. */
#ifndef STORE_ADMIN_OFFICE_H
#define STORE_ADMIN_OFFICE_H

#include "db/db.h"
#include "text/number/number_words.h"

struct office {
	const char *name;               /* "UBND phường Phương Sài" */
	const char *superior;           /* or NULL */
	const char *place;              /* "Phương Sài" */
	const char *code;               /* of numbers: "UBND" */
	const char *team_code;          /* of the numbers of the Tổ: "TCT" */
	const char *police, *police_superior;   /* the latter or NULL */
	const char *signer_title, *signer_name; /* or NULL */
	const char *kept_for;           /* how long its papers are kept, "10 năm"; or NULL */
	const char *basis;              /* what minutes rest on, parted by semicolons; or NULL */
	enum number_zero zero;
	bool police_prints;             /* the minutes of handing over are the police's */
	bool handovers_numbered;
	enum paper_order { ORDER_LISTED, ORDER_PAPER_NO, ORDER_AREA, ORDER_NAME } order;        /* of papers in a batch */
	bool confirms;                  /* it signs minutes of acceptance and what stands on sheets, too */
};

enum { PAPER_ORDERS = ORDER_NAME + 1 };
/* What an order is called as a setting. */
extern const char *const paper_order_codes[PAPER_ORDERS];

/* Those of a commune, in arena. */
void office_read_any(struct db *db, struct arena *arena, int64_t commune_id, struct office *out);

/* The address at which people open the program, "http://10.0.0.5:8080"; "": nobody said. */
#define SETTING_SITE "site.address"
const char *office_site_any(struct db *db, struct arena *arena);

#endif
