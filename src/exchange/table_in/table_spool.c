#include "exchange/table_in/table_spool.h"

#include <errno.h>
#include <unistd.h>

#include "base/memory.h"
#include "text/utf8.h"

enum {
	PIECE = 256 << 10,                      /* what is written or read at once */
	RECORD = TABLE_IN_ROW_BYTES + (1 << 20) /* the largest: the texts of a row and the heads of its cells */
};

/* Every record begins with this. What a row or a sheet is made of follows in `size` bytes. */
enum what { SHEET = 'S', ROW = 'R', RANGE = 'M', END = 'Z', FAULT = 'F' };

struct record {
	uint32_t size;
	uint32_t number;                        /* of the row, from 1; of a sheet: its visibility; of a fault: which */
	uint16_t count;                         /* of the cells of a row */
	uint8_t hidden, what;
};

/* Of a cell; its text and NUL follow. */
struct piece {
	uint32_t length;
	uint16_t column;
	uint8_t kind, none;
};

struct stored_range {
	uint32_t first_row, last_row;
	uint16_t first_column, last_column;
};

/* ---- writing ---- */

struct spool_writer {
	int descriptor;
	struct table_refusal *refusal;
	int64_t written;
	struct record row;                      /* that is being filled; what 0: none */
	size_t texts;                           /* bytes of its texts */
	size_t next_column;
	size_t ranges;                          /* of the sheet */
	size_t length, room;                    /* of data */
	char *data;
};

struct spool_writer *spool_writer_new(int descriptor, struct table_refusal *refusal)
{
	struct spool_writer *writer = memory_new(1, sizeof *writer);

	if (writer == NULL) {
		table_refuse(refusal, TABLE_UNAVAILABLE, NULL, 0);
		return NULL;
	}
	writer->descriptor = descriptor;
	writer->refusal = refusal;
	return writer;
}

void spool_writer_free(struct spool_writer *writer)
{
	if (writer != NULL)
		free(writer->data);
	memory_free(writer);
}

static bool going(const struct spool_writer *writer)
{
	return writer->refusal->fault == TABLE_FINE;
}

static void empty(struct spool_writer *writer)
{
	size_t done = 0;

	if (writer->written + (int64_t)writer->length > SPOOL_BYTES)
		table_refuse(writer->refusal, TABLE_LARGE_UNPACKED, NULL, 0);
	while (going(writer) && done < writer->length) {
		ssize_t some = write(writer->descriptor, writer->data + done, writer->length - done);
		if (some < 0 && errno != EINTR)
			table_refuse(writer->refusal, TABLE_UNAVAILABLE, NULL, 0);
		done += some > 0 ? (size_t)some : 0;
	}
	writer->written += (int64_t)writer->length;
	writer->length = 0;
}

/* Room for so many bytes behind those that are there: at least a piece, at most a piece and a record. */
static bool make_room(char **data, size_t *room, size_t length, size_t size)
{
	size_t wanted = *room == 0 ? PIECE : *room;

	while (wanted - length < size)
		wanted *= 2;
	if (wanted == *room)
		return true;
	char *larger = realloc(*data, wanted);
	if (larger == NULL)
		return false;
	*data = larger;
	*room = wanted;
	return true;
}

static void put(struct spool_writer *writer, const void *data, size_t size)
{
	if (!make_room(&writer->data, &writer->room, writer->length, size)) {
		table_refuse(writer->refusal, TABLE_UNAVAILABLE, NULL, 0);
		return;
	}
	if (size > 0)
		memcpy(writer->data + writer->length, data, size);
	writer->length += size;
}

/* The row that was begun gets its head, or is forgotten when it has no cell. */
static void end_row(struct spool_writer *writer)
{
	struct record *row = &writer->row;

	if (row->what == 0 || !going(writer))
		return;
	if (row->count == 0)
		writer->length -= sizeof *row;
	else
		memcpy(writer->data + writer->length - row->size - sizeof *row, row, sizeof *row);
	row->what = 0;
	if (writer->length >= PIECE)
		empty(writer);
}

static void put_record(struct spool_writer *writer, struct record head, const void *data)
{
	end_row(writer);
	if (!going(writer))
		return;
	put(writer, &head, sizeof head);
	put(writer, data, head.size);
	if (writer->length >= PIECE)
		empty(writer);
}

void spool_sheet(struct spool_writer *writer, const char *name, enum table_in_visibility visibility)
{
	size_t length = strlen(name);

	if (length > TABLE_IN_CELL_BYTES)
		table_refuse(writer->refusal, TABLE_BROKEN_BOOK, NULL, 0);
	else
		put_record(writer, (struct record){ .size = (uint32_t)length + 1, .number = visibility, .what = SHEET }, name);
	writer->ranges = 0;
}

void spool_row(struct spool_writer *writer, int64_t number, bool hidden)
{
	end_row(writer);
	if (number > TABLE_IN_ROWS)
		table_refuse(writer->refusal, TABLE_LARGE_ROWS, NULL, number);
	if (writer->ranges > 0)
		table_refuse(writer->refusal, TABLE_BROKEN_BOOK, NULL, number);
	if (!going(writer))
		return;
	writer->row = (struct record){ .number = (uint32_t)number, .hidden = hidden, .what = ROW };
	writer->texts = writer->next_column = 0;
	put(writer, &writer->row, sizeof writer->row);
}

static bool may_have(struct spool_writer *writer, size_t column, size_t length)
{
	enum table_fault fault = column >= TABLE_IN_COLUMNS ? TABLE_LARGE_COLUMNS
	                         : length > TABLE_IN_CELL_BYTES ? TABLE_LARGE_CELL
	                         : writer->texts + length > TABLE_IN_ROW_BYTES ? TABLE_LARGE_ROW
	                         : column < writer->next_column ? TABLE_BROKEN_BOOK
	                         : TABLE_FINE;

	if (fault != TABLE_FINE)
		table_refuse(writer->refusal, fault, NULL, writer->row.number);
	return going(writer);
}

void spool_cell(struct spool_writer *writer, size_t column, enum table_in_kind kind, const char *text, size_t length)
{
	const struct piece head = { (uint32_t)length, (uint16_t)column, (uint8_t)kind, 0 };

	if (kind == TABLE_IN_EMPTY || (kind == TABLE_IN_TEXT && length == 0) || !may_have(writer, column, length))
		return;
	put(writer, &head, sizeof head);
	put(writer, text, length);
	put(writer, "", 1);
	writer->row.size += (uint32_t)(sizeof head + length + 1);
	writer->row.count++;
	writer->texts += length;
	writer->next_column = column + 1;
}

void spool_merged(struct spool_writer *writer, const struct spool_range *range)
{
	const struct stored_range stored = { (uint32_t)range->first_row, (uint32_t)range->last_row,
		(uint16_t)range->first_column, (uint16_t)range->last_column };

	if (++writer->ranges > SPOOL_MERGED)
		table_refuse(writer->refusal, TABLE_LARGE_MERGED, NULL, 0);
	put_record(writer, (struct record){ .size = sizeof stored, .what = RANGE }, &stored);
}

bool spool_end(struct spool_writer *writer)
{
	put_record(writer, (struct record){ .what = END }, NULL);
	empty(writer);
	return going(writer);
}

bool spool_tell(int descriptor, const struct table_refusal *refusal)
{
	const struct record head = { .size = sizeof refusal->row, .number = refusal->fault, .what = FAULT };
	char told[sizeof head + sizeof refusal->row];

	memcpy(told, &head, sizeof head);
	memcpy(told + sizeof head, &refusal->row, sizeof refusal->row);
	return write(descriptor, told, sizeof told) == sizeof told;
}

/* ---- reading ---- */

struct sheet {
	struct table_in_sheet figures;
	char *name;
	int64_t begin;                          /* of its first record in the file */
	struct stored_range *ranges;            /* by their first row */
	size_t range_count, range_room;
};

struct spool_reader {
	int descriptor;
	struct sheet sheets[TABLE_IN_SHEETS];
	struct table_in_sheet figures[TABLE_IN_SHEETS];
	size_t count;
	int64_t at;                             /* of data in the file */
	size_t from, length, room;              /* what of data is not read yet, and its end */
	char *data;
	const struct sheet *sheet;
	size_t next_range;                      /* the first that is not active yet */
	size_t active[SPOOL_MERGED], active_count;
	size_t filled;                          /* of cells */
	struct table_in_cell cells[TABLE_IN_COLUMNS];
};

void spool_reader_close(struct spool_reader *reader)
{
	if (reader == NULL)
		return;
	for (size_t i = 0; i < reader->count; i++) {
		memory_free(reader->sheets[i].name);
		free(reader->sheets[i].ranges);
	}
	close(reader->descriptor);
	free(reader->data);
	memory_free(reader);
}

/* ---- records ---- */

static void go_to(struct spool_reader *reader, int64_t at)
{
	reader->at = at;
	reader->from = reader->length = 0;
}

/* That size bytes stand at `from`; false at the end of the file, and with errno when the disk or memory fails. */
static bool have(struct spool_reader *reader, size_t size)
{
	errno = 0;
	if (reader->length - reader->from >= size)
		return true;
	if (!make_room(&reader->data, &reader->room, 0, size))
		return false;
	memmove(reader->data, reader->data + reader->from, reader->length - reader->from);
	reader->at += (int64_t)reader->from;
	reader->length -= reader->from;
	reader->from = 0;
	while (reader->length < size) {
		ssize_t some = pread(reader->descriptor, reader->data + reader->length, reader->room - reader->length,
		                     reader->at + (int64_t)reader->length);
		if (some < 0 && errno == EINTR)
			continue;
		if (some <= 0)
			return false;
		reader->length += (size_t)some;
	}
	return true;
}

/* The next record and what follows its head; it holds until the next call. False at the end of the file. */
static bool next_record(struct spool_reader *reader, struct record *record, const char **inside)
{
	if (!have(reader, sizeof *record))
		return false;
	memcpy(record, reader->data + reader->from, sizeof *record);
	if (record->size > RECORD - sizeof *record || !have(reader, sizeof *record + record->size))
		return false;
	*inside = reader->data + reader->from + sizeof *record;
	reader->from += sizeof *record + record->size;
	return true;
}

/* ---- the first time: everything in its place ---- */

static bool is_text(const char *data, size_t length)
{
	return data[length] == '\0' && utf8_valid(data, length);
}

static bool learn_sheet(struct spool_reader *reader, const struct record *record, const char *name)
{
	if (reader->count == TABLE_IN_SHEETS || record->size == 0 || record->number > TABLE_IN_VERY_HIDDEN ||
	    !is_text(name, record->size - 1))
		return false;
	struct sheet *sheet = &reader->sheets[reader->count];
	sheet->name = memory_copy_text(name);
	if (sheet->name == NULL) {
		errno = ENOMEM;
		return false;
	}
	sheet->figures = (struct table_in_sheet){ .name = sheet->name,
		.visibility = (enum table_in_visibility)record->number };
	sheet->begin = reader->at + (int64_t)reader->from;
	reader->count++;
	return true;
}

static bool learn_cell(struct table_in_sheet *figures, const struct piece *piece, size_t least)
{
	if (piece->column < least || piece->column >= TABLE_IN_COLUMNS || piece->kind == TABLE_IN_EMPTY ||
	    piece->kind >= TABLE_IN_MERGED)
		return false;
	if (piece->column >= figures->columns)
		figures->columns = piece->column + 1u;
	figures->no_values += piece->kind == TABLE_IN_NO_VALUE;
	return true;
}

static bool learn_row(struct sheet *sheet, const struct record *record, const char *inside)
{
	struct table_in_sheet *figures = &sheet->figures;
	size_t at = 0, least = 0;

	if (record->number <= figures->last_row || record->number > TABLE_IN_ROWS || record->count == 0 ||
	    record->hidden > 1 || sheet->range_count > 0)
		return false;
	for (size_t i = 0; i < record->count; i++) {
		struct piece piece;
		if (record->size - at < sizeof piece)
			return false;
		memcpy(&piece, inside + at, sizeof piece);
		at += sizeof piece;
		if (piece.length >= record->size - at || !is_text(inside + at, piece.length) ||
		    !learn_cell(figures, &piece, least))
			return false;
		at += piece.length + 1;
		least = piece.column + 1u;
	}
	figures->rows++;
	figures->hidden_rows += record->hidden;
	figures->last_row = record->number;
	return at == record->size;
}

static bool room_for_range(struct sheet *sheet)
{
	size_t room = sheet->range_room == 0 ? 64 : 2 * sheet->range_room;

	if (sheet->range_count < sheet->range_room)
		return true;
	struct stored_range *ranges = reallocarray(sheet->ranges, room, sizeof *ranges);
	if (ranges == NULL)
		return false;
	sheet->ranges = ranges;
	sheet->range_room = room;
	return true;
}

static bool learn_range(struct sheet *sheet, const struct record *record, const char *inside)
{
	struct stored_range range;

	if (record->size != sizeof range || sheet->range_count == SPOOL_MERGED || !room_for_range(sheet))
		return false;
	memcpy(&range, inside, sizeof range);
	if (range.first_row == 0 || range.first_row > range.last_row || range.first_column > range.last_column)
		return false;
	sheet->ranges[sheet->range_count++] = range;
	return true;
}

static bool learn_fault(const struct record *record, const char *inside, struct table_refusal *refusal)
{
	int64_t row;

	if (record->size != sizeof row || record->number == TABLE_FINE || record->number >= TABLE_FAULT_COUNT)
		return false;
	memcpy(&row, inside, sizeof row);
	if (row < 0 || row > TABLE_IN_ROWS + 1)
		row = 0;
	return table_refuse(refusal, (enum table_fault)record->number, NULL, row);
}

/* Whether the bytes are a spool, to their last one; errno tells what else was in the way. */
static bool learn(struct spool_reader *reader, struct table_refusal *refusal)
{
	struct record record = { 0 };
	const char *inside;

	while (next_record(reader, &record, &inside)) {
		struct sheet *sheet = reader->count > 0 ? &reader->sheets[reader->count - 1] : NULL;
		bool right = record.what == SHEET ? learn_sheet(reader, &record, inside)
		             : record.what == END ? record.size == 0 && !have(reader, 1)
		             : record.what == FAULT ? learn_fault(&record, inside, refusal)
		             : sheet == NULL ? false
		             : record.what == ROW ? learn_row(sheet, &record, inside)
		             : record.what == RANGE ? learn_range(sheet, &record, inside)
		             : false;
		if (!right || record.what == END)
			return right && errno == 0;
	}
	return false;
}

/* ---- merged ranges ---- */

static int by_first_row(const void *a, const void *b)
{
	const struct stored_range *one = a, *other = b;

	return one->first_row < other->first_row ? -1 : one->first_row > other->first_row;
}

/* How many cells of a range stand within the sheet's rows and columns; its end is cut to them. */
static int64_t cut_range(struct stored_range *range, const struct table_in_sheet *figures)
{
	if (range->first_row > figures->last_row || range->first_column >= figures->columns)
		return 0;
	if (range->last_row > figures->last_row)
		range->last_row = (uint32_t)figures->last_row;
	if (range->last_column >= figures->columns)
		range->last_column = (uint16_t)(figures->columns - 1);
	return ((int64_t)range->last_row - range->first_row + 1) * (range->last_column - range->first_column + 1);
}

/* False: too many cells are in ranges. */
static bool settle_ranges(struct sheet *sheet)
{
	int64_t cells = 0;
	size_t kept = 0;

	sheet->figures.merged = sheet->range_count;
	for (size_t i = 0; i < sheet->range_count; i++) {
		int64_t inside = cut_range(&sheet->ranges[i], &sheet->figures);
		cells += inside;
		if (inside > 0)
			sheet->ranges[kept++] = sheet->ranges[i];
	}
	sheet->range_count = kept;
	if (kept > 0)
		qsort(sheet->ranges, kept, sizeof *sheet->ranges, by_first_row);
	return cells <= SPOOL_MERGED_CELLS;
}

static void mark_range(struct spool_reader *reader, const struct stored_range *range, uint32_t row)
{
	for (size_t column = range->first_column; column <= range->last_column; column++) {
		if (row == range->first_row && column == range->first_column)
			continue;
		reader->cells[column] = (struct table_in_cell){ TABLE_IN_MERGED, "" };
		if (column >= reader->filled)
			reader->filled = column + 1;
	}
}

static void mark_merged(struct spool_reader *reader, uint32_t row)
{
	const struct sheet *sheet = reader->sheet;
	size_t kept = 0;

	for (; reader->next_range < sheet->range_count && sheet->ranges[reader->next_range].first_row <= row;
	     reader->next_range++)
		reader->active[reader->active_count++] = reader->next_range;
	for (size_t i = 0; i < reader->active_count; i++) {
		const struct stored_range *range = &sheet->ranges[reader->active[i]];
		if (range->last_row < row)
			continue;
		mark_range(reader, range, row);
		reader->active[kept++] = reader->active[i];
	}
	reader->active_count = kept;
}

/* ---- opening, choosing, reading ---- */

static void clear_cells(struct spool_reader *reader)
{
	for (size_t i = 0; i < reader->filled; i++)
		reader->cells[i] = (struct table_in_cell){ TABLE_IN_EMPTY, "" };
	reader->filled = 0;
}

static bool settle(struct spool_reader *reader, struct table_refusal *refusal)
{
	int64_t rows = 0;

	if (!learn(reader, refusal))
		return table_refuse(refusal, errno != 0 ? TABLE_UNAVAILABLE : TABLE_BROKEN_BOOK, NULL, 0);
	for (size_t i = 0; i < reader->count; i++) {
		rows += reader->sheets[i].figures.rows;
		if (!settle_ranges(&reader->sheets[i]))
			return table_refuse(refusal, TABLE_LARGE_MERGED, reader->sheets[i].name, 0);
		reader->figures[i] = reader->sheets[i].figures;
	}
	return rows > 0 || table_refuse(refusal, TABLE_EMPTY, NULL, 0);
}

struct spool_reader *spool_reader_open(int descriptor, struct table_refusal *refusal)
{
	struct spool_reader *reader = memory_new(1, sizeof *reader);

	if (reader == NULL) {
		close(descriptor);
		table_refuse(refusal, TABLE_UNAVAILABLE, NULL, 0);
		return NULL;
	}
	reader->descriptor = descriptor;
	reader->filled = COUNT(reader->cells);
	clear_cells(reader);
	if (!settle(reader, refusal)) {
		spool_reader_close(reader);
		return NULL;
	}
	spool_choose(reader, 0);
	return reader;
}

const struct table_in_sheet *spool_sheets(const struct spool_reader *reader, size_t *count)
{
	*count = reader->count;
	return reader->figures;
}

void spool_choose(struct spool_reader *reader, size_t sheet)
{
	reader->sheet = &reader->sheets[sheet];
	reader->next_range = reader->active_count = 0;
	go_to(reader, reader->sheet->begin);
}

static void fill(struct spool_reader *reader, const struct record *record, const char *inside)
{
	clear_cells(reader);
	for (size_t i = 0; i < record->count; i++) {
		struct piece piece;
		memcpy(&piece, inside, sizeof piece);
		inside += sizeof piece;
		reader->cells[piece.column] = (struct table_in_cell){ (enum table_in_kind)piece.kind, inside };
		reader->filled = piece.column + 1u;
		inside += piece.length + 1;
	}
}

enum table_in_step spool_next(struct spool_reader *reader, struct table_in_row *row)
{
	struct record record;
	const char *inside;

	if (!next_record(reader, &record, &inside))
		return TABLE_IN_FAILED;
	if (record.what != ROW) {
		reader->from -= sizeof record + record.size;    /* the same again, when asked again */
		return TABLE_IN_END;
	}
	fill(reader, &record, inside);
	mark_merged(reader, record.number);
	*row = (struct table_in_row){ record.number, record.hidden != 0, reader->filled, reader->cells };
	return TABLE_IN_ROW;
}
