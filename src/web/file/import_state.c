#include "web/file/import_state.h"

static const struct { const char *code; enum message label; } states[IMPORT_STATES] = {
	[IMPORT_WAITING] = { "waiting", MSG_IMPORT_WAITING }, [IMPORT_TRYING] = { "trying", MSG_IMPORT_TRYING },
	[IMPORT_REFUSED] = { "refused", MSG_IMPORT_REFUSED }, [IMPORT_TRIED] = { "tried", MSG_IMPORT_TRIED },
	[IMPORT_RUNNING] = { "running", MSG_IMPORT_RUNNING }, [IMPORT_BROKE] = { "broke", MSG_IMPORT_BROKE },
	[IMPORT_DONE] = { "done", MSG_IMPORT_DONE }, [IMPORT_CANCELLED] = { "cancelled", MSG_IMPORT_CANCELLED },
};

enum import_state import_state_of(const struct upload *u)
{
	if (u->cancelled_at != NULL)
		return IMPORT_CANCELLED;
	if (u->job_id != 0)
		return u->job_state == JOB_RUNNING ? IMPORT_RUNNING : u->job_state == JOB_DONE ? IMPORT_DONE : IMPORT_BROKE;
	if (u->trial_job_id == 0)
		return IMPORT_WAITING;
	return u->trial_state == JOB_RUNNING ? IMPORT_TRYING : u->trial_state == JOB_DONE ? IMPORT_TRIED : IMPORT_REFUSED;
}

enum message import_state_label(enum import_state state)
{
	return states[state].label;
}

const char *import_state_code(enum import_state state)
{
	return states[state].code;
}
