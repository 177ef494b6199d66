/* One file that was sent to be imported. */
#include "base/json.h"
#include "base/memory.h"
#include "report/import/import_job.h"
#include "store/import/upload.h"
#include "text/messages.h"
#include "web/file/import_state.h"
#include "web/file/imports.h"
#include "web/frame/answer_json.h"
#include "web/frame/note.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "workflow/access.h"
#include "workflow/import/cell.h"
#include "workflow/long/job_order.h"

struct import_view {
	struct upload upload;
	enum import_state state;
	const struct importer *importer;
	struct upload_fault *faults;
	size_t fault_count;
	struct job job;                 /* the last of its jobs; id 0: none */
	cJSON *look;
};

static enum err read_import(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct import_view *v = arg;
	enum err err = upload_load(db, request->arena, web_actor(request), request->ids[0], &v->upload, error);

	if (err != ERR_OK)
		return err;
	v->state = import_state_of(&v->upload);
	v->importer = importer_find(v->upload.kind);
	int64_t job = v->upload.job_id != 0 ? v->upload.job_id : v->upload.trial_job_id;
	if (job != 0)
		err = job_by_id_any(db, request->arena, job, &v->job, error);
	return err == ERR_OK ? upload_faults_any(db, request->arena, v->upload.id, &v->faults, &v->fault_count, error)
	                     : err;
}

static const char *url_of(struct http_request *request, const struct import_view *v, const char *page)
{
	return arena_print(request->arena, "%s%s", thing_url(request, (struct thing){ THING_UPLOAD, v->upload.id }), page);
}

static bool is_working(const struct import_view *v)
{
	return v->state == IMPORT_TRYING || v->state == IMPORT_RUNNING;
}

static bool is_undecided(const struct import_view *v)
{
	return v->state == IMPORT_TRIED || v->state == IMPORT_REFUSED || v->state == IMPORT_WAITING;
}

/* ---- the page ---- */

static void put_progress(struct http_request *request, struct tmpl_dict *dict, const struct import_view *v)
{
	const struct job *job = &v->job;
	struct tmpl_dict *section = is_working(v) ? tmpl_add(dict, "WORKING") : NULL;

	if (section == NULL)
		return;
	int64_t most = job->total == 0 ? 1 : job->total, done = job->done > most ? most : job->done;
	tmpl_put(section, "WORKING_URL", url_of(request, v, ""));
	tmpl_put_int(section, "BAR_MOST", most);
	tmpl_put_int(section, "BAR_DONE", done);
	tmpl_put(section, "PERCENT", web_percent(request, done, most));
}

static void put_counts(struct http_request *request, struct tmpl_dict *dict, const struct import_view *v)
{
	const struct import_counts *c = &v->upload.counts;
	bool real = v->upload.job_id != 0;

	if (is_working(v) || v->state == IMPORT_REFUSED || v->state == IMPORT_WAITING || v->state == IMPORT_CANCELLED)
		return;
	struct tmpl_dict *section = tmpl_add(dict, "COUNTS");
	tmpl_show(section, real ? "DID" : "WOULD");
	tmpl_put(section, "READ", web_count(request, c->read));
	tmpl_put(section, "NEW", web_count(request, c->new));
	tmpl_put(section, "CHANGED", web_count(request, c->changed));
	tmpl_put(section, "SAME", web_count(request, c->same));
	tmpl_put(section, "REJECTED", web_count(request, c->rejected));
	if (v->job.result.file != NULL)
		tmpl_put(tmpl_add(section, "REJECTS"), "REJECTS_URL", url_of(request, v, "/rejects.xlsx"));
}

static void put_faults(struct http_request *request, struct tmpl_dict *dict, const struct import_view *v)
{
	if (v->fault_count == 0 || v->state == IMPORT_CANCELLED || is_working(v))
		return;
	struct tmpl_dict *section = tmpl_add(dict, "FAULTS");
	for (size_t i = 0; i < v->fault_count; i++) {
		struct tmpl_dict *row = tmpl_add(section, "FAULT");
		tmpl_put(row, "FAULT_CELL", v->faults[i].cell);
		tmpl_put(row, "FAULT_LABEL",
		         v->faults[i].label == NULL ? message_text(MSG_IMPORT_WHOLE_ROW) : v->faults[i].label);
		tmpl_put(row, "FAULT_SAID", v->faults[i].said);
	}
	tmpl_put(section, "FAULTS_SHOWN", web_count(request, (int64_t)v->fault_count));
}

static void put_sample(struct tmpl_dict *row, const cJSON *samples)
{
	const cJSON *one;

	cJSON_ArrayForEach(one, samples) {
		tmpl_put(tmpl_add(row, "SAMPLE"), "SAMPLE_TEXT", cJSON_GetStringValue(one));
	}
}

static void put_columns(struct tmpl_dict *dict, const struct import_view *v)
{
	const cJSON *column, *columns = json_member(v->look, "columns");
	const char *sheet = json_text(v->look, "sheet"), *hidden = json_text(v->look, "hidden");
	int64_t head = 0;

	if (cJSON_GetArraySize(columns) == 0 || v->state == IMPORT_CANCELLED)
		return;
	struct tmpl_dict *section = tmpl_add(dict, "LOOK");
	json_integer(json_member(v->look, "head"), &head);
	put_section(section, "LOOK_SHEET", "SHEET_NAME", sheet == NULL || sheet[0] == '\0' ? NULL : sheet);
	put_section(section, "LOOK_HIDDEN", "HIDDEN_NAMES", hidden == NULL || hidden[0] == '\0' ? NULL : hidden);
	tmpl_put_int(section, "HEAD_ROW", head);
	cJSON_ArrayForEach(column, columns) {
		struct tmpl_dict *row = tmpl_add(section, "COLUMN");
		tmpl_put(row, "COLUMN_PLACE", json_text(column, "place"));
		tmpl_put(row, "COLUMN_HEAD", json_text(column, "head"));
		tmpl_put(row, "COLUMN_LABEL", json_text(column, "label"));
		put_section(row, "COLUMN_FONT", "FONT_NAME", json_text(column, "font"));
		put_sample(row, json_member(column, "samples"));
	}
}

/* Another sheet, an old font. */
static void put_choices(struct http_request *request, struct page *page, const struct import_view *v)
{
	static const char *const maps[] = { "tcvn3", "vni" };
	const cJSON *one, *sheets = json_member(v->look, "sheets");
	struct tmpl_dict *form = is_undecided(v) ? tmpl_add(page->content, "CHOOSE") : NULL;
	const char *chosen = json_text(v->look, "sheet");

	if (form == NULL)
		return;
	web_tokens(form, page->csrf, NULL, 0);
	tmpl_put(form, "CHOOSE_URL", url_of(request, v, ""));
	tmpl_put(form, "CHOSEN_AREA", v->upload.area);
	tmpl_put(form, "CHOSEN_DAY", v->upload.day == NULL ? "" : web_day(request, v->upload.day));
	bool known = cJSON_GetArraySize(sheets) > 0;
	struct tmpl_dict *list = known ? tmpl_add(form, "SHEET_LIST") : NULL;
	if (!known)
		tmpl_put(tmpl_add(form, "SHEET_TYPED"), "SHEET_NOW", v->upload.sheet);
	cJSON_ArrayForEach(one, sheets) {
		struct tmpl_dict *row = tmpl_add(list, "SHEET");
		const char *name = cJSON_GetStringValue(one);
		tmpl_put(row, "SHEET_CHOICE", name);
		if (name != NULL && chosen != NULL && strcmp(name, chosen) == 0)
			tmpl_show(row, "SHEET_CHOSEN");
	}
	for (size_t i = 0; i < COUNT(maps); i++) {
		struct tmpl_dict *row = tmpl_add(form, "MAP");
		tmpl_put(row, "MAP_CODE", maps[i]);
		tmpl_put(row, "MAP_NAME", cell_font_name(i == 0 ? LEGACY_TCVN3 : LEGACY_VNI));
		if (v->upload.map != NULL && strcmp(v->upload.map, maps[i]) == 0)
			tmpl_show(row, "MAP_CHOSEN");
	}
}

static void put_ways(struct http_request *request, struct page *page, const struct import_view *v)
{
	bool any = v->upload.counts.new + v->upload.counts.changed > 0;

	if (v->state == IMPORT_TRIED && any) {
		struct tmpl_dict *form = tmpl_add(page->content, "CONFIRM");
		web_tokens(form, page->csrf, web_form_token(request), 0);
		tmpl_put(form, "CONFIRM_URL", url_of(request, v, "/confirm"));
		tmpl_put(form, "CONFIRM_TRIAL", web_id(request, v->upload.trial_job_id));
		tmpl_put(form, "CONFIRM_ROWS", web_count(request, v->upload.counts.new + v->upload.counts.changed));
	}
	if (v->state == IMPORT_TRIED && !any)
		tmpl_show(page->content, "NOTHING");
	if (is_undecided(v)) {
		struct tmpl_dict *form = tmpl_add(page->content, "CANCEL");
		web_tokens(form, page->csrf, web_form_token(request), 0);
		tmpl_put(form, "CANCEL_URL", url_of(request, v, "/cancel"));
	}
	if (v->state == IMPORT_BROKE)
		put_section(page->content, "BROKE", "JOB_URL", thing_url(request, (struct thing){ THING_JOB, v->job.id }));
}

static enum err show(struct http_request *request, struct http_response *response, struct import_view *v, int status,
                     const char *trouble, struct error *error)
{
	const char *kind = v->importer == NULL ? v->upload.kind : message_text(v->importer->title);
	const char *title = message_fill(request, MSG_TITLE_IMPORT, kind, v->upload.file_name);
	struct page page;
	enum err err = page_open(request, "file/import.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	page.address = url_of(request, v, "");
	v->look = v->upload.look == NULL ? NULL : json_parse(v->upload.look, strlen(v->upload.look));
	tmpl_put(page.content, "HEADING", title);
	tmpl_put(page.content, "SENT_AT", web_time(request, v->upload.made_at));
	tmpl_put(page.content, "STATE", message_text(import_state_label(v->state)));
	put_section(page.content, "PROBLEM", "PROBLEM_TEXT", is_working(v) ? NULL : v->job.problem);
	if (trouble != NULL) {
		page_has_errors(&page, title);
		tmpl_put(tmpl_add(page.content, "ERROR"), "ERROR_TEXT", trouble);
	}
	put_progress(request, page.content, v);
	put_counts(request, page.content, v);
	put_faults(request, page.content, v);
	put_columns(page.content, v);
	put_choices(request, &page, v);
	put_ways(request, &page, v);
	err = page_send(&page, response, status, error);
	cJSON_Delete(v->look);
	return err;
}

/* ---- JSON ---- */

static enum err send_json(struct http_request *request, struct http_response *response, const struct import_view *v,
                          struct error *error)
{
	const struct import_counts *c = &v->upload.counts;
	cJSON *root = cJSON_CreateObject();

	json_put_int(root, "id", v->upload.id);
	json_put_text(root, "kind", v->upload.kind);
	json_put_text(root, "file", v->upload.file_name);
	json_put_text(root, "state", is_working(v) ? "running" : import_state_code(v->state));
	json_put_int(root, "done", v->job.done);
	json_put_int(root, "of", v->job.total);
	json_put_int(root, "read", c->read);
	json_put_int(root, "new", c->new);
	json_put_int(root, "changed", c->changed);
	json_put_int(root, "same", c->same);
	json_put_int(root, "rejected", c->rejected);
	json_put_text(root, "problem", is_working(v) ? NULL : v->job.problem);
	return json_send(request, response, root, error);
}

enum err page_import(struct http_request *request, struct http_response *response, struct error *error)
{
	struct import_view v = { .look = NULL };
	enum err err = web_read(request, read_import, &v, error);

	if (err != ERR_OK)
		return err;
	return strcmp(request->suffix, "json") == 0 ? send_json(request, response, &v, error)
	                                           : show(request, response, &v, 200, NULL, error);
}

/* ---- what was rejected ---- */

enum err page_import_rejects(struct http_request *request, struct http_response *response, struct error *error)
{
	struct import_view v = { .look = NULL };
	int fd = -1;
	enum err err = web_read(request, read_import, &v, error);

	if (err == ERR_OK && (strcmp(request->suffix, "xlsx") != 0 || v.job.id == 0))
		err = error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "rejects are a workbook");
	if (err == ERR_OK)
		err = jobs_open_result(web_app(request)->jobs, &v.job, &fd, error);
	if (err != ERR_OK)
		return err;
	http_send_file(response, fd, v.job.result.bytes);
	response->content_type = v.job.result.type;
	http_attach(response, request->arena, v.job.result.name);
	const char *what = arena_print(request->arena, "/imports/%lld/rejects.xlsx", (long long)v.upload.id);
	return workflow_log_result(&web_app(request)->workflow, web_actor(request), what, error);
}

/* ---- what is done with it ---- */

static enum err show_again(struct http_request *request, struct http_response *response, enum err status,
                           const struct error *why, struct error *error)
{
	struct import_view v = { .look = NULL };

	if ((status != ERR_UNPROCESSABLE && status != ERR_CONFLICT) || why->message == NULL) {
		*error = *why;
		return status;
	}
	enum err err = web_read(request, read_import, &v, error);
	return err == ERR_OK ? show(request, response, &v, (int)status, why->message, error) : err;
}

static enum err begin(struct http_request *request, bool tried, bool *repeated, struct error *error)
{
	struct job_order order = { .head = web_head(request), .jobs = web_app(request)->jobs, .kind = UPLOAD_KIND,
		.parameters = upload_parameters(request->arena, request->ids[0], tried) };

	if (tried)
		order.head.form_token = NULL;
	enum err err = job_begin(&order, error);
	*repeated = order.head.repeated;
	return err;
}

static enum err go_back(struct http_request *request, struct http_response *response)
{
	http_redirect(response, thing_url(request, (struct thing){ THING_UPLOAD, request->ids[0] }));
	return ERR_OK;
}

enum err post_import(struct http_request *request, struct http_response *response, struct error *error)
{
	struct upload_order order = { .head = web_head(request), .upload = { .id = request->ids[0] } };
	const char *day = params_filled(&request->form, "on"), *map = params_filled(&request->form, "map");
	char *iso = arena_alloc(request->arena, DATE_TEXT);
	struct error why = { 0 };
	struct date date;
	bool repeated;
	enum err err = ERR_OK;

	order.head.form_token = NULL;
	order.upload.sheet = params_filled(&request->form, "sheet");
	order.upload.area = params_filled(&request->form, "area");
	order.upload.map = map != NULL && (strcmp(map, "tcvn3") == 0 || strcmp(map, "vni") == 0) ? map : NULL;
	if (day != NULL && date_from_typed(day, false, &date)) {
		date_to_iso(date, iso);
		order.upload.day = iso;
	} else if (day != NULL) {
		err = error_set(&why, ERR_UNPROCESSABLE, message_text(MSG_INPUT_NO_DAY), "no day");
	}
	if (err == ERR_OK)
		err = upload_choose(&order, &why);
	if (err == ERR_OK)
		err = begin(request, true, &repeated, &why);
	return err == ERR_OK ? go_back(request, response) : show_again(request, response, err, &why, error);
}

/* What is confirmed is the trial that was seen: another tab may have had the file read in another way since. */
static enum err judge_trial(struct http_request *request, struct error *error)
{
	struct import_view v = { .look = NULL };
	int64_t seen = 0;

	if (params_filled(&request->form, "trial") == NULL)
		return ERR_OK;
	params_int(&request->form, "trial", 1, INT64_MAX, &seen);
	enum err err = web_read(request, read_import, &v, error);
	if (err != ERR_OK || v.upload.trial_job_id == seen)
		return err;
	return error_set(error, ERR_CONFLICT, message_text(MSG_IMPORT_OTHER_TRIAL), "trial %lld was seen, %lld is the last",
	                 (long long)seen, (long long)v.upload.trial_job_id);
}

enum err post_import_confirm(struct http_request *request, struct http_response *response, struct error *error)
{
	struct error why = { 0 };
	bool repeated = false;
	enum err err = judge_trial(request, &why);

	if (err == ERR_OK)
		err = begin(request, false, &repeated, &why);
	if (err != ERR_OK)
		return show_again(request, response, err, &why, error);
	if (!repeated)
		web_note(request, response, NOTE_IMPORT_BEGUN);
	return go_back(request, response);
}

enum err post_import_cancel(struct http_request *request, struct http_response *response, struct error *error)
{
	struct upload_order order = { .head = web_head(request), .upload = { .id = request->ids[0] } };
	struct error why = { 0 };
	enum err err = upload_cancel(&order, &why);

	if (err != ERR_OK)
		return show_again(request, response, err, &why, error);
	if (!order.head.repeated) {
		import_drop_file(web_app(request)->imports, order.upload.file);
		web_note(request, response, NOTE_IMPORT_CANCELLED);
	}
	return go_back(request, response);
}
