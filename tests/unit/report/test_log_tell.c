/* The log in words: views of lists and searches, those of before too; changes; reasons. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "report/admin/log_tell.h"

static const int64_t ids[] = { 12, 45 };

static const struct { struct log_row row; const char *told; } rows[] = {
	{ { .access = ACCESS_LIST, .table = "sheets", .shown = 50, .ids = ids, .id_count = 2 }, "Danh sách phiếu: 50 phiếu" },
	{ { .access = ACCESS_EXPORT, .table = "phieu", .shown = 1500 }, "Danh sách phiếu: 1.500 phiếu" },
	{ { .access = ACCESS_VIEW, .table = "person", .shown = 3 }, "Hồ sơ người lao động: 3 phiếu" },
	{ { .access = ACCESS_EXPORT, .table = "a_new_one", .shown = 348262 }, "a_new_one: 348.262 phiếu" },
	{ { .access = ACCESS_EXPORT, .table = "sheets", .shown = 1, .text = "citizen_id ending 347" },
	  "Danh sách phiếu: 1 phiếu · Số có ba chữ số cuối 347" },
	{ { .access = ACCESS_SEARCH, .table = "sheets", .shown = 2, .ids = ids, .id_count = 2, .text = "citizen_id ending 347" },
	  "Số có ba chữ số cuối 347, tìm thấy phiếu 12, 45" },
	{ { .access = ACCESS_SEARCH, .table = "sheets", .shown = 2, .ids = ids, .id_count = 2, .text = "citizen_id ending 347 and more" },
	  "Số có ba chữ số cuối 347, tìm thấy phiếu 12, 45 và nhiều phiếu khác" },
	{ { .access = ACCESS_SEARCH, .table = "sheets", .shown = 51, .ids = ids, .id_count = 2, .text = "citizen_id ending 347" },
	  "Số có ba chữ số cuối 347, tìm thấy phiếu 12, 45 và nhiều phiếu khác" },
	{ { .access = ACCESS_SEARCH, .table = "sheets", .text = "citizen_id ending 347" },
	  "Số có ba chữ số cuối 347, không tìm thấy phiếu nào" },
	{ { .access = ACCESS_SEARCH, .text = "citizen_id ending 347: sheets 12,45" }, "Số có ba chữ số cuối 347, tìm thấy phiếu 12, 45" },
	{ { .access = ACCESS_SEARCH, .text = "citizen_id ending 347: sheets 12,45 and more" },
	  "Số có ba chữ số cuối 347, tìm thấy phiếu 12, 45 và nhiều phiếu khác" },
	{ { .access = ACCESS_SEARCH, .text = "citizen_id ending 347: no sheets" }, "Số có ba chữ số cuối 347, không tìm thấy phiếu nào" },
	{ { .access = ACCESS_SEARCH, .text = "citizen_id ending 347" }, "Số có ba chữ số cuối 347" },
	{ { .access = ACCESS_VIEW, .sheet_id = 3 }, "" },
	{ { .access = ACCESS_PRINT, .text = "list of people to be added" }, "list of people to be added" },
	{ { .access = ACCESS_EXPORT, .table = "tai-khoan" }, "Tài khoản" },
	{ { .access = ACCESS_LIST, .table = "phieu", .shown = 50 }, "Danh sách phiếu: 50 phiếu" },
	{ { .action = ACTION_RETURN, .text = "số 056085431916 sai" }, "số •••••••••916 sai" },
	{ { .action = ACTION_USER_ADD, .what = "{\"user\":\"lan\",\"role\":\"police\",\"due_on\":\"2024-07-31\",\"whole\":true,\"odd\":1}" },
	  "Tên đăng nhập: lan · Vai trò: Công an cấp xã · Hạn hoàn thành: 31/07/2024 · Cả đợt: có · odd: 1" },
	{ { .action = ACTION_PRICE_SET, .what = "{\"price\":2,\"pay_role\":\"check\",\"from\":\"2024-05-01\",\"new\":5500,\"share\":0,\"cap\":700,"
		"\"decided_on\":\"2024-03-01\"}" },
	  "Số trong máy: 2 · Chi cho việc: Nghiệm thu · Áp dụng từ ngày: 01/05/2024 · Đơn giá thu mới: 5.500 · Không quá (%): 7 · Ngày văn bản: 01/03/2024" },
	{ { .action = ACTION_PAYMENT_CLOSE, .what = "{\"payment\":1,\"from\":\"2024-05-01\",\"to\":\"2024-05-31\",\"amount\":748000,\"lines\":21}" },
	  "Số trong máy: 1 · Từ ngày: 01/05/2024 · Đến ngày: 31/05/2024 · Thành tiền: 748.000 · Số dòng: 21" },
	{ { .action = ACTION_PAPER_ISSUE, .what = "{\"paper\":4,\"of\":\"return\",\"hash\":\"a056085431916b\",\"number\":1}" },
	  "Số trong máy: 4 · Loại văn bản: Biên bản giao trả phiếu · Mã đối chiếu: a056085431916b · Số văn bản: 1" },
	{ { .action = ACTION_MINUTES_DROP, .what = "{\"of\":\"meeting\",\"reason\":\"số 056085431916\"}" },
	  "Loại văn bản: Biên bản họp nghiệm thu · Lý do: số •••••••••916" },
};

static void rows_are_told(void **state)
{
	struct arena *arena = arena_new(ARENA_REQUEST);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(log_tell(NULL, arena, &rows[i].row), rows[i].told);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(rows_are_told) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
