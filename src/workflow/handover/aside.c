/* What the police put aside while they enter: nothing of the sheet changes. */
#include "store/handover/aside.h"
#include "text/messages.h"
#include "workflow/write.h"

static enum err aside_task(struct db *db, void *arg, struct error *error)
{
	struct aside_request *r = arg;
	struct sheet sheet;
	enum err err = sheet_load(db, r->head.arena, r->head.workflow->form, r->head.actor, r->sheet_id, &sheet, error);

	if (err != ERR_OK)
		return err;
	r->head.made = (struct thing){ THING_SHEET, r->sheet_id };
	if (sheet.state != STATE_HANDED_OVER)
		return error_set(error, ERR_CONFLICT, message_text(MSG_CONFLICT), "sheet %lld is not to be entered",
		                 (long long)r->sheet_id);
	return aside_put(db, r->head.actor, r->sheet_id, error);
}

enum err workflow_put_aside(struct aside_request *request, struct error *error)
{
	return write_run(&request->head, aside_task, request, error);
}
