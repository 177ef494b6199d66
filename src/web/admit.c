/* Who asks, and may they. */
#include "auth/csrf.h"
#include "text/messages.h"
#include "web/account/login.h"
#include "web/frame/cookie.h"
#include "web/web.h"

static enum err load_session(struct http_request *request, struct error *error)
{
	struct session *session = arena_alloc(request->arena, sizeof *session);
	enum err err = auth_session(web_app(request)->auth, request->arena, cookie_get(request, COOKIE_SESSION), session,
	                            error);

	if (err == ERR_OK) {
		request->session = session;
		request->user_id = session->actor.user_id;
	}
	return err;
}

static enum err ask_to_log_in(struct http_request *request, struct http_response *response, struct error *error)
{
	if (strcmp(request->suffix, "json") == 0)
		return error_set(error, ERR_UNAUTHENTICATED, message_text(MSG_UNAUTHENTICATED), "no session");
	if (strcmp(request->method, "POST") == 0) {
		enum err err = login_page_carrying(request, response, error);
		return err == ERR_OK ? ERR_UNAUTHENTICATED : err;
	}
	struct buf url;
	buf_init(&url, request->arena, 1 << 15);
	buf_text(&url, "/login");
	if (strcmp(request->target, "/") != 0) {
		buf_text(&url, "?next=");
		buf_url(&url, request->target);
	}
	http_redirect(response, url.data);
	return ERR_UNAUTHENTICATED;
}

/* Until a new user has a password of their own, every page leads to the one where it is set. */
static bool must_change_first(const struct http_request *request)
{
	const char *pattern = request->route->pattern;

	return web_session(request)->must_change && strcmp(pattern, "/password") != 0 && strcmp(pattern, "/logout") != 0;
}

static enum err send_to_password(struct http_request *request, struct http_response *response, struct error *error)
{
	if (strcmp(request->suffix, "json") == 0)
		return error_set(error, ERR_FORBIDDEN, message_text(MSG_PASSWORD_MUST), "password not yet changed");
	http_redirect(response, "/password");
	return ERR_FORBIDDEN;
}

/* A body that is too large was not read: it is refused for that, and nothing is done with it. One that is not read
 * yet is asked for its token when it is. */
static bool has_token(const struct http_request *request)
{
	if (request->body == HTTP_BODY_TOO_LARGE || request->body == HTTP_BODY_UNREAD)
		return true;
	const char *secret = web_session(request)->csrf_secret;
	const char *posted = params_text(&request->form, "csrf");

	return csrf_matches(secret, http_request_header(request, "X-CSRF-Token")) || csrf_matches(secret, posted);
}

enum err web_admit(struct http_request *request, struct http_response *response, struct error *error)
{
	const struct http_route *route = request->route;
	bool post = strcmp(request->method, "POST") == 0;
	enum err err = load_session(request, error);

	if (err != ERR_OK && err != ERR_UNAUTHENTICATED && (route->flags & ROUTE_PUBLIC) == 0)
		return err;
	if (request->session == NULL && (route->flags & ROUTE_PUBLIC) == 0)
		return ask_to_log_in(request, response, error);
	if (post && !http_is_same_origin(request))
		return error_set(error, ERR_FORBIDDEN, message_text(MSG_CSRF), "posted from another site");
	if ((route->flags & ROUTE_PUBLIC) != 0)
		return ERR_OK;
	if (must_change_first(request))
		return send_to_password(request, response, error);
	if ((route->roles & ROLE_BIT(web_actor(request)->role)) == 0)
		return error_set(error, ERR_FORBIDDEN, message_text(MSG_FORBIDDEN), "role %s",
		                 role_code(web_actor(request)->role));
	if ((route->flags & ROUTE_CSRF) != 0 && !has_token(request))
		return error_set(error, ERR_FORBIDDEN, message_text(MSG_CSRF), "no valid token");
	return ERR_OK;
}
