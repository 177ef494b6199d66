/* Giving people of the list to members of the Tổ, taking them back, and why somebody cannot be surveyed. */
#ifndef WORKFLOW_ROSTER_ASSIGN_H
#define WORKFLOW_ROSTER_ASSIGN_H

#include "store/roster/roster_assignment.h"
#include "workflow/workflow.h"

/* ---- giving: assign.c ---- */

struct roster_order {
	struct request_head head;
	const char *field;              /* out, with ERR_UNPROCESSABLE: the input, or NULL */
	int64_t campaign_id, area_id;   /* a commune or a hamlet of the actor */
	const char *household;          /* its number or head; NULL: all */
	const int64_t *ids;             /* these rows alone, with one member; NULL: all that nobody has */
	size_t count;
	const int64_t *members;         /* one: all are his; several: spread evenly (workflow/roster/spread.h) */
	size_t member_count;
	int64_t cap;                    /* 0: none; how many one may have to survey in the end */
	int64_t expected;               /* how many the preview gave; -1: not said */
};

/* What would come of it. */
struct roster_share { int64_t hamlet_id, member_id, people; const char *hamlet_name, *member_name; };
struct roster_plan {
	struct roster_entry *rows;      /* that are given, in the order in which one walks */
	int64_t *members;               /* who gets each; 0: nobody */
	size_t count;
	struct roster_share *shares;    /* hamlet by hamlet */
	size_t share_count;
	int64_t given, left_out;
};

/* In a reader. ERR_UNPROCESSABLE with field: nobody is named who works there. */
enum err roster_plan(struct db *db, struct roster_order *order, struct roster_plan *out, struct error *error);
/* Gives as planned now; each member's part is an assignment of today. ERR_CONFLICT: others than were shown, or none. */
enum err workflow_roster_assign(struct roster_order *order, struct error *error);

/* ---- taking back, reasons: mark.c ---- */

struct roster_mark {
	struct request_head head;
	const char *field;              /* out */
	int64_t id, row_version;        /* as it was shown; 0: not said */
	enum roster_reason reason;      /* why he cannot be surveyed; NONE: he can */
	const char *text;               /* a word about it, or why he is given back */
};

/* Who has him to survey, the leader of his hamlet and the officer say so. ERR_CONFLICT where a sheet speaks for him, or
 * he is marked already. OTHER needs a word. */
enum err workflow_roster_reason(struct roster_mark *mark, struct error *error);
/* The member gives him back with a reason; an officer takes him from the member. ERR_CONFLICT where nobody has him. */
enum err workflow_roster_back(struct roster_mark *mark, struct error *error);

#endif
