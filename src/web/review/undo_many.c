/* Taking back what was done to many sheets at once. */
#include "web/frame/note.h"
#include "web/frame/read.h"
#include "web/frame/url.h"
#include "web/review/review.h"
#include "workflow/long/job_order.h"
#include "workflow/many/act_job.h"

static enum err read_order(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct undo_order *order = arg;
	enum err err = act_by_id_any(db, request->arena, request->ids[0], &order->look.act, error);

	return err == ERR_OK ? workflow_act_look(db, &web_app(request)->workflow, request->arena, web_actor(request),
	                                         &order->look, error)
	                     : err;
}

static enum err begin_job(struct http_request *request, struct http_response *response, const struct undo_order *asked,
                          struct error *error)
{
	struct job_order order = { .head = web_head(request), .jobs = web_app(request)->jobs, .kind = UNDO_KIND,
		.parameters = "{}", .asked = asked };
	enum err err = job_begin(&order, error);

	if (err == ERR_OK)
		http_redirect(response, thing_url(request, order.head.made));
	return err;
}

/* Where its sheets stand now. */
static const char *back_url(struct http_request *request, const struct act *act)
{
	enum role role = web_actor(request)->role;

	if (act->batch_id != 0)
		return thing_url(request, (struct thing){ THING_BATCH, act->batch_id });
	switch ((int)act->action) {
	case ACTION_FORWARD: return "/sheets?state=with_hamlet";
	case ACTION_ENTERED: return role == ROLE_POLICE ? "/police" : "/handovers";
	case ACTION_RESEND: return "/sheets?state=police_returned";
	default: return role == ROLE_OFFICER ? "/review" : "/sheets?state=with_hamlet";
	}
}

static enum err undo_at_once(struct http_request *request, struct http_response *response, const struct act *act,
                             struct error *error)
{
	struct act_undo_request r = { .head = web_head(request), .act_id = act->id };
	enum err err = workflow_act_undo(&r, error);

	if (err != ERR_OK)
		return err;
	web_note(request, response, NOTE_ACT_UNDONE);
	http_redirect(response, back_url(request, act));
	return ERR_OK;
}

enum err post_act_undo(struct http_request *request, struct http_response *response, struct error *error)
{
	struct undo_order order = { .look.seen = 0 };
	enum err err = web_read(request, read_order, &order, error);

	if (err != ERR_OK)
		return err;
	return order.look.count > ACT_AT_ONCE ? begin_job(request, response, &order, error)
	                                      : undo_at_once(request, response, &order.look.act, error);
}
