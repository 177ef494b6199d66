/* How good the sheets are when they come, and how long they wait: three tables behind one page. */
#include "web/report/quality.h"

#include "base/memory.h"
#include "report/figures/quality_view.h"
#include "table/display.h"
#include "table/file.h"
#include "web/frame/answer_json.h"
#include "web/frame/text.h"
#include "web/list/table_page.h"
#include "web/report/progress.h"

#define PATH "/reports/quality"

enum { RULES, AREAS, WRITERS, TABLES };

static const struct { const char *name; const struct table *table; } parts[TABLES] = {
	[RULES] = { "rules", &quality_rules_table },
	[AREAS] = { "areas", &quality_areas_table },
	[WRITERS] = { "enumerators", &quality_writers_table },
};

static const struct quality_view *view_of(const struct table_page *page)
{
	return ((const struct quality_asked *)page->view.ask.filter)->view;
}

/* ---- reading ---- */

/* The query as the table `name` understands it: order and place are those of the table that it names. */
static struct params query_of(struct http_request *request, const char *name)
{
	const char *named = params_filled(&request->query, "table");
	bool own = named != NULL && strcmp(named, name) == 0;
	struct param *items = arena_array(request->arena, request->query.count + 1, sizeof *items);
	struct params out = { items, 0 };

	for (size_t i = 0; i < request->query.count; i++) {
		const struct param *param = &request->query.items[i];
		bool placed = strcmp(param->name, "sort") == 0 || strcmp(param->name, "after") == 0;
		if (strcmp(param->name, "table") != 0 && (own || !placed))
			items[out.count++] = *param;
	}
	items[out.count++] = (struct param){ "table", name };
	return out;
}

static enum err read_parts(struct http_request *request, struct table_page pages[TABLES], struct error *error)
{
	enum err err = ERR_OK;

	for (size_t i = 0; i < TABLES && err == ERR_OK; i++) {
		const struct params query = query_of(request, parts[i].name);
		err = table_ask_for(request, parts[i].table, &query, &pages[i], error);
		if (err == ERR_OK)
			err = table_look(request, &pages[i], NULL, NULL, error);
	}
	return err;
}

/* A file or a paper: of the table that is named, the rules when none is. */
static enum err send_part(struct http_request *request, struct http_response *response, struct error *error)
{
	const char *wanted = params_filled(&request->query, "table");

	for (size_t i = 0; i < TABLES; i++) {
		struct table_page page = { .paper = false };
		if (strcmp(parts[i].name, wanted == NULL ? parts[RULES].name : wanted) != 0)
			continue;
		enum err err = table_open(request, parts[i].table, &page, NULL, NULL, error);
		return err == ERR_OK ? table_send(request, response, &page, error) : err;
	}
	return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "no such table");
}

/* ---- JSON ---- */

static enum err send_json(struct http_request *request, struct http_response *response,
                          struct table_page pages[TABLES], struct error *error)
{
	const struct quality_view *v = view_of(&pages[AREAS]);
	cJSON *root = cJSON_CreateObject(), *total = table_json_row(&pages[AREAS].view.ask, &v->sum);

	json_put_text(root, "campaign", v->place.campaign == NULL ? NULL : v->place.campaign->code);
	cJSON *area = cJSON_AddObjectToObject(root, "area");
	json_put_int(area, "id", v->place.area.id);
	json_put_text(area, "code", v->place.area.code);
	json_put_text(area, "name", v->place.area.full_name);
	cJSON_DeleteItemFromObjectCaseSensitive(total, "area_id");
	cJSON_DeleteItemFromObjectCaseSensitive(total, "name");
	cJSON_AddItemToObject(root, "total", total);
	for (size_t i = 0; i < TABLES; i++)
		cJSON_AddItemToObject(root, parts[i].name, table_json_rows(&pages[i].view.ask, &pages[i].view.rows));
	return json_send(request, response, root, error);
}

/* ---- the page ---- */

static void put_whole(struct http_request *request, struct tmpl_dict *dict, const struct quality_figures *f)
{
	const struct kind_reader reader = { request->arena, web_actor(request), NULL };

	tmpl_put(dict, "SHEETS", web_count(request, f->sheets));
	tmpl_put(dict, "CLEAN", web_count(request, f->clean));
	tmpl_put(dict, "SHARE", web_percent(request, f->clean, f->sheets));
	tmpl_put(dict, "ACCEPTED", web_count(request, f->accepted));
	tmpl_put(dict, "MEDIAN", kind_shown(&reader, KIND_DAYS, &f->median));
}

static void put_places(struct http_request *request, struct tmpl_dict *dict, const struct progress_view *p)
{
	for (size_t i = 0; i + 1 < p->path_count; i++) {
		struct tmpl_dict *row = tmpl_add(dict, "CRUMB");
		tmpl_put(row, "CRUMB_URL", progress_url(request, PATH, p->path[i].id, p->campaign));
		tmpl_put(row, "CRUMB_LABEL", p->path[i].full_name);
	}
	for (size_t i = 0; i < p->own_count; i++) {
		struct tmpl_dict *row = tmpl_add(dict, "OWN_AREA");
		tmpl_put(row, "OWN_URL", progress_url(request, PATH, p->own[i].id, NULL));
		tmpl_put(row, "OWN_NAME", p->own[i].full_name);
	}
	progress_put_ended(request, dict, p);
	if (p->campaign_count < 2)
		return;
	struct tmpl_dict *section = tmpl_add(dict, "CAMPAIGNS");
	tmpl_put(section, "AREA_ID", web_id(request, p->area.id));
	for (size_t i = 0; i < p->campaign_count; i++) {
		struct tmpl_dict *row = tmpl_add(section, "CAMPAIGN");
		tmpl_put(row, "CAMPAIGN_CODE", p->campaigns[i].code);
		if (&p->campaigns[i] == p->campaign)
			tmpl_show(row, "CAMPAIGN_SELECTED");
	}
}

static void put_parts(struct tmpl_dict *figures, struct table_page pages[TABLES])
{
	for (size_t i = 0; i < TABLES; i++) {
		if (pages[i].view.rows.count == 0)
			continue;
		struct tmpl_dict *part = tmpl_add(figures, "TABLE");
		tmpl_put(part, "TABLE_ID", parts[i].name);
		tmpl_put(part, "TABLE_TITLE", message_text(parts[i].table->title));
		table_put_list(&pages[i].view, part);
	}
}

static enum err show(struct http_request *request, struct http_response *response, struct table_page pages[TABLES],
                     struct error *error)
{
	const struct quality_view *v = view_of(&pages[AREAS]);
	const struct progress_view *p = &v->place;
	struct page page;
	enum err err = page_open(request, "report/quality.html", table_title(&pages[RULES].view.ask), &page, error);

	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", p->area.full_name);
	tmpl_put(page.content, "SUBHEADING", p->campaign == NULL ? "" : p->campaign->name);
	tmpl_put(page.content, "PROGRESS_URL", progress_url(request, "/reports/progress", p->area.id, p->campaign));
	put_places(request, page.content, p);
	if (v->sum.row.figures.sheets == 0) {
		tmpl_put(tmpl_add(page.content, "EMPTY"), "EMPTY_TEXT",
		         message_text(p->campaign == NULL ? MSG_PROGRESS_NO_CAMPAIGN : MSG_QUALITY_EMPTY));
	} else {
		struct tmpl_dict *figures = tmpl_add(page.content, "FIGURES");
		put_whole(request, tmpl_add(figures, "WHOLE"), &v->sum.row.figures);
		put_parts(figures, pages);
	}
	return page_send(&page, response, 200, error);
}

enum err page_quality(struct http_request *request, struct http_response *response, struct error *error)
{
	struct table_page pages[TABLES] = { { .paper = false } };
	bool is_json = strcmp(request->suffix, "json") == 0;

	if (table_is_file(request) && !is_json)
		return send_part(request, response, error);
	enum err err = read_parts(request, pages, error);
	if (err != ERR_OK)
		return err;
	return (is_json ? send_json : show)(request, response, pages, error);
}
