/* workbook FILE: a workbook with one of each, for tests/office/run.mjs. */
#include <fcntl.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include "base/memory.h"
#include "exchange/xlsx.h"

static const struct xlsx_column columns[] = { { "Nội dung", 40, XLSX_TEXT }, { "Số CCCD", 14, XLSX_ID_TEXT }, { "Số phiếu", 10, XLSX_INT },
	{ "Ngày", 12, XLSX_DAY }, { "Lúc", 17, XLSX_TIME } };

static const char *const texts[] = { "Nguyễn Thị ĐỨC Hạnh", "=1+1", "+84 91", "0012", "1/2", "_x0041_", "a\x01""b", "một\r\nhai", "<&> \"Sen\"", " hai bên " };

static void fill(struct xlsx *xlsx)
{
	for (size_t i = 0; i < COUNT(texts); i++) {
		xlsx_text(xlsx, texts[i]);
		xlsx_text(xlsx, "012345678901");
		xlsx_int(xlsx, 1234567 * (int64_t)(i + 1));
		xlsx_day(xlsx, i % 2 == 0 ? "1985-03-05" : "1985-03");
		xlsx_time(xlsx, "2024-06-10T17:30:15Z");
		xlsx_row(xlsx);
	}
}

int main(int argc, char **argv)
{
	const struct xlsx_sheet sheet = { P_tmpdir, "Phiếu: tháng 6/2024", columns, COUNT(columns), 1717981200 };
	struct error error = { 0 };
	int64_t size = 0;
	struct xlsx *xlsx = xlsx_open(&sheet, &error);

	if (xlsx != NULL)
		fill(xlsx);
	int made = xlsx == NULL ? -1 : xlsx_close(xlsx, &size, &error), file = argc == 2 ? creat(argv[1], 0600) : -1;
	if (made < 0 || file < 0 || sendfile(file, made, NULL, (size_t)size) != size) {
		fprintf(stderr, "workbook: %s\n", error.detail);
		return 1;
	}
	return 0;
}
