/* Empty forms with numbers printed on them, for a hamlet or a member. */
#include "base/memory.h"
#include "report/paper/paper_type.h"
#include "report/paper/printed_form.h"
#include "text/utf8.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/list/paper_page.h"
#include "web/part/form_choices.h"
#include "web/sheet/sheet.h"

enum { FORMS_MOST = 200, PAPER_NO_MOST = 20, DIGITS_MOST = 12, WORK_ROOM = 1 << 30 };

struct numbered {
	struct form_choices choices;
	int64_t area_id, enumerator_id, count;
	const char *from;               /* the first number; NULL: not said */
	const struct area *hamlet;      /* or NULL */
	const struct member *member;    /* or NULL */
	const char *refusal;            /* or NULL */
};

/* ---- what is asked for ---- */

static enum err read_choices(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct numbered *n = arg;
	const struct actor *actor = web_actor(request);
	bool seen = n->area_id != 0 && area_in_scope(db, actor, n->area_id);
	char today[DATE_TEXT];

	date_to_iso(clock_today(&web_app(request)->workflow.clock), today);
	/* The head is that of the hamlet's commune. */
	enum err err = form_choices_load(db, request, seen ? area_commune_any(db, n->area_id) : 0, 0, &n->choices, error);
	if (err == ERR_OK)
		err = form_members(db, request, today, &n->choices.writers, &n->choices.writer_count, error);
	for (size_t i = 0; i < n->choices.hamlet_count && err == ERR_OK; i++) {
		if (n->choices.hamlets[i].id == n->area_id)
			n->hamlet = &n->choices.hamlets[i];
	}
	for (size_t i = 0; i < n->choices.writer_count && err == ERR_OK; i++) {
		if (n->choices.writers[i].id == n->enumerator_id)
			n->member = &n->choices.writers[i];
	}
	return err;
}

/* The digits in which a number ends; 0: it ends in none, or in too many. */
static size_t last_digits(const char *text)
{
	size_t length = strlen(text), digits = 0;

	while (digits < length && text[length - digits - 1] >= '0' && text[length - digits - 1] <= '9')
		digits++;
	return digits > DIGITS_MOST ? 0 : digits;
}

static enum err ask(struct http_request *request, struct numbered *n, struct error *error)
{
	const struct params *query = &request->query;
	const char *from = params_filled(query, "from");
	enum param_state count = params_int(query, "count", 1, FORMS_MOST, &n->count);

	if (params_int(query, "area", 1, INT64_MAX, &n->area_id) == PARAM_BAD ||
	    params_int(query, "enumerator_id", 1, INT64_MAX, &n->enumerator_id) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad ids");
	n->from = from == NULL ? NULL : utf8_clean(request->arena, from);
	enum err err = web_read(request, read_choices, n, error);
	if (err != ERR_OK)
		return err;
	if ((n->area_id != 0 && n->hamlet == NULL) || (n->enumerator_id != 0 && n->member == NULL))
		return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "no such hamlet or member here");
	bool bad = n->from == NULL || utf8_length(n->from) > PAPER_NO_MOST || last_digits(n->from) == 0;
	if (bad || utf8_has_control(n->from))
		n->refusal = message_text(MSG_FORMS_FROM);
	else if (count != PARAM_OK)
		n->refusal = message_fill(request, MSG_FORMS_COUNT, web_count(request, FORMS_MOST), NULL);
	return ERR_OK;
}

/* "PS-0099", 1 -> "PS-0100" */
static const char *number_after(struct arena *arena, const char *from, int64_t step)
{
	size_t digits = last_digits(from), before = strlen(from) - digits;

	return arena_print(arena, "%.*s%0*lld", (int)before, from, (int)digits, strtoll(from + before, NULL, 10) + step);
}

/* ---- the file ---- */

static void put_forms(struct http_request *request, const struct numbered *n, struct tmpl_dict *dict)
{
	const struct printed_form empty = { .arena = request->arena, .actor = web_actor(request),
		.form = web_app(request)->form, .path = n->choices.path, .path_count = n->choices.path_count,
		.area_name = n->hamlet == NULL ? NULL : n->hamlet->full_name, .dotted = true };

	for (int64_t i = 0; i < n->count; i++) {
		struct tmpl_dict *one = tmpl_include(dict, "SHEET", "paper/sheet.html");
		printed_form_put(one, &empty);
		form_put_number(one, number_after(request->arena, n->from, i), n->member == NULL ? NULL : n->member->full_name);
	}
}

static enum err send_forms(struct http_request *request, struct http_response *response, const struct numbered *n,
                           struct error *error)
{
	struct paper_found forms = { .type = &sheets_paper, .dict = tmpl_new(sheets_paper.template) };
	struct arena *arena = arena_new(WORK_ROOM);
	enum err err = ERR_UNAVAILABLE;

	if (forms.dict != NULL && arena != NULL) {
		put_forms(request, n, forms.dict);
		err = paper_write(&web_app(request)->workflow, &forms, FORMAT_PDF, arena, &response->body, error);
	} else {
		error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for forms");
	}
	paper_drop(&forms);
	arena_free(arena);
	if (err != ERR_OK)
		return err;
	response->status = 200;
	response->content_type = PDF_TYPE;
	http_attach(response, request->arena, "phieu-trang-co-so.pdf");
	return ERR_OK;
}

/* ---- the page ---- */

static void put_choices(struct http_request *request, struct tmpl_dict *dict, const struct numbered *n)
{
	for (size_t i = 0; i < n->choices.hamlet_count; i++) {
		struct tmpl_dict *row = tmpl_add(dict, "HAMLET");
		tmpl_put(row, "HAMLET_ID", web_id(request, n->choices.hamlets[i].id));
		tmpl_put(row, "HAMLET_NAME", n->choices.hamlets[i].full_name);
		if (&n->choices.hamlets[i] == n->hamlet)
			tmpl_show(row, "HAMLET_CHOSEN");
	}
	for (size_t i = 0; i < n->choices.writer_count; i++) {
		struct tmpl_dict *row = tmpl_add(dict, "MEMBER");
		tmpl_put(row, "MEMBER_ID", web_id(request, n->choices.writers[i].id));
		tmpl_put(row, "MEMBER_NAME", n->choices.writers[i].told);
		if (&n->choices.writers[i] == n->member)
			tmpl_show(row, "MEMBER_CHOSEN");
	}
}

static enum err show(struct http_request *request, struct http_response *response, const struct numbered *n,
                     bool refused, struct error *error)
{
	const char *title = message_text(MSG_TITLE_FORMS);
	struct page page;
	enum err err = page_open(request, "sheet/numbered.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	if (refused) {
		page_has_errors(&page, title);
		tmpl_put(tmpl_add(page.content, "ERROR"), "ERROR_TEXT", n->refusal);
	}
	tmpl_put(page.content, "HEADING", title);
	tmpl_put(page.content, "FROM_VALUE", n->from == NULL ? "" : n->from);
	tmpl_put(page.content, "COUNT_VALUE", params_text(&request->query, "count"));
	tmpl_put_int(page.content, "COUNT_MOST", FORMS_MOST);
	put_choices(request, page.content, n);
	return page_send(&page, response, refused ? (int)ERR_UNPROCESSABLE : 200, error);
}

enum err page_forms(struct http_request *request, struct http_response *response, struct error *error)
{
	struct numbered n = { .count = 0 };
	/* Who asks for nothing gets the form. */
	bool file = paper_is_file(request) && request->query.count > 0;
	enum err err = ask(request, &n, error);

	if (err != ERR_OK)
		return err;
	return file && n.refusal == NULL ? send_forms(request, response, &n, error)
	                                 : show(request, response, &n, file, error);
}
