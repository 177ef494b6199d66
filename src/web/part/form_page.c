#include "web/part/form_page.h"

#include <ctype.h>

#include "base/memory.h"
#include "report/paper/printed_form.h"
#include "text/messages.h"
#include "web/frame/text.h"
#include "web/part/form_choices.h"
#include "web/part/shown.h"

enum { MARKER = 64 };

/* One field on the page. */
struct place {
	const struct form_view *view;
	const struct field *field;
	size_t index;
	struct tmpl_dict *dict, *notes; /* notes NULL: nothing is said of it yet */
	const char *note_ids;           /* of its notes and of those that speak of it too; NULL as well */
};

/* ---- findings beside the fields ---- */

static bool names_field(const struct finding_row *finding, const char *name)
{
	for (size_t i = 0; i < finding->field_count; i++) {
		if (strcmp(finding->fields[i], name) == 0)
			return true;
	}
	return false;
}

/* ---- one field ---- */

/* The notes under it; shown from the first on. */
static struct tmpl_dict *notes_of(struct place *place)
{
	if (place->notes != NULL)
		return place->notes;
	place->notes = tmpl_include(place->dict, "NOTES", "sheet/notes.html");
	tmpl_put(place->notes, "NAME", place->field->name);
	place->note_ids = arena_print(place->view->request->arena, "%s-notes", place->field->name);
	return place->notes;
}

/* As on the paper: "Số CCCD/CMND(1)"; the notes stand under it. */
static const char *label_with_note(const struct form_view *view, const char *label, const char *note)
{
	return note == NULL ? label : arena_print(view->request->arena, "%s%s", label, note);
}

static void fill_options(struct tmpl_dict *dict, const struct form_view *view, const struct field *field,
                         const struct answer *answer)
{
	for (size_t i = 0; i < field->option_count; i++) {
		const struct option *option = &field->options[i];
		struct tmpl_dict *row = tmpl_add(dict, "OPTION");
		tmpl_put_int(row, "OPTION_VALUE", option->value);
		tmpl_put(row, "OPTION_LABEL", label_with_note(view, option->label, option->note));
		if (answer->state == ANSWER_VALID && answer->number == option->value)
			tmpl_show(row, "OPTION_CHOSEN");
		if (option->help != NULL && option->note == NULL)
			tmpl_put(tmpl_add(row, "OPTION_HELP"), "OPTION_HELP_TEXT", option->help);
	}
}

static void fill_codes(struct tmpl_dict *dict, const struct field *field, const struct answer *answer)
{
	for (size_t i = 0; i < field->list->row_count; i++) {
		const struct list_row *code = &field->list->rows[i];
		struct tmpl_dict *row = tmpl_add(dict, "OPTION");
		tmpl_put(row, "OPTION_VALUE", code->code);
		tmpl_put(row, "OPTION_LABEL", code->name);
		if (answer->state == ANSWER_VALID && strcmp(answer->text, code->code) == 0)
			tmpl_show(row, "OPTION_CHOSEN");
	}
}

static void fill_hamlets(struct tmpl_dict *dict, const struct form_view *view, const struct answer *answer)
{
	const struct form_choices *c = view->choices;
	bool several = false;

	for (size_t i = 1; i < c->hamlet_count; i++)
		several |= c->hamlets[i].parent_id != c->hamlets[0].parent_id;
	for (size_t i = 0; i < c->hamlet_count; i++) {
		struct tmpl_dict *row = tmpl_add(dict, "OPTION");
		const struct area *hamlet = &c->hamlets[i];
		tmpl_put_int(row, "OPTION_VALUE", hamlet->id);
		tmpl_put(row, "OPTION_LABEL",
		         several ? arena_print(view->request->arena, "%s (%s)", hamlet->full_name, hamlet->code)
		                 : hamlet->full_name);
		if (answer->state == ANSWER_VALID && answer->number == hamlet->id)
			tmpl_show(row, "OPTION_CHOSEN");
	}
}

static const char *partial_of(const struct form_view *view, const struct field *field)
{
	if (field->follows)
		return view->typing ? "sheet/field-code.html" : NULL;
	if (!view->typing)
		return "sheet/field-shown.html";
	switch (field->type) {
	case FIELD_TEXT:
		return field->list != NULL ? "sheet/field-list.html" : "sheet/field-text.html";
	case FIELD_NUMBER:
		return "sheet/field-text.html";
	case FIELD_DATE:
	case FIELD_PARTIAL_DATE:
		return "sheet/field-date.html";
	case FIELD_CHOICE:
		return field->beside ? "sheet/field-select.html" : "sheet/field-choice.html";
	case FIELD_BOOLEAN:
		return "sheet/field-boolean.html";
	case FIELD_CODE:
		return "sheet/field-select.html";
	case FIELD_AREA:
		return "sheet/field-area.html";
	}
	return NULL;
}

/* What was sent and is no option stays chosen until another is. */
static void fill_refused(struct tmpl_dict *dict, struct arena *arena, const struct answer *answer)
{
	struct tmpl_dict *row = tmpl_add(dict, "OPTION");

	tmpl_put(row, "OPTION_VALUE", answer->raw);
	tmpl_put(row, "OPTION_LABEL", arena_print(arena, "“%s” %s", answer->raw, message_text(MSG_NO_SUCH_OPTION)));
	tmpl_show(row, "OPTION_CHOSEN");
}

static void fill_tick(struct tmpl_dict *dict, const struct answer *answer)
{
	tmpl_put(dict, "TICK_VALUE", answer->state == ANSWER_BAD ? answer->raw : "1");
	if (answer->state != ANSWER_NONE)
		tmpl_show(dict, "CHECKED");
}

static void fill_choices(const struct place *place, const struct answer *answer)
{
	const struct field *field = place->field;
	struct tmpl_dict *dict = place->dict;
	bool chosen = field->type == FIELD_CHOICE || field->type == FIELD_AREA || field->type == FIELD_CODE;

	if (field->type == FIELD_CHOICE)
		fill_options(dict, place->view, field, answer);
	else if (field->type == FIELD_AREA)
		fill_hamlets(dict, place->view, answer);
	else if (field->type == FIELD_CODE && field->list != NULL)
		fill_codes(dict, field, answer);
	if (chosen && answer->state == ANSWER_BAD)
		fill_refused(dict, place->view->request->arena, answer);
	if (field->type == FIELD_BOOLEAN)
		fill_tick(dict, answer);
	else if (field->need == NEED_OPTIONAL)
		tmpl_show(dict, "OPTIONAL");
}

static void fill_input(struct place *place, const struct answer *answer)
{
	const struct field *field = place->field;
	struct tmpl_dict *dict = place->dict;

	fill_choices(place, answer);
	if (field->type == FIELD_PARTIAL_DATE)
		tmpl_show(dict, "PARTIAL");
	if (field->type == FIELD_NUMBER)
		tmpl_show(dict, "NUMERIC");
	if (field == place->view->answers->form->employer)
		tmpl_put(tmpl_add(dict, "OFFERED"), "OFFERED_PLACE", place->view->answers->form->employer_address->name);
	if (field->type == FIELD_TEXT && field->list != NULL)
		tmpl_put(dict, "LIST_ID", field->list->name);
	if (field->help != NULL && field->beside)
		tmpl_put(tmpl_add(notes_of(place), "HELP"), "HELP_TEXT", field->help);
}

/* The hamlet by name; every other answer as it is. */
static const char *shown(const struct form_view *view, const struct field *field, const struct answer *answer)
{
	bool hamlet = field->type == FIELD_AREA && answer->state == ANSWER_VALID && view->choices != NULL;

	for (size_t i = 0; hamlet && i < view->choices->hamlet_count; i++) {
		if (view->choices->hamlets[i].id == answer->number)
			return view->choices->hamlets[i].full_name;
	}
	return web_answer(view->request, field, answer);
}

/* The answer of the sheet before; as typed too, where it can be taken over. */
static void fill_old(struct place *place)
{
	const struct form_view *view = place->view;
	const struct field *field = place->field;
	const struct answer *answer = &view->old->items[place->index];
	struct tmpl_dict *old = tmpl_add(notes_of(place), "OLD");
	const char *value = shown(view, field, answer), *typed = answer_typed(view->request->arena, field, answer);

	tmpl_put(old, "OLD_VALUE", value);
	if (answer_same(field, answer, &view->answers->items[place->index]))
		tmpl_show(old, "OLD_SAME");
	bool same = strcmp(value, typed) == 0;
	if (view->typing && field->part != 0)
		tmpl_put(tmpl_add(old, "OLD_COPY"), "OLD_TYPED",
		         arena_print(view->request->arena, "%d%s%s", field->part, same ? "" : "|", same ? "" : typed));
}

/* That the list of people to be surveyed says so, or what else it says. */
static void fill_listed(struct place *place)
{
	const struct form_view *view = place->view;
	const struct answer *answer = &view->listed->items[place->index];
	struct tmpl_dict *listed = tmpl_add(notes_of(place), "LISTED");

	if (!answer_same(place->field, answer, &view->answers->items[place->index]))
		put_section(listed, "LISTED_OTHER", "LISTED_VALUE", shown(view, place->field, answer));
}

/* ---- what was found about it ---- */

static bool is_on_page(const struct form_view *view, size_t index)
{
	const struct field *field = &view->answers->form->fields[index];
	bool asked = !field->extra || view->asks_industry || view->answers->items[index].state != ANSWER_NONE;

	return asked && partial_of(view, field) != NULL;
}

/* Beside this field a finding stands in full: the first it names that can be seen. -1: there is none. */
static int leading_field(const struct form_view *view, const struct finding_row *finding)
{
	const struct form *form = view->answers->form;

	for (size_t i = 0; i < finding->field_count; i++) {
		int field = form_find(form, finding->fields[i]);
		if (field >= 0 && is_on_page(view, (size_t)field) && !form->fields[field].follows)
			return field;
	}
	return -1;
}

static const struct { const char *section, *key, *kind; } note_kinds[SEVERITY_COUNT] = {
	[SEVERITY_E] = { "ERROR", "ERROR_TEXT", "error" }, [SEVERITY_W] = { "WARNING", "WARNING_TEXT", "warning" },
	[SEVERITY_I] = { "INFO", "INFO_TEXT", "info" },
};

static bool is_about(const struct form_view *view, const struct finding_row *finding, size_t index)
{
	return names_field(finding, view->answers->form->fields[index].name) &&
	       finding_is_shown(web_actor(view->request), finding);
}

/* One of the findings before this one has a mark here that leads to the same field; of its severity, or of any. One
 * is enough. */
static bool is_marked(const struct form_view *view, size_t finding, size_t index, int lead, bool of_any)
{
	for (size_t i = 0; i < finding; i++) {
		const struct finding_row *f = &view->findings[i];
		if ((of_any || f->severity == view->findings[finding].severity) && is_about(view, f, index) &&
		    leading_field(view, f) == lead)
			return true;
	}
	return false;
}

/* "Cảnh báo: xem câu 2"; who listens to the page hears the whole with it (aria-describedby). */
static void fill_mark(struct place *place, const char *kind, const struct finding_row *f, int lead)
{
	const struct field *field = &place->view->answers->form->fields[lead];
	struct tmpl_dict *mark = tmpl_add(notes_of(place), "MARK");
	bool numbered = field->number[0] != '\0' && strcmp(field->number, place->field->number) != 0;

	tmpl_put(mark, "MARK_KIND", kind);
	tmpl_put(mark, "MARK_LABEL", severity_label(f->severity));
	tmpl_put(mark, "MARK_AT", arena_print(place->view->request->arena, numbered ? "%s %s" : "%s “%s”",
	         message_text(numbered ? MSG_NEXT_QUESTION : MSG_NEXT_ITEM), numbered ? field->number : field->label));
}

/* What a finding says: in full beside its first field, beside the others where that is. */
static void fill_note(struct place *place, size_t finding)
{
	const struct form_view *view = place->view;
	const struct finding_row *f = &view->findings[finding];
	int lead = leading_field(view, f);
	bool own = lead == (int)place->index, elsewhere = lead >= 0 && !own;

	if (own)
		tmpl_put(tmpl_add(notes_of(place), note_kinds[f->severity].section), note_kinds[f->severity].key,
		         web_finding(view->request, f));
	else if (elsewhere && !is_marked(view, finding, place->index, lead, false))
		fill_mark(place, note_kinds[f->severity].kind, f, lead);
	if (elsewhere && !is_marked(view, finding, place->index, lead, true))
		place->note_ids = arena_print(view->request->arena, "%s %s-notes", place->note_ids,
		                              view->answers->form->fields[lead].name);
}

static void fill_notes(struct place *place)
{
	const struct form_view *view = place->view;
	bool invalid = false;

	for (size_t i = 0; i < view->finding_count; i++) {
		if (!is_about(view, &view->findings[i], place->index))
			continue;
		notes_of(place);
		fill_note(place, i);
		invalid |= view->findings[i].severity == SEVERITY_E;
	}
	if (invalid)
		tmpl_show(place->dict, "INVALID");
	put_section(place->dict, "NOTED", "NOTE_IDS", view->typing ? place->note_ids : NULL);
}

/* ---- the paper ---- */

/* Options and ticks are the value; every other input has one. */
static bool has_value(const struct field *field)
{
	return field->type == FIELD_TEXT || field->type == FIELD_NUMBER || field->type == FIELD_DATE ||
	       field->type == FIELD_PARTIAL_DATE;
}

static void fill_partial(struct place *place, const struct answer *answer)
{
	const struct form_view *view = place->view;
	const struct field *field = place->field;
	struct tmpl_dict *dict = place->dict;
	bool typing = view->typing;
	const char *value = typing ? answer_typed(view->request->arena, field, answer) : shown(view, field, answer);

	tmpl_put(dict, "LABEL", label_with_note(view, field->label, field->note));
	if (!typing || field->type != FIELD_BOOLEAN)
		tmpl_put(dict, "NUMBER", field->number);
	if (!typing || has_value(field))
		tmpl_put(dict, "VALUE", value);
	if (typing)
		fill_input(place, answer);
	else if (value[0] == '\0')
		tmpl_show(dict, "UNANSWERED");
	if (!typing && field->type == FIELD_BOOLEAN)
		tmpl_show(dict, "TICK");
	if (view->old != NULL && view->old->items[place->index].state != ANSWER_NONE)
		fill_old(place);
	if (view->listed != NULL && view->listed->items[place->index].state != ANSWER_NONE)
		fill_listed(place);
	fill_notes(place);
}

static void fill_field(struct tmpl_dict *form, const struct form_view *view, size_t index)
{
	const struct field *field = &view->answers->form->fields[index];
	const struct answer *answer = &view->answers->items[index];
	struct place place = { .view = view, .field = field, .index = index };
	char marker[MARKER] = "";

	if (!is_on_page(view, index))
		return;
	for (size_t i = 0; i < MARKER - 1 && field->name[i] != '\0'; i++)
		marker[i] = (char)toupper((unsigned char)field->name[i]);
	place.dict = tmpl_include(form, marker, partial_of(view, field));
	tmpl_put(place.dict, "NAME", field->name);
	if (field->follows)
		tmpl_put(place.dict, "VALUE", answer_typed(view->request->arena, field, answer));
	else
		fill_partial(&place, answer);
}

bool form_is_folded(const struct field *field)
{
	return field->beside && field->part == 0;
}

/* Nothing is out of sight that is read, or that something is said of. */
static bool is_unfolded(const struct form_view *view)
{
	bool noted = false;

	for (size_t i = 0; i < view->finding_count; i++) {
		int lead = leading_field(view, &view->findings[i]);
		noted |= lead >= 0 && form_is_folded(&view->answers->form->fields[lead]);
	}
	return noted || !view->typing;
}

struct tmpl_dict *form_fill(struct tmpl_dict *content, const struct form_view *view)
{
	struct tmpl_dict *form = tmpl_include(content, "FORM", "sheet/mau-03.html");

	form_put_words(view->request->arena, form, view->answers->form);
	if (is_unfolded(view))
		tmpl_show(form, "UNFOLDED");
	if (view->typing && !view->asks_ethnic_group)
		tmpl_show(form, "ETHNIC_OF_MINORITY");
	if (view->typing)
		tmpl_show(form, "NOTES_LINK");
	else
		form_put_notes(tmpl_add(form, "NOTES"), view->answers->form);
	for (size_t i = 0; view->choices != NULL && i < view->choices->path_count; i++)
		tmpl_put(tmpl_add(form, "AREA_LINE"), "AREA_LINE_TEXT", view->choices->path[i].full_name);
	for (size_t i = 0; i < view->answers->form->field_count; i++)
		fill_field(form, view, i);
	return form;
}

void form_fill_datalists(struct tmpl_dict *content, const struct form *form)
{
	for (size_t i = 0; i < form->field_count; i++) {
		const struct field *field = &form->fields[i];
		if (field->type != FIELD_TEXT || field->list == NULL)
			continue;
		struct tmpl_dict *list = tmpl_add(content, "DATALIST");
		tmpl_put(list, "DATALIST_ID", field->list->name);
		for (size_t r = 0; r < field->list->row_count; r++)
			tmpl_put(tmpl_add(list, "LIST_ROW"), "LIST_NAME", field->list->rows[r].name);
	}
}
