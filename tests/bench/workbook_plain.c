/* workbook_plain FOLDER CSV COLUMN…: the workbook that the server made, written once more by libxlsxwriter as it is, with the same options. A COLUMN is
 * its width and what it holds: w words, n numbers, i numbers as text, d days, t times ("14i"). The cells are those of the CSV; they are read and made
 * into numbers before the time begins. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { COLUMNS = 64, EPOCH = 25569, DAY = 86400, ZONE = 7 * 3600 };

struct cell { const char *text; double number; };    /* text NULL: it is a number; "": nothing */

static struct { int width; char type; } columns[COLUMNS];
static int column_count;
static struct cell *cells;
static size_t cell_count, room;

static void die(const char *what)
{
	fprintf(stderr, "workbook_plain: %s\n", what);
	exit(1);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double processor(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- cells ---- */

static struct cell read_cell(const char *text, char type)
{
	struct tm utc = { 0 };
	const char *end = type == 'd' ? strptime(text, "%Y-%m-%d", &utc) : type == 't' ? strptime(text, "%Y-%m-%dT%H:%M:%SZ", &utc) : NULL;

	if (type == 'n' && text[0] != '\0')
		return (struct cell){ NULL, strtod(text, NULL) };
	if (end == NULL || *end != '\0')
		return (struct cell){ text, 0 };
	return (struct cell){ NULL, EPOCH + (double)(timegm(&utc) + (type == 't' ? ZONE : 0)) / DAY };
}

static void add_cell(const char *text)
{
	int column = (int)(cell_count % (size_t)column_count);

	if (cell_count == room && (cells = realloc(cells, (room = 2 * room + 4096) * sizeof *cells)) == NULL)
		die("no memory");
	cells[cell_count] = read_cell(text, cell_count < (size_t)column_count ? 'w' : columns[column].type);
	cell_count++;
}

/* One value, made plain in place; where the next begins. */
static char *next_value(char *at)
{
	char *text = at, *out = at;

	if (*at == '"') {
		for (at++; *at != '\0' && (*at != '"' || at[1] == '"'); at++)
			*out++ = *at == '"' ? *at++ : *at;
		at++;
	} else {
		out = at += strcspn(at, ",\r");
	}
	char *next = *at == '\r' ? at + 2 : at + (*at == ',');
	*out = '\0';
	add_cell(text);
	return next;
}

static void read_csv(const char *path)
{
	FILE *file = fopen(path, "rb");
	struct stat status;

	if (file == NULL || fstat(fileno(file), &status) != 0)
		die(path);
	char *text = calloc(1, (size_t)status.st_size + 1);
	if (text == NULL || fread(text, 1, (size_t)status.st_size, file) != (size_t)status.st_size)
		die(path);
	fclose(file);
	for (char *at = text + 3; *at != '\0';)
		at = next_value(at);
	if (cell_count % (size_t)column_count != 0)
		die("rows of another length");
}

/* ---- the workbook ---- */

static lxw_format *format_of(lxw_workbook *book, const char *pattern)
{
	lxw_format *format = workbook_add_format(book);

	format_set_num_format(format, pattern);
	return format;
}

static void set_page(lxw_worksheet *sheet)
{
	worksheet_freeze_panes(sheet, 1, 0);
	worksheet_set_paper(sheet, 9);
	worksheet_set_landscape(sheet);
	worksheet_fit_to_pages(sheet, 1, 0);
	worksheet_repeat_rows(sheet, 0, 0);
	worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
}

static void write_cells(lxw_workbook *book)
{
	lxw_worksheet *sheet = workbook_add_worksheet(book, "Danh sách phiếu");
	lxw_format *head = workbook_add_format(book), *id = format_of(book, "@"), *day = format_of(book, "dd/mm/yyyy"),
		*when = format_of(book, "dd/mm/yyyy hh:mm"), *formats[COLUMNS];
	lxw_row_t rows = (lxw_row_t)(cell_count / (size_t)column_count);

	format_set_bold(head);
	set_page(sheet);
	for (int i = 0; i < column_count; i++) {
		char type = columns[i].type;
		formats[i] = type == 'i' ? id : type == 'd' ? day : type == 't' ? when : NULL;
		worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i, columns[i].width, formats[i]);
	}
	const struct cell *cell = cells;
	for (lxw_row_t row = 0; row < rows; row++)
		for (int i = 0; i < column_count; i++, cell++) {
			lxw_format *format = row == 0 ? head : formats[i];
			if (cell->text == NULL)
				worksheet_write_number(sheet, row, (lxw_col_t)i, cell->number, format);
			else if (cell->text[0] != '\0')
				worksheet_write_string(sheet, row, (lxw_col_t)i, cell->text, format);
		}
	worksheet_autofilter(sheet, 0, 0, rows - 1, (lxw_col_t)(column_count - 1));
}

int main(int argc, char **argv)
{
	char path[4096];
	lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = argc > 1 ? argv[1] : "." };
	struct stat status;

	for (column_count = 0; column_count < argc - 3 && column_count < COLUMNS; column_count++) {
		const char *column = argv[column_count + 3];
		columns[column_count].width = atoi(column);
		columns[column_count].type = column[strlen(column) - 1];
	}
	if (column_count == 0)
		die("FOLDER CSV COLUMN…");
	read_csv(argv[2]);
	double began = now(), used = processor();
	snprintf(path, sizeof path, "%s/plain-%ld.xlsx", options.tmpdir, (long)getpid());
	lxw_workbook *book = workbook_new_opt(path, &options);
	write_cells(book);
	if (workbook_close(book) != LXW_NO_ERROR || stat(path, &status) != 0)
		die("not made");
	printf("{\"s\":%.4f,\"cpu\":%.4f,\"bytes\":%lld,\"rows\":%zu}\n", now() - began, processor() - used, (long long)status.st_size,
	       cell_count / (size_t)column_count - 1);
	unlink(path);
	return 0;
}
