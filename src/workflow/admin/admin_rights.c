/* Rights of units that have ended, given to those that took over; with them members without an account and the Tổ. */
#include "store/team/team.h"
#include "text/messages.h"
#include "workflow/admin/admin_task.h"
#include "workflow/write.h"

static enum err move_one(struct db *db, struct rights_order *o, const struct user_ended *one, struct error *error)
{
	const struct area *heir = &one->heirs[0].area;
	int64_t from = one->area.id, to = heir->id;
	bool moved = true;
	enum err err = one->user_id != 0     ? user_move_area(db, one->user_id, from, to, error)
	               : one->member_id != 0 ? member_move_area(db, one->member_id, from, to, error)
	                                     : team_move(db, from, to, &moved, error);

	/* Of several that became one, one Tổ goes along. */
	if (err != ERR_OK || !moved)
		return err;
	struct thing made = one->user_id != 0     ? (struct thing){ THING_USER, one->user_id }
	                    : one->member_id != 0 ? (struct thing){ THING_MEMBER, one->member_id }
	                                          : (struct thing){ THING_NONE, 0 };
	cJSON *what = cJSON_CreateObject();
	if (one->user_id != 0)
		cJSON_AddStringToObject(what, "user", one->username);
	else
		cJSON_AddStringToObject(what, one->member_id != 0 ? "full_name" : "team", one->full_name);
	cJSON_AddStringToObject(what, "areas", admin_area_list(o->head.arena, heir, 1));
	cJSON_AddStringToObject(what, "replaces", admin_area_list(o->head.arena, &one->area, 1));
	return admin_record(db, &o->head, ACTION_USER_MOVE, what, made, error);
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
