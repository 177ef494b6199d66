#include "http/answer/gzip.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <zlib.h>

#include "base/memory.h"

static void acceptance_is_read(void **state)
{
	static const struct { const char *accept; bool accepted; } rows[] = {
		{ NULL, false }, { "", false }, { "gzip", true }, { "GZIP", true }, { "deflate, gzip, br", true },
		{ "br,gzip;q=0.5", true }, { "gzip;q=0", false }, { "gzip; q=0.000", false }, { "gzip;q=1.0", true },
		{ "*", true }, { "*;q=0", false }, { "*, gzip;q=0", false }, { "gzipx", false }, { "identity", false },
		{ "x-gzip-not", false }, { ",, ,", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (gzip_is_accepted(rows[i].accept) != rows[i].accepted)
			fail_msg("judged wrongly: %s", rows[i].accept == NULL ? "(none)" : rows[i].accept);
	}
}

static void types_are_told_apart(void **state)
{
	(void)state;
	assert_true(gzip_suits("text/html; charset=utf-8"));
	assert_true(gzip_suits("application/json"));
	assert_false(gzip_suits("text/htmlx"));
	assert_false(gzip_suits("image/png"));
}

static void packed_bytes_unpack(void **state)
{
	struct arena *arena = arena_new(ARENA_REQUEST);
	static char text[100000], out[sizeof text + 1];
	size_t size;

	(void)state;
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = (char)(i * i >> 3);
	for (size_t length = 0; length <= sizeof text; length += 33333) {
		char *packed = gzip_pack(arena, text, length, GZIP_FAST, &size);
		z_stream stream = { .next_in = (Bytef *)packed, .avail_in = (uInt)size, .next_out = (Bytef *)out,
		                    .avail_out = sizeof out };
		assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
		assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
		assert_int_equal(stream.total_out, length);
		assert_memory_equal(out, text, length);
		inflateEnd(&stream);
	}
	arena_free(arena);
}

/* Parts and texts in between make one member that unpacks to all of them, with the right sum and length at its end. */
static void joined_parts_unpack(void **state)
{
	static const char *const pieces[] = { "", "<p>Đức</p>", "0123456789abcdef", "a", "", "the last one, longer than the others: aaaaaaaaaaaaaaa" };
	struct arena *arena = arena_new(ARENA_REQUEST);
	struct gzip_join join;
	struct buf packed, whole;
	char out[4096];

	(void)state;
	buf_init(&packed, arena, 1 << 16);
	buf_init(&whole, arena, 1 << 16);
	gzip_join_begin(&join, &packed);
	for (size_t i = 0; i < COUNT(pieces); i++) {
		struct gzip_part part;
		buf_text(&whole, pieces[i]);
		if (i % 2 == 0) {
			gzip_join_text(&join, pieces[i], strlen(pieces[i]));
			continue;
		}
		assert_true(gzip_part_pack(&part, pieces[i], strlen(pieces[i])));
		gzip_join_part(&join, &part);
		gzip_part_free(&part);
	}
	gzip_join_end(&join);
	z_stream stream = { .next_in = (Bytef *)packed.data, .avail_in = (uInt)packed.length, .next_out = (Bytef *)out, .avail_out = sizeof out };
	assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
	assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
	assert_int_equal(stream.avail_in, 0);
	assert_int_equal(stream.total_out, whole.length);
	assert_memory_equal(out, whole.data, whole.length);
	inflateEnd(&stream);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(acceptance_is_read),
		cmocka_unit_test(joined_parts_unpack),
		cmocka_unit_test(types_are_told_apart),
		cmocka_unit_test(packed_bytes_unpack),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
