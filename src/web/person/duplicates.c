/* Pairs of sheets that may be of one human: those that wait for a decision, or those that were decided about, from
 * which one comes back to the pair, where it is undone. */
#include "web/person/duplicates.h"

#include "base/memory.h"
#include "report/person/pair_lines.h"
#include "report/registry.h"
#include "text/label.h"
#include "web/frame/text.h"
#include "web/list/table_page.h"

static void put_side(struct http_request *request, struct tmpl_dict *row, const char *side, const struct record_row *r)
{
	struct arena *arena = request->arena;

	tmpl_put(row, arena_print(arena, "NO_%s", side), sheet_number(arena, r->paper_no, r->id));
	tmpl_put(row, arena_print(arena, "NAME_%s", side), r->full_name == NULL ? message_text(MSG_NO_NAME) : r->full_name);
	tmpl_put(row, arena_print(arena, "BIRTH_%s", side), web_iso_day(request, r->birth_date));
	tmpl_put(row, arena_print(arena, "NUMBER_%s", side), web_number(request, r->citizen_id));
	tmpl_put(row, arena_print(arena, "AREA_%s", side), web_hamlet(r->area_name));
	tmpl_put(row, arena_print(arena, "STATE_%s", side), state_code(r->state));
	tmpl_put(row, arena_print(arena, "STATE_%s_LABEL", side), state_label(r->state));
}

static void put_decision(struct table_ask *ask, struct tmpl_dict *row, const struct pair_line *line)
{
	const struct duplicate_decision *d = &line->decision;
	struct tmpl_dict *decision = tmpl_add(row, "DECISION");

	tmpl_put(decision, "VERDICT", line->label);
	tmpl_put(decision, "DECIDED_BY", d->decided_name);
	tmpl_put(decision, "DECIDED_AT", kind_shown(&ask->reader, KIND_TIME, &d->decided_at));
	tmpl_put(decision, "DECIDED_REASON", kind_shown(&ask->reader, KIND_TEXT, &d->reason));
}

static void put_pairs(struct http_request *request, struct tmpl_dict *content, struct table_view *view, bool decided)
{
	struct tmpl_dict *pairs = tmpl_add(content, "PAIRS");

	tmpl_show(pairs, decided ? "DECISION_HEAD" : "REASONS_HEAD");
	for (size_t i = 0; i < view->rows.count; i++) {
		const struct pair_line *line = table_row(view->ask.table, &view->rows, i);
		struct tmpl_dict *row = tmpl_add(pairs, "PAIR");
		tmpl_put(row, "PAIR_URL", view->ask.table->link(&view->ask, line));
		put_side(request, row, "A", &line->a);
		put_side(request, row, "B", &line->b);
		if (decided)
			put_decision(&view->ask, row, line);
		else
			put_section(row, "REASONS", "PAIR_REASONS", line->reasons);
	}
}

/* The choice between both lists. */
static void put_tabs(struct tmpl_dict *content, bool decided)
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

enum err page_duplicates(struct http_request *request, struct http_response *response, struct error *error)
{
	const char *state = params_filled(&request->query, "state");
	bool decided = state != NULL && strcmp(state, "decided") == 0;
	const struct table *table = decided ? &decided_table : &pairs_table;
	const char *title = message_text(table->title);
	struct table_page list = { .paper = false };
	struct page page;
	enum err err = table_open(request, table, &list, NULL, NULL, error);

	if (err != ERR_OK)
		return err;
	if (table_is_file(request))
		return table_send(request, response, &list, error);
	if ((err = page_open(request, "person/duplicates.html", title, &page, error)) != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", title);
	tmpl_put(page.content, "SUBHEADING",
	         message_fill(request, decided ? MSG_DECIDED_COUNT : MSG_DUPLICATES_COUNT,
	                      web_count(request, list.view.rows.total), NULL));
	put_tabs(page.content, decided);
	if (list.view.rows.count > 0)
		put_pairs(request, page.content, &list.view, decided);
	else
		put_section(page.content, decided ? "NONE_DECIDED" : "NONE", "NONE_TEXT", message_text(table->empty));
	table_put_pager(&list.view, page.content);
	return page_send(&page, response, 200, error);
}
