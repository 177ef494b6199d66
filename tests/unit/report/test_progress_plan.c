/* What the plan wants by a day, what is worst, and the sentence that says what is behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/memory.h"
#include "report/figures/progress_plan.h"

/* ---- what is wanted ---- */

static const struct milestone halves[] = { { 1, STAGE_COLLECT, "2024-01-05", 100 }, { 2, STAGE_ENTRY, "2024-01-10", 50 },
	{ 3, STAGE_CHECK, "2024-01-12", 80 }, { 3, STAGE_ENTRY, "2024-01-20", 0 } };

static int64_t share_on(const struct milestone *milestones, size_t count, const char *day)
{
	const struct campaign campaign = { .collect_from = "2024-01-01" };
	struct date today;

	assert_true(date_from_iso(day, false, &today));
	return plan_share(&campaign, milestones, count, today);
}

static void the_plan_rises_evenly_to_each_milestone(void **state)
{
	static const struct { const char *day; int64_t share; } rows[] = {
		{ "2023-12-01", 0 }, { "2023-12-31", 0 }, { "2024-01-01", 50000 }, { "2024-01-05", 250000 }, { "2024-01-10", 500000 },
		{ "2024-01-11", 550000 }, { "2024-01-15", 750000 }, { "2024-01-20", 1000000 }, { "2025-01-20", 1000000 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(share_on(halves, COUNT(halves), rows[i].day), rows[i].share);
}

static void milestones_of_other_stages_and_odd_ones_plan_nothing(void **state)
{
	static const struct milestone falling[] = { { 3, STAGE_ENTRY, "2024-01-10", 80 }, { 3, STAGE_ENTRY, "2024-01-20", 50 } },
		early[] = { { 3, STAGE_ENTRY, "2023-12-01", 40 }, { 3, STAGE_ENTRY, "2024-01-30", 100 } };

	(void)state;
	assert_int_equal(share_on(halves, 1, "2024-01-05"), 0);
	assert_int_equal(share_on(NULL, 0, "2024-01-05"), 0);
	assert_int_equal(share_on(falling, 2, "2024-01-15"), 800000);
	assert_int_equal(share_on(early, 2, "2023-12-05"), 400000 + 600000 * 4 / 60);
	assert_int_equal(share_on(early, 1, "2023-11-30"), 0);
}

static void what_is_due_is_rounded_up_as_a_milestone_is(void **state)
{
	static const struct { int64_t target, share, due; } rows[] = {
		{ 100, 500000, 50 }, { 101, 500000, 51 }, { 7, 1000000, 7 }, { 1, 1, 1 }, { 0, 500000, 0 }, { -1, 500000, -1 }, { 100, 0, -1 },
		{ 706174, 333333, 235392 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(plan_due(rows[i].target, rows[i].share), rows[i].due);
}

static void how_far_a_unit_is(void **state)
{
	static const struct { int64_t target, entered, share, reached; } rows[] = {
		{ 100, 25, 500000, 500000 }, { 100, 25, 0, 250000 }, { 100, 150, 500000, 3000000 }, { 100, 0, 500000, 0 }, { 0, 5, 500000, -1 },
		{ -1, 5, 500000, -1 }, { -1, 5, 0, -1 }, { 348262, 1, 0, 3 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct progress_row row = { .target = rows[i].target, .entered = rows[i].entered };
		assert_int_equal(plan_reached(&row, rows[i].share), rows[i].reached);
	}
}

/* ---- the finding ---- */

#define UNIT(unit, wanted, done) { .name = unit, .target = wanted, .entered = done }

enum { HALF = 500000 };

static const struct found {
	struct progress_row rows[4];
	size_t count;
	struct progress_row total;
	int64_t share;
	enum plan_standing standing;
	int64_t missing;
	const char *sentence, *detail;
} findings[] = {
	{ { UNIT("A", 100, 20), UNIT("B", 100, 10), UNIT("C", 100, 60) }, 3, UNIT("T", 300, 90), HALF, PLAN_BEHIND, 60,
	  "Chậm kế hoạch 60 phiếu: đã nhập 90 trên 150 phiếu cần có đến hôm nay.", "2 trong 3 địa bàn chậm. Thấp nhất: B, đã nhập 10 trên 50 phiếu." },
	{ { UNIT("A", 10000, 0), UNIT("B", 10000, 0), UNIT("C", 10000, 6000) }, 3, UNIT("T", 30000, 6000), HALF, PLAN_BEHIND, 9000,
	  "Chậm kế hoạch 9.000 phiếu: đã nhập 6.000 trên 15.000 phiếu cần có đến hôm nay.", "2 trong 3 địa bàn chậm. 2 địa bàn chưa nhập phiếu nào." },
	{ { UNIT("A", 100, 49), UNIT("B", 100, 49) }, 2, UNIT("T", 200, 98), HALF, PLAN_BEHIND, 2,
	  "Chậm kế hoạch 2 phiếu: đã nhập 98 trên 100 phiếu cần có đến hôm nay.", "2 trong 2 địa bàn chậm." },
	{ { UNIT("A", 100, 49), UNIT("B", 100, 300) }, 2, UNIT("T", 200, 349), HALF, PLAN_PARTS_BEHIND, 0,
	  "Đạt kế hoạch: đã nhập 349 trên 100 phiếu cần có đến hôm nay.", "1 trong 2 địa bàn chậm. Thấp nhất: A, đã nhập 49 trên 50 phiếu." },
	{ { UNIT("A", 100, 50), UNIT("B", 100, 90) }, 2, UNIT("T", 200, 140), HALF, PLAN_REACHED, 0,
	  "Đạt kế hoạch: đã nhập 140 trên 100 phiếu cần có đến hôm nay.", "" },
	{ { UNIT("A", 100, 20) }, 1, UNIT("A", 100, 20), HALF, PLAN_BEHIND, 30,
	  "Chậm kế hoạch 30 phiếu: đã nhập 20 trên 50 phiếu cần có đến hôm nay.", "" },
	{ { UNIT("A", 100, 95), UNIT("B", 100, 40), UNIT("C", -1, 7) }, 3, UNIT("T", 200, 142), 0, PLAN_BEHIND, 58,
	  "Còn thiếu 58 phiếu so với chỉ tiêu: đã nhập 142 trên 200 phiếu.", "2 trong 2 địa bàn chưa đạt chỉ tiêu. Thấp nhất: B, đã nhập 40 trên 100 phiếu. 1 địa bàn chưa đặt chỉ tiêu." },
	{ { UNIT("A", 100, 300) }, 1, UNIT("A", 100, 300), 0, PLAN_REACHED, 0, "Đạt chỉ tiêu: đã nhập 300 trên 100 phiếu.", "" },
	{ { UNIT("A", -1, 300), UNIT("B", -1, 0) }, 2, UNIT("T", -1, 300), HALF, PLAN_UNTOLD, 0,
	  "Chưa đặt chỉ tiêu, nên chưa xác định được nhanh hay chậm. Đã nhập 300 phiếu.", "" },
	{ { UNIT("A", 0, 3) }, 1, UNIT("A", 0, 3), HALF, PLAN_UNTOLD, 0, "Chưa đặt chỉ tiêu, nên chưa xác định được nhanh hay chậm. Đã nhập 3 phiếu.", "" },
	{ { UNIT("A", -1, 3), UNIT("B", -1, 4) }, 2, UNIT("T", 100, 7), HALF, PLAN_BEHIND, 43,
	  "Chậm kế hoạch 43 phiếu: đã nhập 7 trên 50 phiếu cần có đến hôm nay.", "" },
	{ { UNIT("A", 1, 0) }, 0, UNIT("A", 100, 0), HALF, PLAN_BEHIND, 50,
	  "Chậm kế hoạch 50 phiếu: đã nhập 0 trên 50 phiếu cần có đến hôm nay.", "" },
};

static void what_is_behind_is_found_and_said(void **state)
{
	struct arena *arena = arena_new(ARENA_REQUEST);

	(void)state;
	for (size_t i = 0; i < COUNT(findings); i++) {
		const struct found *one = &findings[i];
		const struct plan_finding found = plan_find(one->rows, one->count, &one->total, one->share);
		assert_string_equal(plan_sentence(arena, &found, one->total.entered, one->share), one->sentence);
		assert_string_equal(plan_detail(arena, &found, one->share), one->detail);
		assert_int_equal(found.standing, one->standing);
		assert_int_equal(found.missing, one->missing);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_plan_rises_evenly_to_each_milestone), cmocka_unit_test(milestones_of_other_stages_and_odd_ones_plan_nothing),
		cmocka_unit_test(what_is_due_is_rounded_up_as_a_milestone_is), cmocka_unit_test(how_far_a_unit_is),
		cmocka_unit_test(what_is_behind_is_found_and_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
