#include "report/export/plain_export.h"

#include "base/clock.h"
#include "base/memory.h"
#include "store/admin/user.h"
#include "store/campaign/area.h"
#include "store/sheet/sheet.h"
#include "text/messages.h"

enum { COLUMNS_MOST = 80, SHEET_ARENA = 16 << 20, WIDTH = 20, COVERED_MOST = 65536, FIRST_ROOM = 4096, UID = 0, STATE,
	CAMPAIGN, WRITER, REPLACES, OWN };

struct exporting {
	struct plain_export *asked;
	struct table_out *out;          /* NULL: it is only looked at */
	struct xlsx_column columns[COLUMNS_MOST];
	size_t count;
	struct arena *row_arena;
	struct { int64_t id; bool inside; } *covered; /* areas that were asked about */
	size_t covered_count;
	bool looks;                     /* writes nothing: whose sheets these are */
	size_t sheet_room;
	size_t plain;                   /* columns of a plain table */
	const struct plain_column *plain_columns;
};

/* ---- what is asked for ---- */

/* The area is the one that is asked for, or lies in it, or took over from it. */
static bool is_inside(struct exporting *e, int64_t area_id)
{
	struct area_above above;
	bool inside = false;

	if (e->asked->area_id == 0)
		return true;
	for (size_t i = 0; i < e->covered_count; i++) {
		if (e->covered[i].id == area_id)
			return e->covered[i].inside;
	}
	area_above_any(e->asked->db, area_id, &above);
	for (size_t i = 0; i < above.count && !inside; i++)
		inside = above.ids[i] == e->asked->area_id;
	if (e->covered_count < COVERED_MOST) {
		e->covered[e->covered_count].id = area_id;
		e->covered[e->covered_count++].inside = inside;
	}
	return inside;
}

static bool is_asked(struct exporting *e, int64_t campaign_id, int64_t area_id)
{
	return (e->asked->campaign_id == 0 || e->asked->campaign_id == campaign_id) && is_inside(e, area_id);
}

static void add_column(struct exporting *e, const char *name, enum xlsx_type type)
{
	e->columns[e->count++] = (struct xlsx_column){ name, WIDTH, type };
}

static enum err begin(struct exporting *e, struct error *error)
{
	const struct plain_export *asked = e->asked;

	if (e->looks)
		return ERR_OK;
	const struct xlsx_sheet sheet = { .folder = asked->folder, .name = asked->table, .columns = e->columns,
		.count = e->count, .created = asked->created };

	e->out = table_out_open(asked->format, &sheet, asked->descriptor, error);
	return e->out == NULL ? ERR_UNAVAILABLE : ERR_OK;
}

static enum err end_row(struct exporting *e, struct error *error)
{
	table_out_row(e->out);
	e->asked->rows++;
	return table_out_failed(e->out) ? error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "not written")
	                                : ERR_OK;
}

/* A row that is only looked at. */
static enum err keep_sheet(struct exporting *e, int64_t sheet_id)
{
	struct plain_export *asked = e->asked;

	if (sheet_id == 0)
		return ERR_OK;
	if (asked->sheet_count == e->sheet_room) {
		int64_t *before = asked->sheets;
		e->sheet_room = e->sheet_room == 0 ? FIRST_ROOM : e->sheet_room * 2;
		asked->sheets = arena_array(asked->arena, e->sheet_room, sizeof *asked->sheets);
		if (before != NULL)
			memcpy(asked->sheets, before, asked->sheet_count * sizeof *before);
	}
	asked->sheets[asked->sheet_count++] = sheet_id;
	return ERR_OK;
}

/* ---- sheets ---- */

static bool is_number(const struct field *field)
{
	return field->type == FIELD_CHOICE || field->type == FIELD_BOOLEAN;
}

static void put_answer(struct exporting *e, const struct field *field, const struct answer *answer)
{
	char day[DATE_TEXT];

	if (is_number(field) && answer->state == ANSWER_VALID) {
		table_out_int(e->out, answer->number);
		return;
	}
	if (is_number(field) || answer->state == ANSWER_NONE) {
		table_out_text(e->out, NULL);
		return;
	}
	date_to_iso(answer->date, day);
	bool date = field->type == FIELD_DATE || field->type == FIELD_PARTIAL_DATE;
	table_out_text(e->out, answer->state == ANSWER_BAD ? answer->raw : date ? day : answer->text);
}

/* What the sheet that it replaces is called. */
static enum err find_replaced(struct exporting *e, int64_t id, const char **uid, struct error *error)
{
	struct sheet sheet;

	*uid = NULL;
	if (id == 0)
		return ERR_OK;
	enum err err = sheet_load_any(e->asked->db, e->row_arena, e->asked->form, id, &sheet, error);
	if (err == ERR_OK)
		*uid = sheet.uid;
	return err;
}

static enum err put_sheet(void *arg, const struct sheet *sheet, struct error *error)
{
	struct exporting *e = arg;
	const struct form *form = e->asked->form;
	const struct answer *hamlet = answers_at(&sheet->answers, form->hamlet);
	const char *replaced;

	if (!is_asked(e, sheet->campaign_id, hamlet->state == ANSWER_VALID ? hamlet->number : sheet->commune_id))
		return ERR_OK;
	if (e->looks)
		return keep_sheet(e, sheet->id);
	enum err err = find_replaced(e, sheet->replaces_id, &replaced, error);
	if (err != ERR_OK)
		return err;
	table_out_text(e->out, sheet->uid);
	table_out_text(e->out, state_code(sheet->state));
	table_out_text(e->out, sheet->campaign_code);
	table_out_text(e->out, sheet->enumerator_name);
	table_out_text(e->out, replaced);
	for (size_t i = 0; i < form->field_count; i++)
		put_answer(e, &form->fields[i], &sheet->answers.items[i]);
	return end_row(e, error);
}

static enum err run_sheets(struct exporting *e, struct error *error)
{
	static const char *const own[] = { [UID] = "uid", [STATE] = "state", [CAMPAIGN] = "campaign",
		[WRITER] = "enumerator", [REPLACES] = "replaces" };
	const struct form *form = e->asked->form;

	for (size_t i = 0; i < OWN; i++)
		add_column(e, own[i], XLSX_TEXT);
	for (size_t i = 0; i < form->field_count; i++)
		add_column(e, form->fields[i].name, is_number(&form->fields[i]) ? XLSX_INT : XLSX_ID_TEXT);
	enum err err = begin(e, error);
	return err == ERR_OK ? sheet_each_any(e->asked->db, e->row_arena, form, put_sheet, e, error) : err;
}

/* ---- users ---- */

static enum err put_user(struct exporting *e, const struct user *user, struct error *error)
{
	struct buf codes;
	bool any = e->asked->area_id == 0;

	buf_init(&codes, e->row_arena, 64 << 10);
	for (size_t i = 0; i < user->area_count; i++) {
		struct area area;
		enum err err = area_by_id_any(e->asked->db, e->row_arena, user->areas[i], &area, error);
		if (err != ERR_OK)
			return err;
		buf_print(&codes, "%s%s:%s", i == 0 ? "" : ", ", area.level, area.code);
		any |= is_inside(e, area.id);
	}
	if (!any)
		return ERR_OK;
	table_out_text(e->out, user->username);
	table_out_text(e->out, user->full_name);
	table_out_text(e->out, role_code(user->role));
	table_out_text(e->out, codes.data);
	table_out_text(e->out, user->locked_at);
	return end_row(e, error);
}

static enum err run_users(struct exporting *e, struct error *error)
{
	static const char *const names[] = { "username", "full_name", "role", "area", "locked_at" };
	struct user *users;
	size_t count;
	enum err err = user_list_any(e->asked->db, e->asked->arena, &users, &count, error);

	for (size_t i = 0; i < COUNT(names); i++)
		add_column(e, names[i], XLSX_TEXT);
	if (err == ERR_OK)
		err = begin(e, error);
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		arena_reset(e->row_arena);
		err = put_user(e, &users[i], error);
	}
	return err;
}

/* ---- plain ones ---- */

static bool is_time(const struct exporting *e, size_t column)
{
	return strcmp(e->asked->table, "history") == 0 && strcmp(e->plain_columns[column].name, "at") == 0;
}

static enum err put_plain(void *arg, const struct plain_row *row, struct error *error)
{
	struct exporting *e = arg;
	char at[CLOCK_TEXT];

	if (!is_asked(e, row->campaign_id, row->area_id))
		return ERR_OK;
	if (e->looks)
		return keep_sheet(e, row->sheet_id);
	for (size_t i = 0; i < e->plain; i++) {
		const char *text = plain_text(row, i);
		if (text != NULL && is_time(e, i)) {
			clock_to_iso(plain_number(row, i), at);
			table_out_text(e->out, at);
		} else if (text != NULL && e->plain_columns[i].number) {
			table_out_int(e->out, plain_number(row, i));
		} else {
			table_out_text(e->out, text);
		}
	}
	return end_row(e, error);
}

static enum err run_plain(struct exporting *e, enum plain_table table, struct error *error)
{
	e->plain_columns = plain_columns(table, &e->plain);
	for (size_t i = 0; i < e->plain; i++)
		add_column(e, e->plain_columns[i].name, e->plain_columns[i].number ? XLSX_INT : XLSX_ID_TEXT);
	enum err err = begin(e, error);
	return err == ERR_OK ? plain_each_any(e->asked->db, table, put_plain, e, error) : err;
}

/* ---- all ---- */

static const struct { const char *name; enum plain_table table; } plain_names[] = {
	{ "people", PLAIN_PEOPLE }, { "roster", PLAIN_ROSTER }, { "history", PLAIN_HISTORY }, { "areas", PLAIN_AREAS },
};

static enum err run(struct exporting *e, struct error *error)
{
	for (size_t i = 0; i < COUNT(plain_names); i++) {
		if (strcmp(plain_names[i].name, e->asked->table) == 0)
			return run_plain(e, plain_names[i].table, error);
	}
	if (strcmp(e->asked->table, "users") != 0)
		return run_sheets(e, error);
	return e->looks ? ERR_OK : run_users(e, error);
}

bool plain_export_knows(const char *table)
{
	for (size_t i = 0; i < COUNT(plain_names); i++) {
		if (strcmp(plain_names[i].name, table) == 0)
			return true;
	}
	return strcmp(table, "users") == 0 || strcmp(table, "sheets") == 0;
}

static enum err go_over(struct plain_export *export, bool looks, struct error *error)
{
	struct exporting *e = arena_alloc(export->arena, sizeof *e);

	*e = (struct exporting){ .asked = export, .looks = looks, .row_arena = arena_new(SHEET_ARENA),
		.covered = export->area_id == 0 ? NULL : arena_array(export->arena, COVERED_MOST, sizeof *e->covered) };
	if (e->row_arena == NULL)
		return error_set(error, ERR_UNAVAILABLE, NULL, "no memory for an export");
	export->rows = 0;
	enum err err = run(e, error);
	if (err == ERR_OK && !looks)
		err = table_out_close(e->out, error);
	else
		table_out_drop(e->out);
	arena_free(e->row_arena);
	return err;
}

enum err plain_export_look(struct plain_export *export, struct error *error)
{
	export->sheets = NULL;
	export->sheet_count = 0;
	return go_over(export, true, error);
}

enum err plain_export_run(struct plain_export *export, struct error *error)
{
	return go_over(export, false, error);
}
