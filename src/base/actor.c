#include "base/actor.h"

bool actor_is_masked(const struct actor *actor)
{
	return (ROLES_MASKED & ROLE_BIT(actor->role)) != 0;
}

bool actor_is_member(const struct actor *actor, int64_t member_id)
{
	return member_id != 0 && actor->member_id == member_id;
}
