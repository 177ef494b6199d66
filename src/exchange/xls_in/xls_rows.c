#include "exchange/xls_in/xls_rows.h"

#include <math.h>

#include "base/memory.h"

enum {
	SHEET = 0x10, ROWS = 65536, COLUMNS = 256,
	ROW_HIDDEN = 0x20, DEFAULT_HIDDEN = 2,
	VALUE_AT = 6,                           /* of a cell's record: behind its row, column and style */
	NO_DOUBLE = 0xffff                      /* in the last two of the eight bytes: a formula's value is no number */
};

struct xls_rows {
	struct xls_book *book;
	struct spool_writer *writer;
	struct biff biff;
	int64_t row;                            /* from 0; -1: none yet */
	bool hidden_by_default;
	unsigned char told[ROWS / 8], hidden[ROWS / 8];         /* a bit a row */
	bool text_follows;                      /* the formula before has one */
	size_t column;                          /* of that formula */
};

static void refuse(struct xls_rows *rows, enum table_fault fault)
{
	table_refuse(rows->book->refusal, fault, NULL, rows->row + 1);
}

static bool going(const struct xls_rows *rows)
{
	return rows->book->refusal->fault == TABLE_FINE;
}

/* ---- rows ---- */

static bool is_set(const unsigned char *bits, int64_t row)
{
	return (bits[row / 8] >> row % 8 & 1) != 0;
}

static void take_row(struct xls_rows *rows)
{
	unsigned row = biff_u16(&rows->biff, 0), flags = biff_u16(&rows->biff, 12);

	rows->told[row / 8] |= (unsigned char)(1 << row % 8);
	if ((flags & ROW_HIDDEN) != 0)
		rows->hidden[row / 8] |= (unsigned char)(1 << row % 8);
}

/* Where the cell of this record stands; its row is begun. Its column may be another of several. */
static size_t place(struct xls_rows *rows)
{
	int64_t row = biff_u16(&rows->biff, 0);
	size_t column = biff_u16(&rows->biff, 2);

	if (rows->biff.broken || row < rows->row || column >= COLUMNS)
		refuse(rows, TABLE_BROKEN_BOOK);
	else if (row > rows->row) {
		rows->row = row;
		spool_row(rows->writer, row + 1, is_set(rows->told, row) ? is_set(rows->hidden, row) : rows->hidden_by_default);
	}
	return column;
}

/* ---- cells ---- */

static void put(struct xls_rows *rows, size_t column, enum table_in_kind kind, const char *text, size_t length)
{
	if (going(rows) && !rows->biff.broken)
		spool_cell(rows->writer, column, kind, text, length);
}

static void put_number(struct xls_rows *rows, size_t column, unsigned style, double number)
{
	const struct xls_book *book = rows->book;
	enum value_format format = style < book->format_count ? (enum value_format)book->formats[style] : VALUE_PLAIN;
	struct value value;

	if (!isfinite(number)) {
		refuse(rows, TABLE_BROKEN_BOOK);
		return;
	}
	value_of_number(number, format, book->since_1904, &value);
	put(rows, column, value.kind, value.text, value.length);
}

static void put_shared(struct xls_rows *rows)
{
	const struct xls_book *book = rows->book;
	size_t column = place(rows);
	uint32_t number = biff_u32(&rows->biff, VALUE_AT);

	if (number >= book->string_count) {
		refuse(rows, TABLE_BROKEN_BOOK);
		return;
	}
	const char *text = book->strings + book->begins[number];
	put(rows, column, TABLE_IN_TEXT, text, strlen(text));
}

static void put_text(struct xls_rows *rows, size_t column, size_t at)
{
	struct xls_book *book = rows->book;
	size_t length = biff_text(&rows->biff, at, 2, book->text, sizeof book->text);

	put(rows, column, TABLE_IN_TEXT, book->text, length);
}

static void put_many(struct xls_rows *rows)
{
	size_t first = place(rows);

	for (size_t at = 4, column = first; at + 8 <= rows->biff.length && going(rows); at += 6, column++) {
		if (column >= COLUMNS)
			refuse(rows, TABLE_BROKEN_BOOK);
		put_number(rows, column, biff_u16(&rows->biff, at), biff_rk(&rows->biff, at + 2));
	}
}

static void put_truth_or_error(struct xls_rows *rows, size_t column, unsigned value, bool error)
{
	static const struct { unsigned value; const char *text; } errors[] = { { 0x00, "#NULL!" }, { 0x07, "#DIV/0!" },
		{ 0x0f, "#VALUE!" }, { 0x17, "#REF!" }, { 0x1d, "#NAME?" }, { 0x24, "#NUM!" }, { 0x2a, "#N/A" } };
	const char *text = "#?";

	if (!error) {
		put(rows, column, TABLE_IN_BOOLEAN, value != 0 ? "TRUE" : "FALSE", value != 0 ? 4 : 5);
		return;
	}
	for (size_t i = 0; i < COUNT(errors); i++) {
		if (errors[i].value == value)
			text = errors[i].text;
	}
	put(rows, column, TABLE_IN_ERROR, text, strlen(text));
}

/* Its value as it was when the workbook was saved: a number, or a word about what it is. */
static void put_formula(struct xls_rows *rows)
{
	enum { TEXT, TRUTH, ERROR, NO_TEXT };
	struct biff *biff = &rows->biff;
	size_t column = place(rows);
	unsigned what = biff_u8(biff, VALUE_AT), value = biff_u8(biff, VALUE_AT + 2);

	if (biff_u16(biff, VALUE_AT + 6) != NO_DOUBLE)
		put_number(rows, column, biff_u16(biff, 4), biff_double(biff, VALUE_AT));
	else if (what == TEXT) {
		rows->text_follows = true;
		rows->column = column;
	} else if (what == TRUTH || what == ERROR)
		put_truth_or_error(rows, column, value, what == ERROR);
	else if (what != NO_TEXT)
		refuse(rows, TABLE_BROKEN_BOOK);
}

/* A formula whose text does not follow before the next cell was not worked out. */
static void end_formula(struct xls_rows *rows)
{
	if (rows->text_follows)
		put(rows, rows->column, TABLE_IN_NO_VALUE, "", 0);
	rows->text_follows = false;
}

static void take_formula_text(struct xls_rows *rows)
{
	if (!rows->text_follows)
		return;
	rows->text_follows = false;
	put_text(rows, rows->column, 0);
}

static void take_merged(struct xls_rows *rows)
{
	struct biff *biff = &rows->biff;
	unsigned count = biff_u16(biff, 0);

	for (size_t i = 0; i < count && !biff->broken; i++) {
		size_t at = 2 + 8 * i;
		const struct spool_range range = { biff_u16(biff, at) + 1, biff_u16(biff, at + 2) + 1,
			biff_u16(biff, at + 4), biff_u16(biff, at + 6) };
		if (range.first_row > range.last_row || range.first_column > range.last_column)
			biff->broken = true;
		else
			spool_merged(rows->writer, &range);
	}
}

/* ---- records ---- */

static bool is_cell(unsigned type)
{
	return type == BIFF_FORMULA || type == BIFF_MULRK || type == BIFF_RSTRING || type == BIFF_LABELSST ||
	       type == BIFF_NUMBER || type == BIFF_LABEL || type == BIFF_BOOLERR || type == BIFF_RK;
}

static void take_cell(struct xls_rows *rows)
{
	struct biff *biff = &rows->biff;

	end_formula(rows);
	switch (biff->type) {
	case BIFF_FORMULA:
		put_formula(rows);
		break;
	case BIFF_MULRK:
		put_many(rows);
		break;
	case BIFF_LABELSST:
		put_shared(rows);
		break;
	case BIFF_NUMBER:
		put_number(rows, place(rows), biff_u16(biff, 4), biff_double(biff, VALUE_AT));
		break;
	case BIFF_RK:
		put_number(rows, place(rows), biff_u16(biff, 4), biff_rk(biff, VALUE_AT));
		break;
	case BIFF_BOOLERR:
		put_truth_or_error(rows, place(rows), biff_u8(biff, VALUE_AT), biff_u8(biff, VALUE_AT + 1) != 0);
		break;
	default:
		put_text(rows, place(rows), VALUE_AT);
	}
}

static void take_record(struct xls_rows *rows)
{
	struct biff *biff = &rows->biff;

	if (is_cell(biff->type))
		take_cell(rows);
	else if (biff->type == BIFF_STRING)
		take_formula_text(rows);
	else if (biff->type == BIFF_ROW)
		take_row(rows);
	else if (biff->type == BIFF_DEFAULTROWHEIGHT)
		rows->hidden_by_default = (biff_u16(biff, 0) & DEFAULT_HIDDEN) != 0;
	else if (biff->type == BIFF_MERGEDCELLS) {
		end_formula(rows);
		take_merged(rows);
	}
}

/* What is drawn stands in it as a stream of its own, which begins and ends as the sheet does. */
static void read_records(struct xls_rows *rows)
{
	struct biff *biff = &rows->biff;
	size_t inside = 0;

	while (going(rows) && !biff->broken && biff_next(biff)) {
		if (biff->type == BIFF_BOF)
			inside++;
		else if (biff->type == BIFF_EOF && inside == 0)
			break;
		else if (biff->type == BIFF_EOF)
			inside--;
		else if (inside == 0)
			take_record(rows);
	}
	end_formula(rows);
	if (biff->type != BIFF_EOF || biff->broken)
		refuse(rows, TABLE_BROKEN_BOOK);
}

bool xls_rows_read(struct xls_book *book, const struct xls_sheet *sheet, const uint8_t *stream, size_t size,
                   struct spool_writer *writer)
{
	struct xls_rows *rows = memory_new(1, sizeof *rows);

	if (rows == NULL)
		return table_refuse(book->refusal, TABLE_UNAVAILABLE, NULL, 0);
	rows->book = book;
	rows->writer = writer;
	rows->row = -1;
	biff_begin(&rows->biff, stream, size, sheet->at);
	spool_sheet(writer, sheet->name, sheet->visibility);
	if (!biff_next(&rows->biff) || rows->biff.type != BIFF_BOF || biff_u16(&rows->biff, 2) != SHEET)
		refuse(rows, TABLE_BROKEN_BOOK);
	read_records(rows);
	memory_free(rows);
	return book->refusal->fault == TABLE_FINE;
}
