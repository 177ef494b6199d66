#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/memory.h"
#include "http/multipart.h"

#define TYPE "multipart/form-data; boundary=xyz"
#define HEAD(name) "\r\nContent-Disposition: form-data; name=\"" name "\""
#define TEXT(name, text) "--xyz" HEAD(name) "\r\n\r\n" text "\r\n"
#define END "--xyz--\r\n"

static const struct { const char *body, *read, *why; } good[] = {
	{ TEXT("a", "1") END, "a=1;", "one text" },
	{ TEXT("a", "1") TEXT("b", "Lê An") TEXT("a", "") END, "a=1;b=Lê An;a=;", "several, one twice, one empty" },
	{ TEXT("a", "1\r\n2\r3") END, "a=1\n2\n3;", "line ends" },
	{ TEXT("a", "--xy\r\n--xy") END, "a=--xy\n--xy;", "almost a boundary" },
	{ "--xyz" HEAD("f") "; filename=\"../../x.jpg\"\r\nContent-Type: image/jpeg\r\n\r\nJPEG\r\n" END, "[f:JPEG]", "a file" },
	{ "--xyz" HEAD("f") "; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n" END, "[f:]", "no file chosen" },
	{ "--xyz\r\nX: y\r\nCONTENT-DISPOSITION: form-data; name=\"a\"\r\n\r\n1\r\n" END, "a=1;", "other headers, other case" },
	{ "before\r\n" TEXT("a", "1") END "after", "a=1;", "something around" },
	{ "--xyz \t" HEAD("a") "\r\n\r\n1\r\n" END, "a=1;", "padding of a boundary" },
	{ END, "", "nothing" },
};

static const struct { const char *type, *body, *why; } bad[] = {
	{ "multipart/form-data", TEXT("a", "1") END, "no boundary" },
	{ "multipart/form-data; boundary=", TEXT("a", "1") END, "an empty boundary" },
	{ "multipart/form-data; boundary=\"", TEXT("a", "1") END, "half a boundary" },
	{ "multipart/form-data; boundary=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", END, "a boundary of 71" },
	{ TYPE, "", "an empty body" },
	{ TYPE, "a=1", "no delimiter" },
	{ TYPE, TEXT("a", "1"), "no end" },
	{ TYPE, "--xyz" HEAD("a") "\r\n\r\n1", "cut off in the data" },
	{ TYPE, "--xyz" HEAD("a") "\r\n", "cut off in the head" },
	{ TYPE, "--xyz", "cut off behind a boundary" },
	{ TYPE, "--xyz\r\n\r\n1\r\n" END, "no head" },
	{ TYPE, "--xyz\r\nContent-Disposition: form-data\r\n\r\n1\r\n" END, "no name" },
	{ TYPE, "--xyz\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n" END, "half a name" },
	{ TYPE, "--xyz\r\nContent-Disposition: form-data; filename=\"a\"\r\n\r\n1\r\n" END, "a file without a name" },
	{ TYPE, TEXT("a", "\xff") END, "broken UTF-8" },
	{ TYPE, TEXT("a\xff", "1") END, "broken UTF-8 in a name" },
};

static struct arena *arena;

static const char *shown(const struct params *texts, const struct http_files *files)
{
	const char *all = "";

	for (size_t i = 0; i < texts->count; i++)
		all = arena_print(arena, "%s%s=%s;", all, texts->items[i].name, texts->items[i].value);
	for (size_t i = 0; i < files->count; i++)
		all = arena_print(arena, "%s[%s:%.*s]", all, files->items[i].name, (int)files->items[i].size, files->items[i].data);
	return all;
}

static bool decode(const char *type, const char *body, struct params *texts, struct http_files *files)
{
	return multipart_decode(arena, type, arena_text(arena, body), strlen(body), texts, files);
}

static void bodies_are_taken_apart(void **state)
{
	struct params texts;
	struct http_files files;

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		if (!decode(TYPE, good[i].body, &texts, &files) || strcmp(shown(&texts, &files), good[i].read) != 0)
			fail_msg("%s: '%s'", good[i].why, shown(&texts, &files));
	}
	assert_true(decode("Multipart/Form-Data; charset=utf-8; Boundary=\"xyz\"", TEXT("a", "1") END, &texts, &files));
}

static void others_are_refused(void **state)
{
	struct params texts;
	struct http_files files;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		if (decode(bad[i].type, bad[i].body, &texts, &files))
			fail_msg("%s: '%s'", bad[i].why, shown(&texts, &files));
	}
	assert_false(multipart_decode(arena, TYPE, TEXT("a", "1\0" "2") END, sizeof TEXT("a", "1\0" "2") END - 1, &texts, &files));
}

static const char *many(int parts)
{
	const char *body = "";

	for (int i = 0; i < parts; i++)
		body = arena_print(arena, "%s%s", body, TEXT("a", "1"));
	return arena_print(arena, "%s%s", body, END);
}

static void parts_and_heads_have_limits(void **state)
{
	struct params texts;
	struct http_files files;
	char *padding = arena_alloc(arena, MULTIPART_HEAD + 1);

	(void)state;
	assert_true(decode(TYPE, many(MULTIPART_PARTS), &texts, &files));
	assert_int_equal(texts.count, MULTIPART_PARTS);
	assert_false(decode(TYPE, many(MULTIPART_PARTS + 1), &texts, &files));
	memset(padding, 'x', MULTIPART_HEAD);
	assert_false(decode(TYPE, arena_print(arena, "--xyz\r\nX: %s" HEAD("a") "\r\n\r\n1\r\n" END, padding), &texts, &files));
	padding[MULTIPART_HEAD / 2] = '\0';
	assert_true(decode(TYPE, arena_print(arena, "--xyz\r\nX: %s" HEAD("a") "\r\n\r\n1\r\n" END, padding), &texts, &files));
}

static void texts_have_a_limit(void **state)
{
	char *half = arena_alloc(arena, MULTIPART_TEXT / 2 + 1);
	struct params texts;
	struct http_files files;

	(void)state;
	memset(half, 'x', MULTIPART_TEXT / 2);
	const char *part = arena_print(arena, "--xyz" HEAD("a") "\r\n\r\n%s\r\n", half);
	assert_true(decode(TYPE, arena_print(arena, "%s%s" END, part, part), &texts, &files));
	assert_false(decode(TYPE, arena_print(arena, "%s%s" TEXT("b", "1") END, part, part), &texts, &files));
}

static void types(void **state)
{
	(void)state;
	assert_true(multipart_is_type("multipart/form-data"));
	assert_true(multipart_is_type("MULTIPART/FORM-DATA;boundary=x"));
	assert_false(multipart_is_type("multipart/form-database"));
	assert_false(multipart_is_type("application/x-www-form-urlencoded"));
	assert_false(multipart_is_type(NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bodies_are_taken_apart), cmocka_unit_test(others_are_refused), cmocka_unit_test(parts_and_heads_have_limits),
		cmocka_unit_test(texts_have_a_limit), cmocka_unit_test(types),
	};

	arena = arena_new(ARENA_REQUEST);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
