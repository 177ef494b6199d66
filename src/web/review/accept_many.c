/* Accepting many from the queue. */
#include "base/memory.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/review/review.h"
#include "workflow/long/job_order.h"
#include "workflow/many/act_job.h"

static const enum message sums[HINDRANCE_COUNT] = {
	[HINDRANCE_NONE] = MSG_SUM_OTHER, [HINDRANCE_STATE] = MSG_SUM_STATE, [HINDRANCE_TYPED] = MSG_SUM_FOUR_EYES,
	[HINDRANCE_INTERVIEWED] = MSG_SUM_FOUR_EYES, [HINDRANCE_CORRECTED] = MSG_SUM_FOUR_EYES,
		[HINDRANCE_ERRORS] = MSG_SUM_ERRORS,
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

	if (why != NULL)
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

/* ids, or the filter with the number of clean sheets that it showed. */
static enum err read_request(struct http_request *request, const struct review *q, struct accept_request *r,
                             struct error *error)
{
	int64_t *ids = NULL;
	enum param_state named = params_ids(request->arena, &request->form, "ids", &ids, &r->count);
	enum param_state counted = params_int(&request->form, "expected", 0, INT32_MAX, &r->expected);

	if (named == PARAM_BAD || counted == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad ids or expected");
	r->filter = *review_filter(q);
	r->ids = ids;
	if (named == PARAM_OK || counted == PARAM_OK)
		return ERR_OK;
	return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_NOTHING_CHOSEN), "nothing chosen");
}

/* ---- of more than are done at once ---- */

struct asked {
	const struct accept_request *r;
	struct accept_order order;
};

/* Fixes which sheets it is about. */
static enum err read_asked(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct asked *asked = arg;
	struct accept_order *order = &asked->order;
	struct sheet_filter clean = asked->r->filter;
	int64_t *ids = NULL;

	*order = (struct accept_order){ .ids = asked->r->ids, .count = asked->r->count, .expected = -1 };
	for (size_t i = 0; i < order->count; i++)
		order->unknown |= !sheet_visible(db, web_actor(request), order->ids[i]);
	if (order->ids != NULL)
		return ERR_OK;
	clean.state = STATE_RECEIVED;
	clean.clean = 1;
	order->expected = asked->r->expected;
	enum err err = sheet_ids(db, request->arena, web_actor(request), &clean, &ids, &order->count, error);
	order->ids = ids;
	return err;
}

static enum err begin_job(struct http_request *request, struct http_response *response, const struct accept_request *r,
                          struct error *error)
{
	struct asked asked = { .r = r };
	struct job_order order = { .head = r->head, .jobs = web_app(request)->jobs, .kind = ACCEPT_KIND,
		.parameters = "{}", .asked = &asked.order };
	enum err err = web_read(request, read_asked, &asked, error);

	if (err == ERR_OK)
		err = job_begin(&order, error);
	if (err == ERR_OK)
		http_redirect(response, thing_url(request, order.head.made));
	return err;
}

static bool is_long(const struct accept_request *r)
{
	return r->ids != NULL ? r->count > ACT_AT_ONCE : r->expected > ACT_AT_ONCE;
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
		err = read_request(request, &q, &r, error);
	bool is_job = err == ERR_OK && is_long(&r);
	if (err == ERR_OK)
		err = is_job ? begin_job(request, response, &r, error) : workflow_accept_many(&r, error);
	if (err == ERR_CONFLICT || err == ERR_UNPROCESSABLE)
		return show_refused(request, response, &q, &r, error);
	if (err == ERR_OK && !is_job)
		go_on(request, response, &q, &r);
	return err;
}
