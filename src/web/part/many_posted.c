#include "web/part/many_posted.h"

#include "web/frame/read.h"
#include "web/frame/url.h"
#include "workflow/long/job_order.h"
#include "workflow/many/act_job.h"

enum err many_read(struct http_request *request, const struct sheet_filter *filter, struct accept_request *r,
                   struct error *error)
{
	int64_t *ids = NULL;
	enum param_state named = params_ids(request->arena, &request->form, "ids", &ids, &r->count);
	enum param_state counted = params_int(&request->form, "expected", 0, INT32_MAX, &r->expected);

	if (named == PARAM_BAD || counted == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad ids or expected");
	r->filter = *filter;
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
	struct sheet_filter filter = workflow_accept_filter(asked->r);
	int64_t *ids = NULL;

	*order = (struct accept_order){ .ids = asked->r->ids, .count = asked->r->count, .expected = -1,
		.one_bundle = asked->r->one_bundle, .papers = asked->r->one_bundle ? asked->r->papers : PAPERS_NOT_SAID,
		.for_leader = asked->r->for_leader };
	for (size_t i = 0; i < order->count; i++)
		order->unknown |= !sheet_visible(db, web_actor(request), order->ids[i]);
	enum err err = ERR_OK;
	if (order->ids == NULL) {
		order->expected = asked->r->expected;
		err = sheet_ids(db, request->arena, web_actor(request), &filter, &ids, &order->count, error);
		order->ids = ids;
	}
	order->meeting = err == ERR_OK && !asked->r->forward &&
	                 campaign_meeting_judges_any(db, order->ids, order->count);
	return err;
}

enum err many_begin_job(struct http_request *request, struct http_response *response, const struct accept_request *r,
                        struct error *error)
{
	struct asked asked = { .r = r };
	const char *kind = r->forward ? FORWARD_KIND : ACCEPT_KIND;
	struct job_order order = { .head = r->head, .jobs = web_app(request)->jobs, .kind = kind, .parameters = "{}",
		.asked = &asked.order };
	enum err err = web_read(request, read_asked, &asked, error);

	if (err == ERR_OK)
		err = job_begin(&order, error);
	if (err == ERR_OK)
		http_redirect(response, thing_url(request, order.head.made));
	return err;
}

bool many_is_long(const struct accept_request *r)
{
	return r->ids != NULL ? r->count > ACT_AT_ONCE : r->expected > ACT_AT_ONCE;
}
