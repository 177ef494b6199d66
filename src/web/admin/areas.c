/* The tree of areas: down from the root, looking for one, a new hamlet, another spelling, the end of validity. */
#include "report/registry.h"
#include "web/admin/admin.h"
#include "web/admin/area_input.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/list/table_page.h"
#include "workflow/admin/admin.h"

enum { ADD_FORM, RENAME_FORM, END_FORM, SUCCEED_FORM, FORMS };

static const struct input add_inputs[] = {
	{ "code", INPUT_TEXT, MSG_AREA_CODE, MSG_AREA_CODE_HINT, true, CODE_LIMIT },
	{ "name", INPUT_TEXT, MSG_AREA_NAME, MSG_AREA_NAME_HINT, true, NAME_LIMIT },
	{ "valid_from", INPUT_DAY, MSG_AREA_FROM, 0, true, 0 },
	{ "replaces", INPUT_TEXT, MSG_AREA_REPLACES, MSG_AREA_REPLACES_HINT, false, CODES_LIMIT },
};
static const struct input rename_inputs[] = {
	{ "name", INPUT_TEXT, MSG_AREA_SHORT, MSG_AREA_SHORT_HINT, true, NAME_LIMIT },
	{ "full_name", INPUT_TEXT, MSG_AREA_FULL, 0, true, NAME_LIMIT },
};
static const struct input end_inputs[] = {
	{ "valid_to", INPUT_DAY, MSG_AREA_TO, MSG_AREA_TO_HINT, false, 0 },
};

static const struct input succeed_inputs[] = {
	{ "replaces", INPUT_TEXT, MSG_AREA_CAME_FROM, MSG_AREA_CAME_FROM_HINT, true, CODES_LIMIT },
};

struct area_view {
	int64_t id;                     /* 0: above the roots */
	struct area area;
	struct area *path;
	size_t path_count;
	bool takes_hamlets;
	struct area_kin *before, *after; /* predecessors, successors */
	size_t before_count, after_count;
	struct admin_form forms[FORMS];
	struct table_page table;        /* of the units under it */
};

static const char *area_url(struct http_request *request, int64_t id)
{
	return thing_url(request, (struct thing){ THING_AREA, id });
}

/* ---- reading ---- */

static enum err read_area(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct area_view *v = arg;
	struct arena *arena = request->arena;
	enum err err = v->id == 0 ? ERR_OK : area_by_id_any(db, arena, v->id, &v->area, error);

	if (v->id == 0 || err != ERR_OK ||
	    (err = area_path_any(db, arena, v->id, &v->path, &v->path_count, error)) != ERR_OK ||
	    (err = area_succession_any(db, arena, v->id, false, &v->before, &v->before_count, error)) != ERR_OK)
		return err;
	v->takes_hamlets = area_takes_hamlets_any(db, &v->area);
	return area_succession_any(db, arena, v->id, true, &v->after, &v->after_count, error);
}

/* ---- the forms ---- */

static void begin_forms(struct http_request *request, struct area_view *v)
{
	const char *url = area_url(request, v->id);

	v->forms[ADD_FORM] = (struct admin_form){ .id = "add", .action = arena_print(request->arena, "%s/hamlets", url),
		.title = MSG_AREA_ADD, .button = MSG_AREA_ADD_BUTTON, .inputs = add_inputs, .count = 4 };
	v->forms[RENAME_FORM] = (struct admin_form){ .id = "rename",
		.action = arena_print(request->arena, "%s/rename", url),
		.title = MSG_AREA_RENAME, .button = MSG_SAVE, .inputs = rename_inputs, .count = 2,
		.values = { v->area.name, v->area.full_name } };
	v->forms[END_FORM] = (struct admin_form){ .id = "end", .action = arena_print(request->arena, "%s/end", url),
		.title = MSG_AREA_END,
		.button = MSG_SAVE, .inputs = end_inputs, .count = 1, .values = { web_iso_day(request, v->area.valid_to) } };
	v->forms[SUCCEED_FORM] = (struct admin_form){ .id = "succeed",
		.action = arena_print(request->arena, "%s/succeed", url),
		.title = MSG_AREA_SUCCEED, .button = MSG_SAVE, .inputs = succeed_inputs, .count = 1 };
}

/* ---- the page ---- */

static void put_validity(struct http_request *request, struct tmpl_dict *row, const struct area *area)
{
	const char *to = area->valid_to == NULL ? NULL : web_iso_day(request, area->valid_to);

	tmpl_put(row, "VALID_FROM", web_iso_day(request, area->valid_from));
	put_section(row, "VALID_ENDED", "VALID_TO", to);
}

/* What is right under it, or was looked for; and the way to the list with ended units, or without them. */
static void put_units(struct http_request *request, struct tmpl_dict *dict, struct area_view *v)
{
	const char *q = params_filled(&request->query, "q");
	bool ended = params_filled(&request->query, "ended") != NULL;
	struct table_view *view = &v->table.view;

	view->ask.path = v->id == 0 ? "/admin/areas" : area_url(request, v->id);
	tmpl_put(dict, "Q", q);
	if (q == NULL)
		put_section(dict, ended ? "HIDE_ENDED" : "SHOW_ENDED", "LIST_URL",
		            table_url(&view->ask, "", "ended", ended ? NULL : "1"));
	table_put_list(view, dict);
}

static void put_others(struct http_request *request, struct tmpl_dict *dict, const char *section,
                       const struct area_kin *kin, size_t count)
{
	if (count == 0)
		return;
	struct tmpl_dict *list = tmpl_add(dict, section);
	for (size_t i = 0; i < count; i++) {
		struct tmpl_dict *row = tmpl_add(list, "OTHER");
		tmpl_put(row, "OTHER_URL", area_url(request, kin[i].area.id));
		tmpl_put(row, "OTHER_NAME", admin_area_name(request, &kin[i].area));
		if (kin[i].guessed)
			tmpl_show(row, "OTHER_GUESSED");
	}
}

static void put_area(struct http_request *request, struct page *page, const struct area_view *v)
{
	struct tmpl_dict *dict = tmpl_add(page->content, "AREA");

	tmpl_put(dict, "AREA_ID", web_id(request, v->id));
	tmpl_put(dict, "AREA_CODE", v->area.code);
	tmpl_put(dict, "AREA_LEVEL", level_label(v->area.level));
	put_validity(request, dict, &v->area);
	put_others(request, dict, "PREDECESSORS", v->before, v->before_count);
	put_others(request, dict, "SUCCESSORS", v->after, v->after_count);
	for (size_t i = 0; i + 1 < v->path_count; i++) {
		struct tmpl_dict *row = tmpl_add(dict, "CRUMB");
		tmpl_put(row, "CRUMB_URL", area_url(request, v->path[i].id));
		tmpl_put(row, "CRUMB_NAME", v->path[i].full_name);
	}
	if (v->takes_hamlets)
		form_put(request, page, "ADD", &v->forms[ADD_FORM]);
	form_put(request, page, "RENAME", &v->forms[RENAME_FORM]);
	form_put(request, page, "END", &v->forms[END_FORM]);
	form_put(request, page, "SUCCEED", &v->forms[SUCCEED_FORM]);
}

static enum err show(struct http_request *request, struct http_response *response, struct area_view *v,
                     int status, struct error *error)
{
	const char *title = v->id == 0 ? message_text(MSG_NAV_AREAS) : v->area.full_name;
	struct page page;
	enum err err = admin_open(request, "admin/areas.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	put_units(request, page.content, v);
	for (int i = 0; v->id != 0 && i < FORMS; i++)
		form_put_errors(&page, title, &v->forms[i]);
	if (v->id != 0)
		put_area(request, &page, v);
	return page_send(&page, response, status, error);
}

static enum err load(struct http_request *request, struct area_view *v, struct error *error)
{
	v->id = request->ids[0];
	enum err err = table_open(request, &areas_table, &v->table, read_area, v, error);
	if (err == ERR_OK && v->id != 0)
		begin_forms(request, v);
	return err;
}

enum err page_areas(struct http_request *request, struct http_response *response, struct error *error)
{
	struct area_view v = { .id = 0 };
	enum err err = load(request, &v, error);

	if (err != ERR_OK)
		return err;
	return table_is_file(request) ? table_send(request, response, &v.table, error)
	                              : show(request, response, &v, 200, error);
}

/* ---- changes ---- */

typedef enum err area_task(struct area_change *change, struct error *error);

/* Runs the task when the form is good, and shows the page again when anything is refused. */
static enum err change_area(struct http_request *request, struct http_response *response, struct area_view *v,
                            int form_index, const char *replaces, area_task *task, struct error *error)
{
	struct admin_form *form = &v->forms[form_index];
	struct area_change change = { .head = web_head(request),
		                          .replaces = replaces,
		                          .area = {
									  .id = form_index == ADD_FORM ? 0 : v->id,
									  .parent_id = form_index == ADD_FORM ? v->id : 0,
									  .code = form_text(form, "code"),
									  .name = form_text(form, "name"),
									  .full_name = form_text(form, form_index == ADD_FORM ? "name" : "full_name"),
									  .valid_from = form_day(request, form, "valid_from"),
									  .valid_to = form_day(request, form, "valid_to") } };

	if (!form_is_good(form))
		return show(request, response, v, ERR_UNPROCESSABLE, error);
	enum err err = task(&change, error);
	if (form_takes(form, err, change.field, error))
		return show(request, response, v, (int)err, error);
	return err == ERR_OK ? admin_done(request, response, NOTE_CHANGED, area_url(request, v->id)) : err;
}

/* The old units as they stood on the day before the new one: the other hamlets, or any unit for one that is there. */
static enum err read_replaces(struct http_request *request, struct area_view *v, int form_index,
                              const char **codes, struct error *error)
{
	struct admin_form *form = &v->forms[form_index];
	char day[DATE_TEXT] = "9999-12-31";
	const struct area_typing typing = { .name = "replaces", .day = day,
		.parent_id = form_index == ADD_FORM ? v->id : 0 };
	const char *typed = form_index == SUCCEED_FORM ? v->area.valid_from : form_text(form, "valid_from");
	struct date from;

	if (typed != NULL && date_from_typed(typed, false, &from))
		date_to_iso(date_from_days(date_to_days(from) - 1), day);
	return area_input_read(request, form, &typing, codes, error);
}

static enum err post_form(struct http_request *request, struct http_response *response, int form_index, area_task *task,
                          struct error *error)
{
	struct area_view v = { .id = 0 };
	enum err err = load(request, &v, error);

	if (err != ERR_OK)
		return err;
	form_read(request, &v.forms[form_index]);
	const char *code = form_text(&v.forms[form_index], "code");
	if (code != NULL && strspn(code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-") != strlen(code))
		form_blame(&v.forms[form_index], "code", message_text(MSG_CODE_SIGNS));
	const char *replaces;
	err = read_replaces(request, &v, form_index, &replaces, error);
	return err == ERR_OK ? change_area(request, response, &v, form_index, replaces, task, error) : err;
}

enum err post_area_hamlet(struct http_request *request, struct http_response *response, struct error *error)
{
	return post_form(request, response, ADD_FORM, admin_add_hamlet, error);
}

enum err post_area_rename(struct http_request *request, struct http_response *response, struct error *error)
{
	return post_form(request, response, RENAME_FORM, admin_rename_area, error);
}

enum err post_area_end(struct http_request *request, struct http_response *response, struct error *error)
{
	return post_form(request, response, END_FORM, admin_end_area, error);
}

enum err post_area_succeed(struct http_request *request, struct http_response *response, struct error *error)
{
	return post_form(request, response, SUCCEED_FORM, admin_succeed_area, error);
}
