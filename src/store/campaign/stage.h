/* The stages of a campaign's plan, and the clock that runs while a sheet is in one (worker_sheet.clock_from). A sheet
 * is late when it stays longer in a stage than its campaign allows (src/domain.md §9). */
#ifndef STORE_CAMPAIGN_STAGE_H
#define STORE_CAMPAIGN_STAGE_H

#include "base/clock.h"
#include "store/campaign/campaign.h"
#include "store/campaign/workday.h"
#include "store/sheet/sheet.h"

/* Every state with a clock: its stage, and the column from which the clock runs. In all other states none does. */
#define STAGE_CLOCKS(CLOCK, BETWEEN) \
	CLOCK(WITH_HAMLET, TALLY, since) BETWEEN \
	CLOCK(RECEIVED, CHECK, since) BETWEEN \
	CLOCK(RETURNED, SUPPLEMENT, since) BETWEEN \
	CLOCK(POLICE_RETURNED, ANSWER, since) BETWEEN \
	CLOCK(ACCEPTED, ENTRY, accepted_at) BETWEEN \
	CLOCK(HANDED_OVER, ENTRY, accepted_at)

/* What clock_from of a sheet is to be, by its state, since and accepted_at: UTC, or NULL where no clock runs. Whoever
 * settles these three settles clock_from too. */
const char *stage_clock_from(const struct sheet *sheet);
/* Every sheet's clock_from against that, and the tally clock_day against the sheets. ERR_INTERNAL names the first that
 * differs. */
enum err stage_verify(struct db *db, struct error *error);

/* ---- what is late ---- */

/* The days that campaigns allow for their stages, and the calendars of those that count working days. */
struct stage_calendar {
	int64_t campaign_id;
	struct workday_calendar days;
	size_t place;                   /* among the different ones */
};
struct stage_days {
	struct campaign_stage *items;
	size_t count;
	struct stage_calendar *calendars;
	size_t calendar_count, different; /* campaigns with the same days off share one */
	int64_t soon;                   /* what is due within so many days is late soon */
	int64_t ahead;                  /* 0, or what is late is told as if that many of these days had gone by */
};

enum err stage_days_any(struct db *db, struct arena *arena, struct stage_days *out, struct error *error);
/* The days off of those campaigns are the first that a statement is told: looking for them costs least. */
void stage_days_prefer(struct arena *arena, struct stage_days *days, const struct campaign *campaigns, size_t count);
/* Reads `soon`: the setting calendar.soon_days, or 2. */
void stage_days_soon(struct db *db, struct arena *arena, struct stage_days *days);
/* Sheets of the stage whose clock_from lies before that moment are late on the day `today`: Vietnamese midnight of
 * today less the days allowed, UTC. "", before which nothing lies, where the campaign sets no days. */
void stage_cutoff(const struct stage_days *days, int64_t campaign_id, enum stage stage, struct date today,
                  char out[CLOCK_TEXT]);
/* How many days, or working days, a sheet in that state is over; 0: it is not late. clock_from may be NULL. */
int64_t stage_days_late(const struct stage_days *days, int64_t campaign_id, enum state state, const char *clock_from,
                        struct date today);

/* How many days, or working days of a campaign that counts them, lie behind `from`, up to `until` with it. */
int64_t stage_days_between(const struct stage_days *days, int64_t campaign_id, struct date from, struct date until);
/* The last day on which it is not late yet; false: no day is set, or no clock runs. */
bool stage_due(const struct stage_days *days, int64_t campaign_id, enum state state, const char *clock_from,
               struct date *out);

/* The same of a stage that runs from that day. */
bool stage_due_from(const struct stage_days *days, int64_t campaign_id, enum stage stage, struct date from,
                    struct date *out);

/* The same in a statement: the relation late(state, before, day), to follow a WITH clause of scope.h, and the predicate
 * over a sheet s and the row of late of its state. day: the Vietnamese day that begins then, for clock_day. */
#define STAGE_LATE_ROW(state, stage, column) \
	"(" STATE_SQL(state) ", CAST(:" STATE_##state##_CODE " AS BIGINT), :" STATE_##state##_CODE "_day)"
#define STAGE_LATE_WITH \
	", late(state, before, day) AS (VALUES " STAGE_CLOCKS(STAGE_LATE_ROW, ", ") ") "
#define STAGE_IS_LATE "s.clock_from < late.before"
/* Binds what STAGE_LATE_WITH uses; the arena outlives the reading. */
void stage_bind(struct db_row *row, struct arena *arena, const struct stage_days *days, int64_t campaign_id,
                struct date today);

/* The same for all campaigns at once: the relation late(campaign_id, state, before, day, since, since_day, work,
 * over), which is told as one text, a row after the other, each of STAGE_ROW letters; and the predicates over the
 * sheets s, and over the rows s of clock_day. What is late soon began at `since` or behind it, else that is nothing.
 * work: 0, or where in the text :work the working days stand that lie behind a day; over: those behind `before`. To
 * follow a WITH RECURSIVE clause. */
enum { STAGE_ROW = 117 };
#define STAGE_LATE_ANY_WITH \
	", nth(n) AS (SELECT 1 " \
	"UNION ALL " \
	"SELECT n + 1 FROM nth " \
	"WHERE n < :late_rows), " \
	"late(campaign_id, state, before, day, since, since_day, work, over) AS MATERIALIZED (" \
	"SELECT CAST(substr(:late, n * 117 - 116, 19) AS BIGINT), CAST(rtrim(substr(:late, n * 117 - 97, 20)) AS TEXT), " \
	"CAST(substr(:late, n * 117 - 77, 20) AS BIGINT), substr(:late, n * 117 - 57, 10), " \
	"CAST(substr(:late, n * 117 - 47, 20) AS BIGINT), rtrim(substr(:late, n * 117 - 27, 10)), " \
	"CAST(substr(:late, n * 117 - 17, 9) AS BIGINT), CAST(substr(:late, n * 117 - 8, 9) AS BIGINT) FROM nth) "
#define STAGE_IS_LATE_ANY(s) \
	"EXISTS (SELECT 1 FROM late " \
	"WHERE " STAGE_LATE_UNTIL(s) " AND " s ".clock_from >= late.since)"
/* The row of late of a sheet s that is late, or will be soon. */
#define STAGE_LATE_UNTIL(s) \
	"late.campaign_id = " s ".campaign_id AND late.state = " s ".state AND " s ".clock_from < late.before"
/* By how many days a sheet s is late that is among these, as stage_days_late() tells it; what runs longer than the text
 * goes back is as late as what has run as long. Of what is late soon: how soon, the soonest has most. */
#define STAGE_DAY_OF(time) "(" time " + 25200) / 86400"
#define STAGE_DAYS_LATE(s) \
	"(SELECT CASE WHEN late.work = 0 THEN " STAGE_DAY_OF("late.before") " - " STAGE_DAY_OF(s ".clock_from") " " \
	"ELSE CAST(substr(:work, CAST(late.work - 5 * CASE WHEN " STAGE_DAY_OF(s ".clock_from") " < :work_from " \
	"THEN :work_from ELSE " STAGE_DAY_OF(s ".clock_from") " END AS INTEGER), 5) AS BIGINT) - late.over END FROM late " \
	"WHERE late.campaign_id = " s ".campaign_id AND late.state = " s ".state)"
/* What is late at all lies before that moment: an index leads to it. */
#define STAGE_LATE_LATEST ":late_latest"
/* Binds what STAGE_LATE_ANY_WITH uses, and the latest moment when it is asked for. days->ahead: what is late soon, and
 * not yet. */
void stage_bind_any(struct db_row *row, struct arena *arena, const struct stage_days *days, struct date today,
                    bool latest);
/* Binds what STAGE_DAYS_LATE uses besides. */
void stage_bind_work(struct db_row *row, struct arena *arena, const struct stage_days *days, struct date today);

#endif
