/* The Tổ of the communes that have an officer to look at: decision, members without an account, targets. */
#include "cli/demo/storing.h"

#include "base/memory.h"
#include "store/team/team.h"

enum { TEAM_COLUMNS = 5, MEMBER_COLUMNS_MOST = 7, BODY_COLUMNS = 2 };

static const char *cell(const struct demo_table *table, size_t row, size_t column)
{
	const char *text = demo_cell(table, row, column);

	return strcmp(text, "-") == 0 ? NULL : text;
}

static int64_t area_id(const struct demo_storing *s, const struct demo_table *table, size_t row)
{
	return s->demo->geo->areas[demo_area_named(s->demo, demo_cell(table, row, 0))].id;
}

static enum err store_members(struct demo_storing *s, struct error *error)
{
	struct demo_table table = demo_table(s->demo->arena, "answers/members", MEMBER_COLUMNS_MOST);
	enum err err = ERR_OK;

	for (size_t row = 0; row < table.rows && err == ERR_OK; row++) {
		const struct member member = { .full_name = cell(&table, row, 1), .body = cell(&table, row, 2),
			.phone = cell(&table, row, 3), .trained_on = cell(&table, row, 4), .active_from = cell(&table, row, 5),
			.active_to = cell(&table, row, 6) };
		int64_t area = area_id(s, &table, row), id;
		err = member_add(s->db, &member, &area, 1, &id, error);
	}
	return err;
}

/* The n-th body that people of that role come from; NULL: none is known. */
static const char *body_of(const struct demo_table *table, enum role role, size_t n)
{
	size_t count = 0;

	for (size_t row = 0; row < table->rows; row++)
		count += strcmp(demo_cell(table, row, 0), role_code(role)) == 0;
	for (size_t row = 0, at = 0; row < table->rows; row++) {
		if (strcmp(demo_cell(table, row, 0), role_code(role)) == 0 && at++ == n % count)
			return demo_cell(table, row, 1);
	}
	return NULL;
}

static bool lies_in(const struct demo *demo, int area, int commune)
{
	return area >= 0 && (area == commune || demo->geo->areas[area].parent == commune);
}

/* Where those with an account come from, one body after the other. */
static enum err store_bodies(struct demo_storing *s, int commune, struct error *error)
{
	struct demo_table table = demo_table(s->demo->arena, "answers/bodies", BODY_COLUMNS);
	enum err err = ERR_OK;

	for (size_t i = 0; i < s->staff->count && err == ERR_OK; i++) {
		const struct demo_user *user = &s->staff->users[i];
		const struct member member = { .id = user->member_id, .full_name = user->full_name,
			.body = body_of(&table, user->role, i) };
		if (user->member_id != 0 && lies_in(s->demo, user->area, commune))
			err = member_change(s->db, &member, error);
	}
	return err;
}

/* What an enumerator is to bring: all that he was given in the plan of the demo, till its collecting ends. */
static enum err store_targets(struct demo_storing *s, int commune, struct error *error)
{
	const struct demo *demo = s->demo;
	const struct demo_campaign *campaign = &demo->geo->campaigns[demo->geo->areas[commune].campaign];
	int64_t *sheets = arena_array(s->scratch, s->staff->count, sizeof *sheets);
	enum err err = ERR_OK;

	for (uint32_t i = 0; i < demo->count; i++) {
		const struct demo_slot *slot = &demo->slots[i];
		if (demo->geo->areas[slot->hamlet].parent == commune)
			sheets[demo_enumerator(demo, s->staff, slot)]++;
	}
	for (size_t i = 0; i < s->staff->count && err == ERR_OK; i++) {
		if (sheets[i] > 0)
			err = member_target_set(s->db, s->staff->users[i].member_id, campaign->id, sheets[i], campaign->to, error);
	}
	return err;
}

static int64_t member_named(const struct demo_storing *s, const char *username)
{
	for (size_t i = 0; i < s->staff->count; i++) {
		if (strcmp(s->staff->users[i].username, username) == 0)
			return s->staff->users[i].member_id;
	}
	return 0;
}

enum err demo_store_teams(struct demo_storing *s, struct error *error)
{
	struct demo_table table = demo_table(s->demo->arena, "answers/teams", TEAM_COLUMNS);
	enum err err = store_members(s, error);

	for (size_t row = 0; row < table.rows && err == ERR_OK; row++) {
		const struct team team = { .commune_id = area_id(s, &table, row), .name = cell(&table, row, 1),
			.decision_no = cell(&table, row, 2), .decided_on = cell(&table, row, 3),
			.keeper_id = member_named(s, demo_cell(&table, row, 4)) };
		err = team_set(s->db, &team, error);
		int commune = demo_area_named(s->demo, demo_cell(&table, row, 0));
		if (err == ERR_OK)
			err = store_bodies(s, commune, error);
		if (err == ERR_OK)
			err = store_targets(s, commune, error);
		arena_reset(s->scratch);
	}
	return err;
}
