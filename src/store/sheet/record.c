#include "store/sheet/record.h"

#include "store/person/person.h"
#include "store/tables.h"
#include "text/likeness.h"

enum { SAME_ID, SAME_PAPER, OF_SOUND, SAME_SOUND, ONE, OF_PERSON, IDS_OF_PERSON, IDS_OF_KIN, NAMING, ROSTER_THERE,
	ROSTER_ANY, ROSTER_OF_ID, ROSTER_OF_SOUND, REPLACED };

#define COLUMNS \
	"SELECT s.id, s.commune_id, s.campaign_id, s.area_id, s.person_id, s.sex, s.kind, s.state, s.since, " \
	"a.full_name, c.full_name, " \
	"s.full_name, s.birth_date, s.citizen_id, s.collected_on, s.accepted_at, k.collect_from, " \
	"s.paper_no FROM worker_sheet s " \
	"LEFT JOIN area a ON a.id = s.area_id " \
	"JOIN area c ON c.id = s.commune_id " \
	"JOIN campaign k ON k.id = s.campaign_id " \
	"WHERE "
#define LIVE STORE_LIVE("s")
#define NAMED \
	"SELECT s.id, s.birth_date FROM worker_sheet s " \
	"WHERE s.commune_id = :commune AND s.name_sound = :sound AND s.name_sound <> '' AND " LIVE
/* The year with another tens or another last digit. */
#define OTHER_YEARS \
	":y0, :y1, :y2, :y3, :y4, :y5, :y6, :y7, :y8, :y9, :y10, :y11, :y12, :y13, :y14, :y15, :y16, :y17, :y18, :y19"
enum { TENS = 10, OTHER_YEAR_COUNT = 20, SOUND_FEW = 64 };
#define ROSTER \
	"SELECT full_name, birth_date, citizen_id, sex, source, category FROM roster_entry " \
	"WHERE commune_id = :commune AND " \
	"campaign_id = :campaign AND gone_list_id IS NULL AND "

static const struct db_statement statements[] = {
	[SAME_ID] = { DB_READ, COLUMNS "s.citizen_id = :citizen AND " LIVE " LIMIT :most" },
	[SAME_PAPER] = { DB_READ, COLUMNS "s.commune_id = :commune AND s.paper_no = :paper AND s.campaign_id = :campaign "
		"AND " LIVE " ORDER BY s.id LIMIT :most" },
	[OF_SOUND] = { DB_READ, NAMED " AND s.birth_date IS NOT NULL LIMIT :most" },
	[SAME_SOUND] = { DB_READ, NAMED " AND s.birth_date >= :from AND s.birth_date < :to UNION ALL " NAMED
		" AND s.birth_date IN (" OTHER_YEARS ")" },
	[ONE] = { DB_READ, COLUMNS "s.id = :id" },
	[OF_PERSON] = { DB_READ, PERSON_KIN COLUMNS "s.person_id IN (SELECT id FROM kin) AND " LIVE " "
		"ORDER BY s.id LIMIT :most" },
	[IDS_OF_PERSON] = { DB_READ, "SELECT id FROM worker_sheet "
		"WHERE person_id = :person "
		"ORDER BY id LIMIT :most" },
	[IDS_OF_KIN] = { DB_READ, PERSON_KIN "SELECT id FROM worker_sheet "
		"WHERE person_id IN (SELECT id FROM kin) "
		"ORDER BY id LIMIT :most" },
	[NAMING] = { DB_READ, "SELECT sheet_id FROM finding "
		"WHERE record_id = :id LIMIT :most" },
	[ROSTER_THERE] = { DB_READ, "SELECT 1 FROM roster_entry "
		"WHERE commune_id = :commune AND campaign_id = :campaign AND source = " ROSTER_SQL(POLICE) " LIMIT 1" },
	[ROSTER_ANY] = { DB_READ, "SELECT 1 FROM roster_entry "
		"WHERE commune_id = :commune AND campaign_id = :campaign LIMIT 1" },
	[ROSTER_OF_ID] = { DB_READ, ROSTER "citizen_id = :citizen "
		"ORDER BY CASE source WHEN " ROSTER_SQL(POLICE) " THEN 0 ELSE 1 END, id LIMIT :most" },
	[ROSTER_OF_SOUND] = { DB_READ, ROSTER "name_sound = :sound AND citizen_id IS NULL ORDER BY id LIMIT :most" },
	[REPLACED] = { DB_READ, "SELECT 1 FROM worker_sheet "
		"WHERE replaces_id = :id AND state <> " STATE_SQL(CANCELLED) " LIMIT 1" },
};

const struct db_statements record_statements = { statements, COUNT(statements) };

static void read_row(struct db_row *row, struct arena *arena, struct record_row *out)
{
	*out = (struct record_row){
		.id = db_int(row, 0),
		.commune_id = db_int(row, 1),
		.campaign_id = db_int(row, 2),
		.area_id = db_int(row, 3),
		.person_id = db_int(row, 4),
		.sex = db_int(row, 5),
		.kind = db_int(row, 6),
		.state = read_state(row, 7),
		.since = read_time(row, 8, arena),
		.area_name = db_copy(row, 9, arena),
		.commune_name = db_copy(row, 10, arena),
		.full_name = db_copy(row, 11, arena),
		.birth_date = db_copy(row, 12, arena),
		.citizen_id = db_copy(row, 13, arena),
		.collected_on = db_copy(row, 14, arena),
		.accepted_at = read_time(row, 15, arena),
		.campaign_from = db_copy(row, 16, arena),
		.paper_no = db_copy(row, 17, arena),
	};
}

static enum err read_rows(struct db *db, struct db_row *row, struct arena *arena, struct record_row **rows,
                          size_t *count, struct error *error)
{
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":most", RECORD_MOST);
	while ((step = db_step(row)) == DB_ROW)
		read_row(row, arena, rows_add(&list, arena, sizeof **rows));
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err record_load_any(struct db *db, struct arena *arena, int64_t id, struct record_row *out, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ONE]);

	db_bind_int(row, ":id", id);
	if (db_step(row) != DB_ROW)
		return db_fault(db, error);
	read_row(row, arena, out);
	return db_end(row, error);
}

static int by_id(const void *a, const void *b)
{
	int64_t x = ((const struct record_row *)a)->id, y = ((const struct record_row *)b)->id;

	return x < y ? -1 : x > y;
}

enum err record_same_id_any(struct db *db, struct arena *arena, const char *citizen_id, struct record_row **rows,
                            size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SAME_ID]);

	db_bind_text(row, ":citizen", citizen_id);
	enum err err = read_rows(db, row, arena, rows, count, error);
	if (*count > 1)
		qsort(*rows, *count, sizeof **rows, by_id);
	return err;
}

enum err record_same_paper_any(struct db *db, struct arena *arena, int64_t commune_id, int64_t campaign_id,
                               const char *paper_no, struct record_row **rows, size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SAME_PAPER]);

	db_bind_int(row, ":commune", commune_id);
	db_bind_int(row, ":campaign", campaign_id);
	db_bind_text(row, ":paper", paper_no);
	return read_rows(db, row, arena, rows, count, error);
}

enum err record_of_person_any(struct db *db, struct arena *arena, int64_t person_id, struct record_row **rows,
                              size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[OF_PERSON]);

	db_bind_int(row, ":person", person_id);
	return read_rows(db, row, arena, rows, count, error);
}

/* ---- names that sound the same ---- */

static void bind_birth(struct db_row *row, struct arena *arena, struct date birth)
{
	static const char *const names[OTHER_YEAR_COUNT] = { ":y0", ":y1", ":y2", ":y3", ":y4", ":y5", ":y6", ":y7",
		":y8", ":y9", ":y10",
		":y11", ":y12", ":y13", ":y14", ":y15", ":y16", ":y17", ":y18", ":y19" };
	int tens = birth.year / 10 % 10, units = birth.year % 10;
	char iso[DATE_TEXT];

	db_bind_text(row, ":from", arena_print(arena, "%04d-", birth.year));
	db_bind_text(row, ":to", arena_print(arena, "%04d.", birth.year));
	for (int i = 0; i < OTHER_YEAR_COUNT && birth.day != 0; i++) {
		struct date other = birth;
		other.year = (int16_t)(birth.year + (i < TENS ? (i - tens) * TENS : i - TENS - units));
		date_to_iso(other, iso);
		db_bind_text(row, names[i], other.year == birth.year ? NULL : arena_text(arena, iso));
	}
}

static bool is_close(struct db_row *row, struct date birth)
{
	struct date other = { 0 };

	return date_from_iso(db_text(row, 1), true, &other) && birth_likeness(birth, other) != BIRTH_OTHER;
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

/* Adds the close ones; *seen is how many rows there were. */
static enum db_step add_close(struct db_row *row, struct arena *arena, struct date birth, struct rows *ids,
                              size_t *seen)
{
	enum db_step step = DB_DONE;

	for (*seen = 0; ids->count < RECORD_MOST && (step = db_step(row)) == DB_ROW; ++*seen) {
		if (is_close(row, birth))
			*(int64_t *)rows_add(ids, arena, sizeof(int64_t)) = db_int(row, 0);
	}
	db_done(row);
	return step;
}

static struct db_row *use_sound(struct db *db, int statement, int64_t commune_id, const char *sound)
{
	struct db_row *row = db_use(db, &statements[statement]);

	db_bind_int(row, ":commune", commune_id);
	db_bind_text(row, ":sound", sound);
	return row;
}

/* The ids of the close ones, in order. Few people of a commune share a name: all of them are looked at; where it is
 * borne by many, those of the birth dates that come into question. */
static enum err close_ids(struct db *db, struct arena *arena, int64_t commune_id, const char *sound,
                          struct date birth, struct rows *ids, struct error *error)
{
	struct db_row *row = use_sound(db, OF_SOUND, commune_id, sound);
	size_t seen;

	db_bind_int(row, ":most", SOUND_FEW + 1);
	enum db_step step = add_close(row, arena, birth, ids, &seen);
	if (step != DB_FAILED && seen > SOUND_FEW) {
		ids->count = 0;
		row = use_sound(db, SAME_SOUND, commune_id, sound);
		bind_birth(row, arena, birth);
		step = add_close(row, arena, birth, ids, &seen);
	}
	if (ids->count > 1)
		qsort(ids->items, ids->count, sizeof(int64_t), by_number);
	return step == DB_FAILED ? db_fault(db, error) : ERR_OK;
}

enum err record_same_sound_any(struct db *db, struct arena *arena, int64_t commune_id, const char *sound,
                               struct date birth, struct record_row **rows, size_t *count, struct error *error)
{
	struct rows ids = { 0 };
	enum err err = birth.year == 0 || sound[0] == '\0' ? ERR_OK
	                                                   : close_ids(db, arena, commune_id, sound, birth, &ids, error);

	*rows = arena_array(arena, ids.count + 1, sizeof **rows);
	*count = 0;
	for (size_t i = 0; i < ids.count && err == ERR_OK; i++)
		err = record_load_any(db, arena, ((int64_t *)ids.items)[i], &(*rows)[(*count)++], error);
	return err;
}

static enum err read_ids(struct db *db, struct db_row *row, struct arena *arena, int64_t **ids, size_t *count,
                         struct error *error)
{
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":most", RECORD_MOST);
	while ((step = db_step(row)) == DB_ROW)
		*(int64_t *)rows_add(&list, arena, sizeof **ids) = db_int(row, 0);
	*ids = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err record_naming_any(struct db *db, struct arena *arena, int64_t sheet_id, int64_t **ids, size_t *count,
                           struct error *error)
{
	struct db_row *row = db_use(db, &statements[NAMING]);

	db_bind_int(row, ":id", sheet_id);
	return read_ids(db, row, arena, ids, count, error);
}

enum err record_ids_of_person_any(struct db *db, struct arena *arena, int64_t person_id, int64_t **ids, size_t *count,
                                  struct error *error)
{
	struct db_row *row = db_use(db, &statements[person_is_joined_any(db, person_id) ? IDS_OF_KIN : IDS_OF_PERSON]);

	db_bind_int(row, ":person", person_id);
	return read_ids(db, row, arena, ids, count, error);
}

/* ---- the list of people to be surveyed ---- */

static bool is_there(struct db *db, int statement, int64_t commune_id, int64_t campaign_id)
{
	struct db_row *row = db_use(db, &statements[statement]);

	db_bind_int(row, ":commune", commune_id);
	db_bind_int(row, ":campaign", campaign_id);
	bool there = db_step(row) == DB_ROW;
	db_done(row);
	return there;
}

bool roster_is_there_any(struct db *db, int64_t commune_id, int64_t campaign_id)
{
	return is_there(db, ROSTER_THERE, commune_id, campaign_id);
}

static enum err add_roster(struct db *db, struct arena *arena, int statement, int64_t commune_id, int64_t campaign_id,
                           const char *name, const char *value, struct rows *list, struct error *error)
{
	struct db_row *row = db_use(db, &statements[statement]);
	enum db_step step;

	db_bind_int(row, ":commune", commune_id);
	db_bind_int(row, ":campaign", campaign_id);
	db_bind_text(row, name, value);
	db_bind_int(row, ":most", RECORD_MOST);
	while ((step = db_step(row)) == DB_ROW) {
		struct roster_row *r = rows_add(list, arena, sizeof *r);
		*r = (struct roster_row){ db_copy(row, 0, arena), db_copy(row, 1, arena), db_copy(row, 2, arena),
			db_int(row, 3), (enum roster_source)read_code(row, 4, &roster_source_codes),
			(enum roster_category)read_code(row, 5, &roster_category_codes) };
	}
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err roster_find_any(struct db *db, struct arena *arena, int64_t commune_id, int64_t campaign_id,
                         const char *citizen_id, const char *sound, struct roster_row **rows, size_t *count,
                         struct error *error)
{
	struct rows list = { 0 };
	enum err err = ERR_OK;
	bool any = is_there(db, ROSTER_ANY, commune_id, campaign_id);

	if (any && citizen_id != NULL)
		err = add_roster(db, arena, ROSTER_OF_ID, commune_id, campaign_id, ":citizen", citizen_id, &list, error);
	if (err == ERR_OK && any && sound != NULL)
		err = add_roster(db, arena, ROSTER_OF_SOUND, commune_id, campaign_id, ":sound", sound, &list, error);
	*rows = list.items;
	*count = list.count;
	return err;
}

bool record_is_replaced_any(struct db *db, int64_t sheet_id)
{
	struct db_row *row = db_use(db, &statements[REPLACED]);

	db_bind_int(row, ":id", sheet_id);
	bool found = db_step(row) == DB_ROW;
	db_done(row);
	return found;
}
