#include "workflow/road/road_held.h"

static int64_t per_day(int64_t sheets, int64_t days)
{
	return days < 1 ? sheets : (sheets + days - 1) / days;
}

/* The days in which what is due on that day can still be done, with today; what is late is to be done today. */
static int64_t days_left(const struct stage_days *days, int64_t campaign_id, struct date today, struct date due)
{
	int64_t left = stage_days_between(days, campaign_id, date_from_days(date_to_days(today) - 1), due);

	return left < 1 ? 1 : left;
}

static bool due_of(const struct held_row *row, const struct stage_days *days, int64_t campaign_id, struct date *due,
                   char from[CLOCK_TEXT])
{
	if (!row->clocked)
		return false;
	clock_day_begin(date_from_days(row->day), from);
	return stage_due(days, campaign_id, row->state, from, due);
}

/* A row with the day on which it is due. */
struct due_row { const struct held_row *row; enum station station; struct date due; };

/* What of the same station is due on that day or before it. */
static int64_t due_by(const struct due_row *rows, size_t count, const struct due_row *by)
{
	int64_t sheets = 0;

	for (size_t i = 0; i < count; i++) {
		if (rows[i].station == by->station && date_compare(rows[i].due, by->due) <= 0)
			sheets += rows[i].row->sheets;
	}
	return sheets;
}

static void need_daily(const struct due_row *rows, size_t count, const struct stage_days *days, int64_t campaign_id,
                       struct date today, struct road_held out[STATION_COUNT])
{
	for (size_t i = 0; i < count; i++) {
		struct road_held *held = &out[rows[i].station];
		int64_t left = days_left(days, campaign_id, today, rows[i].due);
		int64_t need = per_day(due_by(rows, count, &rows[i]), left);
		held->need = need > held->need ? need : held->need;
	}
}

void road_hold(struct arena *arena, const struct held_row *rows, size_t count, const struct stage_days *days,
               int64_t campaign_id, struct date today, struct road_held out[STATION_COUNT])
{
	struct due_row *dues = arena_array(arena, count + 1, sizeof *dues);
	char from[CLOCK_TEXT];
	size_t clocked = 0;

	for (size_t i = 0; i < count; i++) {
		enum station station = station_of(rows[i].state);
		struct road_held *held = &out[station];
		int64_t waited = date_to_days(today) - date_to_days(clock_day_of(rows[i].since));
		held->sheets += rows[i].sheets;
		held->days = waited > held->days ? waited : held->days;
		dues[clocked] = (struct due_row){ .row = &rows[i], .station = station };
		if (!due_of(&rows[i], days, campaign_id, &dues[clocked].due, from))
			continue;
		clocked++;
		if (stage_days_late(days, campaign_id, rows[i].state, from, today) > 0)
			held->late += rows[i].sheets;
	}
	need_daily(dues, clocked, days, campaign_id, today, out);
}

int64_t road_need(int64_t left, const char *due_on, struct date today)
{
	struct date due;

	if (left <= 0 || due_on == NULL || !date_from_iso(due_on, false, &due))
		return 0;
	return per_day(left, date_to_days(due) - date_to_days(today) + 1);
}
