/* Pairs of sheets that may be of one human and wait for a decision: the list, likeliest first. */
#include "web/person/duplicates.h"

#include "base/memory.h"
#include "web/frame/answer_json.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/part/pair.h"
#include "web/part/shown.h"

enum { PAGE_ROWS = 50 };

/* ---- what both lists share ---- */

void pair_csv_side(struct http_request *request, struct csv *csv, const struct record_row *row)
{
	csv_int(csv, row->id);
	csv_text(csv, state_code(row->state));
	csv_text(csv, web_masked(request, row->full_name));
	csv_text(csv, row->birth_date);
	csv_text(csv, web_number(request, row->citizen_id));
	csv_text(csv, row->area_name);
	csv_text(csv, row->commune_name);
}

void pair_put_side(struct http_request *request, struct tmpl_dict *row, const char *side, const struct record_row *r)
{
	struct arena *arena = request->arena;

	tmpl_put(row, arena_print(arena, "NAME_%s", side), r->full_name == NULL ? message_text(MSG_NO_NAME) : r->full_name);
	tmpl_put(row, arena_print(arena, "BIRTH_%s", side), web_iso_day(request, r->birth_date));
	tmpl_put(row, arena_print(arena, "NUMBER_%s", side), web_number(request, r->citizen_id));
	tmpl_put(row, arena_print(arena, "AREA_%s", side), web_hamlet(r->area_name));
	tmpl_put(row, arena_print(arena, "STATE_%s", side), state_code(r->state));
	tmpl_put(row, arena_print(arena, "STATE_%s_LABEL", side), state_label(r->state));
}

void pair_put_tabs(struct tmpl_dict *content, bool decided)
{
	static const struct { const char *url; enum message label; } tabs[] = {
		{ "/duplicates", MSG_DUP_OPEN_LIST }, { "/duplicates?state=decided", MSG_DUP_DECIDED_LIST },
	};

	for (size_t i = 0; i < COUNT(tabs); i++) {
		struct tmpl_dict *tab = tmpl_add(content, "TAB");
		tmpl_put(tab, "TAB_URL", tabs[i].url);
		tmpl_put(tab, "TAB_LABEL", message_text(tabs[i].label));
		if (i == (decided ? 1u : 0u))
			tmpl_show(tab, "TAB_CURRENT");
	}
}

/* ---- the open pairs ---- */

struct pair_list {
	struct csv_table table;
	struct duplicate_pair *pairs;
	size_t count, first, end;       /* of the page */
	int64_t after[3];               /* score and ids of the pair before the page; a 0: from the start */
};

/* Pairs of which the actor may see both, in their order. */
static enum err read_list(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct pair_list *list = arg;
	const struct actor *actor = web_actor(request);
	int64_t *communes;
	size_t commune_count;
	enum err err = duplicate_communes(db, request->arena, actor, &communes, &commune_count, error);

	for (size_t c = 0; err == ERR_OK && c < commune_count; c++) {
		struct duplicate_pair *pairs;
		size_t count;
		err = duplicate_list_any(db, request->arena, communes[c], &pairs, &count, error);
		if (err != ERR_OK)
			return err;
		struct duplicate_pair *all = arena_array(request->arena, list->count + count + 1, sizeof *all);
		if (list->count > 0)
			memcpy(all, list->pairs, list->count * sizeof *all);
		for (size_t i = 0; i < count; i++) {
			if (sheet_visible(db, actor, pairs[i].a.id) && sheet_visible(db, actor, pairs[i].b.id))
				all[list->count++] = pairs[i];
		}
		list->pairs = all;
	}
	return err;
}

/* Behind the pair that the page before ended with. */
static bool comes_after(const struct pair_list *list, const struct duplicate_pair *p)
{
	const int64_t *after = list->after;

	if (after[1] == 0)
		return true;
	if (p->score != after[0])
		return p->score < after[0];
	return p->a.id != after[1] ? p->a.id > after[1] : p->b.id > after[2];
}

static void cut_page(struct pair_list *list)
{
	while (list->first < list->count && !comes_after(list, &list->pairs[list->first]))
		list->first++;
	list->end = list->count - list->first > PAGE_ROWS ? list->first + PAGE_ROWS : list->count;
}

/* after=SCORE.A.B */
static enum err read_after(struct http_request *request, struct pair_list *list, struct error *error)
{
	const char *after = params_filled(&request->query, "after");
	long long score, a, b;
	char rest;

	if (after == NULL)
		return ERR_OK;
	if (sscanf(after, "%8lld.%12lld.%12lld%c", &score, &a, &b, &rest) != 3 || a <= 0 || b <= 0)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad place in the list");
	list->after[0] = score;
	list->after[1] = a;
	list->after[2] = b;
	return ERR_OK;
}

static const char *next_url(struct http_request *request, const struct pair_list *list, const char *path)
{
	if (list->end == list->count)
		return NULL;
	const struct duplicate_pair *last = &list->pairs[list->end - 1];
	return arena_print(request->arena, "%s?after=%lld.%lld.%lld", path, (long long)last->score, (long long)last->a.id,
	                   (long long)last->b.id);
}

/* ---- showing ---- */

static enum err send_page(struct http_request *request, struct http_response *response, const struct pair_list *list,
                          struct error *error)
{
	const char *title = message_text(MSG_TITLE_DUPLICATES), *next = next_url(request, list, "/duplicates");
	struct page page;
	enum err err = page_open(request, "person/duplicates.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", title);
	tmpl_put(page.content, "SUBHEADING",
	         message_fill(request, MSG_DUPLICATES_COUNT, web_count(request, (int64_t)list->count), NULL));
	pair_put_tabs(page.content, false);
	struct tmpl_dict *table = list->first == list->end ? NULL : tmpl_add(page.content, "PAIRS");
	if (table == NULL)
		tmpl_show(page.content, "NONE");
	for (size_t i = list->first; i < list->end; i++) {
		struct tmpl_dict *row = tmpl_add(table, "PAIR");
		tmpl_put(row, "PAIR_URL", duplicate_url(request, list->pairs[i].a.id, list->pairs[i].b.id));
		tmpl_put(row, "PAIR_REASONS", duplicate_reasons(request, list->pairs[i].signs));
		pair_put_side(request, row, "A", &list->pairs[i].a);
		pair_put_side(request, row, "B", &list->pairs[i].b);
	}
	put_section(page.content, "NEXT_PAGE", "NEXT_URL", next);
	put_section(page.content, "CSV_LINK", "CSV_URL", list->count == 0 ? NULL : "/duplicates.csv");
	return page_send(&page, response, 200, error);
}

static enum err send_json(struct http_request *request, struct http_response *response, const struct pair_list *list,
                          struct error *error)
{
	cJSON *rows = cJSON_CreateArray();

	for (size_t i = list->first; i < list->end; i++) {
		cJSON *row = cJSON_CreateObject();
		json_put_int(row, "a", list->pairs[i].a.id);
		json_put_int(row, "b", list->pairs[i].b.id);
		json_put_int(row, "score", list->pairs[i].score);
		json_put_text(row, "reasons", duplicate_reasons(request, list->pairs[i].signs));
		cJSON_AddItemToArray(rows, row);
	}
	return json_send(request, response,
	                 list_json(rows, (int64_t)list->count, next_url(request, list, "/duplicates.json")), error);
}

static enum err csv_pairs(struct db *db, struct http_request *request, struct csv_table *table, struct csv *csv,
                          struct error *error)
{
	struct pair_list *list = table->arg;
	enum err err = list->pairs == NULL ? read_list(db, request, list, error) : ERR_OK;
	size_t end = list->count - list->first > CSV_PAGE ? list->first + CSV_PAGE : list->count;

	for (; err == ERR_OK && list->first < end; list->first++) {
		const struct duplicate_pair *pair = &list->pairs[list->first];
		pair_csv_side(request, csv, &pair->a);
		pair_csv_side(request, csv, &pair->b);
		csv_int(csv, pair->score);
		csv_text(csv, duplicate_reasons(request, pair->signs));
		csv_row(csv);
	}
	table->total = (int64_t)list->count;
	table->more = err == ERR_OK && end < list->count;
	return err;
}

static enum err send_csv(struct http_request *request, struct http_response *response, struct error *error)
{
	static const char *const columns[] = { PAIR_COLUMNS("a"), PAIR_COLUMNS("b"), "score", "reasons" };
	struct pair_list *list = arena_alloc(request->arena, sizeof *list);

	*list = (struct pair_list){ .table = { .name = "phieu-trung", .columns = columns, .column_count = COUNT(columns),
		.page = csv_pairs,
		.arg = list } };
	return csv_send(request, response, &list->table, error);
}

static enum err page_open_pairs(struct http_request *request, struct http_response *response, struct error *error)
{
	struct pair_list list = { .count = 0 };
	enum err err = read_after(request, &list, error);

	if (err == ERR_OK && wants_csv(request))
		return send_csv(request, response, error);
	if (err == ERR_OK)
		err = web_read(request, read_list, &list, error);
	if (err != ERR_OK)
		return err;
	cut_page(&list);
	workflow_log_access(&web_app(request)->workflow, web_actor(request), ACCESS_VIEW, 0, request->path);
	return request->suffix[0] != '\0' ? send_json(request, response, &list, error)
	                                  : send_page(request, response, &list, error);
}

enum err page_duplicates(struct http_request *request, struct http_response *response, struct error *error)
{
	const char *state = params_filled(&request->query, "state");

	if (state == NULL || strcmp(state, "open") == 0)
		return page_open_pairs(request, response, error);
	if (strcmp(state, "decided") == 0)
		return page_decided(request, response, error);
	return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "no such state of pairs");
}
