/* Answers in JSON. */
#ifndef WEB_FRAME_ANSWER_JSON_H
#define WEB_FRAME_ANSWER_JSON_H

#include "base/json.h"
#include "http/http.h"

/* {"rows","total","next"}; takes rows. next NULL: null. */
cJSON *list_json(cJSON *rows, int64_t total, const char *next);
/* Prints root into the response and deletes it. */
enum err json_send(struct http_request *request, struct http_response *response, cJSON *root, struct error *error);

#endif
