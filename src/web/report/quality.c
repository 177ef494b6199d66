/* How good the sheets are when they come, and how long they wait: reading, JSON, CSV. */
#include "web/report/quality.h"

#include "base/memory.h"
#include "text/messages.h"
#include "web/frame/answer_json.h"
#include "web/frame/read.h"
#include "web/list/csv_table.h"
#include "web/part/shown.h"

/* ---- reading ---- */

/* Rules for the checker alone are the officer's. */
static void keep_shown(const struct actor *actor, struct quality_view *v)
{
	size_t kept = 0;

	for (size_t i = 0; i < v->rule_count; i++) {
		const struct finding_row finding = { .rule = v->rules[i].rule };
		if (finding_is_shown(actor, &finding))
			v->rules[kept++] = v->rules[i];
	}
	v->rule_count = kept;
}

static enum err read_view(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct quality_view *v = arg;
	struct progress_view *place = &v->place;
	const struct actor *actor = web_actor(request);
	struct quality_query q = { .actor = actor };
	int64_t area_id = 0;
	enum err err;

	if (params_int(&request->query, "area", 1, INT64_MAX, &area_id) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad filter area");
	const struct progress_asked asked = { request->arena, actor, clock_today(&web_app(request)->workflow.clock),
		area_id, params_filled(&request->query, "campaign") };
	err = progress_place(db, &asked, place, error);
	if (err != ERR_OK || place->campaign == NULL)
		return err;
	q.campaign_id = place->campaign->id;
	q.area_id = place->area.id;
	q.level = place->area.level;
	q.commune_id = area_commune_any(db, q.area_id);
	if ((err = quality_total(db, request->arena, &q, &v->total, error)) != ERR_OK ||
	    (err = quality_rules(db, request->arena, &q, &v->rules, &v->rule_count, error)) != ERR_OK ||
	    (err = quality_areas(db, request->arena, &q, &v->areas, &v->area_count, error)) != ERR_OK ||
	    (err = quality_enumerators(db, request->arena, &q, &v->enumerators, &v->enumerator_count, error)) != ERR_OK)
		return err;
	keep_shown(actor, v);
	return ERR_OK;
}

/* ---- figures in files ---- */

static const struct { const char *name; size_t figure; } figures[] = {
	{ "sheets", offsetof(struct quality_figures, sheets) },
	{ "clean", offsetof(struct quality_figures, clean) },
	{ "errors", offsetof(struct quality_figures, errors) },
	{ "warnings", offsetof(struct quality_figures, warnings) },
	{ "accepted", offsetof(struct quality_figures, accepted) },
};

static int64_t figure_of(const struct quality_figures *f, size_t offset)
{
	int64_t value;

	memcpy(&value, (const char *)f + offset, sizeof value);
	return value;
}

static void add_figures(cJSON *object, const struct quality_figures *f)
{
	for (size_t i = 0; i < COUNT(figures); i++)
		json_put_int(object, figures[i].name, figure_of(f, figures[i].figure));
	if (f->median < 0)
		cJSON_AddNullToObject(object, "median_days");
	else
		json_put_int(object, "median_days", f->median);
}

static void add_rows(cJSON *root, const char *name, const char *id, const struct quality_row *rows, size_t count)
{
	cJSON *list = cJSON_AddArrayToObject(root, name);

	for (size_t i = 0; i < count; i++) {
		cJSON *row = cJSON_CreateObject();
		if (rows[i].id == 0)
			cJSON_AddNullToObject(row, id);
		else
			json_put_int(row, id, rows[i].id);
		json_put_text(row, "name", rows[i].name);
		add_figures(row, &rows[i].figures);
		cJSON_AddItemToArray(list, row);
	}
}

static enum err send_json(struct http_request *request, struct http_response *response, const struct quality_view *v,
                          struct error *error)
{
	cJSON *root = cJSON_CreateObject();

	json_put_text(root, "campaign", v->place.campaign == NULL ? NULL : v->place.campaign->code);
	cJSON *area = cJSON_AddObjectToObject(root, "area");
	json_put_int(area, "id", v->place.area.id);
	json_put_text(area, "code", v->place.area.code);
	json_put_text(area, "name", v->place.area.full_name);
	add_figures(cJSON_AddObjectToObject(root, "total"), &v->total);
	cJSON *rules = cJSON_AddArrayToObject(root, "rules");
	for (size_t i = 0; i < v->rule_count; i++) {
		cJSON *rule = cJSON_CreateObject();
		json_put_text(rule, "rule", v->rules[i].rule);
		json_put_int(rule, "sheets", v->rules[i].sheets);
		json_put_int(rule, "open", v->rules[i].open);
		json_put_int(rule, "confirmed", v->rules[i].confirmed);
		cJSON_AddItemToArray(rules, rule);
	}
	add_rows(root, "areas", "area_id", v->areas, v->area_count);
	add_rows(root, "enumerators", "enumerator_id", v->enumerators, v->enumerator_count);
	return json_send(request, response, root, error);
}

/* ---- CSV ---- */

static const char *const rule_columns[] = { "rule", "message", "sheets", "open", "confirmed" };
static const char *const area_columns[] = { "area_id", "name", "sheets", "clean", "errors", "warnings", "accepted",
	"median_days" };
static const char *const writer_columns[] = { "enumerator_id", "name", "sheets", "clean", "errors", "warnings",
	"accepted", "median_days" };

static void csv_figures(struct csv *csv, const struct quality_figures *f)
{
	for (size_t i = 0; i < COUNT(figures); i++)
		csv_int(csv, figure_of(f, figures[i].figure));
	if (f->median < 0)
		csv_text(csv, NULL);
	else
		csv_int(csv, f->median);
	csv_row(csv);
}

static void csv_rows(struct csv_table *table, struct csv *csv, const struct quality_row *rows, size_t count,
                     const struct quality_figures *total)
{
	table->total = (int64_t)count;
	for (size_t i = 0; i < count; i++) {
		if (rows[i].id == 0)
			csv_text(csv, NULL);
		else
			csv_int(csv, rows[i].id);
		csv_text(csv, rows[i].name);
		csv_figures(csv, &rows[i].figures);
	}
	if (count == 0)
		return;
	csv_text(csv, NULL);
	csv_text(csv, message_text(MSG_SUM));
	csv_figures(csv, total);
}

static enum err page_of_rules(struct db *db, struct http_request *request, struct csv_table *table, struct csv *csv,
                              struct error *error)
{
	const struct quality_view *v = table->arg;

	(void)db, (void)request, (void)error;
	table->total = (int64_t)v->rule_count;
	for (size_t i = 0; i < v->rule_count; i++) {
		int rule = acceptance_find(v->rules[i].rule);
		csv_text(csv, v->rules[i].rule);
		csv_text(csv, rule < 0 ? NULL : acceptance_rule((size_t)rule).message);
		csv_int(csv, v->rules[i].sheets);
		csv_int(csv, v->rules[i].open);
		csv_int(csv, v->rules[i].confirmed);
		csv_row(csv);
	}
	return ERR_OK;
}

static enum err page_of_areas(struct db *db, struct http_request *request, struct csv_table *table, struct csv *csv,
                              struct error *error)
{
	const struct quality_view *v = table->arg;

	(void)db, (void)request, (void)error;
	csv_rows(table, csv, v->areas, v->area_count, &v->total);
	return ERR_OK;
}

static enum err page_of_writers(struct db *db, struct http_request *request, struct csv_table *table, struct csv *csv,
                                struct error *error)
{
	const struct quality_view *v = table->arg;

	(void)db, (void)request, (void)error;
	csv_rows(table, csv, v->enumerators, v->enumerator_count, &v->total);
	return ERR_OK;
}

static const struct { const char *name; struct csv_table table; } tables[] = {
	{ "rules", { .name = "chat-luong-quy-tac", .columns = rule_columns, .column_count = COUNT(rule_columns),
		.page = page_of_rules } },
	{ "areas", { .name = "chat-luong-dia-ban", .columns = area_columns, .column_count = COUNT(area_columns),
		.page = page_of_areas } },
	{ "enumerators", { .name = "chat-luong-dieu-tra-vien", .columns = writer_columns,
		.column_count = COUNT(writer_columns),
	  .page = page_of_writers } },
};

enum err quality_csv(struct http_request *request, struct http_response *response, struct quality_view *view,
                     struct error *error)
{
	const char *wanted = params_filled(&request->query, "table");

	for (size_t i = 0; i < COUNT(tables); i++) {
		struct csv_table table = tables[i].table;
		if (strcmp(tables[i].name, wanted == NULL ? tables[0].name : wanted) != 0)
			continue;
		table.arg = view;
		return csv_send(request, response, &table, error);
	}
	return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "no such table");
}

enum err page_quality(struct http_request *request, struct http_response *response, struct error *error)
{
	struct quality_view v = { .rule_count = 0 };
	enum err err = web_read(request, read_view, &v, error);

	if (err != ERR_OK)
		return err;
	if (wants_csv(request))
		return quality_csv(request, response, &v, error);
	if (request->suffix[0] != '\0')
		return send_json(request, response, &v, error);
	return quality_show(request, response, &v, error);
}
