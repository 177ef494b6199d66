/* The officer's queue: what it holds, its page, accepting and confirming from it. */
#ifndef WEB_REVIEW_REVIEW_H
#define WEB_REVIEW_REVIEW_H

#include "report/lines.h"
#include "report/registry.h"
#include "web/list/table_page.h"

/* ---- review.c ---- */
http_handler page_review, post_review_accept;

enum { REVIEW_LEFT_MAX = 50 };

/* A sheet that was asked for and not accepted. */
struct review_left {
	int64_t id, commune_id;
	const char *name, *reason;
};

struct review {
	struct table_page table;        /* rows: struct review_line */
	int64_t all, clean;             /* waiting at all; clean ones in the filter */
	/* what came of the POST before: */
	int64_t accepted;               /* -1: there was none */
	const char *of;                 /* rule whose warnings were confirmed, or NULL */
	bool withdrawn;                 /* the confirmations of `of` were taken back */
	const int64_t *done;            /* sheets of that */
	size_t done_count;
	struct review_left *left;
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
/* ---- confirm_many.c ---- */
http_handler post_review_confirm, post_review_unconfirm;
/* Where the list goes on after warnings were confirmed, with the outcome. */
const char *review_confirmed_url(struct http_request *request, const struct review *review,
                                 const struct confirm_many_request *done);

#endif
