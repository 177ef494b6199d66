#include "http/multipart.h"

#include <strings.h>

#include "base/memory.h"
#include "text/utf8.h"

enum { BOUNDARY_MAX = 70 };             /* RFC 2046 */

static const char multipart_type[] = "multipart/form-data";
static const char disposition[] = "content-disposition:";

struct body {
	const char *at, *end;
	const char *delimiter;          /* CRLF, two dashes, the boundary */
	size_t delimiter_length;
};

struct part {
	const char *name;
	const char *file_name;          /* NULL: it is no file */
	const char *data;
	size_t size;
};

bool multipart_is_type(const char *type)
{
	size_t length = sizeof multipart_type - 1;

	return type != NULL && strncasecmp(type, multipart_type, length) == 0 &&
	       (type[length] == '\0' || strchr("; \t", type[length]) != NULL);
}

/* The delimiter that the boundary of a Content-Type makes, or NULL. */
static const char *find_delimiter(struct arena *arena, const char *type)
{
	const char *at = strcasestr(type, "boundary=");

	if (at == NULL)
		return NULL;
	at += strlen("boundary=");
	bool quoted = *at == '"';
	at += quoted;
	size_t length = strcspn(at, quoted ? "\"" : "; \t");
	return length == 0 || length > BOUNDARY_MAX ? NULL : arena_print(arena, "\r\n--%.*s", (int)length, at);
}

/* The value of name="…" in the first `length` bytes of a header, copied; NULL when it is not there. */
static const char *find_value(struct arena *arena, const char *header, size_t length, const char *mark)
{
	const char *at = memmem(header, length, mark, strlen(mark));

	if (at == NULL)
		return NULL;
	at += strlen(mark);
	const char *quote = memchr(at, '"', (size_t)(header + length - at));
	return quote == NULL ? NULL : arena_text_n(arena, at, (size_t)(quote - at));
}

static bool read_head(struct arena *arena, const char *head, size_t length, struct part *part)
{
	for (const char *line = head, *end = head + length; line < end;) {
		const char *next = memmem(line, (size_t)(end - line), "\r\n", 2);
		size_t size = (size_t)((next == NULL ? end : next) - line);
		if (size > sizeof disposition && strncasecmp(line, disposition, sizeof disposition - 1) == 0) {
			part->name = find_value(arena, line, size, " name=\"");
			part->file_name = find_value(arena, line, size, " filename=\"");
		}
		line += size + 2;
	}
	return part->name != NULL && utf8_valid(part->name, strlen(part->name));
}

/* Goes behind the next delimiter; what stood before it. NULL when there is none. */
static const char *skip_delimiter(struct body *body, size_t *before)
{
	const char *start = body->at;
	const char *found = memmem(start, (size_t)(body->end - start), body->delimiter, body->delimiter_length);

	if (found == NULL)
		return NULL;
	*before = (size_t)(found - start);
	body->at = found + body->delimiter_length;
	return start;
}

static bool at_end(const struct body *body)
{
	return body->end - body->at >= 2 && memcmp(body->at, "--", 2) == 0;
}

/* From behind a delimiter to behind the next. */
static bool read_part(struct arena *arena, struct body *body, struct part *part)
{
	while (body->at < body->end && (*body->at == ' ' || *body->at == '\t'))
		body->at++;
	size_t left = (size_t)(body->end - body->at), most = left < MULTIPART_HEAD ? left : MULTIPART_HEAD;
	if (left < 2 || memcmp(body->at, "\r\n", 2) != 0)
		return false;
	const char *head_end = memmem(body->at, most, "\r\n\r\n", 4);
	*part = (struct part){ .name = NULL };
	if (head_end == NULL ||
	    !read_head(arena, body->at + 2, head_end < body->at + 2 ? 0 : (size_t)(head_end - body->at - 2), part))
		return false;
	body->at = head_end + 2;        /* the delimiter of an empty part begins with the head's last line end */
	const char *data = skip_delimiter(body, &part->size);
	if (data == NULL)
		return false;
	part->data = data + 2;
	part->size = part->size < 2 ? 0 : part->size - 2;
	return true;
}

/* room: bytes that texts may still take. */
static bool keep_text(struct arena *arena, const struct part *part, size_t *room, struct param *out)
{
	if (part->size > *room)
		return false;
	*room -= part->size;
	char *text = arena_text_n(arena, part->data, part->size);

	if (!utf8_valid(text, part->size))
		return false;
	params_even_lines(text);
	*out = (struct param){ .name = part->name, .value = text };
	return true;
}

/* The name behind the last folder; some browsers tell the whole path. */
static const char *last_of(const char *file_name)
{
	const char *last = file_name;

	for (const char *at = file_name; *at != '\0'; at++) {
		if (*at == '/' || *at == '\\')
			last = at + 1;
	}
	return utf8_valid(last, strlen(last)) ? last : "";
}

bool multipart_decode(struct arena *arena, const char *type, const char *data, size_t length, struct params *texts,
                      struct http_files *files)
{
	const char *delimiter = find_delimiter(arena, type);
	struct param *items = arena_array(arena, MULTIPART_PARTS, sizeof *items);
	struct http_file *kept = arena_array(arena, MULTIPART_PARTS, sizeof *kept);
	size_t ignored, room = MULTIPART_TEXT;

	*texts = (struct params){ .items = items };
	*files = (struct http_files){ .items = kept };
	if (delimiter == NULL)
		return false;
	struct body body = { data, data + length, delimiter, strlen(delimiter) };
	bool first = length >= body.delimiter_length - 2 && memcmp(data, delimiter + 2, body.delimiter_length - 2) == 0;
	if (first)
		body.at += body.delimiter_length - 2;
	else if (skip_delimiter(&body, &ignored) == NULL)
		return false;
	while (!at_end(&body)) {
		struct part part;
		if (texts->count + files->count == MULTIPART_PARTS || !read_part(arena, &body, &part))
			return false;
		if (part.file_name != NULL)
			kept[files->count++] = (struct http_file){ part.name, last_of(part.file_name), part.data, part.size };
		else if (!keep_text(arena, &part, &room, &items[texts->count++]))
			return false;
	}
	return true;
}
