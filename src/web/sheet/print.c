/* Mẫu số 03 as it is printed: filled with a sheet, or empty. */
#include <ctype.h>

#include "base/memory.h"
#include "text/messages.h"
#include "web/frame/note.h"
#include "web/frame/noted.h"
#include "web/frame/page.h"
#include "web/frame/url.h"
#include "web/part/form_page.h"
#include "web/part/shown.h"
#include "web/sheet/sheet.h"

struct paper {
	struct http_request *request;
	struct tmpl_dict *dict;
	const struct form *form;
	const struct answers *answers;  /* NULL: the empty form */
};

/* NAME_SUFFIX of a field; "" for none. */
static const char *key_of(const struct paper *p, const struct field *field, const char *suffix)
{
	char *key = arena_print(p->request->arena, "%s%s", field->name, suffix);

	for (char *c = key; *c != '\0'; c++)
		*c = (char)toupper((unsigned char)*c);
	return key;
}

static const char *noted(const struct paper *p, const char *label, const char *note)
{
	return note == NULL ? label : arena_print(p->request->arena, "%s%s", label, note);
}

static void put_options(const struct paper *p, const struct field *field, int64_t chosen)
{
	char suffix[32];

	for (size_t i = 0; i < field->option_count; i++) {
		const struct option *option = &field->options[i];
		snprintf(suffix, sizeof suffix, "_%d", option->value);
		tmpl_put(p->dict, key_of(p, field, suffix), option->value == chosen ? "X" : "");
		snprintf(suffix, sizeof suffix, "_%d_label", option->value);
		tmpl_put(p->dict, key_of(p, field, suffix), noted(p, option->label, option->note));
		snprintf(suffix, sizeof suffix, "_%d_jump", option->value);
		if (option->jump != NULL)
			tmpl_put(p->dict, key_of(p, field, suffix), option->jump);
	}
}

/* The box around options: ticked with one of them. */
static void put_group(const struct paper *p, const struct field *field, int64_t chosen)
{
	const struct option_group *group = &field->group;

	if (group->name == NULL)
		return;
	const char *suffix = arena_print(p->request->arena, "_%s", group->name);
	tmpl_put(p->dict, key_of(p, field, suffix), chosen >= group->first && chosen <= group->last ? "X" : "");
	tmpl_put(p->dict, key_of(p, field, arena_print(p->request->arena, "%s_label", suffix)), group->label);
}

/* A part of a date: as text, and digit by digit in boxes; not known: empty ones. */
static void put_part(const struct paper *p, const struct field *field, const char *suffix, const char *boxes,
                     int value, int digits)
{
	char text[8] = "";

	if (value != 0)
		snprintf(text, sizeof text, "%0*d", digits, value);
	tmpl_put(p->dict, key_of(p, field, suffix), text);
	for (int i = 0; i < digits; i++) {
		const char digit[] = { value == 0 ? '\0' : text[i], '\0' };
		tmpl_put(tmpl_add(p->dict, key_of(p, field, boxes)), "DIGIT", digit);
	}
}

static void put_date(const struct paper *p, const struct field *field, const struct answer *answer)
{
	struct date date = answer->state == ANSWER_VALID ? answer->date : (struct date){ 0 };

	put_part(p, field, "_day", "_day_box", date.day, 2);
	put_part(p, field, "_month", "_month_box", date.month, 2);
	put_part(p, field, "_year", "_year_box", date.year, 4);
	tmpl_put(p->dict, key_of(p, field, "_odd"),
	         answer->state == ANSWER_BAD ? web_answer(p->request, field, answer) : "");
}

static void put_field(const struct paper *p, size_t index)
{
	static const struct answer none = { .state = ANSWER_NONE };
	const struct field *field = &p->form->fields[index];
	const struct answer *answer = p->answers == NULL ? &none : &p->answers->items[index];
	bool valid = answer->state == ANSWER_VALID;

	tmpl_put(p->dict, key_of(p, field, "_label"), noted(p, field->label, field->note));
	switch (field->type) {
	case FIELD_CHOICE:
		put_options(p, field, valid ? answer->number : 0);
		put_group(p, field, valid ? answer->number : 0);
		break;
	case FIELD_DATE:
	case FIELD_PARTIAL_DATE:
		put_date(p, field, answer);
		break;
	case FIELD_BOOLEAN:
		tmpl_put(p->dict, key_of(p, field, ""), valid ? "X" : "");
		break;
	case FIELD_TEXT:
	case FIELD_NUMBER:
	case FIELD_CODE:
	case FIELD_AREA:
		tmpl_put(p->dict, key_of(p, field, ""), web_answer(p->request, field, answer));
		break;
	}
}

static void put_units(const struct paper *p, const struct sheet_view *view)
{
	static const char *const keys[AREA_LEVELS] = { "PROVINCE", "DISTRICT", "COMMUNE", NULL };

	for (size_t i = 0; i < AREA_LEVELS && keys[i] != NULL; i++)
		tmpl_put(p->dict, keys[i], "");
	for (size_t i = 0; view != NULL && i < view->path_count; i++) {
		int rank = area_level_rank(view->path[i].level);
		const char *name = view->path[i].full_name;
		if (rank < 0 || keys[rank] == NULL)
			continue;
		if (strcmp(keys[rank], "COMMUNE") == 0 && view->sheet.area_name != NULL)
			name = arena_print(p->request->arena, "%s, %s", name, view->sheet.area_name);
		tmpl_put(p->dict, keys[rank], name);
	}
}

/* view NULL: the empty form. */
static enum err show(struct http_request *request, struct http_response *response, const struct sheet_view *view,
                     const char *title, const char *back_url, struct error *error)
{
	struct page page;
	enum err err = page_open_print(request, "sheet/mau-03-print.html", title, back_url, &page, error);

	if (err != ERR_OK)
		return err;
	const struct paper paper = { .request = request, .dict = page.content, .form = web_app(request)->form,
		.answers = view == NULL ? NULL : &view->sheet.answers };
	form_put_words(request->arena, paper.dict, paper.form);
	form_put_notes(paper.dict, paper.form);
	put_units(&paper, view);
	for (size_t i = 0; i < paper.form->field_count; i++)
		put_field(&paper, i);
	return page_send(&page, response, 200, error);
}

enum err page_sheet_print(struct http_request *request, struct http_response *response, struct error *error)
{
	struct sheet_view view;
	enum err err = sheet_view_load(request, request->ids[0], &view, error);

	if (err == ERR_OK)
		err = web_note_print(request, view.sheet.id, error);
	if (err != ERR_OK)
		return err;
	const char *title = web_sheet_name(request, &view.sheet);
	return show(request, response, &view, title,
	            sheet_url(request, view.sheet.id, ""), error);
}

enum err page_form_print(struct http_request *request, struct http_response *response, struct error *error)
{
	return show(request, response, NULL, web_app(request)->form->mark, "/", error);
}
