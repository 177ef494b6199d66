/* Notes: what has just been done is told on the next page (a short-lived cookie that names one of the messages). A
 * note about a sheet names the person and the number of the paper, and offers to take the move back while that can be
 * done. */
#ifndef WEB_FRAME_NOTE_H
#define WEB_FRAME_NOTE_H

#include "view/tmpl.h"
#include "web/frame/app.h"

#define NOTE(name, ...) NOTE_##name,
enum page_note {
	NOTE_NONE,
#include "web/frame/note.def"
	NOTE_COUNT
};
#undef NOTE

/* Leaves a note; call with http_redirect(). */
void web_note(struct http_request *request, struct http_response *response, enum page_note note);
/* The same about a sheet. */
void web_note_about(struct http_request *request, struct http_response *response, enum page_note note,
                    int64_t sheet_id);
/* What tells of a move by its button on a sheet. */
enum page_note note_of_move(enum action move);

/* The sheet that a note is about. The number is the browser's word: false when the actor may not see that sheet. */
struct noted_sheet {
	int64_t id, row_version;
	const char *name;               /* of the person */
	const char *paper;              /* "phiếu giấy số 12", or its number in here */
	const char *state;              /* label */
	bool draft;
	const char *undo;               /* "Hoàn tác: Nghiệm thu", or NULL: nothing that the actor may take back now */
};
/* The sheet of the note that the request brings along; false: it brings another note, or none. */
bool note_sheet(struct http_request *request, enum page_note note, struct noted_sheet *out);
/* Section UNDO of a note: UNDO_URL, UNDO_VERSION, UNDO_LABEL, CSRF, UNDO_TOKEN. */
struct note_tokens { const char *csrf, *form_token; };
void note_put_undo(struct http_request *request, struct tmpl_dict *dict, const struct note_tokens *tokens,
                   const struct noted_sheet *sheet);

/* The name of the person on a sheet, or that it has none. */
const char *note_name(const struct sheet *sheet);
/* What a page calls the sheet: web_sheet_title(). */
const char *web_sheet_name(struct http_request *request, const struct sheet *sheet);
/* "phiếu giấy số 12"; NULL: its number in here. */
const char *note_paper(struct http_request *request, const char *paper_no, int64_t id);

/* ---- for the frame ---- */
/* What is told on this page, and the sheet that it is about (id 0: none); NULL: nothing. */
const char *note_told(struct http_request *request, struct noted_sheet *sheet);
/* The note was for this page. */
void note_forget(struct http_request *request, struct http_response *response);
/* The code of the note that the request brings along, "" for none; and whether it is about a sheet. */
const char *note_code(struct http_request *request);
bool note_names_sheet(const struct http_request *request);

#endif
