/* The officer's queue: what it holds, and its page. */
#ifndef WEB_REVIEW_H
#define WEB_REVIEW_H

#include "store/user.h"
#include "web/filter.h"
#include "web/lists.h"

enum { REVIEW_ROWS = 25, REVIEW_LEFT_MAX = 50 };
enum {
	REVIEW_PARTS = FILTER_BIT(FILTER_AREA) | FILTER_BIT(FILTER_ENUMERATOR) | FILTER_BIT(FILTER_CLEAN) | FILTER_BIT(FILTER_Q) |
	               FILTER_BIT(FILTER_AFTER)
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
	struct deadlines deadlines;
	/* what came of the POST before: */
	int64_t accepted;               /* -1: there was none */
	struct review_left *left;
	size_t left_count;
	/* the POST that was refused: */
	const char *refusal;            /* or NULL */
	const int64_t *chosen;
	size_t chosen_count;
};

/* Renders with that status. */
enum err review_show(struct http_request *request, struct http_response *response, const struct review *review, int status,
                     struct error *error);
enum err review_json(struct http_request *request, struct http_response *response, const struct review *review, struct error *error);

#endif
