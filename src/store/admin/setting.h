/* Settings: a name and a text. */
#ifndef STORE_ADMIN_SETTING_H
#define STORE_ADMIN_SETTING_H

#include "db/db.h"

extern const struct db_statements setting_statements;

/* The value in arena, or NULL. "demo_day": the fixed day of a demo database. */
const char *setting_get(struct db *db, struct arena *arena, const char *name);
enum err setting_set(struct db *db, const char *name, const char *value, struct error *error);

/* Back to what it is without. */
enum err setting_drop(struct db *db, const char *name, struct error *error);

/* Names of offices and signers may differ by area: the area's own value, or that of the nearest area above it that
 * has one, or the one for all; NULL when there is none. */
const char *setting_for_area(struct db *db, struct arena *arena, const char *name, int64_t area_id);
/* The name under which an area's own value is stored; area_id 0: the one for all. */
const char *setting_name(struct arena *arena, const char *name, int64_t area_id);
/* Areas that have a value of their own of some setting. */
enum err setting_areas_any(struct db *db, struct arena *arena, int64_t **areas, size_t *count, struct error *error);

#endif
