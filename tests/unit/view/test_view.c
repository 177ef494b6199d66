/* The embedded templates: what is refused at start, and what every file of ours keeps to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/assets.h"
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
	assert_non_null(asset_find("templates/layout.html"));
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

/* Forms that may be sent twice: nothing is stored. */
static bool stores_nothing(const char *form)
{
	static const char *const actions[] = { "/logout\"", "/tools/text\"", "/sheets/photo\"", "/sheets/change\"" };
	const char *action = form + strlen("<form method=\"post\" action=\"");

	for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
		if (strncmp(action, actions[i], strlen(actions[i])) == 0)
			return true;
	}
	return false;
}

static void check_form(const char *name, const char *form)
{
	const char *end = strstr(form, "</form>");
	const char *csrf = strstr(form, "name=\"csrf\" value=\"{{CSRF}}\"");
	const char *token = strstr(form, "name=\"form_token\" value=\"{{"), *disabled = strstr(form, " disabled>");

	assert_non_null(end);
	if (strncmp(form, "<form method=\"post\" action=\"/login\"", 35) == 0)
		return;
	if (csrf == NULL || csrf > end)
		fail_msg("%s: a POST form without csrf", name);
	if (disabled != NULL && disabled < end)
		return;
	if (!stores_nothing(form) && (token == NULL || token > end))
		fail_msg("%s: a POST form without form_token", name);
}

static void test_post_forms_carry_tokens(void **state)
{
	size_t count, forms = 0;
	const struct asset *assets = asset_list("templates/", &count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		const char *form = assets[i].data;

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
