/* Until when somebody is to have done with a sheet. */
#ifndef WEB_LIST_DEADLINES_H
#define WEB_LIST_DEADLINES_H

#include "store/campaign/campaign.h"
#include "store/sheet/sheet.h"
#include "web/frame/app.h"

/* Days that a sheet may stay in a state, by campaign. */
struct deadlines {
	struct campaign_stage *stages;
	size_t count;
};
enum err deadlines_read(struct db *db, struct http_request *request, struct deadlines *out, struct error *error);
/* "Quá hạn 5 ngày", or NULL when the sheet is not late (as progress counts it). */
const char *deadlines_late(struct http_request *request, const struct deadlines *deadlines, const struct sheet_row *row);

#endif
