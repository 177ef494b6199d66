#include "store/handover/archive.h"

#include "store/scope.h"
#include "store/tables.h"
#include "text/order.h"

enum { LIST, LIST_ANY };

/* Where a paper lies: as its return said, or whoever archived it without one. */
#define FILES(scope) \
	"SELECT f.commune_id, c.full_name, f.place, f.keeper, count(*), min(f.collected_on), max(f.collected_on) " \
	"FROM (" \
	"SELECT s.commune_id, s.collected_on, COALESCE(r.keeper, '') AS keeper, COALESCE(r.place, (" \
	"SELECT e.reason FROM event e " \
	"JOIN event_kind k ON k.id = e.kind_id " \
	"WHERE e.sheet_id = s.id AND k.action = " ACTION_SQL(ARCHIVE) " " \
	"ORDER BY e.id DESC LIMIT 1), '') AS place " \
	"FROM worker_sheet s " \
	"LEFT JOIN paper_return_sheet y ON y.sheet_id = s.id AND y.outcome = " OUTCOME_SQL(PRESENT) \
	" AND y.was = " STATE_SQL(ENTERED) " " \
	"LEFT JOIN paper_return r ON r.id = y.return_id " \
	"WHERE s.campaign_id = :campaign AND s.state = " STATE_SQL(ARCHIVED) scope ") f " \
	"JOIN area c ON c.id = f.commune_id " \
	"GROUP BY f.commune_id, c.full_name, f.place, f.keeper " \
	"ORDER BY f.commune_id, f.place, f.keeper"

static const struct db_statement statements[] = {
	[LIST] = { DB_READ, SCOPE_WITH_COMMUNES FILES(" AND " SCOPE_OF_COMMUNES("s")) },
	[LIST_ANY] = { DB_READ, FILES("") },
};

const struct db_statements archive_statements = { statements, COUNT(statements) };

static int by_place(const void *left, const void *right)
{
	const struct archive_file *a = left, *b = right;

	if (a->commune_id != b->commune_id)
		return a->commune_id < b->commune_id ? -1 : 1;
	int order = natural_order(a->place, b->place);
	return order != 0 ? order : natural_order(a->keeper, b->keeper);
}

enum err archive_list(struct db *db, struct arena *arena, const struct actor *actor, int64_t campaign_id,
                      struct archive_file **files, size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[actor == NULL ? LIST_ANY : LIST]);
	struct rows list = { 0 };
	enum db_step step;

	if (actor != NULL)
		scope_bind(row, actor);
	db_bind_int(row, ":campaign", campaign_id);
	while ((step = db_step(row)) == DB_ROW) {
		*(struct archive_file *)rows_add(&list, arena, sizeof(struct archive_file)) = (struct archive_file){
			.commune_id = db_int(row, 0), .commune_name = db_copy(row, 1, arena), .place = db_copy(row, 2, arena),
			.keeper = db_copy(row, 3, arena), .sheets = db_int(row, 4), .first_day = db_copy(row, 5, arena),
			.last_day = db_copy(row, 6, arena),
		};
	}
	*files = list.items;
	*count = list.count;
	if (list.count > 1)
		qsort(list.items, list.count, sizeof **files, by_place);
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}
