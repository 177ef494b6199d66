#include "report/import/target_file.h"

#include "base/memory.h"
#include "text/messages.h"
#include "workflow/import/unread.h"

enum { DIGITS_MOST = 12 };

static const char *const figure_names[TARGET_FIGURES] = { "a", "b", "c", "d", "e" };

/* "706.174", "706174", "706 174"; -1: no whole number. */
static int64_t read_number(const char *text)
{
	int64_t number = 0;
	int digits = 0;

	for (; *text != '\0'; text++) {
		if (*text == '.' || *text == ' ' || *text == ',')
			continue;
		if (*text < '0' || *text > '9' || ++digits > DIGITS_MOST)
			return -1;
		number = number * 10 + (*text - '0');
	}
	return digits == 0 ? -1 : number;
}

static int place_of(const struct import_file *file, const char *name)
{
	int column = import_column_find(&file->columns, name);

	return column < 0 ? -1 : file->plan.places[column];
}

static const char *label_of(const struct import_file *file, const char *name)
{
	return file->columns.items[import_column_find(&file->columns, name)].label;
}

static void blame(struct target_file *t, struct arena *arena, const struct import_file *file, int64_t row,
                  const char *name, enum message message, const char *said)
{
	if (t->fault_count < TARGET_LINES_MOST)
		t->faults[t->fault_count++] = (struct target_cell_fault){ row, place_of(file, name), label_of(file, name),
			message_with_one(arena, message, said) };
}

/* What the column says, cleaned; NULL: nothing. A fault of the cell is told. */
static const char *cell_at(struct target_file *t, struct arena *arena, const struct import_file *file,
                           const struct import_line *line, const char *name)
{
	int column = import_column_find(&file->columns, name), place = file->plan.places[column];
	const struct cell_way way = { &file->columns.items[column], LEGACY_UNICODE, NULL, false };
	const char *fault = NULL, *value = NULL;

	if (place >= 0 && (size_t)place < line->count)
		value = cell_read(arena, &way, &line->cells[place], &fault);
	if (fault != NULL && t->fault_count < TARGET_LINES_MOST)
		t->faults[t->fault_count++] = (struct target_cell_fault){ line->number, place, way.column->label, fault };
	return value;
}

static void read_line(struct target_file *t, struct arena *arena, const struct import_file *file,
                      const struct import_line *line, const char *due_on)
{
	const char *name = cell_at(t, arena, file, line, "area"), *due = cell_at(t, arena, file, line, "due_on");
	struct target_line *out = &t->table.lines[t->table.count];
	struct date day;

	/* "Tổng cộng" may stand in the column of the numbers. */
	for (size_t i = 0; name == NULL && i < line->count; i++)
		name = cell_is_empty(&line->cells[i]) ? NULL : cell_shown(arena, &line->cells[i]);
	*out = (struct target_line){ .name = name == NULL ? "" : name, .due_on = due == NULL ? due_on : due };
	out->sum = target_is_sum(arena, out->name);
	if (due != NULL && !date_from_iso(due, false, &day))
		blame(t, arena, file, line->number, "due_on", MSG_IMPORT_NOT_DAY, due);
	for (int i = 0; i < TARGET_FIGURES; i++) {
		const char *text = cell_at(t, arena, file, line, figure_names[i]);
		out->figures[i] = text == NULL ? -1 : read_number(text);
		if (text != NULL && out->figures[i] < 0)
			blame(t, arena, file, line->number, figure_names[i], MSG_IMPORT_NO_FIGURE, text);
	}
	t->rows[t->table.count++] = line->number;
}

/* Rows that have a figure; what is signed below has none. */
static bool has_figure(const struct import_file *file, const struct import_line *line)
{
	for (int i = 0; i < TARGET_FIGURES; i++) {
		int place = place_of(file, figure_names[i]);
		if (place >= 0 && (size_t)place < line->count && !cell_is_empty(&line->cells[place]))
			return true;
	}
	return false;
}

enum err target_file_read(struct arena *arena, struct import_file *file, const char *due_on, struct target_file *out,
                          struct error *error)
{
	const struct import_source source = import_file_source(file);
	struct unread unread = { false };
	struct import_line line;
	bool more = true;
	enum err err = source.rewind(source.arg, error);

	*out = (struct target_file){ .rows = arena_array(arena, TARGET_LINES_MOST, sizeof *out->rows),
		.faults = arena_array(arena, TARGET_LINES_MOST, sizeof *out->faults),
		.table.lines = arena_array(arena, TARGET_LINES_MOST, sizeof *out->table.lines) };
	while (err == ERR_OK && (err = source.next(source.arg, &line, &more, error)) == ERR_OK && more) {
		if (line.number < file->plan.first || !has_figure(file, &line) ||
		    unread_judge(&unread, arena, &file->plan, &line) == UNREAD_NUMBERS)
			continue;
		if (out->table.count == TARGET_LINES_MOST)
			return error_set(error, ERR_TOO_LARGE, message_text(MSG_TOO_LARGE), "too many targets");
		read_line(out, arena, file, &line, due_on);
	}
	return err;
}

int target_file_place(const struct import_file *file, const struct target_fault *fault, const char **label)
{
	const char *name = fault->figure == TARGET_NAME ? "area" : figure_names[fault->figure];

	*label = label_of(file, name);
	return place_of(file, name);
}
