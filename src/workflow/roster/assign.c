#include "workflow/roster/assign.h"

#include "base/ids.h"
#include "base/memory.h"
#include "store/team/team.h"
#include "text/messages.h"
#include "workflow/admin/admin_task.h"
#include "workflow/gate.h"
#include "workflow/roster/spread.h"
#include "workflow/write.h"

/* ---- who may be given somebody ---- */

/* The hamlets in which each member works: a member of a commune works in all of its. */
struct workers {
	struct spread_member *items;
	const struct member_row **rows;
	size_t count;
};

static bool works_in(const struct member_row *row, const struct roster_entry *entry)
{
	for (size_t i = 0; i < row->area_count; i++) {
		int64_t area = row->areas[i].area_id;
		if (area == entry->facts.area_id || area == entry->commune_id)
			return true;
	}
	return false;
}

static void add_hamlets(struct arena *arena, const struct roster_plan *plan, const struct member_row *row,
                        struct spread_member *out)
{
	int64_t *hamlets = arena_array(arena, plan->count + 1, sizeof *hamlets);

	for (size_t i = 0; i < plan->count; i++) {
		const struct roster_entry *entry = &plan->rows[i];
		if (works_in(row, entry) && !ids_have(hamlets, out->hamlet_count, entry->facts.area_id))
			hamlets[out->hamlet_count++] = entry->facts.area_id;
	}
	out->hamlets = hamlets;
}

static enum err add_load(struct db *db, const struct roster_order *o, int64_t member_id, int64_t *load,
                         struct error *error)
{
	const struct roster_filter filter = { .campaign_id = o->campaign_id, .member_id = member_id, .left = true };

	return roster_count(db, o->head.arena, o->head.actor, &filter, load, error);
}

/* Those that are named, who are members of the actor's, work in the area and have not ended; others are passed over. */
static enum err find_workers(struct db *db, struct roster_order *o, const struct roster_plan *plan,
                             struct workers *out, struct error *error)
{
	struct arena *arena = o->head.arena;
	struct member_row *rows;
	size_t count;
	char today[DATE_TEXT];
	enum err err = member_list(db, arena, o->head.actor, o->area_id, &rows, &count, error);

	date_to_iso(clock_today(&o->head.workflow->clock), today);
	out->items = arena_array(arena, count + 1, sizeof *out->items);
	out->rows = arena_array(arena, count + 1, sizeof(struct member_row *));
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		const struct member *m = &rows[i].member;
		bool ended = m->active_to != NULL && strcmp(m->active_to, today) < 0;
		if (ended || !ids_have(o->members, o->member_count, m->id))
			continue;
		struct spread_member *worker = &out->items[out->count];
		out->rows[out->count++] = &rows[i];
		add_hamlets(arena, plan, &rows[i], worker);
		err = add_load(db, o, m->id, &worker->load, error);
	}
	if (err == ERR_OK && out->count == 0)
		return admin_blame(&o->head, &o->field, "members", MSG_ROSTER_NEED_MEMBERS, "", error);
	return err;
}

/* ---- what is given ---- */

/* Of rows that are named all that are left, whoever has them; else all that nobody has. */
static enum err find_rows(struct db *db, const struct roster_order *o, struct roster_plan *out, struct error *error)
{
	const struct roster_filter filter = { .campaign_id = o->campaign_id, .area_id = o->area_id,
		.household = o->household, .stands = o->ids == NULL ? ROSTER_IS_OPEN : ROSTER_STATE_NONE,
		.left = o->ids != NULL, .walking = true };
	size_t count, kept = 0;
	enum err err = roster_select(db, o->head.arena, o->head.actor, &filter, &out->rows, &count, error);

	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (o->ids == NULL || ids_have(o->ids, o->count, out->rows[i].id))
			out->rows[kept++] = out->rows[i];
	}
	out->count = err == ERR_OK ? kept : 0;
	return err;
}

static void spread_rows(const struct roster_order *o, struct roster_plan *plan, const struct workers *workers)
{
	struct arena *arena = o->head.arena;
	struct spread_row *rows = arena_array(arena, plan->count + 1, sizeof *rows);

	for (size_t i = 0; i < plan->count; i++)
		rows[i] = (struct spread_row){ plan->rows[i].facts.area_id, plan->rows[i].household, SPREAD_NOBODY };
	spread(arena, rows, plan->count, workers->items, workers->count, o->cap);
	for (size_t i = 0; i < plan->count; i++) {
		if (rows[i].member != SPREAD_NOBODY)
			plan->members[i] = workers->rows[rows[i].member]->member.id;
	}
}

static struct roster_share *share_of(struct roster_plan *plan, int64_t hamlet_id, int64_t member_id)
{
	for (size_t i = plan->share_count; i > 0 && plan->shares[i - 1].hamlet_id == hamlet_id; i--) {
		if (plan->shares[i - 1].member_id == member_id)
			return &plan->shares[i - 1];
	}
	return NULL;
}

static struct roster_share *new_share(struct roster_plan *plan, size_t i, const struct workers *workers)
{
	const struct roster_entry *entry = &plan->rows[i];

	for (size_t w = 0; w < workers->count; w++) {
		if (workers->rows[w]->member.id != plan->members[i])
			continue;
		plan->shares[plan->share_count] = (struct roster_share){ entry->facts.area_id, plan->members[i], 0,
			entry->area_name, workers->rows[w]->member.told };
		return &plan->shares[plan->share_count++];
	}
	return NULL;
}

static void add_share(struct roster_plan *plan, size_t i, const struct workers *workers)
{
	struct roster_share *share = share_of(plan, plan->rows[i].facts.area_id, plan->members[i]);

	if (share == NULL)
		share = new_share(plan, i, workers);
	if (share == NULL)
		return;
	share->people++;
	plan->given++;
}

enum err roster_plan(struct db *db, struct roster_order *o, struct roster_plan *out, struct error *error)
{
	struct workers workers = { .count = 0 };

	*out = (struct roster_plan){ .count = 0 };
	enum err err = find_rows(db, o, out, error);
	if (err == ERR_OK)
		err = find_workers(db, o, out, &workers, error);
	if (err != ERR_OK)
		return err;
	out->members = arena_array(o->head.arena, out->count + 1, sizeof *out->members);
	out->shares = arena_array(o->head.arena, out->count + 1, sizeof *out->shares);
	if (workers.count > 1 || o->cap > 0)
		spread_rows(o, out, &workers);
	for (size_t i = 0; i < out->count; i++) {
		if (workers.count == 1 && o->cap == 0)
			out->members[i] = workers.rows[0]->member.id;
		if (out->members[i] != 0)
			add_share(out, i, &workers);
	}
	out->left_out = (int64_t)out->count - out->given;
	return ERR_OK;
}

/* ---- writing ---- */

/* The part of one member in one commune: the commune of the first of his rows that is not given yet. */
static enum err give_part(struct db *db, const struct roster_order *o, struct roster_plan *plan, size_t first,
                          struct error *error)
{
	const struct request_head *h = &o->head;
	char today[DATE_TEXT];
	int64_t id, member = plan->members[first], commune = plan->rows[first].commune_id;

	date_to_iso(clock_today(&h->workflow->clock), today);
	const struct roster_assignment part = { .campaign_id = o->campaign_id, .commune_id = commune, .member_id = member,
		.assigned_on = today, .assigned_by = h->actor->user_id, .assigned_at = h->now };
	enum err err = roster_assignment_add(db, &part, &id, error);
	for (size_t i = first; i < plan->count && err == ERR_OK; i++) {
		if (plan->members[i] != member || plan->rows[i].commune_id != commune)
			continue;
		err = roster_assign(db, plan->rows[i].id, id, member, error);
		plan->members[i] = 0;
	}
	return err;
}

static enum err record(struct db *db, struct roster_order *o, const struct roster_plan *plan, struct error *error)
{
	cJSON *what = cJSON_CreateObject();

	cJSON_AddNumberToObject(what, "people", (double)plan->given);
	cJSON_AddNumberToObject(what, "members", (double)o->member_count);
	return admin_record(db, &o->head, ACTION_ROSTER_ASSIGN, what, (struct thing){ THING_NONE, 0 }, error);
}

static enum err assign_task(struct db *db, void *arg, struct error *error)
{
	struct roster_order *o = arg;
	struct roster_plan plan = { .count = 0 };
	enum err err = gate_ask_open_of(db, &o->head, o->campaign_id, error);

	if (err == ERR_OK)
		err = roster_plan(db, o, &plan, error);
	if (err == ERR_OK && (plan.given == 0 || (o->expected >= 0 && plan.given != o->expected)))
		return error_set(error, ERR_CONFLICT, message_text(plan.given == 0 ? MSG_ROSTER_NOBODY : MSG_ROSTER_OTHERS),
		                 "%lld to give, %lld were shown", (long long)plan.given, (long long)o->expected);
	for (size_t i = 0; i < plan.count && err == ERR_OK; i++) {
		if (plan.members[i] != 0)
			err = give_part(db, o, &plan, i, error);
	}
	return err == ERR_OK ? record(db, o, &plan, error) : err;
}

enum err workflow_roster_assign(struct roster_order *order, struct error *error)
{
	return write_run_alone(&order->head, assign_task, order, error);
}
