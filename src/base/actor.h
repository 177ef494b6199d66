/* Who acts: the roles of the domain and the person behind a request or a command. */
#ifndef BASE_ACTOR_H
#define BASE_ACTOR_H

#include "base/code.h"

#define ROLE_BIT(role) (1u << (role))

enum {
	ROLES_WRITERS = ROLE_BIT(ROLE_ENUMERATOR) | ROLE_BIT(ROLE_HAMLET_LEADER) | ROLE_BIT(ROLE_OFFICER),
	ROLES_MASKED = ROLE_BIT(ROLE_LEADER) | ROLE_BIT(ROLE_POLICE_SUPERIOR) | ROLE_BIT(ROLE_DISTRICT) |
	               ROLE_BIT(ROLE_PROVINCE),
	ROLES_WATCHERS = ROLES_MASKED | ROLE_BIT(ROLE_OFFICER) | ROLE_BIT(ROLE_POLICE), /* watch how far others are */
	ROLES_QUALITY = ROLE_BIT(ROLE_HAMLET_LEADER) | ROLE_BIT(ROLE_OFFICER) | ROLE_BIT(ROLE_LEADER) |
	                ROLE_BIT(ROLE_DISTRICT) | ROLE_BIT(ROLE_PROVINCE), /* answer for the work of others */
	ROLES_VIEWS = ROLE_BIT(ROLE_OFFICER) | ROLE_BIT(ROLE_LEADER) | ROLE_BIT(ROLE_ADMIN), /* may ask who saw a sheet */
	ROLES_ALL = ROLE_BIT(ROLE_COUNT) - 1,
	/* see each sheet that progress counts for them */
	ROLES_LATE = ROLES_ALL & ~(ROLE_BIT(ROLE_ADMIN) | ROLE_BIT(ROLE_POLICE) | ROLE_BIT(ROLE_POLICE_SUPERIOR)),
	ROLES_SEE_SHEETS = ROLES_ALL & ~ROLE_BIT(ROLE_ADMIN)
};

/* Lives in the request's arena. Every query of store/ takes one and is limited to its role and areas. */
struct actor {
	int64_t user_id, session_id;
	int64_t member_id;              /* of the Tổ, as whom the user interviews (store/team/member.h); 0: is none */
	enum role role;
	const char *username, *full_name;
	size_t area_count;
	const int64_t *areas;           /* as assigned; subtrees and predecessors are added by store/ */
	int64_t commune_id;             /* the only commune of the scope, when it has exactly one; else 0 */
	bool few_communes;              /* at most ACTOR_FEW: their sheets can be put in order while one waits */
};

/* A unit of 2025 mostly came from two to five communes. */
enum { ACTOR_FEW = 8 };

/* True when the actor sees identity and insurance numbers only by their last three digits. */
bool actor_is_masked(const struct actor *actor);
/* True when the actor is that member; nobody is member 0. */
bool actor_is_member(const struct actor *actor, int64_t member_id);

#endif
