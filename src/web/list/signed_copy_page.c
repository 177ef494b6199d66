#include "web/list/signed_copy_page.h"

#include "document/document.h"
#include "web/frame/note.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "workflow/access.h"

enum { KILO = 1000 };

static bool is_pdf(const struct paper_scan *scan)
{
	return strcmp(scan->type, PDF_TYPE) == 0;
}

/* ---- on a page ---- */

enum err signed_read(struct db *db, struct http_request *request, const struct paper_type *type, int64_t id,
                     struct signed_copies *out, struct error *error)
{
	struct office_paper paper;
	enum err err = paper_of_any(db, request->arena, (enum paper_kind)type->issued_as, id, &paper, error);

	out->issued = err == ERR_OK && paper.id != 0;
	if (!out->issued)
		return err;
	out->signed_on = paper.signed_on;
	return paper_scans_any(db, request->arena, paper.id, &out->scans, &out->count, error);
}

static void put_scan(struct http_request *request, struct tmpl_dict *dict, const struct paper_scan *scan,
                     const char *url)
{
	const char *position = web_id(request, scan->position);
	const char *size = web_count(request, (int64_t)(scan->file.length + KILO - 1) / KILO);
	struct tmpl_dict *row = tmpl_add(dict, "COPY");

	tmpl_put(row, "COPY_URL", arena_print(request->arena, "%s/scan?no=%s", url, position));
	tmpl_put(row, "COPY_NAME",
	         message_fill(request, is_pdf(scan) ? MSG_SCAN_OF_PDF : MSG_SCAN_OF_JPEG, position, size));
	tmpl_put(row, "COPY_DAY", web_iso_day(request, scan->day));
	put_section(row, "COPY_ADDED", "COPY_ADDED_TEXT",
	            scan->added_at == NULL ? NULL
	                                   : message_fill(request, MSG_SCAN_ADDED, scan->added_name,
	                                                  web_time(request, scan->added_at)));
}

void signed_put_scans(struct http_request *request, struct tmpl_dict *dict, const struct signed_copies *copies,
                      const char *url)
{
	struct tmpl_dict *list = copies->count == 0 ? NULL : tmpl_include(dict, "COPIES", "frame/signed-scans.html");

	for (size_t i = 0; i < copies->count; i++)
		put_scan(request, list, &copies->scans[i], url);
}

static void put_form(const struct page *page, struct tmpl_dict *dict, const struct signed_copies *copies,
                     const char *url)
{
	struct http_request *request = page->request;
	struct tmpl_dict *form = tmpl_add(dict, "COPY_FORM");
	bool scan = copies->field != NULL && strcmp(copies->field, "scan") == 0;

	tmpl_put(form, "SIGN_URL", arena_print(request->arena, "%s/signed", url));
	tmpl_put(form, "SIGN_DAY", params_text(&request->form, "signed_on"));
	put_section(form, "DAY_ERROR", "DAY_ERROR_TEXT", copies->field != NULL && !scan ? copies->refusal : NULL);
	put_section(form, "SCAN_ERROR", "SCAN_ERROR_TEXT", copies->field == NULL || scan ? copies->refusal : NULL);
	web_tokens(form, page->csrf, web_form_token(request), 0);
}

void signed_put(const struct page *page, const struct signed_copies *copies, const char *url, bool adds)
{
	struct http_request *request = page->request;
	struct tmpl_dict *dict;

	if (copies->refusal == NULL && (!copies->issued || (!adds && copies->signed_on == NULL)))
		return;
	dict = tmpl_include(page->content, "SIGNED_COPY", "frame/signed-copy.html");
	put_section(dict, "SIGNED", "SIGNED_ON",
	            copies->signed_on == NULL ? NULL : web_iso_day(request, copies->signed_on));
	if (copies->refusal != NULL) {
		struct tmpl_dict *summary = tmpl_add(dict, "COPY_ERROR");
		tmpl_put(summary, "COPY_FIELD", copies->field == NULL ? "scan" : copies->field);
		tmpl_put(summary, "COPY_ERROR_TEXT", copies->refusal);
	}
	signed_put_scans(request, dict, copies, url);
	if (adds && copies->issued)
		put_form(page, dict, copies, url);
}

/* ---- one more ---- */

static const char *read_day(struct http_request *request)
{
	const char *typed = params_filled(&request->form, "signed_on");
	char iso[DATE_TEXT];
	struct date day;

	if (typed == NULL || !date_from_typed(typed, false, &day))
		return NULL;
	date_to_iso(day, iso);
	return arena_text(request->arena, iso);
}

struct paper_file signed_sent(const struct http_request *request, const char *field)
{
	for (size_t i = 0; i < request->files.count; i++) {
		const struct http_file *file = &request->files.items[i];
		if (strcmp(file->name, field) == 0 && file->size > 0)
			return (struct paper_file){ file->data, file->size };
	}
	return (struct paper_file){ NULL, 0 };
}

enum err signed_is_read(const struct http_request *request, struct error *error)
{
	return request->body == HTTP_BODY_TOO_LARGE
	               ? error_set(error, ERR_TOO_LARGE, message_text(MSG_SCAN_LARGE), "far too large a scan")
	               : ERR_OK;
}

enum err signed_post(struct http_request *request, struct http_response *response, const struct paper_type *type,
                     enum thing_kind kind, struct signed_copies *out, struct error *error)
{
	struct paper_file scan = signed_sent(request, "scan");
	struct signed_request r = { .head = web_head(request), .kind = (enum paper_kind)type->issued_as,
		.subject = { kind, request->ids[0] }, .day = read_day(request), .scan = scan.bytes,
		.scan_length = scan.length };
	enum err err = signed_is_read(request, error);
	if (err == ERR_OK)
		err = workflow_note_signed(&r, error);
	if (err == ERR_CONFLICT || err == ERR_UNPROCESSABLE || err == ERR_TOO_LARGE) {
		out->refusal = error->message == NULL ? message_text(MSG_CONFLICT) : error->message;
		out->field = r.field;
	}
	if (err != ERR_OK)
		return err;
	web_note(request, response, NOTE_MINUTES_SIGNED);
	http_redirect(response, thing_url(request, r.head.made));
	return ERR_OK;
}

/* ---- the file ---- */

struct scan_found {
	const struct paper_type *type;
	struct paper_ask ask;
	int64_t position;               /* 0: the last */
	struct paper_found paper;
	struct paper_scan scan;
};

/* "/minutes/{id}" of "/minutes/{id}/scan" */
static const struct paper_type *type_of(struct http_request *request)
{
	char *pattern = arena_text(request->arena, request->route->pattern);

	*strrchr(pattern, '/') = '\0';
	return paper_at(pattern);
}

static enum err read_scan(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct scan_found *s = arg;
	struct signed_copies copies = { .issued = false };
	enum err err = signed_read(db, request, s->type, s->ask.id, &copies, error);

	if (err == ERR_OK && copies.count == 0)
		return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "no scan");
	if (err == ERR_OK)
		err = paper_read(db, s->type, &s->ask, FORMAT_PAGE, &s->paper, error);
	if (err == ERR_OK)
		err = paper_scan_any(db, request->arena, s->paper.issued.id,
		                     s->position == 0 ? copies.scans[copies.count - 1].position : s->position, &s->scan, error);
	if (err == ERR_NOT_FOUND)
		error->message = message_text(MSG_NOT_FOUND);
	return err;
}

static enum err note_scan(struct http_request *request, const struct scan_found *s, struct error *error)
{
	const struct paper_shown *shown = &s->paper.shown;
	const struct shown_filter filters[] = { { "format", "scan" }, { "id", web_id(request, s->ask.id) } };
	const struct shown_rows rows = { .access = ACCESS_EXPORT, .table = s->type->file, .filter = filters,
		.filter_count = 2, .ids = shown->ids, .count = shown->count, .commune_id = shown->commune_id };

	return workflow_log_shown_now(&web_app(request)->workflow, web_actor(request), &rows, error);
}

enum err page_scan(struct http_request *request, struct http_response *response, struct error *error)
{
	const struct app *app = web_app(request);
	struct scan_found found = { .type = type_of(request),
		.ask = { .arena = request->arena, .form = app->form, .today = clock_today(&app->workflow.clock),
			.actor = web_actor(request), .id = request->ids[0], .base = "" } };

	if (params_int(&request->query, "no", 1, INT32_MAX, &found.position) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad number of a scan");
	enum err err = web_read(request, read_scan, &found, error);
	if (err == ERR_OK)
		err = note_scan(request, &found, error);
	if (err != ERR_OK)
		return err;
	buf_add(&response->body, found.scan.file.bytes, found.scan.file.length);
	response->status = 200;
	response->content_type = found.scan.type;
	http_attach(response, request->arena,
	            arena_print(request->arena, "%s-%lld-ban-ky-%lld.%s", found.type->file, (long long)found.ask.id,
	                        (long long)found.scan.position, is_pdf(&found.scan) ? "pdf" : "jpg"));
	return ERR_OK;
}
