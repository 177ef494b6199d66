/* Until when somebody is to have done with a sheet. */
#ifndef WEB_LIST_DEADLINES_H
#define WEB_LIST_DEADLINES_H

#include "store/campaign/stage.h"
#include "web/frame/app.h"

/* "Quá hạn 5 ngày", or NULL when the sheet is not late. */
const char *deadlines_late(struct http_request *request, const struct stage_days *deadlines,
                           const struct sheet_row *row);

#endif
