/* A change sheet (kinds 2 to 4): a new sheet of somebody whose last accepted answers are known. */
#ifndef WORKFLOW_CHANGE_H
#define WORKFLOW_CHANGE_H

#include "workflow/workflow.h"

/* The last accepted sheet of a person, or of those joined with that one, that the actor may see; not `except` (0: any).
 * ERR_NOT_FOUND when there is none. */
enum err change_base(struct db *db, struct arena *arena, const struct form *form, const struct actor *actor,
                     int64_t person_id, int64_t except, struct sheet *out, struct error *error);

/* Of a number of 9 or 12 digits: the last accepted sheet of each person that the actor may see, at most CHANGE_FOUND.
 */
enum { CHANGE_FOUND = 10 };
enum err change_find(struct db *db, struct arena *arena, const struct form *form, const struct actor *actor,
                     const char *citizen_id, struct sheet **out, size_t *count, struct error *error);

#endif
