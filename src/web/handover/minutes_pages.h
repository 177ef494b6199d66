/* Minutes: their register, the form with what they would say, the page of one. */
#ifndef WEB_HANDOVER_MINUTES_PAGES_H
#define WEB_HANDOVER_MINUTES_PAGES_H

#include "web/frame/page.h"
#include "workflow/handover/minutes_task.h"

/* ---- minutes_new.c: the register, the form ---- */
http_handler page_minutes_list, page_minutes_new, post_minutes;

/* ---- minutes_page.c: one ---- */
http_handler page_minutes, post_minutes_issue, post_minutes_drop, post_minutes_said,
	post_minutes_signed, post_minutes_supersede;

/* ---- minutes_form.c ---- */
/* What was sent, by a query or by a form: of what, which days, what is said of a meeting; into out->minutes and
 * out->present. ERR_UNPROCESSABLE: no such day. ERR_BAD_REQUEST: bad ids. */
enum err minutes_read(struct http_request *request, const struct params *sent, struct minutes_request *out,
                      struct error *error);
/* The sheets of a meeting: passed, returned with reason_ID. ERR_BAD_REQUEST. */
enum err minutes_read_lists(struct http_request *request, struct minutes_request *out, struct error *error);
/* Section SAID of a page: what is said of a meeting, as it was sent or as it stands, and who may be present; with all
 * that the includes want. */
struct minutes_said {
	const struct params *typed;             /* what was sent; NULL: minutes */
	const struct minutes *minutes;          /* or NULL */
	const struct minutes_member *members;   /* who may be named */
	size_t member_count;
	const int64_t *present;
	size_t present_count;
};
void minutes_put_said(struct http_request *request, struct tmpl_dict *dict, const struct minutes_said *said);
/* The members of the communes of the actor, each once, by given name. */
enum err minutes_read_members(struct db *db, struct http_request *request, struct minutes_member **members,
                              size_t *count, struct error *error);

#endif
