#include "store/scope.h"

#include "store/tables.h"

enum { ALONE, COMMUNES };

static const struct db_statement statements[] = {
	[ALONE] = { DB_READ, "SELECT a.id FROM user_area u "
		"JOIN area a ON a.id = u.area_id "
		"WHERE u.user_id = :user AND a.level = 'commune' "
		"AND NOT EXISTS (SELECT 1 FROM area_succession s "
		"WHERE s.successor_id = a.id) "
		"AND NOT EXISTS (SELECT 1 FROM user_area v "
		"WHERE v.user_id = :user AND v.area_id <> u.area_id)" },
	[COMMUNES] = { DB_READ, SCOPE_WITH_COMMUNES
		"SELECT a.id FROM scope "
		"JOIN area a ON a.id = scope.id "
		"WHERE " SCOPE_KEEPS_SHEETS("a") " "
		"LIMIT :limit" },
};

const struct db_statements scope_statements = { statements, COUNT(statements) };

/* What the police know of: every sheet in these states came to them by a batch they signed for (`verify` checks it). */
#define WITH_POLICE "s.state IN (" STATE_LIST(STATES_POLICE) ")"
/* The same where the order of the ids leads, not an index of states; most of a commune's sheets are with the police in
 * the end. */
#define ALONG_POLICE "COALESCE(s.state, '') IN (" STATE_LIST(STATES_POLICE) ")"
#define IN_SCOPE SCOPE_OF_COMMUNES("s")
#define ALONG_IDS SCOPE_OF_COMMUNES("+s")
#define OF_COMMUNE "s.commune_id = :commune"

enum { ANYHOW, WIDE, NARROW, ONE };

/* Which sheets a role sees: by anything, along their ids, by the one commune; whether it sees the one sheet. */
static const struct { enum scope_reach reach; const char *predicates[4]; } rule[ROLE_COUNT] = {
	[ROLE_ENUMERATOR] = { SCOPE_WRITER, { SCOPE_OF_WRITER } },
	[ROLE_HAMLET_LEADER] = { SCOPE_HAMLETS, { SCOPE_OF_HAMLETS } },
	[ROLE_OFFICER] = { SCOPE_COMMUNES, { IN_SCOPE, ALONG_IDS, OF_COMMUNE, SCOPE_COVERS } },
	[ROLE_LEADER] = { SCOPE_COMMUNES, { IN_SCOPE, ALONG_IDS, OF_COMMUNE, SCOPE_COVERS } },
	[ROLE_POLICE] = { SCOPE_COMMUNES,
		{ IN_SCOPE " AND " WITH_POLICE, ALONG_IDS " AND " ALONG_POLICE, OF_COMMUNE " AND " ALONG_POLICE,
		  SCOPE_COVERS " AND " WITH_POLICE } },
	[ROLE_POLICE_SUPERIOR] = { SCOPE_COMMUNES,
		{ IN_SCOPE " AND " WITH_POLICE, ALONG_IDS " AND " ALONG_POLICE, OF_COMMUNE " AND " ALONG_POLICE,
		  SCOPE_COVERS " AND " WITH_POLICE } },
	[ROLE_DISTRICT] = { SCOPE_COMMUNES, { IN_SCOPE, ALONG_IDS, OF_COMMUNE, SCOPE_COVERS } },
	[ROLE_PROVINCE] = { SCOPE_COMMUNES, { IN_SCOPE, ALONG_IDS, OF_COMMUNE, SCOPE_COVERS } },
	[ROLE_ADMIN] = { SCOPE_NOTHING, { "FALSE /*scan ok: it never begins*/" } },
};

enum scope_reach scope_reach(const struct actor *actor)
{
	return rule[actor->role].reach;
}

const char *scope_with(const struct actor *actor)
{
	return scope_is_by_commune(actor) ? SCOPE_WITH_COMMUNES : SCOPE_WITH;
}

const char *scope_sheets(const struct actor *actor)
{
	return rule[actor->role].predicates[ANYHOW];
}

const char *scope_one_with(const struct actor *actor)
{
	return scope_is_by_commune(actor) ? SCOPE_UP_WITH("SELECT commune_id FROM worker_sheet "
	                                                  "WHERE id = :id")
	                                  : SCOPE_WITH;
}

const char *scope_one(const struct actor *actor)
{
	return rule[actor->role].predicates[scope_is_by_commune(actor) ? ONE : ANYHOW];
}

const char *scope_tally(const struct actor *actor)
{
	if (scope_is_by_commune(actor))
		return IN_SCOPE;
	return scope_reach(actor) == SCOPE_HAMLETS ? SCOPE_HAS("s.area_id") : "FALSE";
}

const char *scope_members(const struct actor *actor)
{
	if (scope_is_by_commune(actor))
		return SCOPE_HAS("w.area_id");
	return scope_reach(actor) == SCOPE_HAMLETS
	           ? "(" SCOPE_HAS("w.area_id") " OR w.area_id IN (SELECT h.parent_id FROM area h "
		"WHERE " SCOPE_HAS("h.id") "))"
	           : "FALSE";
}

const char *scope_roster(const struct actor *actor)
{
	static const char *const predicates[] = {
		[SCOPE_NOTHING] = "FALSE",
		[SCOPE_WRITER] = "(r.created_by = :user OR r.member_id = (SELECT m.id FROM member m "
		                 "WHERE m.user_id = :user))",
		[SCOPE_HAMLETS] = "(r.created_by = :user OR " SCOPE_HAS("r.area_id") ")",
		[SCOPE_COMMUNES] = SCOPE_OF_COMMUNES("r"),
	};

	return predicates[scope_reach(actor)];
}

void scope_bind(struct db_row *row, const struct actor *actor)
{
	db_bind_int(row, ":user", actor->user_id);
}

bool scope_is_by_commune(const struct actor *actor)
{
	return scope_reach(actor) == SCOPE_COMMUNES;
}

bool scope_sees_all(const struct actor *actor)
{
	return strcmp(scope_sheets(actor), IN_SCOPE) == 0;
}

const char *scope_ordered(const struct actor *actor)
{
	if (!scope_is_by_commune(actor))
		return rule[actor->role].predicates[ANYHOW];
	return rule[actor->role].predicates[actor->commune_id != 0 ? NARROW : WIDE];
}

void scope_bind_ordered(struct db_row *row, const struct actor *actor)
{
	scope_bind(row, actor);
	if (scope_is_by_commune(actor) && actor->commune_id != 0)
		db_bind_int(row, ":commune", actor->commune_id);
}

/* How many the statement tells of; the first of them, or 0. */
static size_t count_communes(struct db *db, int statement, int64_t user_id, int64_t *first)
{
	struct db_row *row = db_use(db, &statements[statement]);
	size_t count = 0;

	*first = 0;
	db_bind_int(row, ":user", user_id);
	if (statement == COMMUNES)
		db_bind_int(row, ":limit", ACTOR_FEW + 1);
	for (; db_step(row) == DB_ROW; count++)
		*first = count == 0 ? db_int(row, 0) : *first;
	db_done(row);
	return count;
}

/* Most have one commune that came from no other: every request asks, so that the scope is not gone down for these. */
int64_t scope_only_commune(struct db *db, int64_t user_id, bool *few)
{
	int64_t first;
	size_t count = count_communes(db, ALONE, user_id, &first);

	if (count == 0)
		count = count_communes(db, COMMUNES, user_id, &first);
	if (few != NULL)
		*few = count > 0 && count <= ACTOR_FEW;
	return count == 1 ? first : 0;
}
