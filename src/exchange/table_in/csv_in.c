#include "exchange/table_in/csv_in.h"

#include <csv.h>

#include "base/memory.h"
#include "exchange/table_in/text_in.h"

enum { LINES = 50, BUFFER_STEP = 4096 };

struct csv_in {
	struct spool_writer *writer;
	struct table_refusal *refusal;
	int64_t number;                         /* of the row that stands here */
	size_t column;                          /* of its next cell */
	bool begun;                             /* the row has cells */
	int ended_by;                           /* the sign that ended the row before, and nothing came since; 0: none */
};

/* ---- what the beginning tells ---- */

static const char *skip_space(const char *text)
{
	return text + strspn(text, " \t\r\n");
}

static bool is_markup(const char *text)
{
	text = skip_space(text);
	return text[0] == '<' && text[1] != '\0' && strchr("!?abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
	                                                    text[1]) != NULL;
}

/* How often the separator stands outside quotes in the line; *line moves on behind its end. */
static size_t count_in_line(const char **line, char separator)
{
	size_t count = 0;
	bool quoted = false;
	const char *at = *line;

	for (; *at != '\0' && (quoted || (*at != '\n' && *at != '\r')); at++) {
		if (*at == '"')
			quoted = !quoted;
		count += !quoted && *at == separator;
	}
	*line = at + strspn(at, "\r\n");
	return count;
}

/* How many of the first lines have it as often as most that have it. */
static size_t lines_alike(const char *text, char separator)
{
	size_t counts[LINES], count = 0, most = 0;

	while (*text != '\0' && count < LINES)
		counts[count++] = count_in_line(&text, separator);
	for (size_t i = 0; i < count; i++) {
		size_t alike = 0;
		for (size_t j = 0; j < count; j++)
			alike += counts[i] > 0 && counts[j] == counts[i];
		if (alike > most)
			most = alike;
	}
	return most;
}

static char find_separator(const char *text)
{
	static const char separators[] = { '\t', ';', ',' };
	char found = ',';
	size_t most = 0;

	for (size_t i = 0; i < COUNT(separators); i++) {
		size_t alike = lines_alike(text, separators[i]);
		if (alike > most) {
			most = alike;
			found = separators[i];
		}
	}
	return found;
}

/* Bytes of a first line "sep=;"; 0: there is none. */
static size_t separator_line(const char *text, char *separator)
{
	if (strncmp(text, "sep=", 4) != 0 || text[4] == '\0' || strchr("\t;,", text[4]) == NULL ||
	    (text[5] != '\n' && text[5] != '\r'))
		return 0;
	*separator = text[4];
	return 5 + (text[5] == '\r' && text[6] == '\n' ? 2 : 1);
}

/* ---- rows ---- */

static void take_cell(void *data, size_t length, void *of)
{
	struct csv_in *in = of;

	if (!in->begun)
		spool_row(in->writer, in->number, false);
	in->begun = true;
	in->ended_by = 0;
	if (in->column == TABLE_IN_COLUMNS)
		table_refuse(in->refusal, TABLE_LARGE_COLUMNS, NULL, in->number);
	else
		spool_cell(in->writer, in->column++, TABLE_IN_TEXT, data, length);
}

/* An empty line is a row too, and the two signs of CR LF are one end. */
static void take_end(int sign, void *of)
{
	struct csv_in *in = of;

	if (sign == '\n' && in->ended_by == '\r' && !in->begun) {
		in->ended_by = 0;
		return;
	}
	in->number++;
	in->column = 0;
	in->begun = false;
	in->ended_by = sign;
}

static bool parse(struct csv_in *in, struct csv_parser *parser, const char *piece, size_t length)
{
	size_t done = csv_parse(parser, piece, length, take_cell, take_end, in);
	enum table_fault fault = csv_error(parser) == CSV_EPARSE ? TABLE_BROKEN_QUOTES : TABLE_UNAVAILABLE;

	if (done != length)
		return table_refuse(in->refusal, fault, NULL, in->number);
	if (csv_get_buffer_size(parser) > TABLE_IN_CELL_BYTES + 2 * TEXT_IN_PIECE)
		return table_refuse(in->refusal, TABLE_LARGE_CELL, NULL, in->number);
	return in->refusal->fault == TABLE_FINE;
}

static bool parse_all(struct csv_in *in, struct csv_parser *parser, struct text_in *text, char *piece)
{
	ssize_t length = text_in_next(text, piece);
	char separator = 0;

	piece[length > 0 ? length : 0] = '\0';
	if (is_markup(piece))
		return table_refuse(in->refusal, TABLE_HTML, NULL, 0);
	size_t skipped = separator_line(piece, &separator);
	csv_set_delim(parser, (unsigned char)(skipped > 0 ? separator : find_separator(piece)));
	for (; length > 0; length = text_in_next(text, piece)) {
		if (!parse(in, parser, piece + skipped, (size_t)length - skipped))
			return false;
		skipped = 0;
	}
	if (length < 0)
		return table_refuse(in->refusal, TABLE_UNAVAILABLE, NULL, 0);
	if (csv_fini(parser, take_cell, take_end, in) != 0)
		return table_refuse(in->refusal, TABLE_BROKEN_QUOTES, NULL, in->number);
	return true;
}

static bool read_text(struct csv_in *in, struct text_in *text)
{
	struct csv_parser parser;
	char *piece = memory_new(1, TEXT_IN_PIECE + 1);
	bool read = false;

	if (piece == NULL || csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0) {
		memory_free(piece);
		return table_refuse(in->refusal, TABLE_UNAVAILABLE, NULL, 0);
	}
	csv_set_blk_size(&parser, BUFFER_STEP);
	read = parse_all(in, &parser, text, piece);
	csv_free(&parser);
	memory_free(piece);
	return read;
}

bool csv_in_read(int descriptor, struct spool_writer *writer, struct table_refusal *refusal)
{
	struct csv_in in = { .writer = writer, .refusal = refusal, .number = 1 };
	struct text_in *text = text_in_open(descriptor, refusal);
	bool read = false;

	if (text != NULL) {
		spool_sheet(writer, "", TABLE_IN_VISIBLE);
		read = read_text(&in, text);
	}
	text_in_close(text);
	return read;
}
