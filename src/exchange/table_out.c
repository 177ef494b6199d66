#include "exchange/table_out.h"

#include <errno.h>
#include <unistd.h>

#include "base/json.h"
#include "base/memory.h"
#include "exchange/csv.h"
#include "text/messages.h"

enum { PIECE = 64 << 10, ROW_ROOM = 16 << 20 };

struct table_out {
	enum table_out_format format;
	const struct xlsx_column *columns;
	size_t count, column;                   /* column: of the next cell */
	int descriptor;
	struct xlsx *xlsx;                      /* NULL: text, which stands in lines until it is written */
	struct arena *arena;
	struct buf lines;
	struct csv csv;
	struct error failure;
};

/* ---- formats ---- */

static const struct { const char *name, *type; } formats[TABLE_OUT_COUNT] = {
	[TABLE_OUT_JSONL] = { "jsonl", "application/jsonl; charset=utf-8" },
	[TABLE_OUT_CSV] = { "csv", CSV_TYPE },
	[TABLE_OUT_XLSX] = { "xlsx", XLSX_TYPE },
};

bool table_out_named(const char *name, enum table_out_format *format)
{
	for (size_t i = 0; i < COUNT(formats); i++) {
		if (strcmp(name, formats[i].name) == 0) {
			*format = (enum table_out_format)i;
			return true;
		}
	}
	return false;
}

const char *table_out_type(enum table_out_format format)
{
	return formats[format].type;
}

/* ---- bytes ---- */

static void fail(struct table_out *out, int number)
{
	if (out->failure.code == ERR_OK)
		error_set(&out->failure, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "a table is not written (%d)", number);
}

static void write_all(struct table_out *out, const char *data, size_t size)
{
	while (size > 0 && out->failure.code == ERR_OK) {
		ssize_t some = write(out->descriptor, data, size);
		if (some < 0 && errno != EINTR)
			fail(out, errno);
		data += some > 0 ? some : 0;
		size -= some > 0 ? (size_t)some : 0;
	}
}

static void begin_lines(struct table_out *out)
{
	arena_reset(out->arena);
	buf_init(&out->lines, out->arena, ROW_ROOM);
	out->csv = (struct csv){ .out = &out->lines };
}

static void write_lines(struct table_out *out)
{
	if (out->lines.full)
		fail(out, ENOMEM);
	write_all(out, out->lines.data, out->lines.length);
	begin_lines(out);
}

static void write_packed(struct table_out *out, int file)
{
	char piece[PIECE];
	ssize_t some;

	while ((some = read(file, piece, sizeof piece)) > 0)
		write_all(out, piece, (size_t)some);
	if (some < 0)
		fail(out, errno);
	close(file);
}

/* ---- opening ---- */

static void write_head(struct table_out *out)
{
	csv_mark(&out->csv);
	for (size_t i = 0; i < out->count; i++)
		csv_text(&out->csv, out->columns[i].name);
	csv_row(&out->csv);
}

static bool begin(struct table_out *out, const struct xlsx_sheet *sheet, struct error *error)
{
	if (out->format == TABLE_OUT_XLSX) {
		out->xlsx = xlsx_open(sheet, error);
		return out->xlsx != NULL;
	}
	out->arena = arena_new(2 * ROW_ROOM + PIECE);
	if (out->arena == NULL) {
		error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "a table: no memory");
		return false;
	}
	begin_lines(out);
	if (out->format == TABLE_OUT_CSV)
		write_head(out);
	return true;
}

struct table_out *table_out_open(enum table_out_format format, const struct xlsx_sheet *sheet, int descriptor,
                                 struct error *error)
{
	struct table_out *out = memory_new(1, sizeof *out);

	if (out == NULL) {
		error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "a table: no memory");
		return NULL;
	}
	out->format = format;
	out->columns = sheet->columns;
	out->count = sheet->count;
	out->descriptor = descriptor;
	if (begin(out, sheet, error))
		return out;
	table_out_drop(out);
	return NULL;
}

void table_out_drop(struct table_out *out)
{
	if (out == NULL)
		return;
	xlsx_drop(out->xlsx);
	arena_free(out->arena);
	memory_free(out);
}

/* ---- cells ---- */

/* The key of the next cell; one more than there are columns aborts. */
static const struct xlsx_column *next_column(struct table_out *out)
{
	if (out->column == out->count)
		abort();
	const struct xlsx_column *column = &out->columns[out->column++];
	if (out->format == TABLE_OUT_JSONL) {
		buf_char(&out->lines, out->column == 1 ? '{' : ',');
		json_add_text(&out->lines, column->name);
		buf_char(&out->lines, ':');
	}
	return column;
}

static void put_in_workbook(struct xlsx *xlsx, enum xlsx_type type, const char *text)
{
	if (type == XLSX_DAY)
		xlsx_day(xlsx, text);
	else if (type == XLSX_TIME)
		xlsx_time(xlsx, text);
	else
		xlsx_text(xlsx, text);
}

void table_out_text(struct table_out *out, const char *text)
{
	const struct xlsx_column *column = next_column(out);

	if (out->xlsx != NULL)
		put_in_workbook(out->xlsx, column->type, text);
	else if (out->format == TABLE_OUT_CSV)
		csv_text(&out->csv, text);
	else if (text == NULL)
		buf_text(&out->lines, "null");
	else
		json_add_text(&out->lines, text);
}

void table_out_int(struct table_out *out, int64_t number)
{
	next_column(out);
	if (out->xlsx != NULL)
		xlsx_int(out->xlsx, number);
	else if (out->format == TABLE_OUT_CSV)
		csv_int(&out->csv, number);
	else
		buf_print(&out->lines, "%lld", (long long)number);
}

void table_out_row(struct table_out *out)
{
	if (out->column != out->count)
		abort();
	out->column = 0;
	if (out->xlsx != NULL)
		xlsx_row(out->xlsx);
	else if (out->format == TABLE_OUT_CSV)
		csv_row(&out->csv);
	else
		buf_text(&out->lines, "}\n");
	if (out->xlsx == NULL && out->lines.length >= PIECE)
		write_lines(out);
}

bool table_out_failed(const struct table_out *out)
{
	return out->failure.code != ERR_OK || (out->xlsx != NULL && xlsx_failed(out->xlsx));
}

/* ---- closing ---- */

static void write_rest(struct table_out *out)
{
	int64_t size;

	if (out->xlsx == NULL) {
		write_lines(out);
		return;
	}
	int file = xlsx_close(out->xlsx, &size, &out->failure);
	out->xlsx = NULL;
	if (file >= 0)
		write_packed(out, file);
}

enum err table_out_close(struct table_out *out, struct error *error)
{
	write_rest(out);
	enum err code = out->failure.code;
	if (code != ERR_OK && error != NULL)
		*error = out->failure;
	table_out_drop(out);
	return code;
}
