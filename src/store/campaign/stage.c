#include "store/campaign/stage.h"

#include <stddef.h>
#include <stdlib.h>

#include "base/buf.h"
#include "store/admin/setting.h"
#include "store/tables.h"

enum { VERIFY, RUNNING, TALLIED };
enum { SOON_DAYS = 2, CALENDARS_MOST = 1000 };
/* The days around today whose working days are told to a statement, five letters each: longer than anything was late,
 * and than anything is due ahead. */
enum { WORK_PAST = 3650, WORK_AHEAD = 150, WORK_LETTERS = 5, WORK_SPAN = WORK_LETTERS * (WORK_PAST + WORK_AHEAD + 1) };
enum { DAYS_ROOM = 512 << 20 };         /* of all days of all hamlets; address space */

#define WHEN(state, stage, column) " WHEN " STATE_SQL(state) " THEN s." #column
#define CLOCK_FROM "CASE s.state" STAGE_CLOCKS(WHEN, "") " END"

static const struct db_statement statements[] = {
	[VERIFY] = { DB_READ, "/*scan ok*/ SELECT s.id FROM worker_sheet s "
		"WHERE COALESCE(s.clock_from, 0) <> COALESCE(" CLOCK_FROM ", 0) "
		"LIMIT 1" },
	[RUNNING] = { DB_READ, "/*scan ok*/ SELECT commune_id, campaign_id, state, COALESCE(area_id, 0), "
		"(clock_from + 25200) / 86400, count(*) FROM worker_sheet "
		"WHERE clock_from IS NOT NULL "
		"GROUP BY 1, 2, 3, 4, 5 "
		"ORDER BY 1, 2, 3, 4, 5" },
	[TALLIED] = { DB_READ, "/*scan ok*/ SELECT commune_id, campaign_id, state, area_id, day, sheets FROM clock_day "
		"ORDER BY commune_id, campaign_id, state, area_id, day" },
};

const struct db_statements stage_statements = { statements, COUNT(statements) };

/* ---- clocks ---- */

struct clock_row {
	enum state state;
	enum stage stage;
	const char *before, *day;       /* parameters */
	size_t column;                  /* of struct sheet */
};

#define CLOCK_ROW(state, stage, column) \
	{ STATE_##state, STAGE_##stage, ":" STATE_##state##_CODE, ":" STATE_##state##_CODE "_day", \
	  offsetof(struct sheet, column) },
static const struct clock_row clocks[] = { STAGE_CLOCKS(CLOCK_ROW, ) };

static const struct clock_row *clock_of(enum state state)
{
	for (size_t i = 0; i < COUNT(clocks); i++) {
		if (clocks[i].state == state)
			return &clocks[i];
	}
	return NULL;
}

const char *stage_clock_from(const struct sheet *sheet)
{
	const struct clock_row *clock = clock_of(sheet->state);
	const char *from = NULL;

	if (clock != NULL)
		memcpy(&from, (const char *)sheet + clock->column, sizeof from);
	return from;
}

/* A row of the tally, or of the sheets counted; the day since 1970. */
struct running { int64_t commune_id, campaign_id, area_id, sheets; enum state state; int64_t day; };

static void read_running(struct db_row *row, int statement, struct running *out)
{
	struct date day = { 0 };
	int64_t days = db_int(row, 4);

	if (statement == TALLIED)
		days = date_from_iso(db_text(row, 4), false, &day) ? date_to_days(day) : 0;
	*out = (struct running){ db_int(row, 0), db_int(row, 1), db_int(row, 3), db_int(row, 5), read_state(row, 2), days };
}

static bool is_of_one_day(const struct running *a, const struct running *b)
{
	return a->commune_id == b->commune_id && a->campaign_id == b->campaign_id && a->area_id == b->area_id &&
	       a->state == b->state && a->day == b->day;
}

static enum err read_days(struct db *db, struct arena *arena, int statement, struct rows *out, struct error *error)
{
	struct db_row *row = db_use(db, &statements[statement]);
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW)
		read_running(row, statement, rows_add(out, arena, sizeof(struct running)));
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

static enum err verify_days(struct db *db, struct error *error)
{
	struct arena *arena = arena_new(DAYS_ROOM);
	struct rows sheets = { 0 }, tally = { 0 };

	if (arena == NULL)
		return error_set(error, ERR_UNAVAILABLE, NULL, "no memory");
	enum err err = read_days(db, arena, RUNNING, &sheets, error);
	if (err == ERR_OK)
		err = read_days(db, arena, TALLIED, &tally, error);
	const struct running *a = sheets.items, *b = tally.items;
	size_t same = 0;
	while (same < sheets.count && same < tally.count && is_of_one_day(&a[same], &b[same]) &&
	       a[same].sheets == b[same].sheets)
		same++;
	if (err == ERR_OK && (same < sheets.count || same < tally.count))
		err = error_set(error, ERR_INTERNAL, NULL, "commune %lld: the tally of its clocks is not that of the sheets",
		                (long long)(same < sheets.count ? a : b)[same].commune_id);
	arena_free(arena);
	return err;
}

enum err stage_verify(struct db *db, struct error *error)
{
	enum err err = verify_none(db, &statements[VERIFY], "sheet", "its clock does not run from where it should", error);

	return err == ERR_OK ? verify_days(db, error) : err;
}

/* ---- what is late ---- */

static const struct stage_calendar *stage_calendar(const struct stage_days *days, int64_t campaign_id)
{
	for (size_t i = 0; i < days->calendar_count; i++) {
		if (days->calendars[i].campaign_id == campaign_id)
			return &days->calendars[i];
	}
	return NULL;
}

static const struct workday_calendar *calendar_of(const struct stage_days *days, int64_t campaign_id)
{
	const struct stage_calendar *calendar = stage_calendar(days, campaign_id);

	return calendar == NULL ? NULL : &calendar->days;
}

/* Where it stands among the different ones: with one that is the same, or behind them. (Those beyond the most are put
 * in order by the days off of the last.) */
static void place_calendar(struct stage_days *all, struct stage_calendar *calendar)
{
	const struct stage_calendar *same = all->calendars;

	while (same < calendar && !workday_is_same(&same->days, &calendar->days))
		same++;
	all->different += same == calendar && all->different < CALENDARS_MOST;
	calendar->place = same < calendar ? same->place : all->different - 1;
}

/* The days off of all, and then its own, which have the last word. */
static enum err read_calendars(struct db *db, struct arena *arena, struct stage_days *out, struct error *error)
{
	const char *general = NULL;

	for (size_t i = 0; i < out->count; i++) {
		const struct campaign_stage *stage = &out->items[i];
		if (!stage->working || calendar_of(out, stage->campaign_id) != NULL)
			continue;
		if (out->calendar_count == 0) {
			general = setting_get(db, arena, SETTING_DAYS_OFF);
			out->calendars = arena_array(arena, out->count, sizeof *out->calendars);
		}
		struct stage_calendar *calendar = &out->calendars[out->calendar_count++];
		calendar->campaign_id = stage->campaign_id;
		if (!workday_read(arena, general, &calendar->days, NULL) ||
		    !workday_read(arena, stage->days_off, &calendar->days, NULL))
			return error_set(error, ERR_INTERNAL, NULL, "the days off of campaign %lld cannot be read",
			                 (long long)stage->campaign_id);
		place_calendar(out, calendar);
	}
	return ERR_OK;
}

enum err stage_days_any(struct db *db, struct arena *arena, struct stage_days *out, struct error *error)
{
	*out = (struct stage_days){ .count = 0 };
	enum err err = campaign_stages_any(db, arena, &out->items, &out->count, error);
	return err == ERR_OK ? read_calendars(db, arena, out, error) : err;
}

static bool is_among(const struct campaign *campaigns, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++) {
		if (campaigns[i].id == id)
			return true;
	}
	return false;
}

void stage_days_prefer(struct arena *arena, struct stage_days *days, const struct campaign *campaigns, size_t count)
{
	/* By the old place, one more than the new; 0: none yet. */
	size_t *places = arena_array(arena, days->different + 1, sizeof *places), given = 0;

	for (size_t n = 0; n < 2 * days->calendar_count; n++) {
		const struct stage_calendar *calendar = &days->calendars[n % days->calendar_count];
		bool first = n < days->calendar_count;
		if (places[calendar->place] == 0 && (!first || is_among(campaigns, count, calendar->campaign_id)))
			places[calendar->place] = ++given;
	}
	for (size_t i = 0; i < days->calendar_count; i++)
		days->calendars[i].place = places[days->calendars[i].place] - 1;
}

void stage_days_soon(struct db *db, struct arena *arena, struct stage_days *days)
{
	const char *text = setting_get(db, arena, SETTING_SOON_DAYS);

	days->soon = text == NULL ? SOON_DAYS : strtoll(text, NULL, 10);
}

/* What was returned has as many days as acceptance has, where the campaign does not say otherwise. */
static int64_t days_allowed(const struct stage_days *days, int64_t campaign_id, enum stage stage)
{
	bool returned = stage == STAGE_SUPPLEMENT || stage == STAGE_ANSWER;

	for (size_t i = 0; i < days->count; i++) {
		if (days->items[i].campaign_id == campaign_id && days->items[i].stage == stage)
			return days->items[i].days;
	}
	return returned ? days_allowed(days, campaign_id, STAGE_CHECK) : 0;
}

void stage_cutoff(const struct stage_days *days, int64_t campaign_id, enum stage stage, struct date today,
                  char out[CLOCK_TEXT])
{
	int64_t allowed = days_allowed(days, campaign_id, stage);

	out[0] = '\0';
	if (allowed == 0)
		return;
	const struct workday_calendar *calendar = calendar_of(days, campaign_id);
	int64_t day = date_to_days(today), over = allowed - days->ahead;
	clock_day_begin(date_from_days(calendar == NULL ? day - over : workday_cutoff(calendar, day, over)), out);
}

int64_t stage_days_late(const struct stage_days *days, int64_t campaign_id, enum state state, const char *clock_from,
                        struct date today)
{
	const struct clock_row *clock = clock_of(state);
	char before[CLOCK_TEXT];

	if (clock == NULL || clock_from == NULL)
		return 0;
	stage_cutoff(days, campaign_id, clock->stage, today, before);
	if (strcmp(clock_from, before) >= 0)
		return 0;
	return stage_days_between(days, campaign_id, clock_day_of(clock_from), clock_day_of(before));
}

int64_t stage_days_between(const struct stage_days *days, int64_t campaign_id, struct date from, struct date until)
{
	const struct workday_calendar *calendar = calendar_of(days, campaign_id);
	int64_t first = date_to_days(from), last = date_to_days(until);

	return calendar == NULL ? last - first : workday_between(calendar, first, last);
}

bool stage_due_from(const struct stage_days *days, int64_t campaign_id, enum stage stage, struct date from,
                    struct date *out)
{
	int64_t allowed = days_allowed(days, campaign_id, stage), first = date_to_days(from);

	if (allowed == 0)
		return false;
	const struct workday_calendar *calendar = calendar_of(days, campaign_id);
	*out = date_from_days(calendar == NULL ? first + allowed : workday_after(calendar, first, allowed));
	return true;
}

bool stage_due(const struct stage_days *days, int64_t campaign_id, enum state state, const char *clock_from,
               struct date *out)
{
	const struct clock_row *clock = clock_of(state);

	return clock != NULL && clock_from != NULL &&
	       stage_due_from(days, campaign_id, clock->stage, clock_day_of(clock_from), out);
}

/* ---- told to a statement ---- */

/* One row of the text. last: the last day whose working days are told. */
static void add_late(struct buf *out, const struct clock_row *clock, int64_t campaign_id, const char *before,
                     const char *since, const struct stage_calendar *calendar, int64_t last)
{
	char day[DATE_TEXT], since_day[DATE_TEXT] = "";
	int64_t work = calendar == NULL ? 0 : (int64_t)calendar->place * WORK_SPAN + 1 + WORK_LETTERS * last, over = 0;

	date_to_iso(clock_day_of(before), day);
	if (calendar != NULL)
		over = workday_between(&calendar->days, date_to_days(clock_day_of(before)), last);
	if (since[0] != '\0')
		date_to_iso(clock_day_of(since), since_day);
	buf_print(out, "%019lld%-20s%020lld%-10s%020lld%-10s%09lld%09lld", (long long)campaign_id, state_code(clock->state),
	          (long long)clock_from_iso(before), day, since[0] == '\0' ? 0LL : (long long)clock_from_iso(since),
	          since_day, (long long)work, (long long)over);
}

/* How many working days lie behind each day up to the last, which stands first: that is where most are looked for. */
static void put_workdays(char *out, const struct workday_calendar *calendar, int64_t last)
{
	size_t changed = calendar->count;
	int64_t count = 0;

	for (int64_t day = last; day > last - WORK_SPAN / WORK_LETTERS; day--, out += WORK_LETTERS) {
		int64_t left = count;
		for (int i = WORK_LETTERS; i > 0; i--, left /= 10)
			out[i - 1] = (char)('0' + left % 10);
		count += workday_is_with(calendar, day, &changed);
	}
}

static bool is_first_of_campaign(const struct stage_days *days, size_t i)
{
	for (size_t k = 0; k < i; k++) {
		if (days->items[k].campaign_id == days->items[i].campaign_id)
			return false;
	}
	return true;
}

static int64_t last_told(struct date today)
{
	return date_to_days(today) + WORK_AHEAD;
}

/* The rows of one campaign; the latest moment goes to *last when it is later. */
static void add_campaign(struct buf *out, const struct stage_days *days, int64_t campaign_id, struct date today,
                         char last[CLOCK_TEXT])
{
	const struct stage_calendar *calendar = stage_calendar(days, campaign_id);
	struct stage_days now = *days;
	char before[CLOCK_TEXT], since[CLOCK_TEXT];

	now.ahead = 0;
	for (size_t k = 0; k < COUNT(clocks); k++) {
		stage_cutoff(days, campaign_id, clocks[k].stage, today, before);
		stage_cutoff(&now, campaign_id, clocks[k].stage, today, since);
		if (days->ahead == 0)
			since[0] = '\0';
		if (before[0] != '\0')
			add_late(out, &clocks[k], campaign_id, before, since, calendar, last_told(today));
		if (strcmp(before, last) > 0)
			memcpy(last, before, CLOCK_TEXT);
	}
}

/* How many rows the text will have. */
static size_t count_rows(const struct stage_days *days, struct date today)
{
	char before[CLOCK_TEXT];
	size_t rows = 0;

	for (size_t i = 0; i < days->count; i++) {
		for (size_t k = 0; k < COUNT(clocks) && is_first_of_campaign(days, i); k++) {
			stage_cutoff(days, days->items[i].campaign_id, clocks[k].stage, today, before);
			rows += before[0] != '\0';
		}
	}
	return rows;
}

void stage_bind_any(struct db_row *row, struct arena *arena, const struct stage_days *days, struct date today,
                    bool latest)
{
	size_t rows = count_rows(days, today);
	char last[CLOCK_TEXT] = "";
	struct buf text;

	buf_init(&text, arena, rows * STAGE_ROW + 1);
	for (size_t i = 0; i < days->count; i++) {
		if (is_first_of_campaign(days, i))
			add_campaign(&text, days, days->items[i].campaign_id, today, last);
	}
	db_bind_text(row, ":late", text.data);
	db_bind_int(row, ":late_rows", (int64_t)rows);
	if (latest)
		bind_time(row, STAGE_LATE_LATEST, last);
}

void stage_bind_work(struct db_row *row, struct arena *arena, const struct stage_days *days, struct date today)
{
	char *text = arena_array(arena, days->different + 1, WORK_SPAN);
	bool *told = arena_array(arena, days->different + 1, sizeof *told);

	for (size_t c = 0; c < days->calendar_count; c++) {
		const struct stage_calendar *calendar = &days->calendars[c];
		if (!told[calendar->place])
			put_workdays(text + calendar->place * WORK_SPAN, &calendar->days, last_told(today));
		told[calendar->place] = true;
	}
	text[days->different * WORK_SPAN] = '\0';
	db_bind_text(row, ":work", text);
	db_bind_int(row, ":work_from", last_told(today) - WORK_SPAN / WORK_LETTERS + 1);
}

void stage_bind(struct db_row *row, struct arena *arena, const struct stage_days *days, int64_t campaign_id,
                struct date today)
{
	char before[CLOCK_TEXT], day[DATE_TEXT] = "";

	for (size_t i = 0; i < COUNT(clocks); i++) {
		stage_cutoff(days, campaign_id, clocks[i].stage, today, before);
		if (before[0] != '\0')
			date_to_iso(clock_day_of(before), day);
		bind_time(row, clocks[i].before, before);
		db_bind_text(row, clocks[i].day, arena_text(arena, before[0] == '\0' ? "" : day));
	}
}
