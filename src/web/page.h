/* A page being filled: the layout around one content template. Read everything and give the reader back before page_open(); after
 * it only page_send() can fail. */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "view/tmpl.h"
#include "web/app.h"

struct page {
	struct http_request *request;
	struct tmpl_dict *root;         /* of layout.html */
	struct tmpl_dict *content;      /* of the content template; CSRF and FORM_TOKEN are set */
	const char *form_token;         /* of the page's form */
	const char *layout;             /* the frame */
	const char *address;            /* where the form of a refused POST stands; NULL: the nearest page above where it was posted to */
	const char *csrf;               /* masked once a page: random bytes do not pack */
};

/* ERR_UNAVAILABLE without memory. title without "Lỗi: ". Shows the note left by web_note() on the page before. */
enum err page_open(struct http_request *request, const char *template, const char *title, struct page *out, struct error *error);
/* The same for something to print: no header, no navigation, its own style. back_url: the page it belongs to. */
enum err page_open_print(struct http_request *request, const char *template, const char *title, const char *back_url, struct page *out,
                         struct error *error);
/* The title begins with "Lỗi: ": the page shows errors. */
void page_has_errors(struct page *page, const char *title);
/* kind: success, warning, info. */
void page_flash(struct page *page, const char *kind, const char *text);
/* Renders into the response and frees the page in any case. */
enum err page_send(struct page *page, struct http_response *response, int status, struct error *error);

/* Leaves a note for the next page (a short-lived cookie that names one of the messages): "Đã lưu phiếu." Call with web_redirect(). */
enum page_note { NOTE_NONE, NOTE_SAVED, NOTE_SUBMITTED, NOTE_SUBMITTED_NEXT, NOTE_FORWARDED, NOTE_RETURNED, NOTE_ACCEPTED, NOTE_REOPENED, NOTE_RESENT,
	NOTE_REPLACED, NOTE_ARCHIVED, NOTE_CANCELLED, NOTE_BATCH_MADE, NOTE_BATCH_SIGNED, NOTE_BATCH_CHANGED,
	NOTE_ENTERED, NOTE_POLICE_RETURNED, NOTE_PASSWORD, NOTE_LOGGED_OUT, NOTE_CHANGED, NOTE_LOCKED, NOTE_UNLOCKED, NOTE_SESSIONS_ENDED, NOTE_CONFIRMED,
	NOTE_WITHDRAWN, NOTE_DECIDED, NOTE_UNDECIDED, NOTE_JOINED, NOTE_SPLIT, NOTE_JOB_BEGUN, NOTE_JOB_CANCELLED, NOTE_JOB_RESUMED, NOTE_COUNT };
void web_note(struct http_request *request, struct http_response *response, enum page_note note);
/* The same about a sheet: the page that it leads to says it in its own words; any other says nothing. */
void web_note_about(struct http_request *request, struct http_response *response, enum page_note note, int64_t sheet_id);
/* The sheet that such a note is about; 0: there is none. The number is the browser's word. */
int64_t web_noted_sheet(const struct http_request *request, enum page_note note);

/* A page that comes out the same again but for its tokens: begin instead of page_open(), true when it has been sent already; else
 * keep after page_send(). name tells the page and what it depends on besides the actor, the day, the note and the tables that change seldom
 * (store_busy_tables). piece: a part of the page, as rendered, that is another each time; NULL: none. */
struct page_again { const char *key, *piece; uint64_t generation; };
bool page_again_begin(struct http_request *request, const char *name, const char *piece, struct page_again *out, struct http_response *response);
void page_again_keep(const struct page *page, const struct page_again *again, const struct http_response *response);

/* A fresh token for a form. */
const char *web_form_token(struct http_request *request);

/* ---- shown texts (in the request's arena) ---- */
const char *web_count(struct http_request *request, int64_t number);       /* 706.174 */
const char *web_percent(struct http_request *request, int64_t part, int64_t whole); /* "12,5"; "" when whole is not positive */
const char *web_time(struct http_request *request, const char *utc);       /* dd/mm/yyyy hh:mm in Viet Nam */
const char *web_iso_day(struct http_request *request, const char *iso);    /* stored (partial) date as shown; "" for NULL */
/* An identity or insurance number as this actor may see it. */
const char *web_number(struct http_request *request, const char *number);
const char *web_role_label(enum role role);

#endif
