/* Views of personal data, logged without waiting. */
#include "base/memory.h"
#include "store/sheet/event.h"
#include "workflow/workflow.h"

enum { SHOWN = 3, ID_TEXT = 21, SOUGHT_TEXT = 64 + SOUGHT_NAMED * ID_TEXT };

struct access {
	char at[CLOCK_TEXT], action[16];
	int64_t actor_id, sheet_id;
	char detail[];                  /* "": none */
};

static enum err access_job(struct db *db, void *arg, struct error *error)
{
	const struct access *a = arg;

	return access_add(db, a->at, a->actor_id, a->action, a->sheet_id, a->detail[0] == '\0' ? NULL : a->detail, error);
}

void workflow_log_access(const struct workflow *workflow, const struct actor *actor, const char *action, int64_t sheet_id,
                         const char *detail)
{
	size_t length = detail == NULL ? 0 : strlen(detail);
	struct access *access = memory_new(1, sizeof *access + length + 1);

	if (access == NULL)
		return;
	clock_now(&workflow->clock, access->at);
	snprintf(access->action, sizeof access->action, "%s", action);
	if (length > 0)
		memcpy(access->detail, detail, length);
	access->actor_id = actor->user_id;
	access->sheet_id = sheet_id;
	db_write_later(workflow->writer, access_job, access);
}

void workflow_log_search(const struct workflow *workflow, const struct actor *actor, const char *number, const int64_t *ids, size_t count,
                         bool more)
{
	char detail[SOUGHT_TEXT];
	size_t named = count < SOUGHT_NAMED ? count : SOUGHT_NAMED;
	int end = snprintf(detail, sizeof detail, SOUGHT_ENDING "%s%s", number + strlen(number) - SHOWN, count == 0 ? ": no sheets" : SOUGHT_FOUND);

	for (size_t i = 0; i < named; i++)
		end += snprintf(detail + end, sizeof detail - (size_t)end, "%s%lld", i == 0 ? "" : ",", (long long)ids[i]);
	if (more || named < count)
		snprintf(detail + end, sizeof detail - (size_t)end, " and more");
	workflow_log_access(workflow, actor, "search", 0, detail);
}
