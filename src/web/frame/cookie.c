#include "web/frame/cookie.h"

enum { NOTE_SECONDS = 60, HOUR = 3600, YEAR = 365 * 86400 };

/* seconds 0: until the browser ends. */
static const struct { const char *name, *secure_name, *path; int seconds; } cookies[COOKIE_COUNT] = {
	[COOKIE_SESSION] = { "mau03", "__Host-mau03", "/", 0 },
	[COOKIE_DEVICE] = { "mau03_device", "mau03_device", "/login", YEAR },
	[COOKIE_NEXT] = { "mau03_next", "mau03_next", "/sheets", HOUR },
	[COOKIE_NOTE] = { "mau03_note", "mau03_note", "/", NOTE_SECONDS },
};

static const char *name_of(const struct http_request *request, enum cookie cookie)
{
	return request->secure ? cookies[cookie].secure_name : cookies[cookie].name;
}

const char *cookie_get(const struct http_request *request, enum cookie cookie)
{
	return http_cookie(request, name_of(request, cookie));
}

void cookie_set(struct http_request *request, struct http_response *response, enum cookie cookie, const char *value)
{
	bool gone = value == NULL, ends = gone || cookies[cookie].seconds > 0;
	const char *age = ends ? arena_print(request->arena, " Max-Age=%d;", gone ? 0 : cookies[cookie].seconds) : "";

	http_add_header(response, "Set-Cookie",
	                arena_print(request->arena, "%s=%s; Path=%s;%s HttpOnly; SameSite=Lax%s",
	                            name_of(request, cookie), gone ? "" : value, cookies[cookie].path, age,
	                            request->secure ? "; Secure" : ""));
}
