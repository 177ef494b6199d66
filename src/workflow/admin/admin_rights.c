/* Rights of units that have ended, given to those that took over. */
#include "text/messages.h"
#include "workflow/admin/admin_task.h"
#include "workflow/write.h"

static enum err move_one(struct db *db, struct rights_order *o, const struct user_ended *one, struct error *error)
{
	const struct area *heir = &one->heirs[0].area;
	enum err err = user_move_area(db, one->user_id, one->area.id, heir->id, error);

	if (err != ERR_OK)
		return err;
	cJSON *what = cJSON_CreateObject();
	cJSON_AddStringToObject(what, "user", one->username);
	cJSON_AddStringToObject(what, "areas", admin_area_list(o->head.arena, heir, 1));
	cJSON_AddStringToObject(what, "replaces", admin_area_list(o->head.arena, &one->area, 1));
	return admin_record(db, &o->head, ACTION_USER_MOVE, what, (struct thing){ THING_USER, one->user_id }, error);
}

static enum err move_task(struct db *db, void *arg, struct error *error)
{
	struct rights_order *o = arg;
	struct user_ended *rows;
	size_t count;
	char today[DATE_TEXT];

	date_to_iso(clock_today(&o->head.workflow->clock), today);
	enum err err = user_ended_any(db, o->head.arena, today, &rows, &count, error);
	o->moved = 0;
	for (size_t i = 0; i < count && err == ERR_OK; i++)
		o->moved += rows[i].heir_count == 1;
	if (err == ERR_OK && o->expected < 0)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_NOTHING_CHOSEN), "how many is not said");
	if (err == ERR_OK && (o->moved != o->expected || o->moved == 0))
		return error_set(error, ERR_CONFLICT, message_text(MSG_RIGHTS_CHANGED), "other rights than were shown");
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (rows[i].heir_count == 1)
			err = move_one(db, o, &rows[i], error);
	}
	return err;
}

enum err admin_move_rights(struct rights_order *order, struct error *error)
{
	return write_run(&order->head, move_task, order, error);
}
