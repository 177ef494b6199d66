/* Minutes (src/domain.md §7): of what was accepted of a member's or a hamlet's sheets in a period, of a meeting that
 * accepts, of what stands on the sheets of a hamlet or a batch. A draft is counted again when it is issued; then what
 * it says is fixed, and the paper of it (store/handover/paper.h) says when, with which number, and whether others took
 * its place. */
#ifndef STORE_HANDOVER_MINUTES_H
#define STORE_HANDOVER_MINUTES_H

#include "base/actor.h"
#include "base/date.h"
#include "db/db.h"

enum { MINUTES_SHEETS_MOST = 5000 };

struct minutes {
	int64_t id;
	enum minutes_type type;
	int64_t commune_id, campaign_id;
	int64_t member_id, area_id, batch_id;   /* of what; 0: not said */
	const char *first_day, *last_day;       /* ISO; or NULL */
	/* of a meeting; each may be NULL: */
	const char *held_on, *begun, *ended, *place, *chair, *secretary, *others, *conclusion;
	int64_t replaces_id;                    /* 0: none */
	int64_t made_by;
	const char *made_at;
	/* read only: */
	const char *commune_name, *campaign_code, *campaign_name, *member_name, *area_name, *made_name;
	int64_t waiting, passed, returned, listed; /* sheets */
	int64_t sheets;                         /* of all these */
	int64_t batch_number, batch_year;       /* of batch_id */
	int64_t paper_id, number, year;         /* paper_id 0: a draft; number 0: it has none */
	enum minutes_state standing;
	const char *issued_at, *issued_name, *signed_on; /* or NULL */
	const char *dropped_at, *dropped_name;  /* or NULL */
	int64_t row_version;                    /* of what is said of a meeting */
	int64_t instead_id;                     /* the minutes that name it as replaced, issued or not; 0: none */
	int64_t bundle_id;                      /* in which the sheets of a meeting go to the officer; 0: none */
};

/* Its paper tells identity numbers. */
static inline bool minutes_names_numbers(const struct minutes *minutes)
{
	return minutes->type == MINUTES_CONFIRMATION;
}

struct minutes_item {
	int64_t sheet_id, campaign_id, event_id;
	enum minutes_outcome outcome;
	int64_t returns;                        /* in the period */
	const char *reason;                     /* of the last of them, or NULL */
	const char *full_name, *birth_date, *paper_no;
	/* as the sheet stands; not of minutes_gather_any(): */
	const char *citizen_id, *address;
	enum state state;
};

/* ---- who sees which ---- */

/* Limited to the communes of the actor's scope; an enumerator sees those of acceptance of himself as a member.
 * ERR_NOT_FOUND. */
enum err minutes_load(struct db *db, struct arena *arena, const struct actor *actor, int64_t id, struct minutes *out,
                      struct error *error);
enum err minutes_load_any(struct db *db, struct arena *arena, int64_t id, struct minutes *out, struct error *error);
/* All of them, the newest first. */
enum err minutes_list(struct db *db, struct arena *arena, const struct actor *actor, struct minutes **rows,
                      size_t *count, struct error *error);
/* In their order. */
enum err minutes_items_any(struct db *db, struct arena *arena, int64_t id, struct minutes_item **items, size_t *count,
                           struct error *error);
/* The names of the members that were present. */
struct minutes_member { int64_t id; const char *name; };
enum err minutes_present_any(struct db *db, struct arena *arena, int64_t id, struct minutes_member **members,
                             size_t *count, struct error *error);

/* ---- counting ---- */

/* What minutes as `of` say of which sheets, by the history: of acceptance those that were sent, passed or were returned
 * in the period and are neither cancelled nor replaced at its end, each as it was judged last in it; of a confirmation
 * those that speak for somebody, of a hamlet or member sent in the period, of a batch all that it has. Moves that were
 * taken back did not happen. campaign_id 0: of all campaigns. */
enum err minutes_gather_any(struct db *db, struct arena *arena, const struct minutes *of, struct minutes_item **items,
                            size_t *count, struct error *error);
/* A commune of the actor's scope in which the member has sheets; 0: none. */
int64_t minutes_commune_of_member(struct db *db, const struct actor *actor, int64_t member_id);

/* ---- of a sheet ---- */

/* The last event of the sheet with that action; 0: none. */
int64_t minutes_event_any(struct db *db, int64_t sheet_id, enum action action);
/* The issued minutes in which that event of the sheet stands; id 0: none. */
struct minutes_name { int64_t id, number, year; };
struct minutes_name minutes_of_event(struct db *db, int64_t sheet_id, int64_t event_id);
/* True while the sheet, accepted by a meeting, is not with the officer: nobody counted its bundle yet, or its paper was
 * missing in it. In a statement: MINUTES_HOLD of the id of a sheet. */
bool minutes_holds(struct db *db, int64_t sheet_id);
#define MINUTES_HOLD(sheet) \
	"EXISTS (SELECT 1 FROM bundle_sheet hx " \
	"JOIN bundle hb ON hb.id = hx.bundle_id " \
	"JOIN campaign hk ON hk.id = hb.campaign_id " \
	"WHERE hx.sheet_id = " sheet " AND hb.minutes_id IS NOT NULL AND (hx.outcome = " OUTCOME_SQL(OPEN) \
	" OR (hx.outcome = " OUTCOME_SQL(MISSING) " AND hk.meeting_accepts = 1)) " \
	"AND NOT EXISTS (SELECT 1 FROM bundle_sheet hy " \
	"JOIN bundle hc ON hc.id = hy.bundle_id " \
	"WHERE hy.sheet_id = " sheet " AND hc.minutes_id IS NOT NULL AND hy.bundle_id > hx.bundle_id))"
/* False while no meeting has accepted anything: then it holds nothing. */
bool minutes_hold_some(struct db *db);

/* ---- writing ---- */

/* Inserts; id is set. ERR_CONFLICT: others name the same minutes as replaced. */
enum err minutes_insert(struct db *db, struct minutes *minutes, struct error *error);
/* What is said of a meeting, of a draft. */
enum err minutes_set_said(struct db *db, const struct minutes *minutes, struct error *error);
enum err minutes_add_item(struct db *db, int64_t id, int64_t position, const struct minutes_item *item,
                          struct error *error);
/* Takes all out again, of a draft. */
enum err minutes_clear_items(struct db *db, int64_t id, struct error *error);
/* Instead of those that were said before. */
enum err minutes_set_present(struct db *db, int64_t id, const int64_t *members, size_t count, struct error *error);
/* A draft: it stays, and nothing comes of it. dropped_at says when. */
enum err minutes_drop(struct db *db, const struct minutes *minutes, int64_t user_id, struct error *error);
/* Takes what that event says out of the drafts of meetings: it was taken back. */
enum err minutes_forget_event(struct db *db, int64_t sheet_id, int64_t event_id, struct error *error);
/* The sheet leaves the open bundle in which a meeting sends it. */
enum err minutes_leave_bundle(struct db *db, int64_t sheet_id, struct error *error);

/* The counts of minutes are those of their sheets; what an event says in them is of that sheet and such a move; issued
 * ones have sheets, and were not dropped; who is replaced was replaced by those that say so. ERR_INTERNAL names the
 * first that differs. */
enum err minutes_verify(struct db *db, struct error *error);

#endif
