#include "table/table_paper.h"

#include "base/memory.h"
#include "document/measure.h"
#include "table/display.h"
#include "text/utf8.h"

#define SIGN_WIDTH 2.05                 /* mm of a sign in a cell, as wide as digits are */
#define ROOM (2 * CELL_PAD + 0.4)
#define UPRIGHT (PAGE_SHORT - MARGIN_LEFT - MARGIN_RIGHT)
#define ACROSS (PAGE_LONG - MARGIN_LEFT - MARGIN_RIGHT)
#define SIZE_LEAST 6.5                  /* points */
#define HEAVY 1.15                      /* how much wider heads are, which are bold */
#define SQUEEZED 1.5                    /* an upright page takes texts of so many times its width, in more lines */

enum { SIGNS_MOST = 34, WORD_MOST = 18 };

/* ---- texts ---- */

/* A text of one run or, where it has line ends, of several. */
static struct para para_of(struct arena *arena, const char *text)
{
	size_t lines = 1, count = 0;

	if (text == NULL || text[0] == '\0')
		return (struct para){ .count = 0 };
	for (const char *c = text; *c != '\0'; c++)
		lines += *c == '\n';
	struct run *runs = arena_array(arena, 2 * lines, sizeof *runs);
	for (;; text++) {
		size_t length = strcspn(text, "\n");
		runs[count++] = (struct run){ .kind = RUN_TEXT, .text = arena_text_n(arena, text, length) };
		text += length;
		if (*text == '\0')
			return (struct para){ .runs = runs, .count = count };
		runs[count++] = (struct run){ .kind = RUN_BREAK };
	}
}

static size_t longest_word(const char *text)
{
	size_t longest = 0, signs = 0;

	for (; *text != '\0'; text++) {
		bool begins = ((unsigned char)*text & 0xC0) != 0x80;
		signs = *text == ' ' || *text == '\n' ? 0 : signs + begins;
		longest = signs > longest ? signs : longest;
	}
	return longest;
}

/* ---- columns ---- */

struct wanted { double least, best; };  /* mm: of the longest word, of the longest text */

static enum column_kind kind_on_paper(enum kind kind)
{
	static const char numbers[] = "<td class=\"num\">", whole[] = "<td class=\"num-left\">";
	const struct kind_row *row = kind_of(kind);

	if (row->file == FILE_DAY)
		return COLUMN_DAY;
	if (strncmp(row->markup, numbers, strlen(numbers)) == 0)
		return COLUMN_INT;
	return strncmp(row->markup, whole, strlen(whole)) == 0 && row->file != FILE_TIME ? COLUMN_ID : COLUMN_TEXT;
}

static void widen(struct wanted *w, const char *text)
{
	size_t signs = utf8_length(text), word = longest_word(text);
	double best = (double)(signs < SIGNS_MOST ? signs : SIGNS_MOST) * SIGN_WIDTH + ROOM;
	double least = (double)(word < WORD_MOST ? word : WORD_MOST) * SIGN_WIDTH + ROOM;

	w->best = best > w->best ? best : w->best;
	w->least = least > w->least ? least : w->least;
}

/* Of a table whose words are wider than the page the letters are smaller. True: it lies across. */
static bool set_widths(struct paper_table *table, struct paper_column *columns, size_t count,
                       const struct wanted *wanted)
{
	double least = 0, best = 0;

	for (size_t i = 0; i < count; i++) {
		least += wanted[i].least;
		best += wanted[i].best;
	}
	bool across = least > UPRIGHT || best > UPRIGHT * SQUEEZED;
	double room = (across ? ACROSS : UPRIGHT) - least, part = room <= 0 || best <= least ? 0 : room / (best - least);
	if (room < 0)
		table->size = SIZE_TABLE * ACROSS / least > SIZE_LEAST ? SIZE_TABLE * ACROSS / least : SIZE_LEAST;
	for (size_t i = 0; i < count; i++)
		columns[i].width = wanted[i].least + (wanted[i].best - wanted[i].least) * (part < 1 ? part : 1);
	return across;
}

/* ---- rows ---- */

struct sheet_of {
	const struct table_view *view;
	struct arena *arena;
	const struct column **columns;  /* those on pages; the number of the row stands before them */
	size_t count;
	struct paper_column *heads;
	struct wanted *wanted;
};

static struct para *cells_of(const struct sheet_of *s, const char *number, const void *row)
{
	struct para *cells = arena_array(s->arena, s->count + 1, sizeof *cells);

	cells[0] = para_of(s->arena, number);
	for (size_t i = 0; i < s->count; i++) {
		const struct column *column = s->columns[i];
		const char *text = kind_shown(&s->view->ask.reader, column->kind, (const char *)row + column->at);
		cells[i + 1] = para_of(s->arena, text);
		widen(&s->wanted[i + 1], text);
	}
	return cells;
}

static void put_heads(struct sheet_of *s)
{
	const struct table *table = s->view->ask.table;

	for (size_t i = 0; i < table->column_count; i++) {
		if (table->columns[i].place != COLUMN_FILE)
			s->columns[s->count++] = &table->columns[i];
	}
	s->heads[0] = (struct paper_column){ .kind = COLUMN_NO, .head = para_of(s->arena, message_text(MSG_PAPER_ROW)) };
	for (size_t i = 0; i < s->count; i++) {
		const char *head = message_text(s->columns[i]->head);
		s->heads[i + 1] = (struct paper_column){ .kind = kind_on_paper(s->columns[i]->kind),
			.head = para_of(s->arena, head) };
		s->wanted[i + 1].best = s->wanted[i + 1].least = (double)longest_word(head) * SIGN_WIDTH * HEAVY + ROOM;
	}
}

/* True: across the page. */
static bool make_table(const struct table_view *view, struct paper_table *out)
{
	size_t most = view->ask.table->column_count + 1, rows = view->rows.count + (view->rows.sum != NULL);
	struct arena *arena = view->ask.reader.arena;
	struct sheet_of s = { .view = view, .arena = arena,
		.columns = arena_array(arena, most, sizeof *s.columns),
		.heads = arena_array(arena, most, sizeof *s.heads), .wanted = arena_array(arena, most, sizeof *s.wanted) };
	struct paper_row *list = arena_array(arena, rows + 1, sizeof *list);

	put_heads(&s);
	for (size_t i = 0; i < view->rows.count; i++)
		list[i].cells = cells_of(&s, arena_print(arena, "%zu", i + 1), table_row(view->ask.table, &view->rows, i));
	if (view->rows.sum != NULL)
		list[rows - 1] = (struct paper_row){ cells_of(&s, "", view->rows.sum), true };
	widen(&s.wanted[0], message_text(MSG_PAPER_ROW));
	int64_t last = view->rows.total > (int64_t)rows ? view->rows.total : (int64_t)rows;
	widen(&s.wanted[0], arena_print(arena, "%lld", (long long)last));
	*out = (struct paper_table){ .columns = s.heads, .column_count = s.count + 1, .rows = list, .row_count = rows };
	return set_widths(out, s.heads, s.count + 1, s.wanted);
}

void table_more(const struct table_view *view, const struct paper_table *first, size_t from, struct paper_table *out)
{
	size_t rows = view->rows.count + (view->rows.sum != NULL);
	struct arena *arena = view->ask.reader.arena;
	struct sheet_of s = { .view = view, .arena = arena,
		.columns = arena_array(arena, first->column_count, sizeof *s.columns),
		.heads = arena_array(arena, first->column_count, sizeof *s.heads),
		.wanted = arena_array(arena, first->column_count, sizeof *s.wanted) };
	struct paper_row *list = arena_array(arena, rows + 1, sizeof *list);

	put_heads(&s);
	for (size_t i = 0; i < view->rows.count; i++)
		list[i].cells = cells_of(&s, arena_print(arena, "%zu", from + i + 1),
		                         table_row(view->ask.table, &view->rows, i));
	if (view->rows.sum != NULL)
		list[rows - 1] = (struct paper_row){ cells_of(&s, "", view->rows.sum), true };
	*out = *first;
	out->rows = list;
	out->row_count = rows;
}

/* ---- the paper ---- */

static struct block block_of(struct arena *arena, enum block_kind kind, const char *text)
{
	return (struct block){ .kind = kind, .para = para_of(arena, text) };
}

static const char *capitals(struct arena *arena, const char *text)
{
	const char *upper = text == NULL ? NULL : utf8_upper(arena, text);

	return upper == NULL ? text : upper;
}

void table_document(const struct table_view *view, const struct table_letter *letter, const char *cut,
                    struct document *out)
{
	enum { BLOCKS = 4 };
	struct arena *arena = view->ask.reader.arena;
	struct block *blocks = arena_array(arena, BLOCKS, sizeof *blocks);
	struct paper_table *table = arena_alloc(arena, sizeof *table);
	struct part *part = arena_alloc(arena, sizeof *part);
	const char *conditions = table_conditions(view), *title = table_title(&view->ask);

	*part = (struct part){ .wide = make_table(view, table), .blocks = blocks };
	if (conditions != NULL)
		blocks[part->count++] = block_of(arena, BLOCK_CENTRE, conditions);
	blocks[part->count++] = (struct block){ .kind = BLOCK_TABLE, .table = table };
	blocks[part->count++] = block_of(arena, BLOCK_LINE, message_with_one(arena, MSG_PAPER_TOTAL, table_found(view)));
	if (cut != NULL)
		blocks[part->count++] = block_of(arena, BLOCK_LINE, cut);
	*out = (struct document){ .about = title, .superior = para_of(arena, capitals(arena, letter->superior)),
		.office = para_of(arena, capitals(arena, letter->office)), .place = para_of(arena, letter->place),
		.kind = para_of(arena, capitals(arena, title)), .parts = part, .part_count = 1 };
}
