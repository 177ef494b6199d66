/* What is done to many sheets at once: doing it, and the button that takes it back beside what came of it. */
#ifndef WEB_PART_ACT_UNDO_H
#define WEB_PART_ACT_UNDO_H

#include "view/tmpl.h"
#include "web/frame/app.h"

/* Whether the actor may take that act back now; false for one that there is not. */
enum err act_read_undo(struct db *db, struct http_request *request, int64_t act_id, bool *may, struct error *error);
/* Makes the move with all of them, or begins a job when they are more than are done at once: then the answer leads
 * there, and *begun is true. */
enum err act_do(struct http_request *request, struct http_response *response, struct move_many_request *r, bool *begun,
                struct error *error);
/* Section ACT_UNDO, which it gives: ACT_UNDO_URL, include TOKENS. */
struct tmpl_dict *act_put_undo(struct http_request *request, struct tmpl_dict *dict, const char *csrf, int64_t act_id);

#endif
