/* Tables: a row is never parted, and the heads stand on every page. */
#include "document/draw.h"

#include "document/columns.h"

struct grid {
	struct draw *d;
	const struct paper_table *table;
	size_t count;
	double x[COLUMNS_MOST + 1];             /* left edges, and the right one of all */
	double pad;
	PangoLayout *cells[COLUMNS_MOST];       /* of ordinary rows */
	struct text_style styles[COLUMNS_MOST];
};

static void set_columns(struct grid *g)
{
	double widths[COLUMNS_MOST];

	column_widths(g->table, g->d->width / MM(1), widths);
	g->x[0] = g->d->left;
	for (size_t i = 0; i < g->count; i++)
		g->x[i + 1] = g->x[i] + MM(widths[i]);
}

static struct text_style cell_style(const struct grid *g, size_t i)
{
	static const enum text_place places[] = {
		[COLUMN_NO] = TEXT_CENTRE, [COLUMN_TEXT] = TEXT_LEFT, [COLUMN_ID] = TEXT_LEFT, [COLUMN_DAY] = TEXT_CENTRE,
		[COLUMN_INT] = TEXT_RIGHT, [COLUMN_TICK] = TEXT_CENTRE,
	};
	enum column_kind kind = g->table->columns[i].kind;

	return (struct text_style){ .size = g->table->size > 0 ? g->table->size : g->d->form ? SIZE_FORM
	                                    : g->table->plain ? SIZE_BODY : SIZE_TABLE,
		.width = g->x[i + 1] - g->x[i] - 2 * g->pad, .place = places[kind], .whole = kind == COLUMN_ID };
}

static struct grid grid_of(struct draw *d, const struct paper_table *table)
{
	struct grid g = { .d = d, .table = table, .count = table->column_count, .pad = table->plain ? 0 : MM(CELL_PAD) };

	set_columns(&g);
	for (size_t i = 0; i < g.count; i++)
		g.styles[i] = cell_style(&g, i);
	return g;
}

static void grid_free(struct grid *g)
{
	for (size_t i = 0; i < g->count; i++) {
		if (g->cells[i] != NULL)
			g_object_unref(g->cells[i]);
	}
}

/* ---- rows ---- */

/* Lays the cells out; the height of the row. */
static double lay_row(struct grid *g, const struct paper_row *row, PangoLayout **cells)
{
	double height = 0;

	for (size_t i = 0; i < g->count; i++) {
		cells[i] = draw_layout(g->d, cells[i], &row->cells[i], &g->styles[i]);
		if (row->cells[i].count > 0 || !g->table->plain)
			height = draw_height(cells[i]) > height ? draw_height(cells[i]) : height;
	}
	return height + (g->table->plain ? 0 : 2 * MM(0.8));
}

static void draw_rules(const struct grid *g, double height)
{
	cairo_t *cairo = g->d->cairo;

	cairo_set_line_width(cairo, RULE_WIDTH);
	cairo_rectangle(cairo, g->x[0], g->d->y, g->x[g->count] - g->x[0], height);
	for (size_t i = 1; i < g->count; i++) {
		cairo_move_to(cairo, g->x[i], g->d->y);
		cairo_line_to(cairo, g->x[i], g->d->y + height);
	}
	cairo_stroke(cairo);
}

static void draw_row(const struct grid *g, const struct paper_row *row, PangoLayout **cells, double height)
{
	double above = g->table->plain ? 0 : MM(0.8), size = SIZE_TABLE;

	for (size_t i = 0; i < g->count; i++) {
		double x = g->x[i] + g->pad;
		if (g->table->columns[i].kind == COLUMN_TICK && row->cells[i].count == 0 && !row->sum)
			draw_box(g->d, (g->x[i] + g->x[i + 1] - size) / 2, g->d->y + (height - size) / 2, size, "");
		else if (row->cells[i].dots)
			draw_dots(g->d, cells[i], x, g->d->y + above, g->x[i + 1] - MM(2));
		draw_at(g->d, cells[i], x, g->d->y + above);
	}
	if (!g->table->plain)
		draw_rules(g, height);
	g->d->y += height;
}

/* Heads and sums are bold, so they have layouts of their own. */
static double lay_bold(struct grid *g, const struct paper_row *row, bool head, PangoLayout **cells)
{
	struct text_style kept[COLUMNS_MOST];

	memcpy(kept, g->styles, sizeof kept);
	for (size_t i = 0; i < g->count; i++) {
		g->styles[i].bold = true;
		g->styles[i].whole = head;
		g->styles[i].place = head ? TEXT_CENTRE : g->styles[i].place;
	}
	double height = lay_row(g, row, cells);
	memcpy(g->styles, kept, sizeof kept);
	return height;
}

static void free_cells(const struct grid *g, PangoLayout **cells)
{
	for (size_t i = 0; i < g->count; i++)
		g_object_unref(cells[i]);
}

static struct paper_row head_row(const struct grid *g)
{
	struct para *cells = arena_array(g->d->scratch, g->count, sizeof *cells);

	for (size_t i = 0; i < g->count; i++)
		cells[i] = g->table->columns[i].head;
	return (struct paper_row){ cells, true };
}

static double head_height(struct grid *g)
{
	PangoLayout *cells[COLUMNS_MOST] = { NULL };
	const struct paper_row head = head_row(g);

	if (g->table->plain)
		return 0;
	double height = lay_bold(g, &head, true, cells);
	free_cells(g, cells);
	return height;
}

static void draw_heads(struct grid *g)
{
	PangoLayout *cells[COLUMNS_MOST] = { NULL };
	const struct paper_row head = head_row(g);

	if (g->table->plain)
		return;
	double height = lay_bold(g, &head, true, cells);
	draw_row(g, &head, cells, height);
	free_cells(g, cells);
}

/* What stays with that row on its page: the sums, and what comes after the table. */
static double kept_after(struct grid *g, size_t i, double keep)
{
	PangoLayout *cells[COLUMNS_MOST] = { NULL };

	if (i + 1 == g->table->row_count)
		return keep;
	if (!g->table->rows[i + 1].sum)
		return 0;
	double height = lay_bold(g, &g->table->rows[i + 1], false, cells);
	free_cells(g, cells);
	return height + kept_after(g, i + 1, keep);
}

static void place_row(struct grid *g, size_t i, double head, double keep)
{
	const struct paper_row *row = &g->table->rows[i];
	PangoLayout *bold[COLUMNS_MOST] = { NULL }, **cells = row->sum ? bold : g->cells;
	double height = row->sum ? lay_bold(g, row, false, bold) : lay_row(g, row, g->cells);

	if (g->d->y + height + kept_after(g, i, keep) > g->d->bottom && g->d->y > g->d->top + head) {
		draw_page(g->d);
		draw_heads(g);
	}
	draw_row(g, row, cells, height);
	if (row->sum)
		free_cells(g, bold);
}

double draw_table_begin(struct draw *d, const struct paper_table *table)
{
	struct grid g = grid_of(d, table);
	double height = head_height(&g) + (table->row_count > 0 ? lay_row(&g, &table->rows[0], g.cells) : 0);

	grid_free(&g);
	return height;
}

static void place_rows(struct grid *g, double head, double keep)
{
	for (size_t i = 0; i < g->table->row_count; i++) {
		arena_reset(g->d->scratch);
		place_row(g, i, head, keep);
	}
}

void draw_table_rows(struct draw *d, const struct paper_table *table)
{
	struct grid g = grid_of(d, table);

	place_rows(&g, head_height(&g), 0);
	grid_free(&g);
}

void draw_table(struct draw *d, const struct paper_table *table, double keep)
{
	struct grid g = grid_of(d, table);
	double head = head_height(&g), first = table->row_count == 0 ? 0 : lay_row(&g, &table->rows[0], g.cells);

	if (d->y + head + first > d->bottom && d->y > d->top)
		draw_page(d);
	draw_heads(&g);
	place_rows(&g, head, keep);
	grid_free(&g);
}
