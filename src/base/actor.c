#include "base/actor.h"

bool actor_is_masked(const struct actor *actor)
{
	return (ROLES_MASKED & ROLE_BIT(actor->role)) != 0;
}
