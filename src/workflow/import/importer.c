#include "workflow/import/importer.h"

#include "base/memory.h"
#include "text/messages.h"

/* In the order of the pages. */
static const struct importer all[] = {
	{ "sheets", IMPORT_SHEETS, MSG_IMPORT_SHEETS, IMPORT_NEEDS_CAMPAIGN | IMPORT_NEEDS_OFFICER,
	  ROLE_BIT(ROLE_OFFICER), import_key_sheet, import_judge_sheet, import_write_sheet, NULL },
	{ "roster", IMPORT_ROSTER, MSG_IMPORT_ROSTER,
	  IMPORT_NEEDS_CAMPAIGN | IMPORT_NEEDS_OFFICER | IMPORT_WRITES_SAME, ROLE_BIT(ROLE_OFFICER) | ROLE_BIT(ROLE_POLICE),
	  import_key_roster, import_judge_roster, import_write_roster, import_finish_roster },
	{ "members", IMPORT_MEMBERS, MSG_IMPORT_MEMBERS, IMPORT_NEEDS_OFFICER, ROLE_BIT(ROLE_OFFICER),
	  import_key_member, import_judge_member, import_write_member, NULL },
	{ "employers", IMPORT_EMPLOYERS, MSG_IMPORT_EMPLOYERS, IMPORT_NEEDS_NOTHING,
	  ROLE_BIT(ROLE_OFFICER) | ROLE_BIT(ROLE_ADMIN), import_key_employer, import_judge_employer, import_write_employer,
	  NULL },
	{ "users", IMPORT_USERS, MSG_IMPORT_USERS, IMPORT_NEEDS_NOTHING, ROLE_BIT(ROLE_ADMIN), import_key_user,
	  import_judge_user, import_write_user, NULL },
};

const struct importer *importers(size_t *count)
{
	*count = COUNT(all);
	return all;
}

const struct importer *importer_find(const char *code)
{
	for (size_t i = 0; i < COUNT(all); i++) {
		if (strcmp(all[i].code, code) == 0)
			return &all[i];
	}
	return NULL;
}

const char *import_value(const struct import_work *work, const struct import_record *record, const char *name)
{
	int column = import_column_find(work->columns, name);

	return column < 0 ? NULL : record->values[column];
}

void import_blame_text(const struct import_work *work, struct import_record *record, const char *name,
                       const char *text)
{
	int column = name == NULL ? -1 : import_column_find(work->columns, name);

	if (record->fault_count < FAULTS_MOST)
		record->faults[record->fault_count++] = (struct import_fault){ column, text };
}

void import_blame(const struct import_work *work, struct import_record *record, const char *name, enum message message,
                  const char *one, const char *two)
{
	const char *const values[] = { one, two };

	import_blame_text(work, record, name, message_with(work->arena, message, values, COUNT(values)));
}

struct request_head import_head(const struct import_work *work)
{
	return (struct request_head){ .workflow = work->workflow, .arena = work->arena, .actor = work->actor,
		.now = work->now };
}
