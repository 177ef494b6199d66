#include "store/handover/paper.h"

#include "base/hash.h"
#include "store/chain.h"
#include "store/tables.h"

enum { OF_SUBJECT, NAME_OF, PDF_FILE, DOCX_FILE, NEXT_NUMBER, INSERT, KEEP_FILES, SUPERSEDE, SET_SIGNED, SCANS, SCAN,
	ADD_SCAN, VERIFY_FILES, VERIFY_EVENT, VERIFY_ISSUED, VERIFY_GONE, VERIFY_NUMBERS, VERIFY_SCANS, VERIFY_SCAN_TOLD };

#define SCAN_COLUMNS \
	"SELECT c.position, c.day, c.type, c.hash, c.added_at, u.full_name, length(c.bytes)"

static const struct db_statement statements[] = {
	[OF_SUBJECT] = { DB_READ, "SELECT p.id, p.kind, p.subject_id, p.commune_id, p.body, p.year, p.number, p.state, "
		"p.issued_at, p.issued_by, u.full_name, p.event_id, p.event_hash, p.markup, p.markup_hash, p.signed_on, "
		"p.superseded_by, p.pdf_hash IS NOT NULL FROM paper p "
		"JOIN app_user u ON u.id = p.issued_by "
		"WHERE p.kind = :kind AND p.subject_id = :subject "
		"ORDER BY p.id DESC LIMIT 1" },
	[NAME_OF] = { DB_READ, "SELECT id, number, year, body, issued_at FROM paper "
		"WHERE kind = :kind AND subject_id = :subject "
		"ORDER BY id DESC LIMIT 1" },
	[PDF_FILE] = { DB_READ, "SELECT pdf FROM paper "
		"WHERE id = :id" },
	[DOCX_FILE] = { DB_READ, "SELECT docx FROM paper "
		"WHERE id = :id" },
	[NEXT_NUMBER] = { DB_READ, "SELECT COALESCE(max(number), 0) + 1 FROM paper "
		"WHERE commune_id = :commune AND body = :body AND year = :year AND number IS NOT NULL" },
	[INSERT] = { DB_WRITE, "INSERT INTO paper (kind, subject_id, commune_id, body, year, number, state, issued_at, "
		"issued_by, event_id, event_hash, markup, markup_hash) "
		"VALUES (:kind, :subject, :commune, :body, :year, :number, :state, :at, :by, :event, :hash, :markup, "
		":markup_hash) RETURNING id" },
	[KEEP_FILES] = { DB_WRITE, "UPDATE paper "
		"SET pdf = :pdf, pdf_hash = :pdf_hash, docx = :docx, docx_hash = :docx_hash "
		"WHERE id = :id AND pdf_hash IS NULL" },
	[SUPERSEDE] = { DB_WRITE, "UPDATE paper "
		"SET state = " PAPER_STATE_SQL(SUPERSEDED) ", superseded_by = :by "
		"WHERE id = :id AND state = " PAPER_STATE_SQL(ISSUED) },
	[SET_SIGNED] = { DB_WRITE, "UPDATE paper "
		"SET signed_on = :day "
		"WHERE id = :id" },
	[SCANS] = { DB_READ, SCAN_COLUMNS " FROM paper_scan c "
		"LEFT JOIN app_user u ON u.id = c.added_by "
		"WHERE c.paper_id = :id "
		"ORDER BY c.position" },
	[SCAN] = { DB_READ, SCAN_COLUMNS ", c.bytes FROM paper_scan c "
		"LEFT JOIN app_user u ON u.id = c.added_by "
		"WHERE c.paper_id = :id AND c.position = :position" },
	[ADD_SCAN] = { DB_WRITE, "INSERT INTO paper_scan (paper_id, position, day, type, hash, added_at, added_by, bytes) "
		"SELECT :id, COALESCE(max(c.position), 0) + 1, :day, :type, :hash, :at, :by, :bytes "
		"FROM paper_scan c "
		"WHERE c.paper_id = :id "
		"RETURNING position" },
	[VERIFY_FILES] = { DB_READ, "/*scan ok*/ SELECT id, markup, markup_hash, pdf, pdf_hash, docx, docx_hash FROM paper "
		"ORDER BY id" },
	[VERIFY_EVENT] = { DB_READ, "/*scan ok*/ SELECT p.id FROM paper p "
		"WHERE NOT EXISTS ("
		"SELECT 1 FROM event e "
		"WHERE e.id = p.event_id AND e.hash = p.event_hash) LIMIT 1" },
	/* Issuing is the first that was written behind the head. */
	[VERIFY_ISSUED] = { DB_READ, "/*scan ok*/ SELECT p.id FROM paper p "
		"WHERE NOT EXISTS ("
		"SELECT 1 FROM event e "
		"JOIN event_kind k ON k.id = e.kind_id "
		"WHERE e.id = (SELECT min(n.id) FROM event n WHERE n.id > p.event_id) "
		"AND k.action = " ACTION_SQL(PAPER_ISSUE) " AND e.diff LIKE '%' || p.markup_hash || '%') LIMIT 1" },
	[VERIFY_GONE] = { DB_READ, "/*scan ok*/ SELECT e.id FROM event e "
		"JOIN event_kind k ON k.id = e.kind_id "
		"WHERE k.action = " ACTION_SQL(PAPER_ISSUE) " AND (SELECT max(n.id) FROM event n WHERE n.id < e.id) NOT IN ("
		"SELECT p.event_id FROM paper p) LIMIT 1" },
	[VERIFY_NUMBERS] = { DB_READ, "/*scan ok*/ SELECT min(id) FROM paper "
		"WHERE number IS NOT NULL "
		"GROUP BY commune_id, body, year "
		"HAVING min(number) <> 1 OR max(number) <> count(*) LIMIT 1" },
	[VERIFY_SCANS] = { DB_READ, "/*scan ok*/ SELECT paper_id, bytes, hash FROM paper_scan "
		"ORDER BY paper_id, position" },
	[VERIFY_SCAN_TOLD] = { DB_READ, "/*scan ok*/ SELECT c.paper_id FROM paper_scan c "
		"WHERE c.added_at IS NOT NULL AND NOT EXISTS ("
		"SELECT 1 FROM event e "
		"JOIN event_kind k ON k.id = e.kind_id "
		"WHERE k.action = " ACTION_SQL(PAPER_SIGNED) " AND e.at = c.added_at AND e.diff LIKE '%' || c.hash || '%') "
		"LIMIT 1" },
};

const struct db_statements paper_statements = { statements, COUNT(statements) };

static void read_paper(struct db_row *row, struct arena *arena, struct office_paper *out)
{
	char *hash = arena_alloc(arena, HASH_TEXT);

	*out = (struct office_paper){
		.id = db_int(row, 0), .kind = (enum paper_kind)read_code(row, 1, &paper_kind_codes),
		.subject_id = db_int(row, 2), .commune_id = db_int(row, 3),
		.body = (enum paper_body)read_code(row, 4, &paper_body_codes), .year = db_int(row, 5), .number = db_int(row, 6),
		.standing = (enum paper_state)read_code(row, 7, &paper_state_codes), .issued_at = read_time(row, 8, arena),
		.issued_by = db_int(row, 9), .issued_name = db_copy(row, 10, arena), .event_id = db_int(row, 11),
		.event_hash = chain_hash(row, 12, hash), .markup = db_copy(row, 13, arena),
		.markup_hash = db_copy(row, 14, arena), .signed_on = db_copy(row, 15, arena), .superseded_by = db_int(row, 16),
		.has_files = db_int(row, 17) != 0,
	};
}

enum err paper_of_any(struct db *db, struct arena *arena, enum paper_kind kind, int64_t subject_id,
                      struct office_paper *out, struct error *error)
{
	struct db_row *row = db_use(db, &statements[OF_SUBJECT]);

	*out = (struct office_paper){ .id = 0 };
	db_bind_text(row, ":kind", paper_kind_code(kind));
	db_bind_int(row, ":subject", subject_id);
	enum db_step step = db_step(row);
	if (step == DB_ROW) {
		read_paper(row, arena, out);
		db_done(row);
		return ERR_OK;
	}
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err paper_name_any(struct db *db, struct arena *arena, enum paper_kind kind, int64_t subject_id,
                        struct paper_name *out, struct error *error)
{
	struct db_row *row = db_use(db, &statements[NAME_OF]);

	*out = (struct paper_name){ .id = 0 };
	db_bind_text(row, ":kind", paper_kind_code(kind));
	db_bind_int(row, ":subject", subject_id);
	enum db_step step = db_step(row);
	if (step != DB_ROW)
		return step == DB_DONE ? ERR_OK : db_fault(db, error);
	*out = (struct paper_name){ .id = db_int(row, 0), .number = db_int(row, 1), .year = db_int(row, 2),
		.body = (enum paper_body)read_code(row, 3, &paper_body_codes), .issued_at = read_time(row, 4, arena) };
	db_done(row);
	return ERR_OK;
}

/* The bytes of a column, in arena; NULL: none. */
static struct paper_file copy_file(struct db_row *row, int column, struct arena *arena)
{
	struct paper_file file = { NULL, 0 };
	const void *bytes = db_blob(row, column, &file.length);

	if (bytes == NULL)
		return file;
	void *copy = arena_alloc(arena, file.length + 1);
	memcpy(copy, bytes, file.length);
	file.bytes = copy;
	return file;
}

enum err paper_file_any(struct db *db, struct arena *arena, int64_t id, bool docx, struct paper_file *out,
                        struct error *error)
{
	struct db_row *row = db_use(db, &statements[docx ? DOCX_FILE : PDF_FILE]);

	*out = (struct paper_file){ NULL, 0 };
	db_bind_int(row, ":id", id);
	enum db_step step = db_step(row);
	if (step != DB_ROW)
		return step == DB_DONE ? ERR_OK : db_fault(db, error);
	*out = copy_file(row, 0, arena);
	db_done(row);
	return ERR_OK;
}

enum err paper_next_number(struct db *db, int64_t commune_id, enum paper_body body, int64_t year, int64_t *number,
                           struct error *error)
{
	struct db_row *row = db_use(db, &statements[NEXT_NUMBER]);

	db_bind_int(row, ":commune", commune_id);
	db_bind_text(row, ":body", paper_body_code(body));
	db_bind_int(row, ":year", year);
	return read_number(db, row, number, error);
}

enum err paper_insert(struct db *db, struct office_paper *paper, struct error *error)
{
	struct db_row *row = db_use(db, &statements[INSERT]);
	unsigned char bytes[HASH_BYTES];

	db_bind_text(row, ":kind", paper_kind_code(paper->kind));
	db_bind_int(row, ":subject", paper->subject_id);
	db_bind_int(row, ":commune", paper->commune_id);
	db_bind_text(row, ":body", paper_body_code(paper->body));
	db_bind_int(row, ":year", paper->year);
	chain_bind(row, ":number", paper->number);
	db_bind_text(row, ":state", paper_state_code(paper->standing));
	bind_time(row, ":at", paper->issued_at);
	db_bind_int(row, ":by", paper->issued_by);
	db_bind_int(row, ":event", paper->event_id);
	chain_bind_hash(row, ":hash", paper->event_hash, bytes);
	db_bind_text(row, ":markup", paper->markup);
	db_bind_text(row, ":markup_hash", paper->markup_hash);
	return read_number(db, row, &paper->id, error);
}

static void bind_file(struct db_row *row, const char *name, const char *hash_name, const struct paper_file *file,
                      char hash[HASH_TEXT])
{
	hash_text(file->bytes, file->length, hash);
	db_bind_blob(row, name, file->bytes, file->length);
	db_bind_text(row, hash_name, hash);
}

enum err paper_keep_files(struct db *db, int64_t id, const struct paper_file *pdf, const struct paper_file *docx,
                          struct error *error)
{
	struct db_row *row = db_use(db, &statements[KEEP_FILES]);
	char pdf_hash[HASH_TEXT], docx_hash[HASH_TEXT];

	db_bind_int(row, ":id", id);
	bind_file(row, ":pdf", ":pdf_hash", pdf, pdf_hash);
	bind_file(row, ":docx", ":docx_hash", docx, docx_hash);
	return db_run(row, error);
}

enum err paper_supersede(struct db *db, int64_t id, int64_t by, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SUPERSEDE]);

	db_bind_int(row, ":id", id);
	chain_bind(row, ":by", by);
	enum err err = db_run(row, error);
	if (err == ERR_OK && db_changes(db) == 0)
		return error_set(error, ERR_CONFLICT, NULL, "paper %lld was superseded before", (long long)id);
	return err;
}

enum err paper_set_signed(struct db *db, int64_t id, const char *day, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SET_SIGNED]);

	db_bind_int(row, ":id", id);
	db_bind_text(row, ":day", day);
	return db_run(row, error);
}

/* ---- scans ---- */

static void read_scan(struct db_row *row, struct arena *arena, struct paper_scan *out)
{
	*out = (struct paper_scan){
		.position = db_int(row, 0), .day = db_copy(row, 1, arena), .type = db_copy(row, 2, arena),
		.hash = db_copy(row, 3, arena), .added_at = read_time(row, 4, arena), .added_name = db_copy(row, 5, arena),
		.file.length = (size_t)db_int(row, 6),
	};
}

enum err paper_scans_any(struct db *db, struct arena *arena, int64_t paper_id, struct paper_scan **scans, size_t *count,
                         struct error *error)
{
	struct db_row *row = db_use(db, &statements[SCANS]);
	struct rows list = { 0 };
	enum db_step step;

	db_bind_int(row, ":id", paper_id);
	while ((step = db_step(row)) == DB_ROW)
		read_scan(row, arena, rows_add(&list, arena, sizeof **scans));
	*scans = list.items;
	*count = list.count;
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err paper_scan_any(struct db *db, struct arena *arena, int64_t paper_id, int64_t position, struct paper_scan *out,
                        struct error *error)
{
	struct db_row *row = db_use(db, &statements[SCAN]);

	db_bind_int(row, ":id", paper_id);
	db_bind_int(row, ":position", position);
	enum db_step step = db_step(row);
	if (step != DB_ROW)
		return step == DB_DONE ? error_set(error, ERR_NOT_FOUND, NULL, "no such scan") : db_fault(db, error);
	read_scan(row, arena, out);
	out->file = copy_file(row, 7, arena);
	db_done(row);
	return ERR_OK;
}

enum err paper_scan_add(struct db *db, int64_t paper_id, struct paper_scan *scan, int64_t by, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD_SCAN]);

	db_bind_int(row, ":id", paper_id);
	db_bind_text(row, ":day", scan->day);
	db_bind_text(row, ":type", scan->type);
	db_bind_text(row, ":hash", scan->hash);
	bind_time(row, ":at", scan->added_at);
	db_bind_int(row, ":by", by);
	db_bind_blob(row, ":bytes", scan->file.bytes, scan->file.length);
	return read_number(db, row, &scan->position, error);
}

/* ---- verification ---- */

/* What is there is what its hash says; nothing has none. */
static bool is_whole(const void *bytes, size_t length, const char *hash)
{
	char found[HASH_TEXT];

	if (bytes == NULL || hash == NULL)
		return bytes == NULL && hash == NULL;
	hash_text(bytes, length, found);
	return strcmp(found, hash) == 0;
}

static bool row_is_whole(struct db_row *row)
{
	const char *markup = db_text(row, 1);
	bool good = markup != NULL && is_whole(markup, strlen(markup), db_text(row, 2));

	for (int column = 3; column <= 5 && good; column += 2) {
		size_t length;
		const void *bytes = db_blob(row, column, &length);
		good = is_whole(bytes, length, db_text(row, column + 1));
	}
	return good;
}

static bool scan_is_whole(struct db_row *row)
{
	size_t length;
	const void *bytes = db_blob(row, 1, &length);

	return is_whole(bytes, length, db_text(row, 2));
}

static enum err verify_each(struct db *db, int query, bool (*whole)(struct db_row *row), const char *what,
                            struct error *error)
{
	struct db_row *row = db_use(db, &statements[query]);
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW) {
		if (whole(row))
			continue;
		error_set(error, ERR_INTERNAL, NULL, "%s %lld: not what its hash says", what, (long long)db_int(row, 0));
		db_done(row);
		return ERR_INTERNAL;
	}
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err paper_verify(struct db *db, struct error *error)
{
	enum err err = verify_each(db, VERIFY_FILES, row_is_whole, "paper", error);

	if (err == ERR_OK)
		err = verify_each(db, VERIFY_SCANS, scan_is_whole, "scan of paper", error);

	if (err == ERR_OK)
		err = verify_none(db, &statements[VERIFY_EVENT], "paper", "the history of its day is another", error);
	if (err == ERR_OK)
		err = verify_none(db, &statements[VERIFY_ISSUED], "paper", "another was issued, says the history", error);
	if (err == ERR_OK)
		err = verify_none(db, &statements[VERIFY_GONE], "event", "the paper that it issued is gone", error);
	if (err == ERR_OK)
		err = verify_none(db, &statements[VERIFY_NUMBERS], "paper", "numbers of its body and year have a gap", error);
	if (err == ERR_OK)
		err = verify_none(db, &statements[VERIFY_SCAN_TOLD], "scan of paper", "the history does not tell of it", error);
	return err;
}
