#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../form/forms.h"
#include "base/json.h"
#include "base/memory.h"
#include "cli/check.h"

static const struct clock today = { { 2024, 6, 10 } };

struct world {
	struct arena *arena;
	const struct form *form;
};

static int setup(void **state)
{
	static struct world world;
	struct error error;

	world.arena = arena_new(256 << 20);
	world.form = world.arena == NULL ? NULL : load_form(world.arena);
	*state = &world;
	return world.form == NULL || acceptance_start(world.form, &error) != ERR_OK;
}

static int teardown(void **state)
{
	arena_free(((struct world *)*state)->arena);
	return 0;
}

/* What check_run() writes for that input. */
static const char *run(struct world *world, const char *input, size_t length)
{
	char *output = NULL;
	size_t size;
	FILE *in = length == 0 ? fopen("/dev/null", "r") : fmemopen((void *)(uintptr_t)input, length, "r");
	FILE *out = open_memstream(&output, &size);

	assert_int_equal(check_run(world->form, &today, NULL, in, out), 0);
	fclose(in);
	fclose(out);
	const char *kept = arena_text_n(world->arena, output, size);
	free(output);
	return kept;
}

#define BROKEN(n) \
	"{\"line\":" n ",\"findings\":[{\"rule\":\"E18\",\"severity\":\"E\",\"fields\":[],\"message\":\"Dòng này không phải là một " \
	"phiếu ở định dạng JSON (UTF-8). Vui lòng kiểm tra tệp và gửi lại dòng này.\"}]}\n"

static void answers_every_line(void **state)
{
	static const struct { const char *input; size_t length; const char *output, *why; } rows[] = {
		{ "", 0, "", "nothing" },
		{ "\n", 1, BROKEN("1"), "an empty line" },
		{ "\n\n", 2, BROKEN("1") BROKEN("2"), "two" },
		{ "x", 1, BROKEN("1"), "no end of line" },
		{ "[]\r\n \r\n", 7, BROKEN("1") BROKEN("2"), "CRLF; spaces" },
		{ "{\"uid\":\"a\0b\"}\n5\n", 16, BROKEN("1") BROKEN("2"), "a raw NUL" },
		{ "{\"uid\":\"\\u0000\"}\n", 17, BROKEN("1"), "an escaped NUL" },
		{ "{\"uid\":\"\xff\"}\nnull\n", 17, BROKEN("1") BROKEN("2"), "bad UTF-8" },
		{ "{\"uid\":01}\n{} {}\n{\n", 19, BROKEN("1") BROKEN("2") BROKEN("3"), "nearly JSON" },
	};
	struct world *w = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *output = run(w, rows[i].input, rows[i].length);
		if (strcmp(output, rows[i].output) != 0)
			fail_msg("%s: %s", rows[i].why, output);
	}
}

static void writes_sheets_without_findings(void **state)
{
	static const char sheet[] =
		"{\"full_name\":\"Nguyễn Thị Hạnh\",\"birth_date\":\"1985-07-12\",\"sex\":2,\"citizen_id\":\"056185001234\","
		"\"permanent_address\":\"12 Lê Lợi\",\"general_education\":4,\"qualification\":1,\"activity_status\":3,"
		"\"inactive_reason\":3,\"collected_on\":\"2024-06-10\",\"informant_name\":\"Con\"}\r\n";

	assert_string_equal(run(*state, sheet, strlen(sheet)), "{\"line\":1,\"findings\":[]}\n");
}

static void writes_json(void **state)
{
	static const char line[] = "{\"a\\\"\\\\\\u0001\\u2028<\":1,\"sex\":\"\\u0002\"}";
	struct world *w = *state;
	const char *output = run(w, line, strlen(line));
	cJSON *root = json_parse(output, strlen(output)), *finding;
	bool found = false;

	assert_non_null(root);
	cJSON_ArrayForEach(finding, json_member(root, "findings")) {
		assert_true(cJSON_IsArray(json_member(finding, "fields")));
		found = found || strcmp(json_text(finding, "rule"), "E19") == 0;
	}
	assert_true(found);
	cJSON_Delete(root);
}

/* One of 4 MiB is read, one byte more is not; the line after it is its own again. */
static void bounds_lines(void **state)
{
	static const char start[] = "{\"uid\":\"", end[] = "\"}";
	enum { LIMIT = 4 << 20 };
	struct world *w = *state;
	char *text = arena_alloc(w->arena, LIMIT + 16);

	memset(text, 'a', LIMIT + 16);
	memcpy(text, start, strlen(start));
	memcpy(text + LIMIT - strlen(end), end, strlen(end));
	assert_null(strstr(run(w, text, LIMIT), "E18"));
	memset(text + LIMIT - strlen(end), 'a', strlen(end));
	memcpy(text + LIMIT + 1 - strlen(end), end, strlen(end));
	memcpy(text + LIMIT + 1, "\n7\n", 3);
	assert_string_equal(run(w, text, LIMIT + 4), BROKEN("1") BROKEN("2"));
}

static void tells_of_failing_output(void **state)
{
	struct world *w = *state;
	FILE *in = fmemopen((void *)(uintptr_t)"x\n", 2, "r"), *full = fopen("/dev/full", "w");

	assert_int_equal(check_run(w->form, &today, NULL, in, full), 1);
	fclose(in);
	fclose(full);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_every_line),
		cmocka_unit_test(writes_sheets_without_findings),
		cmocka_unit_test(writes_json),
		cmocka_unit_test(bounds_lines),
		cmocka_unit_test(tells_of_failing_output),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
