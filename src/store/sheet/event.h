/* History (event): append-only, each row hashed onto the one before (store/chain.h). */
#ifndef STORE_SHEET_EVENT_H
#define STORE_SHEET_EVENT_H

#include "base/actor.h"
#include "base/hash.h"
#include "db/db.h"

struct event {
	int64_t id;
	const char *at;                 /* UTC */
	int64_t actor_id;               /* 0: a command */
	const char *actor_name;         /* reading only */
	enum action action;
	int64_t sheet_id;               /* 0: not about a sheet */
	enum state from_state, to_state; /* or NONE */
	const char *reason;             /* or NULL */
	const char *diff;               /* JSON, or NULL */
	bool cut;                       /* reading only: the diff is too long for a page and left out */
};

/* Appends; id, actor_name are ignored. WRITE: in a task or a command's transaction. */
enum err event_add(struct db *db, const struct event *event, struct error *error);
enum { EVENT_LIST_MOST = 100 };

/* The last EVENT_LIST_MOST events of a sheet, oldest first. The caller has seen that the actor may see the sheet. */
enum err event_list(struct db *db, struct arena *arena, int64_t sheet_id, struct event **events, size_t *count,
                    struct error *error);
/* What moved a sheet, however long ago: the events that led from one state to another, batches, what was taken back,
 * and the very last event; oldest first. The diff of a return by the police and of an acceptance is read whole, of
 * the others only that there is one. */
enum err event_moves_any(struct db *db, struct arena *arena, int64_t sheet_id, struct event **events, size_t *count,
                         struct error *error);
/* What was typed into a sheet after it was made: its events "edit", and "correct" since it was last submitted, oldest
 * first. */
enum err event_typing_any(struct db *db, struct arena *arena, int64_t sheet_id, struct event **events, size_t *count,
                          struct error *error);
/* Whether the last event of the sheet is that action of that actor, and the only such one after that event. */
enum err event_is_only_any(struct db *db, int64_t sheet_id, int64_t after, enum action action, int64_t actor_id,
                           bool *only, struct error *error);
/* The id of the last of all; 0: there is none. And its hash, "" then. */
int64_t event_head_any(struct db *db);
int64_t event_head_hash_any(struct db *db, char hash[HASH_TEXT]);
/* The sheets that something happened to after that event. */
enum err event_since_any(struct db *db, struct arena *arena, int64_t after, int64_t **sheets, size_t *count,
                         struct error *error);
/* Between which ids all events lie that are from that time on and before that one (UTC; NULL: any); some others may
 * too. No such event: 1 and 0. */
void event_ids_between(struct db *db, const char *from, const char *until, int64_t *first, int64_t *last);
/* To how many sheets the actor has done that since a time (UTC), and it was not taken back. */
enum err event_count_sheets(struct db *db, const struct actor *actor, enum action action, const char *since,
                            int64_t *count, struct error *error);
/* Recomputes the chain, and which events each day has. ERR_INTERNAL naming the first row that does not hold; else the
 * head (arena). */
enum err event_verify(struct db *db, struct arena *arena, const char **head, struct error *error);

#endif
