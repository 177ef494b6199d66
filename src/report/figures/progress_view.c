#include "report/figures/progress_view.h"

#include "base/memory.h"
#include "store/scope.h"
#include "text/messages.h"

enum { PACE_DAYS = 14 };

static const struct campaign *find_campaign(const struct progress_view *v, const char *wanted)
{
	for (size_t i = 0; i < v->campaign_count; i++) {
		if (strcmp(v->campaigns[i].code, wanted) == 0)
			return &v->campaigns[i];
	}
	for (size_t i = 0; i < v->campaign_count; i++) {
		char id[24];
		snprintf(id, sizeof id, "%lld", (long long)v->campaigns[i].id);
		if (strcmp(id, wanted) == 0)
			return &v->campaigns[i];
	}
	return NULL;
}

/* The newest that covers the area; where none does, the newest. */
static const struct campaign *newest_campaign(struct db *db, const struct progress_view *v)
{
	const struct campaign *newest = NULL;
	bool covering = false;

	for (size_t i = 0; i < v->campaign_count; i++) {
		const struct campaign *c = &v->campaigns[i];
		bool covers = campaign_covers_any(db, c->id, v->area.id);
		bool newer = newest == NULL || strcmp(c->collect_from, newest->collect_from) > 0;
		if (covers == covering ? newer : covers)
			newest = c;
		covering |= covers;
	}
	return newest;
}

static enum err choose_campaign(struct db *db, const struct progress_asked *asked, struct progress_view *v,
                                struct error *error)
{
	enum err err = campaign_list(db, asked->arena, asked->actor, &v->campaigns, &v->campaign_count, error);

	if (err != ERR_OK)
		return err;
	v->campaign = asked->campaign == NULL ? newest_campaign(db, v) : find_campaign(v, asked->campaign);
	if (v->campaign == NULL && asked->campaign != NULL)
		return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "no such campaign for this actor");
	return ERR_OK;
}

static enum err read_path(struct db *db, const struct progress_asked *asked, struct progress_view *v,
                          struct error *error)
{
	struct area *path;
	size_t count;
	enum err err = area_path_any(db, asked->arena, v->area.id, &path, &count, error);

	v->path = path;
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (area_in_scope(db, asked->actor, path[i].id))
			v->path[v->path_count++] = path[i];
	}
	return err;
}

static enum err read_own(struct db *db, const struct progress_asked *asked, struct progress_view *v,
                         struct error *error)
{
	const struct actor *actor = asked->actor;
	enum err err = ERR_OK;

	v->own = arena_array(asked->arena, actor->area_count + 1, sizeof *v->own);
	for (size_t i = 0; actor->area_count > 1 && i < actor->area_count && err == ERR_OK; i++)
		err = area_by_id_any(db, asked->arena, actor->areas[i], &v->own[v->own_count++], error);
	return err;
}

static enum err read_heirs(struct db *db, const struct progress_asked *asked, struct progress_view *v,
                           struct error *error)
{
	char day[DATE_TEXT];

	date_to_iso(asked->today, day);
	v->ended = area_has_ended(&v->area, day);
	return v->ended ? area_heirs_any(db, asked->arena, v->area.id, day, &v->heirs, &v->heir_count, error) : ERR_OK;
}

enum err progress_place(struct db *db, const struct progress_asked *asked, struct progress_view *out,
                        struct error *error)
{
	const struct actor *actor = asked->actor;
	int64_t area_id = asked->area_id;
	enum err err;

	if (area_id == 0 && actor->area_count > 0)
		area_id = actor->areas[0];
	if (!area_in_scope(db, actor, area_id))
		return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "area %lld is not the actor's",
		                 (long long)area_id);
	if ((err = area_by_id_any(db, asked->arena, area_id, &out->area, error)) != ERR_OK ||
	    (err = read_path(db, asked, out, error)) != ERR_OK || (err = read_own(db, asked, out, error)) != ERR_OK ||
	    (err = read_heirs(db, asked, out, error)) != ERR_OK)
		return err;
	return choose_campaign(db, asked, out, error);
}

/* The first of the last days of the campaign, today among them: as many as it has run, at most PACE_DAYS; today where
 * it has not begun. */
static struct date pace_from(struct progress_view *v)
{
	int64_t today = date_to_days(v->today), first = today - PACE_DAYS + 1, begins;
	struct date from;

	if (!date_from_iso(v->campaign->collect_from, false, &from) || (begins = date_to_days(from)) > today)
		return v->today;
	first = begins > first ? begins : first;
	v->pace_days = today - first + 1;
	return date_from_days(first);
}

enum err progress_read(struct db *db, const struct progress_asked *asked, struct progress_view *out,
                        struct error *error)
{
	enum err err = progress_place(db, asked, out, error);

	if (err != ERR_OK)
		return err;
	out->today = asked->today;
	out->total = (struct progress_row){ .area_id = out->area.id, .target = -1 };
	if (out->campaign == NULL)
		return ERR_OK;
	err = campaign_milestones_any(db, asked->arena, out->campaign->id, &out->milestones, &out->milestone_count,
	                              error);
	if (err != ERR_OK)
		return err;
	out->plan = plan_share(out->campaign, out->milestones, out->milestone_count, out->today);
	out->weeks = asked->weeks && scope_reach(asked->actor) != SCOPE_WRITER;
	out->recent = (struct progress_recent){ .first = pace_from(out), .by_row = asked->weeks };
	return progress_rows(db, asked->arena, asked->actor, out->campaign->id, out->area.id, out->today, &out->recent,
	                     &out->rows, &out->count, &out->total, error);
}
