#include "web/file/jobs.h"

#include "web/file/job_face.h"
#include "web/frame/note.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "workflow/long/job_order.h"
#include "workflow/verdict/recheck.h"

enum { JOBS_SHOWN = 20, RECHECKS_SHOWN = 10 };

/* ---- the list ---- */

struct campaign_jobs {
	struct campaign campaign;
	struct recheck_job *jobs;
	size_t count;
};

struct jobs_view {
	struct job *jobs;               /* the actor's; an administrator's: all */
	size_t count;
	int64_t before;
	struct campaign_jobs *campaigns;
	size_t campaign_count;
};

static bool may_begin(const struct http_request *request, const char *code)
{
	const struct job_kind *kind = jobs_kind(web_app(request)->jobs, code);

	return kind != NULL && (kind->roles & ROLE_BIT(web_actor(request)->role)) != 0;
}

/* The campaigns that the actor has to do with, and what ran there. */
static enum err read_campaigns(struct db *db, struct http_request *request, struct jobs_view *v, struct error *error)
{
	struct arena *arena = request->arena;
	struct campaign *campaigns;
	enum err err = campaign_list(db, arena, web_actor(request), &campaigns, &v->campaign_count, error);

	v->campaigns = arena_array(arena, v->campaign_count + 1, sizeof *v->campaigns);
	for (size_t i = 0; i < v->campaign_count && err == ERR_OK; i++) {
		struct campaign_jobs *c = &v->campaigns[i];
		c->campaign = campaigns[i];
		err = recheck_list_any(db, arena, c->campaign.id, RECHECKS_SHOWN, &c->jobs, &c->count, error);
	}
	return err;
}

static enum err read_jobs(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct jobs_view *v = arg;
	enum err err = job_list(db, request->arena, web_actor(request), v->before, JOBS_SHOWN + 1, &v->jobs, &v->count,
	                        error);

	return err == ERR_OK && may_begin(request, RECHECK_KIND) ? read_campaigns(db, request, v, error) : err;
}

static void put_job(struct http_request *request, struct tmpl_dict *dict, const struct job *job)
{
	const char *url = thing_url(request, (struct thing){ THING_JOB, job->id });
	struct tmpl_dict *row = tmpl_add(dict, "OWN");

	tmpl_put(row, "JOB_URL", url);
	tmpl_put(row, "STARTED_AT", web_time(request, job->started_at));
	tmpl_put(row, "JOB_TITLE", job_title(request, job, NULL));
	tmpl_put(row, "STARTED_BY", job->owner_name);
	tmpl_put(row, "JOB_STATE", job_state_label(job->state));
	if (job->owner_id != web_actor(request)->user_id || job->result.file == NULL)
		return;
	struct tmpl_dict *result = tmpl_add(row, "RESULT");
	tmpl_put(result, "RESULT_URL", arena_print(request->arena, "%s/result", url));
	tmpl_put(result, "RESULT_NAME", job->result.name);
}

static void put_jobs(struct http_request *request, struct page *page, const struct jobs_view *v)
{
	size_t shown = v->count > JOBS_SHOWN ? JOBS_SHOWN : v->count;
	struct tmpl_dict *list = shown == 0 ? NULL : tmpl_add(page->content, "LIST");

	if (shown == 0)
		tmpl_show(page->content, "NONE");
	for (size_t i = 0; i < shown; i++)
		put_job(request, list, &v->jobs[i]);
	if (shown < v->count)
		put_section(list, "MORE", "MORE_URL",
		            arena_print(request->arena, "/jobs?before=%lld", (long long)v->jobs[shown - 1].id));
}

static void put_recheck(struct http_request *request, struct tmpl_dict *dict, const struct recheck_job *recheck)
{
	const struct job *job = &recheck->job;
	struct tmpl_dict *row = tmpl_add(dict, "JOB");

	tmpl_put(row, "JOB_URL", thing_url(request, (struct thing){ THING_JOB, job->id }));
	tmpl_put(row, "STARTED_AT", web_time(request, job->started_at));
	tmpl_put(row, "STARTED_BY", job->owner_name);
	tmpl_put(row, "REACH", message_text(recheck->whole ? MSG_JOB_OF_CAMPAIGN : MSG_JOB_OF_AREA));
	tmpl_put(row, "JOB_STATE", job_state_label(job->state));
	tmpl_put(row, "CHANGED", job_is_own(web_actor(request), job) ? web_count(request, recheck->changed) : "");
}

static void put_campaign(struct http_request *request, struct page *page, const struct campaign_jobs *c)
{
	struct tmpl_dict *section = tmpl_add(page->content, "CAMPAIGN"), *table = NULL;

	tmpl_put(section, "CAMPAIGN_ID", web_id(request, c->campaign.id));
	tmpl_put(section, "CAMPAIGN_CODE", c->campaign.code);
	tmpl_put(section, "CAMPAIGN_NAME", c->campaign.name);
	web_tokens(section, page->csrf, web_form_token(request), 0);
	for (size_t i = 0; i < c->count; i++) {
		if (!c->jobs[i].whole && !job_is_own(web_actor(request), &c->jobs[i].job))
			continue;
		if (table == NULL)
			table = tmpl_add(section, "JOBS");
		put_recheck(request, table, &c->jobs[i]);
	}
}

static void put_campaigns(struct http_request *request, struct page *page, const struct jobs_view *v)
{
	if (!may_begin(request, RECHECK_KIND))
		return;
	tmpl_show(page->content, "RECHECK");
	for (size_t i = 0; i < v->campaign_count; i++)
		put_campaign(request, page, &v->campaigns[i]);
	if (v->campaign_count == 0)
		tmpl_show(page->content, "EMPTY");
}

enum err page_jobs(struct http_request *request, struct http_response *response, struct error *error)
{
	struct jobs_view v = { .count = 0 };
	struct page page;

	if (params_int(&request->query, "before", 1, INT64_MAX, &v.before) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad place in the list");
	enum err err = web_read(request, read_jobs, &v, error);
	if (err == ERR_OK)
		err = page_open(request, "file/jobs.html", message_text(MSG_TITLE_JOBS), &page, error);
	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", message_text(MSG_TITLE_JOBS));
	put_jobs(request, &page, &v);
	put_campaigns(request, &page, &v);
	return page_send(&page, response, 200, error);
}

/* ---- beginning, stopping, going on ---- */

/* One that is begun anew: what it was about. */
static enum err read_again(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct job_order *order = arg;
	struct job job;
	enum err err = job_by_id_any(db, request->arena, order->job_id, &job, error);

	if (err == ERR_OK && job.owner_id != web_actor(request)->user_id)
		err = error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "another's job");
	order->kind = job.kind;
	order->parameters = job.parameters;
	return err;
}

static enum err read_order(struct http_request *request, struct job_order *order, struct error *error)
{
	const char *kind = params_filled(&request->form, "kind");
	enum param_state again = params_int(&request->form, "again", 1, INT64_MAX, &order->job_id);

	if (again == PARAM_OK)
		return web_read(request, read_again, order, error);
	order->kind = kind == NULL ? RECHECK_KIND : kind;
	const struct job_face *face = job_face_of(order->kind);
	if (again == PARAM_BAD || face == NULL || face->parameters == NULL)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_JOB_NO_KIND), "no such kind of job");
	order->parameters = face->parameters(request);
	return ERR_OK;
}

static struct job_order new_order(struct http_request *request)
{
	return (struct job_order){ .head = web_head(request), .jobs = web_app(request)->jobs, .job_id = request->ids[0] };
}

static enum err go_to_job(struct http_request *request, struct http_response *response, const struct job_order *order,
                          enum page_note note)
{
	if (!order->head.repeated)
		web_note(request, response, note);
	http_redirect(response, thing_url(request, order->head.made));
	return ERR_OK;
}

enum err post_jobs(struct http_request *request, struct http_response *response, struct error *error)
{
	struct job_order order = new_order(request);
	enum err err = read_order(request, &order, error);

	if (err == ERR_OK)
		err = job_begin(&order, error);
	return err == ERR_OK ? go_to_job(request, response, &order, NOTE_JOB_BEGUN) : err;
}

enum err post_job_cancel(struct http_request *request, struct http_response *response, struct error *error)
{
	struct job_order order = new_order(request);
	enum err err = job_cancel(&order, error);

	return err == ERR_OK ? go_to_job(request, response, &order, NOTE_JOB_CANCELLED) : err;
}

enum err post_job_resume(struct http_request *request, struct http_response *response, struct error *error)
{
	struct job_order order = new_order(request);
	enum err err = job_resume(&order, error);

	return err == ERR_OK ? go_to_job(request, response, &order, NOTE_JOB_RESUMED) : err;
}
