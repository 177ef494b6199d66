#include "store/report/progress.h"

#include "store/campaign/area.h"
#include "store/campaign/campaign.h"
#include "store/campaign/stage.h"
#include "store/scope.h"
#include "store/tables.h"
#include "text/messages.h"

/* What lies under the area; and its communes, each under one of its parts, or each by itself. */
#define BRANCHES ", " SCOPE_UNIT SCOPE_PLACES("")
#define COMMUNES SCOPE_UNIT_WITH SCOPE_PLACES(" WHERE a.level <> 'hamlet'")
#define COMMUNES_BELOW \
	SCOPE_UNIT_WITH ", below(id, level) AS (" \
	"SELECT a.id, a.level FROM unit " \
	"JOIN area a ON a.id = unit.id " \
	"UNION " \
	"SELECT a.id, a.level FROM below " \
	"LEFT JOIN area_succession s ON s.successor_id = below.id " \
	"JOIN area a ON (a.parent_id = below.id AND below.level <> 'commune') OR a.id = s.predecessor_id) "

enum { TARGETS, OWN_TARGET, ABOVE_COMMUNES, ABOVE_WITH_DAYS, IN_COMMUNE, IN_COMMUNE_OF_WRITER, IN_COMMUNE_OF_HAMLETS,
	IN_HAMLET, IN_HAMLET_OF_WRITER, IN_HAMLET_OF_HAMLETS, GAINED_ABOVE, GAINED_IN_COMMUNE, GAINED_IN_COMMUNE_OF_HAMLETS,
	GAINED_IN_HAMLET, WEEKS_IN_COMMUNE, WEEKS_IN_COMMUNE_OF_HAMLETS, DIFFERING, WHOLE_DIFFERING,
	STATES_DIFFERING };

/* By place and state: sheets, and those that are late. Who sees all sheets of an area has both from tallies; of the
 * others each sheet is counted. */
#define SMALL(with) "/*scan ok: of what was counted*/ " with STAGE_LATE_WITH
#define TALLIED(of, where) \
	"(SELECT " of " AS place, s.state, sum(s.sheets) AS sheets, 0 AS late FROM sheet_tally s " \
	"WHERE s.campaign_id = :campaign AND " where " " \
	"GROUP BY 1, 2 " \
	"UNION ALL " \
	"SELECT " of ", s.state, 0, sum(s.sheets) FROM late " \
	"CROSS JOIN clock_day s " \
	"WHERE s.campaign_id = :campaign AND s.state = late.state AND s.day < late.day AND " where " " \
	"GROUP BY 1, 2) g "
#define SEEN(of, where) \
	"(SELECT " of " AS place, s.state, count(*) AS sheets, count(late.state) AS late FROM worker_sheet s " \
	"LEFT JOIN late ON late.state = s.state AND " STAGE_IS_LATE " " \
	"WHERE s.campaign_id = :campaign AND " where " " \
	"GROUP BY 1, 2) g "
#define SUMS "g.state, sum(g.sheets), sum(g.late) FROM "

/* Each row as it stands: what they add up to is not put in order first. `blank` and `days` add columns and rows. */
#define ABOVE(blank, days) SMALL(COMMUNES) \
	"SELECT c.top, s.state, s.sheets, 0" blank " FROM place c " \
	"CROSS JOIN sheet_tally s " \
	"WHERE s.commune_id = c.id AND s.area_id = " STORE_WHOLE " AND s.campaign_id = :campaign " \
	"UNION ALL " \
	"SELECT c.top, s.state, 0, s.sheets" blank " FROM late " \
	"CROSS JOIN place c " \
	"CROSS JOIN clock_day s " \
	"WHERE late.day <> '' AND s.commune_id = c.id AND s.campaign_id = :campaign " \
	"AND s.state = late.state AND s.day < late.day" days
/* What each of the last days brought, where a row has a day and no state. */
#define BROUGHT "d.day, d.collected, d.accepted, d.entered"
#define IN_DAYS "d.campaign_id = :campaign AND d.day >= :from AND d.day <= :to"
#define DAYS_ABOVE " " \
	"UNION ALL " \
	"SELECT c.top, '', 0, 0, " BROUGHT " FROM place c " \
	"CROSS JOIN progress_day d " \
	"WHERE d.commune_id = c.id AND d.area_id = " STORE_WHOLE " AND " IN_DAYS
/* Of the hamlets, and of no hamlet (0). */
#define DAYS_OF_HAMLETS \
	"SELECT p.top, '', 0, 0, " BROUGHT " FROM (" \
	"SELECT top, id FROM place " \
	"UNION ALL " \
	"SELECT 0, 0) p " \
	"CROSS JOIN unit u " \
	"CROSS JOIN progress_day d " \
	"WHERE d.commune_id = u.id AND d.area_id = p.id AND " IN_DAYS
#define COMMUNE(counted) SMALL(SCOPE_WITH) BRANCHES \
	"SELECT p.top, " SUMS counted \
	"LEFT JOIN place p ON p.id = g.place " \
	"GROUP BY p.top, g.state"
#define HAMLET(counted) SMALL(SCOPE_WITH) ", " SCOPE_UNIT \
	"SELECT g.place, " SUMS counted \
	"GROUP BY g.place, g.state"
#define IS_UNIT " IN (SELECT id FROM unit)"
#define IS_OVER_UNIT " IN (SELECT a.parent_id FROM unit JOIN area a ON a.id = unit.id)"
#define OF_COMMUNE "s.commune_id" IS_UNIT
#define OF_ITS_HAMLETS OF_COMMUNE " AND s.area_id >= 0"
#define OF_HAMLET "s.commune_id" IS_OVER_UNIT " AND s.area_id" IS_UNIT

#define GAINED \
	"SELECT COALESCE(sum(d.collected), 0), COALESCE(sum(d.accepted), 0), COALESCE(sum(d.entered), 0) " \
	"FROM progress_day d " \
	"WHERE d.campaign_id = :campaign AND d.day >= :from AND d.day <= :to AND "
/* Days on one side, sheets on the other. */
#define BALANCE \
	"(SELECT d.commune_id, d.campaign_id, d.area_id, d.collected, d.accepted, d.entered FROM progress_day d " \
	"UNION ALL " \
	"SELECT t.commune_id, t.campaign_id, t.area_id, -t.sheets * p.collected, -t.sheets * p.accepted, " \
	"-t.sheets * p.entered FROM sheet_tally t " \
	"JOIN progress_state p ON p.state = t.state) b "

/* The targets of the areas from there down to those that have one: each once, as in SCOPE_PLACES. */
#define UNTOLD(from) \
	"untold(top, id) AS (" from " " \
	"UNION " \
	"SELECT u.top, a.id FROM untold u " \
	"LEFT JOIN area_succession s ON s.successor_id = u.id " \
	"JOIN area a ON a.parent_id = u.id OR a.id = s.predecessor_id " \
	"WHERE NOT EXISTS (SELECT 1 FROM target t WHERE t.area_id = u.id AND t.campaign_id = :campaign)), " \
	"ranked(top, sheets, nth) AS (" \
	"SELECT u.top, t.sheets, row_number() OVER (PARTITION BY u.id " \
	"ORDER BY CASE WHEN a.valid_to IS NULL THEN 0 ELSE 1 END, u.top DESC) " \
	"FROM untold u " \
	"JOIN target t ON t.area_id = u.id AND t.campaign_id = :campaign " \
	"JOIN area a ON a.id = u.top) " \
	"SELECT top, sum(sheets) FROM ranked " \
	"WHERE nth = 1 " \
	"GROUP BY top"

static const struct db_statement statements[] = {
	[TARGETS] = { DB_READ, "WITH RECURSIVE " SCOPE_UNIT ", " UNTOLD("SELECT a.id, a.id FROM unit "
		"JOIN area a ON a.parent_id = unit.id "
		"WHERE a.valid_from <= :ends AND (a.valid_to IS NULL OR a.valid_to >= :begins)") },
	[OWN_TARGET] = { DB_READ, "WITH RECURSIVE " UNTOLD("SELECT id, id FROM area "
		"WHERE id = :area") },
	[ABOVE_COMMUNES] = { DB_READ, ABOVE("", "") },
	[ABOVE_WITH_DAYS] = { DB_READ, ABOVE(", '', 0, 0, 0", DAYS_ABOVE) },
	[IN_COMMUNE] = { DB_READ, COMMUNE(TALLIED("s.area_id", OF_ITS_HAMLETS)) },
	[IN_COMMUNE_OF_WRITER] = { DB_READ, COMMUNE(SEEN("s.area_id", OF_COMMUNE " AND " SCOPE_OF_WRITER)) },
	[IN_COMMUNE_OF_HAMLETS] = { DB_READ, COMMUNE(SEEN("s.area_id", OF_COMMUNE " AND " SCOPE_OF_HAMLETS)) },
	[IN_HAMLET] = { DB_READ, HAMLET(TALLIED("s.area_id", OF_HAMLET)) },
	[IN_HAMLET_OF_WRITER] = { DB_READ, HAMLET(SEEN("s.area_id", OF_HAMLET " AND " SCOPE_OF_WRITER)) },
	[IN_HAMLET_OF_HAMLETS] = { DB_READ, HAMLET(SEEN("s.area_id", OF_HAMLET " AND " SCOPE_OF_HAMLETS)) },
	[GAINED_ABOVE] = { DB_READ, COMMUNES_BELOW GAINED
		"d.commune_id IN (SELECT id FROM below) AND d.area_id = " STORE_WHOLE },
	[GAINED_IN_COMMUNE] = { DB_READ, "WITH RECURSIVE " SCOPE_UNIT GAINED
		"d.commune_id" IS_UNIT " AND d.area_id = " STORE_WHOLE },
	[GAINED_IN_COMMUNE_OF_HAMLETS] = { DB_READ, SCOPE_WITH ", " SCOPE_UNIT GAINED
		"d.commune_id" IS_UNIT " AND " SCOPE_HAS("d.area_id") },
	[GAINED_IN_HAMLET] = { DB_READ, "WITH RECURSIVE " SCOPE_UNIT GAINED
		"d.commune_id" IS_OVER_UNIT " AND d.area_id" IS_UNIT },
	[WEEKS_IN_COMMUNE] = { DB_READ, "/*scan ok: of the hamlets*/ WITH RECURSIVE " SCOPE_UNIT SCOPE_PLACES("")
		DAYS_OF_HAMLETS },
	[WEEKS_IN_COMMUNE_OF_HAMLETS] = { DB_READ, "/*scan ok: of the hamlets*/ " SCOPE_WITH BRANCHES
		DAYS_OF_HAMLETS " AND " SCOPE_HAS("d.area_id") },
	[DIFFERING] = { DB_READ, "/*scan ok*/ SELECT b.commune_id FROM " BALANCE
		"GROUP BY b.commune_id, b.campaign_id, b.area_id "
		"HAVING sum(b.collected) <> 0 OR sum(b.accepted) <> 0 OR sum(b.entered) <> 0 "
		"LIMIT 1" },
	[WHOLE_DIFFERING] = { DB_READ, "/*scan ok*/ " STORE_DIFFERENCE("commune_id",
		"SELECT commune_id, campaign_id, day, sum(collected), sum(accepted), sum(entered) FROM progress_day "
		"WHERE area_id >= 0 "
		"GROUP BY 1, 2, 3",
		"SELECT commune_id, campaign_id, day, collected, accepted, entered FROM progress_day "
		"WHERE area_id = " STORE_WHOLE) },
	[STATES_DIFFERING] = { DB_READ, "/*scan ok: a row a state*/ SELECT p.state FROM progress_state p "
		"WHERE p.collected <> CASE WHEN p.state IN (" STATE_LIST(STATES_SILENT) ") THEN 0 ELSE 1 END "
		"OR p.accepted <> CASE WHEN p.state IN (" STATE_LIST(STATES_ACCEPTED) ") THEN 1 ELSE 0 END "
		"OR p.entered <> CASE WHEN p.state IN (" STATE_LIST(STATES_DONE) ") THEN 1 ELSE 0 END "
		"LIMIT 1" },
};

const struct db_statements progress_statements = { statements, COUNT(statements) };

static void count_state(struct progress_row *row, enum state state, int64_t sheets, int64_t late)
{
	row->collected += state_in(state, STATES_SILENT) ? 0 : sheets;
	row->accepted += state_in(state, STATES_ACCEPTED) ? sheets : 0;
	row->returned += state == STATE_RETURNED ? sheets : 0;
	row->handed_over += state_in(state, STATES_POLICE) ? sheets : 0;
	row->entered += state_in(state, STATES_DONE) ? sheets : 0;
	row->police_returned += state == STATE_POLICE_RETURNED ? sheets : 0;
	row->late += late;
}

/* Of three statements in a row: of all sheets, of a writer's, of a hamlet leader's. */
static int statement_of(int all, const struct actor *actor)
{
	enum scope_reach reach = scope_reach(actor);

	return all + (reach == SCOPE_WRITER ? 1 : reach == SCOPE_HAMLETS ? 2 : 0);
}

static int statement_for(struct db *db, const struct actor *actor, const struct area *area, bool has_children)
{
	if (area_keeps_sheets_any(db, area->id))
		return statement_of(IN_COMMUNE, actor);
	return has_children ? ABOVE_COMMUNES : statement_of(IN_HAMLET, actor);
}

static struct progress_row *find(struct progress_row *rows, size_t count, int64_t area_id)
{
	for (size_t i = 0; i < count; i++) {
		if (rows[i].area_id == area_id)
			return &rows[i];
	}
	return NULL;
}

struct progress_query {
	const struct actor *actor;
	int64_t campaign_id, area_id;
	const char *begins, *ends;      /* of the campaign */
	struct date today;
	struct stage_days days;
	struct progress_recent *recent; /* what the last days brought is wanted too; NULL: it is not */
};

/* ---- the last days ---- */

enum { WEEK = 7 };

struct recent { char from[DATE_TEXT], middle[DATE_TEXT], first[DATE_TEXT], to[DATE_TEXT]; };

static struct recent recent_of(const struct progress_query *q)
{
	int64_t today = date_to_days(q->today);
	struct recent days = { .from = "" };

	date_to_iso(date_from_days(today - 2 * WEEK + 1), days.from);
	date_to_iso(date_from_days(today - WEEK + 1), days.middle);
	date_to_iso(q->recent->first, days.first);
	date_to_iso(q->today, days.to);
	return days;
}

static void bind_recent(struct db_row *row, const struct recent *days)
{
	db_bind_text(row, ":from", days->from);
	db_bind_text(row, ":to", days->to);
}

static void add_day(struct progress_row *to, struct db_row *row)
{
	to->collected += db_int(row, 5);
	to->accepted += db_int(row, 6);
	to->entered += db_int(row, 7);
}

/* What a day brought, to its unit (or to none that is shown) and to the area. */
static void count_day(struct db_row *row, const struct recent *days, const struct progress_query *q,
                      struct progress_row *one)
{
	const char *day = db_text(row, 4);
	bool late = strcmp(day, days->middle) >= 0;

	add_day(late ? &q->recent->week : &q->recent->before, row);
	if (one != NULL)
		*(late ? &one->week : &one->before) += db_int(row, 7);
	if (strcmp(day, days->first) >= 0)
		add_day(&q->recent->gained, row);
}

/* ---- sheets ---- */

static const char no_end[] = "9999-12-31";

static void bind_period(struct db_row *row, const char *begins, const char *ends)
{
	db_bind_text(row, ":begins", begins);
	db_bind_text(row, ":ends", ends);
}

/* rows[count]: sheets of a commune that name none of its hamlets. */
static enum err count_sheets(struct db *db, struct arena *arena, const struct progress_query *q, int statement,
                             struct progress_row *rows, size_t count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[statement]);
	struct recent days = { .from = "" };
	bool above = statement == ABOVE_COMMUNES || statement == ABOVE_WITH_DAYS;
	struct progress_row *one = NULL;
	enum db_step step;

	if (q->recent != NULL)
		days = recent_of(q);
	scope_bind(row, q->actor);
	db_bind_int(row, ":campaign", q->campaign_id);
	db_bind_int(row, ":area", q->area_id);
	if (statement < IN_HAMLET)
		bind_period(row, q->begins, q->ends);
	if (statement == ABOVE_WITH_DAYS)
		bind_recent(row, &days);
	stage_bind(row, arena, &q->days, q->campaign_id, q->today);
	while ((step = db_step(row)) == DB_ROW) {
		if (one == NULL || one->area_id != db_int(row, 0))
			one = find(rows, count, db_int(row, 0));
		if (one == NULL && !above)
			one = count == 1 && rows[0].area_id == q->area_id ? rows : &rows[count];
		if (statement == ABOVE_WITH_DAYS && db_text(row, 4)[0] != '\0')
			count_day(row, &days, q, one);
		else if (one != NULL)
			count_state(one, (enum state)read_code(row, 1, &state_codes), db_int(row, 2), db_int(row, 3));
	}
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

static enum err read_targets(struct db *db, const struct progress_query *q, struct progress_row *rows, size_t count,
                             struct error *error)
{
	struct db_row *row = db_use(db, &statements[TARGETS]);
	enum db_step step;

	db_bind_int(row, ":area", q->area_id);
	db_bind_int(row, ":campaign", q->campaign_id);
	bind_period(row, q->begins, q->ends);
	while ((step = db_step(row)) == DB_ROW) {
		struct progress_row *one = find(rows, count, db_int(row, 0));
		if (one != NULL)
			one->target = db_int(row, 1);
	}
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

/* The area's own target, else those below it and of its predecessors together, or -1. */
static int64_t own_target(struct db *db, const struct progress_query *q)
{
	struct db_row *row = db_use(db, &statements[OWN_TARGET]);
	int64_t target = -1;

	db_bind_int(row, ":area", q->area_id);
	db_bind_int(row, ":campaign", q->campaign_id);
	if (db_step(row) == DB_ROW)
		target = db_int(row, 1);
	db_done(row);
	return target;
}

static void add_up(struct progress_row *rows, size_t count, struct progress_row *total)
{
	int64_t targets = -1;

	for (size_t i = 0; i < count; i++) {
		struct progress_row *row = &rows[i];
		total->collected += row->collected;
		total->accepted += row->accepted;
		total->returned += row->returned;
		total->handed_over += row->handed_over;
		total->entered += row->entered;
		total->police_returned += row->police_returned;
		total->late += row->late;
		row->left = row->target < 0 ? -1 : row->target - row->entered;
		if (row->target >= 0)
			targets = (targets < 0 ? 0 : targets) + row->target;
	}
	if (total->target < 0)
		total->target = targets;
	total->left = total->target < 0 ? -1 : total->target - total->entered;
}

static struct progress_row row_of(const struct area *area)
{
	return (struct progress_row){
		.area_id = area->id, .code = area->code, .name = area->full_name, .level = area->level, .target = -1
	};
}

/* A unit that was followed by another in the time of the campaign is no row of its own, unless something of it is left:
 * sheets of a part that nobody took over, a target. */
static bool is_over(const struct area *unit, const struct progress_row *row, struct date today)
{
	char day[DATE_TEXT];

	date_to_iso(today, day);
	return area_has_ended(unit, day) && row->target < 0 && row->collected == 0 && row->returned == 0;
}

static size_t drop_what_is_over(const struct area *units, struct progress_row *rows, size_t count, struct date today)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		if (!is_over(&units[i], &rows[i], today))
			rows[kept++] = rows[i];
	}
	rows[kept] = rows[count];
	return kept;
}

/* Of a commune by its hamlets; rows[count]: of those that name none. */
static enum err read_weeks(struct db *db, const struct progress_query *q, struct progress_row *rows, size_t count,
                           struct error *error)
{
	bool own = scope_reach(q->actor) == SCOPE_HAMLETS;
	struct db_row *row = db_use(db, &statements[own ? WEEKS_IN_COMMUNE_OF_HAMLETS : WEEKS_IN_COMMUNE]);
	const struct recent days = recent_of(q);
	enum db_step step;

	if (own)
		scope_bind(row, q->actor);
	db_bind_int(row, ":campaign", q->campaign_id);
	db_bind_int(row, ":area", q->area_id);
	bind_period(row, q->begins, q->ends);
	bind_recent(row, &days);
	while ((step = db_step(row)) == DB_ROW)
		count_day(row, &days, q, find(rows, count + 1, db_int(row, 0)));
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

/* Of the area as a whole. */
static enum err weeks_of_area(struct db *db, struct arena *arena, const struct progress_query *q, struct error *error)
{
	int64_t today = date_to_days(q->today);
	enum err err = progress_gained(db, arena, q->actor, q->campaign_id, q->area_id, date_from_days(today - WEEK + 1),
	                               q->today, &q->recent->week, error);

	return err == ERR_OK ? progress_gained(db, arena, q->actor, q->campaign_id, q->area_id,
	                                       date_from_days(today - 2 * WEEK + 1), date_from_days(today - WEEK),
	                                       &q->recent->before, error)
	                     : err;
}

/* The last days of a commune or a hamlet. Of single writers nothing is kept by day, but what their area gained is. An
 * area without parts is its only row. */
static enum err read_recent(struct db *db, struct arena *arena, const struct progress_query *q,
                            struct progress_row *rows, size_t count, struct error *error)
{
	bool alone = count == 1 && rows[0].area_id == q->area_id, by_row = q->recent->by_row;
	enum err err = ERR_OK;

	if (!by_row || (alone && scope_reach(q->actor) != SCOPE_WRITER))
		err = weeks_of_area(db, arena, q, error);
	else if (scope_reach(q->actor) != SCOPE_WRITER)
		err = read_weeks(db, q, rows, count, error);
	if (by_row && alone) {
		rows->week = q->recent->week.entered;
		rows->before = q->recent->before.entered;
	}
	return err == ERR_OK ? progress_gained(db, arena, q->actor, q->campaign_id, q->area_id, q->recent->first, q->today,
	                                       &q->recent->gained, error)
	                     : err;
}

/* The rows with their figures; rows[*count] is that of sheets without a hamlet. */
static enum err fill_rows(struct db *db, struct arena *arena, const struct progress_query *q, const struct area *area,
                          struct progress_row **rows, size_t *count, struct progress_row *total, struct error *error)
{
	struct area *units;
	enum err err = area_parts_any(db, arena, area->id, q->begins, q->ends, &units, count, error);

	if (err != ERR_OK)
		return err;
	int statement = statement_for(db, q->actor, area, *count > 0);
	if (statement == ABOVE_COMMUNES && q->recent != NULL)
		statement = ABOVE_WITH_DAYS;
	bool alone = *count == 0;
	*count += alone;
	*rows = arena_array(arena, *count + 1, sizeof **rows);
	for (size_t i = 0; i < *count; i++)
		(*rows)[i] = row_of(alone ? area : &units[i]);
	(*rows)[*count] = (struct progress_row){ .name = message_text(MSG_NO_HAMLET), .level = "hamlet", .target = -1 };
	if (alone)
		(*rows)[0].target = total->target;
	else
		err = read_targets(db, q, *rows, *count, error);
	if (err == ERR_OK)
		err = count_sheets(db, arena, q, statement, *rows, *count, error);
	if (err == ERR_OK && q->recent != NULL && statement != ABOVE_WITH_DAYS)
		err = read_recent(db, arena, q, *rows, *count, error);
	if (!alone)
		*count = drop_what_is_over(units, *rows, *count, q->today);
	return err;
}

static enum err read_rows(struct db *db, struct arena *arena, struct progress_query *q, struct progress_row **rows,
                          size_t *count, struct progress_row *total, struct error *error)
{
	struct campaign campaign;
	struct area area;
	enum err err;

	if ((err = area_by_id_any(db, arena, q->area_id, &area, error)) != ERR_OK ||
	    (err = campaign_by_id_any(db, arena, q->campaign_id, &campaign, error)) != ERR_OK ||
	    (err = stage_days_any(db, arena, &q->days, error)) != ERR_OK)
		return err;
	q->begins = campaign.collect_from;
	q->ends = campaign.collect_to == NULL ? no_end : campaign.collect_to;
	*total = row_of(&area);
	total->target = own_target(db, q);
	err = fill_rows(db, arena, q, &area, rows, count, total, error);
	if (err != ERR_OK)
		return err;
	*count += (*rows)[*count].collected > 0;
	add_up(*rows, *count, total);
	return ERR_OK;
}

enum err progress_rows(struct db *db, struct arena *arena, const struct actor *actor, int64_t campaign_id,
                       int64_t area_id, struct date today, struct progress_recent *recent, struct progress_row **rows,
                       size_t *count, struct progress_row *total, struct error *error)
{
	struct progress_query q = { .actor = actor, .campaign_id = campaign_id, .area_id = area_id, .today = today,
		.recent = recent };

	if (recent != NULL)
		*recent = (struct progress_recent){ .first = recent->first, .by_row = recent->by_row };
	enum err err = read_rows(db, arena, &q, rows, count, total, error);
	if (recent != NULL && recent->by_row) {
		total->week = recent->week.entered;
		total->before = recent->before.entered;
	}
	return err;
}

/* ---- by day ---- */

static int gained_statement(struct db *db, const struct actor *actor, const struct area *area)
{
	if (strcmp(area->level, "hamlet") == 0)
		return GAINED_IN_HAMLET;
	if (area_keeps_sheets_any(db, area->id))
		return scope_reach(actor) == SCOPE_HAMLETS ? GAINED_IN_COMMUNE_OF_HAMLETS : GAINED_IN_COMMUNE;
	return GAINED_ABOVE;
}

enum err progress_gained(struct db *db, struct arena *arena, const struct actor *actor, int64_t campaign_id,
                         int64_t area_id, struct date from, struct date to, struct progress_row *gained,
                         struct error *error)
{
	char first[DATE_TEXT], last[DATE_TEXT];
	struct area area;
	enum err err = area_by_id_any(db, arena, area_id, &area, error);

	if (err != ERR_OK)
		return err;
	int statement = gained_statement(db, actor, &area);
	struct db_row *row = db_use(db, &statements[statement]);
	date_to_iso(from, first);
	date_to_iso(to, last);
	db_bind_int(row, ":campaign", campaign_id);
	db_bind_text(row, ":from", first);
	db_bind_text(row, ":to", last);
	if (statement == GAINED_ABOVE || statement == GAINED_IN_COMMUNE_OF_HAMLETS)
		scope_bind(row, actor);
	db_bind_int(row, ":area", area_id);
	if (db_step(row) != DB_ROW)
		return db_fault(db, error);
	*gained = (struct progress_row){ .collected = db_int(row, 0), .accepted = db_int(row, 1),
		.entered = db_int(row, 2) };
	db_done(row);
	return ERR_OK;
}

enum err progress_verify(struct db *db, struct error *error)
{
	enum err err = verify_none(db, &statements[STATES_DIFFERING], "state",
	                           "its days count by other figures than progress", error);

	if (err == ERR_OK)
		err = verify_none(db, &statements[DIFFERING], "commune", "its days do not add up to its progress", error);
	if (err == ERR_OK)
		err = verify_none(db, &statements[WHOLE_DIFFERING], "commune", "its days are not those of its hamlets", error);
	return err;
}
