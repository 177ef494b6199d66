#include "store/sheet/sheet_select.h"

#include "base/buf.h"
#include "store/campaign/stage.h"
#include "store/handover/minutes.h"
#include "store/person/person_end.h"
#include "store/report/addition.h"
#include "store/scope.h"
#include "store/tables.h"
#include "store/team/member.h"

enum { SQL_LIMIT = 8192 };

/* ---- conditions ---- */

static bool has_state(const struct sheet_filter *f) { return f->state != STATE_NONE; }
static bool has_area(const struct sheet_filter *f) { return f->area_id != 0; }
static bool has_campaign(const struct sheet_filter *f) { return f->campaign_id != 0; }
static bool has_enumerator(const struct sheet_filter *f) { return f->enumerator_id != 0; }
static bool has_exact_id(const struct sheet_filter *f) { return f->citizen_id != NULL && f->citizen_exact; }
static bool has_id_start(const struct sheet_filter *f) { return f->citizen_id != NULL && !f->citizen_exact; }
static bool has_paper_no(const struct sheet_filter *f) { return f->paper_no != NULL; }
static bool wants_clean(const struct sheet_filter *f) { return f->clean > 0 && f->hidden_rules == NULL; }
static bool wants_unclean(const struct sheet_filter *f) { return f->clean < 0 && f->hidden_rules == NULL; }
static bool wants_shown_clean(const struct sheet_filter *f) { return f->clean > 0 && f->hidden_rules != NULL; }
static bool wants_shown_unclean(const struct sheet_filter *f) { return f->clean < 0 && f->hidden_rules != NULL; }
static bool is_addition(const struct sheet_filter *f) { return f->addition != ADDITION_NONE; }
static bool is_added_kind(const struct sheet_filter *f) { return f->addition == ADDITION_KIND; }
static bool is_police_return(const struct sheet_filter *f) { return f->addition == ADDITION_POLICE; }
static bool has_no_number(const struct sheet_filter *f) { return f->addition == ADDITION_NUMBER; }
static bool has_rule(const struct sheet_filter *f) { return f->rule != NULL; }
static bool wants_no_batch(const struct sheet_filter *f) { return f->no_batch; }
static bool is_with_officer(const struct sheet_filter *f) { return f->with_officer; }
static bool is_late(const struct sheet_filter *f) { return f->late_on.year != 0 && !f->late_or_soon; }
static bool is_late_or_soon(const struct sheet_filter *f) { return f->late_or_soon; }
static bool names_no_hamlet(const struct sheet_filter *f) { return f->no_hamlet; }
static bool wants_aside(const struct sheet_filter *f) { return f->aside > 0; }
static bool wants_not_aside(const struct sheet_filter *f) { return f->aside < 0; }
static bool is_urgent(const struct sheet_filter *f) { return f->urgent; }
static bool has_batch(const struct sheet_filter *f) { return f->batch != 0; }
static bool has_one_word(const struct sheet_filter *f) { return f->name != NULL && strchr(f->name, ' ') == NULL; }
static bool has_words(const struct sheet_filter *f) { return f->name != NULL && strchr(f->name, ' ') != NULL; }
static bool is_known_common(const struct sheet_filter *f) { (void)f; return false; }
static bool is_found(const struct sheet_filter *f) { (void)f; return false; }
static bool is_by_id(const struct sheet_filter *f) { return !f->by_since && !f->by_days_late; }
static bool goes_down(const struct sheet_filter *f) { return f->after != 0 && !f->oldest_first && is_by_id(f); }
static bool goes_up(const struct sheet_filter *f) { return f->after != 0 && f->oldest_first && is_by_id(f); }
static bool is_by_days(const struct sheet_filter *f) { return f->after != 0 && f->by_days_late; }
static bool goes_less_late(const struct sheet_filter *f) { return is_by_days(f) && !f->oldest_first && !f->late_soon; }
static bool goes_more_late(const struct sheet_filter *f) { return is_by_days(f) && f->oldest_first && !f->late_soon; }
static bool goes_less_soon(const struct sheet_filter *f) { return is_by_days(f) && !f->oldest_first && f->late_soon; }
static bool goes_sooner(const struct sheet_filter *f) { return is_by_days(f) && f->oldest_first && f->late_soon; }
static bool goes_back(const struct sheet_filter *f) { return f->after != 0 && !f->oldest_first && f->by_since; }
static bool goes_on(const struct sheet_filter *f)
{
	return f->after != 0 && f->oldest_first && f->by_since && !f->by_batch;
}

static bool goes_on_in_batch(const struct sheet_filter *f) { return f->after != 0 && f->by_batch; }

#define IN_PLACE " AND (s.area_id IN (SELECT id FROM place) OR s.commune_id IN (SELECT id FROM place))"

/* The sheets of one commune are asked for it each; of many, those that have it are found first. */
#define HAS_RULE \
	" AND EXISTS (SELECT 1 FROM finding f WHERE f.sheet_id = s.id AND f.rule = :rule AND f.confirmed_by IS NULL)"
#define THOSE_OF_RULE \
	" AND s.id IN (SELECT f.sheet_id FROM finding f WHERE f.rule = :rule AND f.confirmed_by IS NULL)"

/* Open for a reader to whom some rules are hidden; the tallies know nothing of that. */
#define SHOWN_OPEN \
	"((s.open_errors > 0 OR s.open_warnings > 0) AND EXISTS (SELECT 1 FROM finding f " \
	"WHERE f.sheet_id = s.id " \
	"AND (f.severity = " SEVERITY_SQL(E) " OR (f.severity = " SEVERITY_SQL(W) " AND f.confirmed_by IS NULL)) " \
	"AND :hidden NOT LIKE '% ' || f.rule || ' %'))"

/* Conditions that few sheets meet: for the roles that see whole communes, found by an index of their own before the
 * list is put in order. */
#define NEEDLE_OF_COMMUNE \
	" AND s.id IN (SELECT x.id FROM worker_sheet x " \
	"WHERE x.commune_id = :commune"
#define NEEDLE_OF_MANY \
	" AND s.id IN (SELECT x.id FROM worker_sheet x " \
	"WHERE " SCOPE_OF_COMMUNES("x")

/* A batch as its number and year tell it; whether it brought a sheet, what its signature brought. */
#define OF_BATCH "h.number = :batch AND h.year = :batch_year AND b.outcome = " OUTCOME_SQL(PRESENT)
#define BROUGHT \
	" AND EXISTS (SELECT 1 FROM handover_sheet b " \
	"JOIN handover h ON h.id = b.handover_id " \
	"WHERE b.sheet_id = s.id AND " OF_BATCH ")"
#define BROUGHT_BY(batches) \
	" AND s.id IN (SELECT b.sheet_id FROM handover h " \
	"JOIN handover_sheet b ON b.handover_id = h.id " \
	"WHERE " batches " AND " OF_BATCH ")"
/* The batch with which the police got a sheet, and where its paper lies there, as one number: a batch has 2,000 at
 * most. */
#define PLACE_OF(sheet) \
	"COALESCE((SELECT b.handover_id * 10000 + b.position FROM handover_sheet b " \
	"WHERE b.sheet_id = " sheet " AND b.outcome = " OUTCOME_SQL(PRESENT) \
	" ORDER BY b.handover_id DESC LIMIT 1), 0)"
#define BEHIND_IN_BATCH \
	" AND s.since >= :since AND (s.since > :since OR (" PLACE_OF("s.id") ", s.id) > (" PLACE_OF(":after") ", :beyond))"
/* Of the sheet behind which a page begins; of one that no clock runs for any more, so that the page begins at the
 * start. */
#define DAYS_OF_AFTER(gone) \
	"COALESCE((SELECT " STAGE_DAYS_LATE("x") " FROM worker_sheet x " \
	"WHERE x.id = :after), " gone ")"
#define ASIDE "(SELECT p.sheet_id FROM put_aside p WHERE p.user_id = :user)"

/* The last word of a name, as Vietnamese names go, tells people apart best: by it the candidates are found; every
 * word must be there, in the name that stands beside it. */
#define LAST_WORD " AND w.word >= :word AND w.word < :word_end"
#define EVERY_WORD_IN(row) " AND " row ".name_fold LIKE :name ESCAPE '\\'"
#define WORD_OF_COMMUNE \
	" AND s.id IN (SELECT w.sheet_id FROM sheet_word w " \
	"WHERE w.commune_id = :commune" LAST_WORD
#define WORD_OF_MANY \
	" AND s.id IN (SELECT w.sheet_id FROM sheet_word w " \
	"WHERE " SCOPE_OF_COMMUNES("w") LAST_WORD
/* A word that many have is met soon along the ids of a commune, or of all; what is rare is better looked up first. */
#define HAS_WORD " AND replace(' ' || s.name_fold, ' ' || :word, :word_end) <> ' ' || s.name_fold"
#define FOUND_IDS " AND s.id IN (SELECT " IDS_ID " FROM ids_place)"
#define NAME_RANGE " AND s.word >= :word AND s.word < :word_end"
#define WORD_RANGE NAME_RANGE " AND s.sheets > 0"

/* What a statement goes over: sheets (s) as a writer sees them, of many communes, of the actor's only one;
 * sheet_tally s; writer_tally s; sheet_word_tally s; sheet_word s; the late days of clock_day s; what is late for who
 * sees hamlets, late_seen s. */
enum over { OWN, MANY, COMMUNE, TALLY, WRITERS, WORDS, NAMES, CLOCKS, HAMLETS, OVERS };

#define SHEETS(text) [OWN] = text, [MANY] = text, [COMMUNE] = text
#define NEEDLE(plain, inner) [OWN] = plain, [MANY] = NEEDLE_OF_MANY inner ")", [COMMUNE] = NEEDLE_OF_COMMUNE inner ")"

/* A condition that is there when its part of the filter is; NULL where what the statement goes over cannot tell. */
static const struct condition {
	bool (*wanted)(const struct sheet_filter *filter);
	bool of_page;                           /* where the page begins */
	const char *texts[OVERS];
} conditions[] = {
	{ has_state,
	  false,
	  { SHEETS(" AND s.state = :state"), [TALLY] = " AND s.state = :state",
	    [WRITERS] = " AND s.state = :state", [WORDS] = " AND s.state = :state", [CLOCKS] = " AND s.state = :state" } },
	{ has_area, false, { SHEETS(IN_PLACE), [TALLY] = IN_PLACE, [CLOCKS] = IN_PLACE } },
	{ has_campaign,
	  false,
	  { SHEETS(" AND s.campaign_id = :campaign"), [TALLY] = " AND s.campaign_id = :campaign",
	    [CLOCKS] = " AND s.campaign_id = :campaign" } },
	{ is_late,
	  false,
	  { NEEDLE(" AND s.clock_from < " STAGE_LATE_LATEST " AND " STAGE_IS_LATE_ANY("s"),
	           " AND x.clock_from < " STAGE_LATE_LATEST " AND " STAGE_IS_LATE_ANY("x")),
	    [CLOCKS] = "",
	    [HAMLETS] = "" } },
	{ is_late_or_soon,
	  false,
	  { [OWN] = " AND s.clock_from < " STAGE_LATE_LATEST " AND " STAGE_LATE_UNTIL("s"),
	    [CLOCKS] = "",
	    [HAMLETS] = "" } },
	{ names_no_hamlet,
	  false,
	  { SHEETS(" AND s.area_id IS NULL"), [TALLY] = " AND s.area_id = 0", [CLOCKS] = " AND s.area_id = 0" } },
	{ has_enumerator,
	  false,
	  { SHEETS(" AND s.enumerator_id = :enumerator"), [WRITERS] = " AND s.enumerator_id = :enumerator" } },
	{ wants_clean, false, { SHEETS(" AND s.open_errors = 0 AND s.open_warnings = 0"), [TALLY] = " AND s.open = 0" } },
	{ wants_unclean,
	  false,
	  { SHEETS(" AND (s.open_errors > 0 OR s.open_warnings > 0)"), [TALLY] = " AND s.open = 1" } },
	{ wants_shown_clean, false, { SHEETS(" AND NOT " SHOWN_OPEN) } },
	{ wants_shown_unclean, false, { SHEETS(" AND " SHOWN_OPEN) } },
	{ has_rule, false, { HAS_RULE, THOSE_OF_RULE, HAS_RULE } },
	{ is_added_kind, false, { SHEETS(" AND " ADDITION_KIND_SQL("s.")) } },
	{ is_police_return, false, { SHEETS(" AND " ADDITION_POLICE_SQL("s.")) } },
	{ has_no_number, false, { SHEETS(" AND " ADDITION_NUMBER_SQL("s.")) } },
	{ wants_no_batch,
	  false,
	  { SHEETS(" AND NOT EXISTS (SELECT 1 FROM handover_sheet b "
	           "WHERE b.sheet_id = s.id AND b.outcome = " OUTCOME_SQL(OPEN) ")") } },
	{ is_with_officer, false, { SHEETS(" AND NOT " MINUTES_HOLD("s.id")) } },
	{ wants_aside, false, { SHEETS(" AND s.id IN " ASIDE) } },
	{ wants_not_aside, false, { SHEETS(" AND s.id NOT IN " ASIDE) } },
	{ is_urgent, false, { SHEETS(" AND (" ADDITION_KIND_SQL("s.") " OR s.police_reason IS NOT NULL)") } },
	{ has_batch, false, { BROUGHT, BROUGHT_BY(SCOPE_OF_COMMUNES("h")), BROUGHT_BY("h.commune_id = :commune") } },
	{ has_exact_id, false, { NEEDLE(" AND s.citizen_id = :citizen", " AND x.citizen_id = :citizen") } },
	{ has_id_start,
	  false,
	  { NEEDLE(" AND s.citizen_id >= :citizen AND s.citizen_id < :citizen_end",
	           " AND x.citizen_id >= :citizen AND x.citizen_id < :citizen_end") } },
	{ has_paper_no, false, { NEEDLE(" AND s.paper_no = :paper", " AND x.paper_no = :paper") } },
	{ is_addition,
	  false,
	  { NEEDLE(" AND " ADDITION_ANY_SQL("s.") " AND " STORE_LIVE("s") " AND " PERSON_GOES_ON("s"),
	           " AND " ADDITION_ANY_SQL("x.") " AND " STORE_LIVE("x") " AND " PERSON_GOES_ON("x")) } },
	{ has_words,
	  false,
	  { EVERY_WORD_IN("s"), WORD_OF_MANY EVERY_WORD_IN("w") ")", WORD_OF_COMMUNE EVERY_WORD_IN("w") ")",
	    [NAMES] = NAME_RANGE EVERY_WORD_IN("s") } },
	{ has_one_word,
	  false,
	  { EVERY_WORD_IN("s"), WORD_OF_MANY ")", WORD_OF_COMMUNE ")", [WORDS] = WORD_RANGE, [NAMES] = NAME_RANGE } },
	{ is_known_common, false, { [MANY] = HAS_WORD, [COMMUNE] = HAS_WORD } },
	{ is_found, false, { SHEETS(FOUND_IDS) } },
	{ goes_down, true, { SHEETS(" AND s.id < :after") } },
	{ goes_up, true, { SHEETS(" AND s.id > :after") } },
	{ goes_back, true, { SHEETS(" AND (s.since, s.id) < (:since, :after)") } },
	{ goes_on_in_batch, true, { SHEETS(BEHIND_IN_BATCH) } },
	{ goes_on, true, { SHEETS(" AND (s.since, s.id) > (:since, :after)") } },
	{ goes_less_late, true, { SHEETS(" AND (" STAGE_DAYS_LATE("s") ", s.id) < (:days, :after)") } },
	{ goes_more_late, true, { SHEETS(" AND (" STAGE_DAYS_LATE("s") ", s.id) > (:days, :after)") } },
	{ goes_less_soon,
	  true,
	  { SHEETS(" AND (0 - " STAGE_DAYS_LATE("s") ", s.id) > (0 - " DAYS_OF_AFTER("1000000") ", :after)") } },
	{ goes_sooner,
	  true,
	  { SHEETS(" AND (" STAGE_DAYS_LATE("s") ", s.id) > (" DAYS_OF_AFTER("-1000000") ", :after)") } },
};

static uint64_t bit_of(bool (*wanted)(const struct sheet_filter *filter))
{
	uint64_t bit = 0;

	for (size_t i = 0; i < COUNT(conditions); i++)
		bit |= conditions[i].wanted == wanted ? UINT64_C(1) << i : 0;
	return bit;
}

uint64_t sheet_conditions(const struct sheet_filter *filter)
{
	uint64_t set = 0;

	for (size_t i = 0; i < COUNT(conditions); i++)
		set |= conditions[i].wanted(filter) ? UINT64_C(1) << i : 0;
	return set;
}

uint64_t sheet_conditions_common(uint64_t set)
{
	return (set & ~bit_of(has_one_word)) | bit_of(is_known_common);
}

uint64_t sheet_conditions_found(uint64_t set)
{
	return (set & ~bit_of(has_words)) | bit_of(is_found);
}

bool sheet_conditions_words(uint64_t set)
{
	return (set & bit_of(has_words)) != 0;
}

bool sheet_conditions_unbatched(uint64_t set)
{
	for (size_t i = 0; i < COUNT(conditions); i++)
		set &= conditions[i].of_page ? ~(UINT64_C(1) << i) : UINT64_MAX;
	return set == (bit_of(has_state) | bit_of(wants_no_batch));
}

/* ---- what is selected ---- */

/* The ids of the page are found first, from indexes alone; only its rows are read and joined. */
#define LIST_COLUMNS(errors, warnings) \
	"SELECT s.id, s.row_version, s.area_id, " errors ", " warnings ", s.state, s.since, s.full_name, s.birth_date, " \
	"s.citizen_id, s.paper_no, a.full_name, c.full_name, s.collected_on, s.sex, s.accepted_at, s.campaign_id, " \
	"s.clock_from, s.commune_id, "
/* Behind them: what the enumerator is called, among those of one commune or of many. */
#define LIST_FROM(told) \
	told " FROM worker_sheet s " \
	"LEFT JOIN area a ON a.id = s.area_id " \
	"JOIN area c ON c.id = s.commune_id " \
	"LEFT JOIN member e ON e.id = s.enumerator_id " \
	"WHERE s.id IN (" \
	"SELECT s.id FROM worker_sheet s " \
	"WHERE "
#define LIST_OF_ONE LIST_FROM(MEMBER_TOLD("e", "s.commune_id"))
#define LIST_OF_MANY LIST_FROM(MEMBER_TOLD_WIDE("e", "s.commune_id", "c.full_name"))
#define ALL_COLUMNS LIST_COLUMNS("s.open_errors", "s.open_warnings")
/* The same where some rules are not the reader's to know of. */
#define OPEN_SHOWN(counter, which) \
	"CASE WHEN " counter " = 0 THEN 0 ELSE (SELECT count(*) FROM finding f " \
	"WHERE f.sheet_id = s.id AND f.severity = " which \
	" AND :hidden NOT LIKE '% ' || f.rule || ' %') END"
#define SHOWN_ERRORS OPEN_SHOWN("s.open_errors", "'E'")
#define SHOWN_WARNINGS OPEN_SHOWN("s.open_warnings", "'W' AND f.confirmed_by IS NULL")
#define SHOWN_COLUMNS LIST_COLUMNS(SHOWN_ERRORS, SHOWN_WARNINGS)

#define NEWEST_FIRST \
	" ORDER BY s.id DESC LIMIT :limit) " \
	"ORDER BY s.id DESC"
#define OLDEST_FIRST \
	" ORDER BY s.id LIMIT :limit) " \
	"ORDER BY s.id"
#define LATEST_FIRST \
	" AND s.since <> 0 ORDER BY s.since DESC, s.id DESC LIMIT :limit) " \
	"ORDER BY s.since DESC, s.id DESC"
#define EARLIEST_FIRST \
	" AND s.since <> 0 ORDER BY s.since, s.id LIMIT :limit) " \
	"ORDER BY s.since, s.id"

#define BATCHES_FIRST \
	" AND s.since <> 0 ORDER BY s.since, " PLACE_OF("s.id") ", s.id LIMIT :limit) " \
	"ORDER BY s.since, " PLACE_OF("s.id") ", s.id"

#define MOST_LATE_FIRST \
	" ORDER BY " STAGE_DAYS_LATE("s") " DESC, s.id DESC LIMIT :limit) " \
	"ORDER BY " STAGE_DAYS_LATE("s") " DESC, s.id DESC"
#define SOONEST_FIRST \
	" ORDER BY 0 - " STAGE_DAYS_LATE("s") ", s.id LIMIT :limit) " \
	"ORDER BY 0 - " STAGE_DAYS_LATE("s") ", s.id"
#define LEAST_LATE_FIRST \
	" ORDER BY " STAGE_DAYS_LATE("s") ", s.id LIMIT :limit) " \
	"ORDER BY " STAGE_DAYS_LATE("s") ", s.id"

#define SUMS(errors, warnings) \
	"SELECT count(*), COALESCE(sum(" errors "), 0), COALESCE(sum(" warnings "), 0) FROM worker_sheet s " \
	"WHERE "

#define CLOCKS_UNTIL \
	"FROM late " \
	"CROSS JOIN clock_day s " \
	"WHERE s.campaign_id = late.campaign_id AND s.state = late.state AND s.day < late.day AND "
#define OF_CLOCKS CLOCKS_UNTIL "s.day >= late.since_day AND "
/* Of so many sheets: those that are late, and those that will be soon. */
#define LATE_AND_SOON(is_soon, sheets) \
	"sum(CASE WHEN " is_soon " THEN 0 ELSE " sheets " END), sum(CASE WHEN " is_soon " THEN " sheets " ELSE 0 END) "
#define DAY_IS_SOON "late.since_day <> '' AND s.day >= late.since_day"
#define IS_SOON "late.since > 0 AND s.clock_from >= late.since"

/* What is late in the hamlets of a scope, and the sheets that its actor made elsewhere: mostly there are none, which
 * the tally of writers knows. (A sheet is of the commune that its hamlet stands under.) */
#define LATE_SEEN(clocks, also) \
	", late_seen(state, sheets, soon) AS (" \
	"SELECT s.state, s.sheets, CASE WHEN " DAY_IS_SOON " THEN 1 ELSE 0 END " clocks SCOPE_HAS("s.area_id") \
	" AND s.commune_id IN (SELECT parent_id FROM area " \
	"WHERE " SCOPE_HAS("id") ") " \
	"UNION ALL " \
	"SELECT s.state, 1, CASE WHEN " IS_SOON " THEN 1 ELSE 0 END FROM (" \
	"SELECT 1 AS one FROM writer_tally s " \
	"WHERE " SCOPE_MADE " AND s.sheets > 0 AND NOT " SCOPE_HAS("s.area_id") \
	" AND s.state IN (SELECT state FROM late) " \
	"LIMIT 1) elsewhere " \
	"CROSS JOIN worker_sheet s " \
	"CROSS JOIN late " \
	"WHERE " SCOPE_MADE " AND NOT " SCOPE_HAS("COALESCE(s.area_id, 0)") " AND " STAGE_LATE_UNTIL("s") also ") "
#define LATE_SEEN_WITH LATE_SEEN(OF_CLOCKS, " AND s.clock_from >= late.since")
#define LATE_OR_SOON_SEEN_WITH LATE_SEEN(CLOCKS_UNTIL, "")

/* OWN stands for sheets, however the actor sees them. */
static const struct { enum over over; bool page; const char *begin, *end; } selects[SELECT_COUNT_OF] = {
	[SELECT_NEWEST] = { OWN, true, ALL_COLUMNS, NEWEST_FIRST },
	[SELECT_OLDEST] = { OWN, true, ALL_COLUMNS, OLDEST_FIRST },
	[SELECT_LATEST] = { OWN, true, ALL_COLUMNS, LATEST_FIRST },
	[SELECT_EARLIEST] = { OWN, true, ALL_COLUMNS, EARLIEST_FIRST },
	[SELECT_BATCHES] = { OWN, true, ALL_COLUMNS, BATCHES_FIRST },
	[SELECT_MOST_LATE] = { OWN, true, ALL_COLUMNS, MOST_LATE_FIRST },
	[SELECT_LEAST_LATE] = { OWN, true, ALL_COLUMNS, LEAST_LATE_FIRST },
	[SELECT_SOONEST] = { OWN, true, ALL_COLUMNS, SOONEST_FIRST },
	[SELECT_SOONEST_SHOWN] = { OWN, true, SHOWN_COLUMNS, SOONEST_FIRST },
	[SELECT_MOST_LATE_SHOWN] = { OWN, true, SHOWN_COLUMNS, MOST_LATE_FIRST },
	[SELECT_LEAST_LATE_SHOWN] = { OWN, true, SHOWN_COLUMNS, LEAST_LATE_FIRST },
	[SELECT_NEWEST_SHOWN] = { OWN, true, SHOWN_COLUMNS, NEWEST_FIRST },
	[SELECT_OLDEST_SHOWN] = { OWN, true, SHOWN_COLUMNS, OLDEST_FIRST },
	[SELECT_LATEST_SHOWN] = { OWN, true, SHOWN_COLUMNS, LATEST_FIRST },
	[SELECT_EARLIEST_SHOWN] = { OWN, true, SHOWN_COLUMNS, EARLIEST_FIRST },
	[SELECT_OLDEST_BRIEF] = { OWN, true, "SELECT s.id, s.campaign_id, s.commune_id FROM worker_sheet s "
		"WHERE ", " ORDER BY s.id LIMIT :limit" },
	[SELECT_BATCHES_SHOWN] = { OWN, true, SHOWN_COLUMNS, BATCHES_FIRST },
	[SELECT_IDS] = { OWN, false, "SELECT s.id FROM worker_sheet s "
		"WHERE ", " ORDER BY s.id" },
	[SELECT_COUNT] = { OWN, false, "SELECT count(*) FROM worker_sheet s "
		"WHERE ", "" },
	[SELECT_STATES] = { OWN, false, "SELECT s.state, count(*) FROM worker_sheet s "
		"WHERE ", " GROUP BY s.state" },
	[SELECT_FOUND] = { OWN, false, "SELECT s.id, s.state FROM worker_sheet s "
		"WHERE ", "" },
	[SELECT_SUMS] = { OWN, false, SUMS("s.open_errors", "s.open_warnings"), "" },
	[SELECT_SUMS_SHOWN] = { OWN, false, SUMS(SHOWN_ERRORS, SHOWN_WARNINGS), "" },
	[SELECT_TALLY_COUNT] = { TALLY, false, "SELECT COALESCE(sum(s.sheets), 0) FROM sheet_tally s "
		"WHERE ", "" },
	[SELECT_TALLY_STATES] = { TALLY, false, "SELECT s.state, sum(s.sheets) FROM sheet_tally s "
		"WHERE s.sheets > 0 AND ", " GROUP BY s.state" },
	[SELECT_WRITER_COUNT] = { WRITERS, false, "SELECT COALESCE(sum(s.sheets), 0) FROM writer_tally s "
		"WHERE ", "" },
	[SELECT_WRITER_STATES] = { WRITERS, false, "SELECT s.state, sum(s.sheets) FROM writer_tally s "
		"WHERE s.sheets > 0 AND ", " GROUP BY s.state" },
	[SELECT_CLOCK_COUNT] = { CLOCKS, false, "SELECT COALESCE(sum(s.sheets), 0) " OF_CLOCKS, "" },
	[SELECT_CLOCK_STATES] = { CLOCKS, false, "SELECT s.state, sum(s.sheets) " OF_CLOCKS, " GROUP BY s.state" },
	[SELECT_OWN_LATE] = { OWN, false, "SELECT s.state, " LATE_AND_SOON(IS_SOON, "1") "FROM worker_sheet s "
		"CROSS JOIN late "
		"WHERE ", " GROUP BY s.state" },
	[SELECT_CLOCK_LATE] = { CLOCKS, false, "SELECT s.state, " LATE_AND_SOON(DAY_IS_SOON, "s.sheets") CLOCKS_UNTIL,
		" GROUP BY s.state" },
	[SELECT_HAMLET_LATE] = { HAMLETS, false, "SELECT s.state, " LATE_AND_SOON("s.soon = 1", "s.sheets")
		"FROM late_seen s "
		"WHERE s.sheets > 0", " GROUP BY s.state" },
	[SELECT_HAMLET_STATES] = { HAMLETS, false, "SELECT s.state, sum(s.sheets) FROM late_seen s "
		"WHERE s.sheets > 0", " GROUP BY s.state" },
	[SELECT_WORD_COUNT] = { WORDS, false, "SELECT count(DISTINCT s.word), COALESCE(sum(s.sheets), 0) "
		"FROM sheet_word_tally s "
		"WHERE ", "" },
	[SELECT_WORD_STATES] = { WORDS, false, "SELECT s.state, sum(s.sheets) FROM sheet_word_tally s "
		"WHERE ", " GROUP BY s.state" },
	[SELECT_NAME_COUNT] = { NAMES, false, "SELECT count(DISTINCT s.sheet_id) FROM sheet_word s "
		"WHERE ", "" },
};

bool sheet_select_is_page(enum sheet_select what)
{
	return selects[what].page;
}

static enum over over_of(enum sheet_select what, const struct actor *actor)
{
	if (selects[what].over != OWN || !scope_is_by_commune(actor))
		return selects[what].over;
	return actor->commune_id != 0 ? COMMUNE : MANY;
}

/* The days stand beside what is late alone. */
bool sheet_select_tells_days(enum sheet_select what, uint64_t set)
{
	static const enum sheet_select by_days[] = { SELECT_MOST_LATE, SELECT_LEAST_LATE, SELECT_SOONEST,
		SELECT_MOST_LATE_SHOWN, SELECT_LEAST_LATE_SHOWN, SELECT_SOONEST_SHOWN };
	bool tells = (set & (bit_of(goes_less_late) | bit_of(goes_more_late) | bit_of(goes_less_soon) |
	                     bit_of(goes_sooner))) != 0;

	for (size_t i = 0; i < COUNT(by_days); i++)
		tells |= what == by_days[i];
	return tells;
}

/* What is late, and what will be soon, each for itself. */
static bool counts_late(enum sheet_select what)
{
	return what == SELECT_OWN_LATE || what == SELECT_CLOCK_LATE || what == SELECT_HAMLET_LATE;
}

bool sheet_select_can(enum sheet_select what, const struct actor *actor, uint64_t set)
{
	enum over over = over_of(what, actor);
	bool own = over == OWN || over == WRITERS || over == HAMLETS, can = own != scope_is_by_commune(actor);
	uint64_t late = counts_late(what) ? bit_of(is_late_or_soon) : bit_of(is_late);

	for (size_t i = 0; i < COUNT(conditions); i++)
		can &= (set & UINT64_C(1) << i) == 0 || conditions[i].of_page || conditions[i].texts[over] != NULL;
	can &= counts_late(what) || (set & bit_of(is_late_or_soon)) == 0;
	if (over == CLOCKS || over == HAMLETS || counts_late(what) || sheet_select_tells_days(what, set))
		return can && (set & late) != 0 && (over != HAMLETS || scope_reach(actor) == SCOPE_HAMLETS);
	if (over == NAMES)
		return can && scope_sees_all(actor) && (set & (bit_of(has_one_word) | bit_of(has_words))) != 0;
	return can && (over != WORDS || (set & bit_of(has_one_word)) != 0);
}

/* Areas at or below the one asked for, or what these came from; beside the scope, never instead of it. */
#define WITH_PLACE \
	", place(id) AS (SELECT id FROM area " \
	"WHERE id = :area " \
	"UNION " SCOPE_STEP_DOWN("place") ") "

/* Those of several communes are found by the index of each, and put in order. */
static bool is_by_time(enum sheet_select what)
{
	return what == SELECT_LATEST || what == SELECT_EARLIEST || what == SELECT_BATCHES || what == SELECT_LATEST_SHOWN ||
	       what == SELECT_EARLIEST_SHOWN || what == SELECT_BATCHES_SHOWN;
}

/* Few sheets have anything open, or what one rule finds: an index leads to them, not one of communes. */
static bool goes_along(enum sheet_select what, const struct actor *actor, uint64_t set)
{
	uint64_t few = bit_of(wants_unclean) | bit_of(wants_shown_unclean) | bit_of(has_rule);

	return (selects[what].page && !is_by_time(what)) || actor->commune_id != 0 ||
	       (selects[what].over == OWN && (set & few) != 0);
}

/* Of the rows of the tally: those of whole communes, or of their hamlets when an area is asked for. */
static const char *tally_rows(enum over over, uint64_t set)
{
	if (over != TALLY)
		return "";
	bool of_hamlets = (set & (bit_of(has_area) | bit_of(names_no_hamlet))) != 0;
	return of_hamlets ? " AND s.area_id >= 0" : " AND s.area_id = " STORE_WHOLE;
}

bool sheet_select_binds_latest(enum sheet_select what, const struct actor *actor)
{
	enum over over = over_of(what, actor);

	return over == OWN || over == MANY || over == COMMUNE;
}

const char *sheet_select_text(struct arena *arena, enum sheet_select what, const struct actor *actor, uint64_t set)
{
	enum over over = over_of(what, actor);
	struct buf sql;

	buf_init(&sql, arena, SQL_LIMIT);
	buf_text(&sql, scope_with(actor));
	buf_text(&sql, (set & bit_of(has_area)) != 0 ? WITH_PLACE : "");
	buf_text(&sql, (set & (bit_of(is_late) | bit_of(is_late_or_soon))) != 0 ? STAGE_LATE_ANY_WITH : "");
	buf_text(&sql, (set & bit_of(is_found)) != 0 ? ", " IDS_PLACES : "");
	if (over == HAMLETS)
		buf_text(&sql, counts_late(what) ? LATE_OR_SOON_SEEN_WITH : LATE_SEEN_WITH);
	buf_text(&sql, selects[what].begin);
	if (selects[what].page && what != SELECT_OLDEST_BRIEF)
		buf_text(&sql, over == MANY ? LIST_OF_MANY : LIST_OF_ONE);
	if (over != HAMLETS)
		buf_text(&sql, goes_along(what, actor, set) ? scope_ordered(actor) : scope_sheets(actor));
	buf_text(&sql, tally_rows(over, set));
	for (size_t i = 0; i < COUNT(conditions); i++) {
		if ((set & UINT64_C(1) << i) != 0 && (selects[what].page || !conditions[i].of_page))
			buf_text(&sql, conditions[i].texts[over]);
	}
	buf_text(&sql, selects[what].end);
	return sql.data;
}

/* ---- all of them ---- */

/* Pairs once for each thing that is gone over: what is selected from it stands apart from them. */
static void tell_select(const struct shape_walk *walk, enum sheet_select what, const struct actor *actor)
{
	bool pairs = what == SELECT_NEWEST || what == SELECT_TALLY_COUNT || what == SELECT_WRITER_COUNT ||
	             what == SELECT_WORD_COUNT || what == SELECT_CLOCK_COUNT;
	unsigned count = pairs ? SHAPE_SETS(COUNT(conditions)) : SHAPE_ALONE(COUNT(conditions));

	for (unsigned n = 0; n < count; n++) {
		uint64_t set = shape_set(COUNT(conditions), n);
		if (sheet_select_can(what, actor, set))
			shape_tell(walk, "sheet_select.c", sheet_select_text(walk->arena, what, actor, set),
			           "select %u, %s%s, conditions %llx", what, role_code(actor->role),
			           actor->commune_id != 0 ? " of one commune" : "", (unsigned long long)set);
	}
}

void sheet_select_shapes(const struct shape_walk *walk)
{
	for (unsigned form = 0; form < 2 * ROLE_COUNT; form++) {
		const struct actor actor = { .role = (enum role)(form / 2), .commune_id = form % 2 };
		for (unsigned what = 0; what < SELECT_COUNT_OF; what++)
			tell_select(walk, (enum sheet_select)what, &actor);
	}
}
