#include "web/part/act_undo.h"

#include "web/frame/read.h"
#include "web/frame/tokens.h"
#include "web/frame/url.h"
#include "workflow/long/job_order.h"
#include "workflow/many/act_job.h"

enum err act_read_undo(struct db *db, struct http_request *request, int64_t act_id, bool *may, struct error *error)
{
	struct act_look look = { .may_undo = false };
	enum err err = act_by_id_any(db, request->arena, act_id, &look.act, error);

	*may = false;
	if (err != ERR_OK)
		return err == ERR_NOT_FOUND ? ERR_OK : err;
	err = workflow_act_look(db, &web_app(request)->workflow, request->arena, web_actor(request), &look, error);
	*may = look.may_undo;
	return err;
}

struct tmpl_dict *act_put_undo(struct http_request *request, struct tmpl_dict *dict, const char *csrf, int64_t act_id)
{
	struct tmpl_dict *undo = tmpl_add(dict, "ACT_UNDO");

	tmpl_put(undo, "ACT_UNDO_URL", arena_print(request->arena, "/acts/%lld/undo", (long long)act_id));
	web_tokens(undo, csrf, web_form_token(request), 0);
	return undo;
}

/* ---- doing it ---- */

static enum err read_unknown(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct accept_order *order = arg;

	(void)error;
	for (size_t i = 0; i < order->count; i++)
		order->unknown |= !sheet_visible(db, web_actor(request), order->ids[i]);
	return ERR_OK;
}

static enum err begin_job(struct http_request *request, struct http_response *response,
                          const struct move_many_request *r, struct error *error)
{
	struct accept_order asked = { .ids = r->ids, .count = r->count, .expected = -1, .said = r->said };
	struct job_order order = { .head = r->head, .jobs = web_app(request)->jobs, .kind = action_code(r->action),
		.parameters = "{}", .asked = &asked };
	enum err err = web_read(request, read_unknown, &asked, error);

	if (err == ERR_OK)
		err = job_begin(&order, error);
	if (err == ERR_OK)
		http_redirect(response, thing_url(request, order.head.made));
	return err;
}

enum err act_do(struct http_request *request, struct http_response *response, struct move_many_request *r, bool *begun,
                struct error *error)
{
	*begun = r->count > ACT_AT_ONCE;
	if (*begun)
		return begin_job(request, response, r, error);
	enum err err = workflow_move_many(r, error);
	r->act_id = r->head.made.id;
	return err;
}
