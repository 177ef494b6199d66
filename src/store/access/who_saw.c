#include "store/access/who_saw.h"

#include "base/json.h"
#include "store/access/id_list.h"
#include "store/campaign/area.h"
#include "store/chain.h"
#include "store/person/person.h"
#include "store/sheet/record.h"
#include "store/sheet/sheet.h"
#include "store/tables.h"
#include "text/messages.h"

enum { COMMUNE, MOVES, BY_ITSELF, IN_LISTS };

#define SEEN \
	"SELECT l.id, l.at, u.full_name, u.username, u.role, l.action, l.table_name, l.detail, l.ids FROM access_log l " \
	"LEFT JOIN app_user u ON u.id = l.actor_id "
#define MEANWHILE "AND l.at >= :from AND l.at < :until "

static const struct db_statement statements[] = {
	[COMMUNE] = { DB_READ, "SELECT commune_id FROM worker_sheet "
		"WHERE id = :sheet" },
	[MOVES] = { DB_READ, "SELECT diff FROM event "
		"WHERE sheet_id = :sheet AND diff LIKE '%\"area_id\":[%'" },
	[BY_ITSELF] = { DB_READ, SEEN
		"WHERE l.sheet_id = :sheet " MEANWHILE
		"ORDER BY l.at DESC" },
	[IN_LISTS] = { DB_READ, SEEN
		"WHERE l.commune_id = :commune " MEANWHILE "AND l.lowest <= :sheet AND l.highest >= :sheet "
		"ORDER BY l.at DESC" },
};

const struct db_statements who_saw_statements = { statements, COUNT(statements) };

struct search {
	struct db *db;
	struct arena *arena;
	const struct who_saw *sought;
	int64_t *sheets;                /* ascending */
	size_t sheet_count;
	int64_t sheet_id;               /* of them, whose rows are read now */
	struct rows communes;           /* int64_t: of the lists to look at for it; 0: those of several */
	struct rows found;              /* struct who_saw_row */
};

/* ---- which sheets, and where they were ---- */

static int64_t commune_of(struct db *db, int64_t sheet_id)
{
	struct db_row *row = db_use(db, &statements[COMMUNE]);
	int64_t commune = 0;

	db_bind_int(row, ":sheet", sheet_id);
	if (db_step(row) == DB_ROW)
		commune = db_int(row, 0);
	db_done(row);
	return commune;
}

static bool may_ask(struct db *db, const struct actor *actor, int64_t sheet_id)
{
	if (actor->role == ROLE_ADMIN)
		return commune_of(db, sheet_id) != 0;
	return (actor->role == ROLE_OFFICER || actor->role == ROLE_LEADER) && sheet_visible(db, actor, sheet_id);
}

static enum err find_sheets(struct search *s, const struct actor *actor, struct error *error)
{
	int64_t *ids = arena_array(s->arena, 1, sizeof *ids);
	size_t count = 1;
	enum err err = ERR_OK;

	ids[0] = s->sought->sheet_id;
	if (ids[0] == 0)
		err = record_ids_of_person_any(s->db, s->arena, person_root_any(s->db, s->sought->person_id), &ids, &count,
		                               error);
	if (err != ERR_OK)
		return err;
	s->sheets = arena_array(s->arena, count + 1, sizeof *s->sheets);
	for (size_t i = 0; i < count; i++) {
		if (may_ask(s->db, actor, ids[i]))
			s->sheets[s->sheet_count++] = ids[i];
	}
	s->sheet_count = id_list_sort(s->sheets, s->sheet_count);
	if (s->sheet_count == 0)
		return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "nobody to ask about");
	return ERR_OK;
}

static void add_commune(struct search *s, int64_t commune)
{
	const int64_t *known = s->communes.items;

	for (size_t i = 0; i < s->communes.count; i++) {
		if (known[i] == commune)
			return;
	}
	*(int64_t *)rows_add(&s->communes, s->arena, sizeof commune) = commune;
}

/* A sheet that was put right into another commune was shown among those of the one before. */
static void add_before(struct search *s, const char *diff)
{
	cJSON *changed = json_parse(diff, strlen(diff));
	const char *before = cJSON_GetStringValue(cJSON_GetArrayItem(json_member(changed, "area_id"), 0));
	int64_t commune = before == NULL ? 0 : area_commune_any(s->db, strtoll(before, NULL, 10));

	add_commune(s, commune);
	cJSON_Delete(changed);
}

static enum err find_communes(struct search *s, struct error *error)
{
	struct db_row *row = db_use(s->db, &statements[MOVES]);
	enum db_step step;

	s->communes = (struct rows){ .count = 0 };
	add_commune(s, 0);
	add_commune(s, commune_of(s->db, s->sheet_id));
	db_bind_int(row, ":sheet", s->sheet_id);
	while ((step = db_step(row)) == DB_ROW)
		add_before(s, db_text(row, 0));
	return step == DB_DONE ? ERR_OK : db_fault(s->db, error);
}

/* ---- what was shown ---- */

static void add_found(struct search *s, struct db_row *row)
{
	*(struct who_saw_row *)rows_add(&s->found, s->arena, sizeof(struct who_saw_row)) = (struct who_saw_row){
		.id = db_int(row, 0),
		.at = read_time(row, 1, s->arena),
		.actor_name = db_copy(row, 2, s->arena),
		.username = db_copy(row, 3, s->arena),
		.role = (enum role)read_code(row, 4, &role_codes),
		.access = (enum access)read_code(row, 5, &access_codes),
		.table = db_copy(row, 6, s->arena),
		.detail = db_copy(row, 7, s->arena),
		.sheet_id = s->sheet_id,
	};
}

/* The first moment that is not asked for; the one that the list goes on from is. */
static int64_t end_of(const struct search *s)
{
	const struct who_saw *sought = s->sought;
	int64_t until = sought->until == NULL ? INT64_MAX : clock_from_iso(sought->until);
	int64_t before = sought->before_at == NULL ? INT64_MAX : clock_from_iso(sought->before_at);

	return before < until ? before + 1 : until;
}

static bool is_above(const struct search *s, struct db_row *row)
{
	const char *before = s->sought->before_at;

	return before != NULL && db_int(row, 1) == clock_from_iso(before) && db_int(row, 0) >= s->sought->before_id;
}

/* Whether the sheet is among the ids of a list: ID_NEXT or ID_END; ID_DAMAGED: they cannot be read. */
static enum id_step find_shown(const struct search *s, struct db_row *row)
{
	size_t length;
	const void *bytes = db_blob(row, 8, &length);

	return id_list_find(bytes, length, s->sheet_id);
}

/* Enough of them, and all of the last one's second. */
static bool is_enough(const struct search *s, size_t begun, struct db_row *row)
{
	const struct who_saw_row *found = s->found.items;
	size_t count = s->found.count;

	return count - begun >= s->sought->limit && clock_from_iso(found[count - 1].at) != db_int(row, 1);
}

static enum err refuse(struct db_row *row, struct error *error)
{
	error_set(error, ERR_INTERNAL, message_text(MSG_INTERNAL), "access_log %lld: damaged ids",
	          (long long)db_int(row, 0));
	db_done(row);
	return ERR_INTERNAL;
}

/* lists: what the statement gives showed it only if it is among the ids. */
static enum err read_rows(struct search *s, struct db_row *row, bool lists, struct error *error)
{
	size_t begun = s->found.count;
	enum db_step step;

	db_bind_int(row, ":sheet", s->sheet_id);
	db_bind_int(row, ":from", s->sought->from == NULL ? 0 : clock_from_iso(s->sought->from));
	db_bind_int(row, ":until", end_of(s));
	while ((step = db_step(row)) == DB_ROW && !is_enough(s, begun, row)) {
		enum id_step shown = is_above(s, row) ? ID_END : lists ? find_shown(s, row) : ID_NEXT;
		if (shown == ID_DAMAGED)
			return refuse(row, error);
		if (shown == ID_NEXT)
			add_found(s, row);
	}
	if (step == DB_ROW)
		return db_end(row, error);
	return step == DB_DONE ? ERR_OK : db_fault(s->db, error);
}

static enum err read_sheet(struct search *s, struct error *error)
{
	enum err err = find_communes(s, error);
	const int64_t *communes = s->communes.items;

	if (err == ERR_OK)
		err = read_rows(s, db_use(s->db, &statements[BY_ITSELF]), false, error);
	for (size_t i = 0; i < s->communes.count && err == ERR_OK; i++) {
		struct db_row *row = db_use(s->db, &statements[IN_LISTS]);
		db_bind_int(row, ":commune", communes[i]);
		err = read_rows(s, row, true, error);
	}
	return err;
}

/* ---- in order ---- */

static int newest_first(const void *a, const void *b)
{
	const struct who_saw_row *x = a, *y = b;
	int order = strcmp(y->at, x->at);

	if (order != 0)
		return order;
	if (x->id != y->id)
		return x->id < y->id ? 1 : -1;
	return x->sheet_id < y->sheet_id ? -1 : x->sheet_id > y->sheet_id;
}

static size_t cut(const struct who_saw_row *rows, size_t count, size_t limit)
{
	size_t kept = limit > count ? count : limit;

	while (kept > 0 && kept < count && rows[kept].id == rows[kept - 1].id)
		kept++;
	return kept;
}

enum err access_who_saw(struct db *db, struct arena *arena, const struct actor *actor, const struct who_saw *sought,
                        struct who_saw_row **rows, size_t *count, struct error *error)
{
	struct search s = { .db = db, .arena = arena, .sought = sought };
	enum err err = find_sheets(&s, actor, error);

	for (size_t i = 0; i < s.sheet_count && err == ERR_OK; i++) {
		s.sheet_id = s.sheets[i];
		err = read_sheet(&s, error);
	}
	if (err != ERR_OK)
		return err;
	if (s.found.count > 1)
		qsort(s.found.items, s.found.count, sizeof **rows, newest_first);
	*rows = s.found.items;
	*count = cut(*rows, s.found.count, sought->limit);
	return ERR_OK;
}
