/* Writing a planned demo into an empty database. */
#ifndef CLI_DEMO_STORING_H
#define CLI_DEMO_STORING_H

#include "base/hash.h"
#include "cli/demo/custody/demo_bundle.h"
#include "cli/demo/demo_batch.h"
#include "cli/demo/answers/demo_sheet.h"
#include "cli/demo/staff.h"
#include "workflow/verdict/verdict.h"

struct demo_storing {
	struct demo *demo;
	struct db *db;
	const struct workflow *workflow; /* form, and the day */
	const char *password_hash;      /* of every user */
	struct arena *scratch;          /* reset after every row */
	/* filled on the way: */
	struct demo_staff *staff;
	struct demo_batches batches;
	struct demo_bundles bundles;
	const struct demo_jobs *jobs;
	uint32_t *ids;                  /* of the sheets, by slot */
	char digest[HASH_TEXT];         /* SHA-256 of all sheets */
};

/* Areas, campaigns, users, sheets, batches and history, in transactions of its own. The caller throws the database
 * away when it fails. */
enum err demo_store(struct demo_storing *storing, struct error *error);

/* ---- answers/frame.c ---- */
/* Areas, campaigns, users. */
enum err demo_store_frame(struct demo_storing *storing, struct error *error);

/* ---- answers/demo_team.c ---- */
/* The Tổ of communes with an officer; behind the users. */
enum err demo_store_teams(struct demo_storing *storing, struct error *error);

/* ---- papers.c ---- */
enum err demo_store_bundles(struct demo_storing *storing, struct error *error);
enum err demo_store_batches(struct demo_storing *storing, struct error *error);
enum err demo_store_history(struct demo_storing *storing, struct error *error);

/* ---- demo_roster.c ---- */
/* Lists of people to be surveyed; behind the sheets. */
enum err demo_store_rosters(struct demo_storing *storing, struct error *error);

/* ---- storing.c ---- */
/* The stored shape of a slot, without its id. */
void demo_sheet_of(struct demo_storing *storing, uint32_t index, struct demo_draw *draw, struct sheet *out);

#endif
