/* Which answers the police's queue shows, and in what order: as the other program wants them typed. A choice of the
 * user's own, else that of the police of the commune, else all, in the order of the paper. */
#ifndef WEB_POLICE_FIELDS_H
#define WEB_POLICE_FIELDS_H

#include "web/frame/read.h"

enum police_choice { FIELDS_OF_PAPER, FIELDS_OF_COMMUNE, FIELDS_OF_USER };

struct police_fields {
	const struct field **items;     /* in the arena */
	size_t count;
	enum police_choice choice;      /* whose it is */
};

/* What holds for whoever asks. A name that the form has no more is passed over. */
void police_fields_read(struct db *db, struct http_request *request, struct police_fields *out);

/* GET and POST /police/fields. `order_NAME`: the place of that answer, empty: it is not shown. `action`: "look" shows
 * what that would be, "mine" and "commune" store it, "drop" forgets the user's own,
 * "file" shows what the file that was sent says. With .json it is that file. */
http_handler page_police_fields, post_police_fields;

#endif
