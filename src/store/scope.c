#include "store/scope.h"

/* A police officer knows a sheet once a batch with it has been signed, and as long as it is the police's business. */
#define SIGNED_SHEET \
	"s.state IN ('handed_over', 'entered', 'police_returned', 'archived') AND EXISTS (SELECT 1 FROM handover_sheet hs " \
	"WHERE hs.sheet_id = s.id AND hs.outcome = 'present')"

static const char *const predicates[ROLE_COUNT] = {
	[ROLE_ENUMERATOR] = "(s.created_by = :user OR s.enumerator_id = :user)",
	[ROLE_HAMLET_LEADER] = "(s.created_by = :user OR s.area_id IN (SELECT id FROM scope))",
	[ROLE_OFFICER] = "s.commune_id IN (SELECT id FROM scope)",
	[ROLE_LEADER] = "s.commune_id IN (SELECT id FROM scope)",
	[ROLE_POLICE] = "s.commune_id IN (SELECT id FROM scope) AND " SIGNED_SHEET,
	[ROLE_POLICE_SUPERIOR] = "s.commune_id IN (SELECT id FROM scope) AND " SIGNED_SHEET,
	[ROLE_DISTRICT] = "s.commune_id IN (SELECT id FROM scope)",
	[ROLE_PROVINCE] = "s.commune_id IN (SELECT id FROM scope)",
	[ROLE_ADMIN] = "0",
};

const char *scope_sheets(const struct actor *actor)
{
	return predicates[actor->role];
}

void scope_bind(struct db_row *row, const struct actor *actor)
{
	db_bind_int(row, ":user", actor->user_id);
}
