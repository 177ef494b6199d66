/* The pages of the list of people to be surveyed. */
#ifndef WEB_ROSTER_ROSTER_H
#define WEB_ROSTER_ROSTER_H

#include "store/campaign/campaign.h"
#include "store/roster/roster.h"
#include "web/input/admin_form.h"
#include "workflow/roster/roster_put.h"

/* ---- roster_list.c ---- */
http_handler page_roster, page_roster_part;
/* ---- roster_new.c ---- */
http_handler page_roster_new, post_roster;
/* ---- roster_page.c ---- */
http_handler page_roster_entry, post_roster_entry, post_roster_reason, post_roster_back;
/* ---- assign_page.c ---- */
http_handler page_roster_assign, post_roster_assign;
/* ---- reconcile.c ---- */
http_handler page_reconcile, page_reconcile_row, page_reconcile_sheet, post_reconcile;
/* ---- house_walk.c ---- */
http_handler page_roster_walk;

/* Whoever keeps the list: the police and the officer. */
bool roster_keeps(const struct http_request *request);
/* The note of a page about one of the list. */
enum err roster_note(struct http_request *request, int64_t id, struct error *error);

/* ---- roster_form.c ---- */

/* What the list says of somebody, typed. */
struct roster_form {
	struct admin_form form;
	bool choices_kept;              /* the source is chosen too: whoever keeps the list */
	struct choice *areas, *campaigns, *sexes, *categories, *sources;
	size_t area_count, campaign_count;
};

/* Reads what is offered: hamlets, campaigns that are open. In a reading. */
enum err roster_form_read(struct db *db, struct http_request *request, struct roster_form *out, struct error *error);
/* Makes the form; entry NULL: of a new one. */
void roster_form_begin(struct http_request *request, const struct roster_entry *entry, struct roster_form *out);
/* Takes what was posted, judges it, and makes an edit of it. */
void roster_form_take(struct http_request *request, struct roster_form *form, struct roster_edit *edit);

#endif
