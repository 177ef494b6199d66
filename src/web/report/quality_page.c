/* The figures of quality as a page. */
#include "acceptance/acceptance.h"
#include "web/frame/page.h"
#include "web/frame/text.h"
#include "web/report/quality.h"

#define PATH "/reports/quality"

static const char *days_text(struct http_request *request, int64_t median)
{
	if (median < 0)
		return message_text(MSG_NO_FIGURE);
	return median == 0 ? message_text(MSG_SAME_DAY)
	                   : message_fill(request, MSG_COUNT_DAYS, web_count(request, median), NULL);
}

static void put_figures(struct http_request *request, struct tmpl_dict *row, const struct quality_figures *f)
{
	tmpl_put(row, "SHEETS", web_count(request, f->sheets));
	tmpl_put(row, "CLEAN", web_count(request, f->clean));
	tmpl_put(row, "SHARE", f->sheets == 0 ? message_text(MSG_NO_FIGURE) : web_percent(request, f->clean, f->sheets));
	tmpl_put(row, "ACCEPTED", web_count(request, f->accepted));
	tmpl_put(row, "MEDIAN", days_text(request, f->median));
}

/* Of a row of a table. */
static void put_counts(struct http_request *request, struct tmpl_dict *row, const struct quality_figures *f)
{
	put_figures(request, row, f);
	tmpl_put(row, "ERRORS", web_count(request, f->errors));
	tmpl_put(row, "WARNINGS", web_count(request, f->warnings));
}

/* ---- by rule ---- */

/* Where what is open can be dealt with. */
static const char *open_url(struct http_request *request, const struct quality_view *v, const struct quality_rule *rule)
{
	if (web_actor(request)->role != ROLE_OFFICER || rule->open == 0)
		return NULL;
	return arena_print(request->arena, "/review?area=%lld&campaign=%lld&rule=%s", (long long)v->place.area.id,
	                   (long long)v->place.campaign->id, rule->rule);
}

static void put_rules(struct http_request *request, struct tmpl_dict *dict, const struct quality_view *v,
                      const char *csv_url)
{
	struct tmpl_dict *section = tmpl_add(dict, "RULES");

	tmpl_put(section, "RULES_CSV_URL", arena_print(request->arena, "%s&table=rules", csv_url));
	for (size_t i = 0; i < v->rule_count; i++) {
		const struct quality_rule *r = &v->rules[i];
		int index = acceptance_find(r->rule);
		struct tmpl_dict *row = tmpl_add(section, "RULE");
		const char *url = open_url(request, v, r), severity[] = { r->rule[0], '\0' };
		tmpl_put(row, "RULE_ID", r->rule);
		tmpl_put(row, "RULE_URL", arena_print(request->arena, "/reports/by-rule?rule=%s&area=%lld", r->rule,
		                                      (long long)v->place.area.id));
		tmpl_put(row, "SEVERITY", severity);
		tmpl_put(row, "SEVERITY_LABEL", severity_label(severity_from_code(severity)));
		tmpl_put(row, "RULE_MESSAGE", index < 0 ? "" : acceptance_rule((size_t)index).message);
		tmpl_put(row, "RULE_SHEETS", web_count(request, r->sheets));
		tmpl_put(row, "RULE_SHARE", web_percent(request, r->sheets, v->total.sheets));
		tmpl_put(row, "RULE_CONFIRMED", web_count(request, r->confirmed));
		struct tmpl_dict *open = tmpl_add(row, url != NULL ? "OPEN_LINK" : "OPEN_PLAIN");
		tmpl_put(open, "RULE_OPEN", web_count(request, r->open));
		if (url != NULL)
			tmpl_put(open, "OPEN_URL", url);
	}
}

/* ---- by area and by enumerator ---- */

static const char *area_url(struct http_request *request, const struct quality_view *v, const struct quality_row *row)
{
	if (row->id == 0 || row->id == v->place.area.id)
		return NULL;
	return progress_url(request, PATH, row->id, v->place.campaign);
}

static const char *writer_url(struct http_request *request, const struct quality_view *v, const struct quality_row *row)
{
	return row->id == 0
	           ? NULL
	           : arena_print(request->arena, "/sheets?area=%lld&campaign=%lld&enumerator=%lld",
	                         (long long)v->place.area.id, (long long)v->place.campaign->id, (long long)row->id);
}

struct part {
	enum message title, head, none; /* none: for who is not said */
	const char *csv;
	const struct quality_row *rows;
	size_t count;
	const char *(*url)(struct http_request *, const struct quality_view *, const struct quality_row *);
};

static void put_table(struct http_request *request, struct tmpl_dict *dict, const struct quality_view *v,
                      const struct part *t, const char *csv_url)
{
	struct tmpl_dict *section = tmpl_add(dict, "TABLE");

	tmpl_put(section, "TABLE_TITLE", message_text(t->title));
	tmpl_put(section, "TABLE_ID", t->csv);
	tmpl_put(section, "ROW_HEAD", t->head == MSG_LEVEL_AREA ? progress_head(t->rows[0].level) : message_text(t->head));
	tmpl_put(section, "TABLE_CSV_URL", arena_print(request->arena, "%s&table=%s", csv_url, t->csv));
	for (size_t i = 0; i < t->count; i++) {
		struct tmpl_dict *row = tmpl_add(section, "ROW");
		const char *url = t->url(request, v, &t->rows[i]), *name = t->rows[i].name;
		struct tmpl_dict *head = tmpl_add(row, url != NULL ? "ROW_LINK" : "ROW_PLAIN");
		tmpl_put(head, "ROW_NAME", name == NULL ? message_text(t->none) : name);
		if (url != NULL)
			tmpl_put(head, "ROW_URL", url);
		put_counts(request, row, &t->rows[i].figures);
	}
	put_counts(request, tmpl_add(section, "TOTAL"), &v->total);
}

static void put_tables(struct http_request *request, struct tmpl_dict *dict, const struct quality_view *v)
{
	const char *csv_url = progress_url(request, PATH ".csv", v->place.area.id, v->place.campaign);
	const struct part areas = { MSG_QUALITY_AREAS, MSG_LEVEL_AREA, MSG_NO_HAMLET, "areas", v->areas, v->area_count,
		area_url };
	const struct part writers = { MSG_QUALITY_WRITERS, MSG_QUALITY_WRITER, MSG_NO_ENUMERATOR, "enumerators",
		v->enumerators,
		v->enumerator_count, writer_url };

	if (v->rule_count > 0)
		put_rules(request, dict, v, csv_url);
	if (v->area_count > 0)
		put_table(request, dict, v, &areas, csv_url);
	if (v->enumerator_count > 0)
		put_table(request, dict, v, &writers, csv_url);
}

/* ---- the whole ---- */

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

enum err quality_show(struct http_request *request, struct http_response *response, const struct quality_view *view,
                      struct error *error)
{
	const struct progress_view *p = &view->place;
	struct page page;
	enum err err = page_open(request, "report/quality.html",
	                         message_fill(request, MSG_TITLE_QUALITY, p->area.full_name, NULL), &page, error);

	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", p->area.full_name);
	tmpl_put(page.content, "SUBHEADING", p->campaign == NULL ? "" : p->campaign->name);
	tmpl_put(page.content, "PROGRESS_URL", progress_url(request, "/reports/progress", p->area.id, p->campaign));
	put_places(request, page.content, p);
	if (p->campaign == NULL || view->total.sheets == 0) {
		tmpl_put(tmpl_add(page.content, "EMPTY"), "EMPTY_TEXT",
		         message_text(p->campaign == NULL ? MSG_PROGRESS_NO_CAMPAIGN : MSG_QUALITY_EMPTY));
	} else {
		struct tmpl_dict *figures = tmpl_add(page.content, "FIGURES");
		put_figures(request, tmpl_add(figures, "WHOLE"), &view->total);
		put_tables(request, figures, view);
	}
	return page_send(&page, response, 200, error);
}
