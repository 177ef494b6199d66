/* Drawing a paper with pango and cairo. Private to document/. Lengths are points. */
#ifndef DOCUMENT_DRAW_H
#define DOCUMENT_DRAW_H

#include <cairo.h>
#include <pango/pangocairo.h>

#include "base/arena.h"
#include "document/document.h"
#include "document/measure.h"

#define MM(length) ((length) * 72.0 / 25.4)

/* What is drawn now, and how far it is. */
struct draw {
	cairo_t *cairo;
	cairo_surface_t *surface;
	PangoContext *context;
	struct arena *scratch;          /* emptied after each block, and each row */
	int missing;                    /* signs without a glyph */
	bool form;
	/* of the part: */
	double left, width, top, bottom;
	double paper_width, paper_height;
	/* of the page: */
	int page;                       /* from 1 */
	double y;
};

/* ---- pdf.c ---- */
/* Begins a page of the part; its number stands on it from the second on. */
void draw_page(struct draw *d);

/* ---- draw_text.c ---- */

enum text_place { TEXT_LEFT, TEXT_CENTRE, TEXT_RIGHT, TEXT_JUSTIFIED };
struct text_style {
	double size, width;
	double indent;                  /* of the first line */
	bool bold, italic, whole;       /* of all of it; whole: broken between words alone */
	enum text_place place;
};

/* The text laid out; a new one, or an old one again (NULL: new). */
PangoLayout *draw_layout(struct draw *d, PangoLayout *old, const struct para *para, const struct text_style *style);
/* A plain text. */
PangoLayout *draw_plain(struct draw *d, const char *text, const struct text_style *style);
double draw_height(PangoLayout *layout);
/* How wide its widest line is. */
double draw_width(PangoLayout *layout);
/* At x and the top y, wherever that is. */
void draw_at(struct draw *d, PangoLayout *layout, double x, double y);
/* The same, dots after its last line up to `right`. */
void draw_dots(struct draw *d, PangoLayout *layout, double x, double y, double right);
/* Goes on at d->y, over pages: never one line of several alone, and what comes then, `keep` high, stays with its last
 * lines. Moves d->y. Frees the layout. */
void draw_flow(struct draw *d, PangoLayout *layout, double x, double keep, bool dots);
/* Lays out, draws at x, y, frees; its height. */
double draw_text(struct draw *d, const struct para *para, const struct text_style *style, double x, double y);
void draw_rule(struct draw *d, double x, double y, double width);
/* A box with its left upper corner there, and what stands in it; "": nothing. */
void draw_box(struct draw *d, double x, double y, double size, const char *inside);

/* ---- draw_table.c ---- */
void draw_table(struct draw *d, const struct paper_table *table, double keep);
/* More rows of one that was drawn just before. */
void draw_table_rows(struct draw *d, const struct paper_table *table);
/* Heads and first row: what stays with a heading before it. */
double draw_table_begin(struct draw *d, const struct paper_table *table);

/* ---- draw_sign.c ---- */
double draw_sign_height(struct draw *d, const struct signature *signature);
void draw_sign(struct draw *d, const struct signature *signature);
/* Head and title of the paper. */
void draw_head(struct draw *d, const struct document *document);
void draw_annex_head(struct draw *d, const struct part *part);

/* ---- qr.c ---- */
/* The modules of a QR code, size * size bytes, 1 is dark. ERR_INTERNAL: the text is too long. */
enum err qr_code(struct arena *arena, const char *text, size_t *size, const unsigned char **modules,
                 struct error *error);

#endif
