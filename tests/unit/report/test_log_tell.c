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
};

static void rows_are_told(void **state)
{
	struct arena *arena = arena_new(ARENA_REQUEST);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(log_tell(arena, &rows[i].row), rows[i].told);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(rows_are_told) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
