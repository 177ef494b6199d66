/* For tests of rules: a sound sheet, changed by a patch, and what the rules say about it.
 *
 * The sheet is of an employed woman, collected on 01/06/2024; today is 10/06/2024. */
#ifndef TESTS_TRIAL_H
#define TESTS_TRIAL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../form/forms.h"
#include "acceptance/acceptance.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/memory.h"
#include "text/utf8.h"

struct trial {
	const char *patch;              /* members of a JSON object; null takes an answer away */
	const char *expected;           /* "E10 citizen_id; W12 birth_date,sex,citizen_id" */
	const char *why;
};

struct world {
	struct arena *arena;
	const struct form *form;
	struct rule_context context;
};

static const char sound_sheet[] =
	"{\"full_name\":\"Nguyễn Thị Hạnh\",\"birth_date\":\"1985-07-12\",\"sex\":2,\"citizen_id\":\"056185001234\","
	"\"permanent_address\":\"12 Lê Lợi; Phường Phương Sài\",\"general_education\":4,\"qualification\":7,"
	"\"training_field\":\"Kế toán doanh nghiệp\",\"activity_status\":1,\"employment_position\":4,"
	"\"occupation\":\"Nhân viên thu ngân siêu thị\",\"social_insurance\":1,\"labour_contract\":1,"
	"\"contract_start\":\"2020-03-01\",\"employer_name\":\"Công ty Ánh Dương\",\"workplace_type\":6,"
	"\"workplace_address\":\"45 Trần Phú\",\"collected_on\":\"2024-06-01\",\"informant_name\":\"Nguyễn Thị Hạnh\"}";

/* Takes away the block of those who work. */
#define NO_WORK \
	"\"employment_position\":null,\"occupation\":null,\"social_insurance\":null,\"labour_contract\":null," \
	"\"contract_start\":null,\"employer_name\":null,\"workplace_type\":null,\"workplace_address\":null"

static inline int world_setup(void **state)
{
	static struct world world;
	struct error error;

	world.arena = arena_new(64 << 20);
	world.form = world.arena == NULL ? NULL : load_form(world.arena);
	world.context = (struct rule_context){ .today = { 2024, 6, 10 }, .kind = 1, .arena = world.arena };
	*state = &world;
	return world.form == NULL || acceptance_start(world.form, &error) != ERR_OK;
}

static inline int world_teardown(void **state)
{
	arena_free(((struct world *)*state)->arena);
	return 0;
}

static inline struct answers trial_answers(struct world *world, const char *patch)
{
	struct answers answers;
	cJSON *sheet = json_parse(sound_sheet, strlen(sound_sheet));
	const char *text = arena_print(world->arena, "{%s}", patch);
	cJSON *changes = json_parse(text, strlen(text));

	if (changes == NULL)
		fail_msg("patch is no JSON: %s", patch);
	while (changes->child != NULL) {
		cJSON *change = cJSON_DetachItemViaPointer(changes, changes->child);
		cJSON_DeleteItemFromObjectCaseSensitive(sheet, change->string);
		cJSON_AddItemToObject(sheet, change->string, change);
	}
	answers_init(&answers, world->form, world->arena);
	answers_from_json(world->arena, sheet, &answers);
	cJSON_Delete(sheet);
	cJSON_Delete(changes);
	return answers;
}

static inline const char *trial_summary(struct world *world, const struct findings *findings)
{
	struct buf buf;

	buf_init(&buf, world->arena, 64 << 10);
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];
		buf_print(&buf, "%s%s", i == 0 ? "" : "; ", finding->rule_id);
		for (size_t f = 0; f < finding->field_count; f++)
			buf_print(&buf, "%s%s", f == 0 ? " " : ",", finding->fields[f]->name);
		assert_true(utf8_valid(finding->message, strlen(finding->message)));
		assert_null(strchr(finding_tell(world->arena, finding->message, "", ""), '{'));
	}
	return buf.data;
}

static inline void run_trials(struct world *world, const struct trial *trials, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct answers answers = trial_answers(world, trials[i].patch);
		struct findings findings;
		acceptance_run(&world->context, &answers, &findings);
		const char *got = trial_summary(world, &findings);
		if (strcmp(got, trials[i].expected) != 0)
			fail_msg("%s {%s}\n  expected: %s\n  got:      %s", trials[i].why, trials[i].patch,
			         trials[i].expected, got);
	}
}

#endif
