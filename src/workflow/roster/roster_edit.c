/* Somebody is added to the list, or what it says of him is corrected. */
#include "store/campaign/campaign.h"
#include "store/roster/roster_assignment.h"
#include "text/messages.h"
#include "workflow/admin/admin_task.h"
#include "workflow/gate.h"
#include "workflow/roster/roster_put.h"
#include "workflow/write.h"

/* Roles for which the list is theirs to keep. */
static bool keeps_list(const struct actor *actor)
{
	return actor->role == ROLE_OFFICER || actor->role == ROLE_POLICE;
}

static enum err no_campaign(struct roster_edit *e, struct error *error)
{
	return admin_blame(&e->head, &e->field, "campaign", MSG_ROSTER_NO_CAMPAIGN, "", error);
}

/* The campaign of a new row: the one said, else the only one that is open where the hamlet is. */
static enum err find_campaign(struct db *db, struct roster_edit *e, struct date today, struct error *error)
{
	struct area_above above;
	struct campaign *open;
	size_t count;

	area_above_any(db, e->facts.area_id, &above);
	enum err err = campaign_covering_any(db, e->head.arena, &above, today, &open, &count, error);
	if (err != ERR_OK)
		return err;
	if (e->campaign_id == 0 && count == 1)
		e->campaign_id = open[0].id;
	for (size_t i = 0; i < count; i++) {
		if (open[i].id == e->campaign_id)
			return ERR_OK;
	}
	return no_campaign(e, error);
}

/* Somebody else on the list who is the same by number, or by name, birth and hamlet. */
static enum err refuse_twin(struct db *db, struct roster_edit *e, const struct roster_place *place,
                            struct error *error)
{
	const struct roster_facts *f = &e->facts;
	struct roster_entry twin;
	int64_t id = f->citizen_id == NULL
	                 ? roster_of_name_any(db, e->head.arena, place->commune_id, place->campaign_id, f, true)
	                 : roster_of_number_any(db, place->commune_id, place->campaign_id, f->citizen_id);

	if (id == 0 || id == e->id)
		return ERR_OK;
	enum err err = roster_load_any(db, e->head.arena, id, &twin, error);
	if (err != ERR_OK)
		return err;
	const char *told = arena_print(e->head.arena, "%s%s%s", twin.facts.full_name, twin.area_name == NULL ? "" : ", ",
	                               twin.area_name == NULL ? "" : twin.area_name);
	return admin_blame(&e->head, &e->field, f->citizen_id == NULL ? ROSTER_FULL_NAME : ROSTER_CITIZEN_ID,
	                   MSG_ROSTER_SAME_PERSON, told, error);
}

/* Whom a member adds is his to survey: what he adds in a day is one assignment. */
static enum err give_adder(struct db *db, const struct roster_edit *e, const struct roster_place *place,
                           struct error *error)
{
	const struct request_head *h = &e->head;
	char today[DATE_TEXT];
	enum err err = ERR_OK;

	if (h->actor->role != ROLE_ENUMERATOR || h->actor->member_id == 0)
		return ERR_OK;
	date_to_iso(place->today, today);
	const struct roster_assignment part = { .campaign_id = place->campaign_id, .commune_id = place->commune_id,
		.member_id = h->actor->member_id, .assigned_on = today, .assigned_by = h->actor->user_id,
		.assigned_at = h->now };
	int64_t id = roster_assignment_same_any(db, &part);
	if (id == 0)
		err = roster_assignment_add(db, &part, &id, error);
	return err == ERR_OK ? roster_assign(db, e->id, id, part.member_id, error) : err;
}

static enum err add(struct db *db, struct roster_edit *e, struct roster_place *place, struct error *error)
{
	enum err err = find_campaign(db, e, place->today, error);

	if (err != ERR_OK)
		return err;
	place->campaign_id = e->campaign_id;
	err = refuse_twin(db, e, place, error);
	if (err != ERR_OK)
		return err;
	struct roster_row_put put = { .place = place, .facts = &e->facts };
	err = roster_put(db, &e->head, &put, error);
	e->id = put.id;
	return err == ERR_OK ? give_adder(db, e, place, error) : err;
}

static enum err change(struct db *db, struct roster_edit *e, const struct roster_entry *before,
                       struct roster_place *place, struct error *error)
{
	const char *names;

	place->campaign_id = e->campaign_id = before->campaign_id;
	enum err err = refuse_twin(db, e, place, error);
	if (err == ERR_OK)
		err = roster_change(db, e->head.arena, e->id, &e->facts, 0, error);
	if (err != ERR_OK)
		return err;
	roster_is_same(e->head.arena, &before->facts, &e->facts, &names);
	cJSON *what = cJSON_CreateObject();
	cJSON_AddNumberToObject(what, "roster", (double)e->id);
	if (names != NULL)
		cJSON_AddStringToObject(what, "fields", names);
	return admin_record(db, &e->head, ACTION_ROSTER_CHANGE, what, (struct thing){ THING_ROSTER, e->id }, error);
}

static enum err edit_task(struct db *db, void *arg, struct error *error)
{
	struct roster_edit *e = arg;
	struct request_head *h = &e->head;
	struct roster_entry before = { .id = 0 };
	struct roster_place place = { .actor = h->actor, .today = clock_today(&h->workflow->clock) };
	enum err err = e->id == 0 ? ERR_OK : roster_load(db, h->arena, h->actor, e->id, &before, error);

	if (err == ERR_NOT_FOUND)
		return error_set(error, err, message_text(MSG_NOT_FOUND), "no row of the actor");
	if (err == ERR_OK && e->id != 0)
		err = gate_ask_open_of(db, h, before.campaign_id, error);
	if (err == ERR_OK && e->id != 0)
		err = admin_judge_version(e->row_version, before.row_version, error);
	if (err != ERR_OK)
		return err;
	if (!keeps_list(h->actor))
		e->facts.source = e->id == 0 ? ROSTER_MEMBER : before.facts.source;
	place.commune_id = e->id != 0 ? before.commune_id : area_commune_any(db, e->facts.area_id);
	err = roster_judge(db, h->arena, &place, &e->facts, &e->field, error);
	if (err != ERR_OK)
		return err;
	return e->id == 0 ? add(db, e, &place, error) : change(db, e, &before, &place, error);
}

enum err workflow_roster_save(struct roster_edit *edit, struct error *error)
{
	return write_run(&edit->head, edit_task, edit, error);
}
