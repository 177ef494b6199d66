/* Writing what happened, and comparing it. */
#include "store/report/quality.h"

#include "base/clock.h"
#include "store/tables.h"

enum { SENT, FOUND, ACCEPTED, VERIFY_TALLY, VERIFY_RULES, VERIFY_FIRST, VERIFY_DAYS, VERIFY_FINDINGS };

/* All rows are compared, whatever it takes. */
#define ALL "/*scan ok*/ "
#define PLACE "commune_id, campaign_id, area_id, enumerator_id"
#define COMPARE(counted, kept) ALL STORE_DIFFERENCE("commune_id", counted, kept)

static const struct db_statement statements[] = {
	[SENT] = { DB_WRITE, "INSERT INTO first_sending (sheet_id, " PLACE ", sent_at, errors, warnings) "
		"VALUES (:sheet, :commune, :campaign, "
		":area, :enumerator, :at, :errors, :warnings) ON CONFLICT (sheet_id) DO NOTHING" },
	[FOUND] = { DB_WRITE, "INSERT INTO first_finding (sheet_id, rule) VALUES (:sheet, :rule) "
		"ON CONFLICT (sheet_id, rule) DO NOTHING" },
	[ACCEPTED] = { DB_WRITE, "UPDATE first_sending SET days = :days "
		"WHERE sheet_id = :sheet AND days IS NULL" },
	[VERIFY_TALLY] = { DB_READ, COMPARE("SELECT " PLACE ", count(*), count(*) FILTER (WHERE errors + warnings = 0), "
		"sum(errors), sum(warnings) "
		"FROM first_sending "
		"GROUP BY " PLACE,
		"SELECT " PLACE ", sheets, clean, errors, warnings FROM quality_tally") },
	[VERIFY_RULES] = { DB_READ, COMPARE("SELECT " PLACE ", f.rule, count(*) FROM first_finding f "
		"JOIN first_sending s ON s.sheet_id = f.sheet_id "
		"GROUP BY " PLACE ", f.rule", "SELECT " PLACE ", rule, sheets FROM quality_rule_tally") },
	[VERIFY_FIRST] = { DB_READ, COMPARE("SELECT commune_id, campaign_id, f.rule, count(*) FROM first_finding f "
		"JOIN first_sending s ON s.sheet_id = f.sheet_id "
		"GROUP BY commune_id, campaign_id, f.rule",
		"SELECT commune_id, campaign_id, rule, first_found FROM rule_tally "
		"WHERE first_found > 0") },
	[VERIFY_DAYS] = { DB_READ, COMPARE("SELECT " PLACE ", days, count(*) FROM first_sending "
		"WHERE days IS NOT NULL "
		"GROUP BY " PLACE ", days "
		"UNION ALL "
		"SELECT commune_id, campaign_id, " STORE_WHOLE ", " STORE_WHOLE ", days, count(*) FROM first_sending "
		"WHERE days IS NOT NULL "
		"GROUP BY commune_id, campaign_id, days",
		"SELECT " PLACE ", days, sheets FROM quality_days_tally") },
	[VERIFY_FINDINGS] = { DB_READ, ALL "SELECT s.commune_id FROM first_sending s "
		"LEFT JOIN ("
		"SELECT sheet_id, count(*) AS rules FROM first_finding "
		"GROUP BY sheet_id) f ON f.sheet_id = s.sheet_id "
		"WHERE (COALESCE(f.rules, 0) = 0) <> (s.errors + s.warnings = 0) LIMIT 1" },
};

const struct db_statements quality_statements = { statements, COUNT(statements) };

static int64_t count_severity(const struct finding_row *rows, size_t count, enum severity severity)
{
	int64_t found = 0;

	for (size_t i = 0; i < count; i++)
		found += rows[i].severity == severity;
	return found;
}

static int64_t hamlet_of(const struct sheet *sheet)
{
	return answers_number(&sheet->answers, sheet->answers.form->hamlet);
}

static enum err add_rules(struct db *db, int64_t sheet_id, const struct finding_row *rows, size_t count,
                          struct error *error)
{
	enum err err = ERR_OK;

	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (rows[i].severity == SEVERITY_I)
			continue;
		struct db_row *row = db_use(db, &statements[FOUND]);
		db_bind_int(row, ":sheet", sheet_id);
		db_bind_text(row, ":rule", rows[i].rule);
		err = db_run(row, error);
	}
	return err;
}

enum err quality_sent(struct db *db, const struct sheet *sheet, const struct finding_row *rows, size_t count,
                      const char *at, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SENT]);

	db_bind_int(row, ":sheet", sheet->id);
	db_bind_int(row, ":commune", sheet->commune_id);
	db_bind_int(row, ":campaign", sheet->campaign_id);
	db_bind_int(row, ":area", hamlet_of(sheet));
	db_bind_int(row, ":enumerator", sheet->enumerator_id);
	bind_time(row, ":at", at);
	db_bind_int(row, ":errors", count_severity(rows, count, SEVERITY_E));
	db_bind_int(row, ":warnings", count_severity(rows, count, SEVERITY_W));
	enum err err = db_run(row, error);
	if (err != ERR_OK || db_changes(db) == 0)
		return err;
	return add_rules(db, sheet->id, rows, count, error);
}

enum err quality_accepted(struct db *db, const struct sheet *sheet, const char *at, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ACCEPTED]);
	int64_t days = date_to_days(clock_day_of(at)) - date_to_days(clock_day_of(sheet->created_at));

	db_bind_int(row, ":sheet", sheet->id);
	db_bind_int(row, ":days", days < 0 ? 0 : days);
	return db_run(row, error);
}

enum err quality_verify(struct db *db, struct error *error)
{
	enum err err = verify_none(db, &statements[VERIFY_TALLY], "commune",
	                           "the tally of first sendings is not that of the rows", error);

	if (err == ERR_OK)
		err = verify_none(db, &statements[VERIFY_RULES], "commune",
		                  "the tally of first findings is not that of the rows", error);
	if (err == ERR_OK)
		err = verify_none(db, &statements[VERIFY_FIRST], "commune",
		                  "the tally of rules is not that of the first findings", error);
	if (err == ERR_OK)
		err = verify_none(db, &statements[VERIFY_DAYS], "commune",
		                  "the tally of days to acceptance is not that of the rows", error);
	return err == ERR_OK
	           ? verify_none(db, &statements[VERIFY_FINDINGS], "commune", "a first sending lacks its findings", error)
	           : err;
}
