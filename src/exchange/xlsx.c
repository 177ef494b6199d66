#include "exchange/xlsx.h"

#include <errno.h>
#include <math.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/clock.h"
#include "base/memory.h"
#include "exchange/xlsx_clean.h"
#include "exchange/xlsx_room.h"
#include "text/messages.h"

enum {
	DAY = 86400,
	DIGITS = 15,                    /* that a spreadsheet keeps of a number */
	PATH = 32,
	A4 = 9,
	TYPES = XLSX_CLOCK + 1
};

static const int64_t exact = 1000000000000000; /* the first number of more than DIGITS digits */
/* The number that a spreadsheet has for 1970-01-01: days since 1899-12-30, as all of them count from 1900-03-01 on. */
static const int64_t epoch = 25569, first_day = 61;

static atomic_int open_now;

struct xlsx {
	struct xlsx_room room;
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *head, *formats[TYPES];
	enum xlsx_type *types;          /* of the columns; NULL: each cell has its own */
	size_t count, column;           /* column: of the next cell */
	uint32_t row;                   /* that the next cell is of; the head is row 0 */
	int packed;                     /* descriptor */
	struct error failure;
	char text[XLSX_TEXT_ROOM];      /* a cell's, cleaned */
};

const char *xlsx_library_version(void)
{
	return lxw_version();
}

/* ---- what fails ---- */

static void fail(struct xlsx *xlsx, enum err code, enum message message, const char *detail, int number)
{
	if (xlsx->failure.code == ERR_OK)
		error_set(&xlsx->failure, code, message_text(message), "workbook: %s (%d)", detail, number);
}

static void fail_room(struct xlsx *xlsx, int number)
{
	fail(xlsx, ERR_UNAVAILABLE, MSG_XLSX_FAILED, "its folder or memory", number);
}

bool xlsx_failed(const struct xlsx *xlsx)
{
	return xlsx->failure.code != ERR_OK || xlsx->room.failure != 0;
}

/* What the library answers; it has no memory, or was asked for what it does not do. */
static void heed(struct xlsx *xlsx, lxw_error said)
{
	if (said != LXW_NO_ERROR)
		fail(xlsx, ERR_INTERNAL, MSG_INTERNAL, "libxlsxwriter refuses", (int)said);
}

/* ---- opening and dropping ---- */

static bool take_place(void)
{
	int before = atomic_load(&open_now);

	while (before < XLSX_AT_ONCE && !atomic_compare_exchange_weak(&open_now, &before, before + 1))
		;
	return before < XLSX_AT_ONCE;
}

/* The library frees no file of a workbook that it did not close. */
static void free_book(struct xlsx *xlsx)
{
	if (xlsx->room.rows != NULL)
		fclose(xlsx->room.rows);
	lxw_workbook_free(xlsx->book);
	xlsx->book = NULL;
}

static void free_all(struct xlsx *xlsx)
{
	free_book(xlsx);
	if (xlsx->packed >= 0)
		close(xlsx->packed);
	memory_free(xlsx->types);
	memory_free(xlsx);
	atomic_fetch_sub(&open_now, 1);
}

void xlsx_drop(struct xlsx *xlsx)
{
	if (xlsx != NULL)
		free_all(xlsx);
}

/* False when the library has no memory. */
static bool make_formats(struct xlsx *xlsx)
{
	static const char *const patterns[TYPES] = { [XLSX_ID_TEXT] = "@", [XLSX_DAY] = "dd/mm/yyyy",
	                                             [XLSX_TIME] = "dd/mm/yyyy hh:mm", [XLSX_CLOCK] = "[hh]:mm:ss" };

	xlsx->head = workbook_add_format(xlsx->book);
	if (xlsx->head == NULL)
		return false;
	format_set_bold(xlsx->head);
	for (int type = 0; type < TYPES; type++) {
		if (patterns[type] == NULL)
			continue;
		xlsx->formats[type] = workbook_add_format(xlsx->book);
		if (xlsx->formats[type] == NULL)
			return false;
		format_set_num_format(xlsx->formats[type], patterns[type]);
	}
	return true;
}

static void set_page(struct xlsx *xlsx)
{
	worksheet_set_paper(xlsx->sheet, A4);
	worksheet_set_landscape(xlsx->sheet);
	worksheet_fit_to_pages(xlsx->sheet, 1, 0);
	heed(xlsx, worksheet_ignore_errors(xlsx->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576"));
}

static void write_head(struct xlsx *xlsx, const struct xlsx_column *columns)
{
	worksheet_freeze_panes(xlsx->sheet, 1, 0);
	heed(xlsx, worksheet_repeat_rows(xlsx->sheet, 0, 0));
	for (lxw_col_t i = 0; i < xlsx->count; i++) {
		xlsx->types[i] = columns[i].type;
		heed(xlsx, worksheet_set_column(xlsx->sheet, i, i, columns[i].width, xlsx->formats[columns[i].type]));
		xlsx_clean_text(columns[i].name, xlsx->text);
		heed(xlsx, worksheet_write_string(xlsx->sheet, 0, i, xlsx->text, xlsx->head));
	}
	xlsx->row = 1;
}

/* The packed file is reached by its descriptor, so that the library may open what has no name. */
static bool make_book(struct xlsx *xlsx, const struct xlsx_sheet *sheet)
{
	char path[PATH], name[XLSX_NAME_ROOM];
	lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = path };
	lxw_doc_properties properties = { .created = sheet->created };

	snprintf(path, sizeof path, "/proc/self/fd/%d", xlsx->packed);
	xlsx_clean_name(sheet->name, name);
	xlsx->book = workbook_new_opt(path, &options);
	if (xlsx->book == NULL || workbook_set_properties(xlsx->book, &properties) != LXW_NO_ERROR)
		return false;
	xlsx_room_use(&xlsx->room);
	xlsx->sheet = workbook_add_worksheet(xlsx->book, name[0] == '\0' ? message_text(MSG_XLSX_SHEET) : name);
	xlsx_room_use(NULL);
	return xlsx->sheet != NULL && xlsx->room.rows != NULL && make_formats(xlsx);
}

static bool begin(struct xlsx *xlsx, const struct xlsx_sheet *sheet)
{
	xlsx->room.folder = sheet->folder;
	xlsx->count = sheet->count;
	if (sheet->columns != NULL)
		xlsx->types = memory_new(sheet->count, sizeof *xlsx->types);
	xlsx->packed = xlsx_room_file(sheet->folder);
	if ((sheet->columns != NULL && xlsx->types == NULL) || xlsx->packed < 0 || !make_book(xlsx, sheet)) {
		fail_room(xlsx, errno);
		return false;
	}
	set_page(xlsx);
	if (sheet->columns != NULL)
		write_head(xlsx, sheet->columns);
	return !xlsx_failed(xlsx);
}

struct xlsx *xlsx_open(const struct xlsx_sheet *sheet, struct error *error)
{
	if (!take_place()) {
		error_set(error, ERR_UNAVAILABLE, message_text(MSG_XLSX_BUSY), "workbook: %d are open", XLSX_AT_ONCE);
		return NULL;
	}
	struct xlsx *xlsx = memory_new(1, sizeof *xlsx);
	if (xlsx == NULL) {
		atomic_fetch_sub(&open_now, 1);
		error_set(error, ERR_UNAVAILABLE, message_text(MSG_XLSX_FAILED), "workbook: no memory");
		return NULL;
	}
	if (begin(xlsx, sheet))
		return xlsx;
	if (error != NULL)
		*error = xlsx->failure;
	free_all(xlsx);
	return NULL;
}

/* ---- cells ---- */

/* The column of the next cell; false when there is none to write. */
static bool next_cell(struct xlsx *xlsx, lxw_col_t *column)
{
	if (xlsx->column == xlsx->count)
		abort();
	*column = (lxw_col_t)xlsx->column++;
	if (xlsx->row >= XLSX_ROWS)
		fail(xlsx, ERR_TOO_LARGE, MSG_XLSX_ROWS, "rows", XLSX_ROWS);
	return !xlsx_failed(xlsx);
}

/* of: what a cell is that has no column's look. */
static lxw_format *format_of(const struct xlsx *xlsx, lxw_col_t column, enum xlsx_type of)
{
	return xlsx->formats[xlsx->types == NULL ? of : xlsx->types[column]];
}

void xlsx_none(struct xlsx *xlsx)
{
	lxw_col_t column;

	next_cell(xlsx, &column);
}

void xlsx_text(struct xlsx *xlsx, const char *text)
{
	lxw_col_t column;

	if (!next_cell(xlsx, &column) || text == NULL || text[0] == '\0')
		return;
	xlsx_clean_text(text, xlsx->text);
	heed(xlsx, worksheet_write_string(xlsx->sheet, xlsx->row, column, xlsx->text,
	                                  format_of(xlsx, column, XLSX_ID_TEXT)));
}

static void put_number(struct xlsx *xlsx, double number, enum xlsx_type of)
{
	lxw_col_t column;

	if (next_cell(xlsx, &column))
		heed(xlsx, worksheet_write_number(xlsx->sheet, xlsx->row, column, number, format_of(xlsx, column, of)));
}

void xlsx_int(struct xlsx *xlsx, int64_t number)
{
	char text[32];

	if (number > -exact && number < exact) {
		put_number(xlsx, (double)number, XLSX_INT);
		return;
	}
	snprintf(text, sizeof text, "%lld", (long long)number);
	xlsx_text(xlsx, text);
}

/* The number of a day; 0: it is none that all spreadsheets count alike. */
static int64_t day_number(const char *iso)
{
	struct date date;

	if (iso == NULL || !date_from_iso(iso, false, &date) || date_to_days(date) + epoch < first_day)
		return 0;
	return date_to_days(date) + epoch;
}

void xlsx_day(struct xlsx *xlsx, const char *iso)
{
	int64_t day = day_number(iso);

	if (day > 0)
		put_number(xlsx, (double)day, XLSX_DAY);
	else
		xlsx_text(xlsx, iso);
}

/* Seconds of "07:30:00"; -1: it is none. */
static int64_t seconds_of(const char *clock)
{
	unsigned hours, minutes, seconds;
	int end = 0;

	if (sscanf(clock, "%7u:%2u:%2u%n", &hours, &minutes, &seconds, &end) != 3 || clock[end] != '\0' || minutes > 59 ||
	    seconds > 59)
		return -1;
	return ((int64_t)hours * 60 + minutes) * 60 + seconds;
}

void xlsx_clock(struct xlsx *xlsx, const char *clock)
{
	int64_t seconds = clock == NULL ? -1 : seconds_of(clock);

	if (seconds >= 0)
		put_number(xlsx, (double)seconds / DAY, XLSX_CLOCK);
	else
		xlsx_text(xlsx, clock);
}

void xlsx_wall_time(struct xlsx *xlsx, const char *iso)
{
	char day[DATE_TEXT];
	bool both = iso != NULL && strlen(iso) > 11 && iso[10] == 'T';
	int64_t seconds = both ? seconds_of(iso + 11) : -1;

	snprintf(day, sizeof day, "%.10s", both ? iso : "");
	if (seconds >= 0 && day_number(day) > 0)
		put_number(xlsx, (double)day_number(day) + (double)seconds / DAY, XLSX_TIME);
	else
		xlsx_day(xlsx, iso);
}

void xlsx_number(struct xlsx *xlsx, const char *number)
{
	size_t length = number == NULL ? 0 : strspn(number, "0123456789+-.eE");
	char *end = NULL;
	double value = length > 0 ? strtod(number, &end) : 0;

	if (length > 0 && *end == '\0' && isfinite(value))
		put_number(xlsx, value, XLSX_INT);
	else
		xlsx_text(xlsx, number);
}

void xlsx_truth(struct xlsx *xlsx, bool truth)
{
	lxw_col_t column;

	if (next_cell(xlsx, &column))
		heed(xlsx, worksheet_write_boolean(xlsx->sheet, xlsx->row, column, truth, format_of(xlsx, column, XLSX_INT)));
}

void xlsx_time(struct xlsx *xlsx, const char *utc)
{
	int64_t seconds = utc == NULL ? -1 : clock_wall_seconds(utc);

	if (seconds >= 0)
		put_number(xlsx, (double)epoch + (double)seconds / DAY, XLSX_TIME);
	else
		xlsx_text(xlsx, utc);
}

void xlsx_row(struct xlsx *xlsx)
{
	if (xlsx->row >= XLSX_ROWS)
		fail(xlsx, ERR_TOO_LARGE, MSG_XLSX_ROWS, "rows", XLSX_ROWS);
	xlsx->column = 0;
	xlsx->row++;
}

void xlsx_row_before(struct xlsx *xlsx, int64_t number)
{
	if (number > XLSX_ROWS)
		fail(xlsx, ERR_TOO_LARGE, MSG_XLSX_ROWS, "rows", XLSX_ROWS);
	else if (number - 1 > xlsx->row) {
		xlsx->column = 0;
		xlsx->row = (uint32_t)(number - 1);
	}
}

void xlsx_width(struct xlsx *xlsx, size_t column, int width)
{
	if (!xlsx_failed(xlsx))
		heed(xlsx, worksheet_set_column(xlsx->sheet, (lxw_col_t)column, (lxw_col_t)column, width, NULL));
}

/* ---- closing ---- */

/* workbook_close() frees the workbook, whatever it answers, but not what it did not come to. */
static void pack(struct xlsx *xlsx)
{
	if (xlsx->types != NULL)
		heed(xlsx, worksheet_autofilter(xlsx->sheet, 0, 0, xlsx->row - 1, (lxw_col_t)(xlsx->count - 1)));
	xlsx_room_use(&xlsx->room);
	lxw_error said = workbook_close(xlsx->book);
	xlsx_room_use(NULL);
	xlsx->book = NULL;
	if (said != LXW_NO_ERROR)
		fail_room(xlsx, (int)said);
}

int xlsx_close(struct xlsx *xlsx, int64_t *size, struct error *error)
{
	struct stat status;
	int packed = -1;

	if (!xlsx_failed(xlsx))
		pack(xlsx);
	if (xlsx->room.failure != 0)
		fail_room(xlsx, xlsx->room.failure);
	if (!xlsx_failed(xlsx) && fstat(xlsx->packed, &status) == 0) {
		*size = status.st_size;
		packed = xlsx->packed;
		xlsx->packed = -1;
	} else if (error != NULL) {
		*error = xlsx->failure;
	}
	free_all(xlsx);
	return packed;
}
