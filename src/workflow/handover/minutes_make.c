#include "workflow/handover/minutes_task.h"

#include "base/memory.h"
#include "store/team/team.h"
#include "text/messages.h"
#include "text/utf8.h"
#include "workflow/history.h"
#include "workflow/write.h"

/* ---- of what ---- */

static enum err refuse(struct error *error, enum message why)
{
	return error_set(error, ERR_UNPROCESSABLE, message_text(why), "no minutes of that");
}

/* A day that is not ahead; false: it is. */
static bool is_over(const struct clock *clock, const char *iso)
{
	struct date day;

	return iso == NULL || (date_from_iso(iso, false, &day) && date_compare(day, clock_today(clock)) <= 0);
}

static enum err check_days(const struct minutes_request *r, struct error *error)
{
	const struct minutes *m = &r->minutes;
	const struct clock *clock = &r->head.workflow->clock;

	if (m->type == MINUTES_ACCEPTANCE && (m->first_day == NULL || m->last_day == NULL))
		return refuse(error, MSG_MINUTES_PERIOD);
	if (m->first_day != NULL && m->last_day != NULL && strcmp(m->first_day, m->last_day) > 0)
		return refuse(error, MSG_MINUTES_BACKWARDS);
	if (!is_over(clock, m->first_day) || !is_over(clock, m->last_day) || !is_over(clock, m->held_on))
		return refuse(error, MSG_MINUTES_AHEAD);
	return ERR_OK;
}

static bool too_long(const struct minutes *m)
{
	const char *const texts[] = { m->begun, m->ended, m->place, m->chair, m->secretary, m->others, m->conclusion };

	for (size_t i = 0; i < COUNT(texts); i++) {
		if (texts[i] != NULL && utf8_length(texts[i]) > REASON_LIMIT)
			return true;
	}
	return false;
}

enum err minutes_check_said(const struct minutes_request *r, struct error *error)
{
	return too_long(&r->minutes) ? refuse(error, MSG_REASON_TOO_LONG) : check_days(r, error);
}

static bool is_among(const struct member *members, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++) {
		if (members[i].id == id)
			return true;
	}
	return false;
}

enum err minutes_name_present(struct db *db, const struct minutes_request *r, int64_t commune_id, struct error *error)
{
	const struct request_head *h = &r->head;
	struct member *here = NULL;
	struct member_row seen;
	size_t count = 0;
	enum err err = r->present_count == 0 ? ERR_OK
	                                     : member_list_writers(db, h->arena, commune_id, NULL, &here, &count, error);

	for (size_t i = 0; i < r->present_count && err == ERR_OK; i++) {
		if (!is_among(here, count, r->present[i]))
			err = member_load(db, h->arena, h->actor, r->present[i], &seen, error);
	}
	if (err == ERR_NOT_FOUND)
		return error_set(error, err, message_text(MSG_NOT_FOUND), "who was present is no member here");
	return err == ERR_OK ? minutes_set_present(db, r->minutes.id, r->present, r->present_count, error) : err;
}

/* The hamlet's commune; ERR_NOT_FOUND when it is not the actor's. */
static enum err place_area(struct db *db, const struct minutes_request *r, struct minutes *m, struct error *error)
{
	struct area area;
	enum err err = area_by_id_any(db, r->head.arena, m->area_id, &area, error);

	if (err != ERR_OK || !area_in_scope(db, r->head.actor, m->area_id))
		return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "no hamlet of this actor");
	m->commune_id = strcmp(area.level, "hamlet") == 0 ? area.parent_id : area.id;
	return ERR_OK;
}

static enum err place_batch(struct db *db, const struct minutes_request *r, struct minutes *m, struct error *error)
{
	struct batch batch;
	enum err err = batch_load(db, r->head.arena, r->head.actor, m->batch_id, &batch, error);

	if (err != ERR_OK)
		return error_set(error, err, message_text(MSG_NOT_FOUND), "no batch of this actor");
	m->commune_id = batch.commune_id;
	m->campaign_id = batch.campaign_id;
	return ERR_OK;
}

static enum err place(struct db *db, const struct minutes_request *r, struct minutes *m, struct error *error)
{
	if (m->batch_id != 0)
		return place_batch(db, r, m, error);
	if (m->area_id != 0 && m->member_id == 0)
		return place_area(db, r, m, error);
	if (m->member_id == 0)
		return refuse(error, MSG_MINUTES_OF_WHAT);
	m->commune_id = minutes_commune_of_member(db, r->head.actor, m->member_id);
	return m->commune_id != 0 ? ERR_OK : refuse(error, MSG_MINUTES_OF_WHOM);
}

/* All of one campaign. */
static enum err check_campaign(struct minutes *m, const struct minutes_item *items, size_t count, struct error *error)
{
	if (count == 0)
		return refuse(error, MSG_MINUTES_NOTHING);
	if (count > MINUTES_SHEETS_MOST)
		return refuse(error, MSG_MINUTES_LARGE);
	m->campaign_id = items[0].campaign_id;
	for (size_t i = 0; i < count; i++) {
		if (items[i].campaign_id != m->campaign_id)
			return refuse(error, MSG_MINUTES_CAMPAIGNS);
	}
	return ERR_OK;
}

enum err workflow_look_minutes(struct db *db, struct minutes_request *r, struct minutes_item **items, size_t *count,
                               struct error *error)
{
	struct minutes *m = &r->minutes;
	enum err err = minutes_check_said(r, error);

	*count = 0;
	if (err == ERR_OK)
		err = place(db, r, m, error);
	if (err == ERR_OK)
		err = minutes_gather_any(db, r->head.arena, m, items, count, error);
	return err == ERR_OK ? check_campaign(m, *items, *count, error) : err;
}

/* ---- a meeting ---- */

struct meeting {
	struct minutes_request *r;
	struct minutes *minutes;
	struct arena *scratch;          /* of the sheet at hand */
	bool conflict;                  /* one of the bars is one */
	int64_t position;
};

static enum err check_lists(const struct minutes_request *r, struct error *error)
{
	if (r->passed_count + r->returned_count == 0)
		return refuse(error, MSG_NOTHING_CHOSEN);
	if (r->passed_count + r->returned_count > MINUTES_SHEETS_MOST)
		return refuse(error, MSG_MINUTES_LARGE);
	for (size_t i = 0; i < r->passed_count; i++) {
		for (size_t k = 0; k < r->returned_count; k++) {
			if (r->passed[i] == r->returned[k])
				return refuse(error, MSG_MINUTES_TWICE);
		}
	}
	return ERR_OK;
}

static void add_bar(struct meeting *g, const struct sheet *sheet, const struct error *error)
{
	struct minutes_request *r = g->r;
	struct arena *arena = r->head.arena;
	const struct answers *answers = &sheet->answers;
	const char *name = answers_text(answers, answers->form->full_name), *why = error->message;

	g->conflict |= error->code == ERR_CONFLICT;
	r->bars[r->bar_count++] = (struct minutes_bar){ sheet->id,
		arena_text(arena, name == NULL ? message_text(MSG_NO_NAME) : name), NULL,
		arena_text(arena, why == NULL ? message_text(MSG_CONFLICT) : why) };
}

/* The first sheet says of which commune and campaign the meeting is. */
static enum err check_place(struct meeting *g, const struct sheet *sheet, struct error *error)
{
	const struct minutes *m = g->minutes;

	if (sheet->commune_id == m->commune_id && sheet->campaign_id == m->campaign_id)
		return ERR_OK;
	return refuse(error, MSG_MINUTES_MIXED);
}

static enum err keep_item(struct db *db, struct meeting *g, int64_t sheet_id, const char *reason, struct error *error)
{
	bool passed = reason == NULL;
	const struct minutes_item item = { .sheet_id = sheet_id,
		.outcome = passed ? MINUTES_PASSED : MINUTES_RETURNED, .returns = !passed, .reason = reason,
		.event_id = minutes_event_any(db, sheet_id, passed ? ACTION_ACCEPT : ACTION_RETURN) };

	return minutes_add_item(db, g->minutes->id, ++g->position, &item, error);
}

/* A meeting judges what waits for acceptance, whatever else the table has to return. */
static enum err ask(struct db *db, struct move *move, struct error *error)
{
	enum err err = gate_open(move, error);

	if (err == ERR_OK && move->sheet->state != STATE_RECEIVED)
		err = error_set(error, ERR_CONFLICT, message_text(MSG_CONFLICT), "sheet %lld does not wait for acceptance",
		                (long long)move->sheet->id);
	return err == ERR_OK ? gate_ask(db, move, error) : err;
}

/* Moves one sheet, or notes what hinders it; then the others are asked alone. */
static enum err judge_one(struct db *db, struct meeting *g, int64_t sheet_id, bool passes, const char *reason,
                          struct error *error)
{
	struct move_request asked = { .head = g->r->head, .action = passes ? ACTION_ACCEPT : ACTION_RETURN,
		.sheet_id = sheet_id, .reason = reason };
	struct sheet sheet;
	struct move move = { .asked = &asked, .sheet = &sheet, .minutes_id = g->minutes->id };

	arena_reset(g->scratch);
	asked.head.arena = g->scratch;
	enum err err = sheet_load(db, g->scratch, asked.head.workflow->form, asked.head.actor, sheet_id, &sheet, error);
	if (err == ERR_OK)
		err = check_place(g, &sheet, error);
	if (err != ERR_OK)
		return err;
	err = ask(db, &move, error);
	if (err == ERR_CONFLICT || err == ERR_UNPROCESSABLE) {
		add_bar(g, &sheet, error);
		return ERR_OK;
	}
	if (err == ERR_OK && g->r->bar_count == 0)
		err = gate_write(db, &move, error);
	if (err == ERR_OK && g->r->bar_count == 0)
		err = keep_item(db, g, sheet_id, reason, error);
	return err;
}

static enum err judge_all(struct db *db, struct meeting *g, struct error *error)
{
	struct minutes_request *r = g->r;
	enum err err = ERR_OK;

	r->bars = arena_array(r->head.arena, r->passed_count + r->returned_count, sizeof *r->bars);
	r->bar_count = 0;
	for (size_t i = 0; i < r->passed_count && err == ERR_OK; i++)
		err = judge_one(db, g, r->passed[i], true, NULL, error);
	for (size_t i = 0; i < r->returned_count && err == ERR_OK; i++) {
		const char *reason = r->reasons[i] == NULL ? "" : r->reasons[i];
		err = judge_one(db, g, r->returned[i], false, reason, error);
	}
	if (err != ERR_OK || r->bar_count == 0)
		return err;
	return error_set(error, g->conflict ? ERR_CONFLICT : ERR_UNPROCESSABLE,
	                 message_with_one(r->head.arena, MSG_MINUTES_HINDERED,
	                                  arena_print(r->head.arena, "%zu", r->bar_count)),
	                 "%zu sheets of a meeting are hindered", r->bar_count);
}

/* What passed goes to the officer, who counts the papers. */
static enum err send_passed(struct db *db, struct meeting *g, struct error *error)
{
	const struct minutes_request *r = g->r;
	const struct request_head *h = &r->head;
	const struct minutes *m = g->minutes;
	struct bundle bundle = { .commune_id = m->commune_id, .campaign_id = m->campaign_id,
		.year = clock_today(&h->workflow->clock).year, .made_by = h->actor->user_id, .made_at = h->now,
		.for_leader = m->chair, .papers = PAPERS_NOT_SAID, .minutes_id = m->id };

	if (r->passed_count == 0)
		return ERR_OK;
	enum err err = bundle_insert(db, &bundle, error);
	for (size_t i = 0; i < r->passed_count && err == ERR_OK; i++)
		err = bundle_add(db, bundle.id, r->passed[i], OUTCOME_OPEN, error);
	return err;
}

/* Where an officer accepts, a meeting returns nothing either. */
static enum err check_campaign_meets(struct db *db, const struct meeting *g, struct error *error)
{
	struct campaign campaign;
	enum err err = campaign_by_id_any(db, g->r->head.arena, g->minutes->campaign_id, &campaign, error);

	if (err != ERR_OK || campaign.meeting_accepts)
		return err;
	return error_set(error, ERR_CONFLICT, message_text(MSG_OFFICER_ACCEPTS), "campaign %lld has no meetings",
	                 (long long)campaign.id);
}

static enum err hold(struct db *db, struct meeting *g, struct error *error)
{
	struct minutes_request *r = g->r;
	const struct request_head *h = &r->head;
	struct sheet first;
	int64_t id = r->passed_count > 0 ? r->passed[0] : r->returned[0];
	enum err err = sheet_load(db, h->arena, h->workflow->form, h->actor, id, &first, error);

	if (err != ERR_OK)
		return error_set(error, err, message_text(MSG_NOT_FOUND), "a sheet is unknown here");
	g->minutes->commune_id = first.commune_id;
	g->minutes->campaign_id = first.campaign_id;
	err = check_campaign_meets(db, g, error);
	if (err == ERR_OK)
		err = minutes_insert(db, g->minutes, error);
	if (err == ERR_OK)
		err = minutes_name_present(db, r, g->minutes->commune_id, error);
	if (err == ERR_OK)
		err = judge_all(db, g, error);
	return err == ERR_OK ? send_passed(db, g, error) : err;
}

static enum err make_meeting(struct db *db, struct minutes_request *r, struct error *error)
{
	struct meeting g = { .r = r, .minutes = &r->minutes };
	enum err err = minutes_check_said(r, error);

	if (err == ERR_OK)
		err = check_lists(r, error);
	if (err != ERR_OK)
		return err;
	g.scratch = arena_new(ARENA_REQUEST);
	if (g.scratch == NULL)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for a meeting");
	err = hold(db, &g, error);
	if (err != ERR_OK && error->message != NULL)
		error->message = arena_text(r->head.arena, error->message);
	arena_free(g.scratch);
	return err;
}

/* ---- making ---- */

enum err minutes_write_items(struct db *db, const struct minutes *minutes, const struct minutes_item *items,
                             size_t count, struct error *error)
{
	enum err err = ERR_OK;

	for (size_t i = 0; i < count && err == ERR_OK; i++)
		err = minutes_add_item(db, minutes->id, (int64_t)i + 1, &items[i], error);
	return err;
}

static enum err make_counted(struct db *db, struct minutes_request *r, struct error *error)
{
	struct minutes_item *items = NULL;
	size_t count = 0;
	enum err err = workflow_look_minutes(db, r, &items, &count, error);

	if (err == ERR_OK)
		err = minutes_insert(db, &r->minutes, error);
	return err == ERR_OK ? minutes_write_items(db, &r->minutes, items, count, error) : err;
}

static enum err make_task(struct db *db, void *arg, struct error *error)
{
	struct minutes_request *r = arg;

	r->minutes.made_by = r->head.actor->user_id;
	r->minutes.made_at = r->head.now;
	enum err err = (r->minutes.type == MINUTES_MEETING ? make_meeting : make_counted)(db, r, error);
	r->head.made = (struct thing){ THING_MINUTES, r->minutes.id };
	return err;
}

enum err workflow_make_minutes(struct minutes_request *request, struct error *error)
{
	return write_run_alone(&request->head, make_task, request, error);
}

/* ---- taking back ---- */

enum err minutes_follow(struct db *db, const struct move *move, struct error *error)
{
	enum action undone = move->undo.action;

	if (move->row->action != ACTION_UNDO || (undone != ACTION_ACCEPT && undone != ACTION_RETURN))
		return ERR_OK;
	enum err err = minutes_forget_event(db, move->sheet->id, move->undo.event_id, error);
	return err == ERR_OK && undone == ACTION_ACCEPT ? minutes_leave_bundle(db, move->sheet->id, error) : err;
}
