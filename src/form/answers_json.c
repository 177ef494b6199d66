#include "base/json.h"
#include "base/memory.h"
#include "form/decode.h"

/* Keys of a sheet in a file that are no answers. */
static const char *const other_keys[] = {
	"uid", "state", "campaign", "enumerator", "campaign_id", "enumerator_id", "replaces_id", "replaces"
};

static int find_other(const char *key)
{
	for (size_t i = 0; i < COUNT(other_keys); i++) {
		if (strcmp(other_keys[i], key) == 0)
			return (int)i;
	}
	return -1;
}

static const char *raw_of(struct arena *arena, const cJSON *value)
{
	const char *raw = cJSON_IsString(value) ? arena_text(arena, value->valuestring) : json_print(arena, value);

	return raw == NULL ? "" : raw;
}

/* True when the value is of the type and in the range of a choice or boolean; 0 for false. */
static bool read_number(const struct field *field, const cJSON *value, int64_t *number)
{
	if (field->type == FIELD_BOOLEAN && cJSON_IsBool(value)) {
		*number = cJSON_IsTrue(value);
		return true;
	}
	if (!json_integer(value, number))
		return false;
	return field->type == FIELD_BOOLEAN ? *number == 0 || *number == 1 : field_option(field, *number) != NULL;
}

/* Area codes are kept as text; who has a tree of areas looks them up. */
static void read_area(struct arena *arena, const cJSON *value, struct answer *out)
{
	static const struct field code = { .name = "area_id", .type = FIELD_TEXT, .limit = 200 };

	answer_decode(arena, &code, value->valuestring, out);
}

static void read_value(struct arena *arena, const struct field *field, const cJSON *value, struct answer *out)
{
	bool numeric = field->type == FIELD_CHOICE || field->type == FIELD_BOOLEAN;
	int64_t number;

	if (cJSON_IsNull(value))
		return;
	if (numeric && read_number(field, value, &number)) {
		if (number > 0)
			*out = (struct answer){ .state = ANSWER_VALID, .number = number };
	} else if (numeric || !cJSON_IsString(value)) {
		answer_refuse(out, FAULT_VALUE, raw_of(arena, value));
	} else if (field->type == FIELD_AREA) {
		read_area(arena, value, out);
	} else {
		answer_decode(arena, field, value->valuestring, out);
	}
}

static void note_key(struct arena *arena, struct answers *answers, const char *key)
{
	if (answers->unknown_key == NULL)
		answers->unknown_key = arena_text(arena, key);
}

/* seen: of the form's fields, then of the other keys. */
static void read_member(struct arena *arena, const cJSON *member, bool *seen, struct answers *out)
{
	const struct form *form = out->form;
	int field = form_find(form, member->string), other = field < 0 ? find_other(member->string) : -1;

	if (field < 0 && other < 0) {
		note_key(arena, out, member->string);
		return;
	}
	bool *before = field >= 0 ? &seen[field] : &seen[form->field_count + (size_t)other];
	if (*before)
		note_key(arena, out, member->string);
	if (*before && field >= 0)
		answer_refuse(&out->items[field], FAULT_VALUE, raw_of(arena, member));
	else if (field >= 0)
		read_value(arena, &form->fields[field], member, &out->items[field]);
	*before = true;
}

void answers_from_json(struct arena *arena, const cJSON *object, struct answers *out)
{
	if (!cJSON_IsObject(object)) {
		out->broken = true;
		return;
	}
	bool *seen = arena_array(arena, out->form->field_count + COUNT(other_keys), sizeof *seen);
	for (const cJSON *member = object->child; member != NULL; member = member->next)
		read_member(arena, member, seen, out);
	answers_settle(out);
}

cJSON *answer_to_json(const struct field *field, const struct answer *answer)
{
	char day[DATE_TEXT];

	if (answer->state != ANSWER_VALID)
		return NULL;
	switch (field->type) {
	case FIELD_CHOICE:
		return cJSON_CreateNumber((double)answer->number);
	case FIELD_BOOLEAN:
		return cJSON_CreateTrue();
	case FIELD_DATE:
	case FIELD_PARTIAL_DATE:
		date_to_iso(answer->date, day);
		return cJSON_CreateString(day);
	case FIELD_TEXT:
	case FIELD_NUMBER:
	case FIELD_CODE:
	case FIELD_AREA:
		break;
	}
	return answer->text == NULL ? NULL : cJSON_CreateString(answer->text);
}
