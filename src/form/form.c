#include "form/form.h"

#include "base/json.h"
#include "base/memory.h"

/* One reading of a definition. The first problem found sticks. */
struct reader {
	struct arena *arena;
	struct form *form;
	struct error *error;
	bool failed;
};

static void fail(struct reader *reader, const char *where, const char *what)
{
	if (!reader->failed)
		error_set(reader->error, ERR_INTERNAL, NULL, "form definition: %s: %s", where, what);
	reader->failed = true;
}

static const char *read_text(struct reader *reader, const cJSON *object, const char *name)
{
	return arena_text(reader->arena, json_text(object, name));
}

static const char *read_needed(struct reader *reader, const cJSON *object, const char *name)
{
	const char *text = read_text(reader, object, name);

	if (text == NULL)
		fail(reader, name, "text is missing");
	return text == NULL ? "" : text;
}

/* A small number, 0 when it is not there. */
static int read_number(struct reader *reader, const cJSON *object, const char *name)
{
	const cJSON *member = json_member(object, name);
	int64_t value = 0;

	if (member != NULL && (!json_integer(member, &value) || value < 0))
		fail(reader, name, "is no number");
	return (int)value;
}

/* Position of text in names, or -1. */
static int index_of(const char *text, const char *const *names, size_t count)
{
	for (size_t i = 0; text != NULL && i < count; i++) {
		if (strcmp(text, names[i]) == 0)
			return (int)i;
	}
	return -1;
}

static void refuse_others(struct reader *reader, const cJSON *object, const char *const *names, size_t count)
{
	if (!cJSON_IsObject(object)) {
		fail(reader, names[0], "stands in no object");
		return;
	}
	const char *twice = json_duplicate(object);
	if (twice != NULL)
		fail(reader, twice, "is there twice");
	for (const cJSON *member = object->child; member != NULL; member = member->next) {
		if (index_of(member->string, names, count) < 0)
			fail(reader, member->string, "is no property");
	}
}

/* The text of the note that a "note" property names. */
static const char *note_text(struct reader *reader, const char *number)
{
	for (size_t i = 0; i < reader->form->note_count; i++) {
		if (strstr(reader->form->notes[i].number, number) != NULL)
			return reader->form->notes[i].text;
	}
	fail(reader, number, "no such note");
	return NULL;
}

static void read_help(struct reader *reader, const cJSON *object, const char **note, const char **help)
{
	*note = read_text(reader, object, "note");
	*help = *note != NULL ? note_text(reader, *note) : read_text(reader, object, "help");
}

static void read_options(struct reader *reader, const cJSON *array, struct field *field)
{
	static const char *const properties[] = { "value", "label", "help", "note", "jump" };
	struct option *options = arena_array(reader->arena, (size_t)cJSON_GetArraySize(array), sizeof *options);
	const cJSON *item;

	field->options = options;
	cJSON_ArrayForEach(item, array) {
		struct option *option = &options[field->option_count++];
		refuse_others(reader, item, properties, COUNT(properties));
		option->value = read_number(reader, item, "value");
		option->label = read_needed(reader, item, "label");
		option->jump = read_text(reader, item, "jump");
		read_help(reader, item, &option->note, &option->help);
		if (option->value != (int)field->option_count)
			fail(reader, field->name, "options are not 1, 2, 3 …");
	}
}

static void read_group(struct reader *reader, const cJSON *object, struct field *field)
{
	static const char *const properties[] = { "name", "label", "first", "last" };
	struct option_group *group = &field->group;

	if (object == NULL)
		return;
	refuse_others(reader, object, properties, COUNT(properties));
	group->name = read_needed(reader, object, "name");
	group->label = read_needed(reader, object, "label");
	group->first = read_number(reader, object, "first");
	group->last = read_number(reader, object, "last");
	if (group->first < 1 || group->first >= group->last || group->last > (int)field->option_count)
		fail(reader, field->name, "a group is of several options in a row");
}

static void read_years(struct reader *reader, const cJSON *object, struct field *field)
{
	static const char *const properties[] = { "back", "age", "since" };
	struct field_years *years = &field->years;

	if (object == NULL)
		return;
	refuse_others(reader, object, properties, COUNT(properties));
	years->back = read_number(reader, object, "back");
	years->age = read_number(reader, object, "age");
	years->since = read_number(reader, object, "since");
	if ((years->back > 0) + (years->age > 0) + (years->since > 0) != 1)
		fail(reader, field->name, "years are counted in one way");
	if (field->type != FIELD_DATE && field->type != FIELD_PARTIAL_DATE)
		fail(reader, field->name, "years belong to dates");
}

static void read_kind(struct reader *reader, const cJSON *object, struct field *field)
{
	static const char *const types[] = {
		[FIELD_TEXT] = "text", [FIELD_NUMBER] = "number", [FIELD_DATE] = "date",
		[FIELD_PARTIAL_DATE] = "partial-date", [FIELD_CHOICE] = "choice", [FIELD_BOOLEAN] = "boolean",
		[FIELD_CODE] = "code", [FIELD_AREA] = "area"
	};
	static const char *const needs[] = {
		[NEED_OPTIONAL] = "optional", [NEED_ALWAYS] = "always", [NEED_RULE] = "rule"
	};
	const char *need = json_text(object, "need");
	int type = index_of(json_text(object, "type"), types, COUNT(types));
	int need_index = need == NULL ? NEED_OPTIONAL : index_of(need, needs, COUNT(needs));

	if (type < 0 || need_index < 0)
		fail(reader, field->name, "unknown type or need");
	field->type = type < 0 ? FIELD_TEXT : (enum field_type)type;
	field->need = need_index < 0 ? NEED_OPTIONAL : (enum field_need)need_index;
}

static void check_field(struct reader *reader, const cJSON *object, const struct field *field)
{
	bool has_limit = field->type == FIELD_TEXT || field->type == FIELD_NUMBER;

	if (has_limit != (field->limit > 0))
		fail(reader, field->name, "a limit belongs to texts and numbers");
	if ((field->type == FIELD_CHOICE) != (field->option_count > 0))
		fail(reader, field->name, "options belong to choices");
	if ((json_text(object, "list") != NULL || field->type == FIELD_CODE) && field->list == NULL)
		fail(reader, field->name, "no such list");
	if (field->part > (int)reader->form->part_count)
		fail(reader, field->name, "no such part");
	if (field->part == 0 && (field->number[0] != '\0' || field->block != 0))
		fail(reader, field->name, "a question belongs to a part");
}

static void read_field(struct reader *reader, const cJSON *object, struct field *field)
{
	static const char *const properties[] = {
		"name", "number", "label", "help", "note", "type", "need", "limit", "block", "part", "personal",
		"sensitive", "beside", "extra", "health_card", "meaning", "years", "list", "code", "group", "options"
	};
	const char *list = json_text(object, "list");

	refuse_others(reader, object, properties, COUNT(properties));
	field->name = read_needed(reader, object, "name");
	field->number = read_needed(reader, object, "number");
	field->label = read_needed(reader, object, "label");
	read_help(reader, object, &field->note, &field->help);
	read_kind(reader, object, field);
	field->limit = (size_t)read_number(reader, object, "limit");
	field->block = read_number(reader, object, "block");
	field->part = read_number(reader, object, "part");
	field->personal = cJSON_IsTrue(json_member(object, "personal"));
	field->sensitive = cJSON_IsTrue(json_member(object, "sensitive"));
	field->beside = cJSON_IsTrue(json_member(object, "beside"));
	field->extra = cJSON_IsTrue(json_member(object, "extra"));
	field->health_card = cJSON_IsTrue(json_member(object, "health_card"));
	field->list = list == NULL ? NULL : lists_find(reader->form->lists, list);
	field->code_field = -1;
	read_years(reader, json_member(object, "years"), field);
	read_options(reader, json_member(object, "options"), field);
	read_group(reader, json_member(object, "group"), field);
	check_field(reader, object, field);
}

/* Where the search for a name begins: its length, middle and ends tell most names apart. */
static size_t first_slot(const char *name)
{
	const unsigned char *bytes = (const unsigned char *)name;
	size_t length = strlen(name);

	return length == 0 ? 0 : length + 31u * bytes[0] + 5u * bytes[length / 2] + 17u * bytes[length - 1];
}

/* The slot of the field of that name, or the empty one where it would stand. */
static const struct field **find_slot(const struct form *form, const char *name)
{
	size_t slot = first_slot(name) & form->slot_mask;

	while (form->slots[slot] != NULL && strcmp(form->slots[slot]->name, name) != 0)
		slot = (slot + 1) & form->slot_mask;
	return &form->slots[slot];
}

/* At least half of the slots stay empty. */
static void lay_names(struct reader *reader)
{
	struct form *form = reader->form;
	size_t count = 2;

	while (count < 2 * form->field_count)
		count *= 2;
	form->slot_mask = count - 1;
	form->slots = arena_array(reader->arena, count, sizeof *form->slots);
	for (size_t i = 0; i < form->field_count; i++) {
		const struct field **slot = find_slot(form, form->fields[i].name);
		if (*slot != NULL)
			fail(reader, form->fields[i].name, "is there twice");
		*slot = &form->fields[i];
	}
}

/* The field whose code it is follows it. */
static void read_code(struct reader *reader, const char *code, struct field *fields, struct field *field)
{
	field->code_field = form_find(reader->form, code);
	if (field->code_field < 0 || fields[field->code_field].type != FIELD_CODE || field->list == NULL)
		fail(reader, field->name, "no such code field");
	else
		fields[field->code_field].follows = true;
}

static const struct { const char *name; enum field_type type; } meanings[FORM_MEANINGS] = {
#define MEANING(member, type) { #member, type },
#include "form/meaning.def"
#undef MEANING
};

static void read_meaning(struct reader *reader, const char *meaning, const struct field *field)
{
	size_t i = 0;

	while (i < FORM_MEANINGS && strcmp(meanings[i].name, meaning) != 0)
		i++;
	if (i == FORM_MEANINGS)
		fail(reader, meaning, "is no meaning");
	else if (reader->form->meant[i] != NULL)
		fail(reader, meaning, "two fields mean it");
	else if (meanings[i].type != field->type)
		fail(reader, meaning, "the field that means it is of another type");
	else
		reader->form->meant[i] = field;
}

static const char *const names[NAMED_COUNT] = {
#define NAMED(name) #name,
#include "form/named.def"
#undef NAMED
};

const char *form_named(enum named name)
{
	return names[name];
}

static void read_fields(struct reader *reader, const cJSON *array)
{
	struct form *form = reader->form;
	struct field *fields = arena_array(reader->arena, (size_t)cJSON_GetArraySize(array), sizeof *fields);
	const cJSON *item;

	form->fields = fields;
	cJSON_ArrayForEach(item, array) {
		struct field *field = &fields[form->field_count];
		read_field(reader, item, field);
		form->field_count++;
	}
	lay_names(reader);
	for (size_t name = 0; name < NAMED_COUNT; name++)
		form->named[name] = form_find(form, names[name]);
	size_t i = 0;
	cJSON_ArrayForEach(item, array) {
		struct field *field = &fields[i++];
		const char *code = json_text(item, "code"), *meaning = json_text(item, "meaning");
		if (code != NULL)
			read_code(reader, code, fields, field);
		if (meaning != NULL)
			read_meaning(reader, meaning, field);
	}
}

static void read_headings(struct reader *reader, const cJSON *root)
{
	const cJSON *questions = json_member(root, "questions"), *notes = json_member(root, "notes"), *item;
	struct question *question = arena_array(reader->arena, (size_t)cJSON_GetArraySize(questions), sizeof *question);
	struct note *note = arena_array(reader->arena, (size_t)cJSON_GetArraySize(notes), sizeof *note);

	reader->form->questions = question;
	reader->form->notes = note;
	cJSON_ArrayForEach(item, questions) {
		*question++ = (struct question){ read_needed(reader, item, "number"), read_needed(reader, item, "label") };
		reader->form->question_count++;
	}
	cJSON_ArrayForEach(item, notes) {
		*note++ = (struct note){ read_needed(reader, item, "number"), read_needed(reader, item, "text") };
		reader->form->note_count++;
	}
}

static void read_parts(struct reader *reader, const cJSON *array)
{
	struct form *form = reader->form;
	const char **parts = arena_array(reader->arena, (size_t)cJSON_GetArraySize(array) + 1, sizeof *parts);
	const cJSON *item;

	cJSON_ArrayForEach(item, array) {
		const char *label = cJSON_GetStringValue(item);
		if (label == NULL || form->part_count == FORM_PARTS_MOST)
			fail(reader, "parts", "are up to nine texts");
		else
			parts[form->part_count++] = arena_text(reader->arena, label);
	}
	form->parts = parts;
}

/* What the program asks for by its meaning. */
static void check_meanings(struct reader *reader)
{
	for (size_t i = 0; i < FORM_MEANINGS; i++) {
		if (reader->form->meant[i] == NULL)
			fail(reader, meanings[i].name, "no field means it");
	}
	if (reader->failed)
		return;
	for (size_t i = 0; i < reader->form->field_count; i++) {
		const struct field *field = &reader->form->fields[i];
		if (field->block > (int)reader->form->activity->option_count)
			fail(reader, field->name, "no such block");
	}
}

static void read_form(struct reader *reader, const cJSON *root)
{
	static const char *const properties[] = {
		"name", "version", "mark", "title", "subtitle", "notes", "questions", "parts", "fields"
	};
	struct form *form = reader->form;

	refuse_others(reader, root, properties, COUNT(properties));
	form->name = read_needed(reader, root, "name");
	form->version = read_number(reader, root, "version");
	form->mark = read_needed(reader, root, "mark");
	form->title = read_needed(reader, root, "title");
	form->subtitle = read_needed(reader, root, "subtitle");
	read_headings(reader, root);
	read_parts(reader, json_member(root, "parts"));
	read_fields(reader, json_member(root, "fields"));
	if (form->version < 1 || form->field_count == 0)
		fail(reader, form->name, "has no version or no fields");
	check_meanings(reader);
}

const struct form *form_load(struct arena *arena, const struct lists *lists, const char *json, size_t length,
                             struct error *error)
{
	struct form *form = arena_alloc(arena, sizeof *form);
	struct reader reader = { .arena = arena, .form = form, .error = error };
	cJSON *root = json_parse(json, length);

	form->lists = lists;
	if (!cJSON_IsObject(root))
		fail(&reader, "file", "is no JSON object");
	else
		read_form(&reader, root);
	cJSON_Delete(root);
	return reader.failed ? NULL : form;
}

int form_find(const struct form *form, const char *name)
{
	const struct field *found = *find_slot(form, name);

	return found == NULL ? -1 : (int)(found - form->fields);
}

const struct option *field_option(const struct field *field, int64_t value)
{
	if (value < 1 || value > (int64_t)field->option_count)
		return NULL;
	return &field->options[value - 1];
}
