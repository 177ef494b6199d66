/* Names of offices and signers, for all areas or for one. */
#include "base/memory.h"
#include "store/admin/office.h"
#include "store/admin/setting.h"
#include "store/campaign/workday.h"
#include "web/admin/admin.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/input/admin_form.h"
#include "web/list/paper_page.h"
#include "workflow/admin/admin.h"

static const struct input setting_inputs[] = {
	{ "office.name", INPUT_TEXT, MSG_OFFICE_NAME, MSG_OFFICE_NAME_HINT, false, LONG_LIMIT },
	{ "office.superior", INPUT_TEXT, MSG_OFFICE_SUPERIOR, MSG_OFFICE_SUPERIOR_HINT, false, LONG_LIMIT },
	{ "office.place", INPUT_TEXT, MSG_OFFICE_PLACE, MSG_OFFICE_PLACE_HINT, false, LONG_LIMIT },
	{ "office.code", INPUT_TEXT, MSG_OFFICE_CODE, MSG_OFFICE_CODE_HINT, false, CODE_LIMIT },
	{ "office.team_code", INPUT_TEXT, MSG_OFFICE_TEAM_CODE, MSG_OFFICE_TEAM_CODE_HINT, false, CODE_LIMIT },
	{ "office.police", INPUT_TEXT, MSG_OFFICE_POLICE, MSG_OFFICE_POLICE_HINT, false, LONG_LIMIT },
	{ "office.police_superior", INPUT_TEXT, MSG_OFFICE_POLICE_SUPERIOR, MSG_OFFICE_POLICE_SUPERIOR_HINT, false,
		LONG_LIMIT },
	{ "office.labour", INPUT_TEXT, MSG_OFFICE_LABOUR, MSG_OFFICE_LABOUR_HINT, false, LONG_LIMIT },
	{ "signer.title", INPUT_TEXT, MSG_SIGNER_TITLE, MSG_SIGNER_TITLE_HINT, false, LONG_LIMIT },
	{ "signer.name", INPUT_TEXT, MSG_SIGNER_NAME, 0, false, LONG_LIMIT },
	{ "office.basis", INPUT_TEXT, MSG_OFFICE_BASIS, MSG_OFFICE_BASIS_HINT, false, CODES_LIMIT },
	{ "paper.police_prints", INPUT_TICK, MSG_PAPER_POLICE_PRINTS, MSG_PAPER_POLICE_PRINTS_HINT, false, 0 },
	{ "paper.numbered", INPUT_TICK, MSG_PAPER_NUMBERED, MSG_PAPER_NUMBERED_HINT, false, 0 },
	{ "paper.le", INPUT_TICK, MSG_PAPER_LE, MSG_PAPER_LE_HINT, false, 0 },
	{ "paper.confirmed", INPUT_TICK, MSG_PAPER_CONFIRMED, MSG_PAPER_CONFIRMED_HINT, false, 0 },
	{ SETTING_BY_PAPER, INPUT_TICK, MSG_BY_PAPER, MSG_BY_PAPER_HINT, false, 0 },
	{ "paper.order", INPUT_CHOICE, MSG_PAPER_ORDER, MSG_PAPER_ORDER_HINT, false, 0 },
	{ "archive.kept_for", INPUT_TEXT, MSG_KEPT_FOR, MSG_KEPT_FOR_HINT, false, NAME_LIMIT },
	/* for all alone, so they are the last */
	{ SETTING_SITE, INPUT_TEXT, MSG_SITE_ADDRESS, MSG_SITE_ADDRESS_HINT, false, LONG_LIMIT },
	{ SETTING_DAYS_OFF, INPUT_TEXT, MSG_DAYS_OFF, MSG_DAYS_OFF_HINT, false, CODES_LIMIT },
	{ SETTING_SOON_DAYS, INPUT_NUMBER, MSG_SOON_DAYS, MSG_SOON_DAYS_HINT, false, SOON_DAYS_MOST },
};
enum { SETTINGS = COUNT(setting_inputs), FOR_ALL_ALONE = 3 };

struct settings {
	int64_t area_id;                /* 0: for all */
	struct area area;
	struct input inputs[SETTINGS];  /* of an area a tick is a choice: as above, yes, no */
	size_t count;
	const char *own[SETTINGS];      /* stored; or NULL */
	const char *inherited[SETTINGS]; /* what holds for an area without its own */
	struct area *others;            /* that have values of their own */
	size_t other_count;
	struct admin_form form;
};

/* ---- what holds, and what is offered ---- */

static const struct choice *orders(struct arena *arena, size_t *count)
{
	static const enum message labels[PAPER_ORDERS] = { MSG_ORDER_LISTED, MSG_ORDER_PAPER_NO, MSG_ORDER_AREA,
		MSG_ORDER_NAME };
	struct choice *choices = arena_array(arena, PAPER_ORDERS, sizeof *choices);

	for (size_t i = 0; i < PAPER_ORDERS; i++)
		choices[i] = (struct choice){ paper_order_codes[i], message_text(labels[i]) };
	*count = PAPER_ORDERS;
	return choices;
}

static const struct choice *yes_no(struct arena *arena, size_t *count)
{
	struct choice *choices = arena_array(arena, 2, sizeof *choices);

	choices[0] = (struct choice){ "0", message_text(MSG_LOG_NO) };
	choices[1] = (struct choice){ "1", message_text(MSG_LOG_YES) };
	*count = 2;
	return choices;
}

static const struct choice *values_of(struct arena *arena, const struct input *input, size_t *count)
{
	return strcmp(input->name, "paper.order") == 0 ? orders(arena, count) : yes_no(arena, count);
}

/* How a value of a choice is called; without one the first. */
static const char *called(struct arena *arena, const struct input *input, const char *value)
{
	size_t count;
	const struct choice *choices = values_of(arena, input, &count);

	for (size_t i = 0; i < count; i++) {
		if (value != NULL && strcmp(choices[i].value, value) == 0)
			return choices[i].label;
	}
	return choices[0].label;
}

/* Before the values of an area: that it has none, and what holds then. */
static const struct choice *offer(struct http_request *request, const struct admin_form *form,
                                  const struct input *input, size_t *count)
{
	struct arena *arena = request->arena;
	const struct settings *s = form->offer_of;
	const struct choice *values = values_of(arena, input, count);

	if (s->area_id == 0)
		return values;
	struct choice *all = arena_array(arena, *count + 1, sizeof *all);
	const char *above = called(arena, input, s->inherited[input - s->inputs]);
	all[0] = (struct choice){ "", message_with_one(arena, MSG_SETTING_ABOVE, above) };
	memcpy(all + 1, values, *count * sizeof *all);
	++*count;
	return all;
}

/* ---- reading ---- */

static enum err read_others(struct db *db, struct http_request *request, struct settings *s, struct error *error)
{
	int64_t *ids;
	enum err err = setting_areas_any(db, request->arena, &ids, &s->other_count, error);

	s->others = arena_array(request->arena, s->other_count + 1, sizeof *s->others);
	for (size_t i = 0; i < s->other_count && err == ERR_OK; i++)
		err = area_by_id_any(db, request->arena, ids[i], &s->others[i], error);
	return err;
}

static enum err read_settings(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct settings *s = arg;
	struct arena *arena = request->arena;
	enum err err = s->area_id == 0 ? ERR_OK : area_by_id_any(db, arena, s->area_id, &s->area, error);

	if (err == ERR_NOT_FOUND)
		return error_set(error, err, message_text(MSG_NOT_FOUND), "no such area");
	for (size_t i = 0; i < s->count && err == ERR_OK; i++) {
		s->own[i] = setting_get(db, arena, setting_name(arena, setting_inputs[i].name, s->area_id));
		s->inherited[i] = setting_for_area(db, arena, setting_inputs[i].name, s->area_id == 0 ? 0 : s->area.parent_id);
	}
	return err == ERR_OK ? read_others(db, request, s, error) : err;
}

static const char *settings_url(struct http_request *request, int64_t area_id)
{
	return area_id == 0 ? "/admin/settings"
	                    : arena_print(request->arena, "/admin/settings?area=%lld", (long long)area_id);
}

static const char *preview_url(struct http_request *request, int64_t area_id)
{
	return area_id == 0 ? "/admin/settings/preview"
	                    : arena_print(request->arena, "/admin/settings/preview?area=%lld", (long long)area_id);
}

static enum err load(struct http_request *request, struct settings *s, struct error *error)
{
	if (params_int(&request->query, "area", 1, INT64_MAX, &s->area_id) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad area");
	s->count = s->area_id == 0 ? SETTINGS : SETTINGS - FOR_ALL_ALONE;
	memcpy(s->inputs, setting_inputs, sizeof s->inputs);
	for (size_t i = 0; i < s->count && s->area_id != 0; i++) {
		if (s->inputs[i].kind == INPUT_TICK)
			s->inputs[i].kind = INPUT_CHOICE;
	}
	enum err err = web_read(request, read_settings, s, error);
	s->form = (struct admin_form){ .id = "settings", .action = settings_url(request, s->area_id),
		.title = MSG_SETTINGS_FORM,
		.button = MSG_SAVE, .inputs = s->inputs, .count = s->count, .offer = offer, .offer_of = s };
	for (size_t i = 0; i < s->count; i++)
		s->form.values[i] = s->own[i];
	return err;
}

static void put_lists(struct http_request *request, struct tmpl_dict *dict, const struct settings *s)
{
	for (size_t i = 0; i < s->count && s->area_id != 0; i++) {
		if (s->own[i] != NULL || s->inherited[i] == NULL || s->inputs[i].kind == INPUT_CHOICE)
			continue;
		struct tmpl_dict *row = tmpl_add(dict, "INHERITED");
		tmpl_put(row, "INHERITED_NAME", message_text(setting_inputs[i].label));
		tmpl_put(row, "INHERITED_VALUE", s->inherited[i]);
	}
	for (size_t i = 0; i < s->other_count; i++) {
		struct tmpl_dict *row = tmpl_add(dict, "OTHER");
		tmpl_put(row, "OTHER_URL", settings_url(request, s->others[i].id));
		tmpl_put(row, "OTHER_NAME", admin_area_name(request, &s->others[i]));
	}
	if (s->other_count == 0)
		tmpl_show(dict, "NO_OTHERS");
}

static enum err show(struct http_request *request, struct http_response *response, const struct settings *s, int status,
                     struct error *error)
{
	const char *title = message_text(MSG_NAV_SETTINGS);
	struct page page;
	enum err err = admin_open(request, "admin/settings.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "PREVIEW_URL", preview_url(request, s->area_id));
	if (s->area_id == 0)
		tmpl_show(page.content, "FOR_ALL");
	else
		put_section(page.content, "FOR_AREA", "AREA_NAME", admin_area_name(request, &s->area));
	put_lists(request, page.content, s);
	form_put_errors(&page, title, &s->form);
	form_put(request, &page, "FORM", &s->form);
	return page_send(&page, response, status, error);
}

enum err page_settings(struct http_request *request, struct http_response *response, struct error *error)
{
	struct settings s = { .area_id = 0 };
	enum err err = load(request, &s, error);

	return err == ERR_OK ? show(request, response, &s, 200, error) : err;
}

/* A scheme and a host, without a path. */
static void judge_site(struct admin_form *form)
{
	const char *site = form_text(form, SETTING_SITE);
	const char *host = site == NULL ? NULL : strncmp(site, "http://", 7) == 0 ? site + 7
	                   : strncmp(site, "https://", 8) == 0 ? site + 8 : "";

	if (site == NULL || (host[0] != '\0' && host[strcspn(host, "/?# \"<>")] == '\0'))
		return;
	form_blame(form, SETTING_SITE, message_text(MSG_SITE_ADDRESS_WRONG));
}

enum err post_settings(struct http_request *request, struct http_response *response, struct error *error)
{
	struct settings s = { .area_id = 0 };
	const char *names[SETTINGS], *values[SETTINGS];
	enum err err = load(request, &s, error);

	if (err != ERR_OK)
		return err;
	form_read(request, &s.form);
	judge_site(&s.form);
	form_judge_days_off(request, &s.form, SETTING_DAYS_OFF);
	if (!form_is_good(&s.form))
		return show(request, response, &s, ERR_UNPROCESSABLE, error);
	for (size_t i = 0; i < s.count; i++) {
		names[i] = setting_inputs[i].name;
		values[i] = form_text(&s.form, names[i]);
	}
	struct setting_change change = { .head = web_head(request), .area_id = s.area_id, .names = names, .values = values,
		.count = s.count };
	err = admin_save_settings(&change, error);
	if (form_takes(&s.form, err, NULL, error))
		return show(request, response, &s, (int)err, error);
	return err == ERR_OK ? admin_done(request, response, NOTE_CHANGED, settings_url(request, s.area_id)) : err;
}

enum err page_settings_preview(struct http_request *request, struct http_response *response, struct error *error)
{
	int64_t area_id = 0;

	if (params_int(&request->query, "area", 1, INT64_MAX, &area_id) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad area");
	return paper_answer(request, response, &preview_paper, area_id, error);
}
