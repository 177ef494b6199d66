/* What acceptance found on a sheet, and which warnings were confirmed with what reason.
 *
 * A confirmed warning that is silent just now (its rule is switched off, the other sheet is gone) while the answers
 * it was about stay is kept aside with its confirmation, stored as severity I: it is no finding, and wakes up when
 * the rule speaks of the same again. */
#ifndef STORE_SHEET_FINDING_H
#define STORE_SHEET_FINDING_H

#include "base/code.h"
#include "db/db.h"

struct finding_row {
	int64_t id, sheet_id;
	const char *rule;               /* "E10" */
	enum severity severity;
	const char *const *fields;      /* names of those it is about, in paper order */
	size_t field_count;
	const char *message;            /* "{state}", "{day}": where the other sheet stands, told when it is shown */
	const char *answers_hash;       /* of the answers it is about */
	int64_t record_id;              /* the other sheet it speaks of; 0: none */
	/* reading only, like the next: of that sheet now, where the message has places for them */
	enum state record_state;
	const char *record_since;
	int64_t confirmed_by;           /* 0: open */
	const char *confirmed_name, *confirmed_at, *reason;
	bool stands;                    /* writing only: it is still the finding of that id, and keeps it */
};

/* Findings of one sheet in the order of the rules. */
enum err finding_list(struct db *db, struct arena *arena, int64_t sheet_id, struct finding_row **rows, size_t *count,
                      struct error *error);
/* The same with those kept aside, behind the others. */
enum err finding_list_all(struct db *db, struct arena *arena, int64_t sheet_id, struct finding_row **rows,
                          size_t *count, struct error *error);
/* Sets record_state and record_since. */
enum err finding_describe(struct db *db, struct arena *arena, struct finding_row *rows, size_t count,
                          struct error *error);
/* True when both are of one rule and the same fields. */
bool finding_matches(const struct finding_row *a, const struct finding_row *b);
/* True for one that is kept aside. */
bool finding_is_aside(const struct finding_row *row);
/* Puts these in place of the sheet's findings; ids are set, those that stand keep theirs as far as the order of the
 * rows lets them. confirmed_* are stored as given. */
enum err finding_replace(struct db *db, int64_t sheet_id, struct finding_row *rows, size_t count, struct error *error);

#endif
