#include "report/admin/log_tell.h"

#include "base/buf.h"
#include "base/json.h"
#include "base/memory.h"
#include "report/paper/paper_type.h"
#include "report/registry.h"
#include "store/campaign/area.h"
#include "store/campaign/workday.h"
#include "store/campaign/campaign_switch.h"
#include "table/display.h"
#include "text/identity.h"
#include "text/label.h"
#include "text/number/money.h"
#include "workflow/access.h"

/* A page of one member of the Tổ shows no sheet (web/admin/member_page.c). */
static const char member_page[] = "member";

enum { ID_TEXT = 22, WHAT_TEXT = 1 << 20 };

static const char *fill(struct arena *arena, enum message message, const char *one, const char *two)
{
	const char *const values[] = { one, two };

	return message_with(arena, message, values, COUNT(values));
}

/* ---- what a search found ---- */

static const char *tell_ids(struct arena *arena, const struct log_row *row)
{
	struct buf text;

	buf_init(&text, arena, ID_TEXT * (row->id_count + 1));
	for (size_t i = 0; i < row->id_count; i++)
		buf_print(&text, "%s%lld", i == 0 ? "" : ", ", (long long)row->ids[i]);
	return text.data;
}

static const char *tell_found(struct arena *arena, const struct log_row *row)
{
	bool more = (int64_t)row->id_count < row->shown || strstr(row->text, SOUGHT_MORE) != NULL;

	if (row->shown == 0)
		return message_text(MSG_LOG_FOUND_NONE);
	return fill(arena, more ? MSG_LOG_FOUND_MORE : MSG_LOG_FOUND, tell_ids(arena, row), NULL);
}

/* "12,45" -> "12, 45" */
static const char *spaced(struct arena *arena, const char *ids, size_t length)
{
	struct buf text;

	buf_init(&text, arena, 2 * length);
	for (size_t i = 0; i < length; i++) {
		buf_char(&text, ids[i]);
		if (ids[i] == ',')
			buf_char(&text, ' ');
	}
	return text.data;
}

/* Rows of before say what was found in their text, or, still older ones, only how the number ends. */
static const char *tell_found_in_text(struct arena *arena, const char *rest)
{
	const char *ids = strstr(rest, SOUGHT_FOUND);

	if (ids == NULL)
		return rest[0] == '\0' ? "" : message_text(MSG_LOG_FOUND_NONE);
	ids += sizeof SOUGHT_FOUND - 1;
	size_t length = strspn(ids, "0123456789,");
	return fill(arena, ids[length] == '\0' ? MSG_LOG_FOUND : MSG_LOG_FOUND_MORE, spaced(arena, ids, length),
	                    NULL);
}

static const char *tell_sought(struct arena *arena, const struct log_row *row)
{
	const char *end = row->text + sizeof SOUGHT_ENDING - 1, *found = "";
	size_t digits = strspn(end, "0123456789");

	if (row->table == NULL)
		found = tell_found_in_text(arena, end + digits);
	else if (row->access == ACCESS_SEARCH)
		found = tell_found(arena, row);
	return fill(arena, MSG_LOG_SOUGHT, arena_text_n(arena, end, digits), found);
}

/* ---- what a list showed ---- */

static const char *tell_shown(struct arena *arena, const struct log_row *row)
{
	bool sought = row->text != NULL && strncmp(row->text, SOUGHT_ENDING, sizeof SOUGHT_ENDING - 1) == 0;

	if (sought && (row->access == ACCESS_SEARCH || row->table == NULL))
		return tell_sought(arena, row);
	if (row->table == NULL)
		return NULL;
	const struct table *table = table_named(row->table);
	if (table == NULL ? strcmp(row->table, member_page) == 0 : table->shows != SHOWS_SHEETS)
		return list_title(row->table);
	const char *list = fill(arena, MSG_LOG_SHOWN, list_title(row->table), display_count(arena, row->shown));
	return !sought ? list : arena_print(arena, "%s · %s", list, tell_sought(arena, row));
}

/* ---- what was changed ---- */

/* What a paper is compared with: masked, it would not be the same. */
#define HASH "hash"

/* How what a change of the configuration was about is called. */
static const struct { const char *key; enum message label; } subjects[] = {
	{ "roster", MSG_NAV_ROSTER }, { "list", MSG_ROSTER_LIST }, { "fields", MSG_HEAD_DIFFERS },
	{ "people", MSG_HEAD_ON_LIST }, { "choice", MSG_HEAD_HANDLED },
	{ "user", MSG_USER_NAME }, { "full_name", MSG_USER_FULL_NAME }, { "role", MSG_USER_ROLE }, { "area",
		MSG_NAV_AREAS },
	{ "areas", MSG_NAV_AREAS }, { "parent", MSG_LOG_PARENT }, { "name", MSG_AREA_SHORT }, { "before", MSG_LOG_BEFORE },
	{ "valid_from", MSG_AREA_FROM }, { "valid_to", MSG_AREA_TO }, { "replaces", MSG_AREA_REPLACES },
	{ "plan_no", MSG_CAMPAIGN_PLAN_NO }, { "plan_on", MSG_CAMPAIGN_PLAN_ON },
	{ "collect_closed_on", MSG_CAMPAIGN_COLLECT_CLOSED }, { "stage", MSG_MILESTONE_STAGE },
	{ "last_day", MSG_MILESTONE_DAY }, { "of_target", MSG_MILESTONE_SHARE }, { "task", MSG_TASK_NAME },
	{ "whose", MSG_TASK_WHOSE }, { "every", MSG_TASK_EVERY }, { "done_on", MSG_TASK_DONE_ON },
	{ "campaign", MSG_CAMPAIGN_CODE }, { "from", MSG_CAMPAIGN_FROM }, { "to", MSG_CAMPAIGN_TO }, { "closed_on",
		MSG_CAMPAIGN_CLOSED },
	{ "collect", MSG_CAMPAIGN_DAYS_COLLECT }, { "tally", MSG_CAMPAIGN_DAYS_TALLY }, { "check",
		MSG_CAMPAIGN_DAYS_CHECK },
	{ "entry", MSG_CAMPAIGN_DAYS_ENTRY }, { "supplement", MSG_CAMPAIGN_DAYS_SUPPLEMENT },
	{ "answer", MSG_CAMPAIGN_DAYS_ANSWER },
	{ "days_off", MSG_CAMPAIGN_DAYS_OFF }, { SETTING_DAYS_OFF, MSG_DAYS_OFF }, { SETTING_SOON_DAYS, MSG_SOON_DAYS },
	{ "body", MSG_MEMBER_BODY }, { "trained_on", MSG_MEMBER_TRAINED }, { "team", MSG_TEAM_NAME },
	{ "decision_no", MSG_TEAM_DECISION }, { "decided_on", MSG_TEAM_DAY }, { "keeper", MSG_TEAM_KEEPER },
	{ "pay_role", MSG_HEAD_PAY_ROLE }, { "new", MSG_HEAD_PRICE_NEW }, { "change", MSG_HEAD_PRICE_CHANGE },
	{ "decided_no", MSG_HEAD_DECIDED_NO }, { "source", MSG_HEAD_SOURCE },
	{ "share", MSG_HEAD_PRICE_SHARE }, { "cap", MSG_HEAD_PRICE_CAP }, { "amount", MSG_HEAD_AMOUNT },
	{ "tax", MSG_HEAD_TAX }, { "lines", MSG_LOG_LINES }, { "settled_on", MSG_HEAD_SETTLED },
	{ "price", MSG_LOG_INTERNAL_NO }, { "payment", MSG_LOG_INTERNAL_NO }, { "minutes", MSG_LOG_INTERNAL_NO },
	{ "paper", MSG_LOG_INTERNAL_NO }, { "of", MSG_LOG_PAPER_OF }, { "number", MSG_LOG_PAPER_NO },
	{ HASH, MSG_LOG_PAPER_HASH },
	{ "rule", MSG_RULE_LABEL }, { "setting", MSG_RULE_SETTING }, { "version", MSG_RULE_VERSION }, { "reason",
		MSG_RULE_REASON },
	{ "whole", MSG_JOB_WHOLE }, { "job", MSG_JOB_NUMBER },
	{ "sheets", MSG_TARGET_SHEETS }, { "sheets_before", MSG_TARGET_BEFORE }, { "expected", MSG_TARGET_A },
	{ "surveyed", MSG_TARGET_B }, { "changed", MSG_TARGET_C }, { "due_on", MSG_TARGET_DUE },
	{ "office.name", MSG_OFFICE_NAME }, { "office.superior", MSG_OFFICE_SUPERIOR }, { "office.place",
		MSG_OFFICE_PLACE },
	{ "office.team_code", MSG_OFFICE_TEAM_CODE },
	{ "office.code", MSG_OFFICE_CODE }, { "office.police", MSG_OFFICE_POLICE },
	{ "office.police_superior", MSG_OFFICE_POLICE_SUPERIOR }, { "office.basis", MSG_OFFICE_BASIS },
	{ "paper.police_prints", MSG_PAPER_POLICE_PRINTS }, { "paper.numbered", MSG_PAPER_NUMBERED },
	{ "paper.le", MSG_PAPER_LE }, { "paper.confirmed", MSG_PAPER_CONFIRMED },
	{ "paper.order", MSG_PAPER_ORDER }, { "site.address", MSG_SITE_ADDRESS },
	{ "archive.kept_for", MSG_KEPT_FOR },
	{ "office.labour", MSG_OFFICE_LABOUR }, { "signer.title", MSG_SIGNER_TITLE }, { "signer.name", MSG_SIGNER_NAME },
};

/* The same where it is said of something else: beside that key. */
static const struct { const char *beside, *key; enum message label; } particular[] = {
	{ "price", "from", MSG_PRICE_FROM }, { "price", "decided_on", MSG_HEAD_DECIDED_ON },
	{ "payment", "from", MSG_FILTER_FROM }, { "payment", "to", MSG_FILTER_UNTIL },
};

static const char *subject_label(const cJSON *what, const char *key)
{
	for (size_t i = 0; i < COUNT(particular); i++) {
		if (strcmp(particular[i].key, key) == 0 && cJSON_GetObjectItemCaseSensitive(what, particular[i].beside) != NULL)
			return message_text(particular[i].label);
	}
	for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
		if (strcmp(subjects[i].key, key) == 0)
			return message_text(subjects[i].label);
	}
	for (size_t i = 0; i < CAMPAIGN_SWITCH_COUNT; i++) {
		if (strcmp(campaign_switches[i].code, key) == 0)
			return message_text(campaign_switches[i].label);
	}
	return key;
}

/* Of what something was issued or dropped: a paper, minutes. NULL: of neither. */
static const char *tell_of(const char *code)
{
	int kind = codes_find(&paper_kind_codes, code), type = codes_find(&minutes_type_codes, code);
	size_t count;
	const struct paper_type *const *rows = papers(&count);

	for (size_t i = 0; i < count && kind >= 0; i++) {
		if (rows[i]->issued_as == kind)
			return message_text(rows[i]->title);
	}
	return type < 0 ? NULL : minutes_type_label((enum minutes_type)type);
}

/* A code in words; NULL: it is none. */
static const char *tell_code(const char *key, const char *code)
{
	enum rule_setting setting;
	enum role role;
	int paid = codes_find(&pay_role_codes, code), every = codes_find(&every_codes, code);

	if (strcmp(key, "role") == 0 && role_from_code(code, &role))
		return role_label(role);
	if (strcmp(key, "setting") == 0 && rule_setting_from_code(code, &setting))
		return rule_setting_label(setting);
	if (strcmp(key, "stage") == 0 && stage_from_code(code) != STAGE_COUNT)
		return stage_label(stage_from_code(code));
	if (strcmp(key, "every") == 0 && every >= 0)
		return every_label((enum every)every);
	if (strcmp(key, "pay_role") == 0 && paid >= 0)
		return pay_role_label((enum pay_role)paid);
	return strcmp(key, "of") == 0 ? tell_of(code) : NULL;
}

static const char *tell_number(struct arena *arena, const cJSON *item)
{
	static const char *const sums[] = { "new", "change", "amount", "tax" }, *const shares[] = { "share", "cap" };

	for (size_t i = 0; i < COUNT(sums); i++) {
		if (strcmp(item->string, sums[i]) == 0)
			return display_count(arena, (int64_t)item->valuedouble);
	}
	for (size_t i = 0; i < COUNT(shares); i++) {
		if (strcmp(item->string, shares[i]) == 0)
			return item->valuedouble == 0 ? NULL : share_text(arena, (int64_t)item->valuedouble);
	}
	return json_print(arena, item);
}

/* "commune:22351, commune:22366" -> "Phường Phương Sài (22351), Phường Phước Tân (22366)": as they were called on that
 * day; a code of none stays as it is. */
static const char *tell_areas(struct db *db, struct arena *arena, const char *codes, const char *day)
{
	struct buf text;
	struct area area;
	struct error none = { .code = ERR_OK };

	buf_init(&text, arena, WHAT_TEXT);
	while (*codes != '\0') {
		size_t length = strcspn(codes, ",");
		const char *code = arena_text_n(arena, codes, length);
		buf_text(&text, text.length == 0 ? "" : ", ");
		if (area_by_code_any(db, arena, code, day, &area, &none) == ERR_OK)
			buf_print(&text, "%s (%s)", area.full_name, area.code);
		else
			buf_text(&text, code);
		codes += length + strspn(codes + length, ", ");
	}
	return text.data;
}

static bool is_of_areas(const char *key)
{
	static const char *const keys[] = { "area", "areas", "parent", "replaces" };

	for (size_t i = 0; i < COUNT(keys); i++) {
		if (strcmp(key, keys[i]) == 0)
			return true;
	}
	return false;
}

static const char *tell_value(struct db *db, struct arena *arena, const cJSON *item, const char *at)
{
	if (cJSON_IsBool(item))
		return message_text(cJSON_IsTrue(item) ? MSG_LOG_YES : MSG_LOG_NO);
	if (cJSON_IsNumber(item))
		return tell_number(arena, item);
	if (!cJSON_IsString(item))
		return json_print(arena, item);
	const char *word = tell_code(item->string, item->valuestring);
	if (word != NULL)
		return word;
	if (is_of_areas(item->string))
		return tell_areas(db, arena, item->valuestring, arena_text_n(arena, at, DATE_TEXT - 1));
	const char *day = display_day(arena, item->valuestring);
	return day[0] != '\0' && strlen(item->valuestring) == 10 ? day : item->valuestring;
}

/* {"user":"lan","role":"police"} -> the same in words, parts separated by dots */
static const char *tell_what(struct db *db, struct arena *arena, const char *json, const char *at)
{
	cJSON *what = json_parse(json, strlen(json));
	struct buf text;

	buf_init(&text, arena, WHAT_TEXT);
	for (const cJSON *item = what == NULL ? NULL : what->child; item != NULL; item = item->next) {
		const char *value = tell_value(db, arena, item, at);
		if (value == NULL || value[0] == '\0')
			continue;
		if (strcmp(item->string, HASH) != 0)
			value = identity_mask_all(arena, value);
		buf_print(&text, "%s%s: %s", text.length == 0 ? "" : " · ", subject_label(what, item->string), value);
	}
	cJSON_Delete(what);
	return text.data;
}

const char *log_tell(struct db *db, struct arena *arena, const struct log_row *row)
{
	const char *shown = row->access == ACCESS_NONE ? NULL : tell_shown(arena, row);

	if (shown != NULL)
		return shown;
	if (row->what != NULL)
		return tell_what(db, arena, row->what, row->at);
	return row->text == NULL ? "" : identity_mask_all(arena, row->text);
}
