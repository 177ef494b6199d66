/* Views of personal data, logged without waiting. */
#include "base/memory.h"
#include "store/sheet/event.h"
#include "workflow/workflow.h"

enum { SHOWN = 3, ID_TEXT = 21, SOUGHT_TEXT = 64 + SOUGHT_NAMED * ID_TEXT };

struct log_entry {
	char at[CLOCK_TEXT];
	enum access access;
	int64_t actor_id, sheet_id;
	char detail[];                  /* "": none */
};

static enum err access_task(struct db *db, void *arg, struct error *error)
{
	const struct log_entry *e = arg;

	return access_add(db, e->at, e->actor_id, e->access, e->sheet_id, e->detail[0] == '\0' ? NULL : e->detail, error);
}

void workflow_log_access(const struct workflow *workflow, const struct actor *actor, enum access access,
                         int64_t sheet_id, const char *detail)
{
	size_t length = detail == NULL ? 0 : strlen(detail);
	struct log_entry *entry = memory_new(1, sizeof *entry + length + 1);

	if (entry == NULL)
		return;
	clock_now(&workflow->clock, entry->at);
	entry->access = access;
	if (length > 0)
		memcpy(entry->detail, detail, length);
	entry->actor_id = actor->user_id;
	entry->sheet_id = sheet_id;
	db_write_later(workflow->writer, access_task, entry);
}

void workflow_log_search(const struct workflow *workflow, const struct actor *actor, const char *number,
                         const int64_t *ids, size_t count, bool more)
{
	char detail[SOUGHT_TEXT];
	size_t named = count < SOUGHT_NAMED ? count : SOUGHT_NAMED;
	int end = snprintf(detail, sizeof detail, SOUGHT_ENDING "%s%s", number + strlen(number) - SHOWN,
		count == 0 ? ": no sheets" : SOUGHT_FOUND);

	for (size_t i = 0; i < named; i++)
		end += snprintf(detail + end, sizeof detail - (size_t)end, "%s%lld", i == 0 ? "" : ",", (long long)ids[i]);
	if (more || named < count)
		snprintf(detail + end, sizeof detail - (size_t)end, " and more");
	workflow_log_access(workflow, actor, ACCESS_SEARCH, 0, detail);
}
