/* Copies of issued papers that were signed by hand (workflow/handover/signed_copy.h), on the pages of what these are
 * about: those that were handed in, the form for one more, the file of each.
 *
 * Another paper has them too: its routes PATH/scan, as the paper itself, and PATH/signed (ROUTE_UPLOAD, SIGNED_BODY);
 * its page reads and puts a struct signed_copies, and its handler of PATH/signed is signed_post().
 * Where two papers are signed together (web/payment/) the page has a form of its own for both, and puts the scans of
 * each. */
#ifndef WEB_LIST_SIGNED_COPY_PAGE_H
#define WEB_LIST_SIGNED_COPY_PAGE_H

#include "report/paper/paper_type.h"
#include "web/frame/page.h"
#include "workflow/handover/signed_copy.h"

/* Larger scans than there may be are read, so that the page can say what is wrong with them. */
enum { SIGNED_BODY = 2 * SCAN_MOST };

struct signed_copies {
	const char *signed_on;          /* of the last; or NULL */
	struct paper_scan *scans;
	size_t count;
	bool issued;
	const char *refusal, *field;    /* of a POST; or NULL */
};

/* Of the paper of that type about what has that id; refusal and field stay. */
enum err signed_read(struct db *db, struct http_request *request, const struct paper_type *type, int64_t id,
                     struct signed_copies *out, struct error *error);
/* Include SIGNED_COPY (frame/signed-copy.html); nothing of a draft. url: of the page; adds: with the form. */
void signed_put(const struct page *page, const struct signed_copies *copies, const char *url, bool adds);
/* Include COPIES (frame/signed-scans.html): the scans alone, where there are some. */
void signed_put_scans(struct http_request *request, struct tmpl_dict *dict, const struct signed_copies *copies,
                      const char *url);
/* The file that was sent in that field; bytes NULL: none. */
struct paper_file signed_sent(const struct http_request *request, const char *field);
/* ERR_TOO_LARGE: what was posted was not read. Its handler is called all the same, so that its page can say so
 * (web/fail.c). */
enum err signed_is_read(const struct http_request *request, struct error *error);
/* Notes what was posted and leads to the page. ERR_CONFLICT, ERR_UNPROCESSABLE and ERR_TOO_LARGE are told in out, for
 * the page to show again. */
enum err signed_post(struct http_request *request, struct http_response *response, const struct paper_type *type,
                     enum thing_kind kind, struct signed_copies *out, struct error *error);
/* GET PATH/scan?no=2. Whom the paper shows is noted before. */
http_handler page_scan;

#endif
