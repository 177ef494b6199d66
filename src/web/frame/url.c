#include "web/frame/url.h"

const char *person_url(struct http_request *request, int64_t id)
{
	return arena_print(request->arena, "/people/%lld", (long long)id);
}

const char *police_url(struct http_request *request, int64_t sheet_id)
{
	return sheet_id > 1 ? arena_print(request->arena, "/police?after=%lld", (long long)sheet_id - 1) : "/police";
}

const char *duplicate_url(struct http_request *request, int64_t a, int64_t b)
{
	return arena_print(request->arena, "/duplicates/%lld/%lld", (long long)(a < b ? a : b), (long long)(a < b ? b : a));
}

const char *changes_url(struct http_request *request, int64_t sheet_id)
{
	return arena_print(request->arena, "/sheets/%lld/changes", (long long)sheet_id);
}
