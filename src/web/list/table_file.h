/* A declared table as a file of the web. */
#ifndef WEB_LIST_TABLE_FILE_H
#define WEB_LIST_TABLE_FILE_H

#include "table/table.h"
#include "web/frame/app.h"

enum { XLSX_ANSWERED = 5000 };          /* rows of a workbook that is made while somebody waits */

/* Names the file: "phieu.csv"; of a table of one thing "ban-giao-12.csv". */
void table_attach(struct http_request *request, struct http_response *response, const struct table *table,
                  const char *ending);
enum err table_send_csv(struct http_request *request, struct http_response *response, const struct table_ask *ask,
                        struct error *error);
enum err table_send_xlsx(struct http_request *request, struct http_response *response, const struct table_ask *ask,
                         struct error *error);
/* Leads to where it is offered to make a long one in the background; format: xlsx, pdf. */
void table_offer(struct http_request *request, struct http_response *response, const struct table_ask *ask,
                 const char *format);

#endif
