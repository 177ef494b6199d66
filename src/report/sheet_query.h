/* What the tables of sheets ask for: their filters, read from a query or a posted form, and the rows that answer. */
#ifndef REPORT_SHEET_QUERY_H
#define REPORT_SHEET_QUERY_H

#include <stddef.h>

#include "store/sheet/sheet.h"
#include "table/table.h"

/* The filter of every table of sheets. */
struct sheet_query {
	struct sheet_filter sheets;
};

/* Rows of table.filters. q: an identity number when it is digits (spaces, dots forgiven), at least three, 9 or 12 of
 * them exactly, else its beginning; a paper number when digits stand with letters, "/" or "-"; else words of the
 * name. With it comes s: a q that was sealed, instead of q. */
#define FILTER_OF_STATE { "state", MSG_HEAD_STATE, &filter_state, offsetof(struct sheet_query, sheets.state), \
	"worker_sheet_state" }
#define FILTER_OF_AREA { "area", MSG_LEVEL_AREA, &filter_area, offsetof(struct sheet_query, sheets.area_id), \
	"worker_sheet_area" }
#define FILTER_OF_CAMPAIGN { "campaign", MSG_FILTER_CAMPAIGN, &filter_campaign, \
	offsetof(struct sheet_query, sheets.campaign_id), "worker_sheet_campaign" }
#define FILTER_OF_ENUMERATOR { "enumerator", MSG_HEAD_ENUMERATOR, &filter_enumerator, \
	offsetof(struct sheet_query, sheets.enumerator_id), "worker_sheet_enumerator" }
#define FILTER_OF_CLEAN { "clean", MSG_HEAD_FOUND, &filter_clean, offsetof(struct sheet_query, sheets.clean), \
	"worker_sheet_open" }
/* What stands longer in its stage than its campaign allows, today. */
#define FILTER_OF_LATE { "late", MSG_HEAD_LATE, &filter_late, offsetof(struct sheet_query, sheets.late_on), \
	"worker_sheet_clock" }
#define FILTER_OF_NO_HAMLET { "no_hamlet", MSG_LEVEL_HAMLET, &filter_no_hamlet, \
	offsetof(struct sheet_query, sheets.no_hamlet), "worker_sheet_area" }
#define FILTER_OF_RULE { "rule", MSG_RULE_LABEL, &filter_rule, offsetof(struct sheet_query, sheets.rule), \
	"finding_sheet" }
#define FILTER_OF_Q { "q", MSG_SEARCH, &filter_q, 0, "worker_sheet_citizen" }, \
	{ "s", MSG_SEARCH, &filter_s, 0, "worker_sheet_citizen" }
/* The same from a list to choose from: who writes in the communes, what is found, the rules that are open. */
#define FILTER_OF_WRITER { "enumerator", MSG_HEAD_ENUMERATOR, &filter_writer, \
	offsetof(struct sheet_query, sheets.enumerator_id), "worker_sheet_enumerator" }
#define FILTER_OF_OUTCOME { "clean", MSG_HEAD_FOUND, &filter_outcome, offsetof(struct sheet_query, sheets.clean), \
	"worker_sheet_open" }
#define FILTER_OF_OPEN_RULE { "rule", MSG_FILTER_RULE, &filter_open_rule, offsetof(struct sheet_query, sheets.rule), \
	"finding_rule" }
extern const struct filter_kind filter_q, filter_s;
/* ---- sheet_filters.c ---- */
extern const struct filter_kind filter_state, filter_area, filter_campaign, filter_enumerator, filter_writer,
	filter_late, filter_late_held, filter_no_hamlet, filter_clean, filter_outcome, filter_rule, filter_open_rule;
/* ---- sheet_query.c ---- */

/* For table.begin of a table whose filter is a sheet_query: findings that are not for the actor do not count, and a
 * search by number is admitted. ERR_TOO_MANY when the actor has looked for too many. */
enum err sheet_query_begin(struct table_ask *ask, struct error *error);

/* The same of a queue: the sheets in that state, oldest first. */
enum err sheet_query_queue(struct table_ask *ask, enum state state, struct error *error);

/* The row of every table of sheets. */
struct sheet_line {
	struct sheet_row sheet;
	const char *number;             /* of the paper, else in here: what pages call the sheet */
	int64_t late;                   /* days; 0: it is not late */
};

/* For table.read, .ids and .link of a table of sheet_line. */
enum err sheet_query_read(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error);
/* The same with the sums of what is open. */
enum err sheet_query_read_sums(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error);
enum err sheet_query_ids(struct db *db, struct table_ask *ask, int64_t **ids, size_t *count, struct error *error);
const char *sheet_query_link(struct table_ask *ask, const void *row);

#define SHEET_AT(member) offsetof(struct sheet_line, sheet.member)

/* Columns of tables of sheet_line. */
#define SHEET_NAME { .question = MEANING_full_name, .head = MSG_HEAD_NAME, .kind = KIND_PERSON, \
	.at = SHEET_AT(full_name) }
#define SHEET_BIRTH_DATE { .question = MEANING_birth_date, .head = MSG_HEAD_BIRTH, .kind = KIND_DAY, \
	.at = SHEET_AT(birth_date) }
#define SHEET_SEX { .question = MEANING_sex, .head = MSG_HEAD_SEX, .kind = KIND_SEX, .at = SHEET_AT(sex) }
#define SHEET_CITIZEN_ID { .question = MEANING_citizen_id, .head = MSG_HEAD_CITIZEN_ID, .kind = KIND_NUMBER, \
	.at = SHEET_AT(citizen_id) }
#define SHEET_PAPER_NO { .question = MEANING_paper_no, .head = MSG_HEAD_PAPER_NO, .kind = KIND_PAPER, \
	.at = SHEET_AT(paper_no) }
#define SHEET_HAMLET { "area", MSG_LEVEL_HAMLET, KIND_HAMLET, SHEET_AT(area_name), COLUMN_ANYWHERE, 0 }
#define SHEET_COMMUNE { "commune", MSG_LEVEL_COMMUNE, KIND_NAME, SHEET_AT(commune_name), COLUMN_ANYWHERE, 0 }
#define SHEET_STATE { "state", MSG_HEAD_STATE, KIND_STATE, SHEET_AT(state), COLUMN_ANYWHERE, 0 }
#define SHEET_LATE_AT offsetof(struct sheet_line, late)
#define SHEET_LATE { "late", MSG_HEAD_LATE, KIND_LATE, SHEET_LATE_AT, COLUMN_ANYWHERE, 0 }
#define SHEET_ERRORS { "open_errors", MSG_HEAD_ERRORS, KIND_ERRORS, SHEET_AT(open_errors), COLUMN_ANYWHERE, 0 }
#define SHEET_WARNINGS { "open_warnings", MSG_HEAD_WARNINGS, KIND_WARNINGS, SHEET_AT(open_warnings), \
	COLUMN_ANYWHERE, 0 }
#define SHEET_ENUMERATOR { "enumerator", MSG_HEAD_ENUMERATOR, KIND_NAME, SHEET_AT(enumerator_name), \
	COLUMN_ANYWHERE, 0 }
#define SHEET_SINCE { "since", MSG_HEAD_SINCE, KIND_TIME, SHEET_AT(since), COLUMN_ANYWHERE, 0 }
/* In files; pages have the number of the paper. */
#define SHEET_ID { "id", MSG_HEAD_ID, KIND_ID, SHEET_AT(id), COLUMN_FILE, 0 }
#define SHEET_NUMBER { "number", MSG_HEAD_PAPER_NO, KIND_PAPER, offsetof(struct sheet_line, number), COLUMN_SHOWN, 0 }
/* Those that stand in files alone. */
#define SHEET_FILE_COLUMNS \
	{ .question = MEANING_paper_no, .kind = KIND_PAPER, .at = SHEET_AT(paper_no), .place = COLUMN_FILE }, \
	{ .question = MEANING_collected_on, .kind = KIND_DAY, .at = SHEET_AT(collected_on), .place = COLUMN_FILE }, \
	{ "commune", MSG_LEVEL_COMMUNE, KIND_NAME, SHEET_AT(commune_name), COLUMN_FILE, 0 }, \
	{ "row_version", MSG_HEAD_ID, KIND_ID, SHEET_AT(row_version), COLUMN_FILE, 0 }

#define SHEET_FILE_OPEN \
	{ "open_errors", MSG_HEAD_ERRORS, KIND_ERRORS, SHEET_AT(open_errors), COLUMN_FILE, 0 }, \
	{ "open_warnings", MSG_HEAD_WARNINGS, KIND_WARNINGS, SHEET_AT(open_warnings), COLUMN_FILE, 0 }
#define SHEET_FILE_ID { "id", MSG_HEAD_ID, KIND_ID, SHEET_AT(id), COLUMN_FILE, 0 }
/* Besides, of a queue: all its sheets stand in one state. */
#define SHEET_FILE_QUEUE \
	{ .question = MEANING_sex, .head = MSG_HEAD_SEX, .kind = KIND_SEX, .at = SHEET_AT(sex), .place = COLUMN_FILE }, \
	{ "state", MSG_HEAD_STATE, KIND_STATE, SHEET_AT(state), COLUMN_FILE, 0 }, \
	SHEET_FILE_OPEN, SHEET_FILE_ID, SHEET_FILE_COLUMNS

/* Sorts of lists of any state. */
#define SORT_OF_ID { .at = SHEET_AT(id), .index = "worker_sheet_commune" }
#define SORT_OF_SINCE { .at = SHEET_AT(since), .index = "worker_sheet_since", .narrow = true }
#define SORT_OF_ID_IN_STATE { .at = SHEET_AT(id), .index = "worker_sheet_any_state" }
/* Of what is late alone: the index leads to it, and it is put in order in memory. */
#define SORT_OF_LATE { .at = SHEET_LATE_AT, .index = "worker_sheet_clock", .only = "late", .greatest = true }

/* What every table is whose rows begin with a sheet_line. */
#define SHEET_LINES(type, begins, reads) \
	.row_size = sizeof(type), .shows = SHOWS_SHEETS, .id = SHEET_AT(id), .commune = SHEET_AT(commune_id), \
	.begin = begins, .read = reads, .ids = sheet_query_ids, .link = sheet_query_link

#endif
