#include "report/figures/progress_plan.h"

#include "base/buf.h"
#include "base/memory.h"
#include "table/display.h"
#include "text/messages.h"

enum { HUNDRED = 100, OF_PERCENT = MILLION / HUNDRED, DETAIL_LIMIT = 2048 };

/* ---- the rule ---- */

int64_t milestone_share(const struct milestone *milestone)
{
	return milestone->share == 0 ? HUNDRED : milestone->share;
}

static int64_t day_number(const char *iso)
{
	struct date date = { 0 };

	return date_from_iso(iso, false, &date) ? date_to_days(date) : 0;
}

int64_t plan_share(const struct campaign *campaign, const struct milestone *milestones, size_t count,
                   struct date today)
{
	int64_t day = date_to_days(today), from = day_number(campaign->collect_from) - 1, reached = 0;

	for (size_t i = 0; i < count; i++) {
		int64_t last = day_number(milestones[i].last_day), share = milestone_share(&milestones[i]) * OF_PERCENT;
		if (milestones[i].stage != STAGE_ENTRY || share < reached)
			continue;
		if (day < last)
			return day <= from ? reached : reached + (share - reached) * (day - from) / (last - from);
		from = last;
		reached = share;
	}
	return reached;
}

int64_t plan_due(int64_t target, int64_t share)
{
	return target < 0 || share <= 0 ? -1 : (target * share + MILLION - 1) / MILLION;
}

int64_t plan_wanted(const struct progress_row *row, int64_t share)
{
	return share > 0 ? plan_due(row->target, share) : row->target;
}

int64_t plan_reached(const struct progress_row *row, int64_t share)
{
	int64_t wanted = plan_wanted(row, share);

	return wanted <= 0 ? -1 : (row->entered * MILLION + wanted / 2) / wanted;
}

/* Counts the unit; least and at_least: how far the last ones are, and how many of them there are. */
static void count_unit(const struct progress_row *row, int64_t share, struct plan_finding *out, int64_t *least,
                       size_t *at_least)
{
	int64_t reached = plan_reached(row, share);
	bool first = out->units == 0;

	if (reached < 0) {
		out->untold++;
		return;
	}
	out->units++;
	if (row->entered < plan_wanted(row, share)) {
		out->behind++;
		out->idle += row->entered == 0;
	}
	if (first || reached < *least) {
		*least = reached;
		*at_least = 0;
		out->worst = row;
	}
	*at_least += reached == *least;
}

struct plan_finding plan_find(const struct progress_row *rows, size_t count, const struct progress_row *total,
                              int64_t share)
{
	struct plan_finding found = { .standing = PLAN_UNTOLD, .wanted = plan_wanted(total, share) };
	size_t at_least = 0;
	int64_t least = 0;

	for (size_t i = 0; i < count; i++)
		count_unit(&rows[i], share, &found, &least, &at_least);
	if (found.units < 2 || at_least > 1 || found.behind == 0)
		found.worst = NULL;
	if (found.wanted <= 0)
		return found;
	if (total->entered < found.wanted)
		found.missing = found.wanted - total->entered;
	found.standing = found.missing > 0 ? PLAN_BEHIND : found.behind > 0 ? PLAN_PARTS_BEHIND : PLAN_REACHED;
	return found;
}

/* ---- in words ---- */

static const struct { enum message planned, by_target; } sentences[] = {
	[PLAN_UNTOLD] = { MSG_PLAN_UNTOLD, MSG_PLAN_UNTOLD },
	[PLAN_BEHIND] = { MSG_PLAN_BEHIND, MSG_TARGET_BEHIND },
	[PLAN_PARTS_BEHIND] = { MSG_PLAN_REACHED, MSG_TARGET_REACHED },
	[PLAN_REACHED] = { MSG_PLAN_REACHED, MSG_TARGET_REACHED },
};

const char *plan_sentence(struct arena *arena, const struct plan_finding *found, int64_t entered, int64_t share)
{
	const char *const values[] = { display_count(arena, found->missing), display_count(arena, entered),
		display_count(arena, found->wanted) };
	enum message text = share > 0 ? sentences[found->standing].planned : sentences[found->standing].by_target;

	return message_with(arena, text, values, COUNT(values));
}

static void add_part(struct buf *out, const char *part)
{
	buf_print(out, "%s%s", out->length == 0 ? "" : " ", part);
}

static void add_units(struct buf *out, struct arena *arena, const struct plan_finding *found, int64_t share)
{
	const char *const units[] = { display_count(arena, (int64_t)found->behind),
		display_count(arena, (int64_t)found->units) };

	if (found->behind > 0 && found->units > 1)
		add_part(out, message_with(arena, share > 0 ? MSG_PLAN_UNITS : MSG_TARGET_UNITS, units, COUNT(units)));
}

static void add_worst(struct buf *out, struct arena *arena, const struct plan_finding *found, int64_t share)
{
	const struct progress_row *worst = found->worst;

	if (worst != NULL) {
		const char *const values[] = { worst->name, display_count(arena, worst->entered),
			display_count(arena, plan_wanted(worst, share)) };
		add_part(out, message_with(arena, MSG_PLAN_WORST, values, COUNT(values)));
	} else if (found->idle > 1) {
		add_part(out, message_with_one(arena, MSG_PLAN_IDLE, display_count(arena, (int64_t)found->idle)));
	}
}

const char *plan_detail(struct arena *arena, const struct plan_finding *found, int64_t share)
{
	struct buf out;

	buf_init(&out, arena, DETAIL_LIMIT);
	add_units(&out, arena, found, share);
	add_worst(&out, arena, found, share);
	if (found->untold > 0 && found->units > 0)
		add_part(&out, message_with_one(arena, MSG_PLAN_UNITS_UNTOLD, display_count(arena, (int64_t)found->untold)));
	return out.data;
}
