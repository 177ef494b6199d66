/* Accepting many from the queue. */
#include "base/memory.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/part/many_posted.h"
#include "web/review/review.h"

static const enum message sums[HINDRANCE_COUNT] = {
	[HINDRANCE_NONE] = MSG_SUM_OTHER, [HINDRANCE_STATE] = MSG_SUM_STATE,
	[HINDRANCE_CLOSED] = MSG_SUM_CLOSED, [HINDRANCE_MEETING] = MSG_SUM_MEETING, [HINDRANCE_BUNDLE] = MSG_SUM_BUNDLE,
	[HINDRANCE_TYPED] = MSG_SUM_FOUR_EYES, [HINDRANCE_INTERVIEWED] = MSG_SUM_FOUR_EYES,
	[HINDRANCE_CORRECTED] = MSG_SUM_FOUR_EYES, [HINDRANCE_ERRORS] = MSG_SUM_ERRORS,
	[HINDRANCE_WARNINGS] = MSG_SUM_WARNINGS,
};

const char *review_sum_up(struct http_request *request, const int64_t hindered[HINDRANCE_COUNT])
{
	const char *all = NULL;

	for (int i = HINDRANCE_COUNT - 1; i >= 0; i--) {
		if (hindered[i] == 0)
			continue;
		const char *one = message_fill(request, sums[i], web_count(request, hindered[i]),
		                               hindrance_deed((enum hindrance)i));
		all = all == NULL ? one : arena_print(request->arena, "%s; %s", one, all);
	}
	return all;
}

static enum err show_refused(struct http_request *request, struct http_response *response, struct review *q,
                             const struct accept_request *r, struct error *error)
{
	const char *why = review_sum_up(request, r->hindered);

	if (why != NULL && error->code == ERR_UNPROCESSABLE)
		error->message = message_fill(request, MSG_NONE_ACCEPTED_WHY, why, NULL);
	q->chosen = r->ids;
	q->chosen_count = r->ids == NULL ? 0 : r->count;
	review_leave(request, q, r->left_out, r->left_out_count);
	return review_refused(request, response, q, error);
}

static const char *done_url(struct http_request *request, const struct review *q, const struct accept_request *r)
{
	struct buf url;

	review_begin_url(request, &url, q, "accepted", web_id(request, r->accepted));
	buf_print(&url, "&act=%lld", (long long)r->act_id);
	review_add_ids(&url, "left", r->left_out, r->left_out_count);
	return url.data;
}

/* The same form again leads to where it led. */
static void go_on(struct http_request *request, struct http_response *response, const struct review *q,
                  const struct accept_request *r)
{
	http_redirect(response, r->head.repeated ? "/review" : done_url(request, q, r));
}

enum err post_review_accept(struct http_request *request, struct http_response *response, struct error *error)
{
	struct review q = { .accepted = -1 };
	struct accept_request r = { .head = web_head(request) };
	enum err err = table_ask_for(request, &review_table, &request->form, &q.table, error);

	if (err == ERR_OK)
		err = many_read(request, review_filter(&q), &r, error);
	bool is_job = err == ERR_OK && many_is_long(&r);
	if (err == ERR_OK)
		err = is_job ? many_begin_job(request, response, &r, error) : workflow_accept_many(&r, error);
	if (err == ERR_CONFLICT || err == ERR_UNPROCESSABLE)
		return show_refused(request, response, &q, &r, error);
	if (err == ERR_OK && !is_job)
		go_on(request, response, &q, &r);
	return err;
}
