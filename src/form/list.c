#include "form/list.h"

#include "base/memory.h"
#include "base/process/assets.h"
#include "text/utf8.h"

#define FOLDER "src/form/lists/"

enum { COLUMNS = 8 };

/* Where the columns stand in a file; -1: not there. */
struct columns {
	int count, code, name, aliases;
};

static size_t count_of(const char *text, char c)
{
	size_t count = 0;

	for (; (text = strchr(text, c)) != NULL; text++)
		count++;
	return count;
}

/* The part of *text before the separator, which is moved behind it; NULL after the last part. */
static char *cut(struct arena *arena, const char **text, char separator)
{
	if (*text == NULL)
		return NULL;
	const char *start = *text, *end = strchr(start, separator);
	*text = end == NULL ? NULL : end + 1;
	return arena_text_n(arena, start, end == NULL ? strlen(start) : (size_t)(end - start));
}

static struct columns read_columns(struct arena *arena, const char *line)
{
	struct columns columns = { 0, -1, -1, -1 };

	for (char *title; (title = cut(arena, &line, '\t')) != NULL; columns.count++) {
		if (strcmp(title, "code") == 0)
			columns.code = columns.count;
		else if (strcmp(title, "name") == 0)
			columns.name = columns.count;
		else if (strcmp(title, "aliases") == 0)
			columns.aliases = columns.count;
	}
	return columns;
}

static char *without(struct arena *arena, const char *text, const char *dropped)
{
	char *out = arena_alloc(arena, strlen(text) + 1), *end = out;

	for (; *text != '\0'; text++) {
		if (strchr(dropped, *text) == NULL)
			*end++ = *text;
	}
	return out;
}

/* Folded, hyphens as spaces. */
static char *fold_name(struct arena *arena, const char *name)
{
	char *folded = utf8_fold(arena, name);

	for (char *at = folded; (at = strchr(at, '-')) != NULL; at++)
		*at = ' ';
	return folded;
}

static void fill_row(struct arena *arena, struct list_row *row, const char *code, const char *name)
{
	row->code = code;
	row->name = name;
	row->folded = fold_name(arena, name);
	row->key = without(arena, row->folded, " '.:");
}

static void add_aliases(struct arena *arena, struct list *list, const char *code, const char *aliases)
{
	struct list_row *rows = arena_array(arena, list->alias_count + count_of(aliases, '|') + 1, sizeof *rows);

	if (list->alias_count > 0)
		memcpy(rows, list->aliases, list->alias_count * sizeof *rows);
	for (char *name; (name = cut(arena, &aliases, '|')) != NULL;)
		fill_row(arena, &rows[list->alias_count++], code, name);
	list->aliases = rows;
}

static bool read_row(struct arena *arena, const struct columns *columns, const char *line, struct list *list,
                     struct list_row *row)
{
	char *cells[COLUMNS];
	int count = 0;

	for (char *cell; (cell = cut(arena, &line, '\t')) != NULL; count++) {
		if (count == columns->count)
			return false;
		cells[count] = cell;
	}
	if (count != columns->count)
		return false;
	const char *code = cells[columns->code], *name = cells[columns->name];
	if (*code == '\0' || *name == '\0' || !utf8_valid(name, strlen(name)) || list_by_code(list, code) != NULL)
		return false;
	fill_row(arena, row, code, name);
	if (columns->aliases >= 0 && *cells[columns->aliases] != '\0')
		add_aliases(arena, list, code, cells[columns->aliases]);
	return true;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp((*(const struct list_row *const *)a)->name, (*(const struct list_row *const *)b)->name);
}

static const struct list_row **order_names(struct arena *arena, const struct list *list)
{
	const struct list_row **ordered = arena_array(arena, list->row_count, sizeof *ordered);

	for (size_t i = 0; i < list->row_count; i++)
		ordered[i] = &list->rows[i];
	if (list->row_count > 1)
		qsort(ordered, list->row_count, sizeof *ordered, compare_names);
	return ordered;
}

bool list_read(struct arena *arena, const char *name, const char *text, struct list *out, struct error *error)
{
	struct list_row *rows = arena_array(arena, count_of(text, '\n') + 1, sizeof *rows);
	const char *head = cut(arena, &text, '\n');
	struct columns columns = read_columns(arena, head);

	*out = (struct list){ .name = name, .rows = rows };
	if (columns.code < 0 || columns.name < 0 || columns.count > COLUMNS) {
		error_set(error, ERR_INTERNAL, NULL, "list %s: no columns code and name", name);
		return false;
	}
	for (char *line; (line = cut(arena, &text, '\n')) != NULL && (*line != '\0' || text != NULL); out->row_count++) {
		if (!read_row(arena, &columns, line, out, &rows[out->row_count])) {
			error_set(error, ERR_INTERNAL, NULL, "list %s: row %zu is malformed or its code is there twice", name,
			          out->row_count + 1);
			return false;
		}
	}
	out->by_name = order_names(arena, out);
	return true;
}

const struct lists *lists_load(struct arena *arena, struct error *error)
{
	size_t count;
	const struct asset *assets = asset_list(FOLDER, &count);
	struct lists *lists = arena_alloc(arena, sizeof *lists);
	struct list *items = arena_array(arena, count, sizeof *items);

	for (size_t i = 0; i < count; i++) {
		const char *file = assets[i].name + strlen(FOLDER);
		const char *name = arena_text_n(arena, file, strcspn(file, "."));
		if (!list_read(arena, name, assets[i].data, &items[i], error))
			return NULL;
	}
	lists->items = items;
	lists->count = count;
	return lists;
}

const struct list *lists_find(const struct lists *lists, const char *name)
{
	for (size_t i = 0; i < lists->count; i++) {
		if (strcmp(lists->items[i].name, name) == 0)
			return &lists->items[i];
	}
	return NULL;
}

const struct list_row *list_by_code(const struct list *list, const char *code)
{
	for (size_t i = 0; i < list->row_count; i++) {
		if (*list->rows[i].code == *code && strcmp(list->rows[i].code, code) == 0)
			return &list->rows[i];
	}
	return NULL;
}

const struct list_row *list_by_name(const struct list *list, const char *name)
{
	const struct list_row wanted = { .name = name }, *key = &wanted;
	const struct list_row *const *first = list->by_name, *const *end = first + list->row_count;
	const struct list_row *const *found = bsearch(&key, first, list->row_count, sizeof *found, compare_names);

	if (found == NULL || (found > first && strcmp(found[-1]->name, name) == 0) ||
	    (found + 1 < end && strcmp(found[1]->name, name) == 0))
		return NULL;
	return *found;
}

/* ---- names as people write them ---- */

static bool is_row(const struct list_row *rows, size_t count, const char *key, const char *code)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(rows[i].key, key) == 0 && strcmp(rows[i].code, code) == 0)
			return true;
	}
	return false;
}

/* The code that all rows of that key have; NULL: there is none, or several. */
static const char *code_of(const struct list_row *rows, size_t count, const char *key)
{
	const char *code = NULL;

	for (size_t i = 0; i < count; i++) {
		if (strcmp(rows[i].key, key) != 0)
			continue;
		if (code != NULL && strcmp(code, rows[i].code) != 0)
			return NULL;
		code = rows[i].code;
	}
	return code;
}

/* A name of a row is that row's, whoever else is called so besides. */
static const char *code_by_key(const struct list *list, const char *key)
{
	const char *code = code_of(list->rows, list->row_count, key);

	return code != NULL ? code : code_of(list->aliases, list->alias_count, key);
}

/* What the name is called by, without what people write before the name of a group: "Dân tộc Tày", "người Tày". */
static const char *key_of(struct arena *arena, const char *name)
{
	static const char *const before[] = { "nguoi", "dan toc", "dt" };
	const char *folded = fold_name(arena, name);

	for (size_t i = 0; i < COUNT(before); i++) {
		size_t length = strlen(before[i]);
		if (strncmp(folded, before[i], length) == 0 && folded[length] != '\0' && strchr(" :.", folded[length]) != NULL)
			folded += length + strspn(folded + length, " :.");
	}
	return without(arena, folded, " '.:");
}

/* Each of the names in brackets, or behind a comma or slash, is another name of the row, or of none. */
static bool agrees(struct arena *arena, const struct list *list, const char *others, const char *code)
{
	while (*(others += strspn(others, ",;/()")) != '\0') {
		size_t length = strcspn(others, ",;/()");
		const char *key = key_of(arena, arena_text_n(arena, others, length));
		const char *other = code_by_key(list, key);
		if (other != NULL && strcmp(other, code) != 0 && !is_row(list->aliases, list->alias_count, key, code))
			return false;
		others += length;
	}
	return true;
}

const struct list_row *list_by_fold(struct arena *arena, const struct list *list, const char *name)
{
	size_t length = strcspn(name, "(,;/");
	const char *code = code_by_key(list, key_of(arena, name));

	if (code == NULL && name[length] != '\0') {
		code = code_by_key(list, key_of(arena, arena_text_n(arena, name, length)));
		if (code != NULL && !agrees(arena, list, name + length, code))
			code = NULL;
	}
	return code == NULL ? NULL : list_by_code(list, code);
}
