/* Looking up somebody by number to begin a sheet about a change: what scanners type of a card is taken too. */
#include "base/memory.h"
#include "text/card.h"
#include "web/frame/noted.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/part/shown.h"
#include "web/sheet/sheet.h"
#include "workflow/change.h"

enum { LONG_ID = 12, OLD_ID = 9 };

struct lookup {
	const char *number;
	const char *trouble;            /* why nobody was looked for, or NULL */
	struct sheet *found;
	size_t count;
};

/* A number of 9 or 12 digits; spaces, dots and dashes are forgiven. NULL: it is none. */
static const char *digits_of(struct arena *arena, const char *typed)
{
	char *number = arena_text(arena, typed);
	size_t length = 0;

	for (const char *at = typed; *at != '\0'; at++) {
		if (strchr(" .-", *at) == NULL)
			number[length++] = *at;
	}
	number[length] = '\0';
	bool is = (length == LONG_ID || length == OLD_ID) && strspn(number, "0123456789") == length;
	return is ? number : NULL;
}

/* What was typed by hand or by a scanner; nothing of it stays but the number. */
static void read_typed(struct http_request *request, struct lookup *l)
{
	const char *typed = params_filled(&request->form, "q");
	enum message why = MSG_CHANGE_NO_NUMBER;
	struct card card;

	if (typed != NULL && !card_is_likely(typed))
		l->number = digits_of(request->arena, typed);
	else if (typed != NULL && card_read(request->arena, typed, &card, &why))
		l->number = card.id;
	if (l->number == NULL)
		l->trouble = message_text(why);
}

static enum err look_up(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct lookup *l = arg;

	return change_find(db, request->arena, web_app(request)->form, web_actor(request), l->number, &l->found,
	                   &l->count, error);
}

static const struct { int64_t kind; const char *key; } kinds[] = {
	{ KIND_CHANGE, "CHANGE_URL" }, { KIND_ADDITION, "ADD_URL" }, { KIND_CORRECTION, "MEND_URL" },
};

static void put_found(struct http_request *request, struct tmpl_dict *dict, const struct sheet *s)
{
	const struct form *form = s->answers.form;
	const struct { const struct field *field; const char *key; } shown[] = {
		{ form->full_name, "FULL_NAME" }, { form->birth_date, "BIRTH_DATE" },
		{ form->citizen_id, "CITIZEN_ID" },
	};
	struct tmpl_dict *row = tmpl_add(dict, "FOUND");

	for (size_t i = 0; i < COUNT(shown); i++) {
		const struct field *field = shown[i].field;
		tmpl_put(row, shown[i].key, web_answer(request, field, answers_at(&s->answers, field)));
	}
	tmpl_put(row, "SHEET_URL", sheet_url(request, s->id, ""));
	tmpl_put(row, "SHEET_ID", web_id(request, s->id));
	tmpl_put(row, "AREA", web_hamlet(s->area_name));
	tmpl_put(row, "ACCEPTED", web_time(request, s->accepted_at));
	for (size_t i = 0; i < COUNT(kinds); i++)
		tmpl_put(row, kinds[i].key,
		         arena_print(request->arena, "/sheets/new?person=%lld&%s=%lld", (long long)s->person_id,
		                     form->kind->name, (long long)kinds[i].kind));
}

static enum err show(struct http_request *request, struct http_response *response, const struct lookup *l,
                     struct error *error)
{
	const char *title = message_text(MSG_TITLE_CHANGE);
	struct page page;
	enum err err = page_open(request, "sheet/begin-change.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", title);
	web_tokens(page.content, page.csrf, NULL, 0);
	put_section(page.content, "Q_ERROR", "Q_ERROR_TEXT", l->trouble);
	if (l->trouble != NULL)
		page_has_errors(&page, title);
	if (l->number != NULL && l->count == 0)
		put_section(page.content, "NONE", "NONE_TEXT", message_text(MSG_CHANGE_NONE));
	for (size_t i = 0; i < l->count; i++)
		put_found(request, page.content, &l->found[i]);
	return page_send(&page, response, l->trouble != NULL ? ERR_UNPROCESSABLE : 200, error);
}

enum err page_change(struct http_request *request, struct http_response *response, struct error *error)
{
	const struct lookup nothing = { .count = 0 };

	return show(request, response, &nothing, error);
}

/* Posted, so that no number stands in an address; nothing is stored. */
enum err post_change(struct http_request *request, struct http_response *response, struct error *error)
{
	struct lookup l = { .count = 0 };
	enum err err = ERR_OK;

	read_typed(request, &l);
	if (l.number != NULL)
		err = web_read(request, look_up, &l, error);
	if (l.number != NULL && err == ERR_OK)
		err = web_note_sheets(request,
		                      (struct shown_rows){ .access = ACCESS_SEARCH, .table = "change", .sought = l.number },
		                      l.found, l.count, error);
	return err == ERR_OK ? show(request, response, &l, error) : err;
}
