/* Answers in JSON. */
#ifndef WEB_FRAME_ANSWER_JSON_H
#define WEB_FRAME_ANSWER_JSON_H

#include "base/json.h"
#include "http/http.h"

/* NULL becomes null. */
void json_put_text(cJSON *object, const char *key, const char *text);
void json_put_int(cJSON *object, const char *key, int64_t value);
/* {"rows","total","next"}; takes rows. next NULL: null. */
cJSON *list_json(cJSON *rows, int64_t total, const char *next);
/* Prints root into the response and deletes it. */
enum err json_send(struct http_request *request, struct http_response *response, cJSON *root, struct error *error);

#endif
