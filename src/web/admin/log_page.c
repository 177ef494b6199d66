/* The history and the views, newest first. No answers: changes of sheets are not shown, numbers in reasons are
 * masked. */
#include "base/json.h"
#include "base/memory.h"
#include "store/admin/access_log.h"
#include "store/admin/notice.h"
#include "text/identity.h"
#include "text/utf8.h"
#include "web/admin/admin.h"
#include "web/admin/admin_form.h"
#include "web/admin/shown_tell.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"

enum { PAGE_ROWS = 50, URL_LIMIT = 2048, PARTS = 8, VALUE_LIMIT = 100 };
enum part { KIND, ACTOR, ACTION, FROM, TO, SHEET, AFTER_AT, AFTER_ID };

static const char *const part_names[PARTS] = { "kind", "actor", "action", "from", "to", "sheet", "at", "id" };

struct log_view {
	const char *parts[PARTS];       /* as sent, or NULL */
	struct log_filter filter;
	struct log_row *rows;
	size_t count;
	bool more;
};

/* ---- the query ---- */

/* The moment a day begins in Viet Nam, `later` days later, as stored; NULL for what is no day. */
static const char *begin_of_day(struct http_request *request, const char *typed, int later)
{
	struct date day;

	if (!date_from_typed(typed, false, &day))
		return NULL;
	char *utc = arena_alloc(request->arena, CLOCK_TEXT);
	clock_to_iso((date_to_days(day) + later) * 86400 - 7 * 3600, utc);
	return utc;
}

/* False for a part that means nothing. */
static bool understand(struct http_request *request, struct log_view *v)
{
	struct log_filter *f = &v->filter;
	const char *const *p = v->parts;

	f->views = p[KIND] != NULL && strcmp(p[KIND], "views") == 0;
	f->configuration = p[KIND] != NULL && strcmp(p[KIND], "configuration") == 0;
	f->username = p[ACTOR];
	f->action = action_from_code(p[ACTION]);
	f->access = access_from_code(p[ACTION]);
	if (f->action >= ACTION_SHEET_END)
		f->configuration = !f->views;
	f->from = p[FROM] == NULL ? NULL : begin_of_day(request, p[FROM], 0);
	f->until = p[TO] == NULL ? NULL : begin_of_day(request, p[TO], 1);
	f->before_at = p[AFTER_AT];
	f->limit = PAGE_ROWS + 1;
	if ((p[ACTION] != NULL && f->action == ACTION_NONE && f->access == ACCESS_NONE) ||
	    (p[FROM] != NULL && f->from == NULL) || (p[TO] != NULL && f->until == NULL))
		return false;
	if (p[KIND] != NULL && !f->views && strcmp(p[KIND], "configuration") != 0 && strcmp(p[KIND], "sheets") != 0)
		return false;
	return params_int(&request->query, "sheet", 1, INT64_MAX, &f->sheet_id) != PARAM_BAD &&
	       params_int(&request->query, "id", 1, INT64_MAX, &f->before_id) != PARAM_BAD;
}

static enum err read_query(struct http_request *request, struct log_view *v, struct error *error)
{
	for (int i = 0; i < PARTS; i++) {
		const char *sent = params_filled(&request->query, part_names[i]);
		v->parts[i] = sent;
		if (sent != NULL && utf8_length(sent) > VALUE_LIMIT)
			return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "%s too long", part_names[i]);
	}
	if (!understand(request, v))
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad filter of the log");
	return ERR_OK;
}

static enum err read_log(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct log_view *v = arg;
	enum err err = log_list_any(db, request->arena, &v->filter, &v->rows, &v->count, error);

	v->more = v->count > PAGE_ROWS;
	v->count = v->more ? PAGE_ROWS : v->count;
	return err;
}

/* The same filter from another place; last NULL: from the newest. */
static const char *log_url(struct http_request *request, const struct log_view *v, const struct log_row *last)
{
	char mark = '?';
	struct buf url;

	buf_init(&url, request->arena, URL_LIMIT);
	buf_text(&url, "/admin/log");
	for (int i = 0; i < AFTER_AT; i++) {
		if (v->parts[i] == NULL)
			continue;
		buf_print(&url, "%c%s=", mark, part_names[i]);
		buf_url(&url, v->parts[i]);
		mark = '&';
	}
	if (last == NULL)
		return url.data;
	buf_print(&url, "%cat=", mark);
	buf_url(&url, last->at);
	buf_print(&url, "&id=%lld", (long long)last->id);
	return url.data;
}

/* ---- the page ---- */

static void put_action(struct tmpl_dict *dict, const char *code, const char *label, bool chosen)
{
	struct tmpl_dict *row = tmpl_add(dict, "ACTION_OPTION");

	tmpl_put(row, "ACTION_VALUE", code);
	tmpl_put(row, "ACTION_TITLE", label);
	if (chosen)
		tmpl_show(row, "ACTION_SELECTED");
}

static void put_filter(struct tmpl_dict *dict, const struct log_view *v)
{
	static const struct { const char *value; enum message title; } kinds[] = {
		{ "sheets", MSG_LOG_EVENTS }, { "configuration", MSG_LOG_CONFIGURATION }, { "views", MSG_LOG_VIEWS } };
	static const enum action typing[] = { ACTION_CREATE, ACTION_EDIT };    /* first, as in the life of a sheet */
	static const struct { enum part part; const char *key; } inputs[] = {
		{ ACTOR, "ACTOR" }, { FROM, "FROM" }, { TO, "TO" }, { SHEET, "SHEET_ID" } };

	for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++)
		tmpl_put(dict, inputs[i].key, v->parts[inputs[i].part]);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct tmpl_dict *row = tmpl_add(dict, "KIND_OPTION");
		tmpl_put(row, "KIND_VALUE", kinds[i].value);
		tmpl_put(row, "KIND_TITLE", message_text(kinds[i].title));
		if (v->parts[KIND] != NULL && strcmp(v->parts[KIND], kinds[i].value) == 0)
			tmpl_show(row, "KIND_SELECTED");
	}
	for (size_t i = 0; i < COUNT(typing); i++)
		put_action(dict, action_code(typing[i]), action_label(typing[i]), v->filter.action == typing[i]);
	for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
		if (i != ACTION_CREATE && i != ACTION_EDIT)
			put_action(dict, action_code((enum action)i), action_label((enum action)i), (int)v->filter.action == i);
	}
	for (int i = ACCESS_NONE + 1; i < ACCESS_COUNT; i++)
		put_action(dict, access_code((enum access)i), access_label((enum access)i), (int)v->filter.access == i);
}

/* How what a change of the configuration was about is called. */
static const struct { const char *key; enum message label; } subjects[] = {
	{ "user", MSG_USER_NAME }, { "full_name", MSG_USER_FULL_NAME }, { "role", MSG_USER_ROLE }, { "area",
		MSG_NAV_AREAS },
	{ "areas", MSG_NAV_AREAS }, { "parent", MSG_LOG_PARENT }, { "name", MSG_AREA_SHORT }, { "before", MSG_LOG_BEFORE },
	{ "valid_from", MSG_AREA_FROM }, { "valid_to", MSG_AREA_TO }, { "replaces", MSG_AREA_REPLACES },
	{ "campaign", MSG_CAMPAIGN_CODE }, { "from", MSG_CAMPAIGN_FROM }, { "to", MSG_CAMPAIGN_TO }, { "closed_on",
		MSG_CAMPAIGN_CLOSED },
	{ "collect", MSG_CAMPAIGN_DAYS_COLLECT }, { "tally", MSG_CAMPAIGN_DAYS_TALLY }, { "check",
		MSG_CAMPAIGN_DAYS_CHECK },
	{ "entry", MSG_CAMPAIGN_DAYS_ENTRY },
	{ "rule", MSG_RULE_LABEL }, { "setting", MSG_RULE_SETTING }, { "version", MSG_RULE_VERSION }, { "reason",
		MSG_RULE_REASON },
	{ "whole", MSG_JOB_WHOLE }, { "job", MSG_JOB_NUMBER },
	{ "sheets", MSG_TARGET_SHEETS }, { "due_on", MSG_TARGET_DUE },
	{ "office.name", MSG_OFFICE_NAME }, { "office.superior", MSG_OFFICE_SUPERIOR }, { "office.place",
		MSG_OFFICE_PLACE },
	{ "office.labour", MSG_OFFICE_LABOUR }, { "signer.title", MSG_SIGNER_TITLE }, { "signer.name", MSG_SIGNER_NAME },
};

static const char *subject_label(const char *key)
{
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

static const char *tell_value(struct http_request *request, const cJSON *item)
{
	enum rule_setting setting;
	enum role role;

	if (cJSON_IsBool(item))
		return message_text(cJSON_IsTrue(item) ? MSG_LOG_YES : MSG_LOG_NO);
	if (!cJSON_IsString(item))
		return json_print(request->arena, item);
	if (strcmp(item->string, "role") == 0 && role_from_code(item->valuestring, &role))
		return role_label(role);
	if (strcmp(item->string, "setting") == 0 && rule_setting_from_code(item->valuestring, &setting))
		return rule_setting_label(setting);
	const char *day = web_iso_day(request, item->valuestring);
	return day[0] != '\0' && strlen(item->valuestring) == 10 ? day : item->valuestring;
}

/* {"user":"lan","role":"police"} -> the same in words, parts separated by dots */
static const char *tell_what(struct http_request *request, const char *json)
{
	cJSON *what = json_parse(json, strlen(json));
	struct buf text;

	buf_init(&text, request->arena, 1 << 20);
	for (const cJSON *item = what == NULL ? NULL : what->child; item != NULL; item = item->next) {
		const char *value = tell_value(request, item);
		if (value != NULL && value[0] != '\0')
			buf_print(&text, "%s%s: %s", text.length == 0 ? "" : " · ", subject_label(item->string), value);
	}
	cJSON_Delete(what);
	return identity_mask_all(request->arena, text.data);
}

static const char *tell(struct http_request *request, const struct log_row *row)
{
	const char *shown = row->access == ACCESS_NONE ? NULL : shown_tell(request, row);

	if (shown != NULL)
		return shown;
	if (row->what != NULL)
		return tell_what(request, row->what);
	return row->text == NULL ? "" : identity_mask_all(request->arena, row->text);
}

static const char *tell_states(struct http_request *request, const struct log_row *row)
{
	if (row->from_state == row->to_state)
		return "";
	if (row->from_state == STATE_NONE)
		return state_label(row->to_state);
	return arena_print(request->arena, "%s → %s", state_label(row->from_state), state_label(row->to_state));
}

static void put_row(struct http_request *request, struct tmpl_dict *dict, const struct log_row *row)
{
	struct tmpl_dict *out = tmpl_add(dict, "ENTRY");

	tmpl_put(out, "AT", web_time(request, row->at));
	tmpl_put(out, "ENTRY_ACTOR",
	         row->username == NULL ? message_text(MSG_LOG_COMMAND)
	                               : arena_print(request->arena, "%s (%s)", row->actor_name, row->username));
	tmpl_put(out, "ENTRY_ACTION", row->access != ACCESS_NONE ? access_label(row->access) : action_label(row->action));
	tmpl_put(out, "ENTRY_SHEET", row->sheet_id == 0 ? "" : web_id(request, row->sheet_id));
	tmpl_put(out, "ENTRY_STATES", tell_states(request, row));
	tmpl_put(out, "ENTRY_TEXT", tell(request, row));
}

enum err page_log(struct http_request *request, struct http_response *response, struct error *error)
{
	struct log_view v = { .count = 0 };
	struct page page;
	enum err err = read_query(request, &v, error);

	if (err == ERR_OK)
		err = web_read(request, read_log, &v, error);
	if (err == ERR_OK)
		err = admin_open(request, "admin/log.html", message_text(MSG_NAV_LOG), &page, error);
	if (err != ERR_OK)
		return err;
	put_filter(page.content, &v);
	if (v.count == 0)
		tmpl_show(page.content, "EMPTY");
	struct tmpl_dict *section = v.count == 0 ? NULL : tmpl_add(page.content, "LOG");
	for (size_t i = 0; i < v.count; i++)
		put_row(request, section, &v.rows[i]);
	if (v.filter.before_at != NULL)
		put_section(page.content, "FIRST_PAGE", "FIRST_URL", log_url(request, &v, NULL));
	if (v.more)
		put_section(page.content, "NEXT_PAGE", "NEXT_URL", log_url(request, &v, &v.rows[v.count - 1]));
	return page_send(&page, response, 200, error);
}
