#include "exchange/xlsx_in/xlsx_rows.h"

#include "base/memory.h"
#include "exchange/xlsx_in/xlsx_text.h"

enum { LETTERS = 26 };

struct xlsx_rows {
	const struct xlsx_book *book;
	const struct xlsx_strings *strings;
	struct xlsx_package *package;
	struct spool_writer *writer;
	const char *part;
	int64_t row;                            /* the number of the row that stands here or before */
	size_t next_column;
	bool hidden_by_default, in_row, in_cell, in_inline, in_value;
	/* of the cell */
	size_t column;
	char type;                              /* n, s, i(nlineStr), S(tr), b, e, d */
	unsigned style;
	bool formula;
	struct xlsx_text text;
};

static void refuse(struct xlsx_rows *rows, enum table_fault fault)
{
	xlsx_package_refuse(rows->package, fault, rows->part, rows->row);
}

/* ---- addresses ---- */

/* Passes "XFD" and then "1048576"; false: it does not stand there, or is more than a sheet has (*large). */
static bool read_address(const char **at, size_t *column, int64_t *row, bool *large)
{
	const char *letters = *at;

	*column = 0;
	*row = 0;
	for (; **at >= 'A' && **at <= 'Z' && *column <= TABLE_IN_COLUMNS; (*at)++)
		*column = *column * LETTERS + (size_t)(**at - 'A' + 1);
	if (*at == letters)
		return false;
	letters = *at;
	for (; **at >= '0' && **at <= '9' && *row <= TABLE_IN_ROWS; (*at)++)
		*row = *row * 10 + (**at - '0');
	*large = *column > TABLE_IN_COLUMNS || *row > TABLE_IN_ROWS;
	return *at != letters && *row > 0 && !*large && (*column)-- > 0;
}

/* "B2:D7", or one cell. */
static bool read_range(const char *text, struct spool_range *range)
{
	bool large;

	if (text == NULL || !read_address(&text, &range->first_column, &range->first_row, &large))
		return false;
	range->last_column = range->first_column;
	range->last_row = range->first_row;
	if (*text == ':') {
		text++;
		if (!read_address(&text, &range->last_column, &range->last_row, &large))
			return false;
	}
	return *text == '\0' && range->first_column <= range->last_column && range->first_row <= range->last_row;
}

/* ---- rows and cells ---- */

static void start_row(struct xlsx_rows *rows, const char **attributes)
{
	unsigned number = (unsigned)rows->row + 1;
	bool hidden = rows->hidden_by_default;

	for (; *attributes != NULL; attributes += 2) {
		if (strcmp(attributes[0], "r") == 0 && !part_number(attributes[1], &number))
			number = 0;
		else if (strcmp(attributes[0], "hidden") == 0)
			hidden = part_true(attributes[1]);
	}
	if (number <= rows->row) {
		refuse(rows, TABLE_BROKEN_BOOK);
		return;
	}
	rows->row = number;
	rows->next_column = 0;
	rows->in_row = true;
	spool_row(rows->writer, number, hidden);
}

static char type_of(const char *name)
{
	static const struct { const char *name; char type; } types[] = { { "s", 's' }, { "inlineStr", 'i' }, { "n", 'n' },
		{ "str", 'S' }, { "b", 'b' }, { "e", 'e' }, { "d", 'd' } };

	for (size_t i = 0; i < COUNT(types); i++) {
		if (strcmp(name, types[i].name) == 0)
			return types[i].type;
	}
	return 0;
}

static void place_cell(struct xlsx_rows *rows, const char *address)
{
	int64_t row;
	bool large = false;

	if (!read_address(&address, &rows->column, &row, &large) || *address != '\0' || row != rows->row)
		refuse(rows, large ? TABLE_LARGE_COLUMNS : TABLE_BROKEN_BOOK);
	else if (rows->column < rows->next_column)
		refuse(rows, TABLE_BROKEN_BOOK);
}

static void start_cell(struct xlsx_rows *rows, const char **attributes)
{
	rows->column = rows->next_column;
	rows->type = 'n';
	rows->style = 0;
	rows->formula = false;
	rows->in_cell = true;
	xlsx_text_begin(&rows->text);
	for (; *attributes != NULL; attributes += 2) {
		const char *name = attributes[0], *value = attributes[1];
		if (strcmp(name, "r") == 0)
			place_cell(rows, value);
		else if (strcmp(name, "s") == 0 && !part_number(value, &rows->style))
			refuse(rows, TABLE_BROKEN_BOOK);
		else if (strcmp(name, "t") == 0 && (rows->type = type_of(value)) == 0)
			refuse(rows, TABLE_BROKEN_BOOK);
	}
	rows->next_column = rows->column + 1;
	if (rows->column >= TABLE_IN_COLUMNS)
		refuse(rows, TABLE_LARGE_COLUMNS);
}

static void put(struct xlsx_rows *rows, enum table_in_kind kind, const char *text, size_t length)
{
	spool_cell(rows->writer, rows->column, kind, text, length);
}

static void put_shared(struct xlsx_rows *rows)
{
	unsigned number;
	size_t length;
	const char *text = part_number(rows->text.data, &number) ? xlsx_strings_find(rows->strings, number, &length) : NULL;

	if (text == NULL)
		refuse(rows, TABLE_BROKEN_BOOK);
	else
		put(rows, TABLE_IN_TEXT, text, length);
}

/* A number, or a day written as such; what is neither, nobody can read. */
static void put_number(struct xlsx_rows *rows)
{
	const struct xlsx_book *book = rows->book;
	enum value_format format = rows->style < book->format_count ? (enum value_format)book->formats[rows->style]
	                                                            : VALUE_PLAIN;
	struct value value;

	if (rows->type == 'd' ? value_of_iso(rows->text.data, &value)
	                      : value_of_text(rows->text.data, format, book->since_1904, &value))
		put(rows, value.kind, value.text, value.length);
	else
		put(rows, TABLE_IN_ERROR, rows->text.data, rows->text.length);
}

static void end_cell(struct xlsx_rows *rows)
{
	struct xlsx_text *text = &rows->text;
	bool truth;

	rows->in_cell = false;
	xlsx_text_finish(text);
	if (text->too_long) {
		refuse(rows, TABLE_LARGE_CELL);
		return;
	}
	if (text->length == 0 && rows->type != 'S' && rows->type != 'i') {
		if (rows->formula)
			put(rows, TABLE_IN_NO_VALUE, "", 0);
		return;
	}
	switch (rows->type) {
	case 's':
		put_shared(rows);
		break;
	case 'b':
		truth = strcmp(text->data, "1") == 0 || strcasecmp(text->data, "true") == 0;
		put(rows, TABLE_IN_BOOLEAN, truth ? "TRUE" : "FALSE", truth ? 4 : 5);
		break;
	case 'e':
		put(rows, TABLE_IN_ERROR, text->data, text->length);
		break;
	case 'n':
	case 'd':
		put_number(rows);
		break;
	default:
		put(rows, TABLE_IN_TEXT, text->data, text->length);
	}
}

static void take_merged(struct xlsx_rows *rows, const char **attributes)
{
	struct spool_range range;

	if (read_range(part_attribute(attributes, "ref"), &range))
		spool_merged(rows->writer, &range);
	else
		refuse(rows, TABLE_BROKEN_BOOK);
}

/* ---- elements ---- */

static void start_in_cell(struct xlsx_rows *rows, const char *name, const char **attributes)
{
	if (rows->in_inline)
		xlsx_text_start(&rows->text, name, attributes);
	else if (strcmp(name, "v") == 0)
		rows->in_value = true;
	else if (strcmp(name, "f") == 0)
		rows->formula = true;
	else if (strcmp(name, "is") == 0)
		rows->in_inline = true;
}

static void take_start(void *of, const char *name, const char **attributes)
{
	struct xlsx_rows *rows = of;

	if (rows->in_cell)
		start_in_cell(rows, name, attributes);
	else if (rows->in_row && strcmp(name, "c") == 0)
		start_cell(rows, attributes);
	else if (strcmp(name, "row") == 0)
		start_row(rows, attributes);
	else if (strcmp(name, "mergeCell") == 0)
		take_merged(rows, attributes);
	else if (strcmp(name, "sheetFormatPr") == 0)
		rows->hidden_by_default = part_true(part_attribute(attributes, "zeroHeight"));
}

static void take_end(void *of, const char *name)
{
	struct xlsx_rows *rows = of;

	if (rows->in_cell && strcmp(name, "c") == 0)
		end_cell(rows);
	else if (rows->in_inline && strcmp(name, "is") == 0)
		rows->in_inline = false;
	else if (rows->in_inline)
		xlsx_text_end(&rows->text, name);
	else if (rows->in_value && strcmp(name, "v") == 0)
		rows->in_value = false;
	else if (rows->in_row && strcmp(name, "row") == 0)
		rows->in_row = false;
}

static void take_text(void *of, const char *text, size_t length)
{
	struct xlsx_rows *rows = of;

	if (rows->in_value || (rows->in_inline && rows->text.in_piece))
		xlsx_text_add(&rows->text, text, length);
}

/* ---- a sheet ---- */

struct xlsx_rows *xlsx_rows_new(const struct xlsx_book *book, const struct xlsx_strings *strings,
                                struct xlsx_package *package, struct spool_writer *writer)
{
	struct xlsx_rows *rows = memory_new(1, sizeof *rows);

	if (rows == NULL) {
		xlsx_package_refuse(package, TABLE_UNAVAILABLE, NULL, 0);
		return NULL;
	}
	rows->book = book;
	rows->strings = strings;
	rows->package = package;
	rows->writer = writer;
	return rows;
}

void xlsx_rows_free(struct xlsx_rows *rows)
{
	memory_free(rows);
}

bool xlsx_rows_read(struct xlsx_rows *rows, const struct xlsx_book_sheet *sheet)
{
	const struct part_reader reader = { take_start, take_end, take_text, rows };

	rows->part = sheet->part;
	rows->row = 0;
	rows->hidden_by_default = rows->in_row = rows->in_cell = rows->in_inline = rows->in_value = false;
	spool_sheet(rows->writer, sheet->name, sheet->visibility);
	return xlsx_package_read(rows->package, sheet->part, &reader);
}
