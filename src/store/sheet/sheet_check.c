/* Verification of sheets. */
#include "base/json.h"
#include "store/sheet/sheet.h"
#include "store/tables.h"

enum { VERIFY_COUNTS, VERIFY_STATES, VERIFY_TALLY, VERIFY_WHOLE, VERIFY_WRITERS, VERIFY_WORDS, VERIFY_WORD_TALLY,
	VERIFY_RAW };

/* All sheets are compared, whatever it takes. */
#define ALL "/*scan ok*/ "
#define COUNTED \
	"SELECT commune_id, campaign_id, COALESCE(area_id, 0), state, CASE WHEN open_errors + open_warnings > 0 THEN 1 " \
	"ELSE 0 END, count(*) " \
	"FROM worker_sheet " \
	"GROUP BY 1, 2, 3, 4, 5"
#define TALLY \
	"SELECT commune_id, campaign_id, area_id, state, open, sheets FROM sheet_tally " \
	"WHERE sheets > 0 AND area_id >= 0"
#define HAMLETS_TOGETHER \
	"SELECT commune_id, campaign_id, state, open, sum(sheets) FROM sheet_tally " \
	"WHERE area_id >= 0 " \
	"GROUP BY 1, 2, 3, 4"
#define WHOLE_COMMUNES \
	"SELECT commune_id, campaign_id, state, open, sheets FROM sheet_tally " \
	"WHERE area_id = " STORE_WHOLE
#define WRITERS_COUNTED \
	"SELECT created_by, COALESCE(enumerator_id, 0), COALESCE(area_id, 0), state, count(*) FROM worker_sheet " \
	"GROUP BY 1, 2, 3, 4"
#define WRITER_TALLY \
	"SELECT created_by, enumerator_id, area_id, state, sheets FROM writer_tally " \
	"WHERE sheets > 0"
#define WORDS_COUNTED \
	"SELECT w.commune_id, w.word, s.state, count(*) FROM sheet_word w " \
	"JOIN worker_sheet s ON s.id = w.sheet_id " \
	"GROUP BY 1, 2, 3"
#define WORD_TALLY \
	"SELECT commune_id, word, state, sheets FROM sheet_word_tally " \
	"WHERE sheets > 0"

static const struct db_statement statements[] = {
	[VERIFY_COUNTS] = { DB_READ, ALL "SELECT s.id FROM worker_sheet s "
		"LEFT JOIN (SELECT sheet_id, "
		"count(*) FILTER (WHERE severity = " SEVERITY_SQL(E) ") AS errors, "
		"count(*) FILTER (WHERE severity = " SEVERITY_SQL(W) " AND confirmed_by IS NULL) AS warnings "
		"FROM finding "
		"GROUP BY sheet_id) f ON f.sheet_id = s.id "
		"WHERE s.open_errors <> COALESCE(f.errors, 0) OR s.open_warnings <> COALESCE(f.warnings, 0) LIMIT 1" },
	[VERIFY_STATES] = { DB_READ, ALL "SELECT s.id FROM worker_sheet s "
		"LEFT JOIN event e ON e.id = ("
		"SELECT max(x.id) FROM event x "
		"JOIN event_kind y ON y.id = x.kind_id "
		"WHERE x.sheet_id = s.id AND y.to_state IS NOT NULL) "
		"LEFT JOIN event_kind k ON k.id = e.kind_id "
		"WHERE k.to_state IS NULL OR k.to_state <> s.state LIMIT 1" },
	[VERIFY_TALLY] = { DB_READ, ALL STORE_DIFFERENCE("commune_id", COUNTED, TALLY) },
	[VERIFY_WHOLE] = { DB_READ, ALL STORE_DIFFERENCE("commune_id", HAMLETS_TOGETHER, WHOLE_COMMUNES) },
	[VERIFY_WRITERS] = { DB_READ, ALL STORE_DIFFERENCE("created_by", WRITERS_COUNTED, WRITER_TALLY) },
	[VERIFY_WORDS] = { DB_READ, ALL "SELECT s.id FROM worker_sheet s "
		"LEFT JOIN (SELECT sheet_id "
		"FROM sheet_word "
		"GROUP BY sheet_id) w ON w.sheet_id = s.id "
		"WHERE (s.name_fold <> '') <> (w.sheet_id IS NOT NULL) "
		"UNION ALL "
		"SELECT w.sheet_id FROM sheet_word w "
		"LEFT JOIN worker_sheet s ON s.id = w.sheet_id "
		"WHERE s.id IS NULL OR w.commune_id <> s.commune_id OR w.name_fold <> s.name_fold "
		"OR replace(' ' || s.name_fold || ' ', ' ' || w.word || ' ', '') = ' ' || s.name_fold || ' ' LIMIT 1" },
	[VERIFY_WORD_TALLY] = { DB_READ, ALL STORE_DIFFERENCE("commune_id", WORDS_COUNTED, WORD_TALLY) },
	[VERIFY_RAW] = { DB_READ, ALL "SELECT id, raw, typed FROM worker_sheet "
		"WHERE raw IS NOT NULL OR typed IS NOT NULL" },
};

const struct db_statements sheet_check_statements = { statements, COUNT(statements) };

static bool is_object(const char *json)
{
	cJSON *value = json == NULL ? NULL : json_parse(json, strlen(json));
	bool is = json == NULL || cJSON_IsObject(value);

	cJSON_Delete(value);
	return is;
}

static enum err verify_raw(struct db *db, struct error *error)
{
	struct db_row *row = db_use(db, &statements[VERIFY_RAW]);
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW) {
		if (is_object(db_text(row, 1)) && is_object(db_text(row, 2)))
			continue;
		error_set(error, ERR_INTERNAL, NULL, "sheet %lld: raw text is no JSON object", (long long)db_int(row, 0));
		db_done(row);
		return ERR_INTERNAL;
	}
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err sheet_verify(struct db *db, struct error *error)
{
	enum err err = verify_none(db, &statements[VERIFY_COUNTS], "sheet", "open findings are miscounted", error);

	if (err == ERR_OK)
		err = verify_none(db, &statements[VERIFY_STATES], "sheet", "the state is not that of the last event", error);
	if (err == ERR_OK)
		err = verify_none(db, &statements[VERIFY_TALLY], "commune", "the tally is not that of its sheets", error);
	if (err == ERR_OK)
		err = verify_none(db, &statements[VERIFY_WHOLE], "commune", "its tally is not that of its hamlets", error);
	if (err == ERR_OK)
		err = verify_none(db, &statements[VERIFY_WRITERS], "writer", "the tally is not that of the own sheets", error);
	if (err == ERR_OK)
		err = verify_none(db, &statements[VERIFY_WORDS], "sheet", "its name cannot be searched for", error);
	if (err == ERR_OK)
		err = verify_none(db, &statements[VERIFY_WORD_TALLY], "commune",
		                  "the tally of words is not that of its sheets", error);
	return err == ERR_OK ? verify_raw(db, error) : err;
}
