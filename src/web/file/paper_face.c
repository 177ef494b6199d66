/* Papers that are too long to wait for: the page that offers to make one, and its job. */
#include "report/paper/paper_job.h"
#include "web/file/job_face.h"
#include "web/file/jobs.h"
#include "web/frame/text.h"

static const char *parameters(struct http_request *request)
{
	const struct params *form = &request->form;
	const char *paper = params_filled(form, "paper"), *id = params_filled(form, "id");
	const char *format = params_filled(form, "format");

	return paper == NULL || id == NULL ? "{}" : paper_job_parameters(request->arena, paper, id,
	                                                                 format == NULL ? "pdf" : format);
}

static const char *title(struct http_request *request, const struct job *job, const void *what)
{
	const struct paper_type *type = paper_job_type(request->arena, job->parameters);

	(void)what;
	return message_fill(request, MSG_TITLE_PAPER_JOB_OF, type == NULL ? "" : message_text(type->title), NULL);
}

const struct job_face paper_face = { PAPER_JOB_KIND, parameters, NULL, NULL, title, NULL, NULL };

/* The page above the paper: "/handovers/12" of "/handovers/{id}/sheets". */
static const char *page_above(struct http_request *request, const struct paper_type *type, int64_t id)
{
	const char *mark = strstr(type->path, "{id}");

	return mark == NULL ? "/" : arena_print(request->arena, "%.*s%lld", (int)(mark - type->path), type->path,
	                                        (long long)id);
}

enum err page_job_paper(struct http_request *request, struct http_response *response, const char *name,
                        struct error *error)
{
	const struct paper_type *type = paper_named(name);
	const struct paper_host *host = jobs_kind(web_app(request)->jobs, PAPER_JOB_KIND)->arg;
	int64_t id = 0;
	struct page page;

	if (type == NULL || params_int(&request->query, "id", 1, INT64_MAX, &id) != PARAM_OK)
		return error_set(error, ERR_NOT_FOUND, message_text(MSG_JOB_NO_PAPER), "no such paper");
	if ((host->roles(type) & ROLE_BIT(web_actor(request)->role)) == 0)
		return error_set(error, ERR_FORBIDDEN, message_text(MSG_JOB_NO_PAPER), "no such paper for this role");
	enum err err = page_open(request, "file/paper.html", message_text(MSG_TITLE_PAPER_JOB), &page, error);
	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", message_fill(request, MSG_TITLE_PAPER_JOB_OF, message_text(type->title), NULL));
	tmpl_put(page.content, "PAPER_NAME", type->name);
	tmpl_put(page.content, "PAPER_ID", web_id(request, id));
	tmpl_put(page.content, "BACK_URL", page_above(request, type, id));
	page_tokens(&page, 0);
	return page_send(&page, response, 200, error);
}
