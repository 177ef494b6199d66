/* The end of a person, and taking it back: posted from his page. */
#include "web/frame/note.h"
#include "web/person/people.h"
#include "workflow/person/end.h"

/* A text as it was meant; NULL: nothing was typed. */
static const char *text_of(struct http_request *request, const char *name)
{
	const char *text = params_filled(&request->form, name);

	return text == NULL ? NULL : web_cleaned(request, text);
}

static const char *day_of(struct http_request *request)
{
	const char *text = params_filled(&request->form, "day");
	struct date day;

	if (text == NULL || (!date_from_typed(text, false, &day) && !date_from_iso(text, false, &day)))
		return NULL;
	char *iso = arena_alloc(request->arena, DATE_TEXT);
	date_to_iso(day, iso);
	return iso;
}

static enum err answer(struct http_request *request, struct http_response *response, struct end_request *r,
                       enum err (*act)(struct end_request *, struct error *), struct error *error)
{
	struct error why = { 0 };
	struct person_view v;
	enum err err = act(r, &why);

	if (err == ERR_OK) {
		web_note(request, response, NOTE_CHANGED);
		http_redirect(response, thing_url(request, r->head.made));
		return ERR_OK;
	}
	if (err != ERR_UNPROCESSABLE && err != ERR_CONFLICT) {
		*error = why;
		return err;
	}
	if ((err = person_view_load(request, ACCESS_VIEW, &v, error)) != ERR_OK)
		return err;
	v.ends = true;
	v.trouble = why.message;
	return person_show(&v, response, (int)why.code, error);
}

enum err post_person_end(struct http_request *request, struct http_response *response, struct error *error)
{
	struct end_request r = { .head = web_head(request), .person_id = request->ids[0],
		.reason = end_reason_from_code(params_text(&request->form, "reason")), .day = day_of(request),
		.note = text_of(request, "note") };

	return answer(request, response, &r, workflow_person_end, error);
}

enum err post_person_end_undo(struct http_request *request, struct http_response *response, struct error *error)
{
	struct end_request r = { .head = web_head(request), .person_id = request->ids[0],
		.note = text_of(request, "reason") };

	return answer(request, response, &r, workflow_person_end_undo, error);
}
