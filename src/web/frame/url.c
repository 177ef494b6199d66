#include "web/frame/url.h"

#include "web/frame/app.h"

const char *thing_url(struct http_request *request, struct thing thing)
{
	static const struct { const char *before, *after; } places[THING_COUNT] = {
		[THING_SHEET] = { "/sheets/", "" },
		[THING_DRAFT] = { "/sheets/", "/edit" },
		[THING_BATCH] = { "/handovers/", "" },
		[THING_RETURN] = { "/returns/", "" },
		[THING_BUNDLE] = { "/bundles/", "" },
		[THING_MINUTES] = { "/minutes/", "" },
		[THING_PAYMENT] = { "/payments/", "" },
		[THING_PERSON] = { "/people/", "" },
		[THING_JOB] = { "/jobs/", "" },
		[THING_USER] = { "/admin/users/", "" },
		[THING_AREA] = { "/admin/areas/", "" },
		[THING_CAMPAIGN] = { "/admin/campaigns/", "" },
		[THING_MEMBER] = { "/members/", "" },
		[THING_ROSTER] = { "/roster/", "" },
		[THING_UPLOAD] = { "/imports/", "" },
	};
	const char *before = places[thing.kind].before;

	if (before == NULL)
		abort();
	return arena_print(request->arena, "%s%lld%s", before, (long long)thing.id, places[thing.kind].after);
}

const char *sheet_url(struct http_request *request, int64_t id, const char *page)
{
	const char *sheet = thing_url(request, (struct thing){ THING_SHEET, id });

	return page[0] == '\0' ? sheet : arena_print(request->arena, "%s%s", sheet, page);
}

const char *person_url(struct http_request *request, int64_t id)
{
	return thing_url(request, (struct thing){ THING_PERSON, id });
}

const char *police_url(struct http_request *request, int64_t sheet_id)
{
	return sheet_id > 1 ? arena_print(request->arena, "/police?after=%lld", (long long)sheet_id - 1) : "/police";
}

const char *duplicate_url(struct http_request *request, int64_t a, int64_t b)
{
	return arena_print(request->arena, "/duplicates/%lld/%lld", (long long)(a < b ? a : b), (long long)(a < b ? b : a));
}

const char *seen_url(struct http_request *request, const char *what, int64_t id)
{
	if ((ROLES_VIEWS & ROLE_BIT(web_actor(request)->role)) == 0)
		return NULL;
	return arena_print(request->arena, "/access?%s=%lld", what, (long long)id);
}

bool web_may_open(const struct http_request *request, const char *pattern)
{
	const struct app *app = web_app(request);

	for (size_t i = 0; i < app->route_count && request->session != NULL; i++) {
		const struct http_route *route = &app->routes[i];
		if (strcmp(route->pattern, pattern) == 0 && strcmp(route->method, "GET") == 0)
			return (route->roles & ROLE_BIT(web_actor(request)->role)) != 0;
	}
	return false;
}
