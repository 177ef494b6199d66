/* The list of people to be surveyed: judging and writing what it says of somebody, typed on a page or read from a file.
 *
 * From a file: roster_list_open() once, as a task; for each row roster_judge() in any reader or on the writer (a row
 * that it refuses is rejected), roster_key() against other rows of the file, and roster_put() within a task, as many
 * rows to a transaction as one likes: what was written before a restart is SAME afterwards. roster_list_close() when
 * all rows are in; roster_put() with list 0 and `look` set only tells what would come of it. */
#ifndef WORKFLOW_ROSTER_ROSTER_PUT_H
#define WORKFLOW_ROSTER_ROSTER_PUT_H

#include "store/roster/roster.h"
#include "workflow/workflow.h"

/* Where a list belongs. */
struct roster_place {
	int64_t campaign_id, commune_id;
	const struct actor *actor;      /* the hamlets must be his; NULL: a command */
	struct date today;
};

/* Whether the facts can stand in the list. ERR_UNPROCESSABLE with *field, the name of the column (full_name,
 * birth_date, sex, citizen_id, address, household_no, household_head, note, area), and a sentence. */
enum err roster_judge(struct db *db, struct arena *arena, const struct roster_place *place,
                      const struct roster_facts *facts, const char **field, struct error *error);

/* Two rows of a file with the same key speak of the same human: by the number, else by name, birth date and hamlet. */
const char *roster_key(struct arena *arena, const struct roster_facts *facts);
/* The same of both but for case, spaces and marks, where both say something; where `before` says nothing and `after`
 * does, they differ. *names: the columns that differ, "birth_date, address"; or NULL. */
bool roster_is_same(struct arena *arena, const struct roster_facts *before, const struct roster_facts *after,
                    const char **names);

enum roster_put { ROSTER_PUT_NEW, ROSTER_PUT_CHANGED, ROSTER_PUT_SAME };

struct roster_row_put {
	const struct roster_place *place;
	int64_t list_id;                /* 0: typed by the actor of the head */
	bool look;                      /* nothing is written */
	const struct roster_facts *facts;
	enum roster_put result;         /* out */
	int64_t id;                     /* out: of the row; 0: looked only, and it is new */
};

/* Of somebody who is on the list nothing is erased by a row that does not say it; the police's word for the source
 * stands against others. Judge first. On the writer, unless `look`. */
enum err roster_put(struct db *db, struct request_head *head, struct roster_row_put *put, struct error *error);

/* Begins a version of the list and says so in the history; list->made_at is the head's. On the writer. */
enum err roster_list_open(struct db *db, struct request_head *head, struct roster_list *list, struct error *error);
/* It is read to its end: who of a whole list is not in it is gone. On the writer. */
enum err roster_list_close(struct db *db, struct request_head *head, int64_t list_id, int64_t *gone,
                           struct error *error);

/* ---- what a page asks for: roster_edit.c ---- */

struct roster_edit {
	struct request_head head;       /* made: the row */
	const char *field;              /* out, with ERR_UNPROCESSABLE: the input, or NULL */
	int64_t id;                     /* 0: a new one */
	int64_t row_version;            /* as it was shown; 0: not said */
	int64_t campaign_id;            /* of a new one; 0: the one open campaign of the hamlet */
	struct roster_facts facts;      /* of an enumerator and a hamlet leader the source is the member */
};

/* ERR_NOT_FOUND when there is no such row that the actor sees; ERR_CONFLICT when it was changed since;
 * ERR_UNPROCESSABLE when somebody of that number, or name, birth and hamlet, is on the list. */
enum err workflow_roster_save(struct roster_edit *edit, struct error *error);

#endif
