#include "web/handover/minutes_pages.h"

#include "base/memory.h"
#include "web/frame/text.h"
#include "web/part/form_choices.h"

/* ---- reading ---- */

static enum err read_day(struct http_request *request, const struct params *sent, const char *name, const char **iso,
                         struct error *error)
{
	const char *text = params_filled(sent, name);
	char *out = arena_alloc(request->arena, DATE_TEXT);
	struct date day;

	*iso = NULL;
	if (text == NULL)
		return ERR_OK;
	if (!date_from_typed(text, false, &day) && !date_from_iso(text, false, &day))
		return error_set(error, ERR_UNPROCESSABLE, message_fill(request, MSG_MINUTES_BAD_DAY, text, NULL),
		                 "no such day");
	date_to_iso(day, out);
	*iso = out;
	return ERR_OK;
}

static enum err read_days(struct http_request *request, const struct params *sent, struct minutes *m,
                          struct error *error)
{
	enum err err = read_day(request, sent, "from", &m->first_day, error);

	if (err == ERR_OK)
		err = read_day(request, sent, "to", &m->last_day, error);
	return err == ERR_OK ? read_day(request, sent, "held_on", &m->held_on, error) : err;
}

static enum err read_ids(struct http_request *request, const struct params *sent, struct minutes *m,
                         struct error *error)
{
	const char *area = web_app(request)->form->hamlet->name;
	const struct { const char *name; int64_t *id; } ids[] = { { "enumerator_id", &m->member_id }, { area, &m->area_id },
		{ "handover_id", &m->batch_id }, { "campaign_id", &m->campaign_id } };

	for (size_t i = 0; i < COUNT(ids); i++) {
		if (params_int(sent, ids[i].name, 1, INT64_MAX, ids[i].id) == PARAM_BAD)
			return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad %s", ids[i].name);
	}
	return ERR_OK;
}

enum err minutes_read(struct http_request *request, const struct params *sent, struct minutes_request *out,
                      struct error *error)
{
	struct minutes *m = &out->minutes;
	const struct { const char *name, **text; } said[] = { { "begun", &m->begun }, { "ended", &m->ended },
		{ "place", &m->place }, { "chair", &m->chair }, { "secretary", &m->secretary }, { "others", &m->others },
		{ "conclusion", &m->conclusion } };
	int64_t *present = NULL;

	for (size_t i = 0; i < COUNT(said); i++)
		*said[i].text = web_cleaned(request, params_filled(sent, said[i].name));
	if (params_ids(request->arena, sent, "present", &present, &out->present_count) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad members");
	out->present = present;
	enum err err = read_ids(request, sent, m, error);
	return err == ERR_OK ? read_days(request, sent, m, error) : err;
}

enum err minutes_read_lists(struct http_request *request, struct minutes_request *out, struct error *error)
{
	const struct params *form = &request->form;
	int64_t *passed = NULL, *returned = NULL;

	if (params_ids(request->arena, form, "passed", &passed, &out->passed_count) == PARAM_BAD ||
	    params_ids(request->arena, form, "returned", &returned, &out->returned_count) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad ids of sheets");
	const char **reasons = arena_array(request->arena, out->returned_count + 1, sizeof *reasons);
	for (size_t i = 0; i < out->returned_count; i++) {
		const char *name = arena_print(request->arena, "reason_%lld", (long long)returned[i]);
		reasons[i] = web_cleaned(request, params_filled(form, name));
	}
	out->passed = passed;
	out->returned = returned;
	out->reasons = reasons;
	return ERR_OK;
}

enum err minutes_read_members(struct db *db, struct http_request *request, struct minutes_member **members,
                              size_t *count, struct error *error)
{
	struct member *all = NULL;
	enum err err = form_members(db, request, NULL, &all, count, error);

	*members = arena_array(request->arena, *count + 1, sizeof **members);
	for (size_t i = 0; i < *count; i++)
		(*members)[i] = (struct minutes_member){ all[i].id, all[i].told };
	return err;
}

/* ---- what is said of a meeting ---- */

static const char *value(const struct minutes_said *said, const char *name, const char *stands)
{
	const char *text = said->typed == NULL ? stands : params_text(said->typed, name);

	return text == NULL ? "" : text;
}

static bool is_present(const struct minutes_said *said, int64_t id)
{
	for (size_t i = 0; i < said->present_count; i++) {
		if (said->present[i] == id)
			return true;
	}
	return false;
}

void minutes_put_said(struct http_request *request, struct tmpl_dict *dict, const struct minutes_said *said)
{
	static const struct minutes nothing = { 0 };
	const struct minutes *m = said->minutes == NULL ? &nothing : said->minutes;
	struct tmpl_dict *part = tmpl_include(dict, "SAID", "handover/minutes-said.html");

	tmpl_put(part, "HELD_ON", value(said, "held_on", web_iso_day(request, m->held_on)));
	tmpl_put(part, "BEGUN", value(said, "begun", m->begun));
	tmpl_put(part, "ENDED", value(said, "ended", m->ended));
	tmpl_put(part, "PLACE", value(said, "place", m->place));
	tmpl_put(part, "CHAIR", value(said, "chair", m->chair));
	tmpl_put(part, "SECRETARY", value(said, "secretary", m->secretary));
	tmpl_put(part, "OTHERS", value(said, "others", m->others));
	tmpl_put(part, "CONCLUSION", value(said, "conclusion", m->conclusion));
	for (size_t i = 0; i < said->member_count; i++) {
		struct tmpl_dict *row = tmpl_add(part, "MEMBER");
		tmpl_put(row, "MEMBER_ID", web_id(request, said->members[i].id));
		tmpl_put(row, "MEMBER_NAME", said->members[i].name);
		if (is_present(said, said->members[i].id))
			tmpl_show(row, "MEMBER_PRESENT");
	}
}
