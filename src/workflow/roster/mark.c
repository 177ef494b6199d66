/* Why somebody on the list cannot be surveyed, and giving him back. */
#include "text/messages.h"
#include "workflow/admin/admin_task.h"
#include "workflow/gate.h"
#include "workflow/history.h"
#include "workflow/person/end.h"
#include "workflow/roster/assign.h"
#include "workflow/write.h"

static enum err find(struct db *db, struct roster_mark *m, struct roster_entry *out, struct error *error)
{
	enum err err = roster_load(db, m->head.arena, m->head.actor, m->id, out, error);

	if (err == ERR_NOT_FOUND)
		return error_set(error, err, message_text(MSG_NOT_FOUND), "no row of the actor");
	if (err == ERR_OK)
		err = gate_ask_open_of(db, &m->head, out->campaign_id, error);
	return err == ERR_OK ? admin_judge_version(m->row_version, out->row_version, error) : err;
}

static enum err record(struct db *db, struct roster_mark *m, enum action action, const char *reason,
                       struct error *error)
{
	cJSON *what = cJSON_CreateObject();

	cJSON_AddNumberToObject(what, "roster", (double)m->id);
	if (reason != NULL)
		cJSON_AddStringToObject(what, "reason", reason);
	return admin_record(db, &m->head, action, what, (struct thing){ THING_ROSTER, m->id }, error);
}

static enum err reason_task(struct db *db, void *arg, struct error *error)
{
	struct roster_mark *m = arg;
	struct roster_entry entry;
	enum err err = find(db, m, &entry, error);

	if (err != ERR_OK)
		return err;
	if (entry.state == ROSTER_IS_SURVEYED)
		return error_set(error, ERR_CONFLICT, message_text(MSG_ROSTER_HAS_SHEET), "a sheet speaks for the row");
	if ((m->reason == ROSTER_REASON_NONE) == (entry.reason == ROSTER_REASON_NONE))
		return error_set(error, ERR_CONFLICT, message_text(MSG_FORM_STALE), "marked so already");
	if (m->reason == ROSTER_OTHER && (m->text == NULL || m->text[0] == '\0'))
		return admin_blame(&m->head, &m->field, "text", MSG_ROSTER_NEED_WORD, "", error);
	err = roster_set_reason(db, entry.id, m->reason, m->text, m->head.actor->user_id, m->head.now, error);
	if (err == ERR_OK)
		err = end_follow_roster(db, &m->head, &entry, m->reason, error);
	return err == ERR_OK ? record(db, m, ACTION_ROSTER_REASON, roster_reason_code(m->reason), error) : err;
}

enum err workflow_roster_reason(struct roster_mark *mark, struct error *error)
{
	return write_run(&mark->head, reason_task, mark, error);
}

static enum err back_task(struct db *db, void *arg, struct error *error)
{
	struct roster_mark *m = arg;
	struct roster_entry entry;
	enum err err = find(db, m, &entry, error);
	bool own = err == ERR_OK && actor_is_member(m->head.actor, entry.member_id);

	if (err != ERR_OK)
		return err;
	if (entry.member_id == 0 || (!own && m->head.actor->role != ROLE_OFFICER))
		return error_set(error, ERR_CONFLICT, message_text(MSG_ROSTER_NOT_YOURS), "the actor has not got the row");
	if (own)
		err = history_need_reason(m->text, error);
	if (err != ERR_OK) {
		m->field = "text";
		return err;
	}
	err = roster_unassign(db, entry.id, own ? entry.member_id : 0, m->text, m->head.now, error);
	return err == ERR_OK ? record(db, m, ACTION_ROSTER_BACK, NULL, error) : err;
}

enum err workflow_roster_back(struct roster_mark *mark, struct error *error)
{
	return write_run(&mark->head, back_task, mark, error);
}
