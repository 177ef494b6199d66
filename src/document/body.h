/* The text of a .docx. Private to document/. */
#ifndef DOCUMENT_BODY_H
#define DOCUMENT_BODY_H

#include "document/document.h"

/* What stands in <w:body>. */
void body_write(struct buf *out, const struct document *document);
/* Text of XML: escaped, without what XML cannot hold. */
void body_text(struct buf *out, const char *text);

/* ---- body.c, for body_table.c ---- */

struct body_style {
	double size;                    /* points; 0: as the style has it */
	bool bold, italic, centre, right, justified, keep;
	bool cell;                      /* of the style of cells */
	double left;                    /* mm, of all lines */
	double indent, before, after;   /* mm of the first line; points */
	double dots;                    /* mm from the left, up to where there are dots; 0: none */
};

/* twentieths of a point */
#define TWIPS_MM(length) ((int)((length) * 1440.0 / 25.4 + 0.5))
#define TWIPS_PT(length) ((int)((length) * 20.0 + 0.5))

void body_para(struct buf *out, const struct para *para, const struct body_style *style);
/* A rule of that share of the width, centred in it. */
void body_rule(struct buf *out, double width, double share, bool keep);

/* ---- body_table.c ---- */
/* keep: a signature follows, from which it is not parted. */
void body_table(struct buf *out, const struct paper_table *table, double width, bool form, bool keep);
void body_sign(struct buf *out, const struct signature *signature, double width, bool keep);
void body_head(struct buf *out, const struct document *document, double width);
/* Begins and ends a table without rules of two columns. */
void body_pair_begin(struct buf *out, double left, double right);
void body_pair_next(struct buf *out, double right);
void body_pair_end(struct buf *out, bool keep);

#endif
