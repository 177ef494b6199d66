#include "report/import/import_file.h"

#include "base/buf.h"
#include "base/memory.h"
#include "exchange/table_in/old_font.h"
#include "text/messages.h"

enum { NAMES_LIMIT = 64 << 10, SHEET_ARENA = 256 << 20 };

static const enum import_cell_kind kinds[TABLE_IN_KIND_COUNT] = {
	[TABLE_IN_EMPTY] = CELL_EMPTY, [TABLE_IN_TEXT] = CELL_TEXT, [TABLE_IN_NUMBER] = CELL_NUMBER,
	[TABLE_IN_DAY] = CELL_DAY, [TABLE_IN_DAY_TIME] = CELL_TIME, [TABLE_IN_CLOCK] = CELL_TIME,
	[TABLE_IN_BOOLEAN] = CELL_BOOLEAN, [TABLE_IN_ERROR] = CELL_FAULT, [TABLE_IN_NO_VALUE] = CELL_NO_VALUE,
	[TABLE_IN_MERGED] = CELL_MERGED,
};

/* ---- rows ---- */

static enum err rewind_file(void *arg, struct error *error)
{
	struct import_file *file = arg;

	(void)error;
	table_in_choose(file->in, file->sheet);
	return ERR_OK;
}

static enum err next_row(void *arg, struct import_line *line, bool *more, struct error *error)
{
	struct import_file *file = arg;
	struct table_in_row row;
	enum table_in_step step = table_in_next(file->in, &row);

	*more = step == TABLE_IN_ROW;
	if (step == TABLE_IN_FAILED)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "the rows of an import cannot be read");
	if (!*more)
		return ERR_OK;
	for (size_t i = 0; i < row.count; i++) {
		bool yes = row.cells[i].kind == TABLE_IN_BOOLEAN && row.cells[i].text[0] == 'T';
		file->cells[i] = (struct import_cell){ kinds[row.cells[i].kind],
			row.cells[i].kind == TABLE_IN_BOOLEAN ? (yes ? "1" : "0") : row.cells[i].text };
		if (strnlen(row.cells[i].text, CELL_BYTES + 1) > CELL_BYTES)
			file->cells[i].kind = CELL_LONG;
	}
	*line = (struct import_line){ row.number, row.hidden, file->cells, row.count };
	return ERR_OK;
}

static enum legacy_encoding judge_font(struct arena *arena, const char *const *texts, size_t count)
{
	return old_font_judge(arena, texts, count).encoding;
}

struct import_source import_file_source(struct import_file *file)
{
	return (struct import_source){ file, rewind_file, next_row, { judge_font, old_font_has } };
}

/* ---- the sheet that is meant ---- */

static void add_name(struct buf *names, const char *name)
{
	buf_print(names, "%s%s", names->length == 0 ? "" : ", ", name);
}

static const char *all_names(struct arena *arena, const struct table_in_sheet *sheets, size_t count)
{
	struct buf names;

	buf_init(&names, arena, NAMES_LIMIT);
	for (size_t i = 0; i < count; i++)
		add_name(&names, sheets[i].name);
	return names.data;
}

static enum err look(struct arena *arena, struct import_file *file, size_t sheet, struct import_plan *plan,
                     struct error *error)
{
	const struct import_source source = import_file_source(file);

	file->sheet = sheet;
	return import_look(arena, &source, &file->columns, plan, error);
}

static enum err refuse_plan(const struct import_asking *asking, const struct import_plan *plan, struct error *error)
{
	if (plan->head == 0)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_IMPORT_NO_HEADS), "no heads");
	return error_set(error, ERR_UNPROCESSABLE,
	                 message_with_one(asking->arena, MSG_IMPORT_LACKS, plan_lacks(asking->arena, plan)), "heads lack");
}

static enum err take_named(const struct import_asking *asking, struct import_file *file, struct error *error)
{
	size_t count;
	const struct table_in_sheet *sheets = table_in_sheets(file->in, &count);
	int at = table_in_find(file->in, asking->sheet);

	if (at < 0) {
		const char *const values[] = { asking->sheet, all_names(asking->arena, sheets, count) };
		return error_set(error, ERR_UNPROCESSABLE, message_with(asking->arena, MSG_IMPORT_NO_SHEET, values, 2),
		                 "no such sheet");
	}
	enum err err = look(asking->arena, file, (size_t)at, &file->plan, error);
	if (err != ERR_OK)
		return err;
	return plan_is_good(&file->plan) ? ERR_OK : refuse_plan(asking, &file->plan, error);
}

/* The only visible one whose heads are known. arena: of one sheet after the other. */
static enum err take_visible(const struct import_asking *asking, struct arena *arena, struct import_file *file,
                             struct error *error)
{
	size_t count, good = 0, chosen = 0;
	const struct table_in_sheet *sheets = table_in_sheets(file->in, &count);
	struct buf names, hidden;
	enum err err = ERR_OK;

	buf_init(&names, asking->arena, NAMES_LIMIT);
	buf_init(&hidden, asking->arena, NAMES_LIMIT);
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		struct import_plan plan;
		if (sheets[i].visibility != TABLE_IN_VISIBLE) {
			add_name(&hidden, sheets[i].name);
			continue;
		}
		arena_reset(arena);
		err = look(arena, file, i, &plan, error);
		if (err != ERR_OK || (!plan_is_good(&plan) && (good > 0 || plan.head == 0)))
			continue;
		if (plan_is_good(&plan) && ++good > 0)
			add_name(&names, sheets[i].name);
		chosen = i;
	}
	file->hidden = hidden.data;
	if (err == ERR_OK)
		err = look(asking->arena, file, chosen, &file->plan, error);
	if (err != ERR_OK || good == 1)
		return err;
	if (good == 0)
		return refuse_plan(asking, &file->plan, error);
	return error_set(error, ERR_UNPROCESSABLE, message_with_one(asking->arena, MSG_IMPORT_WHICH_SHEET, names.data),
	                 "several sheets");
}

static enum err take_only(const struct import_asking *asking, struct import_file *file, struct error *error)
{
	struct arena *arena = arena_new(SHEET_ARENA);

	if (arena == NULL)
		return error_set(error, ERR_UNAVAILABLE, NULL, "no memory for the sheets of an import");
	enum err err = take_visible(asking, arena, file, error);
	arena_free(arena);
	return err;
}

/* ---- the file ---- */

enum err import_file_open(const struct import_asking *asking, int fd, struct import_file *out, struct error *error)
{
	struct table_refusal refusal = { .fault = TABLE_FINE };
	size_t count, widest = 0;

	*out = (struct import_file){ .in = table_in_open(fd, asking->folder, &refusal), .hidden = "",
		.columns = import_columns_of(asking->arena, asking->table, asking->form) };
	if (out->in == NULL)
		return table_refusal_error(asking->arena, &refusal, error);
	const struct table_in_sheet *sheets = table_in_sheets(out->in, &count);
	for (size_t i = 0; i < count; i++)
		widest = sheets[i].columns > widest ? sheets[i].columns : widest;
	out->cells = arena_array(asking->arena, widest + 1, sizeof *out->cells);
	enum err err = asking->sheet != NULL ? take_named(asking, out, error) : take_only(asking, out, error);
	out->sheet_name = sheets[out->sheet].name;
	if (err != ERR_OK)
		import_file_close(out);
	return err;
}

void import_file_close(struct import_file *file)
{
	table_in_close(file->in);
	file->in = NULL;
}
