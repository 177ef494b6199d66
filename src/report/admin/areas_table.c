/* Areas, for administrators: the roots, what is right under one, or what is looked for. */
#include "base/memory.h"
#include "report/plain_filter.h"
#include "report/registry.h"
#include "store/campaign/area.h"
#include "text/utf8.h"

struct areas_query {
	const char *q;                  /* folded: among all areas; NULL: those right under the area of the path */
	bool ended;                     /* with those that have ended */
};

#define AT(member) offsetof(struct area_node, member)

static const struct column columns[] = {
	{ "name", MSG_AREA_SHORT, KIND_HAMLET, AT(area.full_name), COLUMN_ANYWHERE, 0 },
	{ "code", MSG_HEAD_CODE, KIND_CODE, AT(area.code), COLUMN_ANYWHERE, 0 },
	{ "level", MSG_HEAD_LEVEL, KIND_LEVEL, AT(area.level), COLUMN_ANYWHERE, 0 },
	{ "units", MSG_HEAD_UNITS, KIND_COUNT, AT(children), COLUMN_ANYWHERE, 0 },
	{ "valid_from", MSG_HEAD_VALID_FROM, KIND_DAY, AT(area.valid_from), COLUMN_ANYWHERE, 0 },
	{ "valid_to", MSG_HEAD_VALID_TO, KIND_DAY, AT(area.valid_to), COLUMN_ANYWHERE, 0 },
	{ "id", MSG_HEAD_ID, KIND_ID, AT(area.id), COLUMN_FILE, 0 },
};

static const struct table_filter filters[] = {
	{ "q", MSG_SEARCH, &filter_words, offsetof(struct areas_query, q), NULL },
	{ "ended", MSG_HEAD_VALID_TO, &filter_tick, offsetof(struct areas_query, ended), NULL },
};

static enum err read_nodes(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	const struct areas_query *query = ask->filter;
	struct arena *arena = ask->reader.arena;
	struct area_node *nodes = NULL;
	struct area area = { .full_name = NULL };
	enum err err = ask->ids[0] == 0 ? ERR_OK : area_by_id_any(db, arena, ask->ids[0], &area, error);

	if (err != ERR_OK)
		return err;
	ask->title = area.full_name;
	err = query->q != NULL ? area_search_any(db, arena, query->q, SIZE_MAX, &nodes, &out->count, error)
	                       : area_units_any(db, arena, ask->ids[0], query->ended, &nodes, &out->count, error);
	out->items = nodes;
	return err;
}

static const char *link_area(struct table_ask *ask, const void *row)
{
	return arena_print(ask->reader.arena, "/admin/areas/%lld", (long long)((const struct area_node *)row)->area.id);
}

const struct table areas_table = {
	.name = "dia-ban",
	.path = "/admin/areas",
	.title = MSG_NAV_AREAS,
	.found = MSG_COUNT_UNITS,
	.empty = MSG_AREA_NO_CHILDREN,
	TABLE_COLUMNS(columns),
	TABLE_FILTERS(filters, struct areas_query),
	.row_size = sizeof(struct area_node),
	.small = true,
	.read = read_nodes,
	.link = link_area,
};
