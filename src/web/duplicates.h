/* What the pages about duplicates share. */
#ifndef WEB_DUPLICATES_H
#define WEB_DUPLICATES_H

#include "store/duplicate.h"
#include "web/page.h"

/* "cùng họ tên, ngày và tháng sinh đổi chỗ" */
const char *duplicate_reasons(struct http_request *request, unsigned signs);
/* "/duplicates/12/15", the smaller id first. */
const char *duplicate_url(struct http_request *request, int64_t a, int64_t b);

#endif
