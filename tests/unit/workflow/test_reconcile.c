/* Reconciliation of 4,931 people with planted differences: all found, none invented, within a second. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/clock.h"
#include "base/memory.h"
#include "cli/demo/answers/demo_sheet.h"
#include "cli/demo/demo_table.h"
#include "text/sound.h"
#include "workflow/roster/reconcile_lines.h"

enum { PEOPLE = 4931, THON = 9, PLANTS = 10, EVERY = 23, ROOM = 1 << 28 };

/* What is planted, in turn, in every 23rd: nothing for the others. */
enum plant { PLANT_NAME, PLANT_BIRTH, PLANT_SEX, PLANT_NUMBER, PLANT_NO_NUMBER, PLANT_HAMLET, PLANT_ADDRESS, PLANT_SPELLING, PLANT_NO_SHEET, PLANT_NO_ROW };

static const struct { enum reconcile result; const char *fields; } expected[PLANTS] = {
	[PLANT_NAME] = { RECONCILE_DIFFERS, "full_name" }, [PLANT_BIRTH] = { RECONCILE_DIFFERS, "birth_date" }, [PLANT_SEX] = { RECONCILE_DIFFERS, "sex" },
	[PLANT_NUMBER] = { RECONCILE_DIFFERS, "citizen_id" }, [PLANT_NO_NUMBER] = { RECONCILE_SAME, "" }, [PLANT_HAMLET] = { RECONCILE_DIFFERS, "area" },
	[PLANT_ADDRESS] = { RECONCILE_DIFFERS, "address" }, [PLANT_SPELLING] = { RECONCILE_SAME, "" }, [PLANT_NO_SHEET] = { RECONCILE_LIST_ONLY, "" },
	[PLANT_NO_ROW] = { RECONCILE_SHEET_ONLY, "" },
};

struct both {
	struct arena *arena;
	struct roster_entry *rows;
	struct reconcile_sheet *sheets;
	size_t row_count, sheet_count;
};

static int plant_of(int i)
{
	return i % EVERY == 7 ? i / EVERY % PLANTS : -1;
}

static struct roster_facts human(struct arena *arena, const struct demo_book *book, int i)
{
	struct prng prng = prng_make(5, STREAM_PERSON, (uint64_t)i);
	bool woman = prng_chance(&prng, 505);
	struct date birth = date_from_days(date_to_days((struct date){ 1948, 1, 1 }) + prng_below(&prng, 60 * 365));
	char iso[DATE_TEXT];

	date_to_iso(birth, iso);
	return (struct roster_facts){ .full_name = demo_name(book, arena, woman, birth.year, &prng), .birth_date = arena_text(arena, iso),
		.citizen_id = arena_print(arena, "038%d%02d%06u", woman, birth.year % 100, prng_million(5, (uint32_t)i)),
		.address = arena_print(arena, "Xóm %d, thôn %d, xã Quảng Ngọc", i % 12, 1 + i % THON), .sex = woman ? 2 : 1, .area_id = 1 + i % THON };
}

static const char *other_digit(struct arena *arena, const char *text, size_t at)
{
	char *other = arena_text(arena, text);

	other[at] = other[at] == '9' ? '0' : (char)(other[at] + 1);
	return other;
}

/* What the sheet of a human says, whom the list has as he is. */
static void plant(struct arena *arena, enum plant what, struct roster_facts *row, struct roster_facts *sheet)
{
	switch (what) {
	case PLANT_NAME: sheet->full_name = arena_print(arena, "%s Tí", sheet->full_name); break;
	case PLANT_BIRTH: sheet->birth_date = other_digit(arena, sheet->birth_date, 3); break;
	case PLANT_SEX: sheet->sex = 3 - sheet->sex; break;
	case PLANT_NUMBER: sheet->citizen_id = other_digit(arena, sheet->citizen_id, 9); break;
	case PLANT_NO_NUMBER: row->citizen_id = NULL; break;
	case PLANT_HAMLET: sheet->area_id = sheet->area_id % THON + 1; break;
	case PLANT_ADDRESS: sheet->address = arena_print(arena, "Số 1, %s", sheet->address); break;
	case PLANT_SPELLING: sheet->address = arena_print(arena, "%s.", sheet->address); break;
	case PLANT_NO_SHEET: case PLANT_NO_ROW: break;
	}
}

static void make(struct both *b)
{
	const struct demo_book *book = demo_book(b->arena);

	b->rows = arena_array(b->arena, PEOPLE, sizeof *b->rows);
	b->sheets = arena_array(b->arena, PEOPLE, sizeof *b->sheets);
	for (int i = 0; i < PEOPLE; i++) {
		struct roster_facts row = human(b->arena, book, i), sheet = row;
		int what = plant_of(i);
		if (what >= 0)
			plant(b->arena, (enum plant)what, &row, &sheet);
		if (what != PLANT_NO_ROW)
			b->rows[b->row_count++] = (struct roster_entry){ .id = i + 1, .facts = row };
		if (what != PLANT_NO_SHEET)
			b->sheets[b->sheet_count++] = (struct reconcile_sheet){ .id = i + 1, .facts = sheet, .name_sound = name_sound(b->arena, sheet.full_name) };
	}
}

static void all_is_found_and_nothing_invented(void **state)
{
	struct both b = { .arena = arena_new(ROOM) };
	struct reconcile_lines lines;
	int planted[PLANTS] = { 0 };

	(void)state;
	make(&b);
	int64_t begun = clock_monotonic_ms();
	reconcile_match(b.arena, b.rows, b.row_count, b.sheets, b.sheet_count, &lines);
	assert_true(clock_monotonic_ms() - begun < 1000);
	assert_int_equal(lines.count, PEOPLE);
	for (size_t i = 0; i < lines.count; i++) {
		const struct reconcile_line *line = &lines.items[i];
		int64_t id = line->row != NULL ? line->row->id : line->sheet->id;
		int what = plant_of((int)id - 1);
		if (line->row != NULL && line->sheet != NULL)
			assert_int_equal(line->row->id, line->sheet->id);
		if (line->result != (what < 0 ? RECONCILE_SAME : expected[what].result) || strcmp(line->fields, what < 0 ? "" : expected[what].fields) != 0)
			fail_msg("human %lld, plant %d: result %d, fields '%s'", (long long)id, what, line->result, line->fields);
		if (what >= 0)
			planted[what]++;
	}
	for (int i = 0; i < PLANTS; i++)
		assert_true(planted[i] >= 20);
	arena_free(b.arena);
}

/* Two of one name, birth and hamlet without numbers: nobody says which is which. */
static void what_could_be_either_is_neither(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	const struct roster_facts one = { .full_name = "Nguyễn Văn An", .birth_date = "1985-07-12", .area_id = 1 };
	const struct roster_entry row = { .id = 1, .facts = one };
	const struct reconcile_sheet two[] = { { .id = 1, .facts = one, .name_sound = name_sound(arena, one.full_name) },
		{ .id = 2, .facts = one, .name_sound = name_sound(arena, one.full_name) } };
	struct reconcile_lines lines;

	(void)state;
	reconcile_match(arena, &row, 1, two, 2, &lines);
	assert_int_equal(lines.count, 3);
	assert_int_equal(lines.items[0].result, RECONCILE_LIST_ONLY);
	reconcile_match(arena, &row, 1, two, 1, &lines);
	assert_int_equal(lines.items[0].result, RECONCILE_SAME);
	/* Of another number altogether he is another. */
	struct roster_entry numbered = row;
	struct reconcile_sheet other = two[0];
	numbered.facts.citizen_id = "038085000001";
	other.facts.citizen_id = "038085777888";
	reconcile_match(arena, &numbered, 1, &other, 1, &lines);
	assert_int_equal(lines.count, 2);
	reconcile_match(arena, &row, 0, two, 0, &lines);
	assert_int_equal(lines.count, 0);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_is_found_and_nothing_invented),
		cmocka_unit_test(what_could_be_either_is_neither),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
