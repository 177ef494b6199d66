/* The markup of a paper, read once (document/document.h). */
#include "document/document.h"

#include <stdlib.h>

#include "base/memory.h"
#include "document/columns.h"
#include "text/messages.h"

enum { ATTRIBUTES = 3, ANNEXES_MOST = 20, FIRST_ROOM = 8, NAME_MOST = 16, WIDTH_MOST = 300 };

struct parser {
	struct arena *arena;
	const char *start, *at, *end;
	char *room;                     /* for all texts: each is shorter than its markup */
	struct error *error;
};

struct span { const char *text; size_t length; };
struct tag {
	struct span name;
	bool closes;
	struct { struct span name, value; } attributes[ATTRIBUTES];
	size_t count;
};

/* An array in the arena that grows. */
struct list { void *items; size_t count, room; };

static void *list_add(struct list *list, struct arena *arena, size_t size)
{
	if (list->count == list->room) {
		size_t room = list->room == 0 ? FIRST_ROOM : list->room * 2;
		void *items = arena_array(arena, room, size);
		if (list->count > 0)
			memcpy(items, list->items, list->count * size);
		list->items = items;
		list->room = room;
	}
	return (char *)list->items + size * list->count++;
}

static bool is(struct span span, const char *text)
{
	return span.length == strlen(text) && memcmp(span.text, text, span.length) == 0;
}

/* No control character gets into a paper. */
static bool is_space(char c)
{
	return (unsigned char)c <= ' ';
}

static enum err refuse(const struct parser *p, const char *what)
{
	return error_set(p->error, ERR_INTERNAL, NULL, "markup at %zu: %s", (size_t)(p->at - p->start), what);
}

static void skip_spaces(struct parser *p)
{
	while (p->at < p->end && is_space(*p->at))
		p->at++;
}

static struct span read_name(struct parser *p)
{
	struct span name = { p->at, 0 };

	while (p->at < p->end && *p->at >= 'a' && *p->at <= 'z')
		p->at++;
	name.length = (size_t)(p->at - name.text);
	return name;
}

/* ---- tags ---- */

static enum err read_attribute(struct parser *p, struct tag *tag)
{
	if (tag->count == ATTRIBUTES)
		return refuse(p, "too many attributes");
	struct span name = read_name(p), value = { "", 0 };
	if (name.length == 0)
		return refuse(p, "no attribute");
	if (p->at < p->end && *p->at == '=') {
		const char *quote = p->end - p->at > 1 && p->at[1] == '"' ? p->at + 2 : NULL;
		const char *close = quote == NULL ? NULL : memchr(quote, '"', (size_t)(p->end - quote));
		if (close == NULL || memchr(quote, '<', (size_t)(close - quote)) != NULL)
			return refuse(p, "an attribute without its quotes");
		value = (struct span){ quote, (size_t)(close - quote) };
		p->at = close + 1;
	}
	tag->attributes[tag->count].name = name;
	tag->attributes[tag->count++].value = value;
	return ERR_OK;
}

/* At a '<'. */
static enum err read_tag(struct parser *p, struct tag *tag)
{
	*tag = (struct tag){ .count = 0 };
	p->at++;
	if (p->at < p->end && *p->at == '/') {
		tag->closes = true;
		p->at++;
	}
	tag->name = read_name(p);
	if (tag->name.length == 0 || tag->name.length > NAME_MOST)
		return refuse(p, "no element");
	skip_spaces(p);
	while (p->at < p->end && *p->at != '>') {
		enum err err = read_attribute(p, tag);
		if (err != ERR_OK)
			return err;
		skip_spaces(p);
	}
	if (p->at == p->end)
		return refuse(p, "an element without its end");
	p->at++;
	return ERR_OK;
}

/* The next tag, before which nothing but spaces may stand. */
static enum err next_tag(struct parser *p, struct tag *tag)
{
	skip_spaces(p);
	if (p->at == p->end)
		return refuse(p, "the paper does not end");
	if (*p->at != '<')
		return refuse(p, "text between elements");
	return read_tag(p, tag);
}

static const struct span *attribute(const struct tag *tag, const char *name)
{
	for (size_t i = 0; i < tag->count; i++) {
		if (is(tag->attributes[i].name, name))
			return &tag->attributes[i].value;
	}
	return NULL;
}

/* ---- texts ---- */

struct text {
	struct list runs;
	char *run;                      /* that is read: begins here, and ends at the parser's room */
	bool bold, italic, space;       /* space: one comes before the next letter */
};

static void end_run(struct parser *p, struct text *text)
{
	if (text->run == p->room)
		return;
	*p->room++ = '\0';
	*(struct run *)list_add(&text->runs, p->arena, sizeof(struct run)) =
		(struct run){ RUN_TEXT, text->bold, text->italic, text->run };
	text->run = p->room;
}

/* A space that was read stands before what follows, but not at the beginning. */
static void settle_space(struct parser *p, struct text *text)
{
	if (text->space && (text->run < p->room || text->runs.count > 0))
		*p->room++ = ' ';
	text->space = false;
}

static void add_mark(struct parser *p, struct text *text, enum run_kind kind, const char *inside)
{
	if (kind == RUN_BREAK)
		text->space = false;
	settle_space(p, text);
	end_run(p, text);
	*(struct run *)list_add(&text->runs, p->arena, sizeof(struct run)) = (struct run){ .kind = kind, .text = inside };
}

/* <tick>: what stands in the box, up to </tick>. */
static enum err add_tick(struct parser *p, struct text *text)
{
	static const char end[] = "</tick>";
	const char *close = memmem(p->at, (size_t)(p->end - p->at), end, sizeof end - 1);

	if (close == NULL || memchr(p->at, '<', (size_t)(close - p->at)) != NULL ||
	    memchr(p->at, '&', (size_t)(close - p->at)) != NULL)
		return refuse(p, "a box without its end");
	skip_spaces(p);
	const char *inside = p->at < close ? arena_text_n(p->arena, p->at, (size_t)(close - p->at)) : "";
	p->at = close + sizeof end - 1;
	add_mark(p, text, inside[0] == '\0' ? RUN_BOX : RUN_TICKED, inside);
	return ERR_OK;
}

static void add_letter(struct parser *p, struct text *text, char c)
{
	settle_space(p, text);
	*p->room++ = c;
}

/* At an '&'. */
static enum err read_entity(struct parser *p, struct text *text)
{
	static const struct { const char *name; char letter; } entities[] = {
		{ "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&#39;", '\'' },
	};
	for (size_t i = 0; i < COUNT(entities); i++) {
		size_t length = strlen(entities[i].name);
		if ((size_t)(p->end - p->at) >= length && memcmp(p->at, entities[i].name, length) == 0) {
			p->at += length;
			add_letter(p, text, entities[i].letter);
			return ERR_OK;
		}
	}
	return refuse(p, "an unknown entity");
}

/* A tag within a text, but that which closes it. */
static enum err take_inline(struct parser *p, const struct tag *tag, struct text *text)
{
	static const struct { const char *name; enum run_kind kind; const char *inside; } marks[] = {
		{ "br", RUN_BREAK, NULL }, { "box", RUN_BOX, "" }, { "x", RUN_TICKED, "X" },
	};
	bool *style = is(tag->name, "b") ? &text->bold : is(tag->name, "i") ? &text->italic : NULL;

	if (style != NULL && *style == tag->closes) {
		if (!tag->closes)
			settle_space(p, text);
		end_run(p, text);
		*style = !tag->closes;
		return ERR_OK;
	}
	if (is(tag->name, "tick") && !tag->closes)
		return add_tick(p, text);
	for (size_t i = 0; i < COUNT(marks) && !tag->closes; i++) {
		if (is(tag->name, marks[i].name)) {
			add_mark(p, text, marks[i].kind, marks[i].inside);
			return ERR_OK;
		}
	}
	return refuse(p, "an element that does not stand in a text");
}

/* A length in millimetres. */
static bool read_length(struct parser *p, const struct span *text, double *out)
{
	*out = strtod(arena_text_n(p->arena, text->text, text->length), NULL);
	return *out >= 0 && *out <= WIDTH_MOST;
}

static enum err read_indent(struct parser *p, const struct tag *of, struct para *out)
{
	const struct span *in = attribute(of, "in");

	return in == NULL || read_length(p, in, &out->indent) ? ERR_OK : refuse(p, "an indent that is no length");
}

/* Up to the end of the element `of`, whose beginning was read. */
static enum err read_para(struct parser *p, const struct tag *of, struct para *out)
{
	struct text text = { .run = p->room };
	struct tag tag;
	enum err err = ERR_OK;

	while (err == ERR_OK && p->at < p->end) {
		if (*p->at == '<') {
			if ((err = read_tag(p, &tag)) != ERR_OK)
				return err;
			if (tag.closes && tag.name.length == of->name.length &&
			    memcmp(tag.name.text, of->name.text, of->name.length) == 0) {
				end_run(p, &text);
				*out = (struct para){ text.runs.items, text.runs.count, 0, attribute(of, "dots") != NULL };
				return read_indent(p, of, out);
			}
			err = take_inline(p, &tag, &text);
		} else if (*p->at == '&') {
			err = read_entity(p, &text);
		} else {
			if (is_space(*p->at))
				text.space = true;
			else
				add_letter(p, &text, *p->at);
			p->at++;
		}
	}
	return err == ERR_OK ? refuse(p, "a text without its end") : err;
}

/* ---- tables ---- */

static enum err read_column(struct parser *p, const struct tag *tag, struct paper_column *out)
{
	static const char *const kinds[] = { "no", "text", "id", "day", "int", "tick" };
	const struct span *kind = attribute(tag, "type"), *width = attribute(tag, "w");
	size_t i = 0;

	while (kind != NULL && i < COUNT(kinds) && !is(*kind, kinds[i]))
		i++;
	if (i == COUNT(kinds))
		return refuse(p, "an unknown kind of column");
	out->kind = kind == NULL ? COLUMN_TEXT : (enum column_kind)i;
	if (width != NULL && !read_length(p, width, &out->width))
		return refuse(p, "a column without a width");
	return read_para(p, tag, &out->head);
}

static enum err read_row(struct parser *p, const struct paper_table *table, struct paper_row *out)
{
	struct para *cells = arena_array(p->arena, table->column_count, sizeof *cells);
	size_t count = 0;
	struct tag tag;
	enum err err;

	out->cells = cells;
	while ((err = next_tag(p, &tag)) == ERR_OK && !tag.closes) {
		if (!is(tag.name, "c") || count == table->column_count)
			return refuse(p, "no cell of the row");
		if ((err = read_para(p, &tag, &cells[count++])) != ERR_OK)
			return err;
	}
	if (err == ERR_OK && (!is(tag.name, "row") || count != table->column_count))
		return refuse(p, "a row with fewer cells than columns");
	return err;
}

static struct para text_para(struct arena *arena, const char *text)
{
	struct run *run = arena_alloc(arena, sizeof *run);

	*run = (struct run){ .kind = RUN_TEXT, .text = text };
	return (struct para){ .runs = run, .count = 1 };
}

/* The number that a cell shows, its thousands parted by dots. */
static int64_t cell_number(const struct para *cell)
{
	int64_t number = 0;

	for (size_t i = 0; i < cell->count; i++) {
		for (const char *c = cell->runs[i].text; c != NULL && *c != '\0'; c++) {
			if (*c >= '0' && *c <= '9' && number < INT64_MAX / 100)
				number = number * 10 + (*c - '0');
		}
	}
	return number;
}

static const char *shown_number(struct arena *arena, int64_t number)
{
	return number < 1000 ? arena_print(arena, "%lld", (long long)number)
	                     : arena_print(arena, "%s.%03lld", shown_number(arena, number / 1000),
	                                   (long long)(number % 1000));
}

/* The last row: what it is called, in the first column of text or, without one, beside the one that counts
 * the rows; and the sums. */
static void add_sum(struct parser *p, const struct paper_table *table, const struct list *rows, struct para name,
                    struct paper_row *out)
{
	struct para *cells = arena_array(p->arena, table->column_count, sizeof *cells);
	const struct paper_row *items = rows->items;
	size_t named = table->column_count;

	for (size_t i = 0; i < table->column_count; i++) {
		int64_t sum = 0;
		if (named == table->column_count && table->columns[i].kind == COLUMN_TEXT)
			named = i;
		for (size_t k = 0; k + 1 < rows->count; k++)
			sum += cell_number(&items[k].cells[i]);
		if (table->columns[i].kind == COLUMN_INT)
			cells[i] = text_para(p->arena, shown_number(p->arena, sum));
	}
	if (named == table->column_count)
		named = table->column_count > 1 && table->columns[0].kind == COLUMN_NO ? 1 : 0;
	cells[named] = name;
	*out = (struct paper_row){ cells, true };
}

/* A column "no" counts the rows whose cell is empty. */
static void number_rows(struct parser *p, const struct paper_table *table)
{
	for (size_t i = 0; i < table->column_count; i++) {
		for (size_t k = 0; table->columns[i].kind == COLUMN_NO && k < table->row_count; k++) {
			struct para *cell = (struct para *)(uintptr_t)&table->rows[k].cells[i];
			if (cell->count == 0 && !table->rows[k].sum)
				*cell = text_para(p->arena, arena_print(p->arena, "%zu", k + 1));
		}
	}
}

static enum err read_table_item(struct parser *p, const struct tag *tag, struct paper_table *table,
                                struct list *columns, struct list *rows)
{
	struct para name;

	if (is(tag->name, "col") && rows->count == 0 && columns->count < COLUMNS_MOST) {
		enum err err = read_column(p, tag, list_add(columns, p->arena, sizeof *table->columns));
		table->columns = columns->items;
		table->column_count = columns->count;
		return err;
	}
	if (table->column_count == 0)
		return refuse(p, "a table without columns");
	if (is(tag->name, "row"))
		return read_row(p, table, list_add(rows, p->arena, sizeof *table->rows));
	if (!is(tag->name, "sum"))
		return refuse(p, "neither column nor row");
	enum err err = read_para(p, tag, &name);
	if (err == ERR_OK) {
		struct paper_row *row = list_add(rows, p->arena, sizeof *row);
		add_sum(p, table, rows, name, row);
	}
	return err;
}

static enum err read_table(struct parser *p, const struct tag *of, struct block *out)
{
	struct paper_table *table = arena_alloc(p->arena, sizeof *table);
	struct list columns = { 0 }, rows = { 0 };
	struct tag tag;
	enum err err;

	table->plain = attribute(of, "plain") != NULL;
	while ((err = next_tag(p, &tag)) == ERR_OK && !tag.closes) {
		if ((err = read_table_item(p, &tag, table, &columns, &rows)) != ERR_OK)
			return err;
	}
	if (err == ERR_OK && (!is(tag.name, "table") || table->column_count == 0))
		return refuse(p, "a table without its end");
	table->rows = rows.items;
	table->row_count = rows.count;
	number_rows(p, table);
	out->table = table;
	return err;
}

/* ---- signatures ---- */

static enum err read_signer(struct parser *p, struct signer *out)
{
	struct tag tag;
	enum err err;

	while ((err = next_tag(p, &tag)) == ERR_OK && !tag.closes) {
		const struct { const char *name; struct para *para; } places[] = {
			{ "as", &out->as }, { "post", &out->post }, { "how", &out->how }, { "name", &out->name },
		};
		size_t i = 0;
		while (i < COUNT(places) && !is(tag.name, places[i].name))
			i++;
		if (i == COUNT(places))
			return refuse(p, "nothing of a signature");
		if ((err = read_para(p, &tag, places[i].para)) != ERR_OK)
			return err;
	}
	return err == ERR_OK && !is(tag.name, "by") ? refuse(p, "a signature without its end") : err;
}

static enum err read_receivers(struct parser *p, struct signature *out)
{
	struct list list = { 0 };
	struct tag tag;
	enum err err;

	while ((err = next_tag(p, &tag)) == ERR_OK && !tag.closes) {
		if (!is(tag.name, "to"))
			return refuse(p, "no receiver");
		if ((err = read_para(p, &tag, list_add(&list, p->arena, sizeof(struct para)))) != ERR_OK)
			return err;
	}
	out->receivers = list.items;
	out->receiver_count = list.count;
	return err == ERR_OK && !is(tag.name, "receivers") ? refuse(p, "receivers without their end") : err;
}

static enum err read_sign(struct parser *p, struct block *out)
{
	struct signature *signature = arena_alloc(p->arena, sizeof *signature);
	struct tag tag;
	enum err err;

	out->signature = signature;
	while ((err = next_tag(p, &tag)) == ERR_OK && !tag.closes) {
		if (is(tag.name, "by") && signature->signer_count < SIGNERS_MOST)
			err = read_signer(p, &signature->signers[signature->signer_count++]);
		else if (is(tag.name, "receivers"))
			err = read_receivers(p, signature);
		else
			err = refuse(p, "neither a signer nor receivers");
		if (err != ERR_OK)
			return err;
	}
	return err == ERR_OK && !is(tag.name, "sign") ? refuse(p, "signatures without their end") : err;
}

/* ---- the paper ---- */

struct reading {
	struct document *document;
	struct list parts, blocks;      /* blocks: of the part that is read */
};

static struct part *last_part(const struct reading *r)
{
	return (struct part *)r->parts.items + r->parts.count - 1;
}

static void end_part(struct reading *r)
{
	struct part *part = last_part(r);

	part->blocks = r->blocks.items;
	part->count = r->blocks.count;
	r->blocks = (struct list){ 0 };
}

static enum err read_block(struct parser *p, const struct tag *tag, struct reading *r)
{
	static const struct { const char *name; enum block_kind kind; } kinds[] = {
		{ "basis", BLOCK_BASIS }, { "p", BLOCK_P }, { "line", BLOCK_LINE }, { "centre", BLOCK_CENTRE },
		{ "h", BLOCK_HEADING }, { "fine", BLOCK_FINE }, { "qr", BLOCK_QR }, { "sign", BLOCK_SIGN },
		{ "table", BLOCK_TABLE },
	};
	size_t i = 0;

	while (i < COUNT(kinds) && !is(tag->name, kinds[i].name))
		i++;
	if (i == COUNT(kinds))
		return refuse(p, "an unknown element");
	struct block *block = list_add(&r->blocks, p->arena, sizeof *block);
	block->kind = kinds[i].kind;
	if (block->kind == BLOCK_TABLE)
		return read_table(p, tag, block);
	block->corner = block->kind == BLOCK_QR && attribute(tag, "corner") != NULL;
	return block->kind == BLOCK_SIGN ? read_sign(p, block) : read_para(p, tag, &block->para);
}

static const char *plain_text(struct arena *arena, const struct para *para)
{
	const char *text = "";

	for (size_t i = 0; i < para->count; i++)
		text = arena_print(arena, "%s%s", text, para->runs[i].text == NULL ? " " : para->runs[i].text);
	return text;
}

/* What stands once: the head of the paper, or of the annex. *para NULL: it is none of these. */
static struct para *head_place(const struct tag *tag, struct reading *r, struct para *about)
{
	struct document *d = r->document;
	bool annex = r->parts.count > 1;
	const struct { const char *name; struct para *para; bool annex; } places[] = {
		{ "about", about, false }, { "superior", &d->superior, false }, { "office", &d->office, false },
		{ "number", &d->number, false }, { "place", &d->place, false }, { "draft", &d->draft, false },
		{ "genre", &d->kind, false }, { "subject", &d->subject, false },
		{ "annextitle", &last_part(r)->title, true }, { "annexof", &last_part(r)->of, true },
	};

	for (size_t i = 0; i < COUNT(places); i++) {
		if (places[i].annex == annex && is(tag->name, places[i].name))
			return places[i].para;
	}
	return NULL;
}

static enum err read_item(struct parser *p, const struct tag *tag, struct reading *r)
{
	struct para about = { .count = 0 }, *place = head_place(tag, r, &about);

	if (place != NULL) {
		if (place->count > 0 || r->blocks.count > 0)
			return refuse(p, "a part of the head twice, or after the text");
		enum err err = read_para(p, tag, place);
		if (place == &about)
			r->document->about = plain_text(p->arena, place);
		return err;
	}
	if (!is(tag->name, "annex"))
		return read_block(p, tag, r);
	if (r->parts.count > ANNEXES_MOST)
		return refuse(p, "too many annexes");
	end_part(r);
	((struct part *)list_add(&r->parts, p->arena, sizeof(struct part)))->wide = attribute(tag, "wide") != NULL;
	return ERR_OK;
}

/* "Phụ lục"; of several "Phụ lục I", "Phụ lục II". */
static void number_annexes(struct arena *arena, const struct list *parts)
{
	static const char *const tens[] = { "", "X", "XX" };
	static const char *const ones[] = { "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX" };
	struct part *items = parts->items;

	for (size_t i = 1; i < parts->count; i++) {
		const char *annex = message_text(MSG_PAPER_ANNEX);
		items[i].number = parts->count == 2 ? annex : arena_print(arena, "%s %s%s", annex, tens[i / 10], ones[i % 10]);
	}
}

/* The paper that p is at, up to its end. */
static enum err read_document(struct parser *p, struct document *out)
{
	struct reading r = { .document = out };
	struct tag tag;
	enum err err = next_tag(p, &tag);

	*out = (struct document){ .about = "" };
	if (err == ERR_OK && (tag.closes || !is(tag.name, "paper")))
		return refuse(p, "it does not begin with <paper>");
	if (err != ERR_OK)
		return err;
	out->form = attribute(&tag, "form") != NULL;
	list_add(&r.parts, p->arena, sizeof(struct part));
	while ((err = next_tag(p, &tag)) == ERR_OK && !tag.closes) {
		if ((err = read_item(p, &tag, &r)) != ERR_OK)
			return err;
	}
	if (err != ERR_OK)
		return err;
	skip_spaces(p);
	if (!is(tag.name, "paper"))
		return refuse(p, "the paper does not end where it should");
	end_part(&r);
	number_annexes(p->arena, &r.parts);
	out->parts = r.parts.items;
	out->part_count = r.parts.count;
	return ERR_OK;
}

enum err document_next(struct arena *arena, const char **markup, size_t *length, struct document *out,
                       struct error *error)
{
	const char *end = memmem(*markup, *length, "</paper>", strlen("</paper>"));
	size_t room = end == NULL ? *length : (size_t)(end - *markup);        /* no "<" but of a tag stands before */
	struct parser p = { arena, *markup, *markup, *markup + *length, arena_alloc(arena, room + 1), error };
	enum err err = read_document(&p, out);

	*length -= (size_t)(p.at - *markup);
	*markup = p.at;
	return err;
}

enum err document_parse(struct arena *arena, const char *markup, size_t length, struct document *out,
                        struct error *error)
{
	enum err err = document_next(arena, &markup, &length, out, error);

	return err == ERR_OK && length > 0
	               ? error_set(error, ERR_INTERNAL, NULL, "markup: something stands behind the paper")
	               : err;
}
