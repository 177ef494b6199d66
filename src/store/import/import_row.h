/* Files that were imported (workflow/import/import.h), and the sheets that came of their rows. */
#ifndef STORE_IMPORT_IMPORT_ROW_H
#define STORE_IMPORT_IMPORT_ROW_H

#include "base/actor.h"
#include "base/hash.h"
#include "db/db.h"

struct import_counts { int64_t read, new, changed, same, rejected; };

struct import_row {
	int64_t id, campaign_id, user_id; /* campaign_id 0: none; user_id 0: a command */
	const char *kind, *file_name, *file_hash, *sheet_name;
	const char *begun_at, *ended_at; /* ended_at NULL: it goes on, or broke off */
	int64_t reached;                /* the last row of the file that is done */
	struct import_counts counts;
};

extern const struct db_statements import_statements;

/* Adds one that begins; sets id. */
enum err import_add(struct db *db, struct import_row *import, struct error *error);
/* How far it is; with ended_at that it is done. */
enum err import_reach(struct db *db, const struct import_row *import, struct error *error);
/* The first import of the same bytes for the same; ERR_NOT_FOUND when there is none. */
enum err import_first_any(struct db *db, struct arena *arena, const char *kind, int64_t campaign_id, const char *hash,
                          struct import_row *out, struct error *error);
enum err import_by_id_any(struct db *db, struct arena *arena, int64_t id, struct import_row *out, struct error *error);

/* ---- sheets that came of rows ---- */

enum err import_sheet_add(struct db *db, int64_t sheet_id, int64_t import_id, int64_t row, const char *digest,
                          struct error *error);
/* A sheet of the actor's communes that came of a row that said the same is there. */
bool import_has_sheet(struct db *db, const struct actor *actor, const char *digest);
/* From which row of which import the sheet came; row 0: of none. */
struct import_origin { int64_t row, import_id; const char *file_name, *sheet_name, *begun_at; };
enum err import_origin_any(struct db *db, struct arena *arena, int64_t sheet_id, struct import_origin *out,
                           struct error *error);

/* For `verify`: an import of sheets that ended has as many as it says are new. ERR_INTERNAL names the first that has
 * not. */
enum err import_verify(struct db *db, struct error *error);

#endif
