/* A paper as a page to print (templates/document/). */
#include "document/document.h"

#include "base/memory.h"
#include "document/columns.h"
#include "document/measure.h"
#include "text/messages.h"
#include "view/tmpl.h"

struct filling {
	struct arena *arena;
	struct tmpl_dict *part;
	const struct document *document;
	bool wide;
};

static const char *text_of(struct arena *arena, const struct para *para)
{
	const char *text = para->count > 0 && para->runs[0].text != NULL ? para->runs[0].text : "";

	for (size_t i = 1; i < para->count; i++)
		text = arena_print(arena, "%s%s", text, para->runs[i].text == NULL ? " " : para->runs[i].text);
	return text;
}

static void put_run(struct tmpl_dict *dict, const struct run *run)
{
	static const char *const marks[] = { [RUN_BREAK] = "BREAK", [RUN_BOX] = "BOX" };
	const char *name = run->bold ? "BOLD" : run->italic ? "ITALIC" : "PLAIN";
	const char *value = run->bold ? "BOLD_TEXT" : run->italic ? "ITALIC_TEXT" : "PLAIN_TEXT";
	struct tmpl_dict *row = tmpl_add(dict, "RUN");

	if (run->kind == RUN_TICKED)
		tmpl_put(tmpl_add(row, "TICKED"), "TICKED_TEXT", run->text);
	else if (run->kind != RUN_TEXT)
		tmpl_show(row, marks[run->kind]);
	else
		tmpl_put(tmpl_add(row, name), value, run->text);
}

static void put_para(struct tmpl_dict *dict, const char *marker, const struct para *para)
{
	struct tmpl_dict *runs = tmpl_include(dict, marker, "document/runs.html");

	for (size_t i = 0; i < para->count; i++)
		put_run(runs, &para->runs[i]);
	if (para->dots)
		tmpl_show(runs, "DOTS");
}

/* ---- blocks ---- */

static const char *const column_classes[] = {
	[COLUMN_NO] = "paper-centre", [COLUMN_TEXT] = "", [COLUMN_ID] = "whole", [COLUMN_DAY] = "whole",
	[COLUMN_INT] = "num", [COLUMN_TICK] = "paper-centre",
};

static void put_cell(struct tmpl_dict *row, const struct paper_row *cells, const struct paper_column *column,
                     const struct para *cell)
{
	static const struct run box = { .kind = RUN_BOX };
	static const struct para boxed = { &box, 1, 0, false };
	struct tmpl_dict *one = tmpl_add(row, "CELL");
	bool ticks = column->kind == COLUMN_TICK && cell->count == 0 && !cells->sum;

	tmpl_put(one, "CELL_CLASS", column_classes[column->kind]);
	put_para(one, "CELL_RUNS", ticks ? &boxed : cell);
}

/* How wide each column is, in percent, as PDF and .docx have it; one whose width is not said shares what is left. */
static void put_heads(const struct filling *f, struct tmpl_dict *heads, const struct paper_table *table)
{
	double whole = (f->wide ? PAGE_LONG : PAGE_SHORT) - MARGIN_LEFT - MARGIN_RIGHT, widths[COLUMNS_MOST];

	column_widths(table, whole, widths);
	for (size_t i = 0; i < table->column_count; i++) {
		const struct paper_column *head = &table->columns[i];
		struct tmpl_dict *column = tmpl_add(heads, "COLUMN");
		tmpl_put(column, "COLUMN_CLASS", column_classes[head->kind]);
		tmpl_put_int(column, "COLUMN_WIDTH", head->width > 0 ? (long long)(widths[i] * 100 / whole + 0.5) : 0);
		tmpl_put(column, "COLUMN_NAME", text_of(f->arena, &head->head));
	}
}

static void put_table(const struct filling *f, struct tmpl_dict *dict, const struct paper_table *table)
{
	struct tmpl_dict *section = tmpl_add(dict, "TABLE");

	tmpl_put(section, "TABLE_CLASS", table->plain ? "paper-plain" : "letter-table");
	if (!table->plain)
		put_heads(f, tmpl_add(section, "HEADS"), table);
	for (size_t k = 0; k < table->row_count; k++) {
		struct tmpl_dict *row = tmpl_add(section, "ROW");
		tmpl_put(row, "ROW_CLASS", table->rows[k].sum ? "strong" : "");
		for (size_t i = 0; i < table->column_count; i++)
			put_cell(row, &table->rows[k], &table->columns[i], &table->rows[k].cells[i]);
	}
}

static void put_sign(const struct filling *f, struct tmpl_dict *dict, const struct signature *signature)
{
	struct tmpl_dict *section = tmpl_add(dict, "SIGN"), *receivers;

	for (size_t i = 0; i < signature->signer_count; i++) {
		const struct signer *s = &signature->signers[i];
		struct tmpl_dict *one = tmpl_add(section, "SIGNER");
		tmpl_put(one, "AS", text_of(f->arena, &s->as));
		tmpl_put(one, "POST", text_of(f->arena, &s->post));
		tmpl_put(one, "HOW", text_of(f->arena, &s->how));
		tmpl_put(one, "NAME", text_of(f->arena, &s->name));
	}
	if (signature->receiver_count == 0)
		return;
	receivers = tmpl_add(section, "RECEIVERS");
	tmpl_put(receivers, "RECEIVERS_NAME", message_text(MSG_PAPER_RECEIVERS));
	for (size_t i = 0; i < signature->receiver_count; i++)
		tmpl_put(tmpl_add(receivers, "RECEIVER"), "RECEIVER_TEXT", text_of(f->arena, &signature->receivers[i]));
}

static void put_block(const struct filling *f, const struct block *block)
{
	static const char *const classes[] = {
		[BLOCK_BASIS] = "paper-p paper-basis", [BLOCK_P] = "paper-p", [BLOCK_LINE] = "paper-line",
		[BLOCK_CENTRE] = "paper-centre", [BLOCK_HEADING] = "paper-line strong", [BLOCK_FINE] = "paper-fine",
		[BLOCK_QR] = "paper-centre", [BLOCK_SIGN] = "", [BLOCK_TABLE] = "",
	};
	struct tmpl_dict *dict = tmpl_add(f->part, "BLOCK");

	if (block->kind == BLOCK_TABLE) {
		put_table(f, dict, block->table);
	} else if (block->kind == BLOCK_SIGN) {
		put_sign(f, dict, block->signature);
	} else if (block->kind == BLOCK_QR) {
		tmpl_put(tmpl_add(dict, "QR"), "QR_TEXT", text_of(f->arena, &block->para));
	} else {
		struct tmpl_dict *text = tmpl_add(dict, "TEXT");
		tmpl_put(text, "TEXT_CLASS", classes[block->kind]);
		put_para(text, "RUNS", &block->para);
	}
}

/* ---- the paper ---- */

static void put_head(const struct filling *f)
{
	const struct document *d = f->document;

	if (d->office.count > 0) {
		struct tmpl_dict *head = tmpl_add(f->part, "HEAD");
		tmpl_put(head, "OFFICE", text_of(f->arena, &d->office));
		tmpl_put(head, "NUMBER", text_of(f->arena, &d->number));
		tmpl_put(head, "PLACE", text_of(f->arena, &d->place));
		if (d->superior.count > 0)
			tmpl_put(tmpl_add(head, "SUPERIOR"), "SUPERIOR_NAME", text_of(f->arena, &d->superior));
		if (d->draft.count > 0)
			tmpl_put(tmpl_add(head, "DRAFT"), "DRAFT_TEXT", text_of(f->arena, &d->draft));
	}
	if (d->kind.count + d->subject.count > 0) {
		struct tmpl_dict *title = tmpl_add(f->part, "TITLE");
		tmpl_put(title, "KIND", text_of(f->arena, &d->kind));
		tmpl_put(title, "SUBJECT", text_of(f->arena, &d->subject));
	}
}

static void put_annex(const struct filling *f, const struct part *part)
{
	struct tmpl_dict *annex = tmpl_add(f->part, "ANNEX");

	tmpl_put(annex, "ANNEX_NUMBER", part->number);
	tmpl_put(annex, "ANNEX_TITLE", text_of(f->arena, &part->title));
	tmpl_put(annex, "ANNEX_OF", text_of(f->arena, &part->of));
}

void document_put(struct arena *arena, struct tmpl_dict *dict, const char *marker, const struct document *document)
{
	struct tmpl_dict *page = tmpl_include(dict, marker, "document/page.html");

	for (size_t i = 0; i < document->part_count; i++) {
		const struct part *part = &document->parts[i];
		const struct filling f = { arena, tmpl_add(page, "PART"), document, part->wide };
		tmpl_put(f.part, "PART_CLASS", document->form ? "paper-form" : part->wide ? "letter paper paper-wide"
		                                                                         : "letter paper");
		if (i == 0)
			put_head(&f);
		else
			put_annex(&f, part);
		for (size_t k = 0; k < part->count; k++) {
			if (!part->blocks[k].corner)
				put_block(&f, &part->blocks[k]);
		}
	}
}
