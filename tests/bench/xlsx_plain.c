/* xlsx_plain FOLDER: the same workbook as xlsx.c writes, by libxlsxwriter as it is, with the same options. */
#include "xlsx_rows.h"

#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

static lxw_format *formats[TIME_OF + 1];

static void put(lxw_worksheet *sheet, lxw_row_t row, int column)
{
	const char *text = cells[column].texts[(row + (unsigned)column) % 4];
	lxw_format *format = formats[cells[column].kind];
	int year, month, day, hour, minute, second;
	lxw_datetime when = { 0 };

	switch (cells[column].kind) {
	case NUMBER:
		worksheet_write_number(sheet, row, (lxw_col_t)column, (int)row * (column + 1), format);
		break;
	case DAY_OF:
		sscanf(text, "%d-%d-%d", &when.year, &when.month, &when.day);
		worksheet_write_datetime(sheet, row, (lxw_col_t)column, &when, format);
		break;
	case TIME_OF:
		sscanf(text, "%d-%d-%dT%d:%d:%dZ", &year, &month, &day, &hour, &minute, &second);
		struct tm utc = { .tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day, .tm_hour = hour, .tm_min = minute, .tm_sec = second };
		worksheet_write_unixtime(sheet, row, (lxw_col_t)column, timegm(&utc) + 7 * 3600, format);
		break;
	case WORD: case IDENTITY:
		worksheet_write_string(sheet, row, (lxw_col_t)column, text, format);
		break;
	}
}

static lxw_worksheet *begin(lxw_workbook *book)
{
	lxw_doc_properties properties = { .created = CREATED };
	lxw_worksheet *sheet = workbook_add_worksheet(book, "Danh sách phiếu");
	lxw_format *head = workbook_add_format(book);

	workbook_set_properties(book, &properties);
	format_set_bold(head);
	formats[IDENTITY] = workbook_add_format(book);
	format_set_num_format(formats[IDENTITY], "@");
	formats[DAY_OF] = workbook_add_format(book);
	format_set_num_format(formats[DAY_OF], "dd/mm/yyyy");
	formats[TIME_OF] = workbook_add_format(book);
	format_set_num_format(formats[TIME_OF], "dd/mm/yyyy hh:mm");
	worksheet_freeze_panes(sheet, 1, 0);
	worksheet_set_paper(sheet, 9);
	worksheet_set_landscape(sheet);
	worksheet_fit_to_pages(sheet, 1, 0);
	worksheet_repeat_rows(sheet, 0, 0);
	worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
	for (int i = 0; i < COLUMNS; i++) {
		worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, cells[i].width, formats[cells[i].kind]);
		worksheet_write_string(sheet, 0, (lxw_col_t)i, cells[i].name, head);
	}
	return sheet;
}

int main(int argc, char **argv)
{
	char path[4096];
	lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = argc > 1 ? argv[1] : "." };
	struct stat status;
	long before = most_kb();
	double began = now();

	snprintf(path, sizeof path, "%s/plain-%ld.xlsx", options.tmpdir, (long)getpid());
	lxw_workbook *book = workbook_new_opt(path, &options);
	lxw_worksheet *sheet = begin(book);
	for (int row = 1; row <= ROWS; row++)
		for (int column = 0; column < COLUMNS; column++)
			put(sheet, (lxw_row_t)row, column);
	worksheet_autofilter(sheet, 0, 0, ROWS, COLUMNS - 1);
	if (workbook_close(book) != LXW_NO_ERROR || stat(path, &status) != 0) {
		fprintf(stderr, "xlsx_plain: %s was not made\n", path);
		return 1;
	}
	tell(began, before, status.st_size);
	unlink(path);
	return 0;
}
