#include "web/frame/search.h"

#include "auth/seal.h"
#include "base/memory.h"
#include "text/identity.h"
#include "text/messages.h"
#include "text/utf8.h"
#include "web/frame/page.h"

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

enum err post_search(struct http_request *request, struct http_response *response, struct error *error)
{
	const char *typed = params_text(&request->form, "q"), *list = params_filled(&request->form, "list");
	const char *q = utf8_clean(request->arena, typed == NULL ? "" : typed);

	if (q == NULL || utf8_length(q) > SEARCH_LIMIT)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_SEARCH_LONG), "search over its limit");
	if (list != NULL && !page_exists(web_app(request), list))
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "no such list");
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
