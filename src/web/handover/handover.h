/* What the register of batches and the page of one batch share. */
#ifndef WEB_HANDOVER_H
#define WEB_HANDOVER_H

#include "web/part/lists.h"

/* "07/2024" */
const char *batch_number(struct http_request *request, int64_t number, int64_t year);
/* "open" or "signed", and how a page says it. */
const char *batch_state(const struct handover *batch);
const char *batch_state_label(const struct handover *batch);
/* The sheets of a batch as this actor may read them: the police do not know of those that were taken out before they signed. */
enum err batch_items(struct db *db, struct http_request *request, int64_t id, struct handover_item **items, size_t *count,
                     struct error *error);
/* Where the sheet stands; for the police, of one that is not theirs, where it stood when they had to do with it last. */
const char *batch_item_state(const struct http_request *request, const struct handover_item *item);
cJSON *batch_json(const struct handover *batch);
/* All batches; the sheets of the batch that the request names. */
enum err batches_csv(struct http_request *request, struct http_response *response, struct error *error);
enum err batch_csv(struct http_request *request, struct http_response *response, struct error *error);

#endif
