/* Files that the answer is, and the names they get. */
#include "http/http.h"
#include "text/utf8.h"

void http_send_file(struct http_response *response, int fd, int64_t size)
{
	response->from_file = true;
	response->fd = fd;
	response->file_size = size;
}

/* What may stand between quotes (RFC 6266), and in what follows UTF-8'' (RFC 5987). */
static bool is_quotable(char c)
{
	return c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '%';
}

static bool is_plain(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       (c != '\0' && strchr("!#$&+-.^_`|~", c) != NULL);
}

void http_attach(struct http_response *response, struct arena *arena, const char *name)
{
	const char *folded = utf8_fold(arena, name);
	const char *old = folded == NULL ? name : folded;
	struct buf value;
	bool same = true;

	buf_init(&value, arena, 4 << 10);
	for (const char *c = name; *c != '\0'; c++)
		same = same && is_quotable(*c);
	buf_text(&value, "attachment; filename=\"");
	for (const char *c = same ? name : old; *c != '\0'; c++)
		buf_char(&value, is_quotable(*c) ? *c : '_');
	buf_char(&value, '"');
	if (!same)
		buf_text(&value, "; filename*=UTF-8''");
	for (const char *c = same ? "" : name; *c != '\0'; c++) {
		if (is_plain(*c))
			buf_char(&value, *c);
		else
			buf_print(&value, "%%%02X", (unsigned char)*c);
	}
	http_add_header(response, "Content-Disposition", value.data);
}
