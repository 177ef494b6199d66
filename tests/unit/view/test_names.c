/* What the sanitizer build refuses to put into a template, and what it writes down of what was put. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <cmocka.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "view/tmpl.h"

#define PRAGMA "{{%AUTOESCAPE context=\"HTML\"}}\n"

static struct tmpl_dict *root;

static void load(const char *name, const char *text)
{
	char whole[512];
	int length = snprintf(whole, sizeof whole, "%s%s", PRAGMA, text);

	assert_true(tmpl_load(name, whole, (size_t)length));
}

static int start(void **state)
{
	(void)state;
	load("page", "{{X}}{{#ROW}}{{X}}{{Y}}{{#MARK}}!{{/MARK}}{{#DEEP}}{{Z}}{{/DEEP}}{{/ROW}}{{#FLAG}}!{{/FLAG}}{{>PART}}{{#FORM}}{{>TOKENS}}{{/FORM}}");
	load("part", "{{P}}{{#FORM}}{{>TOKENS}}{{/FORM}}");
	load("tokens", "{{T}}");
	load("help/topic/a.html", "{{#FOR_ADMIN}}{{>LINK}}{{/FOR_ADMIN}}");
	tmpl_freeze();
	root = tmpl_new("page");
	return root == NULL;
}

static int stop(void **state)
{
	(void)state;
	tmpl_free(root);
	tmpl_unload();
	return 0;
}

static bool drop(void *arg, const char *data, size_t length)
{
	(void)arg;
	(void)data;
	(void)length;
	return true;
}

static struct tmpl_dict *row(void)
{
	struct tmpl_dict *one = tmpl_add(root, "ROW");

	tmpl_put(root, "X", "x");
	tmpl_put(one, "Y", "y");
	return one;
}

static void render(void)
{
	assert_true(tmpl_render(root, drop, NULL));
}

static void misspelt_value(void)        { tmpl_put(root, "XX", "x"); }
static void misspelt_number(void)       { tmpl_put_int(root, "XX", 1); }
static void misspelt_section(void)      { tmpl_add(root, "ROWS"); }
static void misspelt_flag(void)         { tmpl_show(row(), "MARKS"); }
static void misspelt_include(void)      { tmpl_include(root, "PARTS", "part"); }
static void value_of_the_row(void)      { tmpl_put(root, "Y", "y"); }
static void value_of_the_page(void)     { tmpl_put(row(), "X", "x"); }
static void section_of_the_row(void)    { tmpl_show(root, "MARK"); }
static void value_of_the_include(void)  { tmpl_put(root, "P", "p"); }
static void tokens_of_no_form(void)     { tmpl_include(tmpl_include(root, "TOKENS", "tokens"), "TOKENS", "tokens"); }
static void shown_with_a_value(void)    { tmpl_show(row(), "DEEP"); }
static void page_unset(void)            { render(); }
static void row_unset(void)             { tmpl_put(root, "X", "x"); tmpl_add(root, "ROW"); render(); }
static void deep_row_unset(void)        { tmpl_add(row(), "DEEP"); render(); }
static void include_unset(void)         { tmpl_put(root, "X", "x"); tmpl_include(root, "PART", "part"); render(); }
static void form_unset(void)            { tmpl_put(root, "X", "x"); tmpl_show(root, "FORM"); render(); }
static void form_of_an_include(void)
{
	struct tmpl_dict *part = tmpl_include(root, "PART", "part");

	tmpl_put(root, "X", "x");
	tmpl_put(part, "P", "p");
	tmpl_put(tmpl_include(root, "TOKENS", "tokens"), "T", "t");
	tmpl_add(part, "FORM");
	render();
}

/* What it writes to stderr in a process of its own; how that ended in *status. */
static const char *ending(void (*act)(void), char *said, size_t size, int *status)
{
	int ends[2];
	size_t length = 0;

	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0) {
		signal(SIGABRT, SIG_DFL);
		dup2(ends[1], STDERR_FILENO);
		act();
		_exit(0);
	}
	close(ends[1]);
	for (ssize_t got; length < size - 1 && (got = read(ends[0], said + length, size - 1 - length)) > 0;)
		length += (size_t)got;
	said[length] = '\0';
	close(ends[0]);
	waitpid(child, status, 0);
	return said;
}

static void test_refused(void **state)
{
	static const struct { void (*act)(void); const char *said; } rows[] = {
		{ misspelt_value, "template page, section -: XX is no value of it" },
		{ misspelt_number, "template page, section -: XX is no value of it" },
		{ misspelt_section, "template page, section -: ROWS is no section of it" },
		{ misspelt_flag, "template page, section ROW: MARKS is no section of it" },
		{ misspelt_include, "template page, section -: PARTS is no include of it" },
		{ value_of_the_row, "template page, section -: Y is no value of it" },
		{ value_of_the_page, "template page, section ROW: X is no value of it" },
		{ section_of_the_row, "template page, section -: MARK is no section of it" },
		{ value_of_the_include, "template page, section -: P is no value of it" },
		{ tokens_of_no_form, "template tokens, section -: TOKENS is no include of it" },
		{ shown_with_a_value, "template page, section ROW>DEEP: Z is a value" },
		{ page_unset, "template page, section -: X is not set" },
		{ row_unset, "template page, section ROW: Y is not set" },
		{ deep_row_unset, "template page, section ROW>DEEP: Z is not set" },
		{ include_unset, "template part, section -: P is not set" },
		{ form_unset, "template page, section -: TOKENS is not included" },
		{ form_of_an_include, "template part, section FORM: TOKENS is not included" },
	};
	char said[4096];
	int status;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		ending(rows[i].act, said, sizeof said, &status);
		if (strstr(said, rows[i].said) == NULL)
			fail_msg("%s: said %s", rows[i].said, said);
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	}
}

static void test_taken(void **state)
{
	(void)state;
	struct tmpl_dict *deep = tmpl_add(row(), "DEEP"), *part = tmpl_include(root, "PART", "part");
	tmpl_put(deep, "Z", NULL);
	tmpl_show(root, "FLAG");
	tmpl_put(part, "P", "p");
	tmpl_put(tmpl_include(root, "TOKENS", "tokens"), "T", "around the forms");
	tmpl_show(root, "FORM");
	struct tmpl_dict *form = tmpl_add(part, "FORM");
	tmpl_put(tmpl_include(form, "TOKENS", "tokens"), "T", "of the form");
	render();
}

static void test_topics_of_the_guide_are_filled_alike(void **state)
{
	struct tmpl_dict *topic = tmpl_new("help/topic/a.html");

	(void)state;
	tmpl_show(topic, "FOR_ADMIN");
	tmpl_show(topic, "FOR_OFFICER");
	tmpl_put(tmpl_include(topic, "LINK", "tokens"), "T", "t");
	tmpl_put(tmpl_include(topic, "OTHER", "tokens"), "T", "t");
	assert_true(tmpl_render(topic, drop, NULL));
	tmpl_free(topic);
}

static void test_each_name_is_written_down_once(void **state)
{
	char name[] = "/tmp/names-XXXXXX", written[512];
	int file = mkstemp(name);

	(void)state;
	assert_true(file >= 0);
	setenv("MAU03_TEMPLATE_NAMES", name, 1);
	row();
	tmpl_put(row(), "Y", "again");
	tmpl_put(tmpl_include(root, "TOKENS", "tokens"), "T", "t");
	unsetenv("MAU03_TEMPLATE_NAMES");
	tmpl_show(root, "FLAG");
	ssize_t length = read(file, written, sizeof written - 1);
	assert_true(length > 0);
	written[length] = '\0';
	close(file);
	unlink(name);
	assert_string_equal(written, "page\t-\tROW\npage\t-\tX\npage\tROW\tY\npage\t-\tTOKENS\ntokens\t-\tT\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_refused, start, stop),
		cmocka_unit_test_setup_teardown(test_taken, start, stop),
		cmocka_unit_test_setup_teardown(test_topics_of_the_guide_are_filled_alike, start, stop),
		cmocka_unit_test_setup_teardown(test_each_name_is_written_down_once, start, stop),
	};

	return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
