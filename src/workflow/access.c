/* Views of personal data, logged without waiting. */
#include "base/memory.h"
#include "store/event.h"
#include "workflow/workflow.h"

struct access {
	char at[CLOCK_TEXT], action[16], detail[64];
	int64_t actor_id, sheet_id;
};

static enum err access_job(struct db *db, void *arg, struct error *error)
{
	const struct access *a = arg;

	return access_add(db, a->at, a->actor_id, a->action, a->sheet_id, a->detail[0] == '\0' ? NULL : a->detail, error);
}

void workflow_log_access(const struct workflow *workflow, const struct actor *actor, const char *action, int64_t sheet_id,
                         const char *detail)
{
	struct access *access = memory_new(1, sizeof *access);

	if (access == NULL)
		return;
	clock_now(&workflow->clock, access->at);
	snprintf(access->action, sizeof access->action, "%s", action);
	snprintf(access->detail, sizeof access->detail, "%s", detail == NULL ? "" : detail);
	access->actor_id = actor->user_id;
	access->sheet_id = sheet_id;
	db_write_later(workflow->writer, access_job, access);
}
