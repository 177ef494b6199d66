/* Papers that come back from the police (src/domain.md §7): those entered, which are kept from then on, and those that
 * they returned, which the officer holds again. The police give, the officer takes. */
#ifndef STORE_HANDOVER_HANDBACK_H
#define STORE_HANDOVER_HANDBACK_H

#include "store/handover/batch.h"

struct handback {
	int64_t id, commune_id, year, number;
	int64_t made_by;
	const char *made_at;
	const char *place, *keeper, *note;      /* or NULL */
	int64_t archived, given_back, missing;
	const char *commune_name, *made_name;   /* this and the next: read only */
	enum role made_role;
};

/* A paper that is to come back, or stands in a list of them; as its batch said when it was signed for. */
struct handback_item {
	int64_t position, sheet_id, commune_id;
	enum outcome outcome;                   /* PRESENT, MISSING; OPEN: it is to come back */
	enum state was;                         /* what the police had done: ENTERED, POLICE_RETURNED */
	enum state state;                       /* of the sheet now */
	int64_t batch_id, number, year;         /* of the batch */
	const char *full_name, *birth_date, *citizen_id, *paper_no, *area_name;
	const char *done_at;                    /* when the police did it */
	int64_t reason;                         /* of their return, 1-8 */
	const char *kept_at;                    /* in a list, of one that was entered: the place; else NULL */
};

/* Limited to the communes of the actor's scope; ERR_NOT_FOUND. */
enum err handback_load(struct db *db, struct arena *arena, const struct actor *actor, int64_t id, struct handback *out,
                       struct error *error);
enum err handback_load_any(struct db *db, struct arena *arena, int64_t id, struct handback *out, struct error *error);
/* The newest first, below `after` (0: all). */
enum err handback_list(struct db *db, struct arena *arena, const struct actor *actor, int64_t after, int limit,
                       struct handback **rows, size_t *count, struct error *error);
enum err handback_count(struct db *db, const struct actor *actor, int64_t *count, struct error *error);
enum err handback_items(struct db *db, struct arena *arena, int64_t id, struct handback_item **items, size_t *count,
                        struct error *error);
/* Papers that the police have done with and that did not come back, by batch and place in it, at most limit; batch_id
 * 0: of all. */
enum err handback_waiting(struct db *db, struct arena *arena, const struct actor *actor, int64_t batch_id, int limit,
                          struct handback_item **items, size_t *count, struct error *error);
/* The paper of that sheet, if it is to come back; *found. */
enum err handback_of_sheet_any(struct db *db, struct arena *arena, int64_t sheet_id, struct handback_item *out,
                               bool *found, struct error *error);

/* Inserts with the next number of its commune and year; id and number are set. */
enum err handback_insert(struct db *db, struct handback *handback, struct error *error);
enum err handback_add(struct db *db, int64_t id, const struct handback_item *item, struct error *error);

/* Every list counts what it has, its numbers have no gap, and its papers are with the commune since then. ERR_INTERNAL
 * names the first that differs. */
enum err handback_verify(struct db *db, struct error *error);

#endif
