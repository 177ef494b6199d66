#include "cli/demo/demo_table.h"

#include "base/process/assets.h"
#include "base/log.h"
#include "base/memory.h"

static _Noreturn void malformed(const char *name, size_t row)
{
	log_line(LOG_ERROR, "demo table %s: row %zu is malformed", name, row);
	abort();
}

static size_t count_lines(const char *text)
{
	size_t lines = 0;

	for (; *text != '\0'; text++)
		lines += *text == '\n';
	return lines;
}

/* Cuts one line into its cells in place; the start of the next line. */
static char *cut_line(char *line, const char **cells, size_t columns, const char *name, size_t row)
{
	char *end = strchr(line, '\n');

	if (end == NULL)
		malformed(name, row);
	*end = '\0';
	for (size_t i = 0; i < columns; i++) {
		char *tab = strchr(line, '\t');
		if ((tab == NULL) != (i + 1 == columns))
			malformed(name, row);
		cells[i] = line;
		if (tab != NULL) {
			*tab = '\0';
			line = tab + 1;
		}
	}
	return end + 1;
}

struct demo_table demo_table(struct arena *arena, const char *name, size_t columns)
{
	const struct asset *asset = asset_find(arena_print(arena, "src/cli/demo/%s.tsv", name));

	if (asset == NULL)
		malformed(name, 0);
	char *text = arena_text_n(arena, asset->data, asset->size);
	size_t lines = count_lines(text);
	if (lines == 0)
		malformed(name, 0);
	const char **cells = arena_array(arena, lines * columns, sizeof *cells);
	for (size_t i = 0; i < lines; i++)
		text = cut_line(text, cells + i * columns, columns, name, i);
	return (struct demo_table){ cells + columns, lines - 1, columns };
}

const char *demo_cell(const struct demo_table *table, size_t row, size_t column)
{
	return table->cells[row * table->columns + column];
}

uint32_t demo_cell_number(const struct demo_table *table, size_t row, size_t column)
{
	const char *text = demo_cell(table, row, column);
	char *end;
	unsigned long value = strtoul(text, &end, 10);

	if (end == text || *end != '\0' || value > 1000000)
		malformed(text, row);
	return (uint32_t)value;
}

/* ---- words ---- */

static int by_name(const void *a, const void *b)
{
	const struct demo_words *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* The rows of one list stand together; returns the row after them. */
static size_t read_list(struct arena *arena, const struct demo_table *table, size_t row, struct demo_words *list)
{
	size_t end = row;
	uint32_t sum = 0;

	list->name = demo_cell(table, row, 0);
	while (end < table->rows && strcmp(demo_cell(table, end, 0), list->name) == 0)
		end++;
	list->count = end - row;
	const char **texts = arena_array(arena, list->count, sizeof *texts);
	uint32_t *ends = arena_array(arena, list->count, sizeof *ends);
	for (size_t i = 0; i < list->count; i++) {
		texts[i] = demo_cell(table, row + i, 2);
		ends[i] = sum += demo_cell_number(table, row + i, 1);
	}
	list->texts = texts;
	list->ends = ends;
	return end;
}

const struct demo_book *demo_book(struct arena *arena)
{
	struct demo_table table = demo_table(arena, "words", 3);
	struct demo_words *lists = arena_array(arena, table.rows, sizeof *lists);
	struct demo_book *book = arena_alloc(arena, sizeof *book);

	for (size_t row = 0; row < table.rows; book->count++)
		row = read_list(arena, &table, row, &lists[book->count]);
	qsort(lists, book->count, sizeof *lists, by_name);
	book->lists = lists;
	return book;
}

const struct demo_words *demo_words_find(const struct demo_book *book, const char *name)
{
	struct demo_words key = { .name = name };

	return bsearch(&key, book->lists, book->count, sizeof key, by_name);
}

const char *demo_word(const struct demo_book *book, const char *list, struct prng *prng)
{
	const struct demo_words *words = demo_words_find(book, list);
	size_t i = 0;

	if (words == NULL)
		malformed(list, 0);
	for (uint32_t draw = prng_below(prng, words->ends[words->count - 1]); draw >= words->ends[i];)
		i++;
	return words->texts[i];
}
