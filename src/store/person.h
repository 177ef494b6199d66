/* A person is what links the sheets of one human over the years. Who has a number of twelve digits is found by it, everywhere; who has
 * none, or an old one of nine digits, is provisional: a person known by the sheets alone, until a sheet brings the number.
 *
 * Two persons that somebody decided to be one human are joined: the one points to the other (joined_id), both keep their sheets and
 * numbers, and a later sheet of either number finds its way. What points to one another in the end is one group. */
#ifndef STORE_PERSON_H
#define STORE_PERSON_H

#include "store/sheet.h"

/* How the row of a sheet stood before it is written; all NULL for a new one. */
struct person_before {
	const char *state, *citizen_id;
};

/* Sets sheet->person_id as the sheet is about to be written. Drafts and cancelled sheets keep what they have. A sheet that was
 * submitted before keeps its person while its number stays, or comes to that person's; else, in this order: the person of its number;
 * its own person, or that of the sheet it replaces, when no other sheet has it and the number can be given to it; a new person. */
enum err person_settle(struct db *db, struct sheet *sheet, const struct person_before *before, struct error *error);

/* Every submitted sheet has a person, of its number if it has one; joined persons form no circle; the sound of every name is that of
 * the name. ERR_INTERNAL names the first that differs. */
enum err person_verify(struct db *db, struct error *error);

#endif
