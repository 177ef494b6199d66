/* Judging a campaign again: where it is begun, how far it is, what it found. */
#include "web/file/jobs.h"

#include "web/frame/note.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/part/rule_text.h"
#include "workflow/verdict/recheck.h"

enum { JOBS_SHOWN = 10, ROWS_SHOWN = 100, TEXT_LIMIT = 64 << 10 };
#define REFRESH_SECONDS "3"

static bool is_running(const struct job *job)
{
	return job->state == JOB_RUNNING;
}

/* ---- the list ---- */

struct campaign_jobs {
	struct campaign campaign;
	struct job *jobs;
	size_t count;
};

struct jobs_view {
	struct campaign_jobs *items;
	size_t count;
};

/* The campaigns that the actor has to do with, and what ran there. */
static enum err read_jobs(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct jobs_view *v = arg;
	struct campaign *campaigns;
	enum err err = campaign_list(db, request->arena, web_actor(request), &campaigns, &v->count, error);

	v->items = arena_array(request->arena, v->count + 1, sizeof *v->items);
	for (size_t i = 0; i < v->count && err == ERR_OK; i++) {
		v->items[i].campaign = campaigns[i];
		err = job_list_any(db, request->arena, campaigns[i].id, JOBS_SHOWN, &v->items[i].jobs, &v->items[i].count,
		                   error);
	}
	return err;
}

static void put_job(struct http_request *request, struct tmpl_dict *dict, const struct job *job)
{
	struct tmpl_dict *row = tmpl_add(dict, "JOB");

	tmpl_put(row, "JOB_URL", arena_print(request->arena, "/jobs/%lld", (long long)job->id));
	tmpl_put(row, "STARTED_AT", web_time(request, job->started_at));
	tmpl_put(row, "STARTED_BY", job->starter_name);
	tmpl_put(row, "REACH", message_text(job->whole ? MSG_JOB_OF_CAMPAIGN : MSG_JOB_OF_AREA));
	tmpl_put(row, "JOB_STATE", job_state_label(job->state));
	tmpl_put(row, "CHANGED", job_is_own(web_actor(request), job) ? web_count(request, job->changed) : "");
}

static void put_campaign(struct http_request *request, struct page *page, const struct campaign_jobs *c)
{
	struct tmpl_dict *section = tmpl_add(page->content, "CAMPAIGN"), *table = NULL;

	tmpl_put(section, "CAMPAIGN_ID", web_id(request, c->campaign.id));
	tmpl_put(section, "CAMPAIGN_CODE", c->campaign.code);
	tmpl_put(section, "CAMPAIGN_NAME", c->campaign.name);
	web_tokens(section, page->csrf, web_form_token(request), 0);
	for (size_t i = 0; i < c->count; i++) {
		if (!c->jobs[i].whole && !job_is_own(web_actor(request), &c->jobs[i]))
			continue;
		if (table == NULL)
			table = tmpl_add(section, "JOBS");
		put_job(request, table, &c->jobs[i]);
	}
}

enum err page_jobs(struct http_request *request, struct http_response *response, struct error *error)
{
	struct jobs_view v = { .count = 0 };
	struct page page;
	enum err err = web_read(request, read_jobs, &v, error);

	if (err == ERR_OK)
		err = page_open(request, "file/jobs.html", message_text(MSG_TITLE_JOBS), &page, error);
	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", message_text(MSG_TITLE_JOBS));
	for (size_t i = 0; i < v.count; i++)
		put_campaign(request, &page, &v.items[i]);
	if (v.count == 0)
		tmpl_show(page.content, "EMPTY");
	return page_send(&page, response, 200, error);
}

/* ---- one ---- */

struct job_view {
	struct job job;
	struct recheck_row *rows;
	size_t count;
	int64_t after;
};

static enum err read_job(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct job_view *v = arg;
	enum err err = job_by_id(db, request->arena, web_actor(request), request->ids[0], &v->job, error);

	return err == ERR_OK ? recheck_rows(db, request->arena, web_actor(request), v->job.id, v->after, ROWS_SHOWN + 1,
	                                    &v->rows, &v->count, error)
	                     : err;
}

/* How often the word that begins here follows itself; *text goes behind the last one. */
static size_t skip_same(const char **text)
{
	const char *word = *text;
	size_t length = strcspn(word, " "), count = 0;

	while (strncmp(*text, word, length) == 0 && strcspn(*text, " ") == length && length > 0) {
		*text += length;
		*text += strspn(*text, " ");
		count++;
	}
	return count;
}

/* "E01:E E01:E W31:W+" -> a badge for each rule, with how often ("E01 ×2"); or that there is none. */
static void put_findings(struct http_request *request, struct tmpl_dict *row, const char *section, const char *text)
{
	struct tmpl_dict *dict = tmpl_add(row, section);

	if (*text == '\0')
		tmpl_put(tmpl_add(dict, "NONE"), "NONE_TEXT", message_text(MSG_JOB_NO_FINDING));
	while (*text != '\0') {
		const char *word = text;
		size_t length = strcspn(word, " "), times = skip_same(&text);
		const char severity[] = { word[length > 4 ? 4 : 0], '\0' };
		struct tmpl_dict *badge = tmpl_add(dict, "BADGE");
		tmpl_put(badge, "SEVERITY", severity);
		tmpl_put(badge, "SEVERITY_LABEL", severity_label(severity_from_code(severity)));
		tmpl_put(badge, "RULE_ID",
		         times > 1 ? arena_print(request->arena, "%.3s ×%zu", word, times)
		                   : arena_print(request->arena, "%.3s", word));
		put_section(badge, "CONFIRMED", "CONFIRMED_TEXT", length > 5 ? message_text(MSG_JOB_FINDING_CONFIRMED) : NULL);
	}
}

static void put_row(struct http_request *request, struct tmpl_dict *dict, const struct recheck_row *found)
{
	bool named = web_actor(request)->role != ROLE_ADMIN;
	struct tmpl_dict *row = tmpl_add(dict, "ROW"), *name = tmpl_add(row, named ? "LINK" : "NUMBER");

	tmpl_put(name, "SHEET_ID", web_id(request, found->sheet_id));
	if (named)
		tmpl_put(name, "SHEET_NAME", found->full_name);
	tmpl_put(row, "STATE", state_code(found->state));
	tmpl_put(row, "STATE_LABEL", state_label(found->state));
	put_findings(request, row, "BEFORE", found->before);
	put_findings(request, row, "AFTER", found->after);
	tmpl_put(row, "OUTCOME", message_text(found->written ? MSG_JOB_WRITTEN : MSG_JOB_REPORTED));
}

static void put_progress(struct http_request *request, struct page *page, const struct job *job)
{
	int64_t done = job->state == JOB_DONE || job->done > job->total ? job->total : job->done;

	tmpl_put(page->content, "PERCENT", job->total == 0 ? "100" : web_percent(request, done, job->total));
	tmpl_put_int(page->content, "BAR_MOST", job->total == 0 ? 1 : job->total);
	tmpl_put_int(page->content, "BAR_DONE", job->total == 0 ? 1 : done);
	if (job_is_own(web_actor(request), job)) {
		struct tmpl_dict *figures = tmpl_add(page->content, "FIGURES");
		tmpl_put(figures, "DONE", web_count(request, job->done));
		tmpl_put(figures, "TOTAL", web_count(request, job->total));
		tmpl_put(figures, "CHANGED", web_count(request, job->changed));
	}
	if (is_running(job))
		put_section(page->content, "RUNNING", "JOB_URL", arena_print(request->arena, "/jobs/%lld", (long long)job->id));
	if (is_running(job) && job_is_own(web_actor(request), job))
		put_section(page->content, "CANCEL", "CANCEL_URL",
		            arena_print(request->arena, "/jobs/%lld/cancel", (long long)job->id));
	if (!is_running(job) && job->state != JOB_DONE && job_is_own(web_actor(request), job))
		put_section(page->content, "RESUME", "RESUME_URL",
		            arena_print(request->arena, "/jobs/%lld/resume", (long long)job->id));
}

static void put_rows(struct http_request *request, struct page *page, const struct job_view *v)
{
	size_t shown = v->count > ROWS_SHOWN ? ROWS_SHOWN : v->count;
	struct tmpl_dict *table = shown == 0 ? NULL : tmpl_add(page->content, "ROWS");

	if (shown == 0 && !is_running(&v->job))
		tmpl_show(page->content, "NOTHING");
	for (size_t i = 0; i < shown; i++)
		put_row(request, table, &v->rows[i]);
	if (shown < v->count)
		put_section(table, "MORE", "MORE_URL",
		            arena_print(request->arena, "/jobs/%lld?after=%lld", (long long)v->job.id,
		                        (long long)v->rows[shown - 1].sheet_id));
}

enum err page_job(struct http_request *request, struct http_response *response, struct error *error)
{
	struct job_view v = { .after = 0 };
	struct page page;

	if (params_int(&request->query, "after", 1, INT64_MAX, &v.after) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad place in the list");
	enum err err = web_read(request, read_job, &v, error);
	const char *title = err == ERR_OK ? message_fill(request, MSG_TITLE_JOB, v.job.campaign_code, NULL) : "";
	if (err == ERR_OK)
		err = page_open(request, "file/job.html", title, &page, error);
	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", title);
	page_tokens(&page, 0);
	tmpl_put(page.content, "STARTED_AT", web_time(request, v.job.started_at));
	tmpl_put(page.content, "STARTED_BY", v.job.starter_name);
	tmpl_put(page.content, "REACH", message_text(v.job.whole ? MSG_JOB_OF_CAMPAIGN : MSG_JOB_OF_AREA));
	tmpl_put(page.content, "JOB_STATE", job_state_label(v.job.state));
	tmpl_put_int(page.content, "VERSION", v.job.rule_version);
	put_section(page.content, "FINISHED", "FINISHED_AT",
	            v.job.finished_at == NULL ? NULL : web_time(request, v.job.finished_at));
	put_progress(request, &page, &v.job);
	put_rows(request, &page, &v);
	if (is_running(&v.job))
		http_add_header(response, "Refresh", REFRESH_SECONDS);
	return page_send(&page, response, 200, error);
}

/* ---- beginning and stopping ---- */

static enum err read_campaign(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	int64_t *campaign_id = arg;
	struct campaign campaign;

	if (params_int(&request->form, "campaign_id", 1, INT64_MAX, campaign_id) != PARAM_OK)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_WHICH_CAMPAIGN), "no campaign named");
	return campaign_by_id(db, request->arena, web_actor(request), *campaign_id, &campaign, error);
}

enum err post_jobs(struct http_request *request, struct http_response *response, struct error *error)
{
	struct recheck_order order = { .head = web_head(request) };
	enum err err = web_read(request, read_campaign, &order.campaign_id, error);

	if (err == ERR_OK)
		err = recheck_begin(&order, error);
	if (err == ERR_OK && !order.head.repeated)
		err = jobs_launch(web_app(request)->jobs, order.job_id, RECHECK_KIND, error);
	if (err != ERR_OK)
		return err;
	if (!order.head.repeated)
		web_note(request, response, NOTE_JOB_BEGUN);
	http_redirect(response, thing_url(request, order.head.made));
	return ERR_OK;
}

enum err post_job_cancel(struct http_request *request, struct http_response *response, struct error *error)
{
	struct recheck_stop stop = { .head = web_head(request), .job_id = request->ids[0] };
	enum err err = recheck_cancel(&stop, error);

	if (err != ERR_OK)
		return err;
	jobs_cancel(web_app(request)->jobs, stop.job_id);
	web_note(request, response, NOTE_JOB_CANCELLED);
	http_redirect(response, thing_url(request, stop.head.made));
	return ERR_OK;
}

enum err post_job_resume(struct http_request *request, struct http_response *response, struct error *error)
{
	struct recheck_stop stop = { .head = web_head(request), .job_id = request->ids[0] };
	enum err err = recheck_resume(&stop, error);

	if (err == ERR_OK && !stop.head.repeated)
		err = jobs_launch(web_app(request)->jobs, stop.job_id, RECHECK_KIND, error);
	if (err != ERR_OK)
		return err;
	web_note(request, response, NOTE_JOB_RESUMED);
	http_redirect(response, thing_url(request, stop.head.made));
	return ERR_OK;
}
