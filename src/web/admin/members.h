/* The pages of the Tổ, and what they share. */
#ifndef WEB_ADMIN_MEMBERS_H
#define WEB_ADMIN_MEMBERS_H

#include "store/team/team.h"
#include "web/input/admin_form.h"
#include "workflow/admin/admin_member.h"

/* ---- members.c ---- */
http_handler page_members, page_assignments, page_team, post_team;

/* ---- member_page.c ---- */
http_handler page_member, post_member, post_member_target, post_member_unlink;

/* ---- member_new.c ---- */
http_handler page_member_new, post_member_new;

/* The form of a member, which officers fill. */
struct member_form {
	struct admin_form form;
	struct area *areas;             /* that may be chosen */
	size_t area_count;
};

/* Reads what the boxes offer: the communes and hamlets that the actor has today, and what the member (NULL: a new one)
 * has. In a reading. */
enum err member_form_read(struct db *db, struct http_request *request, const struct member_row *row,
                          struct member_form *out, struct error *error);
/* Makes the form, empty; row NULL: of a new one. */
void member_form_begin(struct http_request *request, const struct member_row *row, struct member_form *out);
/* Fills it with what is stored. */
void member_form_fill(struct http_request *request, const struct member_row *row,
                      const struct member_payment *payment, struct member_form *out);
/* Takes what was posted, judges it, and makes a change of what is good. */
void member_form_take(struct http_request *request, struct member_form *form, struct member_change *change);

#endif
