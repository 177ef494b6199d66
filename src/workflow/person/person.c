/* Joining and splitting persons, by the officer, with a reason. */
#include "store/person/person.h"
#include "text/messages.h"
#include "workflow/history.h"
#include "workflow/verdict/neighbours.h"

/* The newest sheet of the person's group that the actor may see; ERR_NOT_FOUND when there is none. */
static enum err seen_sheet(struct db *db, const struct request_head *h, int64_t person_id, struct sheet *out, struct error *error)
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

static enum err tell(struct db *db, const struct person_request *r, const char *now, enum action action, const struct sheet *sheet,
                     struct error *error)
{
	enum err err = history_add(db, &r->head, now, action, sheet->id, sheet->state, sheet->state, r->reason, NULL, error);

	return err == ERR_OK ? neighbours_judge(db, r->head.workflow, r->head.arena, sheet, NULL, error) : err;
}

static enum err join(struct db *db, struct person_request *r, const char *now, struct error *error)
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
	err = person_join(db, root, into, h->actor->user_id, now, r->reason, error);
	if (err == ERR_OK)
		err = tell(db, r, now, ACTION_JOIN, &sheet, error);
	return err == ERR_OK ? tell(db, r, now, ACTION_JOIN, &other, error) : err;
}

/* Ends a join within the group. */
static enum err part(struct db *db, struct person_request *r, const char *now, struct error *error)
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
	return err == ERR_OK ? tell(db, r, now, ACTION_SPLIT, &sheet, error) : err;
}

/* A sheet of several gets a person of its own. */
static enum err take_out(struct db *db, struct person_request *r, const char *now, struct error *error)
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
		err = person_of_its_own(db, sheet.id, now, &sheet.person_id, error);
	return err == ERR_OK ? tell(db, r, now, ACTION_SPLIT, &sheet, error) : err;
}

/* ---- the jobs ---- */

static enum err run(struct db *db, struct person_request *r, enum err (*part_of)(struct db *, struct person_request *, const char *, struct error *),
                    struct error *error)
{
	char now[CLOCK_TEXT];
	bool repeated;
	enum err err = history_admit(db, &r->head, &repeated, error);

	if (err != ERR_OK || repeated)
		return err;
	clock_now(&r->head.workflow->clock, now);
	err = part_of(db, r, arena_text(r->head.arena, now), error);
	return err == ERR_OK ? history_remember(db, &r->head, 0, arena_print(r->head.arena, "/people/%lld", (long long)r->person_id), error) : err;
}

static enum err join_job(struct db *db, void *arg, struct error *error)
{
	return run(db, arg, join, error);
}

static enum err split_job(struct db *db, void *arg, struct error *error)
{
	struct person_request *r = arg;

	return run(db, r, r->sheet_id != 0 ? take_out : part, error);
}

enum err workflow_person_join(struct person_request *request, struct error *error)
{
	return db_write(request->head.workflow->writer, join_job, request, error);
}

enum err workflow_person_split(struct person_request *request, struct error *error)
{
	return db_write(request->head.workflow->writer, split_job, request, error);
}
