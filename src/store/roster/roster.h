/* The list of people to be surveyed in a campaign (bảng kê, src/domain.md §9): who is on it, who has whom to survey,
 * and how each stands. A list belongs to a commune. */
#ifndef STORE_ROSTER_ROSTER_H
#define STORE_ROSTER_ROSTER_H

#include "base/actor.h"
#include "db/db.h"

/* What the columns of a list are called that ask what a question of the form does. */
#define ROSTER_FULL_NAME "full_name"
#define ROSTER_BIRTH_DATE "birth_date"
#define ROSTER_SEX "sex"
#define ROSTER_CITIZEN_ID "citizen_id"

/* What a list says of somebody. Texts are as utf8_clean() leaves them, or NULL; numbers are stripped. */
struct roster_facts {
	const char *full_name, *birth_date; /* ISO, possibly known only to the month or year */
	const char *citizen_id, *address, *household_no, *household_head, *note;
	int64_t sex, area_id;           /* 0: not said; the hamlet */
	enum roster_source source;
	enum roster_category category;
};

struct roster_entry {
	int64_t id, row_version, campaign_id, commune_id;
	struct roster_facts facts;
	const char *household;          /* what tells it apart in its hamlet, in the order in which one walks; or NULL */
	const char *area_name, *commune_name;
	int64_t created_by;
	int64_t assignment_id, member_id; /* 0: nobody has him to survey */
	const char *member_name, *assigned_on; /* as told among those of the commune; ISO */
	const char *back_reason, *back_by; /* why the last one gave him back, and who that was */
	enum roster_reason reason;      /* why nobody can be surveyed */
	const char *reason_note, *reason_by, *reason_at;
	int64_t first_list_id, list_id, gone_list_id;
	int64_t sheet_id;               /* live, begun from this row or of the same number in the campaign; 0: none */
	int64_t draft_id;               /* begun from this row, and not sent yet */
	enum roster_state state;
};


/* ---- reading ---- */

struct roster_filter {
	int64_t campaign_id, area_id;   /* 0: any; a hamlet or a commune */
	int64_t member_id;              /* who has them to survey; 0: any */
	const char *household;          /* as typed: its number, or the name of its head; NULL: any */
	const char *name;               /* folded; NULL: any */
	const char *citizen_id;         /* whole; NULL: any */
	enum roster_state stands;       /* NONE: any */
	enum roster_source source;      /* NONE: any */
	int64_t list_id;                /* came new with it, or is gone since; 0: any */
	bool left;                      /* open or assigned alone */
	bool listed;                    /* who is gone from the list is left out */
	bool walking;                   /* in the order in which one walks: hamlet, household; not with after */
	int64_t after;
	size_t limit;                   /* 0: all */
};

/* Those that the actor sees, by id. */
enum err roster_select(struct db *db, struct arena *arena, const struct actor *actor,
                       const struct roster_filter *filter, struct roster_entry **rows, size_t *count,
                       struct error *error);
enum err roster_count(struct db *db, struct arena *arena, const struct actor *actor,
                      const struct roster_filter *filter, int64_t *count, struct error *error);
/* ERR_NOT_FOUND when there is none that the actor sees. */
enum err roster_load(struct db *db, struct arena *arena, const struct actor *actor, int64_t id,
                     struct roster_entry *out, struct error *error);
enum err roster_load_any(struct db *db, struct arena *arena, int64_t id, struct roster_entry *out,
                         struct error *error);
/* By hamlet, those of the actor's, in the order of their codes: how many stand how. */
struct roster_tally { int64_t area_id; const char *name; int64_t states[ROSTER_STATE_COUNT], people; };
enum err roster_tally(struct db *db, struct arena *arena, const struct actor *actor, int64_t campaign_id,
                      struct roster_tally **rows, size_t *count, struct error *error);

/* Who is on the list of the campaign in the commune, of that number; 0: nobody. */
int64_t roster_of_number_any(struct db *db, int64_t commune_id, int64_t campaign_id, const char *citizen_id);
/* The same of that name, birth date and hamlet: who has no number first. numbered: also who has one. */
int64_t roster_of_name_any(struct db *db, struct arena *arena, int64_t commune_id, int64_t campaign_id,
                           const struct roster_facts *facts, bool numbered);

/* The row that the sheet was begun from; 0: none. */
int64_t roster_of_sheet_any(struct db *db, int64_t sheet_id);

/* ---- writing ---- */

struct roster_origin { int64_t campaign_id, commune_id, created_by, list_id; const char *at; }; /* 0: none; UTC */
enum err roster_insert(struct db *db, struct arena *arena, const struct roster_origin *origin,
                       const struct roster_facts *facts, int64_t *id, struct error *error);
/* Other facts; list_id: he stands in that list now (0: as before), and is not gone any more. */
enum err roster_change(struct db *db, struct arena *arena, int64_t id, const struct roster_facts *facts,
                       int64_t list_id, struct error *error);
/* The same facts stand in a list again. */
enum err roster_see(struct db *db, int64_t id, int64_t list_id, struct error *error);
/* reason NONE: there is none any more. */
enum err roster_set_reason(struct db *db, int64_t id, enum roster_reason reason, const char *note, int64_t by,
                           const char *at, struct error *error);
/* The sheet speaks for him; 0: none was begun. */
enum err roster_set_sheet(struct db *db, int64_t id, int64_t sheet_id, struct error *error);

/* ---- versions: roster_list.c ---- */

struct roster_list {
	int64_t id, campaign_id, commune_id;
	enum roster_source source;
	const char *name;               /* of the file; or NULL */
	bool whole;                     /* everybody of that source: who is not in it is gone */
	int64_t made_by;                /* 0: a command */
	const char *made_at;
	bool ended;
	int64_t new_rows, changed_rows, same_rows, gone_rows;
	const char *commune_name, *campaign_name, *made_name; /* reading only */
};


enum err roster_list_begin(struct db *db, const struct roster_list *list, int64_t *id, struct error *error);
/* Adds to its counts. */
enum err roster_list_add(struct db *db, int64_t id, int64_t new_rows, int64_t changed_rows, int64_t same_rows,
                         struct error *error);
/* It was read to its end; who of a whole one's source is not in it is gone: how many these are. */
enum err roster_list_end(struct db *db, int64_t id, const char *at, int64_t *gone, struct error *error);
/* Those of the actor's communes, the newest first. */
enum err roster_list_all(struct db *db, struct arena *arena, const struct actor *actor, struct roster_list **rows,
                         size_t *count, struct error *error);
enum err roster_list_load_any(struct db *db, struct arena *arena, int64_t id, struct roster_list *out,
                              struct error *error);

/* For `verify`: who has somebody to survey is the member of the assignment; a household's key follows from what is
 * told of it. ERR_INTERNAL with the first that is not so. */
enum err roster_verify(struct db *db, struct error *error);

#endif
