#include "web/list/paper_page.h"

#include "base/log.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "workflow/access.h"

enum { PAPERS_ANSWERED = 40 };          /* more sheets are not waited for */

struct asking {
	const struct paper_type *type;
	struct paper_ask ask;
	unsigned format;
	struct paper_found found;
};

bool paper_is_file(const struct http_request *request)
{
	return strcmp(request->suffix, "pdf") == 0 || strcmp(request->suffix, "docx") == 0;
}

/* ---- reading ---- */

static enum err read_paper(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct asking *a = arg;

	(void)request;
	return paper_read(db, a->type, &a->ask, a->format, &a->found, error);
}

static const char *site(struct http_request *request)
{
	const char *host = http_request_header(request, "Host");

	return host == NULL ? "" : arena_print(request->arena, "%s://%s", request->secure ? "https" : "http", host);
}

/* arena: of the request, or a larger one in which the paper is made. */
static struct asking asking_for(struct http_request *request, const struct paper_type *type, int64_t id,
                                struct arena *arena)
{
	const struct app *app = web_app(request);
	unsigned format = strcmp(request->suffix, "pdf") == 0    ? FORMAT_PDF
	                  : strcmp(request->suffix, "docx") == 0 ? FORMAT_DOCX
	                                                         : FORMAT_PAGE;

	return (struct asking){ type, { .arena = arena, .form = app->form,
		.today = clock_today(&app->workflow.clock), .actor = web_actor(request), .id = id,
		.base = site(request) }, format, { .type = type } };
}

static enum err note(struct http_request *request, const struct asking *a, struct error *error)
{
	const struct paper_shown *shown = &a->found.shown;
	const char *format = a->format == FORMAT_PAGE ? "print" : request->suffix;
	const struct shown_filter filters[] = { { "format", format }, { "id", web_id(request, a->ask.id) } };
	const struct shown_rows rows = { .access = a->format == FORMAT_PAGE ? ACCESS_PRINT : ACCESS_EXPORT,
		.table = a->type->file, .filter = filters, .filter_count = 2, .ids = shown->ids, .count = shown->count,
		.commune_id = shown->commune_id };

	return workflow_log_shown_now(&web_app(request)->workflow, web_actor(request), &rows, error);
}

/* ---- answering ---- */

static enum err send_file(struct http_request *request, struct http_response *response, struct asking *a,
                          struct error *error)
{
	enum err err = paper_write(&web_app(request)->workflow, &a->found, a->format, a->ask.arena, &response->body, error);

	if (err != ERR_OK)
		return err;
	response->status = 200;
	response->content_type = a->format == FORMAT_PDF ? PDF_TYPE : DOCX_TYPE;
	http_attach(response, request->arena, arena_print(request->arena, "%s-%lld.%s", a->type->file,
	                                                  (long long)a->ask.id, request->suffix));
	return ERR_OK;
}

/* The page that a paper belongs to: what its type says, or "/handovers/12" of "/handovers/12/cover". */
static const char *back_url(struct http_request *request, const struct paper_type *type)
{
	if (type->back != NULL)
		return type->back;
	char *url = arena_text(request->arena, request->path);
	char *last = strrchr(url, '/');

	*last = '\0';
	return url;
}

static enum err send_page(struct http_request *request, struct http_response *response, struct asking *a,
                          struct error *error)
{
	struct document document;
	struct page page;
	enum err err = paper_document(&a->found, a->ask.arena, &document, error);

	if (err == ERR_OK)
		err = page_open_print(request, "document/sheets.html", message_text(a->type->title), back_url(request, a->type),
		                      &page, error);
	if (err != ERR_OK)
		return err;
	document_put(a->ask.arena, page.content, "PAPER", &document);
	return page_send(&page, response, 200, error);
}

static enum err answer(struct http_request *request, struct http_response *response, const struct paper_type *type,
                       int64_t id, struct arena *arena, struct error *error)
{
	struct asking a = asking_for(request, type, id, arena);

	if ((type->formats & a.format) == 0)
		return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "%s is not made in that form", type->name);
	if (type->many)
		a.ask.most = PAPERS_ANSWERED;
	enum err err = web_read(request, read_paper, &a, error);
	if (err != ERR_OK)
		return err;
	if (type->many && a.found.shown.count > PAPERS_ANSWERED) {
		paper_drop(&a.found);
		http_redirect(response, arena_print(request->arena, "/jobs/new?paper=%s&id=%lld", type->name, (long long)id));
		return ERR_OK;
	}
	err = note(request, &a, error);
	if (err == ERR_OK)
		err = a.format == FORMAT_PAGE ? send_page(request, response, &a, error)
		                              : send_file(request, response, &a, error);
	paper_drop(&a.found);
	return err;
}

enum err paper_answer(struct http_request *request, struct http_response *response, const struct paper_type *type,
                      int64_t id, struct error *error)
{
	struct arena *arena = arena_new(PAPER_ARENA);

	if (arena == NULL)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for a paper");
	enum err err = answer(request, response, type, id, arena, error);
	if (err != ERR_OK)
		error->message = arena_text(request->arena, error->message);
	arena_free(arena);
	return err;
}

enum err page_paper(struct http_request *request, struct http_response *response, struct error *error)
{
	const struct paper_type *type = paper_at(request->route->pattern);

	if (type == NULL)
		return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "no such paper");
	return paper_answer(request, response, type, request->ids[0], error);
}

void paper_make_files(struct http_request *request, const struct paper_type *type)
{
	struct arena *arena = arena_new(PAPER_ARENA);
	struct asking a = asking_for(request, type, request->ids[0], arena);
	struct error error = { 0 };
	struct buf out;

	a.format = FORMAT_PDF;
	if (arena == NULL)
		return;
	buf_init(&out, arena, PAPER_ARENA);
	enum err err = web_read(request, read_paper, &a, &error);
	if (err == ERR_OK && a.found.issued.id != 0)
		err = paper_write(&web_app(request)->workflow, &a.found, a.format, arena, &out, &error);
	if (err != ERR_OK)
		log_line(LOG_WARNING, "the files of a paper wait until somebody asks for them: %s", error.detail);
	paper_drop(&a.found);
	arena_free(arena);
}
