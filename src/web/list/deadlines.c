#include "web/list/deadlines.h"

#include "base/memory.h"
#include "web/frame/text.h"

static const struct { enum state state; enum stage stage; bool from_acceptance; } limits[] = {
	{ STATE_WITH_HAMLET, STAGE_TALLY, false },
	{ STATE_RECEIVED, STAGE_CHECK, false },
	{ STATE_ACCEPTED, STAGE_ENTRY, true },
	{ STATE_HANDED_OVER, STAGE_ENTRY, true },
};

enum err deadlines_read(struct db *db, struct http_request *request, struct deadlines *out, struct error *error)
{
	return campaign_stages_any(db, request->arena, &out->stages, &out->count, error);
}

static int64_t days_allowed(const struct deadlines *deadlines, int64_t campaign_id, enum stage stage)
{
	for (size_t i = 0; i < deadlines->count; i++) {
		const struct campaign_stage *s = &deadlines->stages[i];
		if (s->campaign_id == campaign_id && s->stage == stage)
			return s->days;
	}
	return 0;
}

const char *deadlines_late(struct http_request *request, const struct deadlines *deadlines, const struct sheet_row *row)
{
	int64_t today = date_to_days(clock_today(&web_app(request)->workflow.clock));

	for (size_t i = 0; i < COUNT(limits); i++) {
		const char *since = limits[i].from_acceptance ? row->accepted_at : row->since;
		int64_t allowed = limits[i].state == row->state ? days_allowed(deadlines, row->campaign_id, limits[i].stage) : 0;
		if (allowed == 0 || since == NULL)
			continue;
		int64_t over = today - date_to_days(clock_day_of(since)) - allowed;
		return over <= 0 ? NULL : message_fill(request, MSG_LATE_DAYS, web_count(request, over), NULL);
	}
	return NULL;
}
