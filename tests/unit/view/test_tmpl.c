/* The shim over ctemplate: what is escaped where, what a row sees of the values around it, and when rendering fails. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "view/tmpl.h"

#define PRAGMA "{{%AUTOESCAPE context=\"HTML\"}}\n"

static struct arena *arena;

static int start(void **state)
{
	(void)state;
	arena = arena_new(ARENA_REQUEST);
	return arena == NULL;
}

static int stop(void **state)
{
	(void)state;
	tmpl_unload();
	arena_free(arena);
	return 0;
}

static bool collect(void *arg, const char *data, size_t length)
{
	buf_add(arg, data, length);
	return true;
}

static bool refuse(void *arg, const char *data, size_t length)
{
	(void)arg;
	(void)data;
	(void)length;
	return false;
}

static void load(const char *name, const char *text)
{
	char *whole = arena_print(arena, "%s%s", PRAGMA, text);

	assert_true(tmpl_load(name, whole, strlen(whole)));
}

/* What the template renders to, without the line of the pragma; NULL when rendering fails. */
static const char *render(struct tmpl_dict *root)
{
	struct buf out;

	buf_init(&out, arena, 1 << 20);
	if (!tmpl_render(root, collect, &out))
		return NULL;
	return out.data[0] == '\n' ? out.data + 1 : out.data;
}

static void test_escaping(void **state)
{
	static const struct {
		const char *text, *value, *expected, *why;
	} rows[] = {
		{ "<p>{{X}}</p>", "a<b>&\"'", "<p>a&lt;b&gt;&amp;&quot;&#39;</p>", "text" },
		{ "<i title=\"{{X}}\">", "\" onclick=\"x", "<i title=\"&quot; onclick=&quot;x\">", "a quote does not end the attribute" },
		{ "<a href=\"{{X}}\">", "javascript:alert(1)", "<a href=\"#\">", "no script in a link" },
		{ "<a href=\"{{X}}\">", "/sheets/12?a=b&c=d", "<a href=\"/sheets/12?a=b&amp;c=d\">", "a path stays" },
		{ "<a href=\"/s?q={{X:u}}\">", "a&b=c d", "<a href=\"/s?q=a%26b%3Dc+d\">", "a query part adds no parameter" },
		{ "<textarea>{{X:p}}</textarea>", "một\r\nhai </textarea>", "<textarea>một\r\nhai &lt;/textarea&gt;</textarea>",
		  "line ends stay in a textarea" },
		{ "<input value=\"{{X:p}}\">", "một\nhai\"", "<input value=\"một\nhai&quot;\">", "and in a carried hidden field" },
		{ "<p>{{X}}</p>", "Nguyễn Thị Đức", "<p>Nguyễn Thị Đức</p>", "Vietnamese passes" },
		{ "<p>{{X}}</p>", NULL, "<p></p>", "NULL is empty" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		load("page", rows[i].text);
		tmpl_freeze();
		struct tmpl_dict *root = tmpl_new("page");
		const char *text;
		tmpl_put(root, "X", rows[i].value);
		text = render(root);
		if (text == NULL || strcmp(text, rows[i].expected) != 0)
			fail_msg("%s: %s", rows[i].why, text != NULL ? text : "not rendered");
		tmpl_free(root);
		tmpl_unload();
	}
}

static void test_rows_have_their_own_values_and_see_those_around(void **state)
{
	(void)state;
	load("page", "{{X}}{{#ROW}}[{{X}}{{Y}}{{#MARK}}!{{/MARK}}]{{/ROW}}");
	tmpl_freeze();
	struct tmpl_dict *root = tmpl_new("page"), *row;
	tmpl_put(root, "X", "x");
	row = tmpl_add(root, "ROW");
	tmpl_put(row, "Y", "");
	row = tmpl_add(root, "ROW");
	tmpl_put_int(row, "Y", -12);
	tmpl_show(row, "MARK");
	assert_string_equal(render(root), "x[x][x-12!]");
	tmpl_free(root);
}

static void test_rows_of_the_page_are_seen_inside_rows(void **state)
{
	(void)state;
	load("page", "{{#REASON}}{{R}}{{/REASON}}{{#ROW}}[{{#REASON}}{{R}}{{/REASON}}]{{/ROW}}");
	tmpl_freeze();
	struct tmpl_dict *root = tmpl_new("page");
	tmpl_put(tmpl_add(root, "REASON"), "R", "1");
	tmpl_put(tmpl_add(root, "REASON"), "R", "2");
	tmpl_add(root, "ROW");
	tmpl_add(root, "ROW");
	assert_string_equal(render(root), "12[12][12]");
	tmpl_free(root);
}

static void test_include_sees_only_its_own(void **state)
{
	(void)state;
	load("page", "{{X}}<b>{{>PART}}</b>");
	load("part/a.html", "{{#ROW}}{{X}}{{/ROW}}{{Y}}");
	tmpl_freeze();
	struct tmpl_dict *root = tmpl_new("page"), *part;
	tmpl_put(root, "X", "outer");
	part = tmpl_include(root, "PART", "part/a.html");
	tmpl_put(part, "Y", "<y>");
	assert_non_null(strstr(render(root), "&lt;y&gt;"));
	assert_null(strstr(strstr(render(root), "<b>"), "outer"));
	tmpl_free(root);
}

static void test_rendering_fails(void **state)
{
	(void)state;
	load("page", "<b>{{>PART}}</b>");
	tmpl_freeze();
	struct tmpl_dict *root = tmpl_new("page"), *missing = tmpl_new("no such page");
	assert_non_null(render(root));
	assert_null(render(missing));
	assert_false(tmpl_render(root, refuse, NULL));
	tmpl_include(root, "PART", "missing.html");
	assert_null(render(root));
	tmpl_free(missing);
	tmpl_free(root);
}

static void test_broken_templates_do_not_load(void **state)
{
	static const char *const rows[] = {
		PRAGMA "{{#A}}x{{/B}}",
		PRAGMA "{{#A}}x",
		PRAGMA "<p {{X}}=\"1\">",
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (tmpl_load("page", rows[i], strlen(rows[i])))
			fail_msg("loaded: %s", rows[i]);
}

static void test_null_dictionaries_are_ignored(void **state)
{
	(void)state;
	tmpl_put(NULL, "X", "x");
	tmpl_show(NULL, "X");
	assert_null(tmpl_add(NULL, "X"));
	assert_null(tmpl_include(NULL, "X", "x"));
	tmpl_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_escaping, start, stop),
		cmocka_unit_test_setup_teardown(test_rows_have_their_own_values_and_see_those_around, start, stop),
		cmocka_unit_test_setup_teardown(test_rows_of_the_page_are_seen_inside_rows, start, stop),
		cmocka_unit_test_setup_teardown(test_include_sees_only_its_own, start, stop),
		cmocka_unit_test_setup_teardown(test_rendering_fails, start, stop),
		cmocka_unit_test_setup_teardown(test_broken_templates_do_not_load, start, stop),
		cmocka_unit_test_setup_teardown(test_null_dictionaries_are_ignored, start, stop),
	};

	return cmocka_run_group_tests_name("tmpl", tests, NULL, NULL);
}
