/* Whose office makes a paper, and where (NĐ 30/2020). */
#ifndef REPORT_PAPER_OFFICE_LETTER_H
#define REPORT_PAPER_OFFICE_LETTER_H

#include "base/actor.h"
#include "db/db.h"

struct letter { const char *superior, *office, *place; };

/* Of the office of the actor's first area: as the papers of its commune name it, for police theirs; above communes the
 * area itself; without areas, what holds for all, and the place to be filled in by hand. */
enum err letter_read(struct db *db, struct arena *arena, const struct actor *actor, struct letter *out,
                     struct error *error);

#endif
