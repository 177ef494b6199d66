#include "web/frame/note.h"

#include "base/memory.h"
#include "text/messages.h"
#include "web/frame/cookie.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/tokens.h"
#include "web/frame/url.h"
#include "workflow/undo.h"

enum { NO_TEXT = -1 };

#define NOTE(name, code, move, text, about) [NOTE_##name] = { code, move, text, about },
static const struct { const char *code; enum action move; enum message text; int about; } notes[NOTE_COUNT] = {
#include "web/frame/note.def"
};

/* ---- leaving one ---- */

void web_note(struct http_request *request, struct http_response *response, enum page_note note)
{
	cookie_set(request, response, COOKIE_NOTE, notes[note].code);
}

void web_note_about(struct http_request *request, struct http_response *response, enum page_note note, int64_t sheet_id)
{
	cookie_set(request, response, COOKIE_NOTE,
	           arena_print(request->arena, "%s.%lld", notes[note].code, (long long)sheet_id));
}

enum page_note note_of_move(enum action move)
{
	int i = NOTE_NONE + 1;

	while (i < NOTE_COUNT && notes[i].move != move)
		i++;
	return i < NOTE_COUNT ? (enum page_note)i : NOTE_NONE;
}

void note_forget(struct http_request *request, struct http_response *response)
{
	if (cookie_get(request, COOKIE_NOTE) != NULL)
		cookie_set(request, response, COOKIE_NOTE, NULL);
}

/* ---- reading one ---- */

const char *note_code(struct http_request *request)
{
	const char *text = cookie_get(request, COOKIE_NOTE);

	return text == NULL ? "" : arena_text_n(request->arena, text, strcspn(text, "."));
}

/* 0: it is about no sheet. */
static int64_t sheet_of(const struct http_request *request)
{
	const char *text = cookie_get(request, COOKIE_NOTE), *dot = text == NULL ? NULL : strchr(text, '.');
	long long id = 0;

	if (dot == NULL || sscanf(dot, ".%12lld", &id) != 1)
		return 0;
	return id > 0 ? id : 0;
}

bool note_names_sheet(const struct http_request *request)
{
	return sheet_of(request) != 0;
}

const char *web_sheet_name(struct http_request *request, const struct sheet *sheet)
{
	return web_sheet_title(request, answers_text(&sheet->answers, sheet->answers.form->paper_no), sheet->id);
}

const char *note_paper(struct http_request *request, const char *paper_no, int64_t id)
{
	return paper_no != NULL ? message_fill(request, MSG_PAPER_NUMBER, paper_no, NULL)
	                        : message_fill(request, MSG_PAPER_NO_NUMBER, web_id(request, id), NULL);
}

const char *note_name(const struct sheet *sheet)
{
	const char *name = answers_text(&sheet->answers, sheet->answers.form->full_name);

	return name == NULL ? message_text(MSG_NO_NAME) : name;
}

/* arg: its id is set. */
static enum err read_sheet(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	const struct app *app = web_app(request);
	struct noted_sheet *noted = arg;
	struct event *events;
	struct sheet sheet;
	struct undo undo;
	size_t count;
	enum err err = sheet_load(db, request->arena, app->form, web_actor(request), noted->id, &sheet, error);

	if (err == ERR_OK)
		err = event_list(db, request->arena, sheet.id, &events, &count, error);
	if (err != ERR_OK)
		return err;
	*noted = (struct noted_sheet){ .id = sheet.id, .row_version = sheet.row_version, .name = note_name(&sheet),
		.paper = note_paper(request, answers_text(&sheet.answers, app->form->paper_no), sheet.id),
		.state = state_label(sheet.state), .draft = sheet.state == STATE_DRAFT };
	if (undo_find(db, &app->workflow, web_actor(request), &sheet, events, count, &undo, NULL) == ERR_OK)
		noted->undo = message_fill(request, MSG_UNDO_WHAT, action_label(undo.action), NULL);
	return ERR_OK;
}

bool note_sheet(struct http_request *request, enum page_note note, struct noted_sheet *out)
{
	struct error why = { 0 };

	*out = (struct noted_sheet){ .id = sheet_of(request) };
	return out->id != 0 && strcmp(note_code(request), notes[note].code) == 0 &&
	       web_read(request, read_sheet, out, &why) == ERR_OK;
}

/* ---- showing one ---- */

/* The page of a sheet that was opened from a list: what is done there goes on in that list. */
static const char *list_of(const struct http_request *request)
{
	bool sheet = request->route != NULL && strcmp(request->route->pattern, "/sheets/{id}") == 0;
	bool walks = sheet && params_filled(&request->query, "after") != NULL;
	const char *query = walks ? strchr(request->target, '?') : NULL;

	return query == NULL ? "" : query;
}

void note_put_undo(struct http_request *request, struct tmpl_dict *dict, const struct note_tokens *tokens,
                   const struct noted_sheet *sheet)
{
	if (sheet->undo == NULL)
		return;
	struct tmpl_dict *undo = tmpl_add(dict, "UNDO");
	tmpl_put(undo, "UNDO_URL",
	         arena_print(request->arena, "%s%s", sheet_url(request, sheet->id, "/undo"), list_of(request)));
	tmpl_put(undo, "UNDO_LABEL", sheet->undo);
	web_tokens(undo, tokens->csrf, tokens->form_token, sheet->row_version);
}

static enum page_note note_of(struct http_request *request)
{
	const char *code = note_code(request);

	for (int i = 1; i < NOTE_COUNT; i++) {
		if (strcmp(code, notes[i].code) == 0)
			return (enum page_note)i;
	}
	return NOTE_NONE;
}

/* Beside the refusal of a post nothing is said of the one before. */
const char *note_told(struct http_request *request, struct noted_sheet *sheet)
{
	bool asked = request->method != NULL && strcmp(request->method, "GET") == 0;
	enum page_note note = asked ? note_of(request) : NOTE_NONE;

	*sheet = (struct noted_sheet){ .id = 0 };
	if (note == NOTE_NONE || (note == NOTE_SUBMITTED_NEXT && note_names_sheet(request)))
		return NULL;
	if (notes[note].about == NO_TEXT || request->session == NULL || !note_sheet(request, note, sheet)) {
		sheet->id = 0;
		return message_text(notes[note].text);
	}
	const char *const values[] = { sheet->name, sheet->paper, sheet->state };
	return message_fill_all(request, (enum message)notes[note].about, values, COUNT(values));
}
