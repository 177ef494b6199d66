/* The head of a paper that an office makes (NĐ 30/2020): whose it is, where and when. */
#ifndef WEB_LIST_LETTER_H
#define WEB_LIST_LETTER_H

#include "view/tmpl.h"
#include "web/frame/app.h"

struct letter { const char *superior, *office, *place; };

/* Of the office of the actor's first area: as the papers of its commune name it, for police theirs; above communes the
 * area itself; without areas, what holds for all, and the place to be filled in by hand. */
enum err letter_read(struct db *db, struct http_request *request, struct letter *out, struct error *error);
/* SUPERIOR with SUPERIOR_NAME, OFFICE, PLACE, DAY, MONTH, YEAR. */
void letter_put(struct http_request *request, struct tmpl_dict *dict, const struct letter *letter);

#endif
