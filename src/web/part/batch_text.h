/* A batch in words. */
#ifndef WEB_PART_BATCH_TEXT_H
#define WEB_PART_BATCH_TEXT_H

#include "http/http.h"
#include "store/handover/batch.h"

/* "07/2024" */
const char *batch_number(struct http_request *request, int64_t number, int64_t year);
/* "open" or "signed", and how a page says it. */
const char *batch_state(const struct batch *batch);
const char *batch_state_label(const struct batch *batch);

#endif
