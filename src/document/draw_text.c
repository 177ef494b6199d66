/* Texts of a paper: laid out, parted over pages. */
#include "document/draw.h"

#include "base/buf.h"

enum { TEXT_ROOM = 1 << 20 };

static const char object_sign[] = "\357\277\274";       /* U+FFFC, for which a box is drawn */

/* ---- boxes ---- */

void draw_box(struct draw *d, double x, double y, double size, const char *inside)
{
	const struct run run = { .kind = RUN_TEXT, .bold = true, .text = inside };
	const struct para mark = { &run, 1, 0, false };
	const struct text_style style = { .size = size * 1.05, .width = size * 2, .place = TEXT_LEFT };

	cairo_set_line_width(d->cairo, RULE_WIDTH);
	cairo_rectangle(d->cairo, x, y, size, size);
	cairo_stroke(d->cairo);
	if (inside[0] == '\0')
		return;
	PangoLayout *layout = draw_layout(d, NULL, &mark, &style);
	draw_at(d, layout, x + (size - draw_width(layout)) / 2, y + (size - draw_height(layout)) / 2);
	g_object_unref(layout);
}

static void draw_shape(cairo_t *cairo, PangoAttrShape *shape, gboolean path, gpointer arg)
{
	double x, y, size = (double)shape->logical_rect.width / PANGO_SCALE;

	if (path)
		return;
	cairo_get_current_point(cairo, &x, &y);
	draw_box(arg, x, y - size * 0.92, size * 0.94, shape->data);
}

static void add_shape(PangoAttrList *list, const struct run *run, double size, unsigned start)
{
	int side = (int)(size * BOX_SIZE * PANGO_SCALE);
	PangoRectangle rectangle = { 0, -side, side, side };
	PangoAttribute *shape = pango_attr_shape_new_with_data(&rectangle, &rectangle, (gpointer)(uintptr_t)run->text,
	                                                       NULL, NULL);

	shape->start_index = start;
	shape->end_index = start + (unsigned)strlen(object_sign);
	pango_attr_list_insert(list, shape);
}

/* ---- layouts ---- */

static void add_attribute(PangoAttrList *list, PangoAttribute *attribute, size_t start, size_t end)
{
	attribute->start_index = (unsigned)start;
	attribute->end_index = (unsigned)end;
	pango_attr_list_insert(list, attribute);
}

static void add_run(PangoAttrList *list, struct buf *text, const struct run *run, double size)
{
	size_t start = text->length;

	if (run->kind == RUN_BOX || run->kind == RUN_TICKED) {
		buf_text(text, object_sign);
		add_shape(list, run, size, (unsigned)start);
		return;
	}
	buf_text(text, run->kind == RUN_BREAK ? "\n" : run->text);
	if (run->bold)
		add_attribute(list, pango_attr_weight_new(PANGO_WEIGHT_BOLD), start, text->length);
	if (run->italic)
		add_attribute(list, pango_attr_style_new(PANGO_STYLE_ITALIC), start, text->length);
}

static void set_style(PangoLayout *layout, const struct text_style *style)
{
	static const PangoAlignment places[] = { PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT,
		PANGO_ALIGN_LEFT };
	PangoFontDescription *font = pango_font_description_new();

	pango_font_description_set_family_static(font, MEASURE_FAMILY);
	pango_font_description_set_size(font, (int)(style->size * PANGO_SCALE));
	pango_font_description_set_weight(font, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_font_description_set_style(font, style->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
	pango_layout_set_font_description(layout, font);
	pango_font_description_free(font);
	pango_layout_set_width(layout, (int)(style->width * PANGO_SCALE));
	pango_layout_set_indent(layout, (int)(style->indent * PANGO_SCALE));
	pango_layout_set_alignment(layout, places[style->place]);
	pango_layout_set_justify(layout, style->place == TEXT_JUSTIFIED);
	pango_layout_set_wrap(layout, style->whole ? PANGO_WRAP_WORD : PANGO_WRAP_WORD_CHAR);
	pango_layout_set_line_spacing(layout, (float)SPACING);
}

PangoLayout *draw_layout(struct draw *d, PangoLayout *old, const struct para *para, const struct text_style *style)
{
	PangoLayout *layout = old != NULL ? old : pango_layout_new(d->context);
	PangoAttrList *list = pango_attr_list_new();
	struct buf text;

	buf_init(&text, d->scratch, TEXT_ROOM);
	for (size_t i = 0; i < para->count; i++)
		add_run(list, &text, &para->runs[i], style->size);
	if (old == NULL)
		set_style(layout, style);
	pango_layout_set_text(layout, text.data, (int)text.length);
	pango_layout_set_attributes(layout, list);
	pango_attr_list_unref(list);
	d->missing += pango_layout_get_unknown_glyphs_count(layout);
	return layout;
}

PangoLayout *draw_plain(struct draw *d, const char *text, const struct text_style *style)
{
	const struct run run = { .kind = RUN_TEXT, .text = text };
	const struct para para = { &run, 1, 0, false };

	return draw_layout(d, NULL, &para, style);
}

double draw_height(PangoLayout *layout)
{
	int height;

	pango_layout_get_size(layout, NULL, &height);
	return (double)height / PANGO_SCALE;
}

double draw_width(PangoLayout *layout)
{
	PangoRectangle logical;

	pango_layout_get_extents(layout, NULL, &logical);
	return (double)logical.width / PANGO_SCALE;
}

void draw_at(struct draw *d, PangoLayout *layout, double x, double y)
{
	pango_cairo_context_set_shape_renderer(d->context, draw_shape, d, NULL);
	cairo_move_to(d->cairo, x, y);
	pango_cairo_show_layout(d->cairo, layout);
}

double draw_text(struct draw *d, const struct para *para, const struct text_style *style, double x, double y)
{
	PangoLayout *layout = draw_layout(d, NULL, para, style);
	double height = para->count == 0 ? 0 : draw_height(layout);

	draw_at(d, layout, x, y);
	g_object_unref(layout);
	return height;
}

void draw_rule(struct draw *d, double x, double y, double width)
{
	cairo_set_line_width(d->cairo, RULE_WIDTH);
	cairo_move_to(d->cairo, x, y);
	cairo_line_to(d->cairo, x + width, y);
	cairo_stroke(d->cairo);
}

static void dots_after(struct draw *d, PangoLayoutIter *iter, double x, double y, double right)
{
	static const double gaps[] = { 0.9, 1.6 };
	PangoRectangle logical;

	pango_layout_iter_get_line_extents(iter, NULL, &logical);
	double from = x + (double)(logical.x + logical.width) / PANGO_SCALE + 2;
	cairo_save(d->cairo);
	cairo_set_dash(d->cairo, gaps, 2, 0);
	if (from < right - 2)
		draw_rule(d, from, y + 1.2, right - from);
	cairo_restore(d->cairo);
}

void draw_dots(struct draw *d, PangoLayout *layout, double x, double y, double right)
{
	PangoLayoutIter *iter = pango_layout_get_iter(layout);

	while (!pango_layout_iter_at_last_line(iter))
		pango_layout_iter_next_line(iter);
	dots_after(d, iter, x, y + (double)pango_layout_iter_get_baseline(iter) / PANGO_SCALE, right);
	pango_layout_iter_free(iter);
}

/* ---- over pages ---- */

struct line { double top, baseline, bottom, x; PangoLayoutLine *line; };

static size_t read_lines(struct draw *d, PangoLayout *layout, struct line **out)
{
	PangoLayoutIter *iter = pango_layout_get_iter(layout);
	size_t count = (size_t)pango_layout_get_line_count(layout);
	struct line *lines = arena_array(d->scratch, count, sizeof *lines);

	for (size_t i = 0; i < count; i++) {
		PangoRectangle logical;
		int top, bottom;
		pango_layout_iter_get_line_extents(iter, NULL, &logical);
		pango_layout_iter_get_line_yrange(iter, &top, &bottom);
		lines[i] = (struct line){ (double)top / PANGO_SCALE,
			(double)pango_layout_iter_get_baseline(iter) / PANGO_SCALE, (double)bottom / PANGO_SCALE,
			(double)logical.x / PANGO_SCALE, pango_layout_iter_get_line_readonly(iter) };
		pango_layout_iter_next_line(iter);
	}
	pango_layout_iter_free(iter);
	*out = lines;
	return count;
}

/* How many of the lines go on this page; 0: none, it is another's turn. */
static size_t lines_here(const struct draw *d, const struct line *lines, size_t count, double keep)
{
	size_t fit = 0;

	while (fit < count && lines[fit].bottom - lines[0].top <= d->bottom - d->y)
		fit++;
	if (fit == count && lines[count - 1].bottom - lines[0].top + keep <= d->bottom - d->y)
		return count;
	if (d->y <= d->top)
		return fit > 0 ? fit : 1;
	if (fit + 2 > count)
		fit = count < 2 ? 0 : count - 2;
	return fit < 2 ? 0 : fit;
}

static void draw_lines(struct draw *d, const struct line *lines, size_t count, double x)
{
	pango_cairo_context_set_shape_renderer(d->context, draw_shape, d, NULL);
	for (size_t i = 0; i < count; i++) {
		cairo_move_to(d->cairo, x + lines[i].x, d->y + lines[i].baseline - lines[0].top);
		pango_cairo_show_layout_line(d->cairo, lines[i].line);
	}
	d->y += lines[count - 1].bottom - lines[0].top;
}

void draw_flow(struct draw *d, PangoLayout *layout, double x, double keep, bool dots)
{
	struct line *lines;
	size_t count = read_lines(d, layout, &lines), done = 0;

	while (done < count) {
		size_t here = lines_here(d, lines + done, count - done, keep);
		if (here == 0) {
			draw_page(d);
			continue;
		}
		if (dots && done + here == count)
			draw_dots(d, layout, x, d->y - lines[done].top, x + (double)pango_layout_get_width(layout) / PANGO_SCALE);
		draw_lines(d, lines + done, here, x);
		done += here;
	}
	g_object_unref(layout);
}
