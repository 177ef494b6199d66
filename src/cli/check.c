#include "cli/check.h"

#include "base/json.h"
#include "base/memory.h"

enum { LINE_MAX_BYTES = 4 << 20, OUTPUT_LIMIT = 1 << 20 };

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

void check_line(const struct form *form, const struct rule_context *context, const struct check_place *place,
                const char *line, size_t length, unsigned long number, struct buf *out)
{
	struct rule_context own = *context;
	struct answers answers;
	struct findings findings;
	cJSON *object = json_parse(line, length);

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

/* Reads up to the end of a line or of the input. False when nothing was left. A line that does not fit gets the
 * length 0: like an empty one it is no sheet. */
static bool read_line(FILE *in, char *line, size_t room, size_t *length)
{
	size_t count = 0;
	int c = getc_unlocked(in);

	if (c == EOF)
		return false;
	for (; c != EOF && c != '\n'; c = getc_unlocked(in)) {
		if (count < room)
			line[count] = (char)c;
		count++;
	}
	*length = count > room ? 0 : count;
	return true;
}

static void check_lines(const struct form *form, const struct rule_context *context, const struct check_place *place,
                        char *line, FILE *in, FILE *out)
{
	struct buf buf;
	size_t length;

	for (unsigned long number = 1; !ferror(out) && read_line(in, line, LINE_MAX_BYTES, &length); number++) {
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
	char *line = memory_new(LINE_MAX_BYTES, 1);

	if (context.arena != NULL && line != NULL)
		check_lines(form, &context, place, line, in, out);
	bool done = context.arena != NULL && line != NULL && !ferror(in) && fflush(out) == 0 && !ferror(out);
	memory_free(line);
	arena_free(context.arena);
	return done ? 0 : 1;
}
