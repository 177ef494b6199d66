/* Taking back what was done to many sheets at once: the button beside what came of it. */
#ifndef WEB_PART_ACT_UNDO_H
#define WEB_PART_ACT_UNDO_H

#include "view/tmpl.h"
#include "web/frame/app.h"

/* Whether the actor may take that act back now; false for one that there is not. */
enum err act_read_undo(struct db *db, struct http_request *request, int64_t act_id, bool *may, struct error *error);
/* Section ACT_UNDO: ACT_UNDO_URL, include TOKENS. */
void act_put_undo(struct http_request *request, struct tmpl_dict *dict, const char *csrf, int64_t act_id);

#endif
