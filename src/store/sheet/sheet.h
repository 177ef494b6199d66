/* Worker sheets: one typed column per field of the form, and where the sheet stands. */
#ifndef STORE_SHEET_SHEET_H
#define STORE_SHEET_SHEET_H

#include "base/actor.h"
#include "db/db.h"
#include "form/answers.h"

struct sheet {
	int64_t id;
	const char *uid;
	enum state state;
	const char *since;              /* UTC: when it came into this state */
	const char *accepted_at;        /* or NULL */
	const char *clock_from;         /* from when the clock of its stage runs, or NULL (store/campaign/stage.h) */
	int64_t row_version, form_version;
	int64_t commune_id, campaign_id;
	int64_t enumerator_id;          /* a member of the Tổ (store/team/member.h); 0: not said */
	int64_t enumerator_user_id;     /* as read: the account of that member; 0: none */
	int64_t created_by;
	const char *created_at, *updated_at;
	int64_t replaces_id;            /* 0: none */
	int64_t open_errors, open_warnings; /* findings E, and W not confirmed */
	int64_t rule_version;           /* of the campaign's rules at the last acceptance (rule.h); 0: never accepted */
	int64_t person_id;              /* 0: never submitted; set when the sheet is written (person.h) */
	int64_t police_reason;          /* 1-8, of the last return by the police; 0: never returned */
	struct answers answers;         /* area_id among them: number = area, text = its code */
	/* read only, joined: */
	int64_t replaced_by_id;         /* the sheet that replaces this one and is not cancelled; 0: none */
	const char *area_name;          /* hamlet, or NULL */
	const char *commune_name, *campaign_code, *enumerator_name, *writer_name;
};

/* The sheet if the actor may see it; ERR_NOT_FOUND otherwise. */
enum err sheet_load(struct db *db, struct arena *arena, const struct form *form, const struct actor *actor, int64_t id,
                    struct sheet *out, struct error *error);
/* The same without asking who: for tasks that decide themselves. */
enum err sheet_load_any(struct db *db, struct arena *arena, const struct form *form, int64_t id, struct sheet *out,
                        struct error *error);
/* True when the actor may see the sheet. */
bool sheet_visible(struct db *db, const struct actor *actor, int64_t id);
/* It speaks for somebody; in SQL: STORE_LIVE. */
static inline bool sheet_is_live(const struct sheet *sheet)
{
	return !state_in(sheet->state, STATES_SILENT);
}
/* Inserts; id is set. row_version starts at 1. */
enum err sheet_insert(struct db *db, struct arena *arena, struct sheet *sheet, struct error *error);
/* Writes everything but id, uid, created_*; row_version goes up by one in the row and in *sheet. */
enum err sheet_update(struct db *db, struct arena *arena, struct sheet *sheet, struct error *error);
/* Writes open_errors and open_warnings alone: nobody's version of the sheet is stale for that. */
enum err sheet_set_open(struct db *db, const struct sheet *sheet, struct error *error);

/* ---- lists ---- */

/* Why a sheet stands on the list of people to be added to the national database (addition.h), in the order of the
 * domain. */
enum addition { ADDITION_NONE, ADDITION_KIND, ADDITION_POLICE, ADDITION_NUMBER, ADDITION_ANY };

/* What a list asks for. Texts are bound, never composed. */
/* What going over the words of names told once, for who asks again with the same reader: sheet_list() by id sets it
 * where the name has several words, sheet_count() and sheet_count_states() read it then. */
struct sheet_found {
	bool counted;
	int64_t sheets[STATE_COUNT];
};

struct sheet_filter {
	enum state state;               /* NONE: any */
	int64_t area_id;                /* 0: any; a hamlet or anything above it */
	int64_t campaign_id;            /* 0: any */
	int64_t enumerator_id;          /* 0: any */
	const char *name;               /* folded words that the name holds, NULL: any */
	struct sheet_found *found;      /* of this filter, whatever its state and page; NULL: each asks for itself */
	const char *citizen_id;         /* digits: exact number, or (unmasked actors) its beginning; NULL: any */
	bool citizen_exact;
	const char *paper_no;           /* exact; NULL: any */
	int clean;                      /* 1: nothing open; -1: something open; 0: either */
	const char *rule;               /* with a finding of that rule, open; NULL: any */
	enum addition addition;         /* only live ones that stand on that list for this reason; NONE: any sheet */
	bool no_batch;                  /* only those in no open batch */
	bool with_officer;              /* not those that a meeting accepted and that are not with him (minutes_holds()) */
	struct date late_on;            /* late on that day (store/campaign/stage.h); year 0: late or not */
	bool late_soon;                 /* with late_on: not late yet, but within the days of the setting */
	bool late_or_soon;              /* with late_on: both (sheet_count_late() alone) */
	bool no_hamlet;                 /* only those that name no hamlet */
	int aside;                      /* 1: only those that the actor put aside (aside.h); -1: only others; 0: either */
	bool urgent;                    /* only those of kind 3, and those that the police returned before */
	int64_t batch, batch_year;      /* number and year of a batch that brought it to the police; 0: any */
	/* " E50 W51 ": not for the reader, so that their findings are not counted in the rows;
	 * NULL: all are */
	const char *hidden_rules;
	int64_t after;                  /* keyset: rows with a smaller id (greater when oldest_first); 0: from the start */
	bool oldest_first;
	bool by_since;                  /* in the order of since, then id; for who sees one commune */
	const char *after_since;        /* with `after`, when by_since */
	/* with late_on: in the order of the days by which they are late, then id; with late_soon: the soonest first, then
	 * id (the least soon when oldest_first) */
	bool by_days_late;
	int64_t after_days;             /* with `after`, when by_days_late and not late_soon */
	/* with by_since and oldest_first: then in the order of the list of the batch with which the police got them */
	bool by_batch;
	bool after_self;                /* when by_batch: the sheet `after` is among them */
	int limit;
};

struct sheet_row {
	int64_t id, row_version, area_id, open_errors, open_warnings;
	enum state state;
	const char *since, *full_name, *birth_date, *citizen_id, *paper_no, *area_name, *commune_name, *enumerator_name,
		*collected_on, *accepted_at, *clock_from;
	int64_t sex, campaign_id, commune_id;
};

/* ---- sheet_list.c ---- */
/* At most filter->limit rows that the actor may see, newest first (or oldest first), or by since. */
enum err sheet_list(struct db *db, struct arena *arena, const struct actor *actor, const struct sheet_filter *filter,
                    struct sheet_row **rows, size_t *count, struct error *error);
/* The same, oldest first, with id, campaign and commune alone. */
enum err sheet_list_brief(struct db *db, struct arena *arena, const struct actor *actor,
                          const struct sheet_filter *filter, struct sheet_row **rows, size_t *count,
                          struct error *error);
/* The ids of all that the filter has, oldest first, whatever its `after` and `limit`. */
enum err sheet_ids(struct db *db, struct arena *arena, const struct actor *actor, const struct sheet_filter *filter,
                   int64_t **ids, size_t *count, struct error *error);
/* How many the filter has without `after` and `limit`. */
enum err sheet_count(struct db *db, struct arena *arena, const struct actor *actor, const struct sheet_filter *filter,
                     int64_t *total, struct error *error);
/* The same with what is open on them, as it is counted in the rows. */
struct sheet_sums { int64_t sheets, open_errors, open_warnings; };
enum err sheet_sum(struct db *db, struct arena *arena, const struct actor *actor, const struct sheet_filter *filter,
                   struct sheet_sums *out, struct error *error);
/* Counts by state of what the actor may see (filter's state, after, limit are not used). */
struct state_count { enum state state; int64_t sheets; };
enum err sheet_count_states(struct db *db, struct arena *arena, const struct actor *actor,
                            const struct sheet_filter *filter, struct state_count **counts, size_t *count,
                            struct error *error);

/* By state what of all that the actor may see is late on that day, and what will be within the days of the setting. */
struct late_count { enum state state; int64_t late, soon; };
enum err sheet_count_late(struct db *db, struct arena *arena, const struct actor *actor, struct date day,
                          struct late_count **counts, size_t *count, struct error *error);

/* ---- verification ---- */

/* ---- sheet_check.c ---- */
/* Every sheet's open_errors/open_warnings against its findings, its state against its last event, its raw JSON.
 * ERR_INTERNAL names the first sheet that differs. */
enum err sheet_verify(struct db *db, struct error *error);

/* ---- sheet.c ---- */
/* Calls fn for every sheet by id (export, digest). */
enum err sheet_each_any(struct db *db, struct arena *arena, const struct form *form,
                        enum err (*fn)(void *arg, const struct sheet *sheet, struct error *error), void *arg,
                        struct error *error);

#endif
