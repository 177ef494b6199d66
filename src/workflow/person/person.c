/* Joining and splitting persons, by the officer, with a reason. */
#include "store/person/person.h"
#include "store/person/person_end.h"
#include "text/messages.h"
#include "workflow/history.h"
#include "workflow/verdict/neighbours.h"
#include "workflow/write.h"

/* The newest sheet of the person's group that the actor may see; ERR_NOT_FOUND when there is none. */
static enum err seen_sheet(struct db *db, const struct request_head *h, int64_t person_id, struct sheet *out,
                           struct error *error)
{
	int64_t *ids;
	size_t count;
	enum err err = record_ids_of_person_any(db, h->arena, person_id, &ids, &count, error);

	while (err == ERR_OK && count > 0) {
		err = sheet_load(db, h->arena, h->workflow->form, h->actor, ids[--count], out, error);
		if (err == ERR_OK)
			return err;
		err = err == ERR_NOT_FOUND ? ERR_OK : err;
	}
	return err == ERR_OK ? error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "person unknown here") : err;
}

static enum err tell(struct db *db, const struct person_request *r, enum action action, const struct sheet *sheet,
                     struct error *error)
{
	enum err err = history_add(db, &r->head, action, sheet->id, sheet->state, sheet->state, r->reason, NULL, error);

	return err == ERR_OK ? neighbours_judge(db, r->head.workflow, r->head.arena, sheet, error) : err;
}

/* One human has ended, or has not. */
static enum err end_all(struct db *db, const struct request_head *h, int64_t root, struct error *error)
{
	struct person_end end;

	return person_end_now(db, h->arena, root, &end) ? person_end_add(db, root, &end, error) : ERR_OK;
}

static enum err join(struct db *db, struct person_request *r, struct error *error)
{
	const struct request_head *h = &r->head;
	struct sheet sheet, other;
	enum err err = seen_sheet(db, h, r->person_id, &sheet, error);

	if (err == ERR_OK)
		err = seen_sheet(db, h, r->other_id, &other, error);
	if (err == ERR_OK)
		err = history_need_reason(r->reason, error);
	if (err != ERR_OK)
		return err;
	int64_t into = person_root_any(db, r->person_id), root = person_root_any(db, r->other_id);
	if (into == root)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_PERSON_SAME), "one group already");
	err = person_join(db, root, into, h->actor->user_id, h->now, r->reason, error);
	if (err == ERR_OK)
		err = end_all(db, h, into, error);
	if (err == ERR_OK)
		err = tell(db, r, ACTION_JOIN, &sheet, error);
	return err == ERR_OK ? tell(db, r, ACTION_JOIN, &other, error) : err;
}

/* Ends a join within the group. */
static enum err part(struct db *db, struct person_request *r, struct error *error)
{
	struct sheet sheet;
	enum err err = seen_sheet(db, &r->head, r->person_id, &sheet, error);

	if (err == ERR_OK)
		err = history_need_reason(r->reason, error);
	if (err != ERR_OK)
		return err;
	if (!person_is_kin_any(db, r->person_id, r->other_id) || person_root_any(db, r->other_id) == r->other_id)
		return error_set(error, ERR_CONFLICT, message_text(MSG_PERSON_NOT_JOINED), "not joined");
	err = person_part(db, r->other_id, error);
	return err == ERR_OK ? tell(db, r, ACTION_SPLIT, &sheet, error) : err;
}

/* A sheet of several gets a person of its own. */
static enum err take_out(struct db *db, struct person_request *r, struct error *error)
{
	const struct request_head *h = &r->head;
	struct sheet sheet;
	int64_t *ids;
	size_t count;
	enum err err = sheet_load(db, h->arena, h->workflow->form, h->actor, r->sheet_id, &sheet, error);

	if (err == ERR_OK && !person_is_kin_any(db, r->person_id, sheet.person_id))
		err = error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "not a sheet of this person");
	if (err == ERR_OK)
		err = history_need_reason(r->reason, error);
	if (err == ERR_OK)
		err = record_ids_of_person_any(db, h->arena, sheet.person_id, &ids, &count, error);
	if (err == ERR_OK && count < 2)
		err = error_set(error, ERR_UNPROCESSABLE, message_text(MSG_PERSON_ALONE), "the only sheet");
	if (err == ERR_OK)
		err = person_of_its_own(db, sheet.id, h->now, &sheet.person_id, error);
	return err == ERR_OK ? tell(db, r, ACTION_SPLIT, &sheet, error) : err;
}

/* ---- the tasks ---- */

static enum err join_task(struct db *db, void *arg, struct error *error)
{
	struct person_request *r = arg;

	r->head.made = (struct thing){ THING_PERSON, r->person_id };
	return join(db, r, error);
}

static enum err split_task(struct db *db, void *arg, struct error *error)
{
	struct person_request *r = arg;

	r->head.made = (struct thing){ THING_PERSON, r->person_id };
	return r->sheet_id != 0 ? take_out(db, r, error) : part(db, r, error);
}

enum err workflow_person_join(struct person_request *request, struct error *error)
{
	return write_run(&request->head, join_task, request, error);
}

enum err workflow_person_split(struct person_request *request, struct error *error)
{
	return write_run(&request->head, split_task, request, error);
}
