/* A person is what links the sheets of one human over the years. Who has a number of twelve digits is found by it,
 * everywhere; who has none, or an old one of nine digits, is provisional: a person known by the sheets alone, until a
 * sheet brings the number.
 *
 * Two persons that somebody decided to be one human are joined: the one points to the other (joined_id), both keep
 * their sheets and numbers, and a later sheet of either number finds its way. What points to one another in the end
 * is one group. */
#ifndef STORE_PERSON_PERSON_H
#define STORE_PERSON_PERSON_H

#include "store/sheet/sheet.h"

/* For statements of store/ that bind :person: kin(id), the persons of its group, itself among them. */
#define PERSON_KIN \
	"WITH RECURSIVE up(id, joined_id) AS (SELECT id, joined_id FROM person " \
	"WHERE id = :person " \
	"UNION " \
	"SELECT p.id, p.joined_id FROM up " \
	"JOIN person p ON p.id = up.joined_id), " \
	"kin(id) AS (SELECT id FROM up " \
	"WHERE joined_id IS NULL " \
	"UNION " \
	"SELECT p.id FROM kin " \
	"JOIN person p ON p.joined_id = kin.id) "

/* How the row of a sheet stood before it is written; NONE and NULL for a new one. */
struct person_before {
	enum state state;
	const char *citizen_id;
};

/* ---- person.c, person_join.c ---- */
/* Sets sheet->person_id as the sheet is about to be written. Drafts and cancelled sheets keep what they have. A sheet
 * that was submitted before keeps its person while its number stays, or comes to that person's; else, in this order:
 * the person of its number; its own person, or that of the sheet it replaces, when no other sheet has it and the
 * number can be given to it (not while the sheet that is to be replaced still speaks for another); a new person. */
enum err person_settle(struct db *db, struct sheet *sheet, const struct person_before *before, struct error *error);

/* The person of that number; 0: none. */
int64_t person_of_number_any(struct db *db, const char *citizen_id);
/* True when the person was joined with another: few were, and what is asked of a group is more work. */
bool person_is_joined_any(struct db *db, int64_t id);
/* True when both are of one group. */
bool person_is_kin_any(struct db *db, int64_t a, int64_t b);
/* True when somebody decided that they are different people. */
bool person_is_distinct_any(struct db *db, int64_t a, int64_t b);

/* The person that a group points to in the end; 0: there is no such person. */
int64_t person_root_any(struct db *db, int64_t id);
/* The persons joined with this one directly or not, itself not among them, with who joined them and why. */
struct person_join { int64_t id; const char *citizen_id, *joined_at, *joined_name, *reason; };
enum err person_joins_any(struct db *db, struct arena *arena, int64_t root, struct person_join **joins, size_t *count,
                          struct error *error);
/* What a person's number is; NULL: provisional. */
const char *person_number_any(struct db *db, struct arena *arena, int64_t id);

/* Joins a root to another root; they stay what they are. */
enum err person_join(struct db *db, int64_t root, int64_t into, int64_t user_id, const char *now, const char *reason,
                     struct error *error);
/* Ends a join: the person and those joined to it before are a group of their own again. */
enum err person_part(struct db *db, int64_t id, struct error *error);
/* Gives a sheet a new provisional person, or that one; its number stays what it is. */
enum err person_of_its_own(struct db *db, int64_t sheet_id, const char *now, int64_t *person_id, struct error *error);
enum err person_assign(struct db *db, int64_t sheet_id, int64_t person_id, struct error *error);
/* Remembers that two persons are different people, or forgets what a decision said so. */
enum err person_set_distinct(struct db *db, int64_t a, int64_t b, int64_t decision_id, struct error *error);
enum err person_clear_distinct(struct db *db, int64_t decision_id, struct error *error);

/* Every submitted sheet has a person, of its number if it has one; joined persons form no circle; the sound of every
 * name is that of the name. ERR_INTERNAL names the first that differs. */
enum err person_verify(struct db *db, struct error *error);

/* True when the actor may see a sheet of that person, or of one joined with it. */
bool person_visible(struct db *db, struct arena *arena, const struct actor *actor, int64_t id);

#endif
