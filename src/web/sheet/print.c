/* Mẫu số 03 as it is printed: filled with a sheet, or empty. */
#include <ctype.h>

#include "base/memory.h"
#include "text/messages.h"
#include "web/frame/page.h"
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
	}
}

/* A part of a date: as text, and digit by digit in boxes; not known: empty ones. */
static void put_part(const struct paper *p, const struct field *field, const char *suffix, const char *boxes, int value, int digits)
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
	tmpl_put(p->dict, key_of(p, field, "_odd"), answer->state == ANSWER_BAD ? web_answer(p->request, field, answer) : "");
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

/* Boxes around other boxes: ticked with one of them. */
static const struct { const char *key, *field; int first, last; } outer_boxes[] = {
	{ "SOCIAL_INSURANCE_YES", "social_insurance", 1, 2 },
	{ "LABOUR_CONTRACT_YES", "labour_contract", 1, 2 },
	{ "FIRM", "workplace_type", 5, 7 },
};

static void put_outer_boxes(const struct paper *p)
{
	for (size_t i = 0; i < COUNT(outer_boxes); i++) {
		const struct answer *answer = p->answers == NULL ? NULL : &p->answers->items[form_find(p->form, outer_boxes[i].field)];
		bool ticked = answer != NULL && answer->state == ANSWER_VALID && answer->number >= outer_boxes[i].first &&
		              answer->number <= outer_boxes[i].last;
		tmpl_put(p->dict, outer_boxes[i].key, ticked ? "X" : "");
	}
}

static void put_wording(const struct paper *p)
{
	static const struct { const char *key, *number; } headings[] = {
		{ "Q8_LABEL", "8" }, { "Q12_LABEL", "12" }, { "Q12_2_B_LABEL", "12.2.b" },
	};
	const struct field *status = &p->form->fields[form_find(p->form, "activity_status")];

	tmpl_put(p->dict, "FORM_MARK", p->form->mark);
	tmpl_put(p->dict, "FORM_TITLE", p->form->title);
	tmpl_put(p->dict, "FORM_SUBTITLE", p->form->subtitle);
	for (size_t i = 0; i < COUNT(headings); i++) {
		const struct question *question = form_question(p->form, headings[i].number);
		tmpl_put(p->dict, headings[i].key, question == NULL ? "" : question->label);
	}
	tmpl_put(p->dict, "JUMP_12", status->options[0].jump);
	tmpl_put(p->dict, "JUMP_13", status->options[1].jump);
	for (size_t i = 0; i < p->form->note_count; i++) {
		struct tmpl_dict *row = tmpl_add(p->dict, "NOTE");
		tmpl_put(row, "NOTE_NUMBER", p->form->notes[i].number);
		tmpl_put(row, "NOTE_TEXT", p->form->notes[i].text);
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
static enum err show(struct http_request *request, struct http_response *response, const struct sheet_view *view, const char *title,
                     const char *back_url, struct error *error)
{
	struct page page;
	enum err err = page_open_print(request, "sheet/mau-03-print.html", title, back_url, &page, error);

	if (err != ERR_OK)
		return err;
	const struct paper paper = { .request = request, .dict = page.content, .form = web_app(request)->form,
		.answers = view == NULL ? NULL : &view->sheet.answers };
	put_wording(&paper);
	put_units(&paper, view);
	for (size_t i = 0; i < paper.form->field_count; i++)
		put_field(&paper, i);
	put_outer_boxes(&paper);
	return page_send(&page, response, 200, error);
}

enum err page_sheet_print(struct http_request *request, struct http_response *response, struct error *error)
{
	struct sheet_view view;
	enum err err = sheet_view_load(request, request->ids[0], &view, error);

	if (err != ERR_OK)
		return err;
	workflow_log_access(&web_app(request)->workflow, web_actor(request), ACCESS_PRINT, view.sheet.id, NULL);
	const char *title = arena_print(request->arena, "%s %lld", message_text(MSG_SHEET), (long long)view.sheet.id);
	return show(request, response, &view, title, arena_print(request->arena, "/sheets/%lld", (long long)view.sheet.id), error);
}

enum err page_form_print(struct http_request *request, struct http_response *response, struct error *error)
{
	return show(request, response, NULL, web_app(request)->form->mark, "/", error);
}
