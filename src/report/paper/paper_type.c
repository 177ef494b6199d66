#include "report/paper/paper_type.h"

#include "base/memory.h"
#include "workflow/handover/issue.h"

enum { MARKUP_MOST = 64 << 20, FILE_MOST = 64 << 20 };

static const struct paper_type *const rows[] = {
	&handover_paper,
	&cover_paper,
	&checklist_paper,
	&preview_paper,
	&sheet_paper,
	&sheets_paper,
	&team_paper,
	&reconcile_paper,
	&walk_paper,
	&bundle_paper,
	&count_paper,
	&return_paper,
	&minutes_paper,
	&archive_paper,
	&archive_index_paper,
	&payment_paper,
	&volume_paper,
};

const struct paper_type *const *papers(size_t *count)
{
	*count = COUNT(rows);
	return rows;
}

const struct paper_type *paper_named(const char *name)
{
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (strcmp(rows[i]->name, name) == 0)
			return rows[i];
	}
	return NULL;
}

const struct paper_type *paper_at(const char *pattern)
{
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t length = strlen(rows[i]->path);
		if (strncmp(rows[i]->path, pattern, length) == 0 &&
		    (pattern[length] == '\0' || strcmp(pattern + length, "/print") == 0))
			return rows[i];
	}
	return NULL;
}

/* ---- one ---- */

static enum err read_draft(struct db *db, const struct paper_ask *ask, struct paper_found *out, struct error *error)
{
	out->dict = tmpl_new(out->type->template);
	if (out->dict == NULL)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for a paper");
	enum err err = out->type->read(db, ask, out->dict, &out->shown, error);
	if (err != ERR_OK)
		paper_drop(out);
	return err;
}

enum err paper_read(struct db *db, const struct paper_type *row, const struct paper_ask *ask, unsigned format,
                    struct paper_found *out, struct error *error)
{
	enum err err = ERR_OK;

	*out = (struct paper_found){ .type = row };
	if (row->issued_as >= 0)
		err = paper_of_any(db, ask->arena, (enum paper_kind)row->issued_as, ask->id, &out->issued, error);
	if (err != ERR_OK)
		return err;
	if (out->issued.id == 0)
		return read_draft(db, ask, out, error);
	err = row->shown(db, ask, &out->shown, error);
	if (err == ERR_OK && format != FORMAT_PAGE)
		err = paper_file_any(db, ask->arena, out->issued.id, format == FORMAT_DOCX, &out->file, error);
	return err;
}

void paper_drop(struct paper_found *found)
{
	tmpl_free(found->dict);
	found->dict = NULL;
}

static bool add_to_buf(void *arg, const char *data, size_t length)
{
	struct buf *out = arg;

	buf_add(out, data, length);
	return !out->full;
}

/* In arena. */
static enum err render(struct paper_found *found, struct arena *arena, struct buf *out, struct error *error)
{
	buf_init(out, arena, MARKUP_MOST);
	bool good = tmpl_render(found->dict, add_to_buf, out);

	paper_drop(found);
	return good ? ERR_OK : error_set(error, ERR_INTERNAL, message_text(MSG_INTERNAL), "a paper does not render");
}

enum err paper_document(struct paper_found *found, struct arena *arena, struct document *out, struct error *error)
{
	struct buf markup;
	enum err err = ERR_OK;

	if (found->issued.id != 0)
		return document_parse(arena, found->issued.markup, strlen(found->issued.markup), out, error);
	err = render(found, arena, &markup, error);
	return err == ERR_OK ? document_parse(arena, markup.data, markup.length, out, error) : err;
}

/* A PDF may be of several papers, one after the other. */
static bool take_bytes(void *arg, const void *data, size_t length)
{
	struct buf *out = arg;

	buf_add(out, data, length);
	return !out->full;
}

static enum err add_all(struct pdf *pdf, const struct buf *markup, struct error *error)
{
	struct arena *scratch = arena_new(ARENA_REQUEST);
	const char *at = markup->data;
	size_t left = markup->length;
	struct document document;
	enum err err = scratch == NULL ? ERR_UNAVAILABLE : ERR_OK;

	while (err == ERR_OK && left > 0) {
		arena_reset(scratch);
		err = document_next(scratch, &at, &left, &document, error);
		if (err == ERR_OK)
			err = pdf_add(pdf, &document, error);
	}
	arena_free(scratch);
	return err;
}

enum err paper_add(struct paper_found *found, struct arena *arena, struct pdf *pdf, struct error *error)
{
	struct buf markup;
	enum err err = render(found, arena, &markup, error);

	return err == ERR_OK ? add_all(pdf, &markup, error) : err;
}

static enum err draw_many(struct paper_found *found, struct arena *arena, struct paper_file *out, struct error *error)
{
	struct buf file;
	struct error closing;

	buf_init(&file, arena, FILE_MOST);
	struct pdf *pdf = pdf_open(message_text(found->type->title), take_bytes, &file, error);
	if (pdf == NULL)
		return ERR_UNAVAILABLE;
	enum err err = paper_add(found, arena, pdf, error);
	enum err closed = pdf_close(pdf, NULL, err == ERR_OK ? error : &closing);
	*out = (struct paper_file){ file.data, file.length };
	return err == ERR_OK ? closed : err;
}

static enum err draw(const struct document *document, unsigned format, struct arena *arena, struct paper_file *out,
                     struct error *error)
{
	struct buf file;

	buf_init(&file, arena, FILE_MOST);
	enum err err = format == FORMAT_DOCX ? document_docx(document, &file, error)
	                                     : document_pdf(document, &file, NULL, error);
	*out = (struct paper_file){ file.data, file.length };
	return err == ERR_OK && file.full
	               ? error_set(error, ERR_TOO_LARGE, message_text(MSG_TOO_LARGE), "a paper is too large")
	               : err;
}

/* The first who asks makes both files, which are kept from then on. */
static enum err make_issued(const struct workflow *workflow, const struct document *document,
                            struct paper_found *found, unsigned format, struct arena *arena, struct error *error)
{
	struct paper_file pdf, docx = { NULL, 0 };
	enum err err = draw(document, FORMAT_PDF, arena, &pdf, error);

	if (err == ERR_OK)
		err = draw(document, FORMAT_DOCX, arena, &docx, error);
	if (err == ERR_OK)
		err = paper_keep(workflow, found->issued.id, &pdf, &docx, error);
	found->file = format == FORMAT_DOCX ? docx : pdf;
	return err;
}

enum err paper_write(const struct workflow *workflow, struct paper_found *found, unsigned format, struct arena *arena,
                     struct buf *out, struct error *error)
{
	struct document document;
	enum err err = ERR_OK;

	if (found->type->many) {
		err = draw_many(found, arena, &found->file, error);
	} else if (found->file.bytes == NULL) {
		err = paper_document(found, arena, &document, error);
		if (err == ERR_OK)
			err = found->issued.id != 0 ? make_issued(workflow, &document, found, format, arena, error)
			                            : draw(&document, format, arena, &found->file, error);
	}
	if (err == ERR_OK)
		buf_add(out, found->file.bytes, found->file.length);
	return err;
}

enum err paper_make(struct db *db, struct arena *arena, const struct form *form, const struct office_paper *paper,
                    const char **markup, struct error *error)
{
	struct paper_ask ask = { .arena = arena, .form = form, .id = paper->subject_id, .base = "", .issued = paper };
	struct paper_found found = { .type = NULL };
	struct buf text;

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (rows[i]->issued_as == (int)paper->kind)
			found.type = rows[i];
	}
	if (found.type == NULL)
		return error_set(error, ERR_INTERNAL, message_text(MSG_INTERNAL), "no paper of kind %d", (int)paper->kind);
	enum err err = read_draft(db, &ask, &found, error);
	if (err == ERR_OK)
		err = render(&found, arena, &text, error);
	*markup = err == ERR_OK ? text.data : NULL;
	return err;
}
