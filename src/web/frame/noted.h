/* Noting whose data a page or a paper is about to show (workflow/access.h): before it is sent, and not while a reader
 * is borrowed. ERR_UNAVAILABLE: it may not be shown. */
#ifndef WEB_FRAME_NOTED_H
#define WEB_FRAME_NOTED_H

#include "web/frame/app.h"
#include "workflow/access.h"

/* One sheet by itself: a page of it, or its paper, which waits for the row. */
enum err web_note_sheet(struct http_request *request, int64_t sheet_id, struct error *error);
enum err web_note_print(struct http_request *request, int64_t sheet_id, struct error *error);
/* Several: what shown says of them, their ids and commune taken from the sheets; a paper or a file waits. */
enum err web_note_sheets(struct http_request *request, struct shown_rows shown, const struct sheet *sheets,
                         size_t count, struct error *error);

#endif
