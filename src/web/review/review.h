/* The officer's queue: what it holds, its page, accepting and confirming from it. */
#ifndef WEB_REVIEW_REVIEW_H
#define WEB_REVIEW_REVIEW_H

#include "report/lines.h"
#include "report/registry.h"
#include "web/list/table_page.h"
#include "web/part/left_out.h"

/* ---- review.c ---- */
http_handler page_review;

struct review {
	struct table_page table;        /* rows: struct review_line */
	int64_t all, clean;             /* waiting at all; clean ones in the filter */
	bool meeting;                   /* those shown are a meeting's to accept, each */
	/* what came of the POST before: */
	int64_t accepted;               /* -1: there was none */
	const char *of;                 /* rule whose warnings were confirmed, or NULL */
	bool withdrawn;                 /* the confirmations of `of` were taken back */
	const int64_t *done;            /* sheets of that */
	size_t done_count;
	int64_t act_id;                 /* that accepted; 0: it is not named */
	bool may_undo;                  /* it, now */
	const int64_t *left_ids;        /* asked for, and left out */
	struct left_sheet *left;
	size_t left_count;
	/* the POST that was refused: */
	const char *refusal;            /* or NULL */
	const int64_t *chosen;
	size_t chosen_count;
	const char *rule, *reason;      /* typed to confirm, or NULL */
};

static inline const struct sheet_filter *review_filter(const struct review *review)
{
	return &((const struct sheet_query *)review->table.view.ask.filter)->sheets;
}

/* ---- review_page.c ---- */
/* Renders with that status. */
enum err review_show(struct http_request *request, struct http_response *response, const struct review *review,
                     int status, struct error *error);

/* Sheets that a POST left out, to be named. */
void review_leave(struct http_request *request, struct review *review, const int64_t *ids, size_t count);
/* The page again, with why nothing was done (*error) and what was ticked. */
enum err review_refused(struct http_request *request, struct http_response *response, struct review *review,
                        struct error *error);
/* Begins an address: the list with its filter, and an outcome that begins with name=value; then what it is about. */
void review_begin_url(struct http_request *request, struct buf *url, const struct review *review, const char *name,
                      const char *value);
void review_add_ids(struct buf *url, const char *name, const int64_t *ids, size_t count);

/* ---- accept_many.c ---- */
http_handler post_review_accept;
/* "2 phiếu còn lỗi; 1 phiếu …": what keeps so many from being accepted; NULL: nothing does. */
const char *review_sum_up(struct http_request *request, const int64_t hindered[HINDRANCE_COUNT]);

/* ---- preview.c ---- */
/* Before many are accepted, all without a finding, or sent on from the hamlets: which, how many; those to be accepted
 * are judged before anything is done. */
http_handler page_review_accept, page_review_forward;

/* ---- undo_many.c ---- */
http_handler post_act_undo;

/* ---- forward.c ---- */
http_handler post_review_forward;

/* ---- confirm_many.c ---- */
http_handler post_review_confirm, post_review_unconfirm;
/* Where the list goes on after warnings were confirmed, with the outcome. */
const char *review_confirmed_url(struct http_request *request, const struct review *review,
                                 const struct confirm_many_request *done);

#endif
