/* Any bytes as the value of a Cookie header: a cookie that is found has a plain value, and the answer is the handler's, but for a quote that is
 * not closed, which libmicrohttpd refuses by itself (431). */
#include "loopback.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum err look(struct http_request *request, struct http_response *response, struct error *error)
{
	static const char *const names[] = { "mau03", "__Host-mau03", "mau03_next", "mau03_note", "a", "" };

	(void)error;
	for (size_t i = 0; i < COUNT(names); i++) {
		const char *value = http_cookie(request, names[i]);
		if (value == NULL)
			continue;
		demand(strpbrk(value, ";\r\n") == NULL);
		buf_print(&response->body, "%s=%s\n", names[i], value);
	}
	buf_text(&response->body, "looked");
	return ERR_OK;
}

static const struct http_route routes[] = { { "GET", "/", 0, ROUTE_PUBLIC, 0, { 0 }, look } };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char answer[ANSWER], request[8192];

	if (size > 4096 || memchr(data, '\r', size) != NULL || memchr(data, '\n', size) != NULL || memchr(data, '\0', size) != NULL)
		return 0;
	loopback_start(routes, COUNT(routes));
	int length = snprintf(request, sizeof request, "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nCookie: %.*s\r\n\r\n", (int)size, data);
	loopback_ask(request, (size_t)length, answer);
	if (strncmp(answer, "HTTP/1.1 431 ", 13) == 0 && memchr(data, '"', size) != NULL)
		return 0;
	demand(strncmp(answer, "HTTP/1.1 200 ", 13) == 0 && strstr(answer, "looked") != NULL);
	return 0;
}
