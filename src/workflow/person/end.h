/* The end of a person, and taking it back: the officer's word, what the police returned a sheet for, what the list says
 * why he cannot be surveyed. */
#ifndef WORKFLOW_PERSON_END_H
#define WORKFLOW_PERSON_END_H

#include "store/person/person_end.h"
#include "store/roster/roster.h"
#include "workflow/workflow.h"

struct end_request {
	struct request_head head;       /* made: the person */
	const char *field;              /* out, with ERR_UNPROCESSABLE: reason, day, note */
	int64_t person_id;
	enum end_reason reason;         /* END_NONE: it is taken back */
	const char *day;                /* ISO; NULL: it was no day */
	const char *note;               /* or why it is taken back */
};

/* The officer must see a sheet of the person, else ERR_NOT_FOUND. ERR_CONFLICT: he has ended already, or has no end to
 * be taken back; ERR_UNPROCESSABLE: no reason, no day or one ahead, no word of why it is taken back. */
enum err workflow_person_end(struct end_request *request, struct error *error);
enum err workflow_person_end_undo(struct end_request *request, struct error *error);

/* ---- what follows from other moves; on the writer ---- */

/* The police returned the sheet because its person has died or moved away; or that return does not hold any more. */
enum err end_follow_police(struct db *db, const struct request_head *head, const struct sheet *sheet,
                           int64_t police_reason, struct error *error);
enum err end_undo_police(struct db *db, const struct request_head *head, int64_t sheet_id, const char *reason,
                         struct error *error);
/* The row of a list says so of a number; or, with the reason NONE, no more. Of somebody whom its commune has never had
 * a sheet of by that name it ends nothing. */
enum err end_follow_roster(struct db *db, const struct request_head *head, const struct roster_entry *row,
                           enum roster_reason reason, struct error *error);

#endif
