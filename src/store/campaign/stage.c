#include "store/campaign/stage.h"

#include <stddef.h>

#include "base/buf.h"
#include "store/tables.h"

enum { VERIFY, RUNNING, TALLIED };
enum { LATE_LIMIT = 1 << 20 };
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

enum err stage_days_any(struct db *db, struct arena *arena, struct stage_days *out, struct error *error)
{
	return campaign_stages_any(db, arena, &out->items, &out->count, error);
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
	if (allowed > 0)
		clock_day_begin(date_from_days(date_to_days(today) - allowed), out);
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
	return date_to_days(clock_day_of(before)) - date_to_days(clock_day_of(clock_from));
}

bool stage_due(const struct stage_days *days, int64_t campaign_id, enum state state, const char *clock_from,
               struct date *out)
{
	const struct clock_row *clock = clock_of(state);
	int64_t allowed = clock == NULL ? 0 : days_allowed(days, campaign_id, clock->stage);

	if (allowed == 0 || clock_from == NULL)
		return false;
	*out = date_from_days(date_to_days(clock_day_of(clock_from)) + allowed);
	return true;
}

/* One row of the text; the last column begins where the row ends less ten. */
static void add_late(struct buf *out, const struct clock_row *clock, int64_t campaign_id, const char *before)
{
	char day[DATE_TEXT];

	date_to_iso(clock_day_of(before), day);
	buf_print(out, "%019lld%-20s%020lld%s", (long long)campaign_id, state_code(clock->state),
	          (long long)clock_from_iso(before), day);
}

static bool is_first_of_campaign(const struct stage_days *days, size_t i)
{
	for (size_t k = 0; k < i; k++) {
		if (days->items[k].campaign_id == days->items[i].campaign_id)
			return false;
	}
	return true;
}

void stage_bind_any(struct db_row *row, struct arena *arena, const struct stage_days *days, struct date today,
                    bool latest)
{
	struct buf text;
	char before[CLOCK_TEXT], last[CLOCK_TEXT] = "";

	buf_init(&text, arena, LATE_LIMIT);
	for (size_t i = 0; i < days->count; i++) {
		int64_t campaign_id = days->items[i].campaign_id;
		for (size_t k = 0; k < COUNT(clocks) && is_first_of_campaign(days, i); k++) {
			stage_cutoff(days, campaign_id, clocks[k].stage, today, before);
			if (before[0] != '\0')
				add_late(&text, &clocks[k], campaign_id, before);
			if (strcmp(before, last) > 0)
				memcpy(last, before, sizeof last);
		}
	}
	db_bind_text(row, ":late", text.data);
	db_bind_int(row, ":late_rows", (int64_t)(text.length / STAGE_ROW));
	if (latest)
		bind_time(row, STAGE_LATE_LATEST, last);
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
