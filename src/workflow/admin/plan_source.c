#include "workflow/admin/plan_source.h"

#include "base/memory.h"
#include "base/process/assets.h"

enum { CELLS = 8, MONTHS = 12 };

/* ---- the file ---- */

struct reading {
	struct arena *arena;
	struct plan_source *sources;
	size_t count, lines;            /* lines: as many as there may be of anything */
};

/* The cells of the line that *text begins with, NULL where nothing stands; moves *text on. */
static void next_line(struct arena *arena, const char **text, const char *cells[CELLS])
{
	size_t length = strcspn(*text, "\n");
	char *rest = arena_text_n(arena, *text, length);

	*text += length + ((*text)[length] == '\n');
	for (int i = 0; i < CELLS; i++) {
		char *tab = strchr(rest, '\t');
		char *end = tab == NULL ? rest + strlen(rest) : tab;
		cells[i] = end == rest ? NULL : rest;
		rest = tab == NULL ? end : tab + 1;
		*end = '\0';
	}
}

/* The switches that are named, or are on in every new campaign and not named with a "!" before. */
static void read_switches(struct arena *arena, struct campaign *campaign, const char *named)
{
	for (size_t i = 0; i < CAMPAIGN_SWITCH_COUNT; i++) {
		const char *code = campaign_switches[i].code;
		bool off = named != NULL && strstr(named, arena_print(arena, "!%s", code)) != NULL;
		bool on = campaign_switches[i].initially || (named != NULL && strstr(named, code) != NULL);
		campaign->switches[i] = on && !off;
	}
}

static void begin_plan(struct reading *r, const char *const cells[CELLS])
{
	struct plan_source *source = &r->sources[r->count++];

	*source = (struct plan_source){ .campaign = { .code = cells[1], .name = cells[2], .plan_no = cells[3],
		.plan_on = cells[4], .collect_from = cells[5], .collect_to = cells[6] } };
	source->milestones = arena_array(r->arena, r->lines, sizeof *source->milestones);
	source->tasks = arena_array(r->arena, r->lines, sizeof *source->tasks);
	read_switches(r->arena, &source->campaign, cells[7]);
}

static int64_t number(const char *text)
{
	return text == NULL ? 0 : strtoll(text, NULL, 10);
}

static void add_line(struct reading *r, const char *const cells[CELLS])
{
	struct plan_source *source = &r->sources[r->count - 1];

	if (strcmp(cells[0], "stage") == 0)
		source->days[stage_from_code(cells[1])] = number(cells[2]);
	else if (strcmp(cells[0], "milestone") == 0)
		source->milestones[source->milestone_count++] = (struct milestone){ .stage = stage_from_code(cells[1]),
			.last_day = cells[2], .share = number(cells[3]) };
	else
		source->tasks[source->task_count++] = (struct plan_task){ .name = cells[1], .whose = cells[2],
			.last_day = cells[3], .every = (enum every)codes_find(&every_codes, cells[4]) };
}

static size_t count_lines(const char *text)
{
	size_t count = 1;

	for (; *text != '\0'; text++)
		count += *text == '\n';
	return count;
}

void plan_sources(struct arena *arena, struct plan_source **out, size_t *count)
{
	const struct asset *file = asset_find("src/form/plans.tsv");
	const char *text = file->data, *cells[CELLS];
	struct reading r = { .arena = arena, .lines = count_lines(text) };

	r.sources = arena_array(arena, r.lines, sizeof *r.sources);
	while (*text != '\0') {
		next_line(arena, &text, cells);
		if (cells[0] == NULL || cells[0][0] == '#')
			continue;
		if (strcmp(cells[0], "plan") == 0)
			begin_plan(&r, cells);
		else
			add_line(&r, cells);
	}
	*out = r.sources;
	*count = r.count;
}

bool plan_source_find(struct arena *arena, const char *code, struct plan_source *out)
{
	struct plan_source *all;
	size_t count;

	plan_sources(arena, &all, &count);
	for (size_t i = 0; i < count; i++) {
		if (strcmp(all[i].campaign.code, code) != 0)
			continue;
		*out = all[i];
		return true;
	}
	return false;
}

/* ---- another campaign ---- */

/* NULL for none. */
static const char *year_later(struct arena *arena, const char *iso)
{
	struct date day = { 0 };

	if (iso == NULL || !date_from_iso(iso, false, &day))
		return NULL;
	char *later = arena_alloc(arena, DATE_TEXT);
	date_to_iso(date_after_months(day, MONTHS), later);
	return later;
}

static enum err read_days(struct db *db, struct arena *arena, int64_t campaign_id, int64_t days[STAGE_COUNT],
                          struct error *error)
{
	struct campaign_stage *stages;
	size_t count;
	enum err err = campaign_stages_any(db, arena, &stages, &count, error);

	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (stages[i].campaign_id == campaign_id)
			days[stages[i].stage] = stages[i].days;
	}
	return err;
}

enum err plan_source_copy(struct db *db, struct arena *arena, int64_t campaign_id, struct plan_source *out,
                          struct error *error)
{
	struct campaign *c = &out->campaign;

	*out = (struct plan_source){ .milestone_count = 0 };
	enum err err = campaign_by_id_any(db, arena, campaign_id, c, error);
	if (err == ERR_OK)
		err = read_days(db, arena, campaign_id, out->days, error);
	if (err == ERR_OK)
		err = campaign_milestones_any(db, arena, campaign_id, &out->milestones, &out->milestone_count, error);
	if (err == ERR_OK)
		err = plan_tasks_any(db, arena, campaign_id, &out->tasks, &out->task_count, error);
	if (err != ERR_OK)
		return err;
	c->collect_from = year_later(arena, c->collect_from);
	c->collect_to = year_later(arena, c->collect_to);
	c->plan_no = c->plan_on = c->collect_closed_on = c->closed_on = c->days_off = NULL;
	for (size_t i = 0; i < out->milestone_count; i++) {
		out->milestones[i].id = 0;
		out->milestones[i].last_day = year_later(arena, out->milestones[i].last_day);
	}
	for (size_t i = 0; i < out->task_count; i++) {
		out->tasks[i].id = 0;
		out->tasks[i].last_day = year_later(arena, out->tasks[i].last_day);
		out->tasks[i].done_on = NULL;
	}
	return ERR_OK;
}

enum err plan_source_store(struct db *db, int64_t campaign_id, const struct plan_source *source, struct error *error)
{
	enum err err = ERR_OK;

	for (size_t i = 0; i < source->milestone_count && err == ERR_OK; i++)
		err = milestone_set(db, campaign_id, &source->milestones[i], error);
	for (size_t i = 0; i < source->task_count && err == ERR_OK; i++)
		err = plan_task_set(db, campaign_id, &source->tasks[i], error);
	return err;
}
