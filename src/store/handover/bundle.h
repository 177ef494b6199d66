/* Bundles of papers: what a hamlet leader counted and sent on to the commune, and what was there when the commune
 * counted it (src/domain.md §7). Each sheet of a bundle is not looked at yet, present or missing; it stays so in that
 * bundle for ever, whatever becomes of the sheet. Until the bundle is confirmed its sheets are not accepted. */
#ifndef STORE_HANDOVER_BUNDLE_H
#define STORE_HANDOVER_BUNDLE_H

#include "base/actor.h"
#include "base/date.h"
#include "db/db.h"

enum { PAPERS_NOT_SAID = -1 };
enum { BUNDLE_SHEETS_SHOWN = 5000 };    /* on one page: more than a hamlet has */

struct bundle {
	int64_t id, commune_id, area_id, campaign_id, year, number; /* area_id: the hamlet; 0: none */
	int64_t made_by, confirmed_by;          /* confirmed_by 0: not confirmed */
	const char *made_at, *confirmed_at;
	const char *for_leader;                 /* an officer counted for a leader without an account; or NULL */
	int64_t papers;                         /* that whoever made it counted, or PAPERS_NOT_SAID */
	int64_t act_id;                         /* that sent its sheets on; 0: one by itself */
	int64_t minutes_id;                     /* of the meeting that accepted its sheets; 0: they come from a hamlet */
	int64_t counted, extra;                 /* papers at the commune; of these: not on the list */
	const char *note;
	/* read only: */
	const char *area_name, *commune_name, *campaign_code, *made_name, *confirmed_name;
	int64_t sheets, present, missing;       /* sheets: without those that were not sent on after all */
	bool filling;                           /* background work still adds to it */
};

static inline enum bundle_state bundle_state(const struct bundle *bundle)
{
	return bundle->sheets == 0 ? BUNDLE_UNDONE : bundle->confirmed_at != NULL ? BUNDLE_CONFIRMED : BUNDLE_OPEN;
}

/* Whoever made it confirmed it with that: an officer's own. */
static inline bool bundle_is_own(const struct bundle *bundle)
{
	return bundle->confirmed_at != NULL && bundle->confirmed_by == bundle->made_by &&
	       strcmp(bundle->confirmed_at, bundle->made_at) == 0;
}

struct bundle_item {
	int64_t position, sheet_id;
	enum outcome outcome;                   /* open: not looked at yet; removed: not sent on after all */
	const char *full_name, *birth_date, *paper_no; /* present, missing: as when it was confirmed */
	enum state state;                       /* of the sheet now */
};

/* ---- who sees which ---- */

/* Limited to the hamlets and communes of the actor's scope; ERR_NOT_FOUND. */
enum err bundle_load(struct db *db, struct arena *arena, const struct actor *actor, int64_t id, struct bundle *out,
                     struct error *error);
/* The same whoever asks. */
enum err bundle_load_any(struct db *db, struct arena *arena, int64_t id, struct bundle *out, struct error *error);

/* All; those that are not confirmed; of these, those that have waited longer on that day than their campaign allows for
 * acceptance. */
enum bundle_which { BUNDLES_ALL, BUNDLES_OPEN, BUNDLES_LATE, BUNDLES_WHICH };
/* The newest first, at most limit below `after` (0: from the newest). today: of late ones. */
enum err bundle_list(struct db *db, struct arena *arena, const struct actor *actor, enum bundle_which which,
                     struct date today, int64_t after, int limit, struct bundle **rows, size_t *count,
                     struct error *error);
/* How many there are, and the sheets that they have. */
struct bundle_sums { int64_t bundles, sheets; };
enum err bundle_sum(struct db *db, struct arena *arena, const struct actor *actor, enum bundle_which which,
                    struct date today, struct bundle_sums *out, struct error *error);
/* In the order in which they were put in. */
enum err bundle_items(struct db *db, struct arena *arena, int64_t id, struct bundle_item **items, size_t *count,
                      struct error *error);

/* ---- of a sheet ---- */

/* id 0: none. */
struct bundle_name { int64_t id, number, year; };
/* The bundle in which the sheet was sent on and which nobody has confirmed yet. */
struct bundle_name bundle_open_of_sheet(struct db *db, int64_t sheet_id);
/* The bundle in which it was sent on last. */
struct bundle_name bundle_last_of_sheet(struct db *db, int64_t sheet_id);

/* The bundle in which each of several sheets was sent on last, and what became of its paper there; id 0: none. In the
 * order of the ids. */
struct bundle_of_sheet { struct bundle_name in; enum outcome outcome; };
enum err bundle_last_of_sheets_any(struct db *db, struct arena *arena, const int64_t *ids, size_t count,
                                   struct bundle_of_sheet **out, struct error *error);
/* Whether both sheets may go in one bundle: they are of one hamlet and campaign. */
bool bundle_is_of_one_any(struct db *db, int64_t sheet_id, int64_t other_id);
/* Those that came of the act, the first BUNDLES_OF_ACT. */
enum { BUNDLES_OF_ACT = 50 };
enum err bundle_list_of_act_any(struct db *db, struct arena *arena, int64_t act_id, struct bundle_name **rows,
                                size_t *count, struct error *error);
/* The bundle in which an officer sent the sheet on and confirmed it himself, and of which no minutes are issued: what
 * he sent by itself, or with others before that time; 0: none. */
int64_t bundle_own_draft(struct db *db, int64_t sheet_id, const char *ended);
/* The last bundle that came of the act, or 0. */
int64_t bundle_made_by_any(struct db *db, int64_t act_id);

/* What a hamlet's sheets of a campaign came to, by the campaign's first day: they wait there, were returned to their
 * writers, were sent on. */
struct bundle_count { const char *campaign_name; int64_t waiting, returned, sent_on; };
enum err bundle_counts_any(struct db *db, struct arena *arena, int64_t area_id, struct bundle_count **rows,
                           size_t *count, struct error *error);
/* The bundles of a hamlet, the newest first, at most BUNDLES_REPORTED. */
enum { BUNDLES_REPORTED = 1000 };
enum err bundle_list_of_hamlet_any(struct db *db, struct arena *arena, int64_t area_id, struct bundle **rows,
                                   size_t *count, struct error *error);

/* ---- writing ---- */

/* Inserts with the next number of its commune and year; id and number are set. */
enum err bundle_insert(struct db *db, struct bundle *bundle, struct error *error);
/* The bundle of that act, hamlet, commune and campaign to which more may be added; 0: there is none. own: whoever makes
 * it confirms it at once. */
int64_t bundle_of_act(struct db *db, const struct bundle *like, bool own);
/* At the end of the list; the sheet is in no other open bundle. */
enum err bundle_add(struct db *db, int64_t bundle_id, int64_t sheet_id, enum outcome outcome, struct error *error);
/* For present and missing it keeps what the list says of the sheet. */
enum err bundle_set_outcome(struct db *db, int64_t bundle_id, int64_t sheet_id, enum outcome outcome,
                            struct error *error);
/* The count of a bundle that whoever made it confirmed at once is what it has; of another it stays. */
enum err bundle_recount(struct db *db, int64_t bundle_id, struct error *error);
/* The clock of a sheet that waits for acceptance begins again. */
enum err bundle_clock(struct db *db, int64_t sheet_id, const char *now, struct error *error);
/* ERR_CONFLICT when it is confirmed already. */
enum err bundle_confirm(struct db *db, const struct bundle *bundle, struct error *error);

/* The counts of a bundle are those of its sheets; a confirmed one has none that nobody looked at, another has none
 * that somebody did; nothing that is accepted lies in one that is not confirmed, but what a
 * meeting accepted; what was missing or present has it in its history. ERR_INTERNAL names the first that differs. */
enum err bundle_verify(struct db *db, struct error *error);

#endif
