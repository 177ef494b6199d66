/* What acceptance found on a sheet, and which warnings were confirmed with what reason. */
#ifndef STORE_FINDING_H
#define STORE_FINDING_H

#include "db/db.h"

struct finding_row {
	int64_t id, sheet_id;
	const char *rule, *severity;    /* "E10", "E" */
	const char *fields;             /* names, separated by spaces */
	const char *message;
	const char *answers_hash;       /* of the answers it is about */
	int64_t record_id;              /* the other sheet it speaks of; 0: none */
	int64_t confirmed_by;           /* 0: open */
	const char *confirmed_name, *confirmed_at, *reason;
};

/* Findings of one sheet in the order of the rules. */
enum err finding_list(struct db *db, struct arena *arena, int64_t sheet_id, struct finding_row **rows, size_t *count, struct error *error);
/* Puts these in place of the sheet's findings; ids are set. confirmed_* are stored as given. */
enum err finding_replace(struct db *db, int64_t sheet_id, struct finding_row *rows, size_t count, struct error *error);

#endif
