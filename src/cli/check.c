#include "cli/check.h"

#include "base/json.h"
#include "base/memory.h"

enum { LINE_MAX_BYTES = 4 << 20, PIECE = 1 << 16, OUTPUT_LIMIT = 1 << 20 };

/* What was read of a file and not yet taken: data[start] to data[end - 1]. */
struct lines {
	FILE *in;
	char *data;                     /* LINE_MAX_BYTES + PIECE */
	size_t start, end;
};

#define UTF8_MARK "\xef\xbb\xbf"

static void add_finding(struct buf *out, const struct check_place *place, const struct finding *finding)
{
	buf_print(out, "{\"rule\":\"%s\",\"severity\":\"%s\",\"fields\":[", finding->rule_id,
	          severity_code(finding->severity));
	for (size_t i = 0; i < finding->field_count; i++) {
		if (i > 0)
			buf_char(out, ',');
		json_add_text(out, finding->fields[i]->name);
	}
	buf_text(out, "],\"message\":");
	json_add_text(out, place == NULL ? finding->message : place->tell(place->arg, out->arena, finding));
	buf_char(out, '}');
}

/* A mark of UTF-8, as some editors and spreadsheets write it before the first line, is none of the sheet's. */
static bool is_marked(const char *line, size_t length, unsigned long number)
{
	return number == 1 && length >= strlen(UTF8_MARK) && memcmp(line, UTF8_MARK, strlen(UTF8_MARK)) == 0;
}

void check_line(const struct form *form, const struct rule_context *context, const struct check_place *place,
                const char *line, size_t length, unsigned long number, struct buf *out)
{
	struct rule_context own = *context;
	struct answers answers;
	struct findings findings;
	size_t mark = is_marked(line, length, number) ? strlen(UTF8_MARK) : 0;
	cJSON *object = json_parse(line + mark, length - mark);

	answers_init(&answers, form, own.arena);
	answers_from_json(own.arena, object, &answers);
	cJSON_Delete(object);
	own.kind = answers_kind(&answers);
	if (place != NULL && !answers.broken)
		place->find(place->arg, &answers, &own);
	acceptance_run(&own, &answers, &findings);
	buf_print(out, "{\"line\":%lu,\"findings\":[", number);
	for (size_t i = 0; i < findings.count; i++) {
		if (i > 0)
			buf_char(out, ',');
		add_finding(out, place, &findings.items[i]);
	}
	buf_text(out, "]}\n");
}

/* Reads a piece more behind what is not taken. False when there is none. */
static bool read_on(struct lines *lines)
{
	memmove(lines->data, lines->data + lines->start, lines->end - lines->start);
	lines->end -= lines->start;
	lines->start = 0;
	size_t count = fread(lines->data + lines->end, 1, PIECE, lines->in);
	lines->end += count;
	return count > 0;
}

/* The next line without its end, which may be that of the input; NULL when nothing is left. A line that does not fit
 * gets the length 0: like an empty one it is no sheet. */
static const char *next_line(struct lines *lines, size_t *length)
{
	const char *stop;
	size_t seen = 0;
	bool more = true, too_long = false;

	while ((stop = memchr(lines->data + lines->start + seen, '\n', lines->end - lines->start - seen)) == NULL && more) {
		seen = lines->end - lines->start;
		if (seen > LINE_MAX_BYTES) {
			too_long = true;
			lines->start += seen - 1;
			seen = 1;
		}
		more = read_on(lines);
	}
	const char *line = lines->data + lines->start, *end = stop == NULL ? lines->data + lines->end : stop;
	if (stop == NULL && end == line)
		return NULL;
	*length = (size_t)(end - line);
	if (too_long || *length > LINE_MAX_BYTES)
		*length = 0;
	lines->start = (size_t)(end - lines->data) + (stop != NULL);
	return line;
}

static void check_lines(const struct form *form, const struct rule_context *context, const struct check_place *place,
                        struct lines *lines, FILE *out)
{
	struct buf buf;
	const char *line;
	size_t length;

	for (unsigned long number = 1; !ferror(out) && (line = next_line(lines, &length)) != NULL; number++) {
		buf_init(&buf, context->arena, OUTPUT_LIMIT);
		check_line(form, context, place, line, length, number, &buf);
		fwrite(buf.data, 1, buf.length, out);
		arena_reset(context->arena);
	}
}

int check_run(const struct form *form, const struct clock *clock, const struct check_place *place, FILE *in, FILE *out)
{
	struct rule_context context = { .today = clock_today(clock), .kind = KIND_SURVEY,
		.arena = arena_new(ARENA_REQUEST) };
	struct lines lines = { .in = in, .data = memory_new(LINE_MAX_BYTES + PIECE, 1) };

	if (context.arena != NULL && lines.data != NULL)
		check_lines(form, &context, place, &lines, out);
	bool done = context.arena != NULL && lines.data != NULL && !ferror(in) && fflush(out) == 0 && !ferror(out);
	memory_free(lines.data);
	arena_free(context.arena);
	return done ? 0 : 1;
}
