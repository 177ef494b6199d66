/* The words of the names of sheets, for searching. Kept in step by sheet_insert() and sheet_update(). */
#ifndef STORE_SHEET_SHEET_WORD_H
#define STORE_SHEET_SHEET_WORD_H

#include "db/db.h"

/* Adds the words of a folded name for a sheet that has none yet. */
enum err sheet_word_add(struct db *db, int64_t sheet_id, int64_t commune_id, const char *name_fold,
                        struct error *error);
/* Takes those of the name that the sheet had, in the commune where it was. */
enum err sheet_word_remove(struct db *db, int64_t sheet_id, int64_t commune_id, const char *name_fold,
                           struct error *error);

#endif
