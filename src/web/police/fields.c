#include "web/police/fields.h"

#include "base/memory.h"
#include "base/json.h"
#include "store/admin/setting.h"
#include "workflow/admin/admin.h"
#include "web/frame/answer_json.h"
#include "web/frame/note.h"
#include "web/frame/noted.h"
#include "web/frame/page.h"
#include "web/frame/text.h"
#include "web/part/shown.h"

enum { NAMES_LIMIT = 4096, PLACE_MAX = 999 };

/* ---- what is kept ---- */

/* Codes follow from texts; what stands beside the paper is not the police's, but where somebody lives. */
static bool is_offered(const struct field *field)
{
	return field->type != FIELD_CODE && (!field->beside || field->type == FIELD_AREA);
}

static const char *setting_of(struct http_request *request, enum police_choice choice)
{
	const struct actor *actor = web_actor(request);
	bool own = choice == FIELDS_OF_USER;

	if (!own && actor->commune_id == 0)
		return NULL;
	return arena_print(request->arena, "police.fields.%s.%lld", own ? "user" : "commune",
	                   (long long)(own ? actor->user_id : actor->commune_id));
}

static void add(struct police_fields *out, const struct form *form, const char *name)
{
	int at = form_find(form, name);

	if (at >= 0 && is_offered(&form->fields[at]) && out->count < form->field_count)
		out->items[out->count++] = &form->fields[at];
}

static void add_names(struct police_fields *out, struct http_request *request, const char *names)
{
	while (*names != '\0') {
		size_t length = strcspn(names, " ");
		add(out, web_app(request)->form, arena_text_n(request->arena, names, length));
		names += length + (names[length] == ' ');
	}
}

static struct police_fields no_fields(struct http_request *request)
{
	size_t most = web_app(request)->form->field_count;

	return (struct police_fields){ .items = arena_array(request->arena, most + 1, sizeof(struct field *)) };
}

void police_fields_read(struct db *db, struct http_request *request, struct police_fields *out)
{
	const struct form *form = web_app(request)->form;

	*out = no_fields(request);
	for (int choice = FIELDS_OF_USER; choice > FIELDS_OF_PAPER && out->count == 0; choice--) {
		const char *setting = setting_of(request, (enum police_choice)choice);
		const char *names = setting == NULL ? NULL : setting_get(db, request->arena, setting);
		out->choice = (enum police_choice)choice;
		if (names != NULL)
			add_names(out, request, names);
	}
	if (out->count > 0)
		return;
	out->choice = FIELDS_OF_PAPER;
	for (size_t i = 0; i < form->field_count; i++)
		add(out, form, form->fields[i].name);
}

/* ---- what was posted ---- */

struct placed { int64_t place; const struct field *field; };

static int by_place(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	return x->field < y->field ? -1 : 1;
}

/* NULL, or why it is none. */
static const char *read_posted(struct http_request *request, struct police_fields *out)
{
	const struct form *form = web_app(request)->form;
	struct placed *placed = arena_array(request->arena, form->field_count + 1, sizeof *placed);
	size_t count = 0;
	bool bad = false;

	*out = no_fields(request);
	for (size_t i = 0; i < form->field_count; i++) {
		const struct field *field = &form->fields[i];
		const char *name = arena_print(request->arena, "order_%s", field->name);
		int64_t place = 0;
		if (!is_offered(field))
			continue;
		bad |= params_int(&request->form, name, 1, PLACE_MAX, &place) == PARAM_BAD;
		if (place > 0)
			placed[count++] = (struct placed){ place, field };
	}
	qsort(placed, count, sizeof *placed, by_place);
	for (size_t i = 0; i < count; i++)
		out->items[out->count++] = placed[i].field;
	if (bad)
		return message_text(MSG_FIELDS_BAD);
	return count == 0 ? message_text(MSG_FIELDS_NONE) : NULL;
}

static const char *names_of(struct http_request *request, const struct police_fields *fields)
{
	struct buf names;

	buf_init(&names, request->arena, NAMES_LIMIT);
	for (size_t i = 0; i < fields->count; i++)
		buf_print(&names, "%s%s", i == 0 ? "" : " ", fields->items[i]->name);
	return names.data;
}

/* ---- the page ---- */

struct fields_view {
	struct police_fields fields;
	bool posted;                    /* they were: only shown, or refused */
	bool typed;                     /* what was typed is shown again */
	const char *refusal;
	struct sheet sheet;             /* the first that waits: an example; id 0: none does */
};

static enum err read_view(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct fields_view *v = arg;
	const struct sheet_filter first = { .state = STATE_HANDED_OVER, .oldest_first = true, .limit = 1 };
	struct sheet_row *rows;
	size_t count = 0;

	if (!v->posted)
		police_fields_read(db, request, &v->fields);
	enum err err = sheet_list(db, request->arena, web_actor(request), &first, &rows, &count, error);
	if (err != ERR_OK || count == 0)
		return err;
	return sheet_load(db, request->arena, web_app(request)->form, web_actor(request), rows[0].id, &v->sheet, error);
}

/* The place of a field; 0: it is not shown. */
static size_t place_of(const struct police_fields *fields, const struct field *field)
{
	for (size_t i = 0; i < fields->count; i++) {
		if (fields->items[i] == field)
			return i + 1;
	}
	return 0;
}

static void put_field(struct http_request *request, struct tmpl_dict *dict, const struct fields_view *v,
                      const struct field *field)
{
	const char *name = arena_print(request->arena, "order_%s", field->name);
	size_t place = place_of(&v->fields, field);
	const char *value = place == 0 ? "" : web_id(request, (int64_t)place);
	struct tmpl_dict *row = tmpl_add(dict, "FIELD");

	if (v->typed)
		value = params_text(&request->form, name);
	tmpl_put(row, "FIELD_NAME", name);
	tmpl_put(row, "FIELD_NUMBER", field->number);
	tmpl_put(row, "FIELD_LABEL", field->label);
	tmpl_put(row, "FIELD_PLACE", value);
}

static void put_example(struct http_request *request, struct tmpl_dict *dict, const struct fields_view *v)
{
	for (size_t i = 0; i < v->fields.count; i++) {
		const struct field *field = v->fields.items[i];
		const char *value = "";
		struct tmpl_dict *row = tmpl_add(dict, "EXAMPLE");
		if (v->sheet.id != 0 && field->type == FIELD_AREA)
			value = v->sheet.area_name;
		else if (v->sheet.id != 0)
			value = web_answer(request, field, answers_at(&v->sheet.answers, field));
		tmpl_put(row, "EXAMPLE_NUMBER", field->number);
		tmpl_put(row, "EXAMPLE_LABEL", field->label);
		tmpl_put(row, "EXAMPLE_VALUE", value);
	}
}

static enum err show(struct http_request *request, struct http_response *response, struct fields_view *v, int status,
                     struct error *error)
{
	static const enum message choices[] = { [FIELDS_OF_PAPER] = MSG_FIELDS_OF_PAPER,
		[FIELDS_OF_COMMUNE] = MSG_FIELDS_OF_COMMUNE, [FIELDS_OF_USER] = MSG_FIELDS_OF_USER };
	const struct form *form = web_app(request)->form;
	struct page page;
	enum err err = web_read(request, read_view, v, error);

	if (err == ERR_OK && v->sheet.id != 0)
		err = web_note_sheet(request, v->sheet.id, error);
	if (err == ERR_OK)
		err = page_open(request, "police/fields.html", message_text(MSG_TITLE_FIELDS), &page, error);
	if (err != ERR_OK)
		return err;
	page.address = "/police/fields";
	if (v->refusal != NULL)
		page_has_errors(&page, message_text(MSG_TITLE_FIELDS));
	tmpl_put(page.content, "HEADING", message_text(MSG_TITLE_FIELDS));
	tmpl_put(page.content, "CHOICE_TEXT", message_text(v->posted ? MSG_FIELDS_POSTED : choices[v->fields.choice]));
	put_section(page.content, "ERROR", "ERROR_TEXT", v->refusal);
	for (size_t i = 0; i < form->field_count; i++) {
		if (is_offered(&form->fields[i]))
			put_field(request, page.content, v, &form->fields[i]);
	}
	put_example(request, page.content, v);
	if (setting_of(request, FIELDS_OF_COMMUNE) != NULL)
		tmpl_show(page.content, "OF_COMMUNE");
	if (!v->posted && v->fields.choice == FIELDS_OF_USER)
		tmpl_show(page.content, "OF_USER");
	page_tokens(&page, 0);
	return page_send(&page, response, status, error);
}

/* ---- as a file ---- */

static enum err read_stored(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	(void)error;
	police_fields_read(db, request, arg);
	return ERR_OK;
}

/* {"fields":["full_name", …]} */
static enum err send_file(struct http_request *request, struct http_response *response, struct error *error)
{
	struct police_fields fields;
	enum err err = web_read(request, read_stored, &fields, error);
	cJSON *root = cJSON_CreateObject(), *list = cJSON_AddArrayToObject(root, "fields");

	for (size_t i = 0; i < fields.count && err == ERR_OK; i++)
		cJSON_AddItemToArray(list, cJSON_CreateString(fields.items[i]->name));
	if (err != ERR_OK) {
		cJSON_Delete(root);
		return err;
	}
	http_attach(response, request->arena, "thu-tu-cac-o.json");
	return json_send(request, response, root, error);
}

/* Every field of the file is one that is offered, and stands there once. */
static bool read_names(struct police_fields *out, const struct form *form, const cJSON *list)
{
	const cJSON *name;

	cJSON_ArrayForEach(name, list) {
		size_t count = out->count;
		if (!cJSON_IsString(name))
			return false;
		add(out, form, name->valuestring);
		if (out->count == count || place_of(out, out->items[count]) != count + 1)
			return false;
	}
	return out->count > 0;
}

/* NULL, or why it is none. */
static const char *read_file(struct http_request *request, struct police_fields *out)
{
	const struct http_file *file = request->files.count > 0 ? &request->files.items[0] : NULL;
	cJSON *root = file == NULL ? NULL : json_parse(file->data, file->size);

	*out = no_fields(request);
	bool good = read_names(out, web_app(request)->form, cJSON_GetObjectItemCaseSensitive(root, "fields"));
	cJSON_Delete(root);
	return good ? NULL : message_text(MSG_FIELDS_FILE);
}

enum err page_police_fields(struct http_request *request, struct http_response *response, struct error *error)
{
	struct fields_view view = { .posted = false };

	return request->suffix[0] != '\0' ? send_file(request, response, error)
	                                  : show(request, response, &view, 200, error);
}

static enum err store(struct http_request *request, enum police_choice choice, const char *names,
                      struct error *error)
{
	const char *setting = setting_of(request, choice);
	struct setting_change change = { .head = web_head(request), .names = &setting, .values = &names, .count = 1 };

	if (setting == NULL)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "police of several communes");
	return admin_save_settings(&change, error);
}

enum err post_police_fields(struct http_request *request, struct http_response *response, struct error *error)
{
	struct fields_view view = { .posted = true };
	const char *action = params_filled(&request->form, "action");
	bool drop = action != NULL && strcmp(action, "drop") == 0, file = action != NULL && strcmp(action, "file") == 0;

	if (file)
		view.refusal = read_file(request, &view.fields);
	else if (!drop)
		view.refusal = read_posted(request, &view.fields);
	view.posted = !file || view.refusal == NULL;
	view.typed = !file && view.refusal != NULL;
	if (view.refusal != NULL)
		return show(request, response, &view, (int)ERR_UNPROCESSABLE, error);
	if (action == NULL || file || strcmp(action, "look") == 0)
		return show(request, response, &view, 200, error);
	enum err err = store(request, strcmp(action, "commune") == 0 ? FIELDS_OF_COMMUNE : FIELDS_OF_USER,
	                     drop ? NULL : names_of(request, &view.fields), error);
	if (err != ERR_OK)
		return err;
	web_note(request, response, NOTE_CHANGED);
	http_redirect(response, "/police");
	return ERR_OK;
}
