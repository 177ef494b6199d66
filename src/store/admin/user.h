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
	const char *told;               /* of writers: apart from others of the name (USER_TOLD) */
	bool must_change;               /* the password before anything else */
};

extern const struct db_statements user_statements;

/* What a user e is called among those of a commune, both as SQL has them: who shares the name with somebody else there
 * is told apart by the hamlet, where that is not enough by the user name. */
#define USER_SAME(e, where) \
	"EXISTS (SELECT 1 FROM app_user same " \
	"JOIN user_area held ON held.user_id = same.id " \
	"JOIN area place ON place.id = held.area_id " \
	"WHERE same.full_name = " e ".full_name AND same.id <> " e ".id AND " where ")"
#define USER_HAMLETS(e, commune, what) \
	"(SELECT " what " FROM user_area own " \
	"JOIN area hamlet ON hamlet.id = own.area_id " \
	"WHERE own.user_id = " e ".id AND hamlet.parent_id = " commune ")"
#define USER_TOLD(e, commune) \
	"CASE WHEN NOT " USER_SAME(e, "(place.id = " commune " OR place.parent_id = " commune ")") \
	" THEN " e ".full_name " \
	"WHEN " USER_SAME(e, "place.id IN " USER_HAMLETS(e, commune, "hamlet.id")) \
	" THEN " e ".full_name || ' (' || " USER_HAMLETS(e, commune, "min(hamlet.full_name)") " || ', ' || " e \
	".username || ')' " \
	"ELSE " e ".full_name || ' (' || COALESCE(" USER_HAMLETS(e, commune, "min(hamlet.full_name)") ", " e \
	".username) || ')' END"

/* ERR_NOT_FOUND when there is none. */
enum err user_by_name(struct db *db, struct arena *arena, const char *username, struct user *out, struct error *error);
enum err user_by_id_any(struct db *db, struct arena *arena, int64_t id, struct user *out, struct error *error);
/* Adds with its areas. ERR_CONFLICT when the name is taken. */
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
/* People who may be named as enumerator of a sheet: enumerators, hamlet leaders and officers whose areas lie in the
 * commune, or are what it became. */
enum err user_list_writers(struct db *db, struct arena *arena, int64_t commune_id, struct user **users, size_t *count,
                           struct error *error);
/* Those of a role who are not locked and in whose scope the area lies, by name. */
enum err user_list_role_any(struct db *db, struct arena *arena, enum role role, int64_t area_id, struct user **users,
                            size_t *count, struct error *error);
/* What one is called among those of the commune (USER_TOLD); ERR_NOT_FOUND. */
enum err user_told_any(struct db *db, struct arena *arena, int64_t id, int64_t commune_id, const char **told,
                       struct error *error);
/* Officers who are not locked and in whose scope the commune lies: those who may accept its sheets. */
enum err user_list_officers_any(struct db *db, struct arena *arena, int64_t commune_id, struct user **users,
                                size_t *count, struct error *error);
/* The areas of a user as assigned, by id. */
enum err user_areas_any(struct db *db, struct arena *arena, int64_t user_id, const int64_t **areas, size_t *count,
                        struct error *error);
/* The user as who acts, without a session; ERR_NOT_FOUND when there is none or it is locked. */
enum err user_actor_any(struct db *db, struct arena *arena, int64_t id, struct actor *out, struct error *error);

/* ---- user_ended.c ---- */

/* A user with an area that has ended, and who took over from it (area_heirs_any). */
struct user_ended {
	int64_t user_id;
	const char *username, *full_name;
	enum role role;
	struct area area;
	struct area_kin *heirs;
	size_t heir_count;
};
/* Those whose areas ended before that day, by user name, then code. */
enum err user_ended_any(struct db *db, struct arena *arena, const char *day, struct user_ended **rows, size_t *count,
                        struct error *error);
/* The user has `to` instead of `from`. */
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
