/* The hooks of http/: who asks and may they, what ids may they know of, how errors look. */
#include "auth/csrf.h"
#include "base/json.h"
#include "base/memory.h"
#include "store/handover/handover.h"
#include "text/messages.h"
#include "web/account/login.h"
#include "web/frame/resume.h"
#include "web/frame/page.h"

#define COOKIE "mau03"
#define SECURE_COOKIE "__Host-mau03"

/* ---- the session ---- */

static const char *session_cookie(const struct http_request *request)
{
	return http_cookie(request, request->secure ? SECURE_COOKIE : COOKIE);
}

static enum err load_session(struct http_request *request, struct error *error)
{
	struct session *session = arena_alloc(request->arena, sizeof *session);
	enum err err = auth_session(web_app(request)->auth, request->arena, session_cookie(request), session, error);

	if (err == ERR_OK) {
		request->session = session;
		request->user_id = session->actor.user_id;
	}
	return err;
}

void web_set_session_cookie(struct http_request *request, struct http_response *response, const char *value)
{
	const char *name = request->secure ? SECURE_COOKIE : COOKIE;
	const char *secure = request->secure ? "; Secure" : "";
	const char *age = value == NULL ? "; Max-Age=0" : "";

	http_add_header(response, "Set-Cookie", arena_print(request->arena, "%s=%s; Path=/; HttpOnly; SameSite=Lax%s%s", name,
	                                                    value == NULL ? "" : value, secure, age));
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
		web_url_encode(&url, request->target);
	}
	http_redirect(response, url.data);
	return ERR_UNAUTHENTICATED;
}

void web_url_encode(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		if (strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/", *text) != NULL)
			buf_char(out, *text);
		else
			buf_print(out, "%%%02X", (unsigned char)*text);
	}
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

/* A body that is too large was not read: it is refused for that, and nothing is done with it. One that is not read yet is asked for its
 * token when it is. */
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
		return error_set(error, ERR_FORBIDDEN, message_text(MSG_FORBIDDEN), "role %s", role_code(web_actor(request)->role));
	if ((route->flags & ROUTE_CSRF) != 0 && !has_token(request))
		return error_set(error, ERR_FORBIDDEN, message_text(MSG_CSRF), "no valid token");
	return ERR_OK;
}

/* ---- ids ---- */

static enum err see_sheet(struct db *db, struct http_request *request, struct error *error)
{
	if (sheet_visible(db, web_actor(request), request->ids[0]))
		return ERR_OK;
	return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "sheet unknown here");
}

static enum err see_handover(struct db *db, struct http_request *request, struct error *error)
{
	struct handover handover;
	enum err err = handover_load(db, request->arena, web_actor(request), request->ids[0], &handover, error);

	return err == ERR_NOT_FOUND ? error_set(error, err, message_text(MSG_NOT_FOUND), "batch unknown here") : err;
}

enum err web_target(struct http_request *request, struct error *error)
{
	struct db_pool *pool = web_app(request)->pool;
	struct db *db = db_borrow(pool, error);

	if (db == NULL)
		return ERR_UNAVAILABLE;
	enum err err = request->route->target == TARGET_SHEET ? see_sheet(db, request, error) : see_handover(db, request, error);
	db_return(pool, db);
	return err;
}

/* ---- errors ---- */

static const struct { enum err code; enum message heading, text; } faults[] = {
	{ ERR_BAD_REQUEST, MSG_HEADING_400, MSG_BAD_REQUEST },
	{ ERR_UNAUTHENTICATED, MSG_HEADING_401, MSG_UNAUTHENTICATED },
	{ ERR_FORBIDDEN, MSG_HEADING_403, MSG_FORBIDDEN },
	{ ERR_NOT_FOUND, MSG_HEADING_404, MSG_NOT_FOUND },
	{ ERR_METHOD, MSG_HEADING_405, MSG_METHOD },
	{ ERR_CONFLICT, MSG_HEADING_409, MSG_CONFLICT },
	{ ERR_TOO_LARGE, MSG_HEADING_413, MSG_TOO_LARGE },
	{ ERR_TYPE, MSG_HEADING_415, MSG_TYPE },
	{ ERR_UNPROCESSABLE, MSG_HEADING_422, MSG_UNPROCESSABLE },
	{ ERR_TOO_MANY, MSG_HEADING_429, MSG_TOO_MANY },
	{ ERR_UNAVAILABLE, MSG_HEADING_503, MSG_UNAVAILABLE },
	{ ERR_INTERNAL, MSG_HEADING_500, MSG_INTERNAL },
};

static size_t fault_of(enum err code)
{
	size_t i = 0;

	while (i < COUNT(faults) - 1 && faults[i].code != code)
		i++;
	return i;
}

static void fail_json(struct http_request *request, struct http_response *response, int status, const char *message)
{
	cJSON *object = cJSON_CreateObject();

	cJSON_AddNumberToObject(object, "status", status);
	cJSON_AddStringToObject(object, "error", message);
	cJSON_AddStringToObject(object, "request_id", request->id);
	const char *text = json_print(request->arena, object);
	cJSON_Delete(object);
	response->content_type = "application/json; charset=utf-8";
	buf_text(&response->body, text == NULL ? "{}" : text);
}

/* What the person may do next, where the page that failed was only being read. */
static void put_next(const struct http_request *request, struct tmpl_dict *content, int status)
{
	bool known = request->session != NULL && request->route != NULL, reading = request->method != NULL && strcmp(request->method, "GET") == 0;
	bool sees_sheets = known && (ROLES_SEE_SHEETS & ROLE_BIT(web_actor(request)->role)) != 0;
	const struct { int status; bool fits; const char *url; enum message label; } steps[] = {
		{ ERR_BAD_REQUEST, request->query.count > 0, request->path, MSG_NEXT_NO_FILTER },
		{ ERR_NOT_FOUND, sees_sheets, "/sheets", MSG_NEXT_SHEETS },
		{ ERR_UNAVAILABLE, true, request->target, MSG_NEXT_AGAIN },
	};

	for (size_t i = 0; known && reading && i < COUNT(steps); i++) {
		if (steps[i].status != status || !steps[i].fits)
			continue;
		struct tmpl_dict *next = tmpl_add(content, "NEXT_LINK");
		tmpl_put(next, "NEXT_URL", steps[i].url);
		tmpl_put(next, "NEXT_LABEL", message_text(steps[i].label));
	}
}

static void fail_page(struct http_request *request, struct http_response *response, int status, size_t fault, const char *message)
{
	const char *heading = message_text(faults[fault].heading);
	struct page page;

	if (page_open(request, "frame/error.html", heading, &page, NULL) != ERR_OK) {
		buf_text(&response->body, message);
		return;
	}
	page_has_errors(&page, heading);
	tmpl_put_int(page.content, "STATUS", status);
	tmpl_put(page.content, "HEADING", heading);
	tmpl_put(page.content, "MESSAGE", message);
	tmpl_put(page.content, "REQUEST_ID", request->id);
	put_next(request, page.content, status);
	if (status == ERR_CONFLICT && request->route != NULL && request->route->target == TARGET_SHEET)
		tmpl_put(tmpl_add(page.content, "STORED_LINK"), "URL",
		         arena_print(request->arena, "/sheets/%lld", (long long)request->ids[0]));
	if (status == ERR_CONFLICT && resume_is_typed(request))
		resume_put_typed(request, tmpl_add(page.content, "NOT_SAVED"));
	if (page_send(&page, response, status, NULL) != ERR_OK)
		buf_text(&response->body, message);
}

void web_fail(struct http_request *request, struct http_response *response, const struct error *error)
{
	size_t fault = fault_of(error->code);
	const char *message = error->message != NULL ? error->message : message_text(faults[fault].text);

	response->body.length = 0;
	response->status = (int)faults[fault].code;
	if (error->code == ERR_TOO_LARGE && (request->route->flags & ROUTE_UPLOAD) != 0 && photo_too_large(request, response, NULL) == ERR_OK)
		return;
	if (request->suffix != NULL && strcmp(request->suffix, "json") == 0)
		fail_json(request, response, response->status, message);
	else if (error->code == ERR_UNAUTHENTICATED && request->method != NULL && strcmp(request->method, "POST") == 0 &&
	         login_page_carrying(request, response, NULL) == ERR_OK)
		return;
	else
		fail_page(request, response, response->status, fault, message);
}
