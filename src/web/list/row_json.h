/* Sheets as JSON, as this actor may read them. */
#ifndef WEB_LIST_ROW_JSON_H
#define WEB_LIST_ROW_JSON_H

#include "store/sheet/sheet.h"
#include "web/frame/answer_json.h"

/* The answer, numbers as this actor may read them; NULL: there is none. */
cJSON *web_answer_json(struct http_request *request, const struct field *field, const struct answer *answer);
/* A row of a list, numbers as this actor may see them. */
cJSON *sheet_row_json(struct http_request *request, const struct sheet_row *row);

#endif
