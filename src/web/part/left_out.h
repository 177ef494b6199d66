/* Sheets that somebody asked for with many others, and that were left out: by name, and why as they stand now. */
#ifndef WEB_PART_LEFT_OUT_H
#define WEB_PART_LEFT_OUT_H

#include "view/tmpl.h"
#include "web/frame/app.h"

enum { LEFT_SHOWN = 50 };

struct left_sheet {
	int64_t id, commune_id;
	const char *name, *number, *reason; /* number: of the paper, or NULL */
};

/* What was asked for: that they be accepted, or moved otherwise, that a rule be confirmed on them, that this be
 * taken back. */
enum left_of { LEFT_OF_ACCEPTING, LEFT_OF_MOVING, LEFT_OF_CONFIRMING, LEFT_OF_WITHDRAWING };

/* Those that the actor sees; *out has room for all. How many. */
size_t left_read(struct db *db, struct http_request *request, const int64_t *ids, size_t count, enum left_of of,
                 struct left_sheet *out);
/* Notes that they are shown; table: on the page of what. */
enum err left_note(struct http_request *request, const char *table, const struct left_sheet *left, size_t count,
                   struct error *error);
/* Rows LEFT: LEFT_URL, LEFT_NAME, LEFT_REASON. */
void left_put(struct http_request *request, struct tmpl_dict *dict, const struct left_sheet *left, size_t count);

#endif
