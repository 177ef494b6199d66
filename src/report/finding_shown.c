#include "report/finding_shown.h"

#include "acceptance/acceptance.h"
#include "base/clock.h"
#include "base/date.h"
#include "table/display.h"
#include "text/label.h"
#include "workflow/verdict/audience.h"

enum { TITLE_LETTERS = 60 };

/* ---- in words ---- */

const char *finding_shown(const struct kind_reader *reader, const struct finding_row *f)
{
	char day[DATE_TEXT];
	const char *text = f->message;

	if (f->record_state != STATE_NONE) {
		date_to_shown(clock_day_of(f->record_since), day);
		text = finding_tell(reader->arena, text, state_label(f->record_state), day);
	}
	return display_text(reader->arena, reader->actor, text);
}

const char *findings_told(const struct kind_reader *reader, const struct finding_row *findings, size_t count)
{
	const char *told = "";

	for (size_t i = 0; i < count; i++)
		told = arena_print(reader->arena, "%s%s%s: %s", told, i == 0 ? "" : "; ", findings[i].rule,
		                   finding_shown(reader, &findings[i]));
	return told;
}

static bool ends_sentence(const char *text)
{
	return *text == '\0' || *text == ';' || strcmp(text, ".") == 0 || strncmp(text, ". ", 2) == 0;
}

const char *rule_title(struct arena *arena, const char *id)
{
	int index = acceptance_find(id);
	const char *text = index < 0 ? "" : acceptance_rule((size_t)index).message, *end = text, *cut = text;

	for (size_t letters = 0; !ends_sentence(end) && letters <= TITLE_LETTERS; end++) {
		letters += ((unsigned char)*end & 0xc0) != 0x80;
		if (*end == ' ')
			cut = end;
	}
	bool whole = ends_sentence(end);
	return arena_print(arena, "%s %.*s%s", id, (int)((whole ? end : cut) - text), text, whole ? "" : "…");
}

/* ---- JSON ---- */

static cJSON *fields_json(const struct finding_row *f)
{
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < f->field_count; i++)
		cJSON_AddItemToArray(list, cJSON_CreateString(f->fields[i]));
	return list;
}

static cJSON *confirmed_json(const struct kind_reader *reader, const struct finding_row *f)
{
	if (f->confirmed_by == 0)
		return cJSON_CreateNull();
	cJSON *object = cJSON_CreateObject();
	json_put_text(object, "by", f->confirmed_name);
	json_put_text(object, "at", f->confirmed_at);
	json_put_text(object, "reason", display_text(reader->arena, reader->actor, f->reason));
	return object;
}

static cJSON *finding_json(const struct kind_reader *reader, const struct finding_row *f)
{
	cJSON *object = cJSON_CreateObject();

	json_put_int(object, "id", f->id);
	json_put_text(object, "rule", f->rule);
	json_put_text(object, "severity", severity_code(f->severity));
	cJSON_AddItemToObject(object, "fields", fields_json(f));
	json_put_text(object, "message", finding_shown(reader, f));
	cJSON_AddItemToObject(object, "confirmed", confirmed_json(reader, f));
	return object;
}

cJSON *findings_json(const struct kind_reader *reader, const struct finding_row *findings, size_t count)
{
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < count; i++) {
		if (finding_is_shown(reader->actor, &findings[i]))
			cJSON_AddItemToArray(list, finding_json(reader, &findings[i]));
	}
	return list;
}
