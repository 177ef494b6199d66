/* A paper as PDF: the parts one after the other, each with its own pages. */
#include "document/pdf.h"

#include <cairo-pdf.h>
#include <pthread.h>

#include "document/draw.h"
#include "base/memory.h"
#include "document/font.h"
#include "text/messages.h"

enum { SCRATCH = 8 << 20 };

/* Each that is open has a thread of pango's, and some megabytes: who comes then waits. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t free_place = PTHREAD_COND_INITIALIZER;
static int open_now;

static void take_place(void)
{
	pthread_mutex_lock(&lock);
	while (open_now == PDF_AT_ONCE)
		pthread_cond_wait(&free_place, &lock);
	open_now++;
	pthread_mutex_unlock(&lock);
}

static void leave_place(void)
{
	pthread_mutex_lock(&lock);
	open_now--;
	pthread_cond_signal(&free_place);
	pthread_mutex_unlock(&lock);
}

struct pdf {
	struct draw draw;
	PangoFontMap *map;
	pdf_sink *sink;
	void *arg;
};

/* Says nothing of when it was made, so that equal papers are equal files. */
#define MADE "2000-01-01T00:00:00Z"

static cairo_status_t take(void *arg, const unsigned char *data, unsigned length)
{
	struct pdf *pdf = arg;

	return pdf->sink(pdf->arg, data, length) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static void set_up(struct pdf *pdf, const char *about)
{
	struct draw *d = &pdf->draw;
	cairo_font_options_t *options = cairo_font_options_create();

	d->surface = cairo_pdf_surface_create_for_stream(take, pdf, MM(PAGE_SHORT), MM(PAGE_LONG));
	cairo_pdf_surface_set_metadata(d->surface, CAIRO_PDF_METADATA_CREATE_DATE, MADE);
	cairo_pdf_surface_set_metadata(d->surface, CAIRO_PDF_METADATA_TITLE, about);
	d->cairo = cairo_create(d->surface);
	d->context = pango_font_map_create_context(pdf->map);
	pango_cairo_update_context(d->cairo, d->context);
	pango_cairo_context_set_resolution(d->context, 72);
	pango_context_set_language(d->context, pango_language_from_string("vi"));
	pango_context_set_base_dir(d->context, PANGO_DIRECTION_LTR);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(d->context, options);
	pango_context_set_round_glyph_positions(d->context, FALSE);
	cairo_font_options_destroy(options);
}

struct pdf *pdf_open(const char *about, pdf_sink *sink, void *arg, struct error *error)
{
	struct pdf *pdf = memory_new(1, sizeof *pdf);

	take_place();
	if (pdf != NULL) {
		pdf->sink = sink;
		pdf->arg = arg;
		pdf->draw.scratch = arena_new(SCRATCH);
		pdf->map = pdf->draw.scratch == NULL ? NULL : font_map_new();
	}
	if (pdf == NULL || pdf->map == NULL) {
		if (pdf != NULL)
			arena_free(pdf->draw.scratch);
		memory_free(pdf);
		leave_place();
		error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for a PDF");
		return NULL;
	}
	set_up(pdf, about);
	return pdf;
}

/* ---- pages ---- */

static void begin_part(struct draw *d, const struct document *document, const struct part *part)
{
	double across = part->wide ? PAGE_LONG : PAGE_SHORT, down = part->wide ? PAGE_SHORT : PAGE_LONG;

	d->form = document->form;
	d->paper_width = MM(across);
	d->paper_height = MM(down);
	d->left = MM(d->form ? FORM_LEFT : MARGIN_LEFT);
	d->width = d->paper_width - d->left - MM(d->form ? FORM_RIGHT : MARGIN_RIGHT);
	d->top = MM(d->form ? FORM_TOP : MARGIN_TOP);
	d->bottom = d->paper_height - MM(d->form ? FORM_BOTTOM : MARGIN_BOTTOM);
	d->page = 0;
}

static void draw_number(struct draw *d)
{
	const struct text_style style = { .size = SIZE_BODY, .width = d->width, .place = TEXT_CENTRE };
	char text[16];

	snprintf(text, sizeof text, "%d", d->page);
	PangoLayout *layout = draw_plain(d, text, &style);
	draw_at(d, layout, d->left, MM(NUMBER_TOP));
	g_object_unref(layout);
}

void draw_page(struct draw *d)
{
	if (d->page > 0)
		cairo_show_page(d->cairo);
	d->page++;
	cairo_pdf_surface_set_size(d->surface, d->paper_width, d->paper_height);
	d->y = d->top;
	if (d->page > 1 && !d->form)
		draw_number(d);
}

/* ---- blocks ---- */

static struct text_style block_style(const struct draw *d, enum block_kind kind)
{
	struct text_style style = { .size = d->form ? SIZE_FORM : SIZE_BODY, .width = d->width,
		.place = d->form ? TEXT_LEFT : TEXT_JUSTIFIED };

	style.indent = !d->form && (kind == BLOCK_P || kind == BLOCK_BASIS) ? MM(FIRST_INDENT) : 0;
	style.italic = kind == BLOCK_BASIS;
	style.bold = kind == BLOCK_HEADING;
	if (kind == BLOCK_CENTRE)
		style.place = TEXT_CENTRE;
	if (kind == BLOCK_FINE)
		style.size = d->form ? SIZE_FORM * 0.76 : SIZE_FINE;
	return style;
}

/* How high is what must not be parted from the end of the block before: signatures, however many stand under one
 * another, or the beginning of what a heading is over. */
static double keep_after(struct draw *d, const struct part *part, size_t i)
{
	const struct block *next = i + 1 < part->count ? &part->blocks[i + 1] : NULL;

	if (next == NULL)
		return 0;
	if (next->kind == BLOCK_SIGN)
		return draw_sign_height(d, next->signature) + SPACE_AFTER + keep_after(d, part, i + 1);
	if (part->blocks[i].kind != BLOCK_HEADING)
		return 0;
	return SPACE_AFTER + (next->kind == BLOCK_TABLE ? draw_table_begin(d, next->table) : MM(12));
}

static enum err draw_qr(struct draw *d, const struct block *block, struct error *error)
{
	const unsigned char *modules;
	size_t size;
	enum err err = qr_code(d->scratch, block->para.count == 0 ? "" : block->para.runs[0].text, &size, &modules, error);

	if (err != ERR_OK)
		return err;
	double side = MM(block->corner ? QR_CORNER : QR_SIZE), module = side / (double)size;
	double x = block->corner ? d->left + d->width - side : d->left + (d->width - side) / 2;
	if (!block->corner && d->y + side > d->bottom && d->y > d->top)
		draw_page(d);
	double y = block->corner ? d->top : d->y;
	for (size_t i = 0; i < size * size; i++) {
		if (modules[i] != 0)
			cairo_rectangle(d->cairo, x + (double)(i % size) * module, y + (double)(i / size) * module, module,
			                module);
	}
	cairo_fill(d->cairo);
	d->y = block->corner ? d->y : d->y + side;
	return ERR_OK;
}

static enum err draw_block(struct draw *d, const struct part *part, size_t i, struct error *error)
{
	const struct block *block = &part->blocks[i];
	double keep = keep_after(d, part, i);
	enum err err = ERR_OK;

	if (block->kind == BLOCK_SIGN) {
		draw_sign(d, block->signature);
	} else if (block->kind == BLOCK_TABLE) {
		draw_table(d, block->table, keep);
	} else if (block->kind == BLOCK_QR) {
		err = draw_qr(d, block, error);
	} else {
		struct text_style style = block_style(d, block->kind);
		style.width -= MM(block->para.indent);
		draw_flow(d, draw_layout(d, NULL, &block->para, &style), d->left + MM(block->para.indent), keep,
		          block->para.dots);
	}
	if (!block->corner)
		d->y += d->form ? FORM_AFTER : SPACE_AFTER;
	arena_reset(d->scratch);
	return err;
}

static enum err draw_blocks(struct draw *d, const struct part *part, struct error *error)
{
	enum err err = ERR_OK;

	for (size_t i = 0; i < part->count && err == ERR_OK; i++)
		err = draw_block(d, part, i, error);
	return err;
}

/* The part, its last page still open. */
static enum err draw_part(struct draw *d, const struct document *document, size_t i, struct error *error)
{
	const struct part *part = &document->parts[i];

	begin_part(d, document, part);
	draw_page(d);
	if (i == 0)
		draw_head(d, document);
	else
		draw_annex_head(d, part);
	return draw_blocks(d, part, error);
}

enum err pdf_add(struct pdf *pdf, const struct document *document, struct error *error)
{
	enum err err = ERR_OK;

	for (size_t i = 0; i < document->part_count && err == ERR_OK; i++) {
		err = draw_part(&pdf->draw, document, i, error);
		cairo_show_page(pdf->draw.cairo);
	}
	return err;
}

/* ---- a long table ---- */

enum err pdf_begin(struct pdf *pdf, const struct document *document, struct error *error)
{
	enum err err = draw_part(&pdf->draw, document, 0, error);

	pdf->draw.y -= SPACE_AFTER;
	return err;
}

void pdf_rows(struct pdf *pdf, const struct paper_table *table)
{
	draw_table_rows(&pdf->draw, table);
	arena_reset(pdf->draw.scratch);
}

enum err pdf_end(struct pdf *pdf, const struct part *below, struct error *error)
{
	struct draw *d = &pdf->draw;

	d->y += SPACE_AFTER;
	enum err err = draw_blocks(d, below, error);
	cairo_show_page(d->cairo);
	return err;
}

enum err pdf_close(struct pdf *pdf, int *missing, struct error *error)
{
	struct draw *d = &pdf->draw;

	cairo_surface_finish(d->surface);
	bool good = cairo_status(d->cairo) == CAIRO_STATUS_SUCCESS &&
	            cairo_surface_status(d->surface) == CAIRO_STATUS_SUCCESS;
	if (missing != NULL)
		*missing = d->missing;
	g_object_unref(d->context);
	cairo_destroy(d->cairo);
	cairo_surface_destroy(d->surface);
	g_object_unref(pdf->map);
	arena_free(d->scratch);
	memory_free(pdf);
	leave_place();
	return good ? ERR_OK
	            : error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "a PDF could not be written");
}

static bool add_to_buf(void *arg, const void *data, size_t length)
{
	struct buf *out = arg;

	buf_add(out, data, length);
	return !out->full;
}

enum err document_pdf(const struct document *document, struct buf *out, int *missing, struct error *error)
{
	struct pdf *pdf = pdf_open(document->about, add_to_buf, out, error);
	struct error closing;

	if (pdf == NULL)
		return ERR_UNAVAILABLE;
	enum err err = pdf_add(pdf, document, error), closed = pdf_close(pdf, missing, err == ERR_OK ? error : &closing);
	return err == ERR_OK ? closed : err;
}
