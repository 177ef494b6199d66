#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "store/access/id_list.h"

enum { MOST = 200 };

struct bytes { unsigned char data[MOST * 9]; size_t length; };

static struct bytes written(const int64_t *ids, size_t count)
{
	struct bytes out = { .length = id_list_size(ids, count) };

	assert_in_range(out.length, count, sizeof out.data);
	id_list_write(ids, count, out.data);
	return out;
}

static size_t read_all(const void *data, size_t length, int64_t out[MOST], enum id_step *last)
{
	struct id_list list;
	size_t count = 0;

	id_list_begin(&list, data, length);
	while (count < MOST && (*last = id_list_next(&list, &out[count])) == ID_NEXT)
		count++;
	return count;
}

static const struct { int64_t ids[4]; size_t count; unsigned char bytes[20]; size_t length; } known[] = {
	{ { 0 }, 0, { 0 }, 0 },
	{ { 1 }, 1, { 1 }, 1 },
	{ { 127, 128, 255 }, 3, { 127, 1, 127 }, 3 },
	{ { 128 }, 1, { 0x80, 1 }, 2 },
	{ { 300, 20000 }, 2, { 0xac, 2, 0xf4, 0x99, 1 }, 5 },
	{ { INT64_MAX }, 1, { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f }, 9 },
	{ { 1, INT64_MAX }, 2, { 1, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f }, 10 },
};

static void the_bytes_are_those(void **state)
{
	int64_t ids[MOST];
	enum id_step last;

	(void)state;
	for (size_t i = 0; i < COUNT(known); i++) {
		struct bytes bytes = written(known[i].ids, known[i].count);
		assert_int_equal(bytes.length, known[i].length);
		assert_memory_equal(bytes.data, known[i].bytes, bytes.length);
		assert_int_equal(read_all(known[i].bytes, known[i].length, ids, &last), known[i].count);
		assert_int_equal(last, ID_END);
		assert_memory_equal(ids, known[i].ids, known[i].count * sizeof *ids);
	}
}

static const struct { unsigned char bytes[20]; size_t length, good; const char *why; } damaged[] = {
	{ { 0 }, 1, 0, "no id is 0" },
	{ { 5, 0 }, 2, 1, "an id twice" },
	{ { 0x80 }, 1, 0, "cut off" },
	{ { 5, 0x81, 0x80 }, 3, 1, "cut off after one that is whole" },
	{ { 0x81, 0 }, 2, 0, "longer than it must be" },
	{ { 0x80, 0x80, 0 }, 3, 0, "a long nothing" },
	{ { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1 }, 10, 0, "more than 63 bits" },
	{ { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 1 }, 10, 1, "beyond the last id" },
};

static void damage_is_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(damaged); i++) {
		struct id_list list;
		int64_t id;
		size_t good = 0;
		enum id_step step;

		id_list_begin(&list, damaged[i].bytes, damaged[i].length);
		while ((step = id_list_next(&list, &id)) == ID_NEXT)
			good++;
		if (step != ID_DAMAGED || good != damaged[i].good || id_list_next(&list, &id) != ID_DAMAGED)
			fail_msg("%s: %zu ids, then %d", damaged[i].why, good, step);
	}
}

static uint64_t draw(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

/* Sorting keeps the set; writing and reading give it back; a list that is cut anywhere is a list of fewer, or damaged. */
static void any_set_comes_back(void **state)
{
	uint64_t seed = 0x9e3779b97f4a7c15;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		int64_t ids[MOST], drawn[MOST], again[MOST];
		size_t count = draw(&seed) % MOST, bits = 1 + draw(&seed) % 63;
		enum id_step last;

		for (size_t i = 0; i < count; i++)
			ids[i] = drawn[i] = (int64_t)(draw(&seed) >> (64 - bits) | 1);
		size_t kept = id_list_sort(ids, count);
		for (size_t i = 1; i < kept; i++)
			assert_true(ids[i - 1] < ids[i]);
		for (size_t i = 0, j; i < count; i++) {
			for (j = 0; j < kept && ids[j] != drawn[i]; j++)
				;
			assert_in_range(j, 0, kept - 1);
		}
		struct bytes bytes = written(ids, kept);
		assert_int_equal(read_all(bytes.data, bytes.length, again, &last), kept);
		assert_int_equal(last, ID_END);
		assert_memory_equal(again, ids, kept * sizeof *ids);
		size_t cut = bytes.length == 0 ? 0 : draw(&seed) % bytes.length, fewer = read_all(bytes.data, cut, again, &last);
		assert_true(fewer < kept || kept == 0);
		assert_memory_equal(again, ids, fewer * sizeof *ids);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_bytes_are_those),
		cmocka_unit_test(damage_is_told),
		cmocka_unit_test(any_set_comes_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
