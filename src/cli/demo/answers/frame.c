/* What stands around the sheets: areas, campaigns with their plan, users. */
#include "cli/demo/storing.h"

#include "base/memory.h"
#include "store/campaign/area.h"
#include "store/campaign/campaign_plan.h"
#include "store/admin/user.h"
#include "store/team/member.h"

static const char areas_valid_from[] = "2020-01-01";
static const char users_created_at[] = "2023-05-22T01:00:00Z";

static enum err store_areas(struct demo_storing *s, struct error *error)
{
	const struct demo_geo *geo = s->demo->geo;
	enum err err = ERR_OK;

	for (int i = 0; i < geo->count && err == ERR_OK; i++) {
		struct demo_area *a = &geo->areas[i];
		const struct area area = { .parent_id = a->parent < 0 ? 0 : geo->areas[a->parent].id, .level = a->level,
			.code = a->code,
			.name = a->name, .full_name = a->full_name, .valid_from = areas_valid_from };
		err = area_add(s->db, &area, &a->id, error);
	}
	return err;
}

/* ---- campaigns ---- */

/* The next "stage:…" of a list separated by spaces, cut into up to three parts; false at the end. */
static bool next_item(struct arena *arena, const char **list, const char *parts[3])
{
	size_t length = strcspn(*list, " ");
	char *item = arena_text_n(arena, *list, length);

	if (length == 0)
		return false;
	*list += length + ((*list)[length] == ' ');
	for (int i = 0; i < 3; i++) {
		parts[i] = item;
		item += strcspn(item, ":");
		if (*item == ':')
			*item++ = '\0';
	}
	return true;
}

static enum err store_plan(struct demo_storing *s, const struct demo_campaign *campaign, struct error *error)
{
	const char *stages = campaign->stages, *milestones = campaign->milestones, *parts[3];
	enum err err = ERR_OK;

	while (err == ERR_OK && next_item(s->demo->arena, &stages, parts))
		err = campaign_set_stage(s->db, campaign->id, stage_from_code(parts[0]), strtol(parts[1], NULL, 10), error);
	while (err == ERR_OK && next_item(s->demo->arena, &milestones, parts)) {
		const struct milestone milestone = { .stage = stage_from_code(parts[0]), .last_day = parts[1],
			.share = strtol(parts[2], NULL, 10) };
		err = milestone_set(s->db, campaign->id, &milestone, error);
	}
	return err;
}

/* Targets of the area that a campaign covers and all its parts; and of what lies above, where the sum is the same. */
static enum err store_targets(struct demo_storing *s, int index, struct error *error)
{
	const struct demo_geo *geo = s->demo->geo;
	const struct demo_campaign *campaign = &geo->campaigns[index];
	enum err err = ERR_OK;

	for (int i = 0; i < geo->count && err == ERR_OK; i++) {
		if (geo->areas[i].campaign == index)
			err = target_set(s->db, campaign->id, geo->areas[i].id, geo->areas[i].target, campaign->to, error);
	}
	for (int i = geo->areas[campaign->area].parent; i >= 0 && err == ERR_OK; i = geo->areas[i].parent)
		err = target_set(s->db, campaign->id, geo->areas[i].id, geo->areas[campaign->area].target, campaign->to, error);
	return err;
}

static enum err store_campaign(struct demo_storing *s, int index, struct error *error)
{
	struct demo_campaign *c = &s->demo->geo->campaigns[index];
	struct campaign campaign = demo_campaign_row(c);

	campaign.form = s->workflow->form->name;
	campaign.form_version = s->workflow->form->version;
	enum err err = campaign_add(s->db, &campaign, &s->demo->geo->areas[c->area].id, 1, &c->id, error);

	if (err == ERR_OK)
		err = store_plan(s, c, error);
	return err == ERR_OK ? store_targets(s, index, error) : err;
}

/* ---- users ---- */

static enum err store_users(struct demo_storing *s, struct error *error)
{
	enum err err = ERR_OK;

	for (size_t i = 0; i < s->staff->count && err == ERR_OK; i++) {
		struct demo_user *u = &s->staff->users[i];
		const struct user user = { .username = u->username, .full_name = u->full_name,
			.password_hash = s->password_hash,
			.created_at = users_created_at, .role = u->role, .area_count = u->area >= 0,
			.areas = u->area < 0 ? NULL : &s->demo->geo->areas[u->area].id };
		err = user_add(s->db, &user, &u->id, error);
		u->member_id = err == ERR_OK ? member_of_user_any(s->db, u->id) : 0;
	}
	return err;
}

enum err demo_store_frame(struct demo_storing *s, struct error *error)
{
	enum err err = store_areas(s, error);

	for (int i = 0; i < s->demo->geo->campaign_count && err == ERR_OK; i++)
		err = store_campaign(s, i, error);
	if (err == ERR_OK)
		err = store_users(s, error);
	return err == ERR_OK ? demo_store_teams(s, error) : err;
}
