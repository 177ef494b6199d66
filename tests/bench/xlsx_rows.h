/* The rows of two programs that write the same workbook: as many as a province's job has, with the columns of the list of sheets. */
#ifndef BENCH_XLSX_ROWS_H
#define BENCH_XLSX_ROWS_H

#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

enum { ROWS = 100000, COLUMNS = 16, CREATED = 1717981200 };

enum kind { WORD, NUMBER, IDENTITY, DAY_OF, TIME_OF };

/* NUMBER: by the row; else the texts that take turns. */
static const struct { const char *name; int width; enum kind kind; const char *texts[4]; } cells[COLUMNS] = {
	{ "Số phiếu", 10, NUMBER, { 0 } },
	{ "Đợt thu thập", 24, WORD, { "Đợt tháng 6/2024", "Đợt tháng 6/2024", "Đợt tháng 12/2024", "Đợt tháng 6/2025" } },
	{ "Trạng thái", 18, WORD, { "Nháp", "Chờ nghiệm thu", "Đã nghiệm thu", "Đã bàn giao công an" } },
	{ "Họ và tên", 28, WORD, { "Nguyễn Thị ĐỨC Hạnh", "Trần Văn Bình", "Lê Hoàng Phương Uyên", "Phạm Quốc Đạt" } },
	{ "Ngày sinh", 12, DAY_OF, { "1985-03-05", "1992-11-30", "2001-02-28", "1978-07-19" } },
	{ "Số CCCD", 14, IDENTITY, { "012345678901", "056085004321", "056192007788", "056201001234" } },
	{ "Giới tính", 9, WORD, { "Nam", "Nữ", "Nam", "Nữ" } },
	{ "Dân tộc", 10, WORD, { "Kinh", "Kinh", "Raglai", "Ê Đê" } },
	{ "Tỉnh", 16, WORD, { "Khánh Hòa", "Khánh Hòa", "Khánh Hòa", "Khánh Hòa" } },
	{ "Xã, phường", 22, WORD, { "Phường Phương Sài", "Xã Vĩnh Thạnh", "Phường Vĩnh Hải", "Xã Diên An" } },
	{ "Tổ, thôn", 20, WORD, { "Tổ dân phố 7", "Thôn Phú Trung", "Tổ dân phố 12 Hòn Chồng", "Thôn An Ninh" } },
	{ "Việc làm", 30, WORD, { "Thợ may công nghiệp", "Công nhân chế biến thủy sản", "Nhân viên bán hàng", "Tài xế xe tải" } },
	{ "Người nhập", 24, WORD, { "Võ Thị Thu Thảo", "Đặng Minh Khôi", "Võ Thị Thu Thảo", "Đặng Minh Khôi" } },
	{ "Lỗi", 6, NUMBER, { 0 } },
	{ "Gửi lúc", 17, TIME_OF, { "2024-06-10T01:00:00Z", "2024-06-11T17:30:15Z", "2024-07-01T09:15:42Z", "2024-07-02T02:59:59Z" } },
	{ "Sửa lúc", 17, TIME_OF, { "2024-06-12T01:00:00Z", "2024-06-13T17:30:15Z", "2024-07-03T09:15:42Z", "2024-07-04T02:59:59Z" } },
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static long most_kb(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

/* Seconds, what the rows added to the most memory, and bytes, as JSON. */
static void tell(double began, long before_kb, long long size)
{
	printf("{\"s\":%.4f,\"kb\":%ld,\"bytes\":%lld}\n", now() - began, most_kb() - before_kb, size);
}

#endif
