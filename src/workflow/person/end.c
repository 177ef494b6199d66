#include "workflow/person/end.h"

#include "store/person/person.h"
#include "text/label.h"
#include "text/messages.h"
#include "text/sound.h"
#include "workflow/admin/admin_task.h"
#include "workflow/history.h"
#include "workflow/write.h"

enum { POLICE_MOVED = 5, POLICE_DIED = 6 };

static const char *today_of(const struct request_head *head)
{
	char *day = arena_alloc(head->arena, DATE_TEXT);

	date_to_iso(clock_today(&head->workflow->clock), day);
	return day;
}

/* ---- the officer's word ---- */

/* The newest sheet of the group that the actor may see. */
static enum err seen_sheet(struct db *db, const struct end_request *r, struct sheet *out, struct error *error)
{
	const struct request_head *h = &r->head;
	int64_t *ids;
	size_t count;
	enum err err = record_ids_of_person_any(db, h->arena, person_root_any(db, r->person_id), &ids, &count, error);

	while (err == ERR_OK && count > 0) {
		err = sheet_load(db, h->arena, h->workflow->form, h->actor, ids[--count], out, error);
		if (err == ERR_OK)
			return err;
		err = err == ERR_NOT_FOUND ? ERR_OK : err;
	}
	return err == ERR_OK ? error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "person unknown here") : err;
}

static enum err judge(struct end_request *r, struct error *error)
{
	struct date day;

	if (r->reason == END_NONE)
		return admin_blame(&r->head, &r->field, "reason", MSG_INPUT_NEEDED, "", error);
	if (r->day == NULL || !date_from_iso(r->day, false, &day))
		return admin_blame(&r->head, &r->field, "day", MSG_INPUT_NO_DAY, "", error);
	if (date_compare(day, clock_today(&r->head.workflow->clock)) > 0)
		return admin_blame(&r->head, &r->field, "day", MSG_END_AHEAD, "", error);
	return ERR_OK;
}

static enum err tell(struct db *db, const struct end_request *r, enum action action, const struct sheet *sheet,
                     struct error *error)
{
	const char *label = end_reason_label(r->reason), *text = r->note;

	if (action == ACTION_END)
		text = r->note == NULL ? label : arena_print(r->head.arena, "%s: %s", label, r->note);
	return history_add(db, &r->head, action, sheet->id, sheet->state, sheet->state, text, NULL, error);
}

static enum err end_task(struct db *db, void *arg, struct error *error)
{
	struct end_request *r = arg;
	struct sheet sheet;
	enum err err = seen_sheet(db, r, &sheet, error);

	r->head.made = (struct thing){ THING_PERSON, r->person_id };
	if (err == ERR_OK)
		err = judge(r, error);
	if (err != ERR_OK)
		return err;
	if (person_has_ended_any(db, r->person_id))
		return error_set(error, ERR_CONFLICT, message_text(MSG_END_ALREADY), "the person has ended");
	const struct person_end end = { .reason = r->reason, .day = r->day, .note = r->note, .source = END_OFFICER,
		.ended_by = r->head.actor->user_id, .ended_at = r->head.now };
	err = person_end_add(db, r->person_id, &end, error);
	return err == ERR_OK ? tell(db, r, ACTION_END, &sheet, error) : err;
}

static enum err undo_task(struct db *db, void *arg, struct error *error)
{
	struct end_request *r = arg;
	struct sheet sheet;
	enum err err = seen_sheet(db, r, &sheet, error);

	r->head.made = (struct thing){ THING_PERSON, r->person_id };
	if (err == ERR_OK && !person_has_ended_any(db, r->person_id))
		return error_set(error, ERR_CONFLICT, message_text(MSG_END_NONE), "the person has not ended");
	if (err == ERR_OK)
		err = history_need_reason(r->note, error);
	if (err == ERR_OK)
		err = person_end_undo(db, r->person_id, r->head.actor->user_id, r->head.now, r->note, error);
	return err == ERR_OK ? tell(db, r, ACTION_UNEND, &sheet, error) : err;
}

enum err workflow_person_end(struct end_request *request, struct error *error)
{
	return write_run(&request->head, end_task, request, error);
}

enum err workflow_person_end_undo(struct end_request *request, struct error *error)
{
	return write_run(&request->head, undo_task, request, error);
}

/* ---- what follows from other moves ---- */

enum err end_follow_police(struct db *db, const struct request_head *head, const struct sheet *sheet,
                           int64_t police_reason, struct error *error)
{
	const struct person_end end = { .reason = police_reason == POLICE_DIED ? END_DIED : END_MOVED,
		.day = today_of(head), .source = END_POLICE, .sheet_id = sheet->id, .ended_by = head->actor->user_id,
		.ended_at = head->now };

	if ((police_reason != POLICE_MOVED && police_reason != POLICE_DIED) || sheet->person_id == 0)
		return ERR_OK;
	return person_end_add(db, sheet->person_id, &end, error);
}

enum err end_undo_police(struct db *db, const struct request_head *head, int64_t sheet_id, const char *reason,
                         struct error *error)
{
	return person_end_undo_of(db, sheet_id, 0, head->actor->user_id, head->now, reason, error);
}

static bool is_about(struct arena *arena, const struct record_row *sheet, const struct roster_entry *row)
{
	return sheet->commune_id == row->commune_id && sheet->full_name != NULL &&
	       strcmp(name_sound(arena, sheet->full_name), name_sound(arena, row->facts.full_name)) == 0;
}

/* A sheet of his group was submitted there, with a name that sounds like that of the row. */
static enum err is_known_as(struct db *db, struct arena *arena, int64_t person_id, const struct roster_entry *row,
                            bool *known, struct error *error)
{
	int64_t *ids;
	size_t count;
	enum err err = record_ids_of_person_any(db, arena, person_root_any(db, person_id), &ids, &count, error);

	*known = false;
	for (size_t i = 0; i < count && err == ERR_OK && !*known; i++) {
		struct record_row sheet;
		err = record_load_any(db, arena, ids[i], &sheet, error);
		*known = err == ERR_OK && is_about(arena, &sheet, row);
	}
	return err;
}

enum err end_follow_roster(struct db *db, const struct request_head *head, const struct roster_entry *row,
                           enum roster_reason reason, struct error *error)
{
	const struct person_end end = { .reason = reason == ROSTER_DIED ? END_DIED : END_MOVED, .day = today_of(head),
		.source = END_ROSTER, .roster_id = row->id, .ended_by = head->actor->user_id, .ended_at = head->now };
	const char *number = row->facts.citizen_id;
	bool known = false;

	if (reason == ROSTER_REASON_NONE)
		return person_end_undo_of(db, 0, row->id, head->actor->user_id, head->now,
		                          message_text(MSG_END_ROSTER_BACK), error);
	int64_t person = number == NULL ? 0 : person_of_number_any(db, number);
	if ((reason != ROSTER_DIED && reason != ROSTER_MOVED) || person == 0)
		return ERR_OK;
	enum err err = is_known_as(db, head->arena, person, row, &known, error);
	return err == ERR_OK && known ? person_end_add(db, person, &end, error) : err;
}
