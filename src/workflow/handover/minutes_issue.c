#include "workflow/handover/minutes_task.h"

#include "text/messages.h"
#include "workflow/handover/issue.h"
#include "workflow/history.h"
#include "workflow/many/many.h"
#include "workflow/write.h"

static enum err refuse(struct error *error, enum message why)
{
	return error_set(error, ERR_CONFLICT, message_text(why), "minutes that are not so");
}

/* The minutes, and what they must not be any more: an issued draft, drafts that were issued. */
static enum err load(struct db *db, const struct request_head *h, int64_t id, enum minutes_state wanted,
                     struct minutes *out, struct error *error)
{
	static const enum message is[] = { [MINUTES_IS_DRAFT] = MSG_MINUTES_IS_DRAFT,
		[MINUTES_IS_ISSUED] = MSG_MINUTES_IS_ISSUED, [MINUTES_IS_SUPERSEDED] = MSG_MINUTES_IS_SUPERSEDED,
		[MINUTES_IS_DROPPED] = MSG_MINUTES_IS_DROPPED };
	enum err err = minutes_load(db, h->arena, h->actor, id, out, error);

	if (err != ERR_OK)
		return err;
	return out->standing == wanted ? ERR_OK : refuse(error, is[out->standing]);
}

/* A draft, as it was shown. */
static enum err load_draft(struct db *db, const struct minutes_request *r, struct minutes *out, struct error *error)
{
	int64_t shown = r->minutes.row_version;
	enum err err = load(db, &r->head, r->minutes.id, MINUTES_IS_DRAFT, out, error);

	if (err != ERR_OK || shown == 0 || shown == out->row_version)
		return err;
	return refuse(error, MSG_MINUTES_STALE);
}

/* ---- issuing ---- */

/* What is to be told is as the history is now; of a meeting it is what it did. */
static enum err count_again(struct db *db, const struct request_head *h, const struct minutes *m, struct error *error)
{
	struct minutes_item *items = NULL;
	size_t count = 0;
	enum err err = minutes_gather_any(db, h->arena, m, &items, &count, error);

	if (err == ERR_OK)
		err = minutes_clear_items(db, m->id, error);
	return err == ERR_OK ? minutes_write_items(db, m, items, count, error) : err;
}

/* Nothing of it is being taken back. */
static enum err check_items(struct db *db, const struct request_head *h, int64_t id, struct error *error)
{
	struct minutes_item *items = NULL;
	size_t count = 0;
	enum err err = minutes_items_any(db, h->arena, id, &items, &count, error);

	if (err == ERR_OK && count == 0)
		return refuse(error, MSG_MINUTES_NOTHING);
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (items[i].event_id != 0)
			err = act_check_free(db, items[i].sheet_id, error);
	}
	return err;
}

static enum err issue(struct db *db, const struct request_head *h, const struct minutes *m, struct error *error)
{
	struct office_paper paper = { .kind = PAPER_MINUTES, .subject_id = m->id, .commune_id = m->commune_id,
		.body = m->type == MINUTES_ACCEPTANCE ? BODY_OFFICE : BODY_TEAM };
	struct minutes old;

	if (m->replaces_id == 0)
		return paper_issue(db, h, &paper, true, error);
	enum err err = minutes_load_any(db, h->arena, m->replaces_id, &old, error);
	return err == ERR_OK ? paper_issue_instead(db, h, &paper, true, old.paper_id, error) : err;
}

static enum err issue_task(struct db *db, void *arg, struct error *error)
{
	struct minutes_request *r = arg;
	const struct request_head *h = &r->head;
	struct minutes m;
	enum err err = load_draft(db, r, &m, error);

	r->head.made = (struct thing){ THING_MINUTES, r->minutes.id };
	if (err == ERR_OK && m.type != MINUTES_MEETING)
		err = count_again(db, h, &m, error);
	if (err == ERR_OK)
		err = check_items(db, h, m.id, error);
	return err == ERR_OK ? issue(db, h, &m, error) : err;
}

enum err workflow_issue_minutes(struct minutes_request *request, struct error *error)
{
	return write_run_alone(&request->head, issue_task, request, error);
}

/* ---- replacing ---- */

/* What is said anew; the rest is as it was. */
static void say(struct minutes *m, const struct minutes *said)
{
#define SAY(member) m->member = said->member != NULL ? said->member : m->member
	SAY(first_day);
	SAY(last_day);
	SAY(held_on);
	SAY(begun);
	SAY(ended);
	SAY(place);
	SAY(chair);
	SAY(secretary);
	SAY(others);
	SAY(conclusion);
#undef SAY
}

static enum err copy_meeting(struct db *db, const struct minutes_request *r, int64_t from, struct error *error)
{
	struct arena *arena = r->head.arena;
	struct minutes_item *items = NULL;
	struct minutes_member *members = NULL;
	size_t count = 0, member_count = 0;
	enum err err = minutes_items_any(db, arena, from, &items, &count, error);

	if (err == ERR_OK)
		err = minutes_write_items(db, &r->minutes, items, count, error);
	if (err != ERR_OK || r->present_count > 0)
		return err == ERR_OK ? minutes_name_present(db, r, r->minutes.commune_id, error) : err;
	err = minutes_present_any(db, arena, from, &members, &member_count, error);
	int64_t *ids = arena_array(arena, member_count + 1, sizeof *ids);
	for (size_t i = 0; i < member_count; i++)
		ids[i] = members[i].id;
	return err == ERR_OK ? minutes_set_present(db, r->minutes.id, ids, member_count, error) : err;
}

static enum err replace_task(struct db *db, void *arg, struct error *error)
{
	struct minutes_request *r = arg;
	const struct request_head *h = &r->head;
	struct minutes_item *items = NULL;
	struct minutes old;
	size_t count = 0;
	enum err err = load(db, h, r->minutes.id, MINUTES_IS_ISSUED, &old, error);

	if (err == ERR_OK && old.instead_id != 0)
		err = refuse(error, MSG_MINUTES_INSTEAD);
	if (err != ERR_OK)
		return err;
	struct minutes new = old;
	say(&new, &r->minutes);
	new.replaces_id = old.id;
	new.made_by = h->actor->user_id;
	new.made_at = h->now;
	r->minutes = new;
	err = minutes_check_said(r, error);
	if (err == ERR_OK && new.type != MINUTES_MEETING)
		err = workflow_look_minutes(db, r, &items, &count, error);
	if (err == ERR_OK)
		err = minutes_insert(db, &r->minutes, error);
	if (err == ERR_OK)
		err = new.type == MINUTES_MEETING ? copy_meeting(db, r, old.id, error)
		                                  : minutes_write_items(db, &r->minutes, items, count, error);
	r->head.made = (struct thing){ THING_MINUTES, r->minutes.id };
	return err;
}

enum err workflow_replace_minutes(struct minutes_request *request, struct error *error)
{
	return write_run_alone(&request->head, replace_task, request, error);
}

/* ---- what is said of a meeting ---- */

static enum err say_task(struct db *db, void *arg, struct error *error)
{
	struct minutes_request *r = arg;
	struct minutes m;
	enum err err = load_draft(db, r, &m, error);

	r->head.made = (struct thing){ THING_MINUTES, r->minutes.id };
	if (err == ERR_OK && m.type != MINUTES_MEETING)
		err = refuse(error, MSG_CONFLICT);
	r->minutes.type = MINUTES_MEETING;
	if (err == ERR_OK)
		err = minutes_check_said(r, error);
	if (err == ERR_OK)
		err = minutes_set_said(db, &r->minutes, error);
	return err == ERR_OK ? minutes_name_present(db, r, m.commune_id, error) : err;
}

enum err workflow_say_minutes(struct minutes_request *request, struct error *error)
{
	return write_run(&request->head, say_task, request, error);
}

/* ---- dropping ---- */

/* What its sheets were moved by stays: a meeting's own draft goes only when all of that was taken back. */
static enum err check_drop(const struct request_head *h, const struct minutes *m, struct error *error)
{
	if (m->made_by != h->actor->user_id)
		return refuse(error, MSG_MINUTES_OTHERS);
	if (m->type != MINUTES_MEETING || m->replaces_id != 0 || m->sheets == 0)
		return ERR_OK;
	return error_set(error, ERR_CONFLICT,
	                 message_with_one(h->arena, MSG_MINUTES_HELD, arena_print(h->arena, "%lld", (long long)m->sheets)),
	                 "a meeting judged with minutes %lld", (long long)m->id);
}

/* {"minutes":12,"of":"acceptance","sheets":30} */
static enum err tell_drop(struct db *db, const struct request_head *h, const struct minutes *m, struct error *error)
{
	cJSON *what = cJSON_CreateObject();

	cJSON_AddNumberToObject(what, "minutes", (double)m->id);
	cJSON_AddStringToObject(what, "of", minutes_type_codes.texts[m->type]);
	cJSON_AddNumberToObject(what, "sheets", (double)m->sheets);
	return history_add(db, h, ACTION_MINUTES_DROP, 0, STATE_NONE, STATE_NONE, NULL, what, error);
}

static enum err drop_task(struct db *db, void *arg, struct error *error)
{
	struct minutes_request *r = arg;
	const struct request_head *h = &r->head;
	struct minutes m;
	enum err err = load(db, h, r->minutes.id, MINUTES_IS_DRAFT, &m, error);

	r->head.made = (struct thing){ THING_MINUTES, r->minutes.id };
	if (err == ERR_OK)
		err = check_drop(h, &m, error);
	if (err != ERR_OK)
		return err;
	m.dropped_at = h->now;
	err = minutes_drop(db, &m, h->actor->user_id, error);
	return err == ERR_OK ? tell_drop(db, h, &m, error) : err;
}

enum err workflow_drop_minutes(struct minutes_request *request, struct error *error)
{
	return write_run(&request->head, drop_task, request, error);
}
