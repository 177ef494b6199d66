/* xlsx FOLDER [FILE]: writes the rows of xlsx_rows.h with our writer; FILE gets the workbook, which else has no name. */
#include "xlsx_rows.h"

#include <fcntl.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include "exchange/xlsx.h"

static void put(struct xlsx *xlsx, int row, int column)
{
	const char *text = cells[column].texts[(row + column) % 4];

	switch (cells[column].kind) {
	case NUMBER: xlsx_int(xlsx, row * (column + 1)); break;
	case DAY_OF: xlsx_day(xlsx, text); break;
	case TIME_OF: xlsx_time(xlsx, text); break;
	case WORD: case IDENTITY: xlsx_text(xlsx, text); break;
	}
}

static int keep(int file, int64_t size, const char *path)
{
	int kept = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	off_t at = 0;

	while (kept >= 0 && at < size && sendfile(kept, file, &at, (size_t)(size - at)) > 0)
		continue;
	return at == size && close(kept) == 0;
}

int main(int argc, char **argv)
{
	static const enum xlsx_type types[] = { [WORD] = XLSX_TEXT, [NUMBER] = XLSX_INT, [IDENTITY] = XLSX_ID_TEXT, [DAY_OF] = XLSX_DAY,
	                                        [TIME_OF] = XLSX_TIME };
	struct xlsx_column columns[COLUMNS];
	const struct xlsx_sheet sheet = { argc > 1 ? argv[1] : ".", "Danh sách phiếu", columns, COLUMNS, CREATED };
	struct error error = { 0 };
	int64_t size = 0;
	long before = most_kb();
	double began = now();

	for (int i = 0; i < COLUMNS; i++)
		columns[i] = (struct xlsx_column){ cells[i].name, cells[i].width, types[cells[i].kind] };
	struct xlsx *xlsx = xlsx_open(&sheet, &error);
	for (int row = 1; xlsx != NULL && row <= ROWS; row++) {
		for (int column = 0; column < COLUMNS; column++)
			put(xlsx, row, column);
		xlsx_row(xlsx);
	}
	int file = xlsx == NULL ? -1 : xlsx_close(xlsx, &size, &error);
	if (file < 0 || (argc > 2 && !keep(file, size, argv[2]))) {
		fprintf(stderr, "xlsx: %s\n", error.detail);
		return 1;
	}
	tell(began, before, size);
	close(file);
	return 0;
}
