#include "http/router.h"

#include "base/memory.h"

static const char id_mark[] = "{id}";

/* Reads the digits of an {id}; NULL when there are none or too many. */
static const char *read_id(const char *path, int64_t *id)
{
	if (*path < '0' || *path > '9')
		return NULL;
	for (*id = 0; *path >= '0' && *path <= '9'; path++) {
		if (__builtin_mul_overflow(*id, 10, id) || __builtin_add_overflow(*id, *path - '0', id))
			return NULL;
	}
	return path;
}

bool http_path_matches(const char *pattern, const char *path, int64_t ids[HTTP_IDS])
{
	size_t n = 0;

	while (*pattern != '\0') {
		if (*pattern == '{') {
			path = read_id(path, &ids[n++]);
			if (path == NULL)
				return false;
			pattern += sizeof id_mark - 1;
		} else if (*pattern++ != *path++) {
			return false;
		}
	}
	return *path == '\0';
}

static bool serves(const struct http_route *route, const char *suffix)
{
	static const struct { const char *suffix; uint32_t flag; } flags[] = {
		{ "json", ROUTE_JSON }, { "csv", ROUTE_CSV }, { "xlsx", ROUTE_XLSX }, { "pdf", ROUTE_PDF },
		{ "docx", ROUTE_DOCX },
	};

	for (size_t i = 0; i < COUNT(flags); i++) {
		if (strcmp(suffix, flags[i].suffix) == 0)
			return (route->flags & flags[i].flag) != 0;
	}
	return true;
}

const struct http_route *router_find(const struct http_route *routes, size_t count, const char *method,
                                     const char *path, const char *suffix, int64_t ids[HTTP_IDS],
                                     unsigned *methods)
{
	const struct http_route *found = NULL;
	int64_t read[HTTP_IDS] = { 0 };

	*methods = 0;
	for (size_t i = 0; i < count; i++) {
		const struct http_route *route = &routes[i];
		if (!serves(route, suffix) || !http_path_matches(route->pattern, path, read))
			continue;
		*methods |= route->method[0] == 'G' ? ROUTER_GET : ROUTER_POST;
		memcpy(ids, read, sizeof read);
		if (strcmp(route->method, method) == 0)
			found = route;
	}
	return found;
}

const char *router_allow(unsigned methods)
{
	static const char *const allow[] = { "", "GET, HEAD", "POST", "GET, HEAD, POST" };

	return allow[methods & (ROUTER_GET | ROUTER_POST)];
}

/* -1 when the pattern is not made of literal segments and at most HTTP_IDS whole "{id}" segments. */
static int count_ids(const char *pattern)
{
	const size_t mark = sizeof id_mark - 1, length = strlen(pattern);
	int n = 0;

	if (pattern[0] != '/' || strstr(pattern, "//") != NULL || (length > 1 && pattern[length - 1] == '/'))
		return -1;
	for (const char *p = pattern; (p = strpbrk(p, "{}")) != NULL; p += mark, n++) {
		if (strncmp(p, id_mark, mark) != 0 || p[-1] != '/' || strchr("/", p[mark]) == NULL)
			return -1;
	}
	return n <= HTTP_IDS ? n : -1;
}

static int count_targets(const struct http_route *route)
{
	int n = 0;

	while (n < HTTP_IDS && route->targets[n] != 0)
		n++;
	return n;
}

static const char *route_fault(const struct http_route *route)
{
	bool post = strcmp(route->method, "POST") == 0, public = (route->flags & ROUTE_PUBLIC) != 0;
	bool upload = (route->flags & ROUTE_UPLOAD) != 0;
	int ids = count_ids(route->pattern);

	const struct { bool found; const char *fault; } faults[] = {
		{ !post && strcmp(route->method, "GET") != 0, "a method other than GET and POST" },
		{ ids < 0, "a pattern that cannot be matched" },
		{ ids >= 0 && ids != count_targets(route), "an {id} without a target, or a target without {id}" },
		{ route->handler == NULL, "no handler" },
		{ route->roles == 0 && !public, "neither roles nor ROUTE_PUBLIC" },
		{ post && !public && (route->flags & ROUTE_CSRF) == 0, "POST without ROUTE_CSRF" },
		{ post && route->body_limit == 0, "POST without a body limit" },
		{ route->body_limit > (upload ? ROUTER_UPLOAD_MAX : ROUTER_BODY_MAX), "a body limit over the maximum" },
	};
	for (size_t i = 0; i < COUNT(faults); i++) {
		if (faults[i].found)
			return faults[i].fault;
	}
	return NULL;
}

static int compare(const struct http_route *a, const struct http_route *b)
{
	int order = strcmp(a->pattern, b->pattern);

	return order != 0 ? order : strcmp(a->method, b->method);
}

enum err http_check_routes(const struct http_route *routes, size_t count, struct error *error)
{
	for (size_t i = 0; i < count; i++) {
		const char *fault = route_fault(&routes[i]);
		if (fault == NULL && i > 0 && compare(&routes[i - 1], &routes[i]) >= 0)
			fault = "not in order, or twice";
		if (fault != NULL)
			return error_set(error, ERR_INTERNAL, NULL, "route %s %s: %s", routes[i].method,
			                 routes[i].pattern, fault);
	}
	return ERR_OK;
}
