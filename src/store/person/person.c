#include "store/person/person.h"

#include "store/tables.h"
#include "text/identity.h"
#include "text/sound.h"

enum { BY_ID, BY_NUMBER, OF_SHEET, SHARED, ADD, SET_NUMBER, LINKED, KIN, DISTINCT, VERIFY_LINK, VERIFY_NUMBER,
	VERIFY_CIRCLE, VERIFY_SOUND };

/* All are compared, whatever it takes. */
#define ALL "/*scan ok*/ "

static const struct db_statement statements[] = {
	[BY_ID] = { DB_READ, "SELECT id, citizen_id FROM person "
		"WHERE id = :id" },
	[BY_NUMBER] = { DB_READ, "SELECT id, citizen_id FROM person "
		"WHERE citizen_id = :citizen" },
	[OF_SHEET] = { DB_READ, "SELECT person_id FROM worker_sheet "
		"WHERE id = :id" },
	[SHARED] = { DB_READ, "SELECT s.id, s.citizen_id FROM worker_sheet s "
		"WHERE s.person_id = :person "
		"AND s.id <> :self "
		"AND (s.id <> :replaces OR (" STORE_LIVE("s") "))" },
	[ADD] = { DB_WRITE, "INSERT INTO person (citizen_id, created_at) VALUES (:citizen, :at)" },
	[SET_NUMBER] = { DB_WRITE, "UPDATE person SET citizen_id = :citizen "
		"WHERE id = :id" },
	[LINKED] = { DB_READ, "SELECT 1 FROM person "
		"WHERE id = :id AND joined_id IS NOT NULL "
		"UNION ALL "
		"SELECT 1 FROM person "
		"WHERE joined_id = :id LIMIT 1" },
	[KIN] = { DB_READ, PERSON_KIN "SELECT 1 FROM kin "
		"WHERE id = :other" },
	[DISTINCT] = { DB_READ, "SELECT 1 FROM person_distinct "
		"WHERE person_id = :person AND other_id = :other" },
	[VERIFY_LINK] = { DB_READ, ALL "SELECT id FROM worker_sheet "
		"WHERE person_id IS NULL AND state NOT IN (" STATE_LIST(STATES_NO_PERSON) ") LIMIT 1" },
	[VERIFY_NUMBER] = { DB_READ, ALL "SELECT s.id, s.citizen_id FROM worker_sheet s "
		"JOIN person p ON p.id = s.person_id "
		"WHERE length(s.citizen_id) = 12 AND p.citizen_id <> s.citizen_id AND " STORE_LIVE("s") },
	[VERIFY_CIRCLE] = { DB_READ, ALL "WITH RECURSIVE led(id) AS (SELECT id FROM person "
		"WHERE joined_id IS NULL "
		"UNION "
		"SELECT p.id FROM led "
		"JOIN person p ON p.joined_id = led.id) "
		"SELECT id FROM person "
		"WHERE joined_id IS NOT NULL AND id NOT IN (SELECT id FROM led) LIMIT 1" },
	[VERIFY_SOUND] = { DB_READ, ALL "SELECT id, name_fold, name_sound FROM worker_sheet" },
};

const struct db_statements person_statements = { statements, COUNT(statements) };

/* ---- whose sheet ---- */

enum { NUMBER = 16 };

struct person {
	int64_t id;                     /* 0: none */
	char number[NUMBER];            /* "": provisional */
};

static struct person read_person(struct db_row *row)
{
	struct person person = { 0 };

	if (db_step(row) == DB_ROW) {
		const char *number = db_text(row, 1);
		person.id = db_int(row, 0);
		snprintf(person.number, sizeof person.number, "%s", number == NULL ? "" : number);
		db_done(row);
	}
	return person;
}

/* Nobody for 0. */
static struct person by_id(struct db *db, int64_t id)
{
	struct db_row *row = db_use(db, &statements[BY_ID]);

	db_bind_int(row, ":id", id);
	return read_person(row);
}

/* Nobody for "". */
static struct person by_number(struct db *db, const char *number)
{
	struct db_row *row = db_use(db, &statements[BY_NUMBER]);

	db_bind_text(row, ":citizen", number);
	return read_person(row);
}

static struct person of_sheet(struct db *db, int64_t sheet_id)
{
	struct db_row *row = db_use(db, &statements[OF_SHEET]);
	int64_t id = 0;

	db_bind_int(row, ":id", sheet_id);
	if (db_step(row) == DB_ROW) {
		id = db_int(row, 0);
		db_done(row);
	}
	return by_id(db, id);
}

static bool says_another_number(const char *citizen_id, const char *number)
{
	return citizen_id != NULL && identity_is_full(citizen_id) && strcmp(citizen_id, number) != 0;
}

/* Another sheet has the person than this and the one it replaces, which counts too while it speaks for another number
 * than that. */
static bool is_shared(struct db *db, const struct sheet *sheet, int64_t person_id, const char *number)
{
	struct db_row *row = db_use(db, &statements[SHARED]);
	bool shared = false;

	db_bind_int(row, ":person", person_id);
	db_bind_int(row, ":self", sheet->id);
	db_bind_int(row, ":replaces", sheet->replaces_id);
	while (!shared && db_step(row) == DB_ROW)
		shared = db_int(row, 0) != sheet->replaces_id || says_another_number(db_text(row, 1), number);
	db_done(row);
	return shared;
}

static void bind_number(struct db_row *row, const char *number)
{
	db_bind_text(row, ":citizen", number[0] == '\0' ? NULL : number);
}

static enum err add(struct db *db, struct sheet *sheet, const char *number, struct error *error)
{
	struct db_row *row = db_use(db, &statements[ADD]);

	bind_number(row, number);
	bind_time(row, ":at", sheet->updated_at);
	enum err err = db_run(row, error);
	sheet->person_id = db_last_id(db);
	return err;
}

static enum err set_number(struct db *db, struct sheet *sheet, int64_t id, const char *number, struct error *error)
{
	struct db_row *row = db_use(db, &statements[SET_NUMBER]);

	sheet->person_id = id;
	db_bind_int(row, ":id", id);
	bind_number(row, number);
	return db_run(row, error);
}

/* The number that tells the person apart, or "". */
static const char *number_of(const struct sheet *sheet)
{
	const char *number = answers_text(&sheet->answers, sheet->answers.form->citizen_id);

	return number != NULL && identity_is_full(number) ? number : "";
}

static bool is_open(enum state state)
{
	return state == STATE_NONE || state_in(state, STATES_NO_PERSON);
}

/* A number that did not change says nothing new, unless the person has another by now. */
static bool stays(const struct person *own, const char *number, const struct person_before *before)
{
	const char *was = before->citizen_id != NULL && identity_is_full(before->citizen_id) ? before->citizen_id : "";
	bool fits = strcmp(own->number, number) == 0, open = own->number[0] == '\0' || number[0] == '\0';

	return own->id != 0 && before->state != STATE_DRAFT && (fits || (open && strcmp(was, number) == 0));
}

/* A person whom the sheet brings along: its own, or that of the sheet it replaces. */
static struct person brought(struct db *db, const struct sheet *sheet, const struct person *own)
{
	return own->id == 0 && sheet->replaces_id != 0 ? of_sheet(db, sheet->replaces_id) : *own;
}

enum err person_settle(struct db *db, struct sheet *sheet, const struct person_before *before, struct error *error)
{
	const char *number = number_of(sheet);

	if (is_open(sheet->state))
		return ERR_OK;
	struct person own = by_id(db, sheet->person_id);
	if (before->state != STATE_NONE && stays(&own, number, before))
		return ERR_OK;
	struct person known = by_number(db, number);
	struct person with = brought(db, sheet, &own);
	bool begun = before->state == STATE_NONE || before->state == STATE_DRAFT;
	if (known.id != 0 || (number[0] == '\0' && with.id != 0 && (begun || with.number[0] == '\0'))) {
		sheet->person_id = known.id != 0 ? known.id : with.id;
		return ERR_OK;
	}
	bool renamed = own.id != 0 && own.number[0] != '\0' && !begun;
	if (with.id != 0 && (with.number[0] == '\0' || renamed) && !is_shared(db, sheet, with.id, number))
		return set_number(db, sheet, with.id, number, error);
	return add(db, sheet, number, error);
}

/* ---- one human, or two ---- */

int64_t person_of_number_any(struct db *db, const char *citizen_id)
{
	return by_number(db, citizen_id).id;
}

static bool is_pair(struct db *db, int statement, int64_t person, int64_t other)
{
	struct db_row *row = db_use(db, &statements[statement]);

	db_bind_int(row, ":person", person);
	db_bind_int(row, ":other", other);
	bool is = db_step(row) == DB_ROW;
	db_done(row);
	return is;
}

bool person_is_joined_any(struct db *db, int64_t id)
{
	struct db_row *row = db_use(db, &statements[LINKED]);

	db_bind_int(row, ":id", id);
	bool is = db_step(row) == DB_ROW;
	db_done(row);
	return is;
}

bool person_is_kin_any(struct db *db, int64_t a, int64_t b)
{
	return a != 0 && (a == b || (person_is_joined_any(db, a) && is_pair(db, KIN, a, b)));
}

bool person_is_distinct_any(struct db *db, int64_t a, int64_t b)
{
	return is_pair(db, DISTINCT, a < b ? a : b, a < b ? b : a);
}

/* ---- verification ---- */

/* Only a number that is one tells a person apart; SQL does not know which are. */
static enum err verify_numbers(struct db *db, struct error *error)
{
	struct db_row *row = db_use(db, &statements[VERIFY_NUMBER]);
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW) {
		if (!identity_is_full(db_text(row, 1)))
			continue;
		error_set(error, ERR_INTERNAL, NULL, "sheet %lld: its person has another number", (long long)db_int(row, 0));
		db_done(row);
		return ERR_INTERNAL;
	}
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

static enum err verify_sounds(struct db *db, struct arena *arena, struct error *error)
{
	struct db_row *row = db_use(db, &statements[VERIFY_SOUND]);
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW) {
		arena_reset(arena);
		if (strcmp(name_sound(arena, db_text(row, 1)), db_text(row, 2)) == 0)
			continue;
		error_set(error, ERR_INTERNAL, NULL, "sheet %lld: the sound of its name is another's",
		          (long long)db_int(row, 0));
		db_done(row);
		return ERR_INTERNAL;
	}
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

enum err person_verify(struct db *db, struct error *error)
{
	struct arena *arena = arena_new(1 << 20);

	if (arena == NULL)
		return error_set(error, ERR_UNAVAILABLE, NULL, "no memory");
	enum err err = verify_none(db, &statements[VERIFY_LINK], "sheet", "it was submitted and has no person", error);
	if (err == ERR_OK)
		err = verify_numbers(db, error);
	if (err == ERR_OK)
		err = verify_none(db, &statements[VERIFY_CIRCLE], "person", "it is joined in a circle", error);
	if (err == ERR_OK)
		err = verify_sounds(db, arena, error);
	arena_free(arena);
	return err;
}
