/* Progress by area: target, collected, accepted, handed over, entered, what is late. */
#include "web/report/progress.h"

#include "base/memory.h"
#include "report/registry.h"
#include "table/display.h"
#include "table/file.h"
#include "web/frame/answer_json.h"
#include "web/frame/page.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/list/road_shown.h"
#include "web/list/table_page.h"

enum { URL_LIMIT = 2048, NAMES_LIMIT = 16 << 10 };

static const struct progress_view *view_of(const struct table_page *page)
{
	return ((const struct progress_query *)page->view.ask.filter)->view;
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

static enum err send_json(struct http_request *request, struct http_response *response, struct table_page *page,
                          struct error *error)
{
	const struct progress_view *v = view_of(page);
	struct table_view *view = &page->view;
	cJSON *root = cJSON_CreateObject(), *total = table_json_row(&view->ask, &v->sum);
	static const char *const names[] = { "area_id", "code", "name" };
	char day[DATE_TEXT];

	for (size_t i = 0; i < COUNT(names); i++)
		cJSON_DeleteItemFromObjectCaseSensitive(total, names[i]);
	date_to_iso(v->today, day);
	json_put_text(root, "campaign", v->campaign == NULL ? NULL : v->campaign->code);
	cJSON *area = cJSON_AddObjectToObject(root, "area");
	json_put_int(area, "id", v->area.id);
	json_put_text(area, "code", v->area.code);
	json_put_text(area, "name", v->area.full_name);
	json_put_text(root, "day", day);
	cJSON_AddItemToObject(root, "rows", table_json_rows(&view->ask, &view->rows));
	cJSON_AddItemToObject(root, "total", total);
	return json_send(request, response, root, error);
}

/* ---- the page ---- */

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

const char *progress_heirs(struct http_request *request, const struct area_kin *heirs, size_t count)
{
	struct buf names;

	buf_init(&names, request->arena, NAMES_LIMIT);
	for (size_t i = 0; i < count; i++)
		buf_print(&names, "%s%s (%s)", i == 0 ? "" : ", ", heirs[i].area.full_name, heirs[i].area.code);
	return names.data;
}

void progress_put_ended(struct http_request *request, struct tmpl_dict *dict, const struct progress_view *v)
{
	if (!v->ended)
		return;
	tmpl_put(tmpl_add(dict, "ENDED"), "ENDED_TEXT",
	         message_fill(request, v->heir_count == 0 ? MSG_PROGRESS_ENDED_NO_HEIR : MSG_PROGRESS_ENDED,
	                      web_iso_day(request, v->area.valid_to), progress_heirs(request, v->heirs, v->heir_count)));
}

/* What is behind and by how much: nothing that a single person's or hamlet's figures could say of the area. */
static void put_finding(struct http_request *request, struct tmpl_dict *dict, const struct progress_view *v)
{
	static const char *const looks[] = { [PLAN_UNTOLD] = "untold", [PLAN_BEHIND] = "behind",
		[PLAN_PARTS_BEHIND] = "parts", [PLAN_REACHED] = "reached" };
	struct plan_finding found = plan_find(v->rows, v->count, &v->total, v->plan);
	enum role role = web_actor(request)->role;

	if (v->campaign == NULL || (ROLES_WATCHERS & ROLE_BIT(role)) == 0)
		return;
	struct tmpl_dict *section = tmpl_add(dict, "FINDING");
	const char *detail = plan_detail(request->arena, &found, v->plan);
	tmpl_put(section, "FINDING_LOOK", looks[found.standing]);
	tmpl_put(section, "FINDING_TEXT", plan_sentence(request->arena, &found, v->total.entered, v->plan));
	if (detail[0] != '\0')
		put_section(section, "FINDING_MORE", "FINDING_DETAIL", detail);
	if (found.wanted > 0) {
		struct tmpl_dict *figure = tmpl_add(section, "FIGURE");
		tmpl_put(figure, "FIGURE_SHARE", display_part(request->arena, plan_reached(&v->total, v->plan)));
		tmpl_put(figure, "FIGURE_LABEL", message_text(v->plan > 0 ? MSG_PLAN_MEASURE : MSG_TARGET_MEASURE));
	}
	if (v->total.late == 0)
		return;
	bool linked = (ROLES_LATE & ROLE_BIT(role)) != 0;
	struct tmpl_dict *late = tmpl_add(section, linked ? "LATE_LINKED" : "LATE_TOLD");
	tmpl_put(late, "LATE_TEXT", message_fill(request, MSG_LATE_SHEETS, web_count(request, v->total.late), NULL));
	if (linked)
		tmpl_put(late, "LATE_URL", progress_late_url(request->arena, v, v->area.id, false));
}

/* Whose sheets are counted, for roles that see only some. */
static const char *own_figures(enum role role)
{
	if (role == ROLE_ENUMERATOR)
		return message_text(MSG_PROGRESS_OWN);
	return role == ROLE_HAMLET_LEADER ? message_text(MSG_PROGRESS_OWN_HAMLET) : NULL;
}

static void put_table(struct tmpl_dict *dict, struct table_page *page)
{
	const struct progress_view *v = view_of(page);

	if (v->campaign == NULL) {
		tmpl_put(tmpl_add(dict, "EMPTY"), "EMPTY_TEXT", message_text(MSG_PROGRESS_NO_CAMPAIGN));
		return;
	}
	struct tmpl_dict *section = tmpl_add(dict, "FIGURES");
	tmpl_put(section, "MEASURE_TEXT", message_text(v->plan > 0 ? MSG_PLAN_RULE : MSG_TARGET_RULE));
	table_put_list(&page->view, section);
}

/* Of a hamlet: where its sheets are. Whoever sees only their own is not told of the others. */
struct hamlet_road { struct table_page *table; bool read; struct road_many many; };

static enum err read_road(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct hamlet_road *road = arg;
	const struct progress_view *v = view_of(road->table);

	if (v->campaign == NULL || strcmp(v->area.level, "hamlet") != 0 || web_actor(request)->role == ROLE_ENUMERATOR)
		return ERR_OK;
	road->read = true;
	return road_read_many(db, request, &(struct held_asked){ HELD_HAMLET, v->area.id, v->campaign->id }, &road->many,
	                      error);
}

enum err page_progress(struct http_request *request, struct http_response *response, struct error *error)
{
	struct table_page table = { .paper = false };
	char today[DATE_TEXT];
	struct page page;
	struct hamlet_road road = { .table = &table };
	enum err err = table_open(request, &progress_table, &table, read_road, &road, error);

	if (err != ERR_OK)
		return err;
	if (strcmp(request->suffix, "json") == 0)
		return send_json(request, response, &table, error);
	if (table_is_file(request))
		return table_send(request, response, &table, error);
	const struct progress_view *v = view_of(&table);
	if ((err = page_open(request, "report/progress.html", table_title(&table.view.ask), &page, error)) != ERR_OK)
		return err;
	date_to_shown(v->today, today);
	tmpl_put(page.content, "HEADING", v->area.full_name);
	tmpl_put(page.content, "SUBHEADING",
	         message_fill(request, MSG_PROGRESS_DAY, v->campaign == NULL ? "" : v->campaign->name, today));
	put_areas(request, page.content, v);
	progress_put_ended(request, page.content, v);
	put_campaigns(request, page.content, v);
	if (web_may_open(request, "/campaigns"))
		tmpl_show(page.content, "PLANS");
	put_section(page.content, "OWN_FIGURES", "OWN_TEXT", own_figures(web_actor(request)->role));
	put_finding(request, page.content, v);
	put_milestones(request, page.content, v);
	if (road.read)
		road_put_many(request, page.content, MSG_ROAD_OF_HAMLET, &road.many);
	put_table(page.content, &table);
	progress_chart(request, page.content, v, table.view.rows.items, table.view.rows.count);
	return page_send(&page, response, 200, error);
}
