/* The list against the sheets, line by line and hamlet by hamlet. */
#include "base/memory.h"
#include "report/registry.h"
#include "report/roster/roster_tables.h"
#include "report/sheet_query.h"

#define AT(member) offsetof(struct reconcile_row, member)

static const struct column columns[] = {
	{ "result", MSG_HEAD_RECONCILE, KIND_RECONCILE, AT(result), COLUMN_ANYWHERE, 0 },
	{ .question = MEANING_full_name, .head = MSG_HEAD_NAME, .kind = KIND_PERSON, .at = AT(name) },
	{ .question = MEANING_birth_date, .head = MSG_HEAD_BIRTH, .kind = KIND_DAY, .at = AT(birth) },
	{ .question = MEANING_citizen_id, .head = MSG_HEAD_CITIZEN_ID, .kind = KIND_NUMBER, .at = AT(number) },
	{ "area", MSG_LEVEL_HAMLET, KIND_HAMLET, AT(hamlet), COLUMN_ANYWHERE, 0 },
	{ "differs", MSG_HEAD_DIFFERS, KIND_TEXT, AT(differs), COLUMN_ANYWHERE, 0 },
	{ "fields", MSG_HEAD_DIFFERS, KIND_CODES, AT(line.fields), COLUMN_FILE, 0 },
	{ "sheet_name", MSG_HEAD_SHEET_NAME, KIND_NAME, AT(sheet_name), COLUMN_FILE, 0 },
	{ "sheet_birth", MSG_HEAD_SHEET_BIRTH, KIND_DAY, AT(sheet_birth), COLUMN_FILE, 0 },
	{ "sheet_number", MSG_HEAD_SHEET_NUMBER, KIND_NUMBER, AT(sheet_number), COLUMN_FILE, 0 },
	{ "decision", MSG_HEAD_HANDLED, KIND_RECONCILE_CHOICE, AT(choice), COLUMN_ANYWHERE, 0 },
	{ "note", MSG_HEAD_NOTE, KIND_TEXT, AT(note), COLUMN_WIDE, 0 },
	{ "roster_id", MSG_ROSTER_LIST, KIND_ID, AT(roster_id), COLUMN_FILE, 0 },
	{ "sheet_id", MSG_HEAD_SHEET, KIND_ID, AT(sheet_id), COLUMN_FILE, 0 },
};

/* ---- filters ---- */

struct reconcile_query { int64_t campaign_id, area_id; enum reconcile result; };

#define FILTER_AT(member) offsetof(struct reconcile_query, member)

static bool read_result(struct table_ask *ask, const char *text, void *place)
{
	int found = codes_find(&reconcile_codes, text);
	enum reconcile result = found < 0 ? RECONCILE_ANY : (enum reconcile)found;

	(void)ask;
	memcpy(place, &result, sizeof result);
	return found > 0;
}

#define CHOICE_OF(name, code) { code, MSG_RECONCILE_##name },
static const struct filter_choice results[] = { RECONCILES(CHOICE_OF) };
static const struct filter_kind filter_result = { .look = LOOK_SELECT, .read = read_result, FILTER_CHOICES(results) };

#define FILTER_OF_HAMLETS { "area", MSG_LEVEL_AREA, &filter_area, FILTER_AT(area_id), NULL }
#define FILTER_OF_LISTED { "campaign", MSG_FILTER_CAMPAIGN, &filter_campaign, FILTER_AT(campaign_id), NULL }

static const struct table_filter filters[] = {
	{ "result", MSG_HEAD_RECONCILE, &filter_result, FILTER_AT(result), NULL },
	FILTER_OF_HAMLETS,
	FILTER_OF_LISTED,
};

static const struct table_filter hamlet_filters[] = { FILTER_OF_LISTED };

/* ---- lines ---- */

/* The heads of the columns that differ. */
const char *reconcile_told(struct arena *arena, const char *fields)
{
	static const struct { const char *name; enum message head; } heads[] = {
		{ ROSTER_FULL_NAME, MSG_HEAD_NAME }, { ROSTER_BIRTH_DATE, MSG_HEAD_BIRTH }, { ROSTER_SEX, MSG_HEAD_SEX },
		{ ROSTER_CITIZEN_ID, MSG_HEAD_CITIZEN_ID }, { "area", MSG_LEVEL_HAMLET }, { "address", MSG_HEAD_ADDRESS },
	};
	const char *told = "";

	for (size_t i = 0; i < COUNT(heads); i++) {
		if (strstr(fields, heads[i].name) != NULL)
			told = arena_print(arena, "%s%s%s", told, told[0] == '\0' ? "" : ", ", message_text(heads[i].head));
	}
	return told;
}

struct reconcile_row reconcile_row_of(struct arena *arena, const struct reconcile_line *line)
{
	const struct roster_facts *shown = line->row != NULL ? &line->row->facts : &line->sheet->facts;
	struct reconcile_row row = { .line = *line, .result = line->result, .name = shown->full_name,
		.birth = shown->birth_date, .number = shown->citizen_id,
		.hamlet = line->row != NULL ? line->row->area_name : line->sheet->area_name,
		.differs = reconcile_told(arena, line->fields), .roster_id = line->row == NULL ? 0 : line->row->id };

	if (line->sheet != NULL) {
		row.sheet_id = line->sheet->id;
		row.sheet_name = line->sheet->facts.full_name;
		row.sheet_birth = line->sheet->facts.birth_date;
		row.sheet_number = line->sheet->facts.citizen_id;
	}
	if (line->decision != NULL) {
		row.choice = line->decision->choice;
		row.note = line->decision->note;
	}
	return row;
}

static enum err read(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	const struct reconcile_query *q = ask->filter;
	struct reconcile_lines lines;
	enum err err = reconcile_read(db, ask->reader.arena, ask->reader.actor, q->campaign_id, q->area_id, &lines, error);

	if (err != ERR_OK)
		return err;
	struct reconcile_row *rows = arena_array(ask->reader.arena, lines.count + 1, sizeof *rows);
	for (size_t i = 0; i < lines.count; i++) {
		if (q->result == RECONCILE_ANY || q->result == lines.items[i].result)
			rows[out->count++] = reconcile_row_of(ask->reader.arena, &lines.items[i]);
	}
	out->items = rows;
	return ERR_OK;
}

static const char *link_of(struct table_ask *ask, const void *row)
{
	const struct reconcile_row *line = row;

	if (line->roster_id != 0)
		return arena_print(ask->reader.arena, "/reconcile/row/%lld", (long long)line->roster_id);
	return arena_print(ask->reader.arena, "/reconcile/sheet/%lld", (long long)line->sheet_id);
}

const struct table reconcile_table = {
	.name = "doi-soat-bang-ke",
	.path = "/reconcile",
	.title = MSG_TITLE_RECONCILE,
	.found = MSG_COUNT_RECONCILE,
	.empty = MSG_NO_RECONCILE,
	TABLE_COLUMNS(columns),
	TABLE_FILTERS(filters, struct reconcile_query),
	.row_size = sizeof(struct reconcile_row),
	.small = true,
	.shows = SHOWS_PEOPLE,
	.read = read,
	.link = link_of,
};

/* ---- hamlet by hamlet ---- */

#define HAMLET_AT(member) offsetof(struct reconcile_hamlet, member)

static const struct column hamlet_columns[] = {
	{ "area", MSG_LEVEL_HAMLET, KIND_HAMLET, HAMLET_AT(name), COLUMN_ANYWHERE, 0 },
	{ "same", MSG_RECONCILE_SAME, KIND_COUNT, HAMLET_AT(counts[RECONCILE_SAME]), COLUMN_ANYWHERE, 0 },
	{ "differs", MSG_RECONCILE_DIFFERS, KIND_COUNT, HAMLET_AT(counts[RECONCILE_DIFFERS]), COLUMN_ANYWHERE, 0 },
	{ "list_only", MSG_RECONCILE_LIST_ONLY, KIND_COUNT, HAMLET_AT(counts[RECONCILE_LIST_ONLY]), COLUMN_ANYWHERE, 0 },
	{ "sheet_only", MSG_RECONCILE_SHEET_ONLY, KIND_COUNT, HAMLET_AT(counts[RECONCILE_SHEET_ONLY]), COLUMN_ANYWHERE,
	  0 },
	{ "decided", MSG_HEAD_HANDLED, KIND_SOME, HAMLET_AT(decided), COLUMN_ANYWHERE, 0 },
	{ "id", MSG_HEAD_ID, KIND_ID, HAMLET_AT(area_id), COLUMN_FILE, 0 },
};

static struct reconcile_hamlet *hamlet_of(struct reconcile_hamlet *hamlets, size_t *count,
                                          const struct reconcile_line *line)
{
	int64_t id = line->row != NULL ? line->row->facts.area_id : line->sheet->facts.area_id;
	const char *name = line->row != NULL ? line->row->area_name : line->sheet->area_name;

	for (size_t i = 0; i < *count; i++) {
		if (hamlets[i].area_id == id)
			return &hamlets[i];
	}
	hamlets[*count] = (struct reconcile_hamlet){ .area_id = id, .name = name };
	return &hamlets[(*count)++];
}

size_t reconcile_count(struct arena *arena, const struct reconcile_lines *lines, struct reconcile_hamlet **hamlets,
                       struct reconcile_hamlet *sum)
{
	size_t count = 0;

	*hamlets = arena_array(arena, lines->count + 1, sizeof **hamlets);
	*sum = (struct reconcile_hamlet){ .name = message_text(MSG_SUM) };
	for (size_t i = 0; i < lines->count; i++) {
		struct reconcile_hamlet *hamlet = hamlet_of(*hamlets, &count, &lines->items[i]);
		hamlet->counts[lines->items[i].result]++;
		sum->counts[lines->items[i].result]++;
		hamlet->decided += lines->items[i].decision != NULL;
		sum->decided += lines->items[i].decision != NULL;
	}
	return count;
}

static enum err read_hamlets(struct db *db, struct table_ask *ask, struct table_rows *out, struct error *error)
{
	const struct reconcile_query *q = ask->filter;
	struct reconcile_hamlet *sum = arena_alloc(ask->reader.arena, sizeof *sum), *hamlets;
	struct reconcile_lines lines;
	enum err err = reconcile_read(db, ask->reader.arena, ask->reader.actor, q->campaign_id, 0, &lines, error);

	if (err != ERR_OK)
		return err;
	out->count = reconcile_count(ask->reader.arena, &lines, &hamlets, sum);
	out->items = hamlets;
	out->sum = out->count == 0 ? NULL : sum;
	return ERR_OK;
}

static const char *link_hamlet(struct table_ask *ask, const void *row)
{
	return arena_print(ask->reader.arena, "/reconcile?area=%lld",
	                   (long long)((const struct reconcile_hamlet *)row)->area_id);
}

const struct table reconcile_hamlets_table = {
	.name = "doi-soat-theo-thon",
	.path = "/reconcile/hamlets",
	.title = MSG_TITLE_RECONCILE_HAMLETS,
	.found = MSG_COUNT_HAMLETS,
	.empty = MSG_NO_RECONCILE,
	TABLE_COLUMNS(hamlet_columns),
	TABLE_FILTERS(hamlet_filters, struct reconcile_query),
	.row_size = sizeof(struct reconcile_hamlet),
	.small = true,
	.read = read_hamlets,
	.link = link_hamlet,
};
