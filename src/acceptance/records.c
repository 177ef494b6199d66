/* Rules 50 and up: against other records. They are silent where no look-ups are given. */
#include "acceptance/rule.h"
#include "text/identity.h"

/* "12 (Tổ dân phố 3)" */
static const char *describe(struct arena *arena, const struct record *record)
{
	long long id = record->sheet_id;

	return record->area == NULL ? arena_print(arena, "%lld", id) : arena_print(arena, "%lld (%s)", id, record->area);
}

void rule_same_id_here(struct rule_run *run)
{
	const struct record_lookup *records = run->context->records;
	const char *id = rule_text(run, "citizen_id");
	struct arena *arena = run->context->arena;
	struct record other = { 0 };

	if (records == NULL || records->same_id_here == NULL || id == NULL || identity_kind(id) == IDENTITY_NONE)
		return;
	if (!records->same_id_here(records->arg, id, &other))
		return;
	const struct field *field = &run->answers->form->fields[form_find(run->answers->form, "citizen_id")];
	rule_find_fields(run, rule_fill(arena, run->rule->messages[0], "{record}", describe(arena, &other)), &field, 1);
}
