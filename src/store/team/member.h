/* Members of the Tổ: whoever interviews people, with an account or without one. A sheet names one as its enumerator;
 * one person is one member across campaigns. Whoever may write sheets is a member from the day of the account on. */
#ifndef STORE_TEAM_MEMBER_H
#define STORE_TEAM_MEMBER_H

#include "base/actor.h"
#include "db/db.h"

struct member {
	int64_t id, user_id;            /* user_id 0: no account */
	int64_t row_version;            /* of the facts, the areas, the payment and the targets together */
	const char *full_name, *username; /* of the account, or NULL */
	const char *body, *phone, *trained_on, *active_from, *active_to;
	const char *own_name;           /* before an account was linked to him; NULL: none was, he came with his */
	const char *told;               /* apart from others of the name (MEMBER_TOLD) */
};

extern const struct db_statements member_statements;

/* What a member e is called among those of a commune, both as SQL has them: who shares the name with somebody else
 * there is told apart by the hamlet, where that is not enough by the user name, the body, in the end by the number. */
#define MEMBER_SAME(e, where) \
	"EXISTS (SELECT 1 FROM member same " \
	"JOIN member_area held ON held.member_id = same.id " \
	"JOIN area place ON place.id = held.area_id " \
	"WHERE same.full_name = " e ".full_name AND same.id <> " e ".id AND " where ")"
#define MEMBER_HAMLETS(e, commune, what) \
	"(SELECT " what " FROM member_area own " \
	"JOIN area hamlet ON hamlet.id = own.area_id " \
	"WHERE own.member_id = " e ".id AND hamlet.parent_id = " commune ")"
#define MEMBER_MARK(e) \
	"COALESCE((SELECT login.username FROM app_user login WHERE login.id = " e ".user_id), " e ".body, " \
	"CAST(" e ".id AS TEXT))"
#define MEMBER_TOLD(e, commune) \
	"CASE WHEN NOT " MEMBER_SAME(e, "(place.id = " commune " OR place.parent_id = " commune ")") \
	" THEN " e ".full_name " \
	"WHEN " MEMBER_SAME(e, "place.id IN " MEMBER_HAMLETS(e, commune, "hamlet.id")) \
	" THEN " e ".full_name || ' (' || " MEMBER_HAMLETS(e, commune, "min(hamlet.full_name)") " || ', ' || " \
	MEMBER_MARK(e) " || ')' " \
	"ELSE " e ".full_name || ' (' || COALESCE(" MEMBER_HAMLETS(e, commune, "min(hamlet.full_name)") ", " \
	MEMBER_MARK(e) ") || ')' END"
/* The same in a list of several communes, those of the scope (scope.h): who shares the name with somebody in another of
 * them is told apart by the commune's name too. */
#define MEMBER_TOLD_WIDE(e, commune, name) \
	"(" MEMBER_TOLD(e, commune) ") || CASE WHEN " MEMBER_SAME(e, "place.id <> " commune \
	" AND COALESCE(place.parent_id, 0) <> " commune " AND place.level IN ('commune', 'hamlet') " \
	"AND (" SCOPE_HAS("place.id") " OR " SCOPE_HAS("place.parent_id") ")") \
	" THEN ', ' || " name " ELSE '' END"

/* Of the members m, with their users u: what member_read() reads, and behind it how one is told (MEMBER_TOLD). */
#define MEMBER_COLUMNS \
	"m.id, m.user_id, m.full_name, m.body, m.phone, m.trained_on, m.active_from, m.active_to, u.username, " \
	"m.row_version, m.own_name"
enum { MEMBER_READ = 12 };
void member_read(struct db_row *row, struct arena *arena, struct member *out);

/* The member of a user, the user of a member; 0: none. */
int64_t member_of_user_any(struct db *db, int64_t user_id);
int64_t member_user_any(struct db *db, int64_t id);
/* ERR_NOT_FOUND when there is none. */
enum err member_by_id_any(struct db *db, struct arena *arena, int64_t id, struct member *out, struct error *error);
/* Adds one without an account (full_name to active_to, told and username are not read), and where he works. */
enum err member_add(struct db *db, const struct member *member, const int64_t *areas, size_t count, int64_t *id,
                    struct error *error);
/* Whatever else is changed of one: who has the page of him open sees it first. member_change() does so too. */
enum err member_touch(struct db *db, int64_t id, struct error *error);
/* Other facts of one; of who has an account the name stays as it is there. ERR_NOT_FOUND. */
enum err member_change(struct db *db, const struct member *member, struct error *error);
/* Instead of those that he had and the actor sees. */
enum err member_set_areas(struct db *db, const struct actor *actor, int64_t id, const int64_t *areas, size_t count,
                          struct error *error);
enum err member_set_payment(struct db *db, int64_t id, const char *citizen_id, const char *bank, const char *account,
                            struct error *error);
/* True when something stands under the member: a sheet, a figure of one, a target, the papers. */
bool member_is_named_any(struct db *db, int64_t id);
/* Takes out one under whom nothing stands. */
enum err member_drop(struct db *db, int64_t id, struct error *error);
/* The member is who has that account, which is nobody else's; he is called as it is. */
enum err member_link(struct db *db, int64_t id, int64_t user_id, struct error *error);
/* The account is not his: he is called full_name again, and who has the account is a member of his own. ERR_CONFLICT
 * when none was linked to him. */
enum err member_unlink(struct db *db, const struct member *member, struct error *error);
/* After a user was added or changed: whoever may write is a member, of the name that the account has. */
enum err member_follow_user(struct db *db, int64_t user_id, struct error *error);
/* A member works where the account may: after the areas of the account became others. What he was given within them
 * stays; where it has none any more (of an administrator), all of it. */
enum err member_follow_areas(struct db *db, int64_t user_id, struct error *error);
/* Where he worked in `from`, he works in `to`. */
enum err member_move_area(struct db *db, int64_t id, int64_t from, int64_t to, struct error *error);
/* Those who may be named as enumerator of a sheet: who works in the commune, or in what it became, and had not ended
 * before that day (NULL: whenever); by name. */
enum err member_list_writers(struct db *db, struct arena *arena, int64_t commune_id, const char *day,
                             struct member **members, size_t *count, struct error *error);
/* What one is called among those of the commune (MEMBER_TOLD); ERR_NOT_FOUND. */
enum err member_told_any(struct db *db, struct arena *arena, int64_t id, int64_t commune_id, const char **told,
                         struct error *error);

/* For `verify`: whoever may write is a member of that name, and who has no account works somewhere. ERR_INTERNAL with
 * the first that is not. */
enum err member_verify(struct db *db, struct error *error);

#endif
