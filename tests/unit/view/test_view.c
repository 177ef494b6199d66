/* The embedded templates: what is refused at start, and what every file of ours keeps to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/process/assets.h"
#include "view/tmpl.h"
#include "view/view.h"

static void test_refused(void **state)
{
	static const struct {
		const char *text, *detail;
	} rows[] = {
		{ "", "pragma" },
		{ "<p>{{X}}</p>", "pragma" },
		{ "\n{{%AUTOESCAPE context=\"HTML\"}}\n", "pragma" },
		{ "{{%AUTOESCAPE context=\"JSON\"}}\n", "pragma" },
		{ "{{%AUTOESCAPE context=\"HTML\"}}\n{{X:none}}", ":none" },
		{ "{{%AUTOESCAPE context=\"HTML\"}}\n{{#X}}", "parse" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct error error = { 0 };

		assert_int_equal(view_load("bad.html", rows[i].text, strlen(rows[i].text), &error), ERR_INTERNAL);
		assert_non_null(strstr(error.detail, "bad.html"));
		if (strstr(error.detail, rows[i].detail) == NULL)
			fail_msg("row %zu: %s", i, error.detail);
	}
	tmpl_unload();
}

static void test_all_embedded_templates_load(void **state)
{
	struct error error = { 0 };

	(void)state;
	if (view_start(&error) != ERR_OK)
		fail_msg("%s", error.detail);
	assert_non_null(asset_find("templates/frame/layout.html"));
	tmpl_unload();
}

/* What would break the content security policy or a convention of templates/README.md. */
static void test_forbidden_words(void **state)
{
	static const char *const words[] = { " style=\"", " onclick", " onchange", " onsubmit", "<style", "javascript:", "maxlength" };
	size_t count;
	const struct asset *assets = asset_list("templates/", &count);

	(void)state;
	assert_true(count > 20);
	for (size_t i = 0; i < count; i++) {
		const char *body = strstr(assets[i].data, "\n}}\n");

		assert_non_null(body);
		for (size_t j = 0; j < sizeof words / sizeof words[0]; j++)
			if (strstr(body, words[j]) != NULL)
				fail_msg("%s: %s", assets[i].name, words[j]);
	}
}

/* Its tokens come from one place, right where it begins; whoever logs in has none yet. */
static void check_form(const char *name, const char *form)
{
	const char *end = strchr(form, '>');

	assert_non_null(end);
	if (strncmp(form, "<form method=\"post\" action=\"/login\"", 35) == 0)
		return;
	const char *tokens = strstr(end, "{{>TOKENS}}"), *close = strstr(end, "</form>");
	if (tokens == NULL || close == NULL || tokens > close)
		fail_msg("%s: a POST form without TOKENS", name);
}

/* Nobody writes them by hand. */
static void check_inputs(const struct asset *asset)
{
	static const char *const names[] = { "name=\"csrf\"", "name=\"form_token\"", "name=\"row_version\"" };

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if ((strstr(asset->data, names[i]) != NULL) != (strcmp(asset->name, "templates/frame/tokens.html") == 0))
			fail_msg("%s: %s", asset->name, names[i]);
}

static void test_post_forms_carry_tokens(void **state)
{
	size_t count, forms = 0;
	const struct asset *assets = asset_list("templates/", &count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		const char *form = assets[i].data;

		check_inputs(&assets[i]);
		while ((form = strstr(form, "<form method=\"post\"")) != NULL) {
			check_form(assets[i].name, form);
			form++;
			forms++;
		}
	}
	assert_true(forms > 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_all_embedded_templates_load),
		cmocka_unit_test(test_forbidden_words),
		cmocka_unit_test(test_post_forms_carry_tokens),
	};

	return cmocka_run_group_tests_name("view", tests, NULL, NULL);
}
