/* The store floor: all SQL of the program. Statements are constant rows, listed by each file in its own table;
 * store_tables() gives them to db/. Functions that read for a person take the actor and are limited to the actor's
 * role and areas (scope.h); functions named *_any serve the writer's tasks and the commands, which decide for
 * themselves.
 *
 * Texts returned live in the arena given. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "db/db.h"
#include "form/form.h"

/* Composes the statements that follow from the form's fields (once, at start) and lists all tables of statements. The
 * result lives in arena. */
const struct db_statements *store_tables(struct arena *arena, const struct form *form, size_t *count);

/* Tests only: calls fn with every statement that is composed while the program runs: the name of its file, which of
 * the file's it is, its text (until fn returns). Conditions are there alone and in pairs, for each way in which roles
 * see sheets. */
void store_shapes(struct arena *arena, void (*fn)(void *arg, const char *file, const char *name, const char *sql),
                  void *arg);

/* For db_config: tables that change with the daily work, on which neither a session's actor nor an empty entry page
 * depends. */
extern const char *const store_busy_tables[], *const store_volatile_tables[];

/* ---- code_check.c ---- */
/* Every code that a row holds is one of the program's. ERR_INTERNAL names the first row of which it is not so. */
enum err codes_verify(struct db *db, struct error *error);

/* ---- store.c ---- */
/* Compares the columns of worker_sheet with the form: every field is a column, every column a field or one of the
 * sheet's own. ERR_INTERNAL with the first difference. */
enum err store_compare(struct db *db, const struct form *form, struct error *error);

#endif
