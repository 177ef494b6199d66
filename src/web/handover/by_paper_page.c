/* What the police signed on paper, recorded by the officer: the whole list is marked, and then its exceptions. */
#include "base/ids.h"
#include "base/memory.h"
#include "store/handover/batch.h"
#include "table/display.h"
#include "web/frame/note.h"
#include "web/frame/noted.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/handover/batches.h"

struct marks {
	int64_t *missing, *entered;
	size_t missing_count, entered_count;
	struct list_return *returned;
	size_t returned_count;
	bool bad_reason;
};

struct listing {
	struct batch batch;
	struct batch_item *items;       /* that something may be told of */
	size_t count;
	bool on;                        /* the commune has the switch */
	bool whole;                     /* all of it is marked as entered */
	bool posted;
	struct marks marks;             /* posted */
	const char *refusal, *field;
};

/* ---- reading ---- */

/* Of one that is not signed all that lie in it; else those that are still to be entered and came with no later one. */
static bool is_to_tell(struct db *db, const struct listing *l, const struct batch_item *item)
{
	if (l->batch.signed_at == NULL)
		return item->outcome == OUTCOME_OPEN;
	return item->outcome == OUTCOME_PRESENT && item->state == STATE_HANDED_OVER &&
	       batch_now_of_sheet(db, item->sheet_id, STATE_HANDED_OVER).id == l->batch.id;
}

static enum err read_listing(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct listing *l = arg;
	struct batch_item *all;
	size_t count;
	enum err err = batch_load(db, request->arena, web_actor(request), request->ids[0], &l->batch, error);

	if (err == ERR_OK)
		err = batch_items(db, request->arena, l->batch.id, &all, &count, error);
	if (err != ERR_OK)
		return err;
	l->on = workflow_by_paper(db, request->arena, l->batch.commune_id);
	l->items = arena_array(request->arena, count + 1, sizeof *l->items);
	for (size_t i = 0; i < count; i++) {
		if (is_to_tell(db, l, &all[i]))
			l->items[l->count++] = all[i];
	}
	return ERR_OK;
}

static enum err note_items(struct http_request *request, const struct listing *l, struct error *error)
{
	int64_t *ids = arena_array(request->arena, l->count + 1, sizeof *ids);
	const struct shown_rows shown = { .access = ACCESS_LIST, .table = "ban-giao", .ids = ids, .count = l->count,
		.commune_id = l->batch.commune_id };

	for (size_t i = 0; i < l->count; i++)
		ids[i] = l->items[i].sheet_id;
	return l->count == 0 ? ERR_OK
	                     : workflow_log_shown(&web_app(request)->workflow, web_actor(request), &shown, error);
}

/* ---- the page ---- */

static const char *returned_name(struct http_request *request, int64_t sheet_id)
{
	return arena_print(request->arena, "returned_%lld", (long long)sheet_id);
}

static void put_item(struct http_request *request, struct tmpl_dict *dict, const struct listing *l,
                     const struct batch_item *item)
{
	struct tmpl_dict *row = tmpl_add(dict, "SHEET");
	const char *name = returned_name(request, item->sheet_id);
	bool entered = l->posted ? ids_have(l->marks.entered, l->marks.entered_count, item->sheet_id) : l->whole;

	tmpl_put(row, "SHEET_NO", web_id(request, item->position));
	tmpl_put(row, "SHEET_ID", web_id(request, item->sheet_id));
	tmpl_put(row, "FULL_NAME", item->full_name);
	tmpl_put(row, "BIRTH_DATE", web_iso_day(request, item->birth_date));
	tmpl_put(row, "PAPER_NO", sheet_number(request->arena, item->paper_no, item->sheet_id));
	tmpl_put(row, "RETURNED_NAME", name);
	tmpl_put(row, "RETURNED_VALUE", l->posted ? params_text(&request->form, name) : "");
	if (entered)
		tmpl_show(row, "ENTERED");
	if (l->batch.signed_at != NULL)
		return;
	struct tmpl_dict *box = tmpl_add(row, "MISSING_BOX");
	if (ids_have(l->marks.missing, l->marks.missing_count, item->sheet_id))
		tmpl_show(box, "MISSING_CHECKED");
}

static void put_inputs(struct http_request *request, struct tmpl_dict *form, const struct listing *l)
{
	bool day = l->field != NULL && strcmp(l->field, "signed_on") == 0;
	bool signer = l->field != NULL && strcmp(l->field, "signer") == 0;

	tmpl_put(form, "SIGNED_ON", l->posted ? params_text(&request->form, "signed_on") : "");
	tmpl_put(form, "SIGNER", l->posted ? params_text(&request->form, "signer") : "");
	put_section(form, "DAY_ERROR", "DAY_ERROR_TEXT", day ? l->refusal : NULL);
	put_section(form, "SIGNER_ERROR", "SIGNER_ERROR_TEXT", signer ? l->refusal : NULL);
	for (int64_t reason = 1; reason <= POLICE_REASONS; reason++) {
		struct tmpl_dict *row = tmpl_add(form, "REASON");
		tmpl_put(row, "REASON_NO", web_id(request, reason));
		tmpl_put(row, "REASON_LABEL", police_reason_label(reason));
	}
}

static void put_form(const struct page *page, const struct listing *l, const char *url)
{
	struct http_request *request = page->request;
	struct tmpl_dict *form = tmpl_add(page->content, "FORM");

	tmpl_put(form, "POST_URL", url);
	tmpl_put(form, "COUNT", web_count(request, (int64_t)l->count));
	tmpl_put(form, "MARK_URL", l->whole ? url : arena_print(request->arena, "%s?mark=all", url));
	tmpl_show(form, l->whole ? "MARKED" : "UNMARKED");
	put_inputs(request, form, l);
	web_tokens(form, page->csrf, page->form_token, 0);
	if (l->batch.signed_at == NULL)
		tmpl_show(form, "MISSING_HEAD");
	for (size_t i = 0; i < l->count; i++)
		put_item(request, form, l, &l->items[i]);
}

static enum err show(struct http_request *request, struct http_response *response, struct listing *l, int status,
                     struct error *error)
{
	struct page page;
	enum err err = web_read(request, read_listing, l, error);

	if (err == ERR_OK)
		err = note_items(request, l, error);
	if (err != ERR_OK)
		return err;
	const char *batch = thing_url(request, (struct thing){ THING_BATCH, l->batch.id });
	const char *url = arena_print(request->arena, "%s/by-paper", batch);
	const char *title = message_fill(request, MSG_TITLE_BY_PAPER,
	                                 display_batch(request->arena, l->batch.number, l->batch.year), NULL);
	err = page_open(request, "handover/by-paper.html", title, &page, error);
	if (err != ERR_OK)
		return err;
	page.address = url;
	if (l->refusal != NULL)
		page_has_errors(&page, title);
	tmpl_put(page.content, "HEADING", title);
	tmpl_put(page.content, "BATCH_URL", batch);
	put_section(page.content, "ERROR", "ERROR_TEXT", l->refusal);
	if (l->on && l->count > 0)
		put_form(&page, l, url);
	else
		put_section(page.content, "EMPTY", "EMPTY_TEXT",
		            message_text(l->on ? MSG_POLICE_EMPTY : MSG_NOT_BY_PAPER));
	return page_send(&page, response, status, error);
}

/* mark=all: all of it is marked as entered. */
enum err page_by_paper(struct http_request *request, struct http_response *response, struct error *error)
{
	const char *mark = params_filled(&request->query, "mark");
	struct listing l = { .whole = mark != NULL && strcmp(mark, "all") == 0 };

	return show(request, response, &l, 200, error);
}

/* ---- what was posted ---- */

/* returned_12: the number of a reason. What is none is told, not left out. */
static void read_returned(struct http_request *request, struct marks *m)
{
	static const char prefix[] = "returned_";
	const struct params *form = &request->form;

	m->returned = arena_array(request->arena, form->count + 1, sizeof *m->returned);
	for (size_t i = 0; i < form->count; i++) {
		const struct param *p = &form->items[i];
		int64_t reason = 0;
		if (strncmp(p->name, prefix, sizeof prefix - 1) != 0 || p->value == NULL || p->value[0] == '\0')
			continue;
		m->bad_reason |= params_int(form, p->name, 1, POLICE_REASONS, &reason) != PARAM_OK;
		m->returned[m->returned_count++] =
			(struct list_return){ strtoll(p->name + sizeof prefix - 1, NULL, 10), reason };
	}
}

/* An exception is meant, whatever else is marked. */
static void leave_exceptions(struct marks *m)
{
	size_t kept = 0;

	for (size_t i = 0; i < m->entered_count; i++) {
		bool other = ids_have(m->missing, m->missing_count, m->entered[i]);
		for (size_t k = 0; k < m->returned_count; k++)
			other |= m->returned[k].sheet_id == m->entered[i];
		if (!other)
			m->entered[kept++] = m->entered[i];
	}
	m->entered_count = kept;
}

static const char *read_day(struct http_request *request)
{
	const char *typed = params_filled(&request->form, "signed_on");
	char iso[DATE_TEXT];
	struct date day;

	if (typed == NULL || !date_from_typed(typed, false, &day))
		return NULL;
	date_to_iso(day, iso);
	return arena_text(request->arena, iso);
}

static enum err read_marks(struct http_request *request, struct marks *m, struct error *error)
{
	const struct params *form = &request->form;

	if (params_ids(request->arena, form, "missing", &m->missing, &m->missing_count) == PARAM_BAD ||
	    params_ids(request->arena, form, "entered", &m->entered, &m->entered_count) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad ids");
	read_returned(request, m);
	return ERR_OK;
}

static enum err send_list(struct http_request *request, const struct marks *posted, struct by_paper_request *r,
                          struct error *error)
{
	struct marks m = *posted;

	m.entered = arena_array(request->arena, m.entered_count + 1, sizeof *m.entered);
	if (m.entered_count > 0)
		memcpy(m.entered, posted->entered, m.entered_count * sizeof *m.entered);
	leave_exceptions(&m);
	r->missing = m.missing;
	r->missing_count = m.missing_count;
	r->entered = m.entered;
	r->entered_count = m.entered_count;
	r->returned = m.returned;
	r->returned_count = m.returned_count;
	return workflow_by_paper_list(r, error);
}

static const char *done_url(struct http_request *request, const struct by_paper_request *r)
{
	const char *batch = thing_url(request, r->head.made);

	return r->act_id == 0 ? batch : arena_print(request->arena, "%s?act=%lld", batch, (long long)r->act_id);
}

enum err post_by_paper(struct http_request *request, struct http_response *response, struct error *error)
{
	struct listing l = { .posted = true };
	const char *signer = params_filled(&request->form, "signer");
	struct by_paper_request r = { .head = web_head(request), .batch_id = request->ids[0],
		.list = { read_day(request), web_cleaned(request, signer) } };
	enum err err = read_marks(request, &l.marks, error);

	if (err == ERR_OK && l.marks.bad_reason)
		err = error_set(error, ERR_UNPROCESSABLE, message_text(MSG_LIST_BAD_REASON), "a reason that is none");
	else if (err == ERR_OK)
		err = send_list(request, &l.marks, &r, error);
	if (err == ERR_CONFLICT || err == ERR_UNPROCESSABLE) {
		l.refusal = error->message == NULL ? message_text(MSG_CONFLICT) : error->message;
		l.field = r.field;
		return show(request, response, &l, (int)err, error);
	}
	if (err != ERR_OK)
		return err;
	web_note(request, response, NOTE_LISTED);
	http_redirect(response, done_url(request, &r));
	return ERR_OK;
}
