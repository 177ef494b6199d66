/* What somebody has typed last, for the page on which he types the next. */
#ifndef STORE_SHEET_TYPED_H
#define STORE_SHEET_TYPED_H

#include "base/actor.h"
#include "db/db.h"

struct typed_sheet {
	int64_t id, open_errors, open_warnings;
	enum state state;
	const char *at;                 /* of a draft: when it was stored last, else when it was made (UTC) */
	const char *full_name, *paper_no; /* or NULL */
};

enum { TYPED_SHEETS = 4 };
struct typed_today {
	int64_t sent;                   /* sheets sent today that are no drafts again */
	struct typed_sheet sheets[TYPED_SHEETS]; /* the actor's own, the last one first: those of today, and drafts */
	size_t count;
};

/* One query. since: when today began (UTC). */
enum err typed_today(struct db *db, struct arena *arena, const struct actor *actor, const char *since,
                     struct typed_today *out, struct error *error);

#endif
