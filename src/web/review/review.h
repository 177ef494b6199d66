/* The officer's queue: what it holds, its page, accepting and confirming from it. */
#ifndef WEB_REVIEW_REVIEW_H
#define WEB_REVIEW_REVIEW_H

#include "store/admin/user.h"
#include "store/campaign/rule_change.h"
#include "web/list/area_options.h"
#include "web/list/deadlines.h"
#include "web/list/filter.h"

/* ---- review.c ---- */
http_handler page_review, post_review_accept;

enum { REVIEW_ROWS = 25, REVIEW_LEFT_MAX = 50 };
enum {
	REVIEW_PARTS = FILTER_BIT(FILTER_AREA) | FILTER_BIT(FILTER_CAMPAIGN) | FILTER_BIT(FILTER_ENUMERATOR) |
	               FILTER_BIT(FILTER_CLEAN) | FILTER_BIT(FILTER_RULE) | FILTER_SEARCH | FILTER_BIT(FILTER_AFTER)
};

/* A sheet that was asked for and not accepted. */
struct review_left {
	int64_t id;
	const char *name, *reason;
};

struct review_sheet {
	struct sheet_row row;
	struct finding_row *findings;
	size_t finding_count;
};

struct review {
	struct list_filter filter;
	struct review_sheet *sheets;
	size_t count;
	bool more;
	int64_t total, all, clean;      /* in the filter; waiting at all; clean ones in the filter */
	struct area_choice areas;
	struct user *writers;
	size_t writer_count;
	struct stage_days deadlines;
	struct rule_count *rules;       /* that fired in the officer's communes */
	size_t rule_count;
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

/* ---- review_page.c ---- */
/* Renders with that status. */
enum err review_show(struct http_request *request, struct http_response *response, const struct review *review,
                     int status, struct error *error);
enum err review_json(struct http_request *request, struct http_response *response, const struct review *review,
                     struct error *error);

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
