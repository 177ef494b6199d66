/* The targets of a campaign, by area. */
#include "report/registry.h"
#include "web/admin/admin.h"
#include "web/admin/area_input.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/input/admin_form.h"
#include "web/list/table_page.h"
#include "workflow/admin/admin.h"
#include "workflow/admin/target_table.h"

enum { SHEETS_LIMIT = 100000000 };

static const struct input target_inputs[] = {
	{ "area", INPUT_TEXT, MSG_TARGET_AREA, MSG_TARGET_AREA_HINT, true, NAME_LIMIT },
	{ "expected", INPUT_NUMBER, MSG_TARGET_A, MSG_TARGET_A_HINT, false, SHEETS_LIMIT },
	{ "surveyed", INPUT_NUMBER, MSG_TARGET_B, 0, false, SHEETS_LIMIT },
	{ "changed", INPUT_NUMBER, MSG_TARGET_C, MSG_TARGET_C_HINT, false, SHEETS_LIMIT },
	{ "sheets", INPUT_NUMBER, MSG_TARGET_SHEETS, MSG_TARGET_SHEETS_HINT, false, SHEETS_LIMIT },
	{ "due_on", INPUT_DAY, MSG_TARGET_DUE, 0, false, 0 },
};

struct targets {
	struct campaign campaign;
	struct area *areas;
	size_t area_count;
	struct target_row *rows;
	size_t count;
	struct admin_form form;
	struct table_page table;
};

static enum err read_targets(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct targets *t = arg;
	enum err err = campaign_by_id_any(db, request->arena, request->ids[0], &t->campaign, error);

	if (err == ERR_OK)
		err = campaign_areas_any(db, request->arena, t->campaign.id, &t->areas, &t->area_count, error);
	return err == ERR_OK ? target_list_any(db, request->arena, t->campaign.id, &t->rows, &t->count, error) : err;
}

static void begin_form(struct http_request *request, struct targets *t)
{
	t->form = (struct admin_form){ .id = "target", .action = campaign_url(request, t->campaign.id, "/targets"),
		.title = MSG_TARGET_SET,
		.button = MSG_SAVE, .inputs = target_inputs, .count = sizeof target_inputs / sizeof *target_inputs };
}

static enum err show(struct http_request *request, struct http_response *response, struct targets *t, int status,
                     struct error *error)
{
	const char *title = message_fill(request, MSG_TITLE_TARGETS, t->campaign.code, NULL);
	struct page page;
	enum err err = admin_open(request, "admin/targets.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "CAMPAIGN_URL", campaign_url(request, t->campaign.id, ""));
	tmpl_put(page.content, "CAMPAIGN_NAME", t->campaign.name);
	tmpl_put(page.content, "TABLE_URL", campaign_url(request, t->campaign.id, "/targets/table"));
	tmpl_put(page.content, "CAMPAIGN_AREAS", admin_area_names(request, t->areas, t->area_count));
	t->table.view.ask.path = campaign_url(request, t->campaign.id, "/targets");
	table_put_list(&t->table.view, page.content);
	form_put_errors(&page, title, &t->form);
	form_put(request, &page, "FORM", &t->form);
	return page_send(&page, response, status, error);
}

static void set_said(struct http_request *request, struct admin_form *form, const char *name, int64_t figure)
{
	form_set(form, name, figure < 0 ? NULL : web_id(request, figure));
}

/* The sheets follow from the other figures, where these are said. */
static void work_out(struct http_request *request, struct admin_form *form, struct target_change *c)
{
	int64_t figures[TARGET_FIGURES] = { c->expected, c->surveyed, c->changed, -1, c->sheets };
	enum target_figure wrong = target_work_out(figures);
	const char *head = message_text(wrong == TARGET_B ? MSG_TARGET_B : MSG_TARGET_E);

	if (c->expected < 0 && c->surveyed < 0 && c->changed < 0)
		return;
	if (c->expected < 0 || c->surveyed < 0)
		form_blame(form, c->expected < 0 ? "expected" : "surveyed", message_text(MSG_TARGET_NEEDS_BOTH));
	else if (wrong != TARGET_FIGURES)
		form_blame(form, wrong == TARGET_B ? "surveyed" : "sheets",
		           message_fill(request, MSG_TARGET_WRONG, head, web_count(request, figures[wrong])));
	c->changed = figures[TARGET_C];
	c->sheets = figures[TARGET_E];
}

/* The form is filled with the target that the link of a row names. */
static void fill_form(struct http_request *request, struct targets *t)
{
	const char *asked = params_filled(&request->query, "area");

	for (size_t i = 0; asked != NULL && i < t->count; i++) {
		const struct area *area = &t->rows[i].area;
		if (strcmp(arena_print(request->arena, "%s:%s", area->level, area->code), asked) != 0)
			continue;
		form_set(&t->form, "area", area->code);
		set_said(request, &t->form, "expected", t->rows[i].expected);
		set_said(request, &t->form, "surveyed", t->rows[i].surveyed);
		set_said(request, &t->form, "changed", t->rows[i].changed);
		form_set(&t->form, "sheets", web_id(request, t->rows[i].sheets));
		form_set(&t->form, "due_on", web_iso_day(request, t->rows[i].due_on));
	}
}

static enum err open_targets(struct http_request *request, struct targets *t, struct error *error)
{
	return table_open(request, &targets_table, &t->table, read_targets, t, error);
}

enum err page_targets(struct http_request *request, struct http_response *response, struct error *error)
{
	struct targets t = { .count = 0 };
	enum err err = open_targets(request, &t, error);

	if (err != ERR_OK)
		return err;
	if (table_is_file(request))
		return table_send(request, response, &t.table, error);
	begin_form(request, &t);
	fill_form(request, &t);
	return show(request, response, &t, 200, error);
}

static enum err read_area(struct http_request *request, struct targets *t, const char **code, struct error *error)
{
	struct area *known = arena_array(request->arena, t->count + 1, sizeof *known);
	const struct area_typing typing = { .name = "area", .day = t->campaign.collect_from, .known = known,
		.known_count = t->count,
		.campaign_id = t->campaign.id };

	for (size_t i = 0; i < t->count; i++)
		known[i] = t->rows[i].area;
	return area_input_read(request, &t->form, &typing, code, error);
}

enum err post_target(struct http_request *request, struct http_response *response, struct error *error)
{
	struct targets t = { .count = 0 };
	enum err err = open_targets(request, &t, error);

	if (err != ERR_OK)
		return err;
	begin_form(request, &t);
	form_read(request, &t.form);
	const char *code;
	if ((err = read_area(request, &t, &code, error)) != ERR_OK)
		return err;
	struct target_change change = { .head = web_head(request), .campaign_id = t.campaign.id, .area_code = code,
		.sheets = form_number(&t.form, "sheets", -1), .expected = form_number(&t.form, "expected", -1),
		.surveyed = form_number(&t.form, "surveyed", -1), .changed = form_number(&t.form, "changed", -1),
		.due_on = form_day(request, &t.form, "due_on") };
	work_out(request, &t.form, &change);
	if (!form_is_good(&t.form))
		return show(request, response, &t, ERR_UNPROCESSABLE, error);
	err = admin_set_target(&change, error);
	if (form_takes(&t.form, err, change.field, error))
		return show(request, response, &t, (int)err, error);
	return err == ERR_OK
	           ? admin_done(request, response, NOTE_CHANGED, campaign_url(request, t.campaign.id, "/targets"))
	           : err;
}
