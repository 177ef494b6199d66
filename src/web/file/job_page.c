/* One job: how far it is, and the file that came of it. */
#include "web/file/job_face.h"
#include "web/file/jobs.h"
#include "web/frame/answer_json.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "workflow/access.h"

enum { KILOBYTE = 1024 };

struct job_view {
	struct job job;
	const struct job_kind *kind;    /* NULL: this program has none of that code */
	const struct job_face *face;
	void *what;                     /* what the page shows besides */
	bool own;                       /* the actor's, or an administrator's to see */
	bool mine;                      /* the file is the actor's too */
};

static enum err read_job(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct job_view *v = arg;
	const struct actor *actor = web_actor(request);
	enum err err = job_by_id(db, request->arena, actor, request->ids[0], &v->job, error);

	if (err != ERR_OK)
		return err;
	v->kind = jobs_kind(web_app(request)->jobs, v->job.kind);
	v->face = job_face_of(v->job.kind);
	v->own = job_is_own(actor, &v->job);
	v->mine = v->job.owner_id == actor->user_id;
	return v->face == NULL || v->face->read == NULL ? ERR_OK : v->face->read(db, request, &v->job, &v->what, error);
}

static bool is_running(const struct job *job)
{
	return job->state == JOB_RUNNING;
}

static const char *url_of(struct http_request *request, const struct job *job, const char *page)
{
	return arena_print(request->arena, "%s%s", thing_url(request, (struct thing){ THING_JOB, job->id }), page);
}

static const char *counted(const struct job_view *v)
{
	return v->kind == NULL ? "" : message_text(v->kind->counted);
}

/* ---- the page ---- */

static void put_progress(struct http_request *request, struct page *page, const struct job_view *v)
{
	const struct job *job = &v->job;
	int64_t done = job->state == JOB_DONE || job->done > job->total ? job->total : job->done;

	tmpl_put(page->content, "PERCENT", job->total == 0 ? "100" : web_percent(request, done, job->total));
	tmpl_put_int(page->content, "BAR_MOST", job->total == 0 ? 1 : job->total);
	tmpl_put_int(page->content, "BAR_DONE", job->total == 0 ? 1 : done);
	if (!v->own)
		return;
	struct tmpl_dict *figures = tmpl_add(page->content, "FIGURES");
	tmpl_put(figures, "DONE", web_count(request, done));
	tmpl_put(figures, "TOTAL", web_count(request, job->total));
	tmpl_put(figures, "COUNTED", counted(v));
}

/* What can be done with it: stopped while it runs; when it ended early, gone on with where its kind can, and begun
 * anew. */
static void put_ways(struct http_request *request, struct page *page, const struct job_view *v)
{
	const struct job *job = &v->job;
	bool resumes = v->kind != NULL && v->kind->resumes;

	if (is_running(job))
		put_section(page->content, "RUNNING", "JOB_URL", url_of(request, job, ""));
	if (!v->own || job->state == JOB_DONE)
		return;
	if (is_running(job)) {
		bool whole = v->kind != NULL && v->kind->whole;
		put_section(page->content, "CANCEL", "CANCEL_URL", whole ? NULL : url_of(request, job, "/cancel"));
		return;
	}
	bool again = v->mine && v->kind != NULL && v->face != NULL && v->face->parameters != NULL;
	put_section(page->content, "RESUME", "RESUME_URL", resumes ? url_of(request, job, "/resume") : NULL);
	put_section(page->content, "AGAIN", "JOB_ID", again ? web_id(request, job->id) : NULL);
}

static void put_result(struct http_request *request, struct page *page, const struct job_view *v)
{
	const struct job_file *result = &v->job.result;
	struct tmpl_dict *file;

	if (!v->mine || result->name == NULL)
		return;
	if (result->file == NULL) {
		tmpl_show(page->content, "RESULT_GONE");
		return;
	}
	file = tmpl_add(page->content, "RESULT");
	tmpl_put(file, "RESULT_URL", url_of(request, &v->job, "/result"));
	tmpl_put(file, "RESULT_NAME", result->name);
	tmpl_put(file, "RESULT_SIZE", web_count(request, (result->bytes + KILOBYTE - 1) / KILOBYTE));
	tmpl_put(file, "RESULT_UNTIL", web_time(request, result->expires_at));
}

static enum err show(struct http_request *request, struct http_response *response, const struct job_view *v,
                     struct error *error)
{
	const struct job *job = &v->job;
	const char *title = job_title(request, job, v->what);
	struct page page;
	enum err err = page_open(request, "file/job.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", title);
	page_tokens(&page, 0);
	tmpl_put(page.content, "STARTED_AT", web_time(request, job->started_at));
	tmpl_put(page.content, "STARTED_BY", job->owner_name);
	tmpl_put(page.content, "JOB_STATE", job_state_label(job->state));
	put_section(page.content, "AREA", "AREA_NAME", job->area_name);
	put_section(page.content, "FINISHED", "FINISHED_AT",
	            job->finished_at == NULL ? NULL : web_time(request, job->finished_at));
	put_section(page.content, "PROBLEM", "PROBLEM_TEXT", v->own ? job->problem : NULL);
	put_progress(request, &page, v);
	put_ways(request, &page, v);
	put_result(request, &page, v);
	if (v->face != NULL && v->face->put != NULL)
		v->face->put(&page, tmpl_include(page.content, "DETAILS", v->face->template), job, v->what);
	return page_send(&page, response, 200, error);
}

/* ---- JSON ---- */

static cJSON *result_json(struct http_request *request, const struct job_view *v)
{
	const struct job_file *result = &v->job.result;

	if (!v->mine || result->file == NULL)
		return cJSON_CreateNull();
	cJSON *file = cJSON_CreateObject();
	json_put_text(file, "url", url_of(request, &v->job, "/result"));
	json_put_text(file, "name", result->name);
	json_put_text(file, "type", result->type);
	json_put_int(file, "bytes", result->bytes);
	json_put_text(file, "expires_at", result->expires_at);
	return file;
}

static enum err send_json(struct http_request *request, struct http_response *response, const struct job_view *v,
                          struct error *error)
{
	const struct job *job = &v->job;
	cJSON *root = cJSON_CreateObject();

	json_put_int(root, "id", job->id);
	json_put_text(root, "kind", job->kind);
	json_put_text(root, "state", job_state_code(job->state));
	json_put_int(root, "done", job->done);
	json_put_int(root, "of", job->total);
	json_put_text(root, "what", counted(v));
	json_put_text(root, "started_at", job->started_at);
	json_put_text(root, "finished_at", job->finished_at);
	cJSON_AddItemToObject(root, "result", result_json(request, v));
	json_put_text(root, "problem", v->own ? job->problem : NULL);
	return json_send(request, response, root, error);
}

enum err page_job(struct http_request *request, struct http_response *response, struct error *error)
{
	struct job_view v = { .what = NULL };
	enum err err = web_read(request, read_job, &v, error);

	if (err != ERR_OK)
		return err;
	if (strcmp(request->suffix, "json") == 0)
		return send_json(request, response, &v, error);
	if (v.face != NULL && v.face->note != NULL)
		err = v.face->note(request, v.what, error);
	return err == ERR_OK ? show(request, response, &v, error) : err;
}

/* ---- the file ---- */

/* What the owner may see may have changed since the job was begun; the file holds what was theirs to see then. */
static enum err check_standing(struct http_request *request, const struct job *job, struct error *error)
{
	if (strcmp(job->standing, job_standing(request->arena, web_actor(request))) == 0)
		return ERR_OK;
	return error_set(error, ERR_CONFLICT, message_text(MSG_JOB_STANDING), "the owner has another role or other areas");
}

enum err page_job_result(struct http_request *request, struct http_response *response, struct error *error)
{
	struct job_view v = { .what = NULL };
	int fd = -1;
	enum err err = web_read(request, read_job, &v, error);

	if (err == ERR_OK)
		err = jobs_open_result(web_app(request)->jobs, &v.job, &fd, error);
	if (err != ERR_OK)
		return err;
	http_send_file(response, fd, v.job.result.bytes);
	err = check_standing(request, &v.job, error);
	if (err != ERR_OK)
		return err;
	response->content_type = v.job.result.type;
	http_attach(response, request->arena, v.job.result.name);
	const char *what = arena_print(request->arena, "/jobs/%lld/result, %s", (long long)v.job.id, v.job.kind);
	return workflow_log_result(&web_app(request)->workflow, web_actor(request), what, error);
}
