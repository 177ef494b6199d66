#include "store/sheet/finding.h"

#include "store/tables.h"

enum { FIELDS_TEXT = 4096 };
enum { LIST, ALL, CLEAR, ADD, RECORD };

#define OF_SHEET \
	"SELECT f.id, f.sheet_id, f.rule, f.severity, f.fields, f.message, f.answers_hash, f.confirmed_by, u.full_name, " \
	"f.confirmed_at, " \
	"f.reason, f.record_id FROM finding f " \
	"LEFT JOIN app_user u ON u.id = f.confirmed_by " \
	"WHERE f.sheet_id = :sheet"

static const struct db_statement statements[] = {
	[LIST] = { DB_READ, OF_SHEET " AND " STORE_STANDS " ORDER BY f.id" },
	[ALL] = { DB_READ, OF_SHEET " ORDER BY f.id" },
	[CLEAR] = { DB_WRITE, "DELETE FROM finding "
		"WHERE sheet_id = :sheet" },
	[ADD] = { DB_WRITE, "INSERT INTO finding (id, sheet_id, rule, severity, fields, message, answers_hash, "
		"record_id, confirmed_by, "
		"confirmed_at, reason) VALUES (:id, :sheet, :rule, :severity, :fields, :message, :answers, :record, :by, "
		":at, :reason)" },
	[RECORD] = { DB_READ, "SELECT state, since FROM worker_sheet "
		"WHERE id = :id" },
};

const struct db_statements finding_statements = { statements, COUNT(statements) };

/* ---- its fields: a list here, words of one text in the row ---- */

static void split_fields(struct finding_row *finding, struct arena *arena, const char *text)
{
	const char **fields = arena_array(arena, strlen(text) / 2 + 1, sizeof *fields);

	for (text += strspn(text, " "); *text != '\0'; text += strspn(text, " ")) {
		size_t length = strcspn(text, " ");
		fields[finding->field_count++] = arena_text_n(arena, text, length);
		text += length;
	}
	finding->fields = fields;
}

static const char *join_fields(const struct finding_row *finding, char text[FIELDS_TEXT])
{
	size_t end = 0;

	text[0] = '\0';
	for (size_t i = 0; i < finding->field_count; i++) {
		end += (size_t)snprintf(text + end, FIELDS_TEXT - end, "%s%s", i == 0 ? "" : " ", finding->fields[i]);
		if (end >= FIELDS_TEXT)
			abort();
	}
	return text;
}

bool finding_matches(const struct finding_row *a, const struct finding_row *b)
{
	bool same = strcmp(a->rule, b->rule) == 0 && a->field_count == b->field_count;

	for (size_t i = 0; i < a->field_count && same; i++)
		same = strcmp(a->fields[i], b->fields[i]) == 0;
	return same;
}

/* ---- reading and writing ---- */

bool finding_is_aside(const struct finding_row *row)
{
	return row->severity == SEVERITY_I && row->confirmed_by != 0;
}

enum err finding_describe(struct db *db, struct arena *arena, struct finding_row *rows, size_t count,
                          struct error *error)
{
	enum err err = ERR_OK;

	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (rows[i].record_id == 0 || strstr(rows[i].message, "{state}") == NULL)
			continue;
		struct db_row *row = db_use(db, &statements[RECORD]);
		db_bind_int(row, ":id", rows[i].record_id);
		enum db_step step = db_step(row);
		if (step == DB_ROW) {
			rows[i].record_state = read_state(row, 0);
			rows[i].record_since = read_time(row, 1, arena);
		}
		err = step == DB_FAILED ? db_fault(db, error) : db_end(row, error);
	}
	return err;
}

static enum err list_findings(struct db *db, struct arena *arena, int statement, int64_t sheet_id,
                              struct finding_row **rows, size_t *count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[statement]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":sheet", sheet_id);
	while ((step = db_step(row)) == DB_ROW) {
		struct finding_row *f = rows_add(&list, arena, sizeof *f);
		*f = (struct finding_row){
			.id = db_int(row, 0), .sheet_id = db_int(row, 1), .rule = db_copy(row, 2, arena),
			.severity = (enum severity)read_code(row, 3, &severity_codes), .message = db_copy(row, 5, arena),
			.answers_hash = db_copy(row, 6, arena), .confirmed_by = db_int(row, 7),
			.confirmed_name = db_copy(row, 8, arena), .confirmed_at = db_copy(row, 9, arena),
			.reason = db_copy(row, 10, arena), .record_id = db_int(row, 11),
		};
		split_fields(f, arena, db_text(row, 4));
	}
	*rows = list.items;
	*count = list.count;
	return step == DB_DONE ? finding_describe(db, arena, *rows, *count, error) : db_fault(db, error);
}

enum err finding_list(struct db *db, struct arena *arena, int64_t sheet_id, struct finding_row **rows, size_t *count,
                      struct error *error)
{
	return list_findings(db, arena, LIST, sheet_id, rows, count, error);
}

enum err finding_list_all(struct db *db, struct arena *arena, int64_t sheet_id, struct finding_row **rows,
                          size_t *count, struct error *error)
{
	return list_findings(db, arena, ALL, sheet_id, rows, count, error);
}

static enum err add(struct db *db, int64_t sheet_id, struct finding_row *f, bool keeps_id, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD]);
	char fields[FIELDS_TEXT];

	if (keeps_id)
		db_bind_int(row, ":id", f->id);
	else
		db_bind_null(row, ":id");
	db_bind_int(row, ":sheet", sheet_id);
	db_bind_text(row, ":rule", f->rule);
	db_bind_text(row, ":severity", severity_code(f->severity));
	db_bind_text(row, ":fields", join_fields(f, fields));
	db_bind_text(row, ":message", f->message);
	db_bind_text(row, ":answers", f->answers_hash);
	if (f->record_id == 0)
		db_bind_null(row, ":record");
	else
		db_bind_int(row, ":record", f->record_id);
	if (f->confirmed_by == 0)
		db_bind_null(row, ":by");
	else
		db_bind_int(row, ":by", f->confirmed_by);
	db_bind_text(row, ":at", f->confirmed_at);
	db_bind_text(row, ":reason", f->reason);
	enum err err = db_run(row, error);
	f->id = db_last_id(db);
	f->sheet_id = sheet_id;
	return err;
}

enum err finding_replace(struct db *db, int64_t sheet_id, struct finding_row *rows, size_t count, struct error *error)
{
	struct db_row *row = db_use(db, &statements[CLEAR]);
	int64_t last = 0;

	db_bind_int(row, ":sheet", sheet_id);
	enum err err = db_run(row, error);
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		err = add(db, sheet_id, &rows[i], rows[i].stands && rows[i].id > last, error);
		last = rows[i].id;
	}
	return err;
}
