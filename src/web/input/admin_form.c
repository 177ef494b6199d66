#include "store/campaign/workday.h"
#include "web/input/admin_form.h"

#include "base/memory.h"
#include "text/utf8.h"
#include "web/frame/page.h"
#include "web/frame/text.h"

enum { LIST_LIMIT = 64 << 10, NAMES_LIMIT = 1 << 18 };

static int find(const struct admin_form *form, const char *name)
{
	for (size_t i = 0; name != NULL && i < form->count; i++) {
		if (strcmp(form->inputs[i].name, name) == 0)
			return (int)i;
	}
	return -1;
}

static const struct choice *choices_of(struct http_request *request, const struct admin_form *form,
                                       const struct input *input, size_t *count)
{
	*count = form->choice_count;
	return form->offer == NULL ? form->choices : form->offer(request, form, input, count);
}

/* ---- reading ---- */

static bool is_number(const char *text, int64_t limit)
{
	size_t length = strlen(text);

	return length > 0 && length <= 12 && strspn(text, "0123456789") == length && strtoll(text, NULL, 10) <= limit;
}

static bool is_offered(const struct choice *choices, size_t count, const char *value)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(choices[i].value, value) == 0)
			return true;
	}
	return false;
}

static bool is_day(const char *text)
{
	struct date day;

	return date_from_typed(text, false, &day);
}

/* What is wrong with one input by itself, or NULL. */
static const char *judge(struct http_request *request, const struct admin_form *form, const struct input *input,
                         const char *value)
{
	const struct choice *choices;
	size_t count;

	if (value[0] == '\0')
		return input->required ? message_text(MSG_INPUT_NEEDED) : NULL;
	switch (input->kind) {
	case INPUT_DAY:
		return is_day(value) ? NULL : message_text(MSG_INPUT_NO_DAY);
	case INPUT_NUMBER:
		return is_number(value, input->limit)
		           ? NULL
		           : message_fill(request, MSG_INPUT_NO_NUMBER, web_count(request, input->limit), NULL);
	case INPUT_CHOICE:
		choices = choices_of(request, form, input, &count);
		return is_offered(choices, count, value) ? NULL : message_text(MSG_INPUT_NO_CHOICE);
	case INPUT_TEXT:
		if ((int64_t)utf8_length(value) > input->limit)
			return message_fill(request, MSG_INPUT_TOO_LONG, web_count(request, input->limit), NULL);
		return utf8_has_control(value) ? message_text(MSG_INPUT_CONTROL) : NULL;
	case INPUT_TICK:
	case INPUT_CONFIRM:
	case INPUT_BOXES:
		break;
	}
	return NULL;
}

/* Those of the boxes that were ticked; what was not offered is none. */
static const char *read_boxes(struct http_request *request, const struct admin_form *form, const char *name)
{
	size_t count;
	const char *const *ticked = params_all(request->arena, &request->form, name, &count);
	struct buf list;

	buf_init(&list, request->arena, LIST_LIMIT);
	for (size_t i = 0; i < count; i++) {
		if (is_offered(form->boxes, form->box_count, ticked[i]))
			buf_print(&list, "%s%s", list.length == 0 ? "" : " ", ticked[i]);
	}
	return list.data;
}

/* True when the value, texts apart by spaces, has that one. */
static bool is_ticked(const char *values, const char *value)
{
	size_t length = strlen(value);

	for (const char *at = values; at != NULL && (at = strstr(at, value)) != NULL; at += length) {
		if ((at == values || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
			return true;
	}
	return false;
}

/* A value as it is read, or NULL. */
static const char *worded(struct http_request *request, const struct admin_form *form, const struct input *input,
                          const char *value)
{
	bool boxes = input->kind == INPUT_BOXES;
	size_t count = form->box_count;
	const struct choice *choices = boxes ? form->boxes : choices_of(request, form, input, &count);
	struct buf list;

	if (value == NULL || value[0] == '\0')
		return NULL;
	if (input->kind != INPUT_CHOICE && !boxes)
		return input->kind == INPUT_TICK ? message_text(MSG_LOG_YES) : value;
	buf_init(&list, request->arena, LIST_LIMIT);
	for (size_t i = 0; i < count; i++) {
		if (boxes ? is_ticked(value, choices[i].value) : strcmp(value, choices[i].value) == 0)
			buf_print(&list, "%s%s", list.length == 0 ? "" : ", ", choices[i].label);
	}
	return list.data;
}

/* What is stored, when it is not what was typed. */
static const char *differing(struct http_request *request, const struct admin_form *form, size_t i, const char *stored)
{
	const struct input *input = &form->inputs[i];
	const char *is = worded(request, form, input, stored), *typed = worded(request, form, input, form->values[i]);

	if (input->kind == INPUT_CONFIRM || strcmp(is == NULL ? "" : is, typed == NULL ? "" : typed) == 0)
		return NULL;
	return is == NULL ? message_text(MSG_FORM_STORED_NONE) : message_fill(request, MSG_FORM_STORED, is, NULL);
}

void form_versioned(struct admin_form *form, int64_t row_version, bool compared)
{
	form->row_version = row_version;
	form->shown_version = row_version;
	form->compared = compared;
}

void form_read(struct http_request *request, struct admin_form *form)
{
	if (web_version(request, "row_version", &form->shown_version) == PARAM_BAD)
		form->shown_version = -1;
	bool compares = form->compared && form->shown_version != form->row_version;
	for (size_t i = 0; i < form->count; i++) {
		const char *typed = params_text(&request->form, form->inputs[i].name), *before = form->values[i];
		form->values[i] = form->inputs[i].kind == INPUT_BOXES
		                      ? read_boxes(request, form, form->inputs[i].name)
		                      : utf8_clean(request->arena, typed == NULL ? "" : typed);
		form->errors[i] = judge(request, form, &form->inputs[i], form->values[i]);
		form->differs[i] = compares ? differing(request, form, i, before) : NULL;
	}
}

bool form_is_good(const struct admin_form *form)
{
	for (size_t i = 0; i < form->count; i++) {
		if (form->errors[i] != NULL)
			return false;
	}
	return form->trouble == NULL;
}

void form_blame(struct admin_form *form, const char *name, const char *text)
{
	int i = find(form, name);

	if (i < 0)
		form->trouble = text;
	else
		form->errors[i] = text;
}

const char *form_error(const struct admin_form *form, const char *name)
{
	int i = find(form, name);

	return i < 0 ? NULL : form->errors[i];
}

bool form_takes(struct admin_form *form, enum err err, const char *name, const struct error *error)
{
	if (err != ERR_CONFLICT && err != ERR_UNPROCESSABLE && err != ERR_UNAVAILABLE)
		return false;
	for (size_t i = 0; i < form->count && err == ERR_CONFLICT; i++)
		form->errors[i] = form->differs[i];
	if (err == ERR_CONFLICT)
		form->shown_version = form->row_version;
	form_blame(form, name, error->message != NULL ? error->message : message_text(MSG_UNAVAILABLE));
	return true;
}

const char *form_text(const struct admin_form *form, const char *name)
{
	int i = find(form, name);

	return i < 0 || form->values[i] == NULL || form->values[i][0] == '\0' ? NULL : form->values[i];
}

const char *form_day(struct http_request *request, const struct admin_form *form, const char *name)
{
	const char *text = form_text(form, name);
	struct date day;

	if (text == NULL || !date_from_typed(text, false, &day))
		return NULL;
	char *iso = arena_alloc(request->arena, DATE_TEXT);
	date_to_iso(day, iso);
	return iso;
}

int64_t form_number(const struct admin_form *form, const char *name, int64_t empty)
{
	const char *text = form_text(form, name);

	return text == NULL ? empty : strtoll(text, NULL, 10);
}

void form_judge_days_off(struct http_request *request, struct admin_form *form, const char *name)
{
	struct workday_calendar calendar = { .count = 0 };
	const char *wrong = "";

	if (!workday_read(request->arena, form_text(form, name), &calendar, &wrong))
		form_blame(form, name, message_fill(request, MSG_DAYS_OFF_WRONG, wrong, NULL));
}

bool form_tick(const struct admin_form *form, const char *name)
{
	return form_text(form, name) != NULL;
}

void form_set(struct admin_form *form, const char *name, const char *value)
{
	form->values[find(form, name)] = value;
}

/* ---- showing ---- */

static void put_choices(struct http_request *request, struct tmpl_dict *section, const struct admin_form *form,
                        const struct input *input, const char *value)
{
	size_t count;
	const struct choice *choices = choices_of(request, form, input, &count);

	if (!is_offered(choices, count, ""))
		tmpl_show(section, "CHOICE_NONE");
	for (size_t i = 0; i < count; i++) {
		struct tmpl_dict *row = tmpl_add(section, "CHOICE_OPTION");
		tmpl_put(row, "CHOICE_VALUE", choices[i].value);
		tmpl_put(row, "CHOICE_TITLE", choices[i].label);
		if (value != NULL && strcmp(value, choices[i].value) == 0)
			tmpl_show(row, "CHOICE_SELECTED");
	}
}

static void put_picks(struct http_request *request, struct tmpl_dict *dict, const struct admin_form *form)
{
	struct tmpl_dict *section = tmpl_add(dict, "PICKS");

	tmpl_put(section, "NAME", form->pick_input);
	tmpl_put(section, "PICK_FOR", form->pick_for);
	tmpl_put(section, "PICK_LEGEND", message_fill(request, MSG_AREA_PICK_LEGEND, form->pick_for, NULL));
	for (size_t i = 0; i < form->pick_count; i++) {
		struct tmpl_dict *row = tmpl_add(section, "PICK");
		tmpl_put_int(row, "PICK_NUMBER", (int64_t)i + 1);
		tmpl_put(row, "PICK_VALUE", form->picks[i].value);
		tmpl_put(row, "PICK_TITLE", form->picks[i].label);
	}
}

static void put_boxes(struct tmpl_dict *section, const struct admin_form *form, const char *name, const char *values)
{
	for (size_t i = 0; i < form->box_count; i++) {
		struct tmpl_dict *row = tmpl_add(section, "BOX");
		tmpl_put(row, "BOX_NAME", name);
		tmpl_put_int(row, "BOX_NUMBER", (int64_t)i + 1);
		tmpl_put(row, "BOX_VALUE", form->boxes[i].value);
		tmpl_put(row, "BOX_TITLE", form->boxes[i].label);
		if (is_ticked(values, form->boxes[i].value))
			tmpl_show(row, "BOX_TICKED");
	}
}

static bool is_shown(const struct admin_form *form, size_t i)
{
	bool ticked = form->values[i] != NULL && form->values[i][0] != '\0';

	return form->inputs[i].kind != INPUT_CONFIRM || ticked || (i > 0 && form->errors[i - 1] != NULL);
}

static void put_typed(struct tmpl_dict *section, const struct input *input, const char *value)
{
	tmpl_put(section, "VALUE", value);
	if (!input->required)
		tmpl_show(section, "OPTIONAL");
}

static void put_input(struct http_request *request, struct tmpl_dict *parent, const struct admin_form *form, size_t i)
{
	static const char *const sections[] = { [INPUT_TEXT] = "TEXT", [INPUT_DAY] = "DAY", [INPUT_NUMBER] = "NUMBER",
		[INPUT_TICK] = "TICK", [INPUT_CHOICE] = "CHOICE", [INPUT_CONFIRM] = "TICK",
		[INPUT_BOXES] = "BOXES" };
	const struct input *input = &form->inputs[i];
	bool tick = input->kind == INPUT_TICK || input->kind == INPUT_CONFIRM;
	struct tmpl_dict *dict = tmpl_include(parent, "INPUT", "admin/input.html");
	struct tmpl_dict *section = tmpl_add(dict, sections[input->kind]);

	tmpl_put(dict, "ID", arena_print(request->arena, "%s-%s", form->id, input->name));
	tmpl_put(section, "LABEL", message_text(input->label));
	if (input->kind == INPUT_BOXES)
		put_boxes(section, form, input->name, form->values[i]);
	else
		tmpl_put(section, "NAME", input->name);
	if (tick && form->values[i] != NULL && form->values[i][0] != '\0')
		tmpl_show(section, "TICKED");
	else if (input->kind == INPUT_CHOICE)
		put_choices(request, section, form, input, form->values[i]);
	else if (!tick && input->kind != INPUT_BOXES)
		put_typed(section, input, form->values[i]);
	put_section(dict, "HINT", "HINT_TEXT", input->hint == 0 ? NULL : message_text(input->hint));
	put_section(dict, "INPUT_ERROR", "INPUT_ERROR_TEXT", form->errors[i]);
	if (form->errors[i] != NULL && input->kind != INPUT_BOXES)
		tmpl_show(section, "INVALID");
	if (form->pick_count > 0 && strcmp(form->pick_input, input->name) == 0)
		put_picks(request, dict, form);
}

void form_put(struct http_request *request, struct page *page, const char *marker, const struct admin_form *form)
{
	struct tmpl_dict *dict = tmpl_include(page->content, marker, "admin/form.html");

	tmpl_put(dict, "FORM_ID", form->id);
	tmpl_put(dict, "ACTION", form->action);
	tmpl_put(dict, "TITLE", message_text(form->title));
	tmpl_put(dict, "BUTTON", message_text(form->button));
	web_tokens(dict, page->csrf, web_form_token(request), form->shown_version);
	for (size_t i = 0; i < form->count; i++) {
		if (is_shown(form, i))
			put_input(request, dict, form, i);
	}
}

static void put_error(struct page *page, struct tmpl_dict *dict, const struct admin_form *form, const char *name,
                      const char *text)
{
	struct tmpl_dict *row = tmpl_add(dict, "SUMMARY");

	tmpl_put(row, "SUMMARY_FIELD",
	         name == NULL ? form->id : arena_print(page->request->arena, "%s-%s", form->id, name));
	tmpl_put(row, "SUMMARY_TEXT", text);
}

void form_put_errors(struct page *page, const char *title, const struct admin_form *form)
{
	if (form_is_good(form))
		return;
	struct tmpl_dict *dict = tmpl_include(page->content, "ERRORS", "admin/errors.html");
	page_has_errors(page, title);
	if (form->trouble != NULL)
		put_error(page, dict, form, NULL, form->trouble);
	for (size_t i = 0; i < form->count; i++) {
		if (form->errors[i] == NULL)
			continue;
		const char *label = message_text(form->inputs[i].label);
		put_error(page, dict, form, form->inputs[i].name,
		          arena_print(page->request->arena, "%s: %s", label, form->errors[i]));
	}
}

/* ---- what the pages share ---- */

const char *admin_area_name(struct http_request *request, const struct area *area)
{
	return arena_print(request->arena, "%s (%s)", area->full_name, area->code);
}

const char *admin_area_codes(struct http_request *request, const struct area *areas, size_t count)
{
	struct buf list;

	buf_init(&list, request->arena, LIST_LIMIT);
	for (size_t i = 0; i < count; i++)
		buf_print(&list, "%s%s", i == 0 ? "" : ", ", areas[i].code);
	return list.data;
}

const char *admin_area_names(struct http_request *request, const struct area *areas, size_t count)
{
	struct buf list;

	buf_init(&list, request->arena, NAMES_LIMIT);
	for (size_t i = 0; i < count; i++)
		buf_print(&list, "%s%s", i == 0 ? "" : ", ", admin_area_name(request, &areas[i]));
	return list.data;
}

enum err admin_done(struct http_request *request, struct http_response *response, enum page_note note, const char *url)
{
	web_note(request, response, note);
	http_redirect(response, url);
	return ERR_OK;
}

enum err admin_open(struct http_request *request, const char *template, const char *title, struct page *out,
                    struct error *error)
{
	enum err err = page_open(request, template, title, out, error);

	if (err == ERR_OK)
		tmpl_put(out->content, "HEADING", title);
	return err;
}
