#include "acceptance/rule.h"

#include "base/buf.h"
#include "text/messages.h"

enum { MESSAGE_LIMIT = 64 << 10 };

int rule_number(const struct rule *rule)
{
	return (int)strtol(rule->id + 1, NULL, 10);
}

#ifdef CHECK_RULES
static bool has_name(const char *const *names, const char *name)
{
	for (; *names != NULL; names++) {
		if (strcmp(*names, name) == 0)
			return true;
	}
	return false;
}

static bool is_declared(const struct rule *rule, enum named name)
{
	return rule->names[0] == NULL || has_name(rule->names, form_named(name)) || has_name(rule->reads, form_named(name));
}
#else
static bool is_declared(const struct rule *rule, enum named name)
{
	(void)rule, (void)name;
	return true;
}
#endif

static int field_index(const struct rule_run *run, enum named name)
{
	if (!is_declared(run->rule, name)) {
		fprintf(stderr, "bug: rule %s reads %s, which it does not declare\n", run->rule->id, form_named(name));
		abort();
	}
	return run->answers->form->named[name];
}

const struct answer *rule_answer(const struct rule_run *run, enum named name)
{
	return &run->answers->items[field_index(run, name)];
}

const struct field *rule_field(const struct rule_run *run, enum named name)
{
	return &run->answers->form->fields[field_index(run, name)];
}

bool rule_misses(const struct rule_run *run, enum named name)
{
	return rule_answer(run, name)->state == ANSWER_NONE;
}

const char *rule_text(const struct rule_run *run, enum named name)
{
	const struct answer *answer = rule_answer(run, name);

	return answer->state == ANSWER_VALID ? answer->text : NULL;
}

int64_t rule_choice(const struct rule_run *run, enum named name)
{
	const struct answer *answer = rule_answer(run, name);

	return answer->state == ANSWER_VALID ? answer->number : 0;
}

struct date rule_date(const struct rule_run *run, enum named name)
{
	const struct answer *answer = rule_answer(run, name);

	return answer->state == ANSWER_VALID ? answer->date : (struct date){ 0 };
}

const char *rule_fill(struct arena *arena, const char *text, const char *mark, const char *value)
{
	struct buf buf;

	buf_init(&buf, arena, MESSAGE_LIMIT);
	for (const char *found; (found = strstr(text, mark)) != NULL; text = found + strlen(mark)) {
		buf_add(&buf, text, (size_t)(found - text));
		buf_text(&buf, value);
	}
	buf_text(&buf, text);
	return buf.data;
}

/* Question numbers and labels, separated by commas. */
static const char *describe(struct arena *arena, const struct field *const *fields, size_t count)
{
	struct buf buf;

	buf_init(&buf, arena, MESSAGE_LIMIT);
	for (size_t i = 0; i < count; i++) {
		const struct field *field = fields[i];
		if (i > 0)
			buf_text(&buf, ", ");
		if (*field->number != '\0')
			buf_print(&buf, "%s %s “%s”", message_text(i == 0 ? MSG_QUESTION : MSG_NEXT_QUESTION), field->number,
			          field->label);
		else
			buf_print(&buf, "%s “%s”", message_text(i == 0 ? MSG_ITEM : MSG_NEXT_ITEM), field->label);
	}
	return buf.data;
}

static struct finding *add_finding(struct findings *out)
{
	if (out->count == out->room) {
		size_t room = out->room == 0 ? 16 : out->room * 2;
		struct finding *items = arena_array(out->arena, room, sizeof *items);
		if (out->count > 0)
			memcpy(items, out->items, out->count * sizeof *items);
		out->items = items;
		out->room = room;
	}
	return &out->items[out->count++];
}

void rule_find_fields(struct rule_run *run, const char *message, const struct field *const *fields, size_t count)
{
	struct finding *finding = add_finding(run->out);

	*finding = (struct finding){ .rule = run->rule, .rule_id = run->rule->id, .severity = run->rule->severity };
	for (size_t i = 0; i < count; i++)
		finding->fields[finding->field_count++] = fields[i];
	finding->message = message;
	if (strstr(message, "{field}") != NULL) {
		struct arena *arena = run->out->arena;
		finding->message = rule_fill(arena, message, "{field}", describe(arena, fields, count));
	}
}

void rule_find(struct rule_run *run, size_t message)
{
	const struct form *form = run->answers->form;
	const struct field *fields[RULE_FIELDS];
	size_t count = 0;

	for (const char *const *name = run->rule->names; *name != NULL; name++)
		fields[count++] = &form->fields[form_find(form, *name)];
	rule_find_fields(run, run->rule->messages[message], fields, count);
}

void rule_find_field(struct rule_run *run, size_t message, enum named name)
{
	const struct field *field = rule_field(run, name);

	rule_find_fields(run, run->rule->messages[message], &field, 1);
}
