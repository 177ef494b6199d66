#include "exchange/table_in/table_in.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "exchange/table_in/csv_in.h"
#include "exchange/table_in/table_spool.h"
#include "exchange/xls_in/ole_file.h"
#include "exchange/xls_in/xls_in.h"
#include "exchange/xlsx_in/xlsx_in.h"
#include "exchange/xlsx_in/xlsx_part.h"
#include "exchange/xlsx_room.h"

enum { HEAD = 8, COLUMN_NAME = 16 };

struct table_in {
	enum table_in_format format;
	struct spool_reader *rows;
};

/* ---- what a file is ---- */

/* Beginnings of what is certainly no table. */
static const struct { const char *bytes; size_t length; enum table_fault fault; } others[] = {
	{ "%PDF", 4, TABLE_NOT_ONE }, { "{\\rtf", 5, TABLE_NOT_ONE }, { "\x89PNG", 4, TABLE_NOT_ONE },
	{ "\xff\xd8\xff", 3, TABLE_NOT_ONE }, { "GIF8", 4, TABLE_NOT_ONE }, { "Rar!", 4, TABLE_NOT_ONE },
	{ "7z\xbc\xaf", 4, TABLE_NOT_ONE }, { "\x1f\x8b", 2, TABLE_NOT_ONE },
	/* a worksheet of Excel 2, 3, 4, which is no OLE2 file yet */
	{ "\x09\x00\x04\x00", 4, TABLE_OLD_XLS }, { "\x09\x02\x06\x00", 4, TABLE_OLD_XLS },
	{ "\x09\x04\x06\x00", 4, TABLE_OLD_XLS },
};

static bool begins_as_zip(const char *head)
{
	return memcmp(head, "PK\3\4", 4) == 0 || memcmp(head, "PK\5\6", 4) == 0;
}

/* Whether it may be a table, and of which kind. */
static bool find_format(struct table_in *in, int descriptor, struct table_refusal *refusal)
{
	struct stat status;
	char head[HEAD] = "";

	if (fstat(descriptor, &status) != 0 || pread(descriptor, head, sizeof head, 0) < 0)
		return table_refuse(refusal, TABLE_UNAVAILABLE, NULL, 0);
	if (status.st_size > TABLE_IN_FILE_BYTES)
		return table_refuse(refusal, TABLE_LARGE_FILE, NULL, 0);
	for (size_t i = 0; i < COUNT(others); i++) {
		if (memcmp(head, others[i].bytes, others[i].length) == 0)
			return table_refuse(refusal, others[i].fault, NULL, 0);
	}
	in->format = begins_as_zip(head) ? TABLE_IN_XLSX
	             : memcmp(head, OLE_SIGN, sizeof head) == 0 ? TABLE_IN_XLS
	             : TABLE_IN_CSV;
	return true;
}

static bool read_file(const struct table_in *in, int descriptor, const char *folder, int spool,
                      struct table_refusal *refusal)
{
	if (in->format == TABLE_IN_XLS)
		return xls_in_read(descriptor, spool, refusal);
	struct spool_writer *writer = spool_writer_new(spool, refusal);
	bool read = writer != NULL &&
	            (in->format == TABLE_IN_XLSX ? xlsx_in_read(descriptor, folder, writer, refusal)
	                                         : csv_in_read(descriptor, writer, refusal)) &&
	            spool_end(writer);
	spool_writer_free(writer);
	return read;
}

/* ---- opening ---- */

/* Our own file with all rows, at its beginning or not; -1 when refused. */
static int read_into_spool(struct table_in *in, int descriptor, const char *folder, struct table_refusal *refusal)
{
	int spool = find_format(in, descriptor, refusal) ? xlsx_room_file(folder) : -1;

	if (spool < 0) {
		table_refuse(refusal, TABLE_UNAVAILABLE, NULL, 0);
		return -1;
	}
	if (read_file(in, descriptor, folder, spool, refusal))
		return spool;
	close(spool);
	return -1;
}

struct table_in *table_in_open(int descriptor, const char *folder, struct table_refusal *refusal)
{
	struct table_in *in = memory_new(1, sizeof *in);

	*refusal = (struct table_refusal){ 0 };
	if (in == NULL) {
		table_refuse(refusal, TABLE_UNAVAILABLE, NULL, 0);
		return NULL;
	}
	int spool = read_into_spool(in, descriptor, folder, refusal);
	in->rows = spool < 0 ? NULL : spool_reader_open(spool, refusal);
	if (in->rows != NULL)
		return in;
	memory_free(in);
	return NULL;
}

struct table_in *table_in_open_bytes(const void *bytes, size_t size, const char *folder, struct table_refusal *refusal)
{
	int descriptor = xlsx_room_file(folder);
	size_t done = 0;
	ssize_t some = 0;

	while (descriptor >= 0 && done < size && (some = write(descriptor, (const char *)bytes + done, size - done)) > 0)
		done += (size_t)some;
	struct table_in *in = NULL;
	if (descriptor >= 0 && done == size)
		in = table_in_open(descriptor, folder, refusal);
	else
		*refusal = (struct table_refusal){ .fault = TABLE_UNAVAILABLE };
	if (descriptor >= 0)
		close(descriptor);
	return in;
}

void table_in_close(struct table_in *in)
{
	if (in == NULL)
		return;
	spool_reader_close(in->rows);
	memory_free(in);
}

void table_in_stop(void)
{
	xls_in_stop();
}

/* ---- what is in it ---- */

enum table_in_format table_in_format(const struct table_in *in)
{
	return in->format;
}

const struct table_in_sheet *table_in_sheets(const struct table_in *in, size_t *count)
{
	return spool_sheets(in->rows, count);
}

int table_in_find(const struct table_in *in, const char *name)
{
	size_t count;
	const struct table_in_sheet *sheets = spool_sheets(in->rows, &count);

	for (size_t i = 0; i < count; i++) {
		if (strcmp(sheets[i].name, name) == 0)
			return (int)i;
	}
	return -1;
}

void table_in_choose(struct table_in *in, size_t sheet)
{
	spool_choose(in->rows, sheet);
}

enum table_in_step table_in_next(struct table_in *in, struct table_in_row *row)
{
	return spool_next(in->rows, row);
}

const char *table_in_expat_version(void)
{
	return xlsx_expat_version();
}

/* ---- names of cells ---- */

void table_in_column_name(size_t column, char out[TABLE_IN_NAME])
{
	char letters[COLUMN_NAME];
	size_t at = sizeof letters;

	letters[--at] = '\0';
	for (size_t left = column + 1; left > 0 && at > 0; left = (left - 1) / 26)
		letters[--at] = (char)('A' + (left - 1) % 26);
	memcpy(out, letters + at, sizeof letters - at);
}

void table_in_cell_name(size_t column, int64_t row, char out[TABLE_IN_NAME])
{
	table_in_column_name(column, out);
	snprintf(out + strlen(out), TABLE_IN_NAME - strlen(out), "%u", (unsigned)row);
}
