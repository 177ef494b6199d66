/* The officer's queue as a page. */
#include "acceptance/acceptance.h"
#include "base/memory.h"
#include "report/finding_shown.h"
#include "table/display.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/list/walk.h"
#include "web/part/act_undo.h"
#include "web/part/reasons.h"
#include "web/part/shown.h"
#include "web/review/review.h"

enum { RULES_MAX = 64 };

static const struct review_line *line_of(const struct review *q, size_t i)
{
	return table_row(&review_table, &q->table.view.rows, i);
}

static void put_left(struct http_request *request, struct tmpl_dict *dict, const struct review *q, const char *section)
{
	if (q->left_count == 0)
		return;
	struct tmpl_dict *list = tmpl_add(dict, section);
	enum message text = q->of != NULL || q->rule != NULL   ? MSG_LEFT_CONFIRM
	                    : q->left_count >= LEFT_SHOWN ? MSG_LEFT_FIRST
	                                                       : MSG_LEFT;
	tmpl_put(list, "LEFT_TEXT", message_fill(request, text, web_count(request, (int64_t)q->left_count), NULL));
	left_put(request, list, q->left, q->left_count);
}

/* What every form says: what the page was asked for. */
static void put_form(struct tmpl_dict *form, const struct page *page, const char *token, const struct review *q)
{
	web_tokens(form, page->csrf, token, 0);
	table_put_hidden(&q->table.view.ask, form);
}

/* What was confirmed can be taken back at once. */
static void put_confirmed(const struct page *page, const struct review *q)
{
	struct http_request *request = page->request;
	enum message text = q->withdrawn ? MSG_WITHDRAWN_COUNT : MSG_CONFIRMED_COUNT;
	struct tmpl_dict *result = tmpl_add(page->content, "RESULT");

	tmpl_put(result, "RESULT_TEXT", message_fill(request, text, q->of, web_count(request, (int64_t)q->done_count)));
	put_left(request, result, q, "RESULT_LEFT");
	if (q->withdrawn || q->done_count == 0)
		return;
	struct tmpl_dict *undo = tmpl_add(result, "UNDO");
	tmpl_put(undo, "UNDO_RULE", q->of);
	put_form(undo, page, web_form_token(request), q);
	for (size_t i = 0; i < q->done_count; i++)
		tmpl_put(tmpl_add(undo, "UNDO_SHEET"), "UNDO_ID", web_id(request, q->done[i]));
}

static void put_outcome(const struct page *page, const struct review *q)
{
	struct http_request *request = page->request;
	struct tmpl_dict *dict = page->content;

	if (q->refusal != NULL) {
		struct tmpl_dict *error = tmpl_add(dict, "ERROR");
		tmpl_put(error, "ERROR_TEXT", q->refusal);
		put_left(request, error, q, "ERROR_LEFT");
	} else if (q->accepted >= 0) {
		struct tmpl_dict *result = tmpl_add(dict, "RESULT");
		tmpl_put(result, "RESULT_TEXT",
		         message_fill(request, MSG_ACCEPTED_COUNT, web_count(request, q->accepted), NULL));
		put_left(request, result, q, "RESULT_LEFT");
		if (q->may_undo)
			act_put_undo(request, result, page->csrf, q->act_id);
	} else if (q->of != NULL) {
		put_confirmed(page, q);
	}
}

static void put_finding(struct http_request *request, struct tmpl_dict *dict, const struct finding_row *f)
{
	struct tmpl_dict *row = tmpl_add(dict, "FINDING");
	const char *text = web_finding(request, f);

	if (f->confirmed_by != 0)
		text = arena_print(request->arena, "%s %s", text,
		                   message_fill(request, MSG_CONFIRMED_BY, f->confirmed_name, f->reason));
	tmpl_put(row, "SEVERITY", severity_code(f->severity));
	tmpl_put(row, "SEVERITY_LABEL", severity_label(f->severity));
	tmpl_put(row, "FINDING_TEXT", text);
	tmpl_put(row, "FINDING_RULE", f->rule);
	if (f->confirmed_by != 0)
		tmpl_show(row, "FINDING_CONFIRMED");
}

static bool is_confirmed(const struct review_line *w)
{
	for (size_t i = 0; i < w->finding_count; i++) {
		if (w->findings[i].confirmed_by != 0)
			return true;
	}
	return false;
}

/* The worst of what is open; where nothing is, whether somebody confirmed it. What is not counted yet is not good. */
static void put_result(struct tmpl_dict *row, const struct review_line *w)
{
	const struct sheet_row *s = &w->line.sheet;
	enum severity worst = s->open_errors > 0 ? SEVERITY_E : SEVERITY_W;

	if (s->open_errors + s->open_warnings == 0) {
		if (w->in.id == 0)
			tmpl_show(row, is_confirmed(w) ? "SHEET_CONFIRMED" : "SHEET_CLEAN");
		return;
	}
	struct tmpl_dict *section = tmpl_add(row, "WORST");
	tmpl_put(section, "WORST_SEVERITY", severity_code(worst));
	tmpl_put(section, "WORST_LABEL", severity_label(worst));
}

static bool is_chosen(const struct review *q, int64_t id)
{
	for (size_t i = 0; i < q->chosen_count; i++) {
		if (q->chosen[i] == id)
			return true;
	}
	return false;
}

static void put_sheet(struct http_request *request, struct tmpl_dict *dict, const struct review *q,
                      const struct review_line *w)
{
	const struct sheet_row *s = &w->line.sheet;
	struct tmpl_dict *row = tmpl_add(dict, "SHEET");

	tmpl_put(row, "SHEET_URL", walk_url(&q->table.view.ask, w));
	tmpl_put(row, "PAPER_NO", sheet_number(request->arena, s->paper_no, s->id));
	tmpl_put(row, "FULL_NAME", s->full_name == NULL ? message_text(MSG_NO_NAME) : s->full_name);
	tmpl_put(row, "BIRTH_DATE", web_iso_day(request, s->birth_date));
	tmpl_put(row, "CITIZEN_ID", s->citizen_id == NULL ? message_text(MSG_NO_ID) : web_number(request, s->citizen_id));
	tmpl_put(row, "AREA", web_hamlet(s->area_name));
	tmpl_put(row, "ENUMERATOR", s->enumerator_name);
	tmpl_put(row, "SUBMITTED", web_day(request, s->since));
	put_section(row, "SHEET_LATE", "LATE_TEXT", kind_shown(&q->table.view.ask.reader, KIND_LATE, &w->line.late));
	if (w->in.id != 0) {
		struct tmpl_dict *bundle = tmpl_add(row, "SHEET_BUNDLE");
		tmpl_put(bundle, "BUNDLE_URL", thing_url(request, (struct thing){ THING_BUNDLE, w->in.id }));
		tmpl_put(bundle, "BUNDLE_NUMBER", display_batch(request->arena, w->in.number, w->in.year));
	}
	if (s->open_warnings > 0 || (s->open_errors == 0 && w->in.id == 0)) {
		struct tmpl_dict *box = tmpl_add(row, "SHEET_SELECTABLE");
		tmpl_put_int(box, "SHEET_ID", s->id);
		tmpl_put_int(box, "SHEET_VERSION", s->row_version);
		if (is_chosen(q, s->id))
			tmpl_show(box, "SHEET_CHOSEN");
	}
	put_result(row, w);
	struct tmpl_dict *found = w->finding_count == 0 ? NULL : tmpl_add(row, "FOUND");
	for (size_t i = 0; i < w->finding_count; i++)
		put_finding(request, found, &w->findings[i]);
}

/* ---- confirming one rule on many ---- */

struct open_rule { const char *rule; int64_t sheets; };

static void count_rule(struct open_rule *rules, size_t *count, const char *rule)
{
	size_t i = 0;

	while (i < *count && strcmp(rules[i].rule, rule) != 0)
		i++;
	if (i == RULES_MAX)
		return;
	*count += i == *count;
	rules[i].rule = rule;
	rules[i].sheets++;
}

/* The rules whose warnings are open on the sheets of the page. */
static size_t open_rules(const struct review *q, struct open_rule rules[RULES_MAX])
{
	size_t count = 0;

	for (size_t i = 0; i < q->table.view.rows.count; i++) {
		for (size_t k = 0; k < line_of(q, i)->finding_count; k++) {
			const struct finding_row *f = &line_of(q, i)->findings[k];
			if (f->severity == SEVERITY_W && f->confirmed_by == 0)
				count_rule(rules, &count, f->rule);
		}
	}
	return count;
}

static bool is_told(const char *const *told, size_t count, const char *reason)
{
	for (size_t i = 0; i < count; i++) {
		if (told[i] == reason)
			return true;
	}
	return false;
}

/* The reasons of all these rules, each once. */
static void put_reasons(struct tmpl_dict *confirm, const struct open_rule *rules, size_t count)
{
	const char *told[RULES_MAX * REASONS_MAX];
	size_t known = 0;

	for (size_t i = 0; i < count; i++) {
		const char *reasons[REASONS_MAX];
		size_t own = reasons_of(rules[i].rule, reasons);
		for (size_t k = 0; k < own; k++) {
			if (is_told(told, known, reasons[k]))
				continue;
			told[known++] = reasons[k];
			tmpl_put(tmpl_add(confirm, "REASON"), "REASON_TEXT", reasons[k]);
		}
	}
}

static void put_confirm(struct http_request *request, struct tmpl_dict *section, const struct review *q)
{
	struct open_rule rules[RULES_MAX] = { 0 };
	size_t count = open_rules(q, rules);
	const char *chosen = q->rule != NULL ? q->rule : review_filter(q)->rule;

	if (count == 0)
		return;
	struct tmpl_dict *confirm = tmpl_add(section, "CONFIRM");
	tmpl_put(confirm, "CONFIRM_REASON", q->reason);
	for (size_t i = 0; i < count; i++) {
		struct tmpl_dict *row = tmpl_add(confirm, "CONFIRM_RULE");
		tmpl_put(row, "RULE_VALUE", rules[i].rule);
		tmpl_put(row, "RULE_TITLE",
		         message_fill(request, MSG_CONFIRM_OPTION, rule_title(request->arena, rules[i].rule),
		                      web_count(request, rules[i].sheets)));
		if (chosen != NULL && strcmp(chosen, rules[i].rule) == 0)
			tmpl_show(row, "RULE_SELECTED");
	}
	put_reasons(confirm, rules, count);
}

static void put_queue(const struct page *page, const struct review *q)
{
	const struct table_view *view = &q->table.view;
	struct http_request *request = page->request;
	struct tmpl_dict *dict = page->content;

	if (view->rows.count > 0) {
		struct tmpl_dict *section = tmpl_add(dict, "QUEUE");
		tmpl_put(section, "FOUND_TEXT",
		         message_fill(request, MSG_COUNT_SHEETS_OLDEST, web_count(request, view->rows.total), NULL));
		put_form(section, page, page->form_token, q);
		for (size_t i = 0; i < view->rows.count; i++)
			put_sheet(request, section, q, line_of(q, i));
		put_confirm(request, section, q);
		if (!q->meeting)
			tmpl_show(section, "ACCEPTS");
	} else if (q->all > 0) {
		tmpl_put(tmpl_add(dict, "EMPTY_FILTER"), "CLEAR_URL", "/review");
	} else {
		tmpl_put(tmpl_add(dict, "EMPTY_NONE"), "EMPTY_TEXT", message_text(MSG_REVIEW_EMPTY));
	}
	table_put_pager(view, dict);
}

static void put_clean(const struct page *page, const struct review *q)
{
	struct http_request *request = page->request;

	if (q->meeting)
		tmpl_show(page->content, "MEETS");
	if (q->meeting || q->clean == 0 || review_filter(q)->clean < 0)
		return;
	struct table_ask ask = q->table.view.ask;
	struct tmpl_dict *section = tmpl_add(page->content, "CLEAN");
	ask.path = "/review/accept";
	tmpl_put(section, "CLEAN_URL", table_url(&ask, "", "after", NULL));
	tmpl_put(section, "CLEAN_COUNT", web_count(request, q->clean));
}

enum err review_show(struct http_request *request, struct http_response *response, const struct review *q, int status,
                     struct error *error)
{
	const char *title = message_text(MSG_NAV_REVIEW);
	struct page page;
	enum err err = page_open(request, "review/queue.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	page.address = table_url(&q->table.view.ask, "", "after", table_place(&q->table.view.ask));
	if (q->refusal != NULL)
		page_has_errors(&page, title);
	tmpl_put(page.content, "HEADING", title);
	tmpl_put(page.content, "SUBHEADING", message_fill(request, MSG_REVIEW_WAITING, web_count(request, q->all), NULL));
	if (params_filled(&request->query, "end") != NULL && q->refusal == NULL)
		page_flash(&page, "info", message_text(q->all > 0 ? MSG_REVIEW_END : MSG_REVIEW_EMPTY));
	put_outcome(&page, q);
	put_clean(&page, q);
	table_put_form(&q->table.view, &page);
	put_queue(&page, q);
	return page_send(&page, response, status, error);
}

