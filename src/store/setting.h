/* Settings: a name and a text. */
#ifndef STORE_SETTING_H
#define STORE_SETTING_H

#include "db/db.h"

extern const struct db_statements setting_statements;

/* The value in arena, or NULL. "demo_day": the fixed day of a demo database. */
const char *setting_get(struct db *db, struct arena *arena, const char *name);
enum err setting_set(struct db *db, const char *name, const char *value, struct error *error);

#endif
