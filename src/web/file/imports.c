#include "web/file/imports.h"

#include "base/hash.h"
#include "base/memory.h"
#include "report/import/import_job.h"
#include "store/campaign/campaign.h"
#include "store/import/upload.h"
#include "text/messages.h"
#include "web/file/import_state.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/tokens.h"
#include "web/frame/url.h"
#include "workflow/long/job_order.h"

enum { SHOWN = 50, NAME_MOST = 120 };

/* What the form offers, and what was chosen in it. */
struct imports {
	struct upload *uploads;
	size_t count;
	struct campaign *campaigns;
	size_t campaign_count;
	struct area *hamlets;
	size_t hamlet_count;
	struct upload_order order;
	const char *trouble;
	const char *typed_day;
};

static enum err read_imports(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct imports *v = arg;
	const struct actor *actor = web_actor(request);
	char today[DATE_TEXT];
	enum err err = upload_list(db, request->arena, actor, SHOWN, &v->uploads, &v->count, error);

	date_to_iso(clock_today(&web_app(request)->workflow.clock), today);
	if (err == ERR_OK)
		err = campaign_list(db, request->arena, actor, &v->campaigns, &v->campaign_count, error);
	if (err != ERR_OK || actor->role == ROLE_ADMIN)
		return err;
	return area_hamlets(db, request->arena, actor, today, NULL, &v->hamlets, &v->hamlet_count, error);
}

/* ---- the page ---- */

static bool may(struct http_request *request, const struct importer *importer)
{
	return (importer->roles & ROLE_BIT(web_actor(request)->role)) != 0;
}

static void put_kinds(struct http_request *request, struct tmpl_dict *dict, const struct imports *v)
{
	size_t count;
	const struct importer *all = importers(&count);

	for (size_t i = 0; i < count; i++) {
		if (!may(request, &all[i]))
			continue;
		struct tmpl_dict *row = tmpl_add(dict, "KIND");
		tmpl_put(row, "KIND_CODE", all[i].code);
		tmpl_put(row, "KIND_NAME", message_text(all[i].title));
		if (v->order.upload.kind != NULL && strcmp(v->order.upload.kind, all[i].code) == 0)
			tmpl_show(row, "KIND_CHOSEN");
	}
}

static void put_campaigns(struct http_request *request, struct tmpl_dict *dict, const struct imports *v)
{
	struct tmpl_dict *section = v->campaign_count == 0 || web_actor(request)->role == ROLE_ADMIN
	                                ? NULL : tmpl_add(dict, "CAMPAIGNS");

	for (size_t i = 0; section != NULL && i < v->campaign_count; i++) {
		struct tmpl_dict *row = tmpl_add(section, "CAMPAIGN");
		tmpl_put(row, "CAMPAIGN_ID", web_id(request, v->campaigns[i].id));
		tmpl_put(row, "CAMPAIGN_NAME", v->campaigns[i].name);
		if (v->order.upload.campaign_id == v->campaigns[i].id)
			tmpl_show(row, "CAMPAIGN_CHOSEN");
	}
}

static void put_hamlets(struct tmpl_dict *dict, const struct imports *v)
{
	struct tmpl_dict *section = v->hamlet_count == 0 ? NULL : tmpl_add(dict, "HAMLETS");

	for (size_t i = 0; section != NULL && i < v->hamlet_count; i++) {
		struct tmpl_dict *row = tmpl_add(section, "HAMLET");
		tmpl_put(row, "HAMLET_CODE", v->hamlets[i].code);
		tmpl_put(row, "HAMLET_NAME", v->hamlets[i].full_name);
		if (v->order.upload.area != NULL && strcmp(v->order.upload.area, v->hamlets[i].code) == 0)
			tmpl_show(row, "HAMLET_CHOSEN");
	}
}

static void put_uploads(struct http_request *request, struct tmpl_dict *dict, const struct imports *v)
{
	struct tmpl_dict *list = v->count == 0 ? NULL : tmpl_add(dict, "LIST");

	if (list == NULL)
		tmpl_show(dict, "NONE");
	for (size_t i = 0; i < v->count; i++) {
		const struct upload *u = &v->uploads[i];
		const struct importer *importer = importer_find(u->kind);
		struct tmpl_dict *row = tmpl_add(list, "UPLOAD");
		tmpl_put(row, "UPLOAD_URL", thing_url(request, (struct thing){ THING_UPLOAD, u->id }));
		tmpl_put(row, "UPLOAD_FILE", u->file_name);
		tmpl_put(row, "UPLOAD_KIND", importer == NULL ? u->kind : message_text(importer->title));
		tmpl_put(row, "UPLOAD_AT", web_time(request, u->made_at));
		tmpl_put(row, "UPLOAD_STATE", message_text(import_state_label(import_state_of(u))));
		tmpl_put(row, "UPLOAD_NEW", web_count(request, u->counts.new + u->counts.changed));
		tmpl_put(row, "UPLOAD_REJECTED", web_count(request, u->counts.rejected));
	}
}

static enum err show(struct http_request *request, struct http_response *response, struct imports *v, int status,
                     struct error *error)
{
	const char *title = message_text(MSG_TITLE_IMPORTS);
	struct page page;
	enum err err = web_read(request, read_imports, v, error);

	if (err == ERR_OK)
		err = page_open(request, "file/imports.html", title, &page, error);
	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", title);
	web_tokens(page.content, page.csrf, NULL, 0);
	tmpl_put_int(page.content, "LIMIT", IMPORT_BODY >> 20);
	if (web_may_open(request, "/employers"))
		tmpl_show(page.content, "EMPLOYERS");
	tmpl_put(page.content, "DAY", v->typed_day);
	put_kinds(request, page.content, v);
	put_campaigns(request, page.content, v);
	put_hamlets(page.content, v);
	put_uploads(request, page.content, v);
	if (v->trouble != NULL) {
		page_has_errors(&page, title);
		tmpl_put(tmpl_add(page.content, "ERROR"), "ERROR_TEXT", v->trouble);
	}
	return page_send(&page, response, status, error);
}

enum err page_imports(struct http_request *request, struct http_response *response, struct error *error)
{
	struct imports v = { .count = 0 };

	return show(request, response, &v, 200, error);
}

enum err import_too_large(struct http_request *request, struct http_response *response, struct error *error)
{
	struct imports v = { .trouble = message_fill(request, MSG_IMPORT_LARGE,
		                                         arena_print(request->arena, "%d", IMPORT_BODY >> 20), NULL) };

	return show(request, response, &v, ERR_TOO_LARGE, error);
}

/* ---- sending one ---- */

static const char *file_name(struct http_request *request, const struct http_file *file)
{
	const char *name = web_cleaned(request, file->file_name);
	size_t length = name == NULL ? 0 : strlen(name);

	if (length == 0)
		return message_text(MSG_IMPORT_UNNAMED);
	const char *tail = length <= NAME_MOST ? name : name + length - NAME_MOST;
	while ((*tail & 0xc0) == 0x80)
		tail++;
	return tail;
}

/* What is missing, or 0. */
static enum message read_order(struct http_request *request, struct imports *v)
{
	const struct http_file *file = request->files.count > 0 ? &request->files.items[0] : NULL;
	struct upload *u = &v->order.upload;
	char *hash = arena_alloc(request->arena, HASH_TEXT), *iso = arena_alloc(request->arena, DATE_TEXT);
	struct date day;

	v->order.head = web_head(request);
	u->kind = params_filled(&request->form, "kind");
	u->area = params_filled(&request->form, "area");
	u->whole = params_filled(&request->form, "whole") != NULL;
	v->typed_day = params_filled(&request->form, "on");
	params_int(&request->form, "campaign_id", 1, INT64_MAX, &u->campaign_id);
	if (u->kind == NULL || importer_find(u->kind) == NULL)
		return MSG_IMPORT_NO_KIND;
	if (v->typed_day != NULL && !date_from_typed(v->typed_day, false, &day))
		return MSG_INPUT_NO_DAY;
	if (v->typed_day != NULL) {
		date_to_iso(day, iso);
		u->day = iso;
	}
	if (file == NULL || file->size == 0)
		return MSG_IMPORT_NO_FILE;
	hash_text(file->data, file->size, hash);
	u->file_hash = hash;
	u->file_name = file_name(request, file);
	return 0;
}

/* Where one campaign alone can be meant, it is. */
static enum err choose_campaign(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct imports *v = arg;
	struct upload *u = &v->order.upload;
	struct campaign *campaigns;
	size_t count;
	enum err err = campaign_list(db, request->arena, web_actor(request), &campaigns, &count, error);

	if (err == ERR_OK && u->campaign_id == 0 && count == 1)
		u->campaign_id = campaigns[0].id;
	return err;
}

static enum err begin_trial(struct http_request *request, const struct upload *upload, struct error *error)
{
	struct job_order order = { .head = web_head(request), .jobs = web_app(request)->jobs, .kind = UPLOAD_KIND,
		.parameters = upload_parameters(request->arena, upload->id, true) };

	order.head.form_token = NULL;
	return job_begin(&order, error);
}

/* Kept, remembered, and tried. */
static enum err send(struct http_request *request, struct imports *v, struct error *error)
{
	const struct http_file *file = &request->files.items[0];
	const char *folder = web_app(request)->imports;
	enum err err = web_read(request, choose_campaign, v, error);

	if (err == ERR_OK)
		err = import_keep_file(request->arena, folder, file->data, file->size, &v->order.upload.file, error);
	if (err != ERR_OK)
		return err;
	const char *kept = v->order.upload.file;
	err = upload_make(&v->order, error);
	if (err != ERR_OK || v->order.head.repeated)
		import_drop_file(folder, kept);
	return err == ERR_OK && !v->order.head.repeated ? begin_trial(request, &v->order.upload, error) : err;
}

enum err post_imports(struct http_request *request, struct http_response *response, struct error *error)
{
	struct imports v = { .count = 0 };
	struct error why = { 0 };
	enum message missing = read_order(request, &v);

	if (missing != 0) {
		v.trouble = message_text(missing);
		return show(request, response, &v, ERR_UNPROCESSABLE, error);
	}
	enum err err = send(request, &v, &why);
	if (err == ERR_UNPROCESSABLE && why.message != NULL) {
		v.trouble = why.message;
		return show(request, response, &v, ERR_UNPROCESSABLE, error);
	}
	if (err != ERR_OK) {
		*error = why;
		return err;
	}
	http_redirect(response, thing_url(request, v.order.head.made));
	return ERR_OK;
}
