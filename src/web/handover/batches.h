/* What the register of batches and the page of one batch share. */
#ifndef WEB_HANDOVER_BATCHES_H
#define WEB_HANDOVER_BATCHES_H

#include "web/part/batch_text.h"
#include "web/part/resume.h"

/* ---- batches.c, batch_page.c ---- */
http_handler page_batches, post_batches, page_batch, post_batch_sign, post_batch_remove;
/* The form for the signature under a batch, filled after a login; next: "/handovers/12". ERR_CONFLICT when it is
 * signed. */
resume_show resume_sign;

/* The sheets of a batch as this actor may read them: the police do not know of those that were taken out before they
 * signed. */
enum err batch_items_shown(struct db *db, struct http_request *request, int64_t id, struct batch_item **items,
                           size_t *count, struct error *error);
/* Where the sheet stands; for the police, of one that is not theirs, where it stood when they had to do with it last.
 */
enum state batch_item_state(const struct http_request *request, const struct batch_item *item);
cJSON *batch_json(const struct batch *batch);
/* ---- batch_csv.c ---- */
/* All batches; the sheets of the batch that the request names. */
enum err batches_csv(struct http_request *request, struct http_response *response, struct error *error);
enum err batch_csv(struct http_request *request, struct http_response *response, struct error *error);

#endif
