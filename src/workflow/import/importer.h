/* What can be imported from tables, each declared once: its columns (form/import_column.h), who may, how a row is
 * judged, and how it is written. The engine (workflow/import/import.h) reads the file, meets heads with columns, finds
 * rows that stand twice in it, and tells of each row what became of it.
 *
 * Judging reads alone; writing follows right after it, in the same task, and only what was judged new or changed. */
#ifndef WORKFLOW_IMPORT_IMPORTER_H
#define WORKFLOW_IMPORT_IMPORTER_H

#include "form/import_column.h"
#include "store/import/import_row.h"
#include "workflow/workflow.h"

/* ---- a file, as whoever reads it gives it ---- */

enum { CELL_BYTES = 4096 };

enum import_cell_kind {
	CELL_EMPTY,
	CELL_TEXT,
	CELL_NUMBER,                    /* as the shortest decimal */
	CELL_DAY,                       /* by its format: ISO */
	CELL_TIME,                      /* a day with a time of day */
	CELL_BOOLEAN,                   /* "1" or "0" */
	CELL_FAULT,                     /* #N/A and the like: its text */
	CELL_NO_VALUE,                  /* a formula that nobody worked out */
	CELL_LONG,                      /* a text of more than CELL_BYTES, which nothing that is imported has */
	CELL_MERGED                     /* belongs to one above or before it */
};

struct import_cell {
	enum import_cell_kind kind;
	const char *text;               /* "" for none; UTF-8 as it stands in the file */
};

struct import_line {
	int64_t number;                 /* as a spreadsheet counts, from 1 */
	bool hidden;
	const struct import_cell *cells;
	size_t count;                   /* cells behind them are empty */
};

/* ---- one row that is judged ---- */

enum { FAULTS_MOST = 40 };

/* What is wrong with a row: a whole sentence that says what to do. */
struct import_fault {
	int column;                     /* of the importer; -1: of the whole row */
	const char *text;
};

enum import_outcome {
	OUTCOME_REJECTED,
	OUTCOME_NEW,
	OUTCOME_CHANGED,
	OUTCOME_SAME
};

struct import_record {
	int64_t number;                 /* of its row in the file */
	const char *const *values;      /* by column, as typed, cleaned; days as yyyy-mm-dd; NULL: nothing */
	char digest[HASH_TEXT];         /* of the values after folding */
	struct import_fault faults[FAULTS_MOST];
	size_t fault_count;
	void *judged;                   /* of the importer: from judging to writing */
};

/* What all rows of an import share. */
struct import_work {
	const struct importer *importer;
	const struct import_columns *columns;
	const struct workflow *workflow;
	const struct actor *actor;
	const struct campaign *campaign; /* NULL: none was said */
	const char *area, *day;         /* of rows that do not say theirs; NULL: not said */
	bool whole;                     /* the table has everybody: who is not in it is gone */
	int64_t import_id;              /* 0: it is only tried */
	const char *file, *sheet;       /* names */
	struct arena *arena;            /* of the piece of rows at hand */
	struct db *db;                  /* the same */
	const char *now;
	int64_t task;                   /* counts the tasks that were tried */
	void *kept, *places;            /* of the importer, of places.h; in kept_arena: from row to row of one import */
	struct arena *kept_arena;
	/* A first password for a new account: its digest; NULL: it gets none. */
	enum err (*password)(void *arg, const char *username, const char **hash, struct error *error);
	void *password_arg;
};

enum import_need {
	IMPORT_NEEDS_NOTHING = 0,
	IMPORT_NEEDS_CAMPAIGN = 1,
	IMPORT_WRITES_SAME = 4,         /* that a row stands in the table is written even where it changes nothing */
	IMPORT_NEEDS_OFFICER = 2        /* is done as by an officer (importers that give rights are an administrator's) */
};

/* Sets record->faults, or the outcome and what writing needs. Errors are of the environment. */
typedef enum err import_judge(struct import_work *work, struct import_record *record, enum import_outcome *outcome,
                              struct error *error);
typedef enum err import_write(struct import_work *work, struct import_record *record, struct error *error);
/* After the last row, in the task that says that the import is done. */
typedef enum err import_finish(struct import_work *work, struct error *error);
/* What tells rows of one thing apart from others in a file; NULL: what the whole row says. */
typedef const char *import_key(const struct import_work *work, const struct import_record *record);

struct importer {
	const char *code;               /* "members" */
	enum import_table table;
	enum message title;
	unsigned needs;
	uint32_t roles;                 /* who may on the pages */
	import_key *key;
	import_judge *judge;
	import_write *write;
	import_finish *finish;          /* or NULL */
};

/* All of them; targets, which are judged as a whole, are none (workflow/admin/target_table.h). */
const struct importer *importers(size_t *count);
/* NULL: there is none of that code. */
const struct importer *importer_find(const char *code);

/* ---- for importers ---- */

/* The value of the column of that name, or NULL. */
const char *import_value(const struct import_work *work, const struct import_record *record, const char *name);
/* Adds a fault about the column of that name (NULL: the row). {1} and {2} of the message are replaced. */
void import_blame(const struct import_work *work, struct import_record *record, const char *name, enum message message,
                  const char *one, const char *two);
/* The same of a sentence. */
void import_blame_text(const struct import_work *work, struct import_record *record, const char *name,
                       const char *text);
/* The head of a request in its task. */
struct request_head import_head(const struct import_work *work);

/* ---- import_employers.c, import_members.c, import_roster.c, import_sheets.c, import_users.c ---- */
import_judge import_judge_user, import_judge_member, import_judge_sheet, import_judge_roster,
	import_judge_employer;
import_write import_write_user, import_write_member, import_write_sheet, import_write_roster,
	import_write_employer;
import_key import_key_user, import_key_member, import_key_sheet, import_key_roster, import_key_employer;
import_finish import_finish_roster;

#endif
