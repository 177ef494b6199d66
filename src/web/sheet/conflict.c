/* A save from a page that was not the newest: what is stored beside what was typed. */
#include "base/memory.h"
#include "text/messages.h"
#include "web/frame/text.h"
#include "web/part/form_choices.h"
#include "web/part/shown.h"
#include "web/sheet/entry.h"

static const char *hamlet_name(const struct form_choices *choices, int64_t id)
{
	for (size_t i = 0; i < choices->hamlet_count; i++) {
		if (choices->hamlets[i].id == id)
			return choices->hamlets[i].full_name;
	}
	return "";
}

static const char *shown(const struct entry *entry, const struct form_choices *choices, const struct answers *answers,
                         size_t index)
{
	const struct field *field = &answers->form->fields[index];
	const struct answer *answer = &answers->items[index];
	bool hamlet = field->type == FIELD_AREA && answer->state == ANSWER_VALID;
	const char *text = hamlet ? hamlet_name(choices, answer->number) : web_answer(entry->request, field, answer);

	return text[0] == '\0' ? message_text(MSG_NOT_ANSWERED) : text;
}

/* The code of a text follows the text. */
static bool differs(const struct entry *entry, size_t index)
{
	const struct form *form = entry->answers.form;
	bool follows = false;

	for (size_t i = 0; i < form->field_count; i++)
		follows |= form->fields[i].code_field == (int)index;
	return !follows &&
	       !answer_same(&form->fields[index], &entry->answers.items[index], &entry->sheet.answers.items[index]);
}

/* A note beside the field, as a warning has it. */
static struct finding_row note(const struct entry *entry, const struct field *field, const char *stored)
{
	return (struct finding_row){ .rule = "", .severity = SEVERITY_W, .fields = &field->name,
		.field_count = 1, .message = message_fill(entry->request, MSG_STORED_IS, stored, NULL) };
}

/* What happened, and what can be done with what was typed. */
static const char *text(const struct entry *entry, const struct event *last, size_t different)
{
	struct http_request *request = entry->request;
	const struct answers *stored = &entry->sheet.answers;
	const char *at = web_time(request, last->at), *paper_no = answers_text(stored, stored->form->paper_no);
	const char *number = sheet_number(request->arena, paper_no, entry->sheet.id);

	if (entry->was_new && different == 0)
		return message_fill(request, entry->locked ? MSG_CONFLICT_SENT_SAME_LOCKED : MSG_CONFLICT_SENT_SAME, number,
		                    at);
	if (entry->was_new)
		return message_fill(request, entry->locked ? MSG_CONFLICT_SENT_LOCKED : MSG_CONFLICT_SENT, number, at);
	if (entry->locked)
		return message_fill(request, MSG_CONFLICT_LOCKED, last->actor_name, at);
	return message_fill(request, different == 0 ? MSG_CONFLICT_SAME : MSG_CONFLICT_DIFFERENT, last->actor_name, at);
}

void conflict_fill(struct tmpl_dict *content, struct entry *entry, const struct form_choices *choices,
                   const struct event *last)
{
	const struct form *form = entry->answers.form;
	struct finding_row *notes = arena_array(entry->request->arena, form->field_count + 1, sizeof *notes);
	struct tmpl_dict *conflict = tmpl_add(content, "CONFLICT");
	size_t count = 0;

	for (size_t i = 0; i < form->field_count; i++) {
		const struct field *field = &form->fields[i];
		if (!differs(entry, i))
			continue;
		const char *stored = shown(entry, choices, &entry->sheet.answers, i);
		struct tmpl_dict *row = tmpl_add(conflict, "DIFFERENT");
		tmpl_put(row, "DIFFERENT_FIELD", field->name);
		tmpl_put(row, "DIFFERENT_NUMBER", field->number);
		tmpl_put(row, "DIFFERENT_LABEL", field->label);
		tmpl_put(row, "DIFFERENT_STORED", stored);
		tmpl_put(row, "DIFFERENT_TYPED", shown(entry, choices, &entry->answers, i));
		notes[count++] = note(entry, field, stored);
	}
	entry->findings = notes;
	entry->finding_count = count;
	tmpl_put(conflict, "CONFLICT_HEADING",
	         message_text(entry->was_new ? MSG_CONFLICT_SENT_HEADING : MSG_CONFLICT_HEADING));
	tmpl_put(conflict, "CONFLICT_TEXT", text(entry, last, count));
	tmpl_put(conflict, "STORED_URL",
	         arena_print(entry->request->arena, "/sheets/%lld%s", (long long)entry->sheet.id,
	                     entry->locked ? "" : "/edit"));
}
