/* Any bytes as a request: the server stays up, and what it answers is HTTP and never a fault of its own. */
#include "loopback.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Says back everything that it was told. */
static enum err echo(struct http_request *request, struct http_response *response, struct error *error)
{
	const struct params *lists[] = { &request->query, &request->form };

	(void)error;
	demand(strlen(request->path) + strlen(request->suffix) < 1 << 16 && request->ids[0] >= 0);
	for (size_t l = 0; l < COUNT(lists); l++) {
		for (size_t i = 0; i < lists[l]->count; i++)
			buf_print(&response->body, "%s=%s\n", lists[l]->items[i].name, lists[l]->items[i].value);
	}
	return ERR_OK;
}

static const struct http_route routes[] = {
	{ "GET", "/", 0, ROUTE_PUBLIC, 0, { 0 }, echo },
	{ "GET", "/sheets", 0, ROUTE_PUBLIC | ROUTE_JSON | ROUTE_CSV, 0, { 0 }, echo },
	{ "POST", "/sheets", 0, ROUTE_PUBLIC, BODY, { 0 }, echo },
	{ "GET", "/sheets/{id}", 0, ROUTE_PUBLIC | ROUTE_JSON, 0, { 1 }, echo },
	{ "POST", "/sheets/{id}/edit", 0, ROUTE_PUBLIC, BODY, { 1 }, echo },
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char answer[ANSWER];

	loopback_start(routes, COUNT(routes));
	if (loopback_ask((const char *)data, size, answer) == 0)
		return 0;
	int status = 0;
	demand(sscanf(answer, "HTTP/1.%*1d %3d ", &status) == 1);
	demand(status >= 100 && (status < 500 || status == 505));       /* another version of HTTP */
	return 0;
}
