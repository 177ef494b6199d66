/* A form that is posted twice answers with its first result. */
#ifndef STORE_SHEET_FORM_TOKEN_H
#define STORE_SHEET_FORM_TOKEN_H

#include "base/code.h"
#include "db/db.h"

/* What somebody made or changed with a form; where it stands is for the pages to say. */
struct thing { enum thing_kind kind; int64_t id; };

/* What came of a form. */
struct form_result {
	const char *posted;             /* digest of what it said; "" from before that was kept */
	struct thing made;
};

/* The first result of that token, in arena; *found false: there is none. */
enum err form_token_find(struct db *db, struct arena *arena, int64_t user_id, const char *token,
                         struct form_result *out, bool *found, struct error *error);
enum err form_token_add(struct db *db, int64_t user_id, const char *token, const struct form_result *result,
                        int64_t now, struct error *error);
/* Forgets those added before that time; after FORM_TOKEN_SECONDS nobody posts a form again: sessions are over then. */
enum { FORM_TOKEN_SECONDS = 86400 };
enum err form_token_expire(struct db *db, int64_t before, struct error *error);

#endif
