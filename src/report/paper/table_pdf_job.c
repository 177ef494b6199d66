#include "report/paper/table_pdf_job.h"

#include <unistd.h>

#include "base/memory.h"
#include "document/pdf.h"
#include "report/paper/office_letter.h"
#include "report/paper/paper_type.h"
#include "table/table_paper.h"
#include "table/whole.h"

struct making {
	const struct job_run *run;
	struct table_whole whole;
	struct table_view view;         /* of the first piece, with what the filters offer */
	struct letter letter;
	struct arena *arena;            /* of a later piece */
	struct pdf *pdf;
	int64_t done;
	int fd;
};

/* ---- reading ---- */

static enum err read_first(struct making *m, struct db *db, const struct table_ask *ask, struct error *error)
{
	enum err err = table_whole_begin(db, &m->whole, ask, error);

	m->view = (struct table_view){ .ask = m->whole.ask, .rows = m->whole.rows };
	if (err == ERR_OK)
		err = table_offers(db, &m->view, error);
	return err == ERR_OK ? letter_read(db, m->run->arena, m->run->owner, &m->letter, error) : err;
}

/* ask NULL: the next piece. */
static enum err read_piece(struct making *m, const struct table_ask *ask, struct error *error)
{
	struct db *db = db_borrow(m->run->pool, error);

	if (db == NULL)
		return error->code;
	enum err err = ask != NULL ? read_first(m, db, ask, error) : table_whole_next(db, &m->whole, m->arena, error);
	db_return(m->run->pool, db);
	return err;
}

static enum err wait_for_piece(struct making *m, const struct table_ask *ask, struct error *error)
{
	enum err err;
	int tries = 0;

	do
		arena_reset(m->arena);
	while ((err = read_piece(m, ask, error)) == ERR_UNAVAILABLE && job_waits(m->run, &tries));
	return err;
}

/* ---- drawing ---- */

static bool write_all(void *arg, const void *data, size_t length)
{
	const struct making *m = arg;
	const char *bytes = data;

	for (size_t put = 0; put < length;) {
		ssize_t step = write(m->fd, bytes + put, length - put);
		if (step < 0)
			return false;
		put += (size_t)step;
	}
	return true;
}

static void note_progress(struct making *m)
{
	m->done += (int64_t)m->whole.rows.count;
	job_note_progress(m->run, m->done, !m->whole.more);
}

/* The pieces behind the first; the sum stands below the last. */
static enum err draw_rest(struct making *m, const struct paper_table *first, struct error *error)
{
	enum err err = ERR_OK;

	while (m->whole.more && !job_must_stop(m->run) && (err = wait_for_piece(m, NULL, error)) == ERR_OK) {
		struct table_view view = { .ask = m->whole.ask, .rows = m->whole.rows };
		struct paper_table table;
		view.rows.sum = m->whole.more ? NULL : m->whole.sum;
		table_more(&view, first, (size_t)m->done, &table);
		pdf_rows(m->pdf, &table);
		note_progress(m);
	}
	return err;
}

/* The blocks up to the table, and those below it. */
static size_t place_of_table(const struct part *part)
{
	size_t i = 0;

	while (part->blocks[i].kind != BLOCK_TABLE)
		i++;
	return i;
}

static enum err draw(struct making *m, struct error *error)
{
	struct arena *arena = m->run->arena;
	const char *values[] = { m->letter.place, paper_day_words(arena, m->view.ask.today) };
	const struct table_letter letter = { m->letter.superior, m->letter.office,
		message_with(arena, MSG_PAPER_PLACE, values, COUNT(values)) };
	struct document document;

	m->view.rows.total = m->whole.total;
	m->view.rows.sum = m->whole.more ? NULL : m->whole.sum;
	table_document(&m->view, &letter, NULL, &document);
	struct part begun = document.parts[0], below = begun;
	size_t place = place_of_table(&begun);
	begun.count = place + 1;
	below.blocks += place + 1;
	below.count -= place + 1;
	document.parts = &begun;
	enum err err = pdf_begin(m->pdf, &document, error);
	note_progress(m);
	if (err == ERR_OK)
		err = draw_rest(m, begun.blocks[place].table, error);
	return err == ERR_OK ? pdf_end(m->pdf, &below, error) : err;
}

static enum err draw_file(struct making *m, struct error *error)
{
	struct error closing;

	m->pdf = pdf_open(table_title(&m->view.ask), write_all, m, error);
	if (m->pdf == NULL)
		return ERR_UNAVAILABLE;
	enum err err = draw(m, error), closed = pdf_close(m->pdf, NULL, err == ERR_OK ? error : &closing);
	return err == ERR_OK ? closed : err;
}

static enum err make(struct making *m, struct error *error)
{
	const struct workbook_host *host = m->run->arg;
	struct table_ask ask;
	enum err err = workbook_ask(host, m->run->arena, m->run->owner, m->run->job->parameters, &ask, error);

	ask.counted = true;
	if (err == ERR_OK)
		err = wait_for_piece(m, &ask, error);
	if (err == ERR_OK)
		err = table_note_file(host->workflow, &m->whole, error);
	if (err == ERR_OK)
		err = job_open_result(m->run, &m->fd, error);
	if (err == ERR_OK)
		err = draw_file(m, error);
	if (err == ERR_OK && !job_must_stop(m->run))
		job_keep_result(m->run, arena_print(m->run->arena, "%s.pdf", ask.table->name), PDF_TYPE);
	return err;
}

enum err table_pdf_work(const struct job_run *run, struct error *error)
{
	struct making making = { .run = run, .arena = arena_new(ARENA_REQUEST), .fd = -1 };

	if (making.arena == NULL)
		return error_set(error, ERR_UNAVAILABLE, NULL, "no memory for a table");
	enum err err = make(&making, error);
	arena_free(making.arena);
	return err;
}
