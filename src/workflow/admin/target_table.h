/* A table of targets, read from a file or typed: judged as a whole, and written as a whole or not at all.
 *
 * A line is an area with its figures; where a is not said the last figure alone. d = a - b; c is a quarter of b, half
 * up, unless it is said; e = c + d. A line whose area stands above others of the table is the sum of those right below
 * it, a line of sums that of all that stand below none. One wrong figure, and nothing is written. */
#ifndef WORKFLOW_ADMIN_TARGET_TABLE_H
#define WORKFLOW_ADMIN_TARGET_TABLE_H

#include "store/campaign/area_match.h"
#include "workflow/workflow.h"

/* Expected labour force, surveyed before, of those to have changed, new, to survey. */
enum target_figure { TARGET_A, TARGET_B, TARGET_C, TARGET_D, TARGET_E, TARGET_FIGURES };
enum { TARGET_NAME = -1, TARGET_LINES_MOST = 20000 };

struct target_line {
	const char *name;               /* or code, as it stands in the table */
	const char *due_on;             /* ISO; or NULL */
	bool sum;                       /* "Tổng cộng": it is checked, never stored */
	int64_t figures[TARGET_FIGURES]; /* as said; -1: not. Out: as worked out */
	const struct area *area;        /* out; NULL: of a sum, or nobody knows which */
};

/* What is wrong: a whole sentence. */
struct target_fault { size_t line; int figure; const char *text; };

struct target_table {
	int64_t campaign_id;
	struct target_line *lines;
	size_t count;
	/* out: */
	struct target_fault *faults;
	size_t fault_count;
	int64_t new, changed, same;     /* lines but those of sums */
};

/* True for the words with which a line of sums begins. */
bool target_is_sum(struct arena *arena, const char *name);
/* Works out what is not said of the figures; the one that disagrees with the others, or TARGET_FIGURES. */
enum target_figure target_work_out(int64_t figures[TARGET_FIGURES]);
/* Reads alone: finds the areas, works out, compares the sums. Faults are no error. */
enum err target_table_judge(struct db *db, struct arena *arena, struct target_table *table, struct error *error);
/* In a task, after it was judged there without a fault: each line that says something else than stands there is written
 * with its event. */
enum err target_table_write(struct db *db, struct request_head *head, struct target_table *table, struct error *error);

struct target_table_order {
	struct request_head head;
	struct target_table table;
};
/* Both. ERR_UNPROCESSABLE: table.faults say why; ERR_CONFLICT: the campaign is closed. */
enum err admin_set_targets(struct target_table_order *order, struct error *error);

#endif
