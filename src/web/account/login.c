/* Login, logout, the user's own password. */
#include "web/account/login.h"

#include "base/memory.h"
#include "text/messages.h"
#include "web/frame/cookie.h"
#include "web/frame/note.h"
#include "web/frame/page.h"
#include "web/part/resume.h"

static bool carries_form(const struct params *form)
{
	for (size_t i = 0; i < form->count; i++) {
		if (resume_carries(form->items[i].name))
			return true;
	}
	return false;
}

/* A path of this site to go on to; "/" for anything else. */
static const char *safe_next(const char *next)
{
	if (next == NULL || next[0] != '/' || next[1] == '/' || strchr(next, '\\') != NULL)
		return "/";
	for (const char *c = next; *c != '\0'; c++) {
		if ((unsigned char)*c <= ' ' || (unsigned char)*c == 0x7f)
			return "/";
	}
	return next;
}

struct login_view {
	const char *username, *next;
	const char *error, *retry;      /* or NULL */
	const struct params *carried;   /* or NULL */
};

static enum err show_login(struct http_request *request, struct http_response *response,
                           const struct login_view *view, int status, struct error *error)
{
	struct page page;
	enum err err = page_open(request, "account/login.html", message_text(MSG_TITLE_LOGIN), &page, error);
	bool carries = false;

	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "USERNAME", view->username);
	tmpl_put(page.content, "NEXT", view->next);
	if (view->error != NULL) {
		page_has_errors(&page, message_text(MSG_TITLE_LOGIN));
		tmpl_put(tmpl_add(page.content, "ERROR"), "ERROR_TEXT", view->error);
	}
	if (view->retry != NULL)
		tmpl_put(tmpl_add(page.content, "RETRY"), "RETRY_TEXT", view->retry);
	for (size_t i = 0; view->carried != NULL && i < view->carried->count; i++) {
		if (!resume_carries(view->carried->items[i].name))
			continue;
		struct tmpl_dict *row = tmpl_add(page.content, "CARRIED");
		tmpl_put(row, "NAME", view->carried->items[i].name);
		tmpl_put(row, "VALUE", view->carried->items[i].value);
		carries = true;
	}
	if (carries)
		tmpl_show(page.content, "CARRIED_NOTICE");
	return page_send(&page, response, status, error);
}

enum err page_login(struct http_request *request, struct http_response *response, struct error *error)
{
	struct login_view view = { .username = "", .next = safe_next(params_text(&request->query, "next")) };

	if (request->session != NULL) {
		http_redirect(response, view.next);
		return ERR_OK;
	}
	return show_login(request, response, &view, 200, error);
}

enum err login_page_carrying(struct http_request *request, struct http_response *response, struct error *error)
{
	struct login_view view = { .username = "", .next = resume_page_of(request), .carried = &request->form,
		.error = carries_form(&request->form) ? NULL : message_text(MSG_UNAUTHENTICATED) };

	request->session = NULL;
	return show_login(request, response, &view, ERR_UNAUTHENTICATED, error);
}

static enum err login_refused(struct http_request *request, struct http_response *response,
                              const struct login_result *result, const struct error *why, struct error *error)
{
	struct login_view view = { .username = params_text(&request->form, "username"), .carried = &request->form,
		.next = safe_next(params_text(&request->form, "next")), .error = why->message };

	if (result->retry_after > 0) {
		const char *seconds = arena_print(request->arena, "%d", result->retry_after);
		http_add_header(response, "Retry-After", seconds);
		view.retry = arena_print(request->arena, "%s %s.", message_text(MSG_RETRY_AFTER), seconds);
	}
	return show_login(request, response, &view, (int)why->code, error);
}

/* On to the page that was asked for; the cookies of the session are set already and are not to be lost. */
static enum err go_on(struct http_request *request, struct http_response *response, const char *cookie,
                      struct error *error)
{
	const char *next = safe_next(params_text(&request->form, "next"));
	struct session *session = arena_alloc(request->arena, sizeof *session);
	struct error why = { 0 };

	if (!carries_form(&request->form)) {
		http_redirect(response, next);
		return ERR_OK;
	}
	enum err err = auth_session(web_app(request)->auth, request->arena, cookie, session, &why);
	if (err != ERR_OK) {
		const struct login_result none = { 0 };
		why.code = err;
		return login_refused(request, response, &none, &why, error);
	}
	request->session = session;
	return resume_form(request, response, next, error);
}

enum err post_login(struct http_request *request, struct http_response *response, struct error *error)
{
	const char *username = params_text(&request->form, "username"), *password = params_text(&request->form, "password");
	struct login login = { .username = username == NULL ? "" : username, .password = password == NULL ? "" : password,
		.address = request->client, .device = cookie_get(request, COOKIE_DEVICE) };
	struct login_result result = { 0 };
	struct error why = { 0 };

	if (auth_login(web_app(request)->auth, request->arena, &login, &result, &why) != ERR_OK)
		return login_refused(request, response, &result, &why, error);
	cookie_set(request, response, COOKIE_SESSION, result.cookie);
	cookie_set(request, response, COOKIE_DEVICE, result.device);
	cookie_set(request, response, COOKIE_NEXT, NULL);
	return go_on(request, response, result.cookie, error);
}

enum err post_logout(struct http_request *request, struct http_response *response, struct error *error)
{
	enum err err = auth_logout(web_app(request)->auth, web_session(request), error);

	if (err != ERR_OK)
		return err;
	cookie_set(request, response, COOKIE_SESSION, NULL);
	cookie_set(request, response, COOKIE_NEXT, NULL);
	http_add_header(response, "Clear-Site-Data", "\"cache\", \"storage\"");
	web_note(request, response, NOTE_LOGGED_OUT);
	http_redirect(response, "/login");
	return ERR_OK;
}

/* ---- own password ---- */

struct password_view { const char *old_error, *new_error, *repeat_error; };

static void put_error(struct tmpl_dict *content, struct tmpl_dict *summary, const char *name, const char *section,
                      const char *text)
{
	const char *key = strcmp(section, "OLD_ERROR") == 0   ? "OLD_ERROR_TEXT"
	                  : strcmp(section, "NEW_ERROR") == 0 ? "NEW_ERROR_TEXT"
	                                                      : "REPEAT_ERROR_TEXT";

	if (text == NULL)
		return;
	tmpl_put(tmpl_add(content, section), key, text);
	struct tmpl_dict *row = tmpl_add(summary, "SUMMARY");
	tmpl_put(row, "SUMMARY_FIELD", name);
	tmpl_put(row, "SUMMARY_TEXT", text);
}

static enum err show_password(struct http_request *request, struct http_response *response,
                              const struct password_view *view, int status, struct error *error)
{
	struct page page;
	enum err err = page_open(request, "account/password.html", message_text(MSG_TITLE_PASSWORD), &page, error);

	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "USERNAME", web_actor(request)->username);
	page_tokens(&page, 0);
	tmpl_put(page.content, "NEW_HELP", message_text(MSG_PASSWORD_HELP));
	if (web_session(request)->must_change)
		page_flash(&page, "warning", message_text(MSG_PASSWORD_MUST));
	if (status != 200) {
		struct tmpl_dict *summary = tmpl_add(page.content, "ERROR_SUMMARY");
		page_has_errors(&page, message_text(MSG_TITLE_PASSWORD));
		put_error(page.content, summary, "old_password", "OLD_ERROR", view->old_error);
		put_error(page.content, summary, "new_password", "NEW_ERROR", view->new_error);
		put_error(page.content, summary, "repeat_password", "REPEAT_ERROR", view->repeat_error);
	}
	return page_send(&page, response, status, error);
}

enum err page_password(struct http_request *request, struct http_response *response, struct error *error)
{
	struct password_view view = { 0 };

	return show_password(request, response, &view, 200, error);
}

enum err post_password(struct http_request *request, struct http_response *response, struct error *error)
{
	const char *old = params_text(&request->form, "old_password"), *new = params_text(&request->form, "new_password");
	const char *repeat = params_text(&request->form, "repeat_password");
	struct password_change change = { .old_password = old == NULL ? "" : old, .new_password = new == NULL ? "" : new,
		.address = request->client };
	struct password_view view = { 0 };
	struct error why = { 0 };

	if (repeat == NULL || strcmp(repeat, change.new_password) != 0) {
		view.repeat_error = message_text(MSG_PASSWORD_REPEAT);
		return show_password(request, response, &view, ERR_UNPROCESSABLE, error);
	}
	enum err err = auth_change_password(web_app(request)->auth, request->arena, web_session(request), &change, &why);
	if (err != ERR_OK) {
		*(change.new_refused ? &view.new_error : &view.old_error) = why.message;
		if (change.retry_after > 0)
			http_add_header(response, "Retry-After", arena_print(request->arena, "%d", change.retry_after));
		return show_password(request, response, &view, (int)err, error);
	}
	web_note(request, response, NOTE_PASSWORD);
	http_redirect(response, "/");
	return ERR_OK;
}
