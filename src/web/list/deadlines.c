#include "web/list/deadlines.h"

#include "web/frame/text.h"

const char *deadlines_late(struct http_request *request, const struct stage_days *deadlines,
                           const struct sheet_row *row)
{
	struct date today = clock_today(&web_app(request)->workflow.clock);
	int64_t days = stage_days_late(deadlines, row->campaign_id, row->state, row->clock_from, today);

	return days == 0 ? NULL : message_fill(request, MSG_LATE_DAYS, web_count(request, days), NULL);
}
