#include "workflow/area/area_file.h"

#include "text/utf8.h"

enum { FROM = 5, COLUMNS, NAME_LIMIT = 100, CODE_MOST = 64 };
static const char header[] = "code\tparent_code\tlevel\tname\tfull_name\tfrom";
static const char from_column[] = "\tfrom";
/* By rank; a hamlet's code is the commune's own affair. */
static const size_t code_lengths[AREA_LEVELS] = { 2, 3, 5, 0 };
static const char byte_order_mark[] = "\xef\xbb\xbf";

/* ---- lines ---- */

/* The next line without its end; NULL at the end of the text. Moves *text on. */
static char *next_line(char **text)
{
	char *line = *text;

	if (*line == '\0')
		return NULL;
	size_t length = strcspn(line, "\n");
	*text = line + length + (line[length] == '\n');
	line[length] = '\0';
	if (length > 0 && line[length - 1] == '\r')
		line[length - 1] = '\0';
	return line;
}

/* Empty lines at the end are none, nor are those of a spreadsheet that have tabs alone. */
static void cut_empty_end(char *text)
{
	size_t length = strlen(text);

	while (length > 0 && strchr(" \t\r\n", text[length - 1]) != NULL)
		length--;
	text += length;
	text[strcspn(text, "\n")] = '\0';
}

static size_t count_lines(const char *text)
{
	size_t count = 1;

	for (; (text = strchr(text, '\n')) != NULL; text++)
		count++;
	return count;
}

/* ---- rows ---- */

static void reject(struct area_file *file, int line, const char *row, enum area_fault fault, const char *about)
{
	if (file->reject_count == file->reject_room)
		return;
	size_t i = file->reject_count++;
	for (; i > 0 && file->rejects[i - 1].line > line; i--)
		file->rejects[i] = file->rejects[i - 1];
	file->rejects[i] = (struct area_reject){ line, row, fault, about };
}

void area_file_reject(struct area_file *file, const struct area_unit *unit, enum area_fault fault, const char *about)
{
	reject(file, unit->line, unit->row, fault, about);
}

/* Cuts a row at its tabs; false when it has not so many cells. */
static bool split(char *row, const char *cells[COLUMNS], int columns)
{
	for (int i = 0; i < columns; i++) {
		char *tab = strchr(row, '\t');
		if ((tab == NULL) != (i == columns - 1))
			return false;
		cells[i] = row;
		if (tab != NULL) {
			*tab = '\0';
			row = tab + 1;
		}
	}
	return true;
}

bool area_is_code(const char *text)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
	size_t length = strlen(text);

	return length > 0 && length <= CODE_MOST && strspn(text, allowed) == length;
}

static bool is_code_or_empty(const char *text)
{
	return text[0] == '\0' || area_is_code(text);
}

static bool is_name(const char *text)
{
	return text[0] != '\0' && utf8_length(text) <= NAME_LIMIT && !utf8_has_control(text);
}

static bool has_lost_zeros(const struct area_unit *unit)
{
	return code_lengths[unit->rank] != 0 && strlen(unit->code) != code_lengths[unit->rank];
}

/* Fills the unit; what is wrong with the row, or AREA_FAULT_COUNT. */
static enum area_fault read_row(struct arena *arena, struct area_unit *unit, int columns)
{
	const char *cells[COLUMNS];

	if (!utf8_valid(unit->row, strlen(unit->row)))
		return AREA_NOT_UTF8;
	if (!split(arena_text(arena, unit->row), cells, columns))
		return columns == COLUMNS ? AREA_NOT_SIX_CELLS : AREA_NOT_FIVE_CELLS;
	unit->code = cells[0];
	unit->parent_code = cells[1];
	unit->rank = area_level_rank(cells[2]);
	unit->name = utf8_clean(arena, cells[3]);
	unit->full_name = utf8_clean(arena, cells[4]);
	unit->from = columns == COLUMNS ? cells[FROM] : "";
	if (!area_is_code(unit->code))
		return AREA_NO_CODE;
	if (unit->rank < 0)
		return AREA_NO_LEVEL;
	if (has_lost_zeros(unit))
		return AREA_CODE_LENGTH;
	if (!is_code_or_empty(unit->parent_code) || (unit->parent_code[0] == '\0') != (unit->rank == 0))
		return unit->rank == 0 ? AREA_ROOT_WITH_PARENT : AREA_NO_PARENT;
	if (!is_name(unit->name) || !is_name(unit->full_name))
		return AREA_NO_NAME;
	return AREA_FAULT_COUNT;
}

static void read_rows(struct area_file *file, char *text, int columns)
{
	char *row;

	for (int line = 2; (row = next_line(&text)) != NULL; line++) {
		struct area_unit unit = { .line = line, .row = row };
		enum area_fault fault = read_row(file->arena, &unit, columns);
		if (fault != AREA_FAULT_COUNT)
			reject(file, line, row, fault, "");
		else
			*area_file_add(file, unit.rank, line, row) = unit;
	}
}

/* ---- the whole file ---- */

static int compare_key(const struct area_unit *a, const struct area_unit *b)
{
	return a->rank != b->rank ? a->rank - b->rank : strcmp(a->code, b->code);
}

static int compare_units(const void *left, const void *right)
{
	const struct area_unit *a = left, *b = right;
	int order = compare_key(a, b);

	return order != 0 ? order : a->line - b->line;
}

void area_file_begin(struct arena *arena, size_t room, struct area_file *out)
{
	*out = (struct area_file){ .arena = arena, .reject_room = room * 2 };
	out->units = arena_array(arena, room, sizeof out->units[0]);
	out->rejects = arena_array(arena, out->reject_room, sizeof out->rejects[0]);
}

struct area_unit *area_file_add(struct area_file *file, int rank, int line, const char *row)
{
	struct area_unit *unit = &file->units[file->count++];

	*unit = (struct area_unit){ .rank = rank, .line = line, .row = row };
	file->has_level[rank] = true;
	return unit;
}

void area_file_end(struct area_file *file)
{
	if (file->count > 1)
		qsort(file->units, file->count, sizeof file->units[0], compare_units);
	for (size_t i = 1; i < file->count; i++) {
		const struct area_unit *unit = &file->units[i];
		if (compare_key(unit - 1, unit) == 0)
			area_file_reject(file, unit, AREA_TWICE, arena_print(file->arena, "%d", (unit - 1)->line));
	}
}

/* How many columns the first line names, 0 when they are not those. */
static int columns_of(const char *first)
{
	size_t without = strlen(header) - strlen(from_column);

	if (first == NULL || strncmp(first, header, without) != 0)
		return 0;
	if (first[without] == '\0')
		return FROM;
	return strcmp(first, header) == 0 ? COLUMNS : 0;
}

enum err area_file_read(struct arena *arena, char *text, size_t length, struct area_file *out)
{
	if (memchr(text, '\0', length) != NULL)
		return ERR_BAD_REQUEST;
	area_file_begin(arena, count_lines(text), out);
	hash_text(text, length, out->hash);
	if (strncmp(text, byte_order_mark, strlen(byte_order_mark)) == 0)
		text += strlen(byte_order_mark);
	cut_empty_end(text);
	int columns = columns_of(next_line(&text));
	if (columns == 0)
		return ERR_UNPROCESSABLE;
	read_rows(out, text, columns);
	area_file_end(out);
	return ERR_OK;
}

struct area_unit *area_file_find(const struct area_file *file, int rank, const char *code)
{
	size_t low = 0, high = file->count;
	struct area_unit wanted = { .rank = rank, .code = code };

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare_key(&file->units[middle], &wanted);
		if (order == 0)
			return &file->units[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}
