#include "store/sheet/sheet.h"

#include "base/buf.h"
#include "base/json.h"
#include "store/person/person.h"
#include "store/scope.h"
#include "store/sheet/sheet_word.h"
#include "store/tables.h"
#include "store/team/member.h"
#include "text/sound.h"
#include "text/utf8.h"

/* Columns of worker_sheet that are no fields of the form, as read; the fields follow in their order. */
#define OWN_COLUMNS \
	"s.id, s.uid, s.state, s.since, s.accepted_at, s.row_version, s.form_version, s.commune_id, s.campaign_id, " \
	"s.enumerator_id, " \
	"s.created_by, s.created_at, s.updated_at, s.replaces_id, s.open_errors, s.open_warnings, s.raw, s.typed, " \
	"s.person_id, s.rule_version, " \
	"(SELECT max(r.id) FROM worker_sheet r WHERE r.replaces_id = s.id AND r.state <> " STATE_SQL(CANCELLED) "), " \
	"a.code, a.full_name, c.full_name, k.code, " MEMBER_TOLD("e", "s.commune_id") ", w.full_name, " \
	"s.police_reason, s.clock_from, e.user_id"
enum { FIRST_FIELD = 30 };

#define JOINS \
	" FROM worker_sheet s " \
	"LEFT JOIN area a ON a.id = s.area_id " \
	"JOIN area c ON c.id = s.commune_id " \
	"JOIN campaign k ON k.id = s.campaign_id " \
	"LEFT JOIN member e ON e.id = s.enumerator_id " \
	"JOIN app_user w ON w.id = s.created_by "

/* What insert and update write besides the fields. */
static const char *const written[] = { "state", "since", "accepted_at", "clock_from", "row_version", "form_version",
	"commune_id", "campaign_id",
	"enumerator_id", "updated_at", "replaces_id", "open_errors", "open_warnings", "person_id", "rule_version",
	"police_reason", "name_fold", "name_sound", "raw", "typed" };

enum { LOAD_ANY, INSERT, UPDATE, SET_OPEN, NAME, EACH, LOAD_FIRST, VISIBLE_FIRST = LOAD_FIRST + ROLE_COUNT,
	COMPOSED = VISIBLE_FIRST + ROLE_COUNT };

/* Frozen after sheet_compose(). */
static struct db_statement composed[COMPOSED];
static const char **field_parameters;   /* ":full_name" */
static struct db_statements composed_table = { composed, COMPOSED };

static const char *compose_select(struct arena *arena, const struct form *form, const char *with, const char *where)
{
	struct buf sql;

	buf_init(&sql, arena, 1 << 16);
	buf_print(&sql, "%sSELECT " OWN_COLUMNS, with);
	for (size_t i = 0; i < form->field_count; i++)
		buf_print(&sql, ", s.%s", form->fields[i].name);
	buf_print(&sql, JOINS "%s", where);
	return sql.data;
}

static const char *compose_insert(struct arena *arena, const struct form *form)
{
	struct buf names, values;

	buf_init(&names, arena, 1 << 16);
	buf_init(&values, arena, 1 << 16);
	buf_text(&names, "INSERT INTO worker_sheet (uid, created_by, created_at");
	buf_text(&values, ") VALUES (:uid, :created_by, :created_at");
	for (size_t i = 0; i < COUNT(written); i++) {
		buf_print(&names, ", %s", written[i]);
		buf_print(&values, ", :%s", written[i]);
	}
	for (size_t i = 0; i < form->field_count; i++) {
		buf_print(&names, ", %s", form->fields[i].name);
		buf_print(&values, ", :%s", form->fields[i].name);
	}
	return arena_print(arena, "%s%s)", names.data, values.data);
}

static const char *compose_update(struct arena *arena, const struct form *form)
{
	struct buf sql;

	buf_init(&sql, arena, 1 << 16);
	buf_text(&sql, "UPDATE worker_sheet SET ");
	for (size_t i = 0; i < COUNT(written); i++)
		buf_print(&sql, "%s%s = :%s", i == 0 ? "" : ", ", written[i], written[i]);
	for (size_t i = 0; i < form->field_count; i++)
		buf_print(&sql, ", %s = :%s", form->fields[i].name, form->fields[i].name);
	buf_text(&sql, " WHERE id = :id");
	return sql.data;
}

const struct db_statements *sheet_compose(struct arena *arena, const struct form *form)
{
	field_parameters = arena_array(arena, form->field_count, sizeof *field_parameters);
	for (size_t i = 0; i < form->field_count; i++)
		field_parameters[i] = arena_print(arena, ":%s", form->fields[i].name);
	composed[LOAD_ANY] = (struct db_statement){ DB_READ, compose_select(arena, form, "", "WHERE s.id = :id") };
	composed[EACH] = (struct db_statement){ DB_READ, compose_select(arena, form, "/*scan ok*/ ", "ORDER BY s.id") };
	composed[NAME] = (struct db_statement){ DB_READ, "SELECT name_fold, commune_id, state, citizen_id "
		"FROM worker_sheet "
		"WHERE id = :id" };
	composed[SET_OPEN] = (struct db_statement){ DB_WRITE,
		"UPDATE worker_sheet SET open_errors = :errors, open_warnings = :warnings "
		"WHERE id = :id" };
	composed[INSERT] = (struct db_statement){ DB_WRITE, compose_insert(arena, form) };
	composed[UPDATE] = (struct db_statement){ DB_WRITE, compose_update(arena, form) };
	for (int role = 0; role < ROLE_COUNT; role++) {
		struct actor actor = { .role = (enum role)role };
		const char *where = arena_print(arena, "WHERE s.id = :id AND %s", scope_one(&actor));
		const char *with = scope_one_with(&actor);
		composed[LOAD_FIRST + role] = (struct db_statement){ DB_READ, compose_select(arena, form, with, where) };
		composed[VISIBLE_FIRST + role] = (struct db_statement){ DB_READ,
			arena_print(arena, "%sSELECT 1 FROM worker_sheet s %s", with, where) };
	}
	return &composed_table;
}

/* ---- reading ---- */

static void read_field(struct db_row *row, int column, struct arena *arena, const struct field *field,
                       struct answer *out)
{
	if (db_is_null(row, column))
		return;
	out->state = ANSWER_VALID;
	switch (field->type) {
	case FIELD_CHOICE:
	case FIELD_BOOLEAN:
	case FIELD_AREA:
		out->number = db_int(row, column);
		break;
	case FIELD_DATE:
	case FIELD_PARTIAL_DATE:
		if (!date_from_iso(db_text(row, column), true, &out->date))
			out->state = ANSWER_NONE;
		break;
	case FIELD_TEXT:
	case FIELD_NUMBER:
	case FIELD_CODE:
		out->text = db_copy(row, column, arena);
		break;
	}
}

/* Puts back what was typed and is no value: decoding it again gives the same fault, and it stays BAD whatever comes
 * out. */
static void read_raw(struct arena *arena, const struct form *form, const char *json, struct answers *answers)
{
	cJSON *object = json == NULL ? NULL : json_parse(json, strlen(json));
	const cJSON *item;

	cJSON_ArrayForEach(item, object) {
		int i = form_find(form, item->string);
		if (i < 0 || !cJSON_IsString(item))
			continue;
		const char *text = arena_text(arena, item->valuestring);
		answer_from_typed(arena, &form->fields[i], &text, 1, &answers->items[i]);
		if (answers->items[i].state != ANSWER_BAD)
			answers->items[i] = (struct answer){ .state = ANSWER_BAD, .fault = FAULT_VALUE };
		answers->items[i].raw = text;
	}
	cJSON_Delete(object);
}

static void read_typed(struct arena *arena, const struct form *form, const char *json, struct answers *answers)
{
	cJSON *object = json == NULL ? NULL : json_parse(json, strlen(json));
	const cJSON *item;

	cJSON_ArrayForEach(item, object) {
		int i = form_find(form, item->string);
		if (i >= 0 && cJSON_IsString(item) && answers->items[i].state == ANSWER_VALID)
			answers->items[i].raw = arena_text(arena, item->valuestring);
	}
	cJSON_Delete(object);
}

static void read_sheet(struct db_row *row, struct arena *arena, const struct form *form, struct sheet *out)
{
	*out = (struct sheet){
		.id = db_int(row, 0),
		.uid = db_copy(row, 1, arena),
		.state = read_state(row, 2),
		.since = read_time(row, 3, arena),
		.accepted_at = read_time(row, 4, arena),
		.row_version = db_int(row, 5),
		.form_version = db_int(row, 6),
		.commune_id = db_int(row, 7),
		.campaign_id = db_int(row, 8),
		.enumerator_id = db_int(row, 9),
		.created_by = db_int(row, 10),
		.created_at = read_time(row, 11, arena),
		.updated_at = read_time(row, 12, arena),
		.replaces_id = db_int(row, 13),
		.open_errors = db_int(row, 14),
		.open_warnings = db_int(row, 15),
		.person_id = db_int(row, 18),
		.rule_version = db_int(row, 19),
		.replaced_by_id = db_int(row, 20),
		.area_name = db_copy(row, 22, arena),
		.commune_name = db_copy(row, 23, arena),
		.campaign_code = db_copy(row, 24, arena),
		.enumerator_name = db_copy(row, 25, arena),
		.writer_name = db_copy(row, 26, arena),
		.police_reason = db_int(row, 27),
		.clock_from = read_time(row, 28, arena),
		.enumerator_user_id = db_int(row, 29),
	};
	answers_init(&out->answers, form, arena);
	for (size_t i = 0; i < form->field_count; i++) {
		read_field(row, FIRST_FIELD + (int)i, arena, &form->fields[i], &out->answers.items[i]);
		if (form->fields[i].type == FIELD_AREA)
			out->answers.items[i].text = db_copy(row, 21, arena);
	}
	read_raw(arena, form, db_text(row, 16), &out->answers);
	read_typed(arena, form, db_text(row, 17), &out->answers);
}

static enum err load(struct db *db, struct db_row *row, struct arena *arena, const struct form *form, int64_t id,
                     struct sheet *out, struct error *error)
{
	db_bind_int(row, ":id", id);
	enum db_step step = db_step(row);
	if (step == DB_DONE)
		return error_set(error, ERR_NOT_FOUND, NULL, "no sheet %lld for this actor", (long long)id);
	if (step != DB_ROW)
		return db_fault(db, error);
	read_sheet(row, arena, form, out);
	return db_end(row, error);
}

enum err sheet_load(struct db *db, struct arena *arena, const struct form *form, const struct actor *actor, int64_t id,
                    struct sheet *out, struct error *error)
{
	struct db_row *row = db_use(db, &composed[LOAD_FIRST + (int)actor->role]);

	scope_bind(row, actor);
	return load(db, row, arena, form, id, out, error);
}

enum err sheet_load_any(struct db *db, struct arena *arena, const struct form *form, int64_t id, struct sheet *out,
                        struct error *error)
{
	return load(db, db_use(db, &composed[LOAD_ANY]), arena, form, id, out, error);
}

bool sheet_visible(struct db *db, const struct actor *actor, int64_t id)
{
	struct db_row *row = db_use(db, &composed[VISIBLE_FIRST + (int)actor->role]);

	scope_bind(row, actor);
	db_bind_int(row, ":id", id);
	bool visible = db_step(row) == DB_ROW;
	db_done(row);
	return visible;
}

enum err sheet_each_any(struct db *db, struct arena *arena, const struct form *form,
                        enum err (*fn)(void *arg, const struct sheet *sheet, struct error *error), void *arg,
                        struct error *error)
{
	struct db_row *row = db_use(db, &composed[EACH]);
	struct sheet sheet;
	enum db_step step;

	while ((step = db_step(row)) == DB_ROW) {
		arena_reset(arena);
		read_sheet(row, arena, form, &sheet);
		enum err err = db_check(row, error);
		if (err == ERR_OK)
			err = fn(arg, &sheet, error);
		if (err != ERR_OK) {
			db_done(row);
			return err;
		}
	}
	return step == DB_DONE ? ERR_OK : db_fault(db, error);
}

/* ---- writing ---- */

static void bind_id(struct db_row *row, const char *name, int64_t id)
{
	if (id == 0)
		db_bind_null(row, name);
	else
		db_bind_int(row, name, id);
}

static void bind_field(struct db_row *row, struct arena *arena, const char *name, const struct field *field,
                       const struct answer *answer)
{
	char iso[DATE_TEXT];

	if (answer->state != ANSWER_VALID) {
		db_bind_null(row, name);
		return;
	}
	switch (field->type) {
	case FIELD_CHOICE:
	case FIELD_BOOLEAN:
	case FIELD_AREA:
		db_bind_int(row, name, answer->number);
		break;
	case FIELD_DATE:
	case FIELD_PARTIAL_DATE:
		date_to_iso(answer->date, iso);
		db_bind_text(row, name, arena_text(arena, iso));
		break;
	case FIELD_TEXT:
	case FIELD_NUMBER:
	case FIELD_CODE:
		db_bind_text(row, name, answer->text);
		break;
	}
}

/* JSON object of the raw texts of the answers in one state; NULL when there are none. */
static const char *raw_json(struct arena *arena, const struct answers *answers, enum answer_state state)
{
	cJSON *object = NULL;
	const char *text = NULL;

	for (size_t i = 0; i < answers->form->field_count; i++) {
		const struct answer *a = &answers->items[i];
		if (a->state != state || a->raw == NULL)
			continue;
		if (object == NULL)
			object = cJSON_CreateObject();
		cJSON_AddStringToObject(object, answers->form->fields[i].name, a->raw);
	}
	if (object != NULL && object->child != NULL)
		text = json_print(arena, object);
	cJSON_Delete(object);
	return text;
}

static const char *fold_name(struct arena *arena, const struct answers *answers)
{
	const char *name = answers_text(answers, answers->form->full_name);
	const char *folded = name == NULL ? NULL : utf8_fold(arena, name);

	return folded == NULL ? "" : folded;
}

static void bind_sheet(struct db_row *row, struct arena *arena, const struct sheet *s, const char *fold)
{
	db_bind_text(row, ":state", state_code(s->state));
	bind_time(row, ":since", s->since);
	bind_time(row, ":accepted_at", s->accepted_at);
	bind_time(row, ":clock_from", s->clock_from);
	db_bind_int(row, ":row_version", s->row_version);
	db_bind_int(row, ":form_version", s->form_version);
	db_bind_int(row, ":commune_id", s->commune_id);
	db_bind_int(row, ":campaign_id", s->campaign_id);
	bind_id(row, ":enumerator_id", s->enumerator_id);
	bind_time(row, ":updated_at", s->updated_at);
	bind_id(row, ":replaces_id", s->replaces_id);
	db_bind_int(row, ":open_errors", s->open_errors);
	db_bind_int(row, ":open_warnings", s->open_warnings);
	bind_id(row, ":person_id", s->person_id);
	bind_id(row, ":rule_version", s->rule_version);
	bind_id(row, ":police_reason", s->police_reason);
	db_bind_text(row, ":name_fold", fold);
	db_bind_text(row, ":name_sound", name_sound(arena, fold));
	db_bind_text(row, ":raw", raw_json(arena, &s->answers, ANSWER_BAD));
	db_bind_text(row, ":typed", raw_json(arena, &s->answers, ANSWER_VALID));
	for (size_t i = 0; i < s->answers.form->field_count; i++)
		bind_field(row, arena, field_parameters[i], &s->answers.form->fields[i], &s->answers.items[i]);
}

enum err sheet_insert(struct db *db, struct arena *arena, struct sheet *sheet, struct error *error)
{
	const struct person_before new = { 0 };
	enum err err = person_settle(db, sheet, &new, error);

	if (err != ERR_OK)
		return err;
	struct db_row *row = db_use(db, &composed[INSERT]);
	const char *name_fold = fold_name(arena, &sheet->answers);
	sheet->row_version++;
	db_bind_text(row, ":uid", sheet->uid);
	db_bind_int(row, ":created_by", sheet->created_by);
	bind_time(row, ":created_at", sheet->created_at);
	bind_sheet(row, arena, sheet, name_fold);
	err = db_run(row, error);
	if (err != ERR_OK)
		return err;
	sheet->id = db_last_id(db);
	return sheet_word_add(db, sheet->id, sheet->commune_id, name_fold, error);
}

/* What the stored row says before it is written. */
struct stored {
	const char *name;               /* folded; NULL: no row */
	int64_t commune_id;
	struct person_before person;
};

static enum err read_stored(struct db *db, struct arena *arena, const struct sheet *sheet, struct stored *out,
                            struct error *error)
{
	struct db_row *row = db_use(db, &composed[NAME]);

	*out = (struct stored){ 0 };
	db_bind_int(row, ":id", sheet->id);
	if (db_step(row) != DB_ROW)
		return ERR_OK;
	out->name = db_copy(row, 0, arena);
	out->commune_id = db_int(row, 1);
	out->person = (struct person_before){ read_state(row, 2), db_copy(row, 3, arena) };
	return db_end(row, error);
}

enum err sheet_update(struct db *db, struct arena *arena, struct sheet *sheet, struct error *error)
{
	const char *name_fold = fold_name(arena, &sheet->answers);
	struct stored stored;

	enum err err = read_stored(db, arena, sheet, &stored, error);
	if (err == ERR_OK)
		err = person_settle(db, sheet, &stored.person, error);
	if (err != ERR_OK)
		return err;
	struct db_row *row = db_use(db, &composed[UPDATE]);
	sheet->row_version++;
	db_bind_int(row, ":id", sheet->id);
	bind_sheet(row, arena, sheet, name_fold);
	err = db_run(row, error);
	if (err != ERR_OK || stored.name == NULL ||
	    (strcmp(stored.name, name_fold) == 0 && stored.commune_id == sheet->commune_id))
		return err;
	err = sheet_word_remove(db, sheet->id, stored.commune_id, stored.name, error);
	return err == ERR_OK ? sheet_word_add(db, sheet->id, sheet->commune_id, name_fold, error) : err;
}

enum err sheet_set_open(struct db *db, const struct sheet *sheet, struct error *error)
{
	struct db_row *row = db_use(db, &composed[SET_OPEN]);

	db_bind_int(row, ":id", sheet->id);
	db_bind_int(row, ":errors", sheet->open_errors);
	db_bind_int(row, ":warnings", sheet->open_warnings);
	return db_run(row, error);
}
