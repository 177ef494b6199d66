/* Users and their areas. */
#ifndef STORE_ADMIN_USER_H
#define STORE_ADMIN_USER_H

#include "base/actor.h"
#include "db/db.h"
#include "store/campaign/area.h"

struct user {
	int64_t id;
	const char *username, *full_name, *password_hash, *created_at, *locked_at;
	enum role role;
	const int64_t *areas;
	size_t area_count;
	bool must_change;               /* the password before anything else */
};

extern const struct db_statements user_statements;

/* ERR_NOT_FOUND when there is none. */
enum err user_by_name(struct db *db, struct arena *arena, const char *username, struct user *out, struct error *error);
enum err user_by_id_any(struct db *db, struct arena *arena, int64_t id, struct user *out, struct error *error);
/* Adds with its areas, and as a member who may write (store/team/member.h). ERR_CONFLICT when the name is taken. */
enum err user_add(struct db *db, const struct user *user, int64_t *id, struct error *error);
enum err user_set_password(struct db *db, int64_t id, const char *password_hash, struct error *error);
/* True: the user gets to nothing but the change of the password. */
enum err user_set_must_change(struct db *db, int64_t id, bool must_change, struct error *error);
/* locked_at NULL unlocks. */
enum err user_set_locked(struct db *db, int64_t id, const char *locked_at, struct error *error);
enum err user_set_profile(struct db *db, int64_t id, const char *full_name, enum role role, struct error *error);
/* Instead of those that the user had. */
enum err user_set_areas(struct db *db, int64_t id, const int64_t *areas, size_t count, struct error *error);
enum err user_list_any(struct db *db, struct arena *arena, struct user **users, size_t *count, struct error *error);
/* Those of a role who are not locked and in whose scope the area lies, by name. */
enum err user_list_role_any(struct db *db, struct arena *arena, enum role role, int64_t area_id, struct user **users,
                            size_t *count, struct error *error);
/* Officers who are not locked and in whose scope the commune lies: those who may accept its sheets. */
enum err user_list_officers_any(struct db *db, struct arena *arena, int64_t commune_id, struct user **users,
                                size_t *count, struct error *error);
/* The areas of a user as assigned, by id. */
enum err user_areas_any(struct db *db, struct arena *arena, int64_t user_id, const int64_t **areas, size_t *count,
                        struct error *error);
/* The user as who acts, without a session; ERR_NOT_FOUND when there is none or it is locked. */
enum err user_actor_any(struct db *db, struct arena *arena, int64_t id, struct actor *out, struct error *error);

/* ---- user_ended.c ---- */

/* A user, a member without an account or a Tổ with an area that has ended, and who took over from it (area_heirs_any).
 * A Tổ is left out where there is one already of the unit that took over. */
struct user_ended {
	int64_t user_id, member_id;     /* both 0: the Tổ of the area */
	const char *username, *full_name; /* username NULL: no account */
	enum role role;                 /* of the account */
	struct area area;
	struct area_kin *heirs;
	size_t heir_count;
};
/* Those whose areas ended before that day: users by name, members, the Tổ. */
enum err user_ended_any(struct db *db, struct arena *arena, const char *day, struct user_ended **rows, size_t *count,
                        struct error *error);
/* The user, and the member who he is, has `to` instead of `from`. */
enum err user_move_area(struct db *db, int64_t user_id, int64_t from, int64_t to, struct error *error);

/* ---- user.c ---- */

struct user_counts { int64_t all, locked, must_change; };
enum err user_count_any(struct db *db, struct user_counts *out, struct error *error);

/* Some of the users. */
struct user_filter {
	const char *q;                  /* folded: in the user name or in the name; NULL: not said */
	bool of_role;                   /* of this role; else of any */
	enum role role;
	int64_t area_id;                /* areas of theirs in its subtree; 0: any */
	int locked;                     /* 1 locked, -1 not locked, 0 either */
};
/* By user name. */
enum err user_find_any(struct db *db, struct arena *arena, const struct user_filter *filter, struct user **users,
                       size_t *count, struct error *error);

#endif
