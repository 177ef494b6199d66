#include "web/list/filter.h"

#include "text/messages.h"
#include "text/utf8.h"
#include "web/frame/search.h"
#include "web/part/shown.h"

enum { ID_START = 3, OLD_ID = 9, FULL_ID = 12, URL_LIMIT = 8192 };

static const char digits[] = "0123456789";

struct reading {
	struct http_request *request;
	const struct params *params;
	struct list_filter *out;
};

typedef bool read_part(struct reading *r, const char *name, const char *text);

/* ---- the parts ---- */

static bool read_state(struct reading *r, const char *name, const char *text)
{
	(void)name;
	r->out->sheets.state = state_from_code(text);
	return r->out->sheets.state != STATE_NONE;
}

static bool read_area(struct reading *r, const char *name, const char *text)
{
	(void)text;
	return params_int(r->params, name, 1, INT64_MAX, &r->out->sheets.area_id) == PARAM_OK;
}

static bool read_campaign(struct reading *r, const char *name, const char *text)
{
	(void)text;
	return params_int(r->params, name, 1, INT64_MAX, &r->out->sheets.campaign_id) == PARAM_OK;
}

static bool read_enumerator(struct reading *r, const char *name, const char *text)
{
	(void)text;
	return params_int(r->params, name, 1, INT64_MAX, &r->out->sheets.enumerator_id) == PARAM_OK;
}

static bool read_after(struct reading *r, const char *name, const char *text)
{
	(void)text;
	return params_int(r->params, name, 1, INT64_MAX, &r->out->sheets.after) == PARAM_OK;
}

static bool read_clean(struct reading *r, const char *name, const char *text)
{
	int64_t clean = 0;

	(void)text;
	if (params_int(r->params, name, 0, 1, &clean) != PARAM_OK)
		return false;
	r->out->sheets.clean = clean == 1 ? 1 : -1;
	return true;
}

static bool read_rule(struct reading *r, const char *name, const char *text)
{
	(void)name;
	r->out->sheets.rule = text;
	return acceptance_find(text) >= 0;
}

/* ---- what somebody looks for ---- */

/* The text without spaces and dots. */
static const char *without_gaps(struct arena *arena, const char *text)
{
	char *out = arena_text(arena, text);
	size_t length = 0;

	for (; *text != '\0'; text++) {
		if (*text != ' ' && *text != '.')
			out[length++] = *text;
	}
	out[length] = '\0';
	return out;
}

static bool is_digits(const char *text)
{
	return text[strspn(text, digits)] == '\0';
}

static void look_for_id(struct reading *r, const char *id)
{
	struct list_filter *f = r->out;
	size_t length = strlen(id);

	f->by_id = true;
	f->sheets.citizen_exact = length == OLD_ID || length == FULL_ID;
	f->half_id = !f->sheets.citizen_exact && actor_is_masked(web_actor(r->request));
	f->sheets.citizen_exact |= f->half_id;
	f->sheets.citizen_id = f->half_id ? "" : id;
}

static bool read_q(struct reading *r, const char *name, const char *text)
{
	struct arena *arena = r->request->arena;
	const char *q = utf8_clean(arena, text);

	(void)name;
	if (q == NULL || utf8_length(q) > SEARCH_LIMIT)
		return false;
	r->out->typed = text;
	const char *packed = without_gaps(arena, q);
	if (is_digits(packed) && strlen(packed) >= ID_START)
		look_for_id(r, packed);
	else if (!is_digits(packed) && strpbrk(q, digits) != NULL)
		r->out->sheets.paper_no = q;
	else if (q[0] != '\0')
		r->out->sheets.name = utf8_fold(arena, q);
	return true;
}

static bool read_s(struct reading *r, const char *name, const char *text)
{
	const char *q = search_opened(r->request, text);

	return q != NULL && r->out->typed == NULL && read_q(r, name, q);
}

static const struct { const char *name; read_part *read; } parts_table[FILTER_PARTS] = {
	[FILTER_STATE] = { "state", read_state },
	[FILTER_AREA] = { "area", read_area },
	[FILTER_CAMPAIGN] = { "campaign", read_campaign },
	[FILTER_ENUMERATOR] = { "enumerator", read_enumerator },
	[FILTER_CLEAN] = { "clean", read_clean },
	[FILTER_RULE] = { "rule", read_rule },
	[FILTER_Q] = { "q", read_q },
	[FILTER_S] = { "s", read_s },
	[FILTER_AFTER] = { "after", read_after },
};

static enum err refuse(int part, struct error *error)
{
	enum message why = part == FILTER_S ? MSG_SEARCH_ELSEWHERE : MSG_BAD_FILTER;

	return error_set(error, ERR_BAD_REQUEST, message_text(why), "bad filter %s", parts_table[part].name);
}

enum err filter_read(struct http_request *request, const struct params *params, unsigned parts, struct list_filter *out,
                     struct error *error)
{
	struct reading reading = { request, params, out };

	*out = (struct list_filter){ .sheets.hidden_rules = finding_hidden_rules(request->arena, web_actor(request)) };
	for (int i = 0; i < FILTER_PARTS; i++) {
		const char *name = parts_table[i].name;
		const char *text = (parts & FILTER_BIT(i)) != 0 ? params_filled(params, name) : NULL;
		if (text == NULL)
			continue;
		if (!parts_table[i].read(&reading, name, text))
			return refuse(i, error);
		out->texts[i] = text;
	}
	if (!out->by_id || out->half_id)
		return ERR_OK;
	return number_search_admit(&web_app(request)->numbers, request->arena, web_actor(request), out->sheets.citizen_id,
	                           error);
}

/* ---- carried on ---- */

bool filter_is_set(const struct list_filter *filter)
{
	for (int i = 0; i < FILTER_AFTER; i++) {
		if (filter->texts[i] != NULL)
			return true;
	}
	return false;
}

const char *filter_url(struct http_request *request, const char *path, const struct list_filter *filter,
                       enum filter_part changed, const char *value)
{
	struct buf url;
	char before = '?';

	buf_init(&url, request->arena, URL_LIMIT);
	buf_text(&url, path);
	for (int i = 0; i < FILTER_PARTS; i++) {
		const char *text = i == (int)changed ? value : i == FILTER_AFTER ? NULL : filter->texts[i];
		if (text == NULL)
			continue;
		buf_print(&url, "%c%s=", before, parts_table[i].name);
		buf_url(&url, text);
		before = '&';
	}
	return url.data;
}

void filter_hide(struct tmpl_dict *dict, const struct list_filter *filter, unsigned parts)
{
	for (int i = 0; i < FILTER_PARTS; i++) {
		if ((parts & FILTER_BIT(i)) == 0 || filter->texts[i] == NULL)
			continue;
		struct tmpl_dict *row = tmpl_add(dict, "FILTER");
		tmpl_put(row, "FILTER_NAME", parts_table[i].name);
		tmpl_put(row, "FILTER_VALUE", filter->texts[i]);
	}
}

void filter_log(struct http_request *request, const struct list_filter *filter, const struct sheet_row *rows,
                size_t count, bool more)
{
	int64_t *ids = arena_array(request->arena, count + 1, sizeof *ids);

	if (!filter->by_id || filter->half_id)
		return;
	for (size_t i = 0; i < count; i++)
		ids[i] = rows[i].id;
	workflow_log_search(&web_app(request)->workflow, web_actor(request), filter->sheets.citizen_id, ids, count, more);
}
