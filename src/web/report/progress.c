/* Progress by area: target, collected, accepted, handed over, entered, what is late. */
#include "web/report/progress.h"

#include "base/memory.h"
#include "web/frame/answer_json.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/list/csv_table.h"

enum { URL_LIMIT = 2048, PACE_DAYS = 14 };

/* ---- reading ---- */

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

static enum err choose_campaign(struct db *db, struct http_request *request, const char *wanted,
                                struct progress_view *v, struct error *error)
{
	enum err err = campaign_list(db, request->arena, web_actor(request), &v->campaigns, &v->campaign_count, error);

	if (err != ERR_OK)
		return err;
	v->campaign = wanted == NULL ? newest_campaign(db, v) : find_campaign(v, wanted);
	if (v->campaign == NULL && wanted != NULL)
		return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "no such campaign for this actor");
	return ERR_OK;
}

static enum err read_path(struct db *db, struct http_request *request, struct progress_view *v, struct error *error)
{
	struct area *path;
	size_t count;
	enum err err = area_path_any(db, request->arena, v->area.id, &path, &count, error);

	v->path = path;
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (area_in_scope(db, web_actor(request), path[i].id))
			v->path[v->path_count++] = path[i];
	}
	return err;
}

static enum err read_own(struct db *db, struct http_request *request, struct progress_view *v, struct error *error)
{
	const struct actor *actor = web_actor(request);
	enum err err = ERR_OK;

	v->own = arena_array(request->arena, actor->area_count + 1, sizeof *v->own);
	for (size_t i = 0; actor->area_count > 1 && i < actor->area_count && err == ERR_OK; i++)
		err = area_by_id_any(db, request->arena, actor->areas[i], &v->own[v->own_count++], error);
	return err;
}

enum err progress_place(struct db *db, struct http_request *request, int64_t area_id, const char *campaign,
                        struct progress_view *out, struct error *error)
{
	const struct actor *actor = web_actor(request);
	enum err err;

	if (area_id == 0 && actor->area_count > 0)
		area_id = actor->areas[0];
	if (!area_in_scope(db, actor, area_id))
		return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "area %lld is not the actor's",
		                 (long long)area_id);
	if ((err = area_by_id_any(db, request->arena, area_id, &out->area, error)) != ERR_OK ||
	    (err = read_path(db, request, out, error)) != ERR_OK || (err = read_own(db, request, out, error)) != ERR_OK)
		return err;
	return choose_campaign(db, request, campaign, out, error);
}

/* What the last days of the campaign brought, today among them: as many as it has run, at most PACE_DAYS. */
static enum err read_pace(struct db *db, struct http_request *request, struct progress_view *v, struct error *error)
{
	int64_t today = date_to_days(v->today), first = today - PACE_DAYS + 1, begins;
	struct date from;

	if (v->milestone_count == 0 || !date_from_iso(v->campaign->collect_from, false, &from))
		return ERR_OK;
	begins = date_to_days(from);
	if (begins > today)
		return ERR_OK;
	first = begins > first ? begins : first;
	v->pace_days = today - first + 1;
	return progress_gained(db, request->arena, web_actor(request), v->campaign->id, v->area.id, date_from_days(first),
	                       v->today, &v->gained, error);
}

enum err progress_read(struct db *db, struct http_request *request, int64_t area_id, const char *campaign,
                       struct progress_view *out, struct error *error)
{
	const struct actor *actor = web_actor(request);
	enum err err = progress_place(db, request, area_id, campaign, out, error);

	if (err != ERR_OK)
		return err;
	out->today = clock_today(&web_app(request)->workflow.clock);
	area_id = out->area.id;
	out->total = (struct progress_row){ .area_id = area_id, .target = -1 };
	if (out->campaign == NULL)
		return ERR_OK;
	err = campaign_milestones_any(db, request->arena, out->campaign->id, &out->milestones, &out->milestone_count,
	                              error);
	if (err != ERR_OK)
		return err;
	err = progress_rows(db, request->arena, actor, out->campaign->id, area_id, out->today, &out->rows, &out->count,
	                    &out->total, error);
	return err == ERR_OK ? read_pace(db, request, out, error) : err;
}

/* ---- figures ---- */

int64_t progress_figure(const struct progress_row *row, size_t offset)
{
	int64_t value;

	memcpy(&value, (const char *)row + offset, sizeof value);
	return value;
}

int64_t progress_bar(int64_t part, int64_t whole)
{
	int64_t percent = whole <= 0 ? 0 : part * 100 / whole;

	return percent > 100 ? 100 : percent;
}

const char *progress_url(struct http_request *request, const char *path, int64_t area_id,
                         const struct campaign *campaign)
{
	struct buf url;

	buf_init(&url, request->arena, URL_LIMIT);
	buf_print(&url, "%s?area=%lld", path, (long long)area_id);
	if (campaign != NULL) {
		buf_text(&url, "&campaign=");
		buf_url(&url, campaign->code);
	}
	return url.data;
}

/* ---- JSON ---- */

static const struct { const char *name, *variable; size_t figure; } figures[] = {
	{ "collected", "COLLECTED", offsetof(struct progress_row, collected) },
	{ "accepted", "ACCEPTED", offsetof(struct progress_row, accepted) },
	{ "returned", "RETURNED", offsetof(struct progress_row, returned) },
	{ "handed_over", "HANDED_OVER", offsetof(struct progress_row, handed_over) },
	{ "entered", "ENTERED", offsetof(struct progress_row, entered) },
	{ "police_returned", "POLICE_RETURNED", offsetof(struct progress_row, police_returned) },
	{ "late", "LATE", offsetof(struct progress_row, late) },
};

/* Target and left are null without a target. */
static void add_planned(cJSON *object, const char *name, const struct progress_row *row, int64_t value)
{
	if (row->target < 0)
		cJSON_AddNullToObject(object, name);
	else
		json_put_int(object, name, value);
}

static void add_figures(cJSON *object, const struct progress_row *row)
{
	add_planned(object, "target", row, row->target);
	for (size_t i = 0; i < COUNT(figures); i++)
		json_put_int(object, figures[i].name, progress_figure(row, figures[i].figure));
	add_planned(object, "left", row, row->left);
}

static enum err send_json(struct http_request *request, struct http_response *response, const struct progress_view *v,
                          struct error *error)
{
	cJSON *root = cJSON_CreateObject();
	char day[DATE_TEXT];

	date_to_iso(clock_today(&web_app(request)->workflow.clock), day);
	json_put_text(root, "campaign", v->campaign == NULL ? NULL : v->campaign->code);
	cJSON *area = cJSON_AddObjectToObject(root, "area");
	json_put_int(area, "id", v->area.id);
	json_put_text(area, "code", v->area.code);
	json_put_text(area, "name", v->area.full_name);
	json_put_text(root, "day", day);
	cJSON *rows = cJSON_AddArrayToObject(root, "rows");
	for (size_t i = 0; i < v->count; i++) {
		cJSON *row = cJSON_CreateObject();
		if (v->rows[i].area_id == 0)
			cJSON_AddNullToObject(row, "area_id");
		else
			json_put_int(row, "area_id", v->rows[i].area_id);
		json_put_text(row, "code", v->rows[i].code);
		json_put_text(row, "name", v->rows[i].name);
		add_figures(row, &v->rows[i]);
		cJSON_AddItemToArray(rows, row);
	}
	add_figures(cJSON_AddObjectToObject(root, "total"), &v->total);
	return json_send(request, response, root, error);
}

/* ---- the page ---- */

static const enum message level_heads[AREA_LEVELS] = { MSG_LEVEL_PROVINCE, MSG_LEVEL_DISTRICT, MSG_LEVEL_COMMUNE,
	MSG_LEVEL_HAMLET };

const char *progress_head(const char *level)
{
	int rank = level == NULL ? -1 : area_level_rank(level);

	return message_text(rank < 0 ? MSG_LEVEL_AREA : level_heads[rank]);
}

static void put_figures(struct http_request *request, struct tmpl_dict *row, const struct progress_row *r)
{
	const char *none = message_text(MSG_NO_FIGURE);

	tmpl_put(row, "TARGET", r->target < 0 ? none : web_count(request, r->target));
	tmpl_put(row, "LEFT", r->target < 0 ? none : web_count(request, r->left));
	for (size_t i = 0; i < COUNT(figures); i++)
		tmpl_put(row, figures[i].variable, web_count(request, progress_figure(r, figures[i].figure)));
	if (r->late > 0)
		tmpl_show(row, "LATE_SOME");
	tmpl_put(row, "PERCENT", web_percent(request, r->entered, r->target));
	tmpl_put_int(row, "BAR", progress_bar(r->entered, r->target));
}

static void put_row(struct http_request *request, struct tmpl_dict *dict, const struct progress_view *v,
                    const struct progress_row *r)
{
	struct tmpl_dict *row = tmpl_add(dict, "FIGURE");
	bool deeper = r->area_id != v->area.id && strcmp(r->level, "hamlet") != 0;

	struct tmpl_dict *name = tmpl_add(row, r->area_id == 0 ? "LEAF" : "DRILL");
	tmpl_put(name, "AREA_NAME", r->name);
	if (r->area_id != 0)
		tmpl_put(name, "AREA_URL",
		         deeper ? progress_url(request, "/reports/progress", r->area_id, v->campaign)
		                : arena_print(request->arena, "/sheets?area=%lld&campaign=%lld", (long long)r->area_id,
		                              (long long)v->campaign->id));
	put_figures(request, row, r);
}

static void put_table(struct http_request *request, struct tmpl_dict *dict, const struct progress_view *v)
{
	if (v->campaign == NULL) {
		tmpl_put(tmpl_add(dict, "EMPTY"), "EMPTY_TEXT", message_text(MSG_PROGRESS_NO_CAMPAIGN));
		return;
	}
	struct tmpl_dict *section = tmpl_add(dict, "FIGURES");
	tmpl_put(section, "AREA_HEAD", progress_head(v->rows[0].level));
	tmpl_put(section, "CSV_URL", progress_url(request, "/reports/progress.csv", v->area.id, v->campaign));
	tmpl_put(section, "JSON_URL", progress_url(request, "/reports/progress.json", v->area.id, v->campaign));
	for (size_t i = 0; i < v->count; i++)
		put_row(request, section, v, &v->rows[i]);
	put_figures(request, tmpl_add(section, "TOTAL"), &v->total);
}

static void put_areas(struct http_request *request, struct tmpl_dict *dict, const struct progress_view *v)
{
	for (size_t i = 0; i + 1 < v->path_count; i++) {
		struct tmpl_dict *row = tmpl_add(dict, "CRUMB");
		tmpl_put(row, "CRUMB_URL", progress_url(request, "/reports/progress", v->path[i].id, v->campaign));
		tmpl_put(row, "CRUMB_LABEL", v->path[i].full_name);
	}
	for (size_t i = 0; i < v->own_count; i++) {
		struct tmpl_dict *row = tmpl_add(dict, "OWN_AREA");
		tmpl_put(row, "OWN_URL", progress_url(request, "/reports/progress", v->own[i].id, NULL));
		tmpl_put(row, "OWN_NAME", v->own[i].full_name);
	}
}

static void put_campaigns(struct http_request *request, struct tmpl_dict *dict, const struct progress_view *v)
{
	if (v->campaign_count < 2)
		return;
	struct tmpl_dict *section = tmpl_add(dict, "CAMPAIGNS");
	tmpl_put(section, "AREA_ID", web_id(request, v->area.id));
	for (size_t i = 0; i < v->campaign_count; i++) {
		struct tmpl_dict *row = tmpl_add(section, "CAMPAIGN");
		tmpl_put(row, "CAMPAIGN_VALUE", v->campaigns[i].code);
		tmpl_put(row, "CAMPAIGN_LABEL", v->campaigns[i].code);
		if (&v->campaigns[i] == v->campaign)
			tmpl_show(row, "CAMPAIGN_SELECTED");
	}
}

/* Not for an enumerator: a single person's figures say nothing about the area's plan. */
static void put_milestones(struct http_request *request, struct tmpl_dict *dict, const struct progress_view *v)
{
	for (size_t i = 0; i < v->milestone_count && web_actor(request)->role != ROLE_ENUMERATOR; i++)
		milestone_put(request, tmpl_add(dict, "MILESTONE"), v, &v->milestones[i]);
}

/* Whose sheets are counted, for roles that see only some. */
static const char *own_figures(enum role role)
{
	if (role == ROLE_ENUMERATOR)
		return message_text(MSG_PROGRESS_OWN);
	return role == ROLE_HAMLET_LEADER ? message_text(MSG_PROGRESS_OWN_HAMLET) : NULL;
}

static enum err read_view(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	int64_t area_id = 0;

	if (params_int(&request->query, "area", 1, INT64_MAX, &area_id) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad filter area");
	return progress_read(db, request, area_id, params_filled(&request->query, "campaign"), arg, error);
}

enum err page_progress(struct http_request *request, struct http_response *response, struct error *error)
{
	struct progress_view v = { .count = 0 };
	char today[DATE_TEXT];
	struct page page;
	enum err err = web_read(request, read_view, &v, error);

	if (err != ERR_OK)
		return err;
	if (wants_csv(request))
		return progress_csv(request, response, &v, error);
	if (request->suffix[0] != '\0')
		return send_json(request, response, &v, error);
	err = page_open(request, "report/progress.html",
	                message_fill(request, MSG_TITLE_PROGRESS, v.area.full_name, NULL), &page, error);
	if (err != ERR_OK)
		return err;
	date_to_shown(clock_today(&web_app(request)->workflow.clock), today);
	tmpl_put(page.content, "HEADING", v.area.full_name);
	tmpl_put(page.content, "SUBHEADING",
	         message_fill(request, MSG_PROGRESS_DAY, v.campaign == NULL ? "" : v.campaign->name, today));
	put_areas(request, page.content, &v);
	put_campaigns(request, page.content, &v);
	put_section(page.content, "OWN_FIGURES", "OWN_TEXT", own_figures(web_actor(request)->role));
	put_milestones(request, page.content, &v);
	put_table(request, page.content, &v);
	progress_chart(request, page.content, &v);
	return page_send(&page, response, 200, error);
}
