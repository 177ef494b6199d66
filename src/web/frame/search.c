#include "web/frame/search.h"

#include <strings.h>

#include "auth/seal.h"
#include "base/memory.h"
#include "store/admin/office.h"
#include "text/identity.h"
#include "text/messages.h"
#include "text/utf8.h"
#include "web/frame/page.h"
#include "web/frame/read.h"

enum { URL_LIMIT = 8192 };

const char *search_opened(struct http_request *request, const char *sealed)
{
	return seal_open(request->arena, web_session(request)->cookie, sealed);
}

/* ---- on to the list ---- */

static bool is_filter(const struct param *param)
{
	static const char *const others[] = {
		"q", "s", "list", "after", "csrf", "form_token", "username", "password", "next",
	};

	for (size_t i = 0; i < COUNT(others); i++) {
		if (strcmp(others[i], param->name) == 0)
			return false;
	}
	return param->value[0] != '\0';
}

static void add_part(struct buf *url, const char *name, const char *value)
{
	buf_char(url, strchr(url->data, '?') == NULL ? '?' : '&');
	buf_url(url, name);
	buf_char(url, '=');
	buf_url(url, value);
}

static const char *list_url(struct http_request *request, const char *list, const char *q)
{
	struct arena *arena = request->arena;
	struct buf url;

	buf_init(&url, arena, URL_LIMIT);
	buf_text(&url, list);
	for (size_t i = 0; i < request->form.count; i++) {
		if (is_filter(&request->form.items[i]))
			add_part(&url, request->form.items[i].name, request->form.items[i].value);
	}
	if (identity_may_be_part(q))
		add_part(&url, "s", seal_text(arena, web_session(request)->cookie, q));
	else if (q[0] != '\0')
		add_part(&url, "q", q);
	return url.full ? NULL : url.data;
}

/* ---- an address, as a scanner types it ---- */

/* "10.0.0.5:8080" of "http://10.0.0.5:8080/handovers/12"; NULL: no address. *path: what stands behind it. */
static const char *host_of(struct arena *arena, const char *text, const char **path)
{
	static const char *const schemes[] = { "http://", "https://" };
	const char *host = NULL;

	for (size_t i = 0; i < COUNT(schemes); i++) {
		if (strncasecmp(text, schemes[i], strlen(schemes[i])) == 0)
			host = text + strlen(schemes[i]);
	}
	if (host == NULL)
		return NULL;
	*path = host + strcspn(host, "/");
	return arena_print(arena, "%.*s", (int)(*path - host), host);
}

static enum err read_site(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	const char **site = arg;

	(void)error;
	*site = office_site_any(db, request->arena);
	return ERR_OK;
}

/* That of the request, or at which people open the program. */
static bool is_here(struct http_request *request, const char *host)
{
	const char *asked = http_request_header(request, "Host"), *site = "", *rest;

	if (asked != NULL && strcasecmp(asked, host) == 0)
		return true;
	if (web_read(request, read_site, &site, NULL) != ERR_OK)
		return false;
	const char *told = host_of(request->arena, site, &rest);
	return told != NULL && strcasecmp(told, host) == 0;
}

/* A page about one thing that the actor's role may ask for. */
static bool is_page(struct http_request *request, const char *path)
{
	const struct app *app = web_app(request);
	int64_t ids[HTTP_IDS];

	for (size_t i = 0; i < app->route_count; i++) {
		const struct http_route *route = &app->routes[i];
		if (strcmp(route->method, "GET") == 0 && route->targets[0] != 0 &&
		    (route->roles & ROLE_BIT(web_actor(request)->role)) != 0 && http_path_matches(route->pattern, path, ids))
			return true;
	}
	return false;
}

/* The path of a page here that an address leads to; NULL: it is none. */
static const char *page_of_address(struct http_request *request, const char *q)
{
	const char *path = q, *host = host_of(request->arena, q, &path);

	if (path[0] != '/' || (host != NULL && !is_here(request, host)))
		return NULL;
	path = arena_print(request->arena, "%.*s", (int)strcspn(path, "?#"), path);
	return is_page(request, path) ? path : NULL;
}

struct scanned { const char *path; };

static enum err read_scanned(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct scanned *s = arg;
	int64_t ids[HTTP_IDS];
	struct sheet sheet;

	if (!http_path_matches("/sheets/{id}", s->path, ids))
		return ERR_OK;
	enum err err = sheet_load(db, request->arena, web_app(request)->form, web_actor(request), ids[0], &sheet, error);
	if (err == ERR_OK && sheet.state == STATE_HANDED_OVER)
		s->path = arena_print(request->arena, "/police?after=%lld", (long long)ids[0] - 1);
	return err == ERR_NOT_FOUND ? ERR_OK : err;
}

/* Whoever works through the queue stays there with a sheet that waits in it. */
static enum err lead_to(struct http_request *request, struct http_response *response, const char *path,
                        const char *list, struct error *error)
{
	struct scanned scanned = { .path = path };
	bool queue = list != NULL && strcmp(list, "/police") == 0;
	enum err err = queue ? web_read(request, read_scanned, &scanned, error) : ERR_OK;

	if (err == ERR_OK)
		http_redirect(response, scanned.path);
	return err;
}

enum err post_search(struct http_request *request, struct http_response *response, struct error *error)
{
	const char *typed = params_text(&request->form, "q"), *list = params_filled(&request->form, "list");
	const char *q = utf8_clean(request->arena, typed == NULL ? "" : typed);

	if (q == NULL || utf8_length(q) > SEARCH_LIMIT)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_SEARCH_LONG), "search over its limit");
	if (list != NULL && !page_exists(web_app(request), list))
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "no such list");
	const char *path = page_of_address(request, q);
	if (path != NULL)
		return lead_to(request, response, path, list, error);
	const char *url = list_url(request, list == NULL ? "/sheets" : list, q);
	if (url == NULL)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "filters over their limit");
	http_redirect(response, url);
	return ERR_OK;
}

/* ---- the page of its own ---- */

static void put_filter(struct tmpl_dict *content, const char *name, const char *value)
{
	struct tmpl_dict *row = tmpl_add(content, "FILTER");

	tmpl_put(row, "FILTER_NAME", name);
	tmpl_put(row, "FILTER_VALUE", value);
}

/* typed: what was posted before; NULL: nothing was. */
static enum err show_search(struct http_request *request, struct http_response *response, const struct params *typed,
                            struct error *error)
{
	const char *title = message_text(MSG_TITLE_SEARCH);
	struct page page;
	enum err err = page_open(request, "frame/search.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", title);
	web_tokens(page.content, page.csrf, NULL, 0);
	tmpl_put(page.content, "Q", typed == NULL ? "" : params_text(typed, "q"));
	if (typed != NULL)
		tmpl_show(page.content, "RESUMED");
	if (typed != NULL && params_filled(typed, "list") != NULL)
		put_filter(page.content, "list", params_text(typed, "list"));
	for (size_t i = 0; typed != NULL && i < typed->count; i++) {
		if (is_filter(&typed->items[i]))
			put_filter(page.content, typed->items[i].name, typed->items[i].value);
	}
	return page_send(&page, response, 200, error);
}

enum err page_search(struct http_request *request, struct http_response *response, struct error *error)
{
	return show_search(request, response, NULL, error);
}

enum err resume_search(struct http_request *request, struct http_response *response, const char *next,
                       struct error *error)
{
	(void)next;
	return show_search(request, response, &request->form, error);
}
