/* What the files of store/ share: their tables of statements, and growing lists of rows. */
#ifndef STORE_TABLES_H
#define STORE_TABLES_H

#include "base/code.h"
#include "base/memory.h"
#include "db/db.h"
#include "form/form.h"

extern const struct db_statements access_statements, act_statements, code_check_statements, who_saw_statements;
extern const struct db_statements area_above_statements, area_match_statements, area_tree_statements,
	campaign_set_statements,
	event_statements, log_statements, finding_statements, batch_statements, aside_statements,
	awaiting_statements,
	bundle_statements, carried_statements, outcome_statements, handback_statements, held_statements,
	minutes_statements, job_statements,
	form_token_statements, notice_statements, paper_statements,
	price_statements, owed_statements, payment_statements,
	person_statements, plan_statements, progress_statements, quality_statements, record_statements,
	recheck_statements, rule_statements, scope_statements, sheet_check_statements, sheet_word_statements;
extern const struct db_statements archive_statements, person_end_statements, reconcile_statements,
	roster_statements, roster_assignment_statements,
	roster_list_statements;
extern const struct db_statements stage_statements, typed_statements, user_ended_statements;
extern const struct db_statements duplicate_statements, duplicate_decision_statements, person_join_statements;

/* The statements of worker_sheet that follow from the form's fields; composed once by sheet_compose(). */
const struct db_statements *sheet_compose(struct arena *arena, const struct form *form);

/* A sheet that speaks for somebody, as the indexes worker_sheet_live_* have it. (NOT IN would make a table of the
 * three for each row.) */
#define STORE_LIVE(s) STATES_SILENT(STORE_IS_NOT, " AND ", s)
#define STORE_IS_NOT(name, s) s ".state <> " STATE_SQL(name)

/* The live sheet that speaks for who is on the row r of a list: begun from it, or of the same number. */
#define ROSTER_SHEET_OF \
	"COALESCE((SELECT s.id FROM worker_sheet s " \
	"WHERE s.id = r.sheet_id AND " STORE_LIVE("s") "), " \
	"(SELECT min(s.id) FROM worker_sheet s " \
	"WHERE s.citizen_id = r.citizen_id AND s.commune_id = r.commune_id AND s.campaign_id = r.campaign_id AND " \
	STORE_LIVE("s") "))"

/* Who is on the row r of a list has ended (store/person/person_end.h). */
#define ROSTER_ENDED \
	"EXISTS (SELECT 1 FROM person ended " \
	"JOIN person_end e ON e.person_id = ended.id AND e.undone_at IS NULL " \
	"WHERE ended.citizen_id = r.citizen_id)"

/* area_id of the rows of sheet_tally and progress_day that are of a whole commune. Beside them stand those of its
 * hamlets, and of what is in none (0). */
#define STORE_WHOLE "-1"

/* A finding f that is one: not a confirmation kept aside (store/sheet/finding.h). */
#define STORE_STANDS "(f.severity <> " SEVERITY_SQL(I) " OR f.confirmed_by IS NULL)"

/* That column of the rows which only one of two SELECTs has; of one such row. */
#define STORE_DIFFERENCE(column, a, b) \
	"WITH a AS MATERIALIZED (" a "), b AS MATERIALIZED (" b ") " \
	"SELECT " column " FROM (SELECT * FROM a EXCEPT SELECT * FROM b) x " \
	"UNION ALL " \
	"SELECT " column " FROM (SELECT * FROM b EXCEPT SELECT * FROM a) y LIMIT 1"

/* A growing array in an arena. */
struct rows {
	void *items;
	size_t count, room;
};

/* One more zeroed row at the end; pointers to earlier rows do not stay valid. */
void *rows_add(struct rows *rows, struct arena *arena, size_t size);

/* The first column of the only row that the statement gives. */
enum err read_number(struct db *db, struct db_row *row, int64_t *out, struct error *error);

/* The value of a code that a column holds, 0 for NULL. A text that is no code is told by db_end() and by the next
 * step: what was read is nothing to go by. */
int read_code(struct db_row *row, int column, const struct codes *codes);
enum state read_state(struct db_row *row, int column);

/* A time: UTC as text here, seconds since 1970 in the row; NULL stays NULL. */
void bind_time(struct db_row *row, const char *name, const char *utc);
const char *read_time(struct db_row *row, int column, struct arena *arena);

/* Ids told as one text, one after the other: the relation of their places, for a WITH RECURSIVE, and the id of a
 * place. Bound by bind_ids(). */
enum { IDS_DIGITS = 19 };
#define IDS_PLACES \
	"ids_place(n) AS (SELECT 1 " \
	"UNION ALL " \
	"SELECT n + 1 FROM ids_place " \
	"WHERE n < :ids_count) "
#define IDS_ID "CAST(substr(:ids, n * 19 - 18, 19) AS BIGINT)"
void bind_ids(struct db_row *row, struct arena *arena, const int64_t *ids, size_t count);

/* For verification: fails with what the statement's first row begins with, "sheet 12: what", "rule W13: what"; ERR_OK
 * when it gives no row. */
enum err verify_none(struct db *db, const struct db_statement *statement, const char *whose, const char *what,
                     struct error *error);

/* ---- every text that is composed, for a test that has another engine prepare them ---- */
struct shape_walk {
	struct arena *arena;                    /* reset after each text */
	void (*tell)(void *arg, const char *file, const char *name, const char *sql);
	void *arg;
};

/* The n-th set of conditions (bits): none and each alone come first, SHAPE_ALONE of them; with each pair, some sets
 * twice, SHAPE_SETS. */
#define SHAPE_ALONE(conditions) ((conditions) + 1)
#define SHAPE_SETS(conditions) (((conditions) + 1) * ((conditions) + 1))
uint64_t shape_set(unsigned conditions, unsigned n);
/* Tells a text of the file; format: which of the file's it is. */
void shape_tell(const struct shape_walk *walk, const char *file, const char *sql, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* Each tells what its file composes. */
void duplicate_decided_shapes(const struct shape_walk *walk);
void log_shapes(const struct shape_walk *walk);
void quality_shapes(const struct shape_walk *walk);
void reconcile_shapes(const struct shape_walk *walk);
void roster_assignment_shapes(const struct shape_walk *walk);
void roster_shapes(const struct shape_walk *walk);
void sheet_select_shapes(const struct shape_walk *walk);
void team_shapes(const struct shape_walk *walk);
void user_shapes(const struct shape_walk *walk);

#endif
