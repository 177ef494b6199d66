/* A page being filled: the layout around one content template. Read everything and give the reader back before
 * page_open(); after it only page_send() can fail. */
#ifndef WEB_FRAME_PAGE_H
#define WEB_FRAME_PAGE_H

#include "text/label.h"
#include "view/tmpl.h"
#include "web/frame/app.h"
#include "web/frame/tokens.h"

struct page {
	struct http_request *request;
	struct tmpl_dict *root;         /* of the frame */
	struct tmpl_dict *content;      /* of the content template */
	const char *form_token;         /* of the page's form */
	/* where the form of a refused POST stands; NULL: the nearest page above where it was posted to */
	const char *address;
	const char *csrf;               /* masked once a page: random bytes do not pack */
};

/* ERR_UNAVAILABLE without memory. title without "Lỗi: ". Shows the note left on the page before (web/frame/note.h). */
enum err page_open(struct http_request *request, const char *template, const char *title, struct page *out,
                   struct error *error);
/* The same for something to print: no header, no navigation, its own style. back_url: the page it belongs to. */
enum err page_open_print(struct http_request *request, const char *template, const char *title, const char *back_url,
                         struct page *out, struct error *error);
/* The same as a file, in the bar of something to print. */
void page_offer_files(struct page *page, const char *pdf_url, const char *docx_url);
/* The title begins with "Lỗi: ": the page shows errors. */
void page_has_errors(struct page *page, const char *title);
/* kind: success, warning, info. Its row, for what stands beside the text. */
struct tmpl_dict *page_flash(struct page *page, const char *kind, const char *text);
/* Renders into the response and frees the page in any case. */
enum err page_send(struct page *page, struct http_response *response, int status, struct error *error);

/* ---- navigation.c ---- */

/* The parts of what is known for the frame (web/frame/read.h) that the navigation of that role shows. */
unsigned navigation_parts(enum role role);

/* What waits at places of whoever asks, as it stands in a page: sheets as shown ("" for none), and the text around
 * them that is found nowhere else in it. Read once a request; nothing for roles that nothing waits for. */
enum { NAVIGATION_WAITS = 3 };
struct navigation_wait { const char *url, *text, *token; };
struct navigation_waits { struct navigation_wait waits[NAVIGATION_WAITS]; size_t count; };
void navigation_read(struct http_request *request, struct navigation_waits *out);

/* The rows NAV_GROUP of frame/layout.html: the places of whoever asks. All groups are open while they fit beside a
 * page; of more places, the first group and the one of this page. */
void navigation_put(struct http_request *request, struct tmpl_dict *user);

/* ---- page.c ---- */

/* Parts of the page, as rendered, that are others each time; NULL: none. */
enum { PAGE_PIECES = 2 };
struct page_pieces {
	const char *html[PAGE_PIECES];
	bool tell_note;                 /* one of them tells of the sheet that the note is about */
};
/* A page that comes out the same again but for its tokens and what waits at its places: begin instead of page_open(),
 * true when it has been sent already; else keep after page_send(). name tells the page and what it depends on besides
 * the actor, the day, the note and the tables that change seldom (store_busy_tables). */
struct page_again {
	const char *key;                /* NULL: this one is not kept */
	struct page_pieces pieces;
	struct navigation_waits waits;
	uint64_t generation;
};
bool page_again_begin(struct http_request *request, const char *name, const struct page_pieces *pieces,
                      struct page_again *out, struct http_response *response);
void page_again_keep(const struct page *page, const struct page_again *again, const struct http_response *response);

/* Whether there is a page of that path, without ids. */
bool page_exists(const struct app *app, const char *pattern);

/* Tokens (web/frame/tokens.h) for the forms of the page's content that are stored, with the page's own. */
void page_tokens(struct page *page, int64_t row_version);

#endif
