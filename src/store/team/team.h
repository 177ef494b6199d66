/* The Tổ of a commune: its decision, its members as somebody sees them, what each is to bring. */
#ifndef STORE_TEAM_TEAM_H
#define STORE_TEAM_TEAM_H

#include "store/team/member.h"

extern const struct db_statements team_statements;

/* ---- the decision ---- */

struct team {
	int64_t commune_id;
	const char *name, *decision_no, *decided_on; /* name NULL: nothing is known of it yet */
	int64_t row_version;
	int64_t keeper_id;              /* the member who keeps the papers; 0: not said */
	const char *keeper_name;
};

/* Of the commune; one without a name when nothing is known. */
enum err team_of_any(struct db *db, struct arena *arena, int64_t commune_id, struct team *out, struct error *error);
enum err team_set(struct db *db, const struct team *team, struct error *error);
/* It is that of the commune `to` from now on, which has none; else it stays: *moved is false. */
enum err team_move(struct db *db, int64_t from, int64_t to, bool *moved, struct error *error);

/* ---- the members that somebody sees (scope_members()) ---- */

struct member_area { int64_t member_id, area_id; const char *code, *name, *level; };

struct member_row {
	struct member member;
	int64_t commune_id;             /* where he works, one of them */
	const char *commune_name;
	const struct member_area *areas; /* those that the actor sees, by code */
	size_t area_count;
};

/* All of them, by id. area_id: only who works there or below it, or in the whole commune of that hamlet; 0: anywhere.
 */
enum err member_list(struct db *db, struct arena *arena, const struct actor *actor, int64_t area_id,
                     struct member_row **rows, size_t *count, struct error *error);
/* The same for a paper of the commune, whoever asks. */
enum err member_list_any(struct db *db, struct arena *arena, int64_t commune_id, struct member_row **rows,
                         size_t *count, struct error *error);
/* ERR_NOT_FOUND when there is none that the actor sees. */
enum err member_load(struct db *db, struct arena *arena, const struct actor *actor, int64_t id, struct member_row *out,
                     struct error *error);

/* ---- what stands for payment, and for officers alone ---- */

struct member_payment { const char *citizen_id, *bank, *account; };

/* All NULL for every other role. */
enum err member_payment(struct db *db, struct arena *arena, const struct actor *actor, int64_t id,
                        struct member_payment *out, struct error *error);

/* ---- what he is to bring ---- */

struct member_target { int64_t member_id, campaign_id, sheets, sent; const char *due_on; };

/* Of a campaign, by member: the target (0: none), and how many sheets of his were sent, in what the actor sees. */
enum err member_target_list(struct db *db, struct arena *arena, const struct actor *actor, int64_t campaign_id,
                            struct member_target **rows, size_t *count, struct error *error);
/* The same of one member, by campaign. */
enum err member_targets_of(struct db *db, struct arena *arena, const struct actor *actor, int64_t member_id,
                           struct member_target **rows, size_t *count, struct error *error);
/* The targets alone; sent is 0. */
enum err member_targets_any(struct db *db, struct arena *arena, int64_t campaign_id, struct member_target **rows,
                            size_t *count, struct error *error);
/* sheets 0: none any more. A change of the member (member_touch()). */
enum err member_target_set(struct db *db, int64_t member_id, int64_t campaign_id, int64_t sheets, const char *due_on,
                           struct error *error);

#endif
