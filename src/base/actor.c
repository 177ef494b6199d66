#include "base/actor.h"

static const char *const codes[ROLE_COUNT] = {
	[ROLE_ENUMERATOR] = "enumerator", [ROLE_HAMLET_LEADER] = "hamlet_leader", [ROLE_OFFICER] = "officer",
	[ROLE_LEADER] = "leader", [ROLE_POLICE] = "police", [ROLE_POLICE_SUPERIOR] = "police_superior",
	[ROLE_DISTRICT] = "district", [ROLE_PROVINCE] = "province", [ROLE_ADMIN] = "admin",
};

const char *role_code(enum role role)
{
	return codes[role];
}

bool role_from_code(const char *code, enum role *out)
{
	for (int i = 0; i < ROLE_COUNT; i++) {
		if (strcmp(codes[i], code) == 0) {
			*out = (enum role)i;
			return true;
		}
	}
	return false;
}

bool actor_is_masked(const struct actor *actor)
{
	return (ROLES_MASKED & ROLE_BIT(actor->role)) != 0;
}
