/* The page of quality. */
#ifndef WEB_REPORT_QUALITY_H
#define WEB_REPORT_QUALITY_H

#include "http/http.h"

/* GET /reports/quality: how good the sheets are (store/report/quality.h). */
http_handler page_quality;

#endif
