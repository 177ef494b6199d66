/* The lists of sheets as CSV: the rows of the JSON, masked like them. Each begins with the first row of its filter. */
#ifndef WEB_LIST_SHEET_CSV_H
#define WEB_LIST_SHEET_CSV_H

#include "web/list/filter.h"

/* Those that the police enter, with their batch. */
enum err police_csv(struct http_request *request, struct http_response *response, const struct list_filter *filter,
                    struct error *error);

#endif
