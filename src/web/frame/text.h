/* Texts of pages: messages, numbers and days as they are shown; in the request's arena. */
#ifndef WEB_FRAME_TEXT_H
#define WEB_FRAME_TEXT_H

#include "text/label.h"
#include "text/messages.h"
#include "view/tmpl.h"
#include "web/frame/app.h"

/* Shows section with one value, when there is one. */
void put_section(struct tmpl_dict *dict, const char *section, const char *key, const char *value);
/* The hamlet of a sheet as lists show it: "(chưa ghi)" when there is none; nothing stands in its place. */
const char *web_hamlet(const char *area_name);
/* sheet_number() at the beginning of a sentence: "Phiếu PS/0412". */
const char *web_sheet_title(struct http_request *request, const char *paper_no, int64_t id);
/* A message with its "{1}" and "{2}" replaced; NULL is an empty text. */
const char *message_fill(struct http_request *request, enum message message, const char *one, const char *two);
/* The same with "{1}" to "{9}". */
const char *message_fill_all(struct http_request *request, enum message message, const char *const *values,
                             size_t count);
const char *web_id(struct http_request *request, int64_t id);
/* "2 lỗi, 1 cảnh báo"; NULL when nothing is open. */
const char *web_open_findings(struct http_request *request, int64_t errors, int64_t warnings);

/* ---- shown ---- */
const char *web_count(struct http_request *request, int64_t number);       /* 706.174 */
const char *web_percent(struct http_request *request, int64_t part,
                        int64_t whole); /* "12,5"; "" when whole is not positive */
const char *web_time(struct http_request *request, const char *utc);       /* dd/mm/yyyy hh:mm in Viet Nam */
const char *web_day(struct http_request *request, const char *utc);        /* dd/mm/yyyy in Viet Nam */
const char *web_iso_day(struct http_request *request,
                        const char *iso); /* stored (partial) date as shown; "" for NULL */
/* An identity or insurance number as this actor may see it. */
const char *web_number(struct http_request *request, const char *number);

#endif
