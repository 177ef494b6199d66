/* Progress by area: target, collected, accepted, handed over, entered, what is late. */
#include "base/memory.h"
#include "report/plain_filter.h"
#include "report/figures/progress_view.h"

enum { ROWS_MOST = 1000, THOUSAND = 1000 };

#define AT(member) offsetof(struct progress_line, member)

enum { REACHED = 3 };                   /* the place of the column */

/* What the plan makes of the figures stands on pages and papers alone. */
static const struct column columns[] = {
	{ .question = MEANING_hamlet, .head = MSG_HEAD_ID, .kind = KIND_ID, .at = AT(row.area_id), .place = COLUMN_FILE },
	{ "code", MSG_HEAD_CODE, KIND_CODE, AT(row.code), COLUMN_FILE, 0 },
	{ "name", MSG_LEVEL_AREA, KIND_NAME, AT(row.name), COLUMN_ANYWHERE, 0 },
	[REACHED] = { "reached", MSG_HEAD_REACHED, KIND_PART, AT(reached), COLUMN_SHOWN, 0 },
	{ "week", MSG_HEAD_WEEK, KIND_BALANCE, AT(week), COLUMN_SHOWN, 0 },
	{ "trend", MSG_HEAD_TREND, KIND_TREND, AT(trend), COLUMN_SHOWN, 0 },
	{ "due", MSG_HEAD_PLANNED, KIND_FIGURE, AT(due), COLUMN_SHOWN, 0 },
	{ "target", MSG_TARGETS, KIND_FIGURE, AT(row.target), COLUMN_ANYWHERE, 0 },
	{ "collected", MSG_STEP_COLLECTED, KIND_COUNT, AT(row.collected), COLUMN_ANYWHERE, 0 },
	{ "accepted", MSG_STEP_ACCEPTED, KIND_COUNT, AT(row.accepted), COLUMN_ANYWHERE, 0 },
	{ "returned", MSG_HEAD_RETURNED, KIND_COUNT, AT(row.returned), COLUMN_ANYWHERE, 0 },
	{ "handed_over", MSG_HEAD_HANDED_OVER, KIND_COUNT, AT(row.handed_over), COLUMN_ANYWHERE, 0 },
	{ "entered", MSG_HEAD_ENTERED, KIND_COUNT, AT(row.entered), COLUMN_ANYWHERE, 0 },
	{ "police_returned", MSG_HEAD_POLICE_RETURNED, KIND_COUNT, AT(row.police_returned), COLUMN_ANYWHERE, 0 },
	{ "left", MSG_HEAD_LEFT, KIND_BALANCE, AT(row.left), COLUMN_ANYWHERE, 0 },
	{ "late", MSG_HEAD_OVERDUE, KIND_OVERDUE, AT(row.late), COLUMN_ANYWHERE, 0 },
	{ "percent", MSG_HEAD_ENTERED_SHARE, KIND_SHARE, AT(share), COLUMN_SHOWN, 0 },
};

static const struct table_filter filters[] = {
	{ "area", MSG_LEVEL_AREA, &filter_hidden_id, offsetof(struct progress_query, area_id), NULL },
	{ "campaign", MSG_FILTER_CAMPAIGN, &filter_hidden_text, offsetof(struct progress_query, campaign), NULL },
};

static struct progress_line line_of(const struct progress_view *view, const struct progress_row *row)
{
	struct progress_line line = { .row = *row, .share = -1, .due = plan_due(row->target, view->plan),
		.reached = plan_reached(row, view->plan), .week = BALANCE_NONE, .trend = BALANCE_NONE };
	int64_t target = row->target;

	if (target < 0)
		line.row.left = BALANCE_NONE;
	if (target > 0)
		line.share = (row->entered * THOUSAND + target / 2) / target;
	if (view->weeks) {
		line.week = row->week;
		line.trend = row->week - row->before;
	}
	return line;
}

static enum err read(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct progress_query *query = ask->filter;
	struct arena *arena = ask->reader.arena;
	struct progress_view *view = arena_alloc(arena, sizeof *view);
	bool weeks = ask->shown || (ask->sort != NULL && (ask->sort->at == AT(week) || ask->sort->at == AT(trend)));
	const struct progress_asked asked = { arena, ask->reader.actor, ask->today, query->area_id, query->campaign,
		weeks };
	enum err err = progress_read(db, &asked, view, error);

	if (err != ERR_OK)
		return err;
	struct progress_line *lines = arena_array(arena, view->count + 1, sizeof *lines);
	for (size_t i = 0; i < view->count; i++)
		lines[i] = line_of(view, &view->rows[i]);
	view->sum = line_of(view, &view->total);
	view->sum.row.area_id = 0;
	view->sum.row.code = NULL;
	view->sum.row.name = message_text(MSG_SUM);
	query->view = view;
	ask->title = message_with_one(arena, MSG_TITLE_PROGRESS, view->area.full_name);
	*out = (struct table_rows){ .items = lines, .count = view->count, .sum = view->count == 0 ? NULL : &view->sum };
	return ERR_OK;
}

/* Deeper, or to the sheets of a hamlet. */
static const char *link(struct table_ask *ask, const void *row)
{
	const struct progress_row *r = &((const struct progress_line *)row)->row;
	const struct progress_view *view = ((const struct progress_query *)ask->filter)->view;
	bool deeper = r->area_id != view->area.id && r->level != NULL && strcmp(r->level, "hamlet") != 0;
	long long area = (long long)r->area_id, campaign = (long long)view->campaign->id;

	if (r->area_id == 0)
		return NULL;
	return arena_print(ask->reader.arena, "%s?area=%lld&campaign=%lld", deeper ? "/reports/progress" : "/sheets", area,
	                   campaign);
}

/* The list that has as many rows. The police's list has not all that is late in the area. */
static const char *late_link(struct table_ask *ask, const void *row)
{
	const struct progress_row *r = &((const struct progress_line *)row)->row;
	const struct progress_view *view = ((const struct progress_query *)ask->filter)->view;
	bool sum = row == &view->sum;

	if ((ROLES_LATE & ROLE_BIT(ask->reader.actor->role)) == 0)
		return NULL;
	return progress_late_url(ask->reader.arena, view, sum || r->area_id == 0 ? view->area.id : r->area_id,
	                         !sum && r->area_id == 0);
}

const char *progress_late_url(struct arena *arena, const struct progress_view *view, int64_t area_id, bool no_hamlet)
{
	return arena_print(arena, "/sheets?late=1&area=%lld%s&campaign=%lld", (long long)area_id,
	                   no_hamlet ? "&no_hamlet=1" : "", (long long)view->campaign->id);
}

const struct table progress_table = {
	.name = "tien-do",
	.path = "/reports/progress",
	.title = MSG_NAV_PROGRESS,
	.found = MSG_COUNT_AREAS,
	.empty = MSG_PROGRESS_NO_CAMPAIGN,
	.page = ROWS_MOST,
	TABLE_COLUMNS(columns),
	TABLE_FILTERS(filters, struct progress_query),
	.row_size = sizeof(struct progress_line),
	.small = true,
	.order = &columns[REACHED],     /* the worst first: least entered of what is due by today, else of the target */
	.read = read,
	.link = link,
	.late_link = late_link,
};
