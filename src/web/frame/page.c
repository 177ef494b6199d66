#include "web/frame/page.h"

#include "base/memory.h"
#include "text/messages.h"
#include "web/frame/note.h"
#include "web/frame/read.h"
#include "web/frame/text.h"

void page_tokens(struct page *page, int64_t row_version)
{
	web_tokens(page->content, page->csrf, page->form_token, row_version);
}

static void fill_user(struct page *page)
{
	struct http_request *request = page->request;

	if (request->session == NULL)
		return;
	const struct actor *actor = web_actor(request);
	struct tmpl_dict *user = tmpl_add(page->root, "USER");
	tmpl_put(user, "USER_NAME", actor->full_name);
	tmpl_put(user, "ROLE_CODE", role_code(actor->role));
	tmpl_put(user, "ROLE_LABEL", role_label(actor->role));
	tmpl_put(user, "AREA_NAME", web_frame(request, WEB_AREA | navigation_parts(actor->role))->area_name);
	web_tokens(user, page->csrf, NULL, 0);
	if ((ROLES_SEE_SHEETS & ROLE_BIT(actor->role)) != 0)
		tmpl_show(user, "SEARCH");
	navigation_put(request, user);
}

static void fill_demo(struct page *page)
{
	char today[DATE_TEXT];

	date_to_shown(clock_today(&web_app(page->request)->workflow.clock), today);
	put_section(page->root, "DEMO_NOTICE", "TODAY", web_app(page->request)->demo ? today : NULL);
}

/* What every frame has. */
static enum err open_frame(struct http_request *request, const char *layout, const char *title, const char *css,
                           struct page *out, struct error *error)
{
	*out = (struct page){ .request = request, .root = tmpl_new(layout), .csrf = web_csrf(request) };
	if (out->root == NULL)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for a page");
	tmpl_put(out->root, "TITLE", title);
	tmpl_put(out->root, "CSS_URL", http_static_url(css));
	tmpl_put(out->root, "JS_URL", http_static_url("mau03.js"));
	return ERR_OK;
}

enum err page_open_print(struct http_request *request, const char *template, const char *title, const char *back_url,
                         struct page *out, struct error *error)
{
	enum err err = open_frame(request, "frame/print.html", title, "print.css", out, error);

	if (err != ERR_OK)
		return err;
	tmpl_put(out->root, "BACK_URL", back_url);
	if (web_app(request)->demo)
		tmpl_show(out->root, "DEMO_NOTICE");
	out->content = tmpl_include(out->root, "CONTENT", template);
	return ERR_OK;
}

void page_offer_files(struct page *page, const char *pdf_url, const char *docx_url)
{
	struct tmpl_dict *files = tmpl_add(page->root, "PAPER_FILES");

	tmpl_put(files, "PDF_URL", pdf_url);
	tmpl_put(files, "DOCX_URL", docx_url);
}

static void show_note(struct page *page)
{
	struct noted_sheet sheet;
	const char *text = note_told(page->request, &sheet);

	if (text == NULL)
		return;
	struct tmpl_dict *flash = page_flash(page, "success", text);
	if (sheet.id != 0)
		note_put_undo(page->request, flash, &(struct note_tokens){ page->csrf, web_form_token(page->request) }, &sheet);
}

enum err page_open(struct http_request *request, const char *template, const char *title, struct page *out,
                   struct error *error)
{
	enum err err = open_frame(request, "frame/layout.html", title, "mau03.css", out, error);

	if (err != ERR_OK)
		return err;
	fill_demo(out);
	fill_user(out);
	show_note(out);
	out->content = tmpl_include(out->root, "CONTENT", template);
	out->form_token = web_form_token(request);
	return ERR_OK;
}

void page_has_errors(struct page *page, const char *title)
{
	tmpl_put(page->root, "TITLE", arena_print(page->request->arena, "%s%s", message_text(MSG_ERROR_PREFIX), title));
}

struct tmpl_dict *page_flash(struct page *page, const char *kind, const char *text)
{
	struct tmpl_dict *row = tmpl_add(page->root, "FLASH");

	tmpl_put(row, "FLASH_KIND", kind);
	tmpl_put(row, "FLASH_TEXT", text);
	return row;
}

static bool sink(void *arg, const char *data, size_t length)
{
	struct buf *body = arg;

	buf_add(body, data, length);
	return !body->full;
}

/* ---- where a refused form stands ---- */

/* Forms that stand elsewhere than above the address they are posted to. NULL: what was typed is stored nowhere and
 * would be lost. */
static const struct { const char *pattern, *address; } form_places[] = {
	{ "/admin/campaigns", "/admin/campaigns/new" }, { "/admin/users", "/admin/users/new" }, { "/login", NULL },
		{ "/sheets", NULL },
	{ "/sheets/{id}/correct", NULL }, { "/sheets/{id}/edit", NULL },
};

bool page_exists(const struct app *app, const char *pattern)
{
	for (size_t i = 0; i < app->route_count; i++) {
		const struct http_route *route = &app->routes[i];
		if (strcmp(route->method, "GET") == 0 && strcmp(route->pattern, pattern) == 0)
			return true;
	}
	return false;
}

/* The address itself, or the nearest one above it that has a page. */
static const char *form_address(const struct http_request *request)
{
	char *pattern = arena_text(request->arena, request->route->pattern),
		 *path = arena_text(request->arena, request->path);

	for (size_t i = 0; i < COUNT(form_places); i++) {
		if (strcmp(form_places[i].pattern, pattern) == 0)
			return form_places[i].address;
	}
	if (page_exists(web_app(request), pattern))
		return request->target;
	while (!page_exists(web_app(request), pattern) && strchr(pattern + 1, '/') != NULL) {
		*strrchr(pattern, '/') = '\0';
		*strrchr(path, '/') = '\0';
	}
	return path;
}

/* The answer to a POST that did nothing: the browser learns where its form stands, so that reloading does not send it
 * again. */
static void put_address(struct page *page, int status)
{
	const struct http_request *request = page->request;
	bool refused = status == ERR_UNPROCESSABLE || status == ERR_CONFLICT || status == ERR_TOO_LARGE;

	if (!refused || request->route == NULL || strcmp(request->method, "POST") != 0)
		return;
	const char *address = page->address != NULL ? page->address : form_address(request);
	if (address != NULL)
		tmpl_put(tmpl_add(page->root, "REFUSED"), "ADDRESS", address);
}

enum err page_send(struct page *page, struct http_response *response, int status, struct error *error)
{
	struct http_request *request = page->request;

	response->body.length = 0;
	put_address(page, status);
	bool rendered = tmpl_render(page->root, sink, &response->body);
	tmpl_free(page->root);
	if (!rendered)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "the page could not be rendered");
	response->status = status;
	note_forget(request, response);
	return ERR_OK;
}

/* ---- pages to send again ---- */

/* What is not kept of a page; how many. */
static size_t not_kept(const char *tokens[KEPT_TOKENS], const char *csrf, const char *form_token,
                       const struct page_again *again)
{
	size_t count = 0;

	tokens[count++] = csrf;
	tokens[count++] = form_token;
	for (size_t i = 0; i < again->waits.count; i++)
		tokens[count++] = again->waits.waits[i].token;
	for (size_t i = 0; i < PAGE_PIECES; i++) {
		if (again->pieces.html[i] != NULL)
			tokens[count++] = again->pieces.html[i];
	}
	return count;
}

bool page_again_begin(struct http_request *request, const char *name, const struct page_pieces *pieces,
                      struct page_again *out, struct http_response *response)
{
	const struct app *app = web_app(request);
	const char *note = note_code(request), *tokens[KEPT_TOKENS];

	navigation_read(request, &out->waits);
	out->pieces = *pieces;
	size_t count = not_kept(tokens, web_csrf(request), web_form_token(request), out);
	out->generation = db_generation(app->workflow.writer);
	out->key = arena_print(request->arena, "%s %lld %lld %zu %s", name, (long long)web_actor(request)->user_id,
	                       (long long)date_to_days(clock_today(&app->workflow.clock)), count, note);
	if (note_names_sheet(request) && !pieces->tell_note)
		out->key = NULL;
	if (out->key == NULL || !kept_send(app->kept, out->key, out->generation, tokens, count, request, response))
		return false;
	note_forget(request, response);
	return true;
}

void page_again_keep(const struct page *page, const struct page_again *again, const struct http_response *response)
{
	const char *tokens[KEPT_TOKENS];
	size_t count = not_kept(tokens, page->csrf, page->form_token, again);
	bool whole = again->key != NULL;

	/* What has changed since it was asked for stands in the page as something else. */
	for (size_t i = 0; i < count && whole; i++)
		whole = strstr(response->body.data, tokens[i]) != NULL;
	if (whole)
		kept_put(web_app(page->request)->kept, again->key, again->generation, tokens, count, response);
}
