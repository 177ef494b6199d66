/* Campaigns, their targets, and settings. */
#include "store/admin/setting.h"
#include "text/messages.h"
#include "workflow/admin/admin_task.h"
#include "workflow/admin/plan_source.h"
#include "workflow/gate.h"
#include "workflow/write.h"

static enum err find(struct db *db, struct arena *arena, int64_t id, struct campaign *out, struct error *error)
{
	enum err err = campaign_by_id_any(db, arena, id, out, error);

	return err == ERR_NOT_FOUND
	           ? error_set(error, err, message_text(MSG_NOT_FOUND), "no campaign %lld", (long long)id)
	           : err;
}

/* ---- campaigns ---- */

/* The day on which the units of a campaign must still be there. */
static const char *needed(const struct request_head *head, const struct campaign *campaign)
{
	char *today = arena_alloc(head->arena, DATE_TEXT);

	date_to_iso(clock_today(&head->workflow->clock), today);
	return area_day_needed(campaign->collect_from, campaign->collect_to, today);
}

static enum err judge_areas(struct db *db, struct campaign_change *c, struct area **areas, size_t *count,
                            struct error *error)
{
	struct area_codes codes = { .head = &c->head, .text = c->area_codes, .day = c->campaign.collect_from,
		.needed = needed(&c->head, &c->campaign), .name = "areas", .field = &c->field };
	enum err err = ERR_OK;

	if (c->campaign.id != 0) {
		struct area *known;
		err = campaign_areas_any(db, c->head.arena, c->campaign.id, &known, &codes.known_count, error);
		codes.known = known;
	}
	if (err == ERR_OK)
		err = admin_find_areas(db, &codes, areas, count, error);
	if (err == ERR_OK && *count == 0)
		return admin_blame(&c->head, &c->field, "areas", MSG_CAMPAIGN_NEEDS_AREA, "", error);
	return err;
}

static enum err write_stages(struct db *db, const struct campaign_change *c, struct error *error)
{
	enum err err = ERR_OK;

	for (int i = 0; i < STAGE_COUNT && err == ERR_OK; i++) {
		if (c->days[i] > 0)
			err = campaign_set_stage(db, c->campaign.id, (enum stage)i, c->days[i], error);
		else
			err = campaign_drop_stage(db, c->campaign.id, (enum stage)i, error);
	}
	return err;
}

/* The milestones and tasks that a new one begins with. */
static enum err write_plan(struct db *db, const struct campaign_change *c, struct error *error)
{
	struct plan_source source;
	enum err err = ERR_OK;

	if (c->copied_id != 0)
		err = plan_source_copy(db, c->head.arena, c->copied_id, &source, error);
	else if (c->plan == NULL || !plan_source_find(c->head.arena, c->plan, &source))
		return ERR_OK;
	return err == ERR_OK ? plan_source_store(db, c->campaign.id, &source, error) : err;
}

static enum err write_campaign(struct db *db, struct campaign_change *c, const int64_t *areas, size_t count,
                               struct error *error)
{
	struct campaign *campaign = &c->campaign;
	enum err err;

	if (campaign->id == 0) {
		campaign->form = c->head.workflow->form->name;
		campaign->form_version = c->head.workflow->form->version;
		err = campaign_add(db, campaign, areas, count, &campaign->id, error);
		if (err == ERR_CONFLICT)
			return admin_blame(&c->head, &c->field, "code", MSG_CAMPAIGN_TAKEN, campaign->code, error);
		if (err == ERR_OK)
			err = write_plan(db, c, error);
	} else {
		err = campaign_change(db, campaign, error);
		if (err == ERR_OK)
			err = campaign_set_areas(db, campaign->id, areas, count, error);
	}
	return err == ERR_OK ? write_stages(db, c, error) : err;
}

/* Switching four eyes on asks first where a commune has one officer or none. */
static enum err ask_four_eyes(struct db *db, struct campaign_change *c, bool before, struct error *error)
{
	struct few_officers few;

	if (!c->campaign.four_eyes || before || c->confirmed.four_eyes)
		return ERR_OK;
	enum err err = hindrance_few_officers(db, c->head.arena, c->campaign.id, &few, error);
	if (err != ERR_OK || few.names == NULL)
		return err;
	const char *const parts[] = { arena_print(c->head.arena, "%zu", few.communes), few.names };
	c->field = "four_eyes";
	return error_set(error, ERR_UNPROCESSABLE, message_with(c->head.arena, MSG_CAMPAIGN_FEW_OFFICERS, parts, 2),
	                 "few officers");
}

static cJSON *about_campaign(const struct campaign_change *c, const struct area *areas, size_t count)
{
	const struct campaign *campaign = &c->campaign;
	cJSON *what = cJSON_CreateObject();

	cJSON_AddStringToObject(what, "campaign", campaign->code);
	cJSON_AddStringToObject(what, "name", campaign->name);
	cJSON_AddStringToObject(what, "from", campaign->collect_from);
	cJSON_AddStringToObject(what, "to", campaign->collect_to == NULL ? "" : campaign->collect_to);
	cJSON_AddStringToObject(what, "plan_no", campaign->plan_no == NULL ? "" : campaign->plan_no);
	cJSON_AddStringToObject(what, "plan_on", campaign->plan_on == NULL ? "" : campaign->plan_on);
	cJSON_AddStringToObject(what, "collect_closed_on",
	                        campaign->collect_closed_on == NULL ? "" : campaign->collect_closed_on);
	cJSON_AddStringToObject(what, "closed_on", campaign->closed_on == NULL ? "" : campaign->closed_on);
	cJSON_AddStringToObject(what, "days_off", campaign->days_off == NULL ? "" : campaign->days_off);
	cJSON_AddStringToObject(what, "areas", admin_area_list(c->head.arena, areas, count));
	for (size_t i = 0; i < CAMPAIGN_SWITCH_COUNT; i++)
		cJSON_AddBoolToObject(what, campaign_switches[i].code, campaign->switches[i]);
	for (int i = 0; i < STAGE_COUNT; i++)
		cJSON_AddNumberToObject(what, stage_code((enum stage)i), (double)c->days[i]);
	return what;
}

/* A closed campaign can be opened again, and nothing else. */
static enum err ask_open(const struct campaign_change *c, const struct campaign *before, struct error *error)
{
	bool opens = !campaign_is_closed(&c->campaign, clock_today(&c->head.workflow->clock));

	return opens ? ERR_OK : gate_ask_open(&c->head, before, error);
}

static enum err campaign_task(struct db *db, void *arg, struct error *error)
{
	struct campaign_change *c = arg;
	bool new = c->campaign.id == 0;
	struct campaign before = { .four_eyes = false };
	struct area *areas;
	size_t count;
	enum err err;

	if (!new && (err = find(db, c->head.arena, c->campaign.id, &before, error)) != ERR_OK)
		return err;
	if (!new && (err = ask_open(c, &before, error)) != ERR_OK)
		return err;
	if (!new)
		c->campaign.code = before.code;
	if ((err = judge_areas(db, c, &areas, &count, error)) != ERR_OK ||
	    (err = write_campaign(db, c, admin_area_ids(c->head.arena, areas, count), count, error)) != ERR_OK ||
	    (err = ask_four_eyes(db, c, before.four_eyes, error)) != ERR_OK)
		return err;
	return admin_record(db, &c->head, new ? ACTION_CAMPAIGN_ADD : ACTION_CAMPAIGN_CHANGE,
	                    about_campaign(c, areas, count), (struct thing){ THING_CAMPAIGN, c->campaign.id }, error);
}

enum err admin_save_campaign(struct campaign_change *change, struct error *error)
{
	return write_run(&change->head, campaign_task, change, error);
}

/* ---- targets ---- */

/* The areas that have a target already. */
static enum err read_targets(struct db *db, struct arena *arena, int64_t campaign_id, struct area_codes *codes,
                             struct error *error)
{
	struct target_row *rows;
	enum err err = target_list_any(db, arena, campaign_id, &rows, &codes->known_count, error);
	struct area *known = arena_array(arena, codes->known_count + 1, sizeof *known);

	for (size_t i = 0; i < codes->known_count; i++)
		known[i] = rows[i].area;
	codes->known = known;
	return err;
}

static bool is_known(const struct area_codes *codes, int64_t id)
{
	for (size_t i = 0; i < codes->known_count; i++) {
		if (codes->known[i].id == id)
			return true;
	}
	return false;
}

/* An area of the campaign, or one that has a target of it. */
static enum err judge_target(struct db *db, struct target_change *c, const struct campaign *campaign, struct area *area,
                             struct error *error)
{
	struct area_codes codes = { .head = &c->head, .text = c->area_code, .day = campaign->collect_from,
		.needed = needed(&c->head, campaign), .name = "area", .field = &c->field };
	struct area *areas;
	size_t count;
	enum err err = read_targets(db, c->head.arena, campaign->id, &codes, error);

	if (err == ERR_OK)
		err = admin_find_areas(db, &codes, &areas, &count, error);
	if (err != ERR_OK)
		return err;
	if (count != 1)
		return admin_blame(&c->head, &c->field, "area", MSG_AREA_ONE, "", error);
	*area = areas[0];
	if (!is_known(&codes, area->id) && !campaign_covers_any(db, campaign->id, area->id))
		return admin_blame(&c->head, &c->field, "area", MSG_TARGET_OUTSIDE, area->full_name, error);
	return ERR_OK;
}

static const struct target_row *row_of(const struct target_row *rows, size_t count, int64_t area_id)
{
	for (size_t i = 0; i < count; i++) {
		if (rows[i].area.id == area_id)
			return &rows[i];
	}
	return NULL;
}

static void add_figure(cJSON *what, const char *key, int64_t figure)
{
	if (figure >= 0)
		cJSON_AddNumberToObject(what, key, (double)figure);
}

cJSON *admin_about_target(struct arena *arena, const struct campaign *campaign, const struct area *area,
                          const struct area_target *target, const struct target_row *before)
{
	cJSON *what = cJSON_CreateObject();

	cJSON_AddStringToObject(what, "campaign", campaign->code);
	cJSON_AddStringToObject(what, "area", admin_area_list(arena, area, 1));
	add_figure(what, "sheets", target->sheets);
	add_figure(what, "sheets_before", before == NULL ? -1 : before->sheets);
	add_figure(what, "expected", target->expected);
	add_figure(what, "surveyed", target->surveyed);
	add_figure(what, "changed", target->changed);
	if (target->due_on != NULL)
		cJSON_AddStringToObject(what, "due_on", target->due_on);
	return what;
}

static enum err target_task(struct db *db, void *arg, struct error *error)
{
	struct target_change *c = arg;
	struct campaign campaign;
	struct area area;
	enum err err;

	if ((err = find(db, c->head.arena, c->campaign_id, &campaign, error)) != ERR_OK ||
	    (err = judge_target(db, c, &campaign, &area, error)) != ERR_OK ||
	    (err = gate_ask_open(&c->head, &campaign, error)) != ERR_OK)
		return err;
	const struct area_target target = { campaign.id, area.id, c->sheets, c->due_on, c->expected, c->surveyed,
		c->changed };
	struct target_row *rows;
	size_t count;
	if ((err = target_list_any(db, c->head.arena, campaign.id, &rows, &count, error)) != ERR_OK)
		return err;
	err = c->sheets < 0 ? target_drop(db, campaign.id, area.id, error) : target_write(db, &target, error);
	if (err != ERR_OK)
		return err;
	return admin_record(db, &c->head, c->sheets < 0 ? ACTION_TARGET_DROP : ACTION_TARGET_SET,
	                    admin_about_target(c->head.arena, &campaign, &area, &target, row_of(rows, count, area.id)),
	                    (struct thing){ THING_CAMPAIGN, campaign.id }, error);
}

enum err admin_set_target(struct target_change *change, struct error *error)
{
	return write_run(&change->head, target_task, change, error);
}

/* ---- settings ---- */

static enum err setting_task(struct db *db, void *arg, struct error *error)
{
	struct setting_change *c = arg;
	struct arena *arena = c->head.arena;
	struct area area = { .id = 0 };
	enum err err = ERR_OK;

	if (c->area_id != 0 && (err = area_by_id_any(db, arena, c->area_id, &area, error)) != ERR_OK)
		return err;
	cJSON *what = cJSON_CreateObject();
	if (c->area_id != 0)
		cJSON_AddStringToObject(what, "area", admin_area_list(arena, &area, 1));
	for (size_t i = 0; i < c->count && err == ERR_OK; i++) {
		const char *name = setting_name(arena, c->names[i], c->area_id);
		err = c->values[i] == NULL ? setting_drop(db, name, error) : setting_set(db, name, c->values[i], error);
		cJSON_AddStringToObject(what, c->names[i], c->values[i] == NULL ? "" : c->values[i]);
	}
	if (err == ERR_OK)
		return admin_record(db, &c->head, ACTION_SETTING_SET, what, (struct thing){ THING_NONE, 0 }, error);
	cJSON_Delete(what);
	return err;
}

enum err admin_save_settings(struct setting_change *change, struct error *error)
{
	return write_run(&change->head, setting_task, change, error);
}
