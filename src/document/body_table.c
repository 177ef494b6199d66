/* Tables, signatures and the head in a .docx: all of them tables. */
#include "document/body.h"
#include "document/columns.h"
#include "document/measure.h"
#include "text/messages.h"

/* ---- tables ---- */

static void begin_table(struct buf *out, const double *widths, size_t count, double whole, bool rules)
{
	buf_print(out, "<w:tbl><w:tblPr><w:tblW w:w=\"%d\" w:type=\"dxa\"/>", TWIPS_MM(whole));
	if (rules)
		buf_text(out, "<w:tblBorders><w:top w:val=\"single\" w:sz=\"4\"/><w:left w:val=\"single\" w:sz=\"4\"/>"
		              "<w:bottom w:val=\"single\" w:sz=\"4\"/><w:right w:val=\"single\" w:sz=\"4\"/>"
		              "<w:insideH w:val=\"single\" w:sz=\"4\"/><w:insideV w:val=\"single\" w:sz=\"4\"/>"
		              "</w:tblBorders>");
	buf_print(out, "<w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"%d\" w:type=\"dxa\"/>"
	          "<w:right w:w=\"%d\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>",
	          rules ? TWIPS_MM(CELL_PAD) : 0, rules ? TWIPS_MM(CELL_PAD) : 0);
	for (size_t i = 0; i < count; i++)
		buf_print(out, "<w:gridCol w:w=\"%d\"/>", TWIPS_MM(widths[i]));
	buf_text(out, "</w:tblGrid>");
}

static void begin_cell(struct buf *out, double width)
{
	buf_print(out, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/></w:tcPr>", TWIPS_MM(width));
}

/* Two tables that touch would be one: a small paragraph parts them from what follows; keep: it stays with that. */
static void end_table(struct buf *out, bool keep)
{
	buf_print(out, "</w:tbl><w:p><w:pPr>%s<w:spacing w:line=\"%d\" w:lineRule=\"exact\"/></w:pPr></w:p>",
	          keep ? "<w:keepNext/>" : "", TWIPS_PT(4));
}

struct cells { const struct paper_table *table; const double *widths; bool form, keep; };

static void write_cell(struct buf *out, const struct cells *c, const struct paper_row *row, size_t i, bool head)
{
	static const struct run box = { .kind = RUN_BOX };
	static const struct para boxed = { &box, 1, 0, false };
	enum column_kind kind = c->table->columns[i].kind;
	bool ticks = kind == COLUMN_TICK && row->cells[i].count == 0 && !row->sum;
	const struct body_style style = { .size = c->form ? SIZE_FORM : c->table->size, .bold = row->sum, .keep = c->keep,
		.cell = !c->table->plain,
		.centre = head || kind == COLUMN_NO || kind == COLUMN_DAY || kind == COLUMN_TICK,
		.right = !head && kind == COLUMN_INT, .dots = row->cells[i].dots ? c->widths[i] - 2 : 0 };

	begin_cell(out, c->widths[i]);
	body_para(out, ticks ? &boxed : &row->cells[i], &style);
	buf_text(out, "</w:tc>");
}

static void write_row(struct buf *out, const struct cells *c, const struct paper_row *row, bool head)
{
	buf_print(out, "<w:tr><w:trPr><w:cantSplit/>%s</w:trPr>", head ? "<w:tblHeader/>" : "");
	for (size_t i = 0; i < c->table->column_count; i++)
		write_cell(out, c, row, i, head);
	buf_text(out, "</w:tr>");
}

void body_table(struct buf *out, const struct paper_table *table, double width, bool form, bool keep)
{
	double widths[COLUMNS_MOST];
	struct cells cells = { table, widths, form, true };
	struct para heads[COLUMNS_MOST];

	column_widths(table, width, widths);
	begin_table(out, widths, table->column_count, width, !table->plain);
	for (size_t i = 0; i < table->column_count; i++)
		heads[i] = table->columns[i].head;
	if (!table->plain)
		write_row(out, &cells, &(struct paper_row){ heads, true }, true);
	for (size_t i = 0; i < table->row_count; i++) {
		bool last = i + 1 == table->row_count;
		cells.keep = last ? keep : table->rows[i + 1].sum;
		write_row(out, &cells, &table->rows[i], false);
	}
	end_table(out, keep);
}

/* ---- two columns side by side ---- */

void body_pair_begin(struct buf *out, double left, double right)
{
	const double widths[] = { left, right };

	begin_table(out, widths, 2, left + right, false);
	buf_text(out, "<w:tr><w:trPr><w:cantSplit/></w:trPr>");
	begin_cell(out, left);
}

void body_pair_next(struct buf *out, double right)
{
	buf_text(out, "</w:tc>");
	begin_cell(out, right);
}

void body_pair_end(struct buf *out, bool keep)
{
	buf_text(out, "</w:tc></w:tr>");
	end_table(out, keep);
}

/* ---- signatures ---- */

static const struct para nothing;

static void write_signer(struct buf *out, const struct signer *s, bool keep)
{
	const struct body_style bold = { .bold = true, .centre = true, .keep = true };
	const struct body_style how = { .size = SIZE_BODY - 1, .italic = true, .centre = true, .keep = true };
	const struct body_style room = { .centre = true, .keep = true, .before = SIGN_ROOM / 25.4 * 72 - SIZE_BODY };
	const struct body_style name = { .bold = true, .centre = true, .keep = keep };

	if (s->as.count > 0)
		body_para(out, &s->as, &bold);
	if (s->post.count > 0)
		body_para(out, &s->post, &bold);
	if (s->how.count > 0)
		body_para(out, &s->how, &how);
	body_para(out, &nothing, &room);
	body_para(out, &s->name, &name);
}

static void write_receivers(struct buf *out, const struct signature *s)
{
	const struct run run = { .kind = RUN_TEXT, .text = message_text(MSG_PAPER_RECEIVERS) };
	const struct para head = { &run, 1, 0, false };
	const struct body_style first = { .size = SIZE_RECEIVERS, .bold = true, .italic = true, .keep = true };
	const struct body_style one = { .size = SIZE_RECEIVER };

	if (s->receiver_count > 0)
		body_para(out, &head, &first);
	for (size_t i = 0; i < s->receiver_count; i++)
		body_para(out, &s->receivers[i], &one);
}

void body_sign(struct buf *out, const struct signature *s, double width, bool keep)
{
	double half = width / 2;

	body_pair_begin(out, half, half);
	if (s->signer_count == 2)
		write_signer(out, &s->signers[0], keep);
	else
		write_receivers(out, s);
	if (s->signer_count != 2 && s->receiver_count == 0)
		body_para(out, &nothing, &(struct body_style){ .size = SIZE_RECEIVER });
	body_pair_next(out, half);
	if (s->signer_count > 0)
		write_signer(out, &s->signers[s->signer_count - 1], keep);
	else
		body_para(out, &nothing, &(struct body_style){ .size = SIZE_RECEIVER });
	body_pair_end(out, keep);
	if (s->signer_count == 2)
		write_receivers(out, s);
}

/* ---- the head ---- */

static void write_message(struct buf *out, enum message message, double size)
{
	const struct run run = { .kind = RUN_TEXT, .text = message_text(message) };
	const struct para para = { &run, 1, 0, false };

	body_para(out, &para, &(struct body_style){ .size = size, .bold = true, .centre = true });
}

static void write_bodies(struct buf *out, const struct document *d, double width)
{
	double left = width * HEAD_LEFT, right = width - left;
	const struct body_style body = { .size = SIZE_STATE, .centre = true };
	const struct body_style office = { .size = SIZE_STATE, .centre = true, .bold = true };

	body_pair_begin(out, left, right);
	if (d->superior.count > 0)
		body_para(out, &d->superior, &body);
	body_para(out, &d->office, &office);
	body_rule(out, left, RULE_SHARE, false);
	body_para(out, &d->number, &(struct body_style){ .centre = true });
	if (d->draft.count > 0)
		body_para(out, &d->draft, &office);
	body_pair_next(out, right);
	write_message(out, MSG_PAPER_STATE, SIZE_STATE);
	write_message(out, MSG_PAPER_MOTTO, SIZE_MOTTO);
	body_rule(out, right, 0.6, false);
	body_para(out, &d->place, &(struct body_style){ .italic = true, .centre = true });
	body_pair_end(out, false);
}

void body_head(struct buf *out, const struct document *d, double width)
{
	const struct body_style bold = { .size = SIZE_KIND, .bold = true, .centre = true, .keep = true };

	if (d->office.count > 0)
		write_bodies(out, d, width);
	if (d->kind.count > 0)
		body_para(out, &d->kind, &bold);
	if (d->subject.count > 0)
		body_para(out, &d->subject, &bold);
	if (d->subject.count > 0 && !d->form)
		body_rule(out, width, RULE_SHARE * 0.6, true);
	if (d->kind.count + d->subject.count > 0 && !d->form)
		body_para(out, &nothing, &(struct body_style){ .size = SIZE_FINE });
}
