#include "store/campaign/stage.h"

#include <stddef.h>

#include "store/tables.h"

enum { VERIFY };

#define WHEN(state, stage, column) " WHEN " STATE_SQL(state) " THEN s." #column
#define CLOCK_FROM "CASE s.state" STAGE_CLOCKS(WHEN, "") " END"

static const struct db_statement statements[] = {
	[VERIFY] = { DB_READ, "/*scan ok*/ SELECT s.id FROM worker_sheet s "
		"WHERE COALESCE(s.clock_from, '') <> COALESCE(" CLOCK_FROM ", '') "
		"LIMIT 1" },
};

const struct db_statements stage_statements = { statements, COUNT(statements) };

/* ---- clocks ---- */

struct clock_row {
	enum state state;
	enum stage stage;
	const char *parameter;
	size_t column;                  /* of struct sheet */
};

#define CLOCK_ROW(state, stage, column) \
	{ STATE_##state, STAGE_##stage, ":" STATE_##state##_CODE, offsetof(struct sheet, column) },
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

enum err stage_verify(struct db *db, struct error *error)
{
	return verify_none(db, &statements[VERIFY], "sheet", "its clock does not run from where it should", error);
}

/* ---- what is late ---- */

enum err stage_days_any(struct db *db, struct arena *arena, struct stage_days *out, struct error *error)
{
	return campaign_stages_any(db, arena, &out->items, &out->count, error);
}

static int64_t days_allowed(const struct stage_days *days, int64_t campaign_id, enum stage stage)
{
	for (size_t i = 0; i < days->count; i++) {
		if (days->items[i].campaign_id == campaign_id && days->items[i].stage == stage)
			return days->items[i].days;
	}
	return 0;
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

void stage_bind(struct db_row *row, struct arena *arena, const struct stage_days *days, int64_t campaign_id,
                struct date today)
{
	char before[CLOCK_TEXT];

	for (size_t i = 0; i < COUNT(clocks); i++) {
		stage_cutoff(days, campaign_id, clocks[i].stage, today, before);
		db_bind_text(row, clocks[i].parameter, arena_text(arena, before));
	}
}
