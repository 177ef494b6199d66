/* Quality by rule, by area, by enumerator. */
#include "acceptance/acceptance.h"
#include "base/memory.h"
#include "report/figures/quality_view.h"
#include "report/plain_filter.h"
#include "workflow/verdict/audience.h"

enum { ROWS_MOST = 1000, THOUSAND = 1000 };

static const struct table_filter filters[] = {
	{ "area", MSG_LEVEL_AREA, &filter_hidden_id, offsetof(struct quality_asked, area_id), NULL },
	{ "campaign", MSG_FILTER_CAMPAIGN, &filter_hidden_text, offsetof(struct quality_asked, campaign), NULL },
	{ "table", MSG_NAV_QUALITY, &filter_hidden_text, offsetof(struct quality_asked, table), NULL },
};

/* ---- what all three begin with ---- */

static int64_t share_of(int64_t part, int64_t whole)
{
	return whole == 0 ? -1 : (part * THOUSAND + whole / 2) / whole;
}

static struct quality_line line_of(const struct quality_row *row, enum message nobody)
{
	return (struct quality_line){ *row, row->name != NULL ? row->name : message_text(nobody),
		share_of(row->figures.clean, row->figures.sheets) };
}

/* The place; *query asks for the rows, *view->place.campaign NULL: for none. */
static enum err read_view(struct db *db, struct table_ask *ask, struct quality_view **out,
                          struct quality_query *query, struct error *error)
{
	struct quality_asked *filter = ask->filter;
	struct arena *arena = ask->reader.arena;
	struct quality_view *view = arena_alloc(arena, sizeof *view);
	const struct progress_asked asked = { arena, ask->reader.actor, ask->today, filter->area_id, filter->campaign,
		false };
	const struct quality_row none = { .name = message_text(MSG_SUM), .figures = { .median = -1 } };
	enum err err = progress_place(db, &asked, &view->place, error);

	if (err != ERR_OK)
		return err;
	ask->title = message_with_one(arena, MSG_TITLE_QUALITY, view->place.area.full_name);
	if (view->place.campaign != NULL)
		*query = (struct quality_query){ ask->reader.actor, view->place.campaign->id, view->place.area.id,
			area_commune_any(db, view->place.area.id), view->place.area.level };
	view->sum = line_of(&none, MSG_SUM);
	filter->view = *out = view;
	return ERR_OK;
}

/* ---- by rule ---- */

struct rule_line { struct quality_rule rule; const char *message; int64_t share; };

#define RULE_AT(member) offsetof(struct rule_line, member)

static const struct column rule_columns[] = {
	{ "rule", MSG_HEAD_RULE, KIND_RULE, RULE_AT(rule.rule), COLUMN_ANYWHERE, 0 },
	{ "message", MSG_HEAD_RULE_MESSAGE, KIND_TEXT, RULE_AT(message), COLUMN_ANYWHERE, 0 },
	{ "sheets", MSG_HEAD_FIRST_SENT, KIND_COUNT, RULE_AT(rule.sheets), COLUMN_ANYWHERE, 0 },
	{ "share", MSG_HEAD_SHEET_SHARE, KIND_SHARE, RULE_AT(share), COLUMN_SHOWN, 0 },
	{ "open", MSG_HEAD_STILL_OPEN, KIND_COUNT, RULE_AT(rule.open), COLUMN_ANYWHERE, 0 },
	{ "confirmed", MSG_HEAD_CONFIRMED, KIND_COUNT, RULE_AT(rule.confirmed), COLUMN_ANYWHERE, 0 },
};

/* Rules for the checker alone are the officer's. */
static enum err read_rules(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	struct quality_view *view;
	struct quality_query query;
	struct quality_rule *rules;
	size_t count = 0;
	int64_t sent = 0;
	enum err err = read_view(db, ask, &view, &query, error);

	if (err != ERR_OK || view->place.campaign == NULL)
		return err;
	err = quality_rules(db, ask->reader.arena, &query, &rules, &count, &sent, error);
	struct rule_line *lines = arena_array(ask->reader.arena, count + 1, sizeof *lines);
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		int rule = acceptance_find(rules[i].rule);
		if (finding_is_shown(ask->reader.actor, &(struct finding_row){ .rule = rules[i].rule }))
			lines[out->count++] = (struct rule_line){ rules[i],
				rule < 0 ? NULL : acceptance_rule((size_t)rule).message,
				share_of(rules[i].sheets, sent) };
	}
	out->items = lines;
	return err;
}

/* Where what is open can be dealt with, or seen. */
static const char *link_rule(struct table_ask *ask, const void *row)
{
	const struct quality_rule *rule = &((const struct rule_line *)row)->rule;
	const struct progress_view *place = &((const struct quality_asked *)ask->filter)->view->place;

	if (ask->reader.actor->role == ROLE_OFFICER && rule->open > 0)
		return arena_print(ask->reader.arena, "/review?area=%lld&campaign=%lld&rule=%s", (long long)place->area.id,
		                   (long long)place->campaign->id, rule->rule);
	return arena_print(ask->reader.arena, "/reports/by-rule?rule=%s&area=%lld", rule->rule, (long long)place->area.id);
}

/* ---- by area and by enumerator ---- */

#define AT(member) offsetof(struct quality_line, row.member)
#define FIGURES \
	{ "sheets", MSG_HEAD_SENT, KIND_COUNT, AT(figures.sheets), COLUMN_ANYWHERE, 0 }, \
	{ "clean", MSG_HEAD_CLEAN, KIND_COUNT, AT(figures.clean), COLUMN_ANYWHERE, 0 }, \
	{ "share", MSG_HEAD_CLEAN_SHARE, KIND_SHARE, offsetof(struct quality_line, share), COLUMN_SHOWN, 0 }, \
	{ "errors", MSG_HEAD_ERROR_COUNT, KIND_COUNT, AT(figures.errors), COLUMN_ANYWHERE, 0 }, \
	{ "warnings", MSG_HEAD_WARNING_COUNT, KIND_COUNT, AT(figures.warnings), COLUMN_ANYWHERE, 0 }, \
	{ "accepted", MSG_STEP_ACCEPTED, KIND_COUNT, AT(figures.accepted), COLUMN_ANYWHERE, 0 }, \
	{ "median_days", MSG_HEAD_MEDIAN, KIND_DAYS, AT(figures.median), COLUMN_ANYWHERE, 0 }

static const struct column area_columns[] = {
	{ .question = MEANING_hamlet, .head = MSG_HEAD_ID, .kind = KIND_ID, .at = AT(id), .place = COLUMN_FILE },
	{ "name", MSG_LEVEL_AREA, KIND_NAME, offsetof(struct quality_line, label), COLUMN_SHOWN, 0 },
	{ "name", MSG_LEVEL_AREA, KIND_NAME, AT(name), COLUMN_FILE, 0 }, FIGURES,
};

static const struct column writer_columns[] = {
	{ "enumerator_id", MSG_HEAD_ID, KIND_ID, AT(id), COLUMN_FILE, 0 },
	{ "name", MSG_HEAD_ENUMERATOR, KIND_NAME, offsetof(struct quality_line, label), COLUMN_SHOWN, 0 },
	{ "name", MSG_HEAD_ENUMERATOR, KIND_NAME, AT(name), COLUMN_FILE, 0 }, FIGURES,
};

typedef enum err row_reader(struct db *db, struct arena *arena, const struct quality_query *query,
                            struct quality_row **rows, size_t *count, struct quality_figures *total,
                            struct error *error);

static enum err read_rows(struct db *db, struct table_ask *ask, row_reader *read, enum message nobody,
                          struct table_rows *out, struct error *error)
{
	struct quality_view *view;
	struct quality_query query;
	struct quality_row *rows;
	enum err err = read_view(db, ask, &view, &query, error);

	if (err != ERR_OK || view->place.campaign == NULL)
		return err;
	struct quality_row sum = view->sum.row;
	err = read(db, ask->reader.arena, &query, &rows, &out->count, &sum.figures, error);
	view->sum = line_of(&sum, MSG_SUM);
	struct quality_line *lines = arena_array(ask->reader.arena, out->count + 1, sizeof *lines);
	for (size_t i = 0; i < out->count && err == ERR_OK; i++)
		lines[i] = line_of(&rows[i], nobody);
	out->items = lines;
	out->sum = out->count == 0 ? NULL : &view->sum;
	return err;
}

static enum err read_areas(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	return read_rows(db, ask, quality_areas, MSG_NO_HAMLET, out, error);
}

static enum err read_writers(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	return read_rows(db, ask, quality_enumerators, MSG_NO_ENUMERATOR, out, error);
}

static const char *link_area(struct table_ask *ask, const void *row)
{
	int64_t id = ((const struct quality_line *)row)->row.id;
	const struct progress_view *place = &((const struct quality_asked *)ask->filter)->view->place;

	return id == 0 || id == place->area.id ? NULL
	                                       : arena_print(ask->reader.arena, "/reports/quality?area=%lld&campaign=%lld",
	                                                     (long long)id, (long long)place->campaign->id);
}

static const char *link_writer(struct table_ask *ask, const void *row)
{
	int64_t id = ((const struct quality_line *)row)->row.id;
	const struct progress_view *place = &((const struct quality_asked *)ask->filter)->view->place;

	return id == 0 ? NULL
	               : arena_print(ask->reader.arena, "/sheets?area=%lld&campaign=%lld&enumerator=%lld",
	                             (long long)place->area.id, (long long)place->campaign->id, (long long)id);
}

/* ---- the tables ---- */

#define QUALITY \
	.path = "/reports/quality", .empty = MSG_QUALITY_EMPTY, .page = ROWS_MOST, .small = true, \
	TABLE_FILTERS(filters, struct quality_asked)

const struct table quality_rules_table = {
	.name = "chat-luong-quy-tac",
	.title = MSG_QUALITY_RULES,
	.found = MSG_COUNT_RULES,
	QUALITY,
	TABLE_COLUMNS(rule_columns),
	.row_size = sizeof(struct rule_line),
	.read = read_rules,
	.link = link_rule,
};

const struct table quality_areas_table = {
	.name = "chat-luong-dia-ban",
	.title = MSG_QUALITY_AREAS,
	.found = MSG_COUNT_AREAS,
	QUALITY,
	TABLE_COLUMNS(area_columns),
	.row_size = sizeof(struct quality_line),
	.read = read_areas,
	.link = link_area,
};

const struct table quality_writers_table = {
	.name = "chat-luong-dieu-tra-vien",
	.title = MSG_QUALITY_WRITERS,
	.found = MSG_COUNT_WRITERS,
	QUALITY,
	TABLE_COLUMNS(writer_columns),
	.row_size = sizeof(struct quality_line),
	.read = read_writers,
	.link = link_writer,
};
