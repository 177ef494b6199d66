#include "document/body.h"

#include "base/memory.h"
#include "document/measure.h"

/* ---- texts ---- */

void body_text(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '&')
			buf_text(out, "&amp;");
		else if (*text == '<')
			buf_text(out, "&lt;");
		else if (*text == '>')
			buf_text(out, "&gt;");
		else if ((unsigned char)*text >= ' ')
			buf_char(out, *text);
	}
}

/* A box is a sign here: one with anything in it is ticked. */
static const char *run_text(const struct run *run)
{
	return run->kind == RUN_BOX ? "\342\230\220" : run->kind == RUN_TICKED ? "\342\230\222" : run->text;
}

static void write_run(struct buf *out, const struct run *run, const struct body_style *style)
{
	buf_text(out, "<w:r>");
	if (run->bold || style->bold || run->italic || style->italic || style->size > 0)
		buf_text(out, "<w:rPr>");
	if (run->bold || style->bold)
		buf_text(out, "<w:b/>");
	if (run->italic || style->italic)
		buf_text(out, "<w:i/>");
	if (style->size > 0)
		buf_print(out, "<w:sz w:val=\"%d\"/><w:szCs w:val=\"%d\"/>", (int)(style->size * 2 + 0.5),
		          (int)(style->size * 2 + 0.5));
	if (run->bold || style->bold || run->italic || style->italic || style->size > 0)
		buf_text(out, "</w:rPr>");
	if (run->kind == RUN_BREAK) {
		buf_text(out, "<w:br/>");
	} else {
		buf_text(out, "<w:t xml:space=\"preserve\">");
		body_text(out, run_text(run));
		buf_text(out, "</w:t>");
	}
	buf_text(out, "</w:r>");
}

/* In the order that the schema wants. */
static void write_properties(struct buf *out, const struct body_style *s)
{
	buf_text(out, "<w:pPr>");
	if (s->cell)
		buf_text(out, "<w:pStyle w:val=\"Cell\"/>");
	if (s->keep)
		buf_text(out, "<w:keepNext/>");
	if (s->dots > 0)
		buf_print(out, "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"%d\"/></w:tabs>", TWIPS_MM(s->dots));
	if (s->before > 0 || s->after > 0)
		buf_print(out, "<w:spacing w:before=\"%d\" w:after=\"%d\"/>", TWIPS_PT(s->before), TWIPS_PT(s->after));
	if (s->indent > 0 || s->left > 0)
		buf_print(out, "<w:ind w:left=\"%d\" w:firstLine=\"%d\"/>", TWIPS_MM(s->left), TWIPS_MM(s->indent));
	if (s->centre || s->right || s->justified)
		buf_print(out, "<w:jc w:val=\"%s\"/>", s->centre ? "center" : s->right ? "right" : "both");
	buf_text(out, "</w:pPr>");
}

void body_para(struct buf *out, const struct para *para, const struct body_style *style)
{
	buf_text(out, "<w:p>");
	write_properties(out, style);
	for (size_t i = 0; i < para->count; i++)
		write_run(out, &para->runs[i], style);
	if (style->dots > 0)
		buf_text(out, "<w:r><w:tab/></w:r>");
	buf_text(out, "</w:p>");
}

void body_rule(struct buf *out, double width, double share, bool keep)
{
	int side = TWIPS_MM(width * (1 - share) / 2);

	buf_print(out, "<w:p><w:pPr>%s<w:pBdr><w:top w:val=\"single\" w:sz=\"6\" w:space=\"1\" "
	          "w:color=\"000000\"/></w:pBdr><w:spacing w:line=\"60\" w:lineRule=\"exact\"/>"
	          "<w:ind w:left=\"%d\" w:right=\"%d\"/></w:pPr></w:p>",
	          keep ? "<w:keepNext/>" : "", side, side);
}

/* ---- parts ---- */

static double part_width(const struct document *document, const struct part *part)
{
	double across = part->wide ? PAGE_LONG : PAGE_SHORT;

	return document->form ? across - FORM_LEFT - FORM_RIGHT : across - MARGIN_LEFT - MARGIN_RIGHT;
}

/* Page and margins; each part counts its own pages. */
static void write_section(struct buf *out, const struct document *document, const struct part *part)
{
	int across = TWIPS_MM(part->wide ? PAGE_LONG : PAGE_SHORT);
	int down = TWIPS_MM(part->wide ? PAGE_SHORT : PAGE_LONG);
	bool form = document->form;

	buf_print(out, "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"%s\"/>"
	          "<w:headerReference w:type=\"first\" r:id=\"rId3\"/><w:type w:val=\"nextPage\"/>"
	          "<w:pgSz w:w=\"%d\" w:h=\"%d\"%s/><w:pgMar w:top=\"%d\" w:right=\"%d\" w:bottom=\"%d\" w:left=\"%d\" "
	          "w:header=\"%d\" w:footer=\"340\" w:gutter=\"0\"/><w:pgNumType w:start=\"1\"/><w:titlePg/></w:sectPr>",
	          form ? "rId3" : "rId2", across, down, part->wide ? " w:orient=\"landscape\"" : "",
	          TWIPS_MM(form ? FORM_TOP : MARGIN_TOP), TWIPS_MM(form ? FORM_RIGHT : MARGIN_RIGHT),
	          TWIPS_MM(form ? FORM_BOTTOM : MARGIN_BOTTOM), TWIPS_MM(form ? FORM_LEFT : MARGIN_LEFT),
	          TWIPS_MM(form ? 4 : NUMBER_TOP));
}

static struct body_style block_style(const struct document *document, const struct block *block, double width)
{
	bool form = document->form;
	struct body_style style = { .size = form ? SIZE_FORM : 0, .after = form ? FORM_AFTER : SPACE_AFTER,
		.justified = !form, .left = block->para.indent, .dots = block->para.dots ? width : 0 };

	style.indent = !form && (block->kind == BLOCK_P || block->kind == BLOCK_BASIS) ? FIRST_INDENT : 0;
	style.italic = block->kind == BLOCK_BASIS;
	style.bold = style.keep = block->kind == BLOCK_HEADING;
	style.centre = block->kind == BLOCK_CENTRE || block->kind == BLOCK_QR;
	if (block->kind == BLOCK_FINE)
		style.size = SIZE_FINE;
	return style;
}

static void write_block(struct buf *out, const struct document *document, const struct part *part, size_t i)
{
	const struct block *block = &part->blocks[i];
	double width = part_width(document, part);
	bool keep = i + 1 < part->count && part->blocks[i + 1].kind == BLOCK_SIGN;

	if (block->kind == BLOCK_SIGN) {
		body_sign(out, block->signature, width, keep);
	} else if (block->kind == BLOCK_TABLE) {
		body_table(out, block->table, width, document->form, keep);
	} else if (!block->corner) {
		struct body_style style = block_style(document, block, width);
		style.keep |= keep;
		body_para(out, &block->para, &style);
	}
}

static void write_annex_head(struct buf *out, const struct part *part)
{
	const struct run run = { .kind = RUN_TEXT, .text = part->number };
	const struct para number = { &run, 1, 0, false };
	const struct body_style bold = { .size = SIZE_ANNEX, .bold = true, .centre = true, .keep = true };
	const struct body_style of = { .italic = true, .centre = true, .keep = true, .after = SPACE_AFTER };

	body_para(out, &number, &bold);
	if (part->title.count > 0)
		body_para(out, &part->title, &bold);
	if (part->of.count > 0)
		body_para(out, &part->of, &of);
}

void body_write(struct buf *out, const struct document *document)
{
	for (size_t i = 0; i < document->part_count; i++) {
		const struct part *part = &document->parts[i];
		if (i == 0)
			body_head(out, document, part_width(document, part));
		else
			write_annex_head(out, part);
		for (size_t k = 0; k < part->count; k++)
			write_block(out, document, part, k);
		if (i + 1 < document->part_count)
			buf_text(out, "<w:p><w:pPr>");
		write_section(out, document, part);
		if (i + 1 < document->part_count)
			buf_text(out, "</w:pPr></w:p>");
	}
}
