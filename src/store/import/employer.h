/* Employers that the office knows, from lists that were imported: no personal data. */
#ifndef STORE_IMPORT_EMPLOYER_H
#define STORE_IMPORT_EMPLOYER_H

#include "db/db.h"

struct employer {
	int64_t id;
	const char *full_name, *code, *address, *industry; /* all but the name may be NULL */
};

extern const struct db_statements employer_statements;

/* Of that code; without one, of that name at that address, both folded. ERR_NOT_FOUND. */
enum err employer_find_any(struct db *db, struct arena *arena, const struct employer *sought, struct employer *out,
                           struct error *error);
/* id 0: a new one; sets it. now: UTC. */
enum err employer_put(struct db *db, struct arena *arena, struct employer *employer, const char *now,
                      struct error *error);
/* Those whose name has the words of q (folded; NULL: all) or whose code begins so, by name, at most limit. */
enum err employer_search(struct db *db, struct arena *arena, const char *q, int limit, struct employer **out,
                         size_t *count, struct error *error);

#endif
