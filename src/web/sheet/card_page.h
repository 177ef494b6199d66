/* The QR code of an identity card on the entry page: what a scanner typed is read, shown, filled in where nothing stands, and forgotten.
 * It is never stored and never logged. */
#ifndef WEB_CARD_H
#define WEB_CARD_H

#include "web/sheet/entry.h"

/* What was read, and what became of it. */
struct card_reading;

/* The posted text of a card: of the input `card`, or typed by a scanner into another field, whose answer is taken away then. NULL: none. */
const char *card_posted(struct http_request *request, struct answers *answers);
/* The entry page again, filled from the card where nothing stands; nothing is stored. 422 when the text is none of a card. */
enum err card_show(struct entry *entry, const char *text, struct http_response *response, struct error *error);
/* The part of the page that says what was read. */
void card_fill(struct tmpl_dict *content, const struct entry *entry);

#endif
