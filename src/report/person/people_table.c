/* Looking for a person: among the sheets that the actor may see, each person once a page, with the newest sheet that
 * was found. */
#include "base/memory.h"
#include "report/lines.h"
#include "report/registry.h"
#include "store/person/person.h"
#include "store/person/person_end.h"
#include "store/sheet/record.h"

#define AT(member) offsetof(struct person_line, member)

static const struct column columns[] = {
	SHEET_NAME, SHEET_BIRTH_DATE, SHEET_SEX, SHEET_CITIZEN_ID, SHEET_HAMLET,
	{ "sheets", MSG_HEAD_COUNT, KIND_COUNT, AT(sheets), COLUMN_ANYWHERE, 0 },
	{ "person_id", MSG_HEAD_ID, KIND_ID, AT(person_id), COLUMN_FILE, 0 },
	{ "commune", MSG_LEVEL_COMMUNE, KIND_NAME, SHEET_AT(commune_name), COLUMN_FILE, 0 },
	SHEET_FILE_ID,
};

struct people_query {
	struct sheet_query sheets;
	bool ended;                     /* those who have; else those who go on */
};

static const struct filter_choice ends[] = { { "1", MSG_FILTER_ENDED_ONLY } };

static bool read_ended(struct table_ask *ask, const char *text, void *place)
{
	(void)ask;
	*(bool *)place = true;
	return strcmp(text, "1") == 0;
}

static const struct filter_kind filter_ended = { .look = LOOK_SELECT, .read = read_ended, FILTER_CHOICES(ends) };

static const struct table_filter filters[] = { FILTER_OF_AREA,
	{ "ended", MSG_FILTER_ENDED, &filter_ended, offsetof(struct people_query, ended), "person_end_person" },
	FILTER_OF_Q };

static enum err begin(struct table_ask *ask, struct error *error)
{
	const struct sheet_query *query = ask->filter;

	if (ask->typed == NULL && query->sheets.area_id != 0)
		ask->refusal = message_text(MSG_PEOPLE_ASK);
	return sheet_query_begin(ask, error);
}

/* Of the person, that the actor may see; the one that is shown is one of them. */
static enum err count_sheets(struct db *db, const struct kind_reader *reader, struct person_line *one,
                             struct error *error)
{
	int64_t *ids;
	size_t count = 0;
	enum err err = record_ids_of_person_any(db, reader->arena, one->person_id, &ids, &count, error);

	for (size_t i = 0; i < count && err == ERR_OK; i++)
		one->sheets += ids[i] == one->line.sheet.id || sheet_visible(db, reader->actor, ids[i]);
	return err;
}

/* A sheet that was never sent has no person yet. */
static enum err add_person(struct db *db, const struct kind_reader *reader, const struct sheet_line *sheet,
                           bool ended, struct table_rows *out, struct error *error)
{
	struct person_line *lines = out->items;
	struct record_row record;
	enum err err = record_load_any(db, reader->arena, sheet->sheet.id, &record, error);
	int64_t root = err == ERR_OK ? record.person_id : 0;

	if (root != 0 && person_is_joined_any(db, root))
		root = person_root_any(db, root);
	if (root != 0 && person_has_ended_any(db, root) != ended)
		root = 0;
	for (size_t i = 0; i < out->count && root != 0; i++)
		root = lines[i].person_id == root ? 0 : root;
	if (err != ERR_OK || root == 0)
		return err;
	lines[out->count] = (struct person_line){ .line = *sheet, .person_id = root };
	return count_sheets(db, reader, &lines[out->count++], error);
}

static enum err read(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	const struct people_query *query = ask->filter;
	struct table_ask rest = *ask;
	bool more = ask->typed != NULL;
	enum err err = ERR_OK;

	/* Some sheets are of one person, or of nobody yet: looking twice is dearer than reading more. */
	rest.limit = 2 * ask->limit;
	out->items = arena_array(ask->reader.arena, ask->limit, sizeof(struct person_line));
	while (more && out->count < ask->limit && err == ERR_OK) {
		struct table_rows sheets = { .count = 0 };
		err = sheet_query_read(db, &rest, &sheets, error);
		const struct sheet_line *lines = sheets.items;
		for (size_t i = 0; i < sheets.count && out->count < ask->limit && err == ERR_OK; i++)
			err = add_person(db, &ask->reader, &lines[i], query->ended, out, error);
		more = sheets.count == rest.limit;
		out->total = rest.whole ? sheets.total : out->total;
		rest.whole = false;
		rest.after.id = more ? lines[sheets.count - 1].sheet.id : 0;
	}
	return err;
}

static enum err ids_of(struct db *db, struct table_ask *ask, int64_t **ids, size_t *count, struct error *error)
{
	*ids = arena_array(ask->reader.arena, 1, sizeof **ids);
	*count = 0;
	return ask->typed == NULL ? ERR_OK : sheet_query_ids(db, ask, ids, count, error);
}

static const char *link_of(struct table_ask *ask, const void *row)
{
	return arena_print(ask->reader.arena, "/people/%lld", (long long)((const struct person_line *)row)->person_id);
}

const struct table people_table = {
	.name = "ho-so",
	.path = "/people",
	.title = MSG_TITLE_PEOPLE,
	.found = MSG_PEOPLE_FOUND,
	.empty = MSG_PEOPLE_ASK,
	TABLE_COLUMNS(columns),
	TABLE_FILTERS(filters, struct people_query),
	.row_size = sizeof(struct person_line),
	.shows = SHOWS_SHEETS,
	.id = SHEET_AT(id),
	.commune = SHEET_AT(commune_id),
	.begin = begin,
	.read = read,
	.ids = ids_of,
	.link = link_of,
};
