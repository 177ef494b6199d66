/* Reconciliation (đối soát): the list of people to be surveyed against the sheets of its campaign, and what is decided
 * where they do not agree. */
#ifndef WORKFLOW_ROSTER_RECONCILE_LINES_H
#define WORKFLOW_ROSTER_RECONCILE_LINES_H

#include "store/roster/reconcile.h"
#include "workflow/workflow.h"

/* One human, as the list has him, as a sheet has him, or both. */
struct reconcile_line {
	enum reconcile result;
	const struct roster_entry *row; /* NULL: on a sheet alone */
	const struct reconcile_sheet *sheet; /* NULL: on the list alone */
	const char *fields;             /* the columns that differ, "birth_date, sex"; "" */
	const struct reconcile_decision *decision; /* while what differs is what it was about; or NULL */
	int64_t person_id;              /* on the list alone: who is known by that number, from elsewhere or before */
};

struct reconcile_lines {
	struct reconcile_line *items;   /* those of the list first, as one walks; then the sheets alone, by id */
	size_t count;
	int64_t campaign_id;
};

/* Who is the same: whose sheet was begun from the row, or has its number; else whose name sounds the same and whose
 * birth date is close, where the numbers allow it and nobody else comes into question. Pure. */
void reconcile_match(struct arena *arena, const struct roster_entry *rows, size_t row_count,
                     const struct reconcile_sheet *sheets, size_t sheet_count, struct reconcile_lines *out);

/* Both of a campaign in an area (0: all that the actor has), with the decisions. campaign_id 0: the newest that has a
 * list there. */
enum err reconcile_read(struct db *db, struct arena *arena, const struct actor *actor, int64_t campaign_id,
                        int64_t area_id, struct reconcile_lines *out, struct error *error);

struct reconcile_order {
	struct request_head head;
	const char *field;              /* out: choice, note */
	int64_t campaign_id, roster_id, sheet_id;
	int64_t row_version;            /* of the row of the list, as it was shown; 0: not said */
	enum reconcile_choice choice;
	const char *note;               /* or NULL; NOTED and LIST need one */
};

/* SHEET: the list takes what the sheet says, or the person. ERR_CONFLICT: there is no such line any more, or
 * its row was changed since. */
enum err workflow_reconcile(struct reconcile_order *order, struct error *error);

#endif
