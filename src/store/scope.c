#include "store/scope.h"

#include "store/tables.h"

enum { COMMUNES };

static const struct db_statement statements[] = {
	[COMMUNES] = { DB_READ, SCOPE_WITH "SELECT a.id FROM scope JOIN area a ON a.id = scope.id WHERE a.level = 'commune' LIMIT 2" },
};

const struct db_statements scope_statements = { statements, COUNT(statements) };

/* What the police know of: every sheet in these states came to them by a batch they signed for (`verify` checks it). */
#define WITH_POLICE "s.state IN (" STATE_LIST(STATES_POLICE) ")"
/* The same where the order of the ids leads, not an index of states; most of a commune's sheets are with the police in the end. */
#define ALONG_POLICE "COALESCE(s.state, '') IN (" STATE_LIST(STATES_POLICE) ")"
#define IN_SCOPE "s.commune_id IN (SELECT id FROM scope)"
#define ALONG_IDS "+s.commune_id IN (SELECT id FROM scope)"
#define OF_COMMUNE "s.commune_id = :commune"

enum { ANYHOW, WIDE, NARROW };

static const char *const predicates[ROLE_COUNT][3] = {
	[ROLE_ENUMERATOR] = { "(s.created_by = :user OR s.enumerator_id = :user)" },
	[ROLE_HAMLET_LEADER] = { "(s.created_by = :user OR s.area_id IN (SELECT id FROM scope))" },
	[ROLE_OFFICER] = { IN_SCOPE, ALONG_IDS, OF_COMMUNE },
	[ROLE_LEADER] = { IN_SCOPE, ALONG_IDS, OF_COMMUNE },
	[ROLE_POLICE] = { IN_SCOPE " AND " WITH_POLICE, ALONG_IDS " AND " ALONG_POLICE, OF_COMMUNE " AND " ALONG_POLICE },
	[ROLE_POLICE_SUPERIOR] = { IN_SCOPE " AND " WITH_POLICE, ALONG_IDS " AND " ALONG_POLICE, OF_COMMUNE " AND " ALONG_POLICE },
	[ROLE_DISTRICT] = { IN_SCOPE, ALONG_IDS, OF_COMMUNE },
	[ROLE_PROVINCE] = { IN_SCOPE, ALONG_IDS, OF_COMMUNE },
	[ROLE_ADMIN] = { "FALSE /*scan ok: it never begins*/" },
};

const char *scope_sheets(const struct actor *actor)
{
	return predicates[actor->role][ANYHOW];
}

const char *scope_tally(const struct actor *actor)
{
	if (scope_is_by_commune(actor))
		return IN_SCOPE;
	return actor->role == ROLE_HAMLET_LEADER ? "s.area_id IN (SELECT id FROM scope)" : "FALSE";
}

void scope_bind(struct db_row *row, const struct actor *actor)
{
	db_bind_int(row, ":user", actor->user_id);
}

bool scope_is_by_commune(const struct actor *actor)
{
	return predicates[actor->role][NARROW] != NULL;
}

const char *scope_ordered(const struct actor *actor)
{
	if (!scope_is_by_commune(actor))
		return predicates[actor->role][ANYHOW];
	return predicates[actor->role][actor->commune_id != 0 ? NARROW : WIDE];
}

void scope_bind_ordered(struct db_row *row, const struct actor *actor)
{
	scope_bind(row, actor);
	if (scope_is_by_commune(actor) && actor->commune_id != 0)
		db_bind_int(row, ":commune", actor->commune_id);
}

int64_t scope_only_commune(struct db *db, int64_t user_id)
{
	struct db_row *row = db_use(db, &statements[COMMUNES]);
	int64_t id = 0;

	db_bind_int(row, ":user", user_id);
	if (db_step(row) == DB_ROW) {
		id = db_int(row, 0);
		if (db_step(row) == DB_ROW)
			id = 0;
	}
	db_done(row);
	return id;
}
