/* Workbooks that are too long to wait for: the page that offers to make one, and its job. */
#include "report/paper/table_pdf_job.h"
#include "web/file/job_face.h"
#include "web/file/jobs.h"
#include "web/frame/text.h"

static const char *parameters(struct http_request *request)
{
	const struct params *form = &request->form;
	const char *table = params_filled(form, "table"), *path = params_filled(form, "path");
	const char *query = params_text(form, "query");

	return table == NULL || path == NULL ? "{}" : workbook_parameters(request->arena, table, path,
	                                                                  query == NULL ? "" : query);
}

static const char *title(struct http_request *request, const struct job *job, const void *what)
{
	const struct table *table = workbook_table(request->arena, job->parameters);

	(void)what;
	return message_fill(request, MSG_TITLE_WORKBOOK_OF, table == NULL ? "" : message_text(table->title), NULL);
}

static const char *pdf_title(struct http_request *request, const struct job *job, const void *what)
{
	const struct table *table = workbook_table(request->arena, job->parameters);

	(void)what;
	return message_fill(request, MSG_TITLE_TABLE_PDF_OF, table == NULL ? "" : message_text(table->title), NULL);
}

const struct job_face workbook_face = { WORKBOOK_KIND, parameters, NULL, NULL, title, NULL, NULL };
const struct job_face table_pdf_face = { TABLE_PDF_KIND, parameters, NULL, NULL, pdf_title, NULL, NULL };

static bool is_theirs(struct http_request *request, const struct table *table)
{
	const struct workbook_host *host = jobs_kind(web_app(request)->jobs, WORKBOOK_KIND)->arg;

	return (host->roles(table) & ROLE_BIT(web_actor(request)->role)) != 0;
}

enum err page_job_new(struct http_request *request, struct http_response *response, struct error *error)
{
	const struct params *query = &request->query;
	const char *name = params_filled(query, "table");
	const struct table *table = name == NULL ? NULL : table_named(name);
	const char *format = params_filled(query, "format");
	bool pdf = format != NULL && strcmp(format, "pdf") == 0;
	const char *path = params_filled(query, "path"), *asked = params_text(query, "query");
	int64_t ids[HTTP_IDS];
	struct page page;

	if (params_filled(query, "paper") != NULL)
		return page_job_paper(request, response, params_filled(query, "paper"), error);
	if (table == NULL || path == NULL || !http_path_matches(table->path, path, ids))
		return error_set(error, ERR_NOT_FOUND, message_text(MSG_JOB_NO_TABLE), "no such table");
	if (!is_theirs(request, table))
		return error_set(error, ERR_FORBIDDEN, message_text(MSG_JOB_NO_TABLE), "no such table for this role");
	const char *heading = message_text(pdf ? MSG_TITLE_TABLE_PDF : MSG_TITLE_WORKBOOK);
	enum err err = page_open(request, "file/workbook.html", heading, &page, error);
	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", message_fill(request,
	                                               pdf ? MSG_TITLE_TABLE_PDF_OF : MSG_TITLE_WORKBOOK_OF,
	                                               message_text(table->title), NULL));
	tmpl_show(page.content, pdf ? "OF_PDF" : "OF_WORKBOOK");
	tmpl_put(page.content, "JOB_KIND", pdf ? TABLE_PDF_KIND : WORKBOOK_KIND);
	tmpl_put(page.content, "TABLE_NAME", table->name);
	tmpl_put(page.content, "TABLE_PATH", path);
	tmpl_put(page.content, "TABLE_QUERY", asked);
	tmpl_put(page.content, "LIST_URL", arena_print(request->arena, "%s%s%s", path, asked == NULL ? "" : "?",
	                                               asked == NULL ? "" : asked));
	page_tokens(&page, 0);
	return page_send(&page, response, 200, error);
}
