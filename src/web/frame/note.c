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

/* about: where a sheet is told of, with {1} the person, {2} the paper, {3} its state. */
static const struct { const char *code; enum message text; int about; } notes[NOTE_COUNT] = {
	[NOTE_SAVED] = { "saved", MSG_NOTE_SAVED, MSG_DONE_SAVED },
	[NOTE_SUBMITTED] = { "submitted", MSG_NOTE_SUBMITTED, MSG_DONE_SUBMITTED },
	[NOTE_SUBMITTED_NEXT] = { "next", MSG_NOTE_SUBMITTED_NEXT, NO_TEXT },
	[NOTE_FORWARDED] = { "forwarded", MSG_NOTE_FORWARDED, MSG_DONE_FORWARDED },
	[NOTE_RETURNED] = { "returned", MSG_NOTE_RETURNED, MSG_DONE_RETURNED },
	[NOTE_ACCEPTED] = { "accepted", MSG_NOTE_ACCEPTED, MSG_DONE_ACCEPTED },
	[NOTE_REOPENED] = { "reopened", MSG_NOTE_REOPENED, NO_TEXT },
	[NOTE_RESENT] = { "resent", MSG_NOTE_RESENT, MSG_DONE_RESENT },
	[NOTE_REPLACED] = { "replaced", MSG_NOTE_REPLACED, NO_TEXT },
	[NOTE_ARCHIVED] = { "archived", MSG_NOTE_ARCHIVED, NO_TEXT },
	[NOTE_CANCELLED] = { "cancelled", MSG_NOTE_CANCELLED, MSG_DONE_CANCELLED },
	[NOTE_UNDONE] = { "undone", MSG_NOTE_UNDONE, MSG_DONE_UNDONE },
	[NOTE_BATCH_MADE] = { "batch", MSG_NOTE_BATCH_MADE, NO_TEXT },
	[NOTE_BATCH_SIGNED] = { "signed", MSG_NOTE_BATCH_SIGNED, NO_TEXT },
	[NOTE_BATCH_CHANGED] = { "changed", MSG_NOTE_BATCH_CHANGED, NO_TEXT },
	[NOTE_ENTERED] = { "entered", MSG_NOTE_ENTERED, MSG_DONE_ENTERED },
	[NOTE_POLICE_RETURNED] = { "police", MSG_NOTE_POLICE_RETURNED, MSG_DONE_POLICE_RETURNED },
	[NOTE_PASSWORD] = { "password", MSG_NOTE_PASSWORD, NO_TEXT },
	[NOTE_LOGGED_OUT] = { "logout", MSG_NOTE_LOGGED_OUT, NO_TEXT },
	[NOTE_CHANGED] = { "stored", MSG_NOTE_CHANGED, NO_TEXT },
	[NOTE_LOCKED] = { "locked", MSG_NOTE_LOCKED, NO_TEXT },
	[NOTE_UNLOCKED] = { "unlocked", MSG_NOTE_UNLOCKED, NO_TEXT },
	[NOTE_SESSIONS_ENDED] = { "ended", MSG_NOTE_SESSIONS_ENDED, NO_TEXT },
	[NOTE_CONFIRMED] = { "confirmed", MSG_NOTE_CONFIRMED, NO_TEXT },
	[NOTE_JOB_BEGUN] = { "job", MSG_NOTE_JOB_BEGUN, NO_TEXT },
	[NOTE_JOB_CANCELLED] = { "stop", MSG_NOTE_JOB_CANCELLED, NO_TEXT },
	[NOTE_JOB_RESUMED] = { "resume", MSG_NOTE_JOB_RESUMED, NO_TEXT },
	[NOTE_WITHDRAWN] = { "withdrawn", MSG_NOTE_WITHDRAWN, NO_TEXT },
	[NOTE_DECIDED] = { "decided", MSG_NOTE_DECIDED, NO_TEXT },
	[NOTE_UNDECIDED] = { "undecided", MSG_NOTE_UNDECIDED, NO_TEXT },
	[NOTE_JOINED] = { "joined", MSG_NOTE_JOINED, NO_TEXT },
	[NOTE_SPLIT] = { "split", MSG_NOTE_SPLIT, NO_TEXT },
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

const char *note_paper(struct http_request *request, const char *paper_no)
{
	return paper_no != NULL ? message_fill(request, MSG_PAPER_NUMBER, paper_no, NULL)
	                        : message_text(MSG_PAPER_NO_NUMBER);
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
		.paper = note_paper(request, answers_text(&sheet.answers, app->form->paper_no)),
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

void note_put_undo(struct http_request *request, struct tmpl_dict *dict, const struct note_tokens *tokens,
                   const struct noted_sheet *sheet)
{
	if (sheet->undo == NULL)
		return;
	struct tmpl_dict *undo = tmpl_add(dict, "UNDO");
	tmpl_put(undo, "UNDO_URL", sheet_url(request, sheet->id, "/undo"));
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
