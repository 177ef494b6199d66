/* Lines of `check`: any bytes give exactly one line of JSON. */
#include "base/process/assets.h"
#include "base/json.h"
#include "cli/check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct form *open_form(struct arena *arena)
{
	struct error error;
	const struct lists *lists = lists_load(arena, &error);
	const struct asset *file = asset_find("src/form/mau-03.json");
	const struct form *form = lists == NULL ? NULL : form_load(arena, lists, file->data, file->size, &error);

	if (form == NULL || acceptance_start(form, &error) != ERR_OK)
		abort();
	return form;
}

static void check_output(const struct buf *out)
{
	const char *end = memchr(out->data, '\n', out->length);
	cJSON *line = json_parse(out->data, out->length);

	if (out->full || end != out->data + out->length - 1 || !cJSON_IsArray(json_member(line, "findings")))
		abort();
	cJSON_Delete(line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *frozen, *arena;
	static const struct form *form;
	struct buf out;

	if (form == NULL) {
		frozen = arena_new(ARENA_REQUEST);
		arena = arena_new(ARENA_REQUEST);
		form = open_form(frozen);
	}
	struct rule_context context = { .today = { 2024, 6, 10 }, .campaign_from = { 2023, 6, 1 }, .campaign_to = { 2024, 5, 31 },
	                                .asks_ethnic_group = true, .asks_industry = true, .has_areas = true, .kind = 1,
	                                .arena = arena };
	buf_init(&out, arena, 1 << 20);
	check_line(form, &context, NULL, (const char *)data, size, 1, &out);
	check_output(&out);
	arena_reset(arena);
	return 0;
}
