#include "exchange/xls_in/xls_rows.h"

#include <math.h>

#include "base/memory.h"

enum {
	SHEET = 0x10, ROWS = 65536, COLUMNS = 256,
	ROW_HIDDEN = 0x20, DEFAULT_HIDDEN = 2,
	VALUE_AT = 6,                           /* of a cell's record: behind its row, column and style */
	NO_DOUBLE = 0xffff                      /* in the last two of the eight bytes: a formula's value is no number */
};

/* Where the record of a cell, or of several beside each other, stands in the stream. */
struct cell_at {
	uint16_t row, column;
	uint32_t at;
};

struct xls_rows {
	struct xls_book *book;
	struct spool_writer *writer;
	const uint8_t *stream;
	size_t size;
	struct biff biff;
	struct cell_at *cells;
	size_t count, room;
	bool in_order;
	int64_t row;                            /* from 0; -1: none yet */
	bool hidden_by_default;
	unsigned char told[ROWS / 8], hidden[ROWS / 8];         /* a bit a row */
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

static bool is_cell(unsigned type)
{
	return type == BIFF_FORMULA || type == BIFF_MULRK || type == BIFF_RSTRING || type == BIFF_LABELSST ||
	       type == BIFF_NUMBER || type == BIFF_LABEL || type == BIFF_BOOLERR || type == BIFF_RK;
}


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

/* It stands behind the formula and what belongs to that; when another cell does, nobody worked it out. */
static void put_formula_text(struct xls_rows *rows, size_t column)
{
	struct biff *biff = &rows->biff;

	while (biff_next(biff) && !is_cell(biff->type) && biff->type != BIFF_EOF) {
		if (biff->type == BIFF_STRING) {
			put_text(rows, column, 0);
			return;
		}
	}
	put(rows, column, TABLE_IN_NO_VALUE, "", 0);
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
	else if (what == TEXT)
		put_formula_text(rows, column);
	else if (what == TRUTH || what == ERROR)
		put_truth_or_error(rows, column, value, what == ERROR);
	else if (what != NO_TEXT)
		refuse(rows, TABLE_BROKEN_BOOK);
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

static void take_cell(struct xls_rows *rows)
{
	struct biff *biff = &rows->biff;

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

static bool room_for_cell(struct xls_rows *rows)
{
	size_t room = rows->room == 0 ? 4096 : 2 * rows->room;

	if (rows->count < rows->room)
		return true;
	struct cell_at *cells = reallocarray(rows->cells, room, sizeof *cells);
	if (cells == NULL)
		return false;
	rows->cells = cells;
	rows->room = room;
	return true;
}

static int by_place(const void *a, const void *b)
{
	const struct cell_at *one = a, *other = b;

	if (one->row != other->row)
		return one->row < other->row ? -1 : 1;
	return one->column < other->column ? -1 : one->column > other->column;
}

static void note_cell(struct xls_rows *rows)
{
	struct biff *biff = &rows->biff;
	const struct cell_at cell = { (uint16_t)biff_u16(biff, 0), (uint16_t)biff_u16(biff, 2),
		(uint32_t)((size_t)(biff->body - biff->data) - BIFF_HEAD) };

	if (!room_for_cell(rows)) {
		refuse(rows, TABLE_UNAVAILABLE);
		return;
	}
	rows->in_order &= rows->count == 0 || by_place(&rows->cells[rows->count - 1], &cell) <= 0;
	rows->cells[rows->count++] = cell;
}

/* What must be known before the first cell is put: programs write rows behind their cells, and cells in any order. */
static void note_record(struct xls_rows *rows)
{
	struct biff *biff = &rows->biff;

	if (is_cell(biff->type))
		note_cell(rows);
	else if (biff->type == BIFF_ROW)
		take_row(rows);
	else if (biff->type == BIFF_DEFAULTROWHEIGHT)
		rows->hidden_by_default = (biff_u16(biff, 0) & DEFAULT_HIDDEN) != 0;
}

static void take_range(struct xls_rows *rows)
{
	if (rows->biff.type == BIFF_MERGEDCELLS)
		take_merged(rows);
}

/* All records of the sheet. What is drawn stands in it as a stream of its own, which begins and ends as the sheet does.
 */
static void walk(struct xls_rows *rows, uint32_t at, void (*take)(struct xls_rows *rows))
{
	struct biff *biff = &rows->biff;
	size_t inside = 0;

	biff_begin(biff, rows->stream, rows->size, at);
	if (!biff_next(biff) || biff->type != BIFF_BOF || biff_u16(biff, 2) != SHEET)
		refuse(rows, TABLE_BROKEN_BOOK);
	while (going(rows) && !biff->broken && biff_next(biff)) {
		if (biff->type == BIFF_BOF)
			inside++;
		else if (biff->type == BIFF_EOF && inside == 0)
			break;
		else if (biff->type == BIFF_EOF)
			inside--;
		else if (inside == 0)
			take(rows);
	}
	if (biff->type != BIFF_EOF || biff->broken)
		refuse(rows, TABLE_BROKEN_BOOK);
}

static void put_cells(struct xls_rows *rows)
{
	if (!rows->in_order)
		qsort(rows->cells, rows->count, sizeof *rows->cells, by_place);
	for (size_t i = 0; i < rows->count && going(rows); i++) {
		biff_begin(&rows->biff, rows->stream, rows->size, rows->cells[i].at);
		if (biff_next(&rows->biff))
			take_cell(rows);
		if (rows->biff.broken)
			refuse(rows, TABLE_BROKEN_BOOK);
	}
}

bool xls_rows_read(struct xls_book *book, const struct xls_sheet *sheet, const uint8_t *stream, size_t size,
                   struct spool_writer *writer)
{
	struct xls_rows *rows = memory_new(1, sizeof *rows);

	if (rows == NULL)
		return table_refuse(book->refusal, TABLE_UNAVAILABLE, NULL, 0);
	*rows = (struct xls_rows){ .book = book, .writer = writer, .stream = stream, .size = size, .row = -1,
		.in_order = true };
	spool_sheet(writer, sheet->name, sheet->visibility);
	walk(rows, sheet->at, note_record);
	put_cells(rows);
	if (going(rows))
		walk(rows, sheet->at, take_range);
	free(rows->cells);
	memory_free(rows);
	return book->refusal->fault == TABLE_FINE;
}
