/* One bundle of papers: its list, counting it at the commune, what differed. */
#include "base/memory.h"
#include "report/registry.h"
#include "table/display.h"
#include "table/file.h"
#include "text/label.h"
#include "web/frame/answer_json.h"
#include "web/frame/note.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/handover/bundles.h"
#include "web/list/paper_page.h"
#include "web/list/road_shown.h"
#include "web/list/table_page.h"
#include "web/part/act_undo.h"
#include "web/part/shown.h"
#include "workflow/undo.h"

enum { COUNT_MAX = 1000000 };

struct bundle_view {
	struct table_page table;
	struct road_many road;          /* where its sheets are */
	const struct bundle *bundle;
	/* the POST that was refused: */
	const char *refusal;            /* or NULL */
	const char *field;              /* id of the input that it is about */
	const char *leads_to;           /* id of what is to be changed; or NULL: the field */
	const int64_t *ticked;
	size_t ticked_count;
	bool resumed;                   /* typed before a login */
	bool may_undo;                  /* the act that made it, now */
	bool draft;                     /* an officer's own, of which no minutes are issued */
};

static const struct bundle_item *item_of(const struct bundle_view *v, size_t i)
{
	return &((const struct bundle_item_line *)table_row(&bundle_table, &v->table.view.rows, i))->item;
}

/* What was not sent on after all is not of the bundle any more: its page does not show it. */
static void leave_out(struct table_rows *rows)
{
	struct bundle_item_line *lines = rows->items;
	size_t kept = 0;

	for (size_t i = 0; i < rows->count; i++) {
		if (lines[i].item.outcome != OUTCOME_REMOVED)
			lines[kept++] = lines[i];
	}
	rows->count = kept;
}

static enum err read_more(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct bundle_view *v = arg;
	const struct bundle *bundle = v->table.view.ask.filter;

	leave_out(&v->table.view.rows);
	struct office_paper paper = { .id = 0 };
	enum err err = paper_of_any(db, request->arena, PAPER_BUNDLE, bundle->id, &paper, error);
	if (err == ERR_OK)
		err = road_read_many(db, request, &(struct held_asked){ HELD_BUNDLE, bundle->id, bundle->campaign_id },
		                     &v->road, error);
	v->draft = paper.id == 0 && bundle_is_own(bundle);
	if (err != ERR_OK || bundle->act_id == 0 || paper.id != 0)
		return err;
	return act_read_undo(db, request, bundle->act_id, &v->may_undo, error);
}

static enum err open_view(struct http_request *request, struct bundle_view *v, struct error *error)
{
	enum err err = table_open(request, &bundle_table, &v->table, read_more, v, error);

	v->bundle = v->table.view.ask.filter;
	return err;
}

/* ---- JSON ---- */

static enum err send_json(struct http_request *request, struct http_response *response, struct bundle_view *v,
                          struct error *error)
{
	struct table_ask *ask = &v->table.view.ask, bundles = *ask;
	const struct bundle_line line = bundle_line(request->arena, v->bundle);

	bundles.table = &bundles_table;
	cJSON *root = table_json_row(&bundles, &line), *rows = cJSON_AddArrayToObject(root, "rows");
	if (v->bundle->confirmed_at == NULL)
		cJSON_AddNullToObject(root, "counted");
	else
		json_put_int(root, "counted", v->bundle->counted);
	json_put_text(root, "for_leader", v->bundle->for_leader);
	json_put_text(root, "note", v->bundle->note == NULL ? NULL : web_masked(request, v->bundle->note));
	for (size_t i = 0; i < v->table.view.rows.count; i++)
		cJSON_AddItemToArray(rows, table_json_row(ask, table_row(&bundle_table, &v->table.view.rows, i)));
	return json_send(request, response, root, error);
}

/* ---- the page ---- */

static bool may_count(const struct http_request *request, const struct bundle_view *v)
{
	return bundle_state(v->bundle) == BUNDLE_OPEN && !v->bundle->filling && web_actor(request)->role == ROLE_OFFICER;
}

static bool is_ticked(const struct bundle_view *v, int64_t id)
{
	for (size_t i = 0; i < v->ticked_count; i++) {
		if (v->ticked[i] == id)
			return true;
	}
	return false;
}

static void put_box(struct http_request *request, struct tmpl_dict *row, const struct bundle_view *v,
                    const struct bundle_item *item)
{
	if (!may_count(request, v))
		return;
	struct tmpl_dict *box = tmpl_add(row, "MISSING_BOX");
	tmpl_put(box, "SHEET_ID", web_id(request, item->sheet_id));
	if (is_ticked(v, item->sheet_id))
		tmpl_show(box, "MISSING_CHECKED");
}

static void put_item(struct http_request *request, struct tmpl_dict *dict, const struct bundle_view *v, size_t i)
{
	const struct bundle_item *item = item_of(v, i);
	const char *name = item->full_name == NULL ? message_text(MSG_NO_NAME) : item->full_name;
	struct tmpl_dict *row = tmpl_add(dict, "SHEET");

	tmpl_put(row, "SHEET_NO", web_id(request, (int64_t)i + 1));
	tmpl_put(row, "FULL_NAME", name);
	tmpl_put(row, "SHEET_URL", sheet_url(request, item->sheet_id, ""));
	tmpl_put(row, "BIRTH_DATE", web_iso_day(request, item->birth_date));
	tmpl_put(row, "PAPER_NO", item->paper_no);
	tmpl_put(row, "STATE", state_code(item->state));
	tmpl_put(row, "STATE_LABEL", state_label(item->state));
	tmpl_put(tmpl_add(row, item->outcome == OUTCOME_MISSING ? "SHEET_MISSING" : "SHEET_COUNTED"), "COUNTED_LABEL",
	         counted_label(item->outcome));
	put_box(request, row, v, item);
}

static void put_difference(struct tmpl_dict *section, const char *text)
{
	tmpl_put(tmpl_add(section, "DIFFERENCE"), "DIFFERENCE_TEXT", text);
}

/* What the hamlet counted and what is on the list. */
static const char *papers_told(struct http_request *request, const struct bundle *b)
{
	int64_t more = b->papers - b->sheets;
	const char *values[] = { web_count(request, b->papers), web_count(request, b->sheets),
		web_count(request, more < 0 ? -more : more) };

	if (b->papers == PAPERS_NOT_SAID || more == 0)
		return NULL;
	return message_fill_all(request, more > 0 ? MSG_PAPERS_MORE : MSG_PAPERS_FEWER, values, COUNT(values));
}

static void put_differences(struct http_request *request, struct tmpl_dict *dict, const struct bundle_view *v)
{
	const struct bundle *b = v->bundle;
	const char *papers = papers_told(request, b);

	if (papers == NULL && b->missing == 0 && b->extra == 0 && b->note == NULL)
		return;
	struct tmpl_dict *section = tmpl_add(dict, "DIFFERENCES");
	if (papers != NULL)
		put_difference(section, papers);
	for (size_t i = 0; i < v->table.view.rows.count; i++) {
		const struct bundle_item *item = item_of(v, i);
		if (item->outcome == OUTCOME_MISSING)
			put_difference(section, message_fill(request, MSG_DIFFERENCE_MISSING, item->full_name, item->paper_no));
	}
	if (b->extra > 0)
		put_difference(section, message_fill(request, MSG_DIFFERENCE_EXTRA, web_count(request, b->extra), NULL));
	if (b->note != NULL)
		put_difference(section, message_fill(request, MSG_DIFFERENCE_NOTE, web_masked(request, b->note), NULL));
}

static const char *typed(const struct http_request *request, const char *name)
{
	const char *text = params_text(&request->form, name);

	return text == NULL ? "" : text;
}

static void put_count(struct http_request *request, const struct page *page, const struct bundle_view *v)
{
	struct tmpl_dict *count = tmpl_add(page->content, "COUNT");
	bool of_count = v->refusal != NULL && strcmp(v->field, "count") == 0;

	tmpl_put(count, "COUNT_URL", arena_print(request->arena, "/bundles/%lld/confirm", (long long)v->bundle->id));
	tmpl_put_int(count, "LISTED", v->bundle->sheets);
	tmpl_put(count, "COUNT_VALUE", typed(request, "count"));
	tmpl_put(count, "EXTRA_VALUE", typed(request, "extra"));
	tmpl_put(count, "NOTE_VALUE", typed(request, "note"));
	put_section(count, "COUNT_ERROR", "COUNT_ERROR_TEXT", of_count ? v->refusal : NULL);
	web_tokens(count, page->csrf, page->form_token, 0);
	tmpl_show(page->content, "MISSING_HEAD");
}

static void put_refusal(struct tmpl_dict *dict, const struct bundle_view *v)
{
	if (v->refusal == NULL)
		return;
	struct tmpl_dict *summary = tmpl_add(dict, "ERROR_SUMMARY");
	tmpl_put(summary, "SUMMARY_HEADING", message_text(MSG_HEADING_422));
	tmpl_put(summary, "SUMMARY_FIELD", v->leads_to == NULL ? v->field : v->leads_to);
	tmpl_put(summary, "SUMMARY_TEXT", v->refusal);
}

/* Minutes that wait for the end of the time in which sending on is taken back. */
static void put_draft(struct http_request *request, struct tmpl_dict *dict, const struct bundle *b)
{
	int64_t ends = clock_from_iso(b->made_at) + UNDO_SECONDS;
	char at[CLOCK_TEXT];

	clock_to_iso(ends, at);
	bool over = clock_seconds(&web_app(request)->workflow.clock) > ends;
	put_section(dict, "OWN_DRAFT", "OWN_DRAFT_TEXT",
	            over ? message_text(MSG_BUNDLE_OWN_DRAFT)
	                 : message_fill(request, MSG_BUNDLE_OWN_DRAFT_UNTIL, web_time(request, at), NULL));
}

static void put_bundle(struct http_request *request, struct tmpl_dict *dict, const struct bundle_view *v)
{
	const struct bundle *b = v->bundle;
	const struct bundle_line line = bundle_line(request->arena, b);

	put_section(dict, "REPORT", "REPORT_URL",
	            b->area_id == 0 ? NULL : arena_print(request->arena, "/reports/count/%lld", (long long)b->area_id));
	tmpl_put(dict, "BUNDLE_URL", arena_print(request->arena, "/bundles/%lld", (long long)b->id));
	tmpl_put(dict, "BUNDLE_NUMBER", line.name);
	tmpl_put(dict, "BUNDLE_STATE", bundle_state_codes.texts[line.state]);
	tmpl_put(dict, "BUNDLE_STATE_LABEL", bundle_state_label(line.state));
	tmpl_put(dict, "BUNDLE_OF",
	         arena_print(request->arena, "%s, %s",
	                     b->minutes_id == 0 ? web_hamlet(b->area_name) : message_text(MSG_BUNDLE_OF_TEAM),
	                     b->campaign_code));
	if (b->minutes_id != 0)
		put_section(dict, "MET", "MINUTES_URL", thing_url(request, (struct thing){ THING_MINUTES, b->minutes_id }));
	tmpl_put(dict, "BUNDLE_BY", line.giver);
	tmpl_put(dict, "BUNDLE_AT", web_time(request, b->made_at));
	tmpl_put(dict, "BUNDLE_COUNT", web_count(request, b->sheets));
	if (b->papers != PAPERS_NOT_SAID)
		put_section(dict, "PAPERS", "PAPERS_COUNT", web_count(request, b->papers));
	put_section(dict, "FOR_LEADER", "MADE_BY", b->for_leader == NULL ? NULL : b->made_name);
	if (b->confirmed_at == NULL || line.state == BUNDLE_UNDONE)
		return;
	struct tmpl_dict *row = tmpl_add(dict, "CONFIRMED");
	tmpl_put(row, "CONFIRMED_BY", b->confirmed_name);
	tmpl_put(row, "CONFIRMED_AT", web_time(request, b->confirmed_at));
	tmpl_put(row, "CONFIRMED_COUNT", web_count(request, b->counted));
	if (v->draft)
		put_draft(request, dict, b);
}

static enum err show(struct http_request *request, struct http_response *response, struct bundle_view *v, int status,
                     struct error *error)
{
	const char *title = table_title(&v->table.view.ask);
	struct page page;
	enum err err = page_open(request, "handover/bundle.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	if (v->refusal != NULL)
		page_has_errors(&page, title);
	if (v->resumed)
		page_flash(&page, "info", message_text(MSG_RESUMED));
	put_bundle(request, page.content, v);
	road_put_many(request, page.content, MSG_ROAD_OF_BUNDLE, &v->road);
	put_refusal(page.content, v);
	put_differences(request, page.content, v);
	if (may_count(request, v))
		put_count(request, &page, v);
	if (v->bundle->filling)
		tmpl_show(page.content, "FILLING");
	if (v->may_undo)
		act_put_undo(request, page.content, page.csrf, v->bundle->act_id);
	for (size_t i = 0; i < v->table.view.rows.count; i++)
		put_item(request, page.content, v, i);
	return page_send(&page, response, status, error);
}

enum err page_bundle(struct http_request *request, struct http_response *response, struct error *error)
{
	struct bundle_view view = { .resumed = false };

	if (paper_is_file(request))
		return page_paper(request, response, error);
	enum err err = open_view(request, &view, error);

	if (err != ERR_OK)
		return err;
	if (strcmp(request->suffix, "json") == 0)
		return send_json(request, response, &view, error);
	if (table_is_file(request))
		return table_send(request, response, &view.table, error);
	return show(request, response, &view, 200, error);
}

/* ---- counting ---- */

/* The first box of the list that is ticked, or is not. */
static const char *box_of(struct http_request *request, const struct bundle_view *v, bool ticked)
{
	size_t i = 0;

	while (i < v->table.view.rows.count && is_ticked(v, item_of(v, i)->sheet_id) != ticked)
		i++;
	if (i == v->table.view.rows.count)
		return "missing";
	return arena_print(request->arena, "missing-%lld", (long long)item_of(v, i)->sheet_id);
}

/* How the number of papers differs from the list, and where that is put right. */
static void tell_count(struct http_request *request, struct bundle_view *v)
{
	const struct params *form = &request->form;
	int64_t counted = 0, extra = 0;

	params_int(form, "count", 0, COUNT_MAX, &counted);
	params_int(form, "extra", 0, COUNT_MAX, &extra);
	int64_t missing = v->bundle->sheets + extra - counted, ticked = (int64_t)v->ticked_count;
	const char *values[] = { web_count(request, v->bundle->sheets), web_count(request, counted),
		web_count(request, missing < 0 ? -missing : missing), web_count(request, ticked) };
	enum message message = missing < 0 ? MSG_BUNDLE_OVER : missing > ticked ? MSG_BUNDLE_SHORT : MSG_BUNDLE_TICKED;

	v->refusal = message_fill_all(request, message, values, COUNT(values));
	v->leads_to = missing < 0 ? "extra" : box_of(request, v, missing < ticked);
}

/* Where a refusal belongs on the page; elsewhere the list. */
static const struct { enum message message; const char *field; } places[] = {
	{ MSG_BATCH_NEED_COUNT, "count" },
	{ MSG_COUNT_NO_NUMBER, "count" },
	{ MSG_BATCH_COUNT, "count" },
	{ MSG_BUNDLE_EXTRA_NUMBER, "extra" },
	{ MSG_REASON_TOO_LONG, "note" },
};

static const char *place_of(const char *refusal)
{
	for (size_t i = 0; i < COUNT(places); i++) {
		if (refusal == message_text(places[i].message))
			return places[i].field;
	}
	return "missing";
}

/* 422 and 409 show the page again with what was typed; other errors go up. */
static enum err show_refused(struct http_request *request, struct http_response *response, const int64_t *ticked,
                             size_t count, enum err err, struct error *error)
{
	struct bundle_view view = { .ticked = ticked, .ticked_count = count };
	int status = (int)err;
	bool of_count = error->message == message_text(MSG_BATCH_COUNT);

	if (err != ERR_CONFLICT && err != ERR_UNPROCESSABLE)
		return err;
	view.refusal = error->message == NULL ? message_text(MSG_CONFLICT) : error->message;
	view.field = place_of(view.refusal);
	err = open_view(request, &view, error);
	if (err != ERR_OK)
		return err;
	if (of_count && may_count(request, &view))
		tell_count(request, &view);
	else if (!may_count(request, &view))
		view.field = "missing";
	return show(request, response, &view, status, error);
}

enum err resume_count(struct http_request *request, struct http_response *response, const char *next,
                      struct error *error)
{
	struct bundle_view view = { .resumed = true };
	int64_t *missing = NULL;
	long long id = 0;
	char more;

	if (sscanf(next, "/bundles/%18lld%c", &id, &more) != 1)
		return error_set(error, ERR_NOT_FOUND, NULL, "no form to resume");
	request->ids[0] = id;
	if (params_ids(request->arena, &request->form, "missing", &missing, &view.ticked_count) == PARAM_BAD)
		view.ticked_count = 0;
	view.ticked = missing;
	enum err err = open_view(request, &view, error);
	if (err != ERR_OK)
		return err;
	if (!may_count(request, &view))
		return error_set(error, ERR_CONFLICT, message_text(MSG_BUNDLE_CONFIRMED), "bundle %lld is confirmed", id);
	return show(request, response, &view, 200, error);
}

static enum err read_count(struct http_request *request, struct count_request *r, struct error *error)
{
	const struct params *form = &request->form;
	const char *note = params_filled(form, "note");
	int64_t *missing = NULL;

	r->counted = r->extra = -1;
	r->note = web_cleaned(request, note);
	if (params_ids(request->arena, form, "missing", &missing, &r->missing_count) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad ids of missing sheets");
	r->missing = missing;
	if (params_int(form, "count", 0, COUNT_MAX, &r->counted) == PARAM_BAD)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_COUNT_NO_NUMBER), "count is no number");
	if (params_int(form, "extra", 0, COUNT_MAX, &r->extra) == PARAM_BAD)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_BUNDLE_EXTRA_NUMBER), "extra is no number");
	return ERR_OK;
}

enum err post_bundle_confirm(struct http_request *request, struct http_response *response, struct error *error)
{
	struct count_request r = { .head = web_head(request), .bundle_id = request->ids[0] };
	enum err err = read_count(request, &r, error);

	if (err == ERR_OK)
		err = workflow_count_bundle(&r, error);
	if (err != ERR_OK)
		return show_refused(request, response, r.missing, r.missing_count, err, error);
	paper_make_files(request, &bundle_paper);
	web_note(request, response, NOTE_BUNDLE_COUNTED);
	http_redirect(response, thing_url(request, r.head.made));
	return ERR_OK;
}
