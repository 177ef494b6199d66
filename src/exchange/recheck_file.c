#include "exchange/recheck_file.h"

#include <errno.h>
#include <unistd.h>

#include "base/memory.h"
#include "exchange/csv.h"
#include "store/tables.h"
#include "workflow/access.h"
#include "workflow/verdict/recheck.h"

enum { PIECE = 200, PIECE_MAX = 4 << 20 };

struct changed_list {
	const struct job_run *run;
	struct arena *arena;            /* of a piece */
	int fd;
	int64_t last;                   /* sheet */
	size_t count;                   /* rows of the last piece */
	struct rows ids;                /* int64_t: of the sheets that the file names */
};

static enum err write_all(int fd, const struct buf *text, struct error *error)
{
	for (size_t done = 0; done < text->length; ) {
		ssize_t n = write(fd, text->data + done, text->length - done);
		if (n < 0)
			return error_set(error, ERR_UNAVAILABLE, message_text(MSG_JOB_RESULT_FAILED), "cannot write: %s",
			                 strerror(errno));
		done += (size_t)n;
	}
	return ERR_OK;
}

static void add_head(struct csv *csv, const struct form *form)
{
	const char *const names[] = { "id", form->full_name->name, "state", "before", "after", "written" };

	csv_mark(csv);
	for (size_t i = 0; i < COUNT(names); i++)
		csv_text(csv, names[i]);
	csv_row(csv);
}

static void add_row(struct csv *csv, const struct recheck_row *row)
{
	csv_int(csv, row->sheet_id);
	csv_text(csv, row->full_name);
	csv_text(csv, state_code(row->state));
	csv_text(csv, row->before);
	csv_text(csv, row->after);
	csv_int(csv, row->written);
	csv_row(csv);
}

static enum err read_piece(struct changed_list *list, struct recheck_row **rows, struct error *error)
{
	const struct job_run *run = list->run;
	struct db *db = db_borrow(run->pool, error);

	if (db == NULL)
		return ERR_UNAVAILABLE;
	enum err err = recheck_rows(db, list->arena, run->owner, run->job->id, list->last, PIECE, rows, &list->count,
	                            error);
	db_return(run->pool, db);
	return err;
}

/* The next rows of the list, under a head when they are the first. */
static enum err add_piece(struct changed_list *list, struct error *error)
{
	struct recheck_row *rows;
	struct buf text;
	struct csv csv = { .out = &text };
	enum err err;
	int tries = 0;

	arena_reset(list->arena);
	do
		err = read_piece(list, &rows, error);
	while (err == ERR_UNAVAILABLE && job_waits(list->run, &tries));
	if (err != ERR_OK || list->count == 0)
		return err;
	buf_init(&text, list->arena, PIECE_MAX);
	if (list->last == 0) {
		add_head(&csv, ((const struct workflow *)list->run->arg)->form);
		err = job_open_result(list->run, &list->fd, error);
	}
	for (size_t i = 0; i < list->count; i++) {
		add_row(&csv, &rows[i]);
		*(int64_t *)rows_add(&list->ids, list->run->arena, sizeof(int64_t)) = rows[i].sheet_id;
	}
	list->last = rows[list->count - 1].sheet_id;
	return err == ERR_OK ? write_all(list->fd, &text, error) : err;
}

/* Whom the file shows; an administrator is told no names. */
static enum err note(const struct changed_list *list, struct error *error)
{
	const struct actor *owner = list->run->owner;
	const struct shown_rows shown = { .access = ACCESS_EXPORT, .table = RECHECK_KIND, .ids = list->ids.items,
		.count = list->ids.count, .commune_id = owner->commune_id };

	return owner->role == ROLE_ADMIN ? ERR_OK : workflow_log_shown_now(list->run->arg, owner, &shown, error);
}

static enum err write_list(struct changed_list *list, struct error *error)
{
	const struct job_run *run = list->run;
	enum err err = ERR_OK;

	list->count = PIECE;
	while (err == ERR_OK && list->count == PIECE && !job_must_stop(run))
		err = add_piece(list, error);
	if (err == ERR_OK && list->last != 0)
		err = note(list, error);
	if (err == ERR_OK && list->last != 0)
		job_keep_result(run, arena_print(run->arena, "kiem-tra-lai-%lld.csv", (long long)run->job->id),
		                CSV_TYPE);
	return err;
}

enum err recheck_with_file(const struct job_run *run, struct error *error)
{
	struct changed_list list = { .run = run, .arena = arena_new(ARENA_REQUEST) };
	enum err err = ERR_UNAVAILABLE;

	if (list.arena == NULL)
		return error_set(error, err, NULL, "no memory for a list");
	err = recheck_work(run, error);
	if (err == ERR_OK)
		err = write_list(&list, error);
	arena_free(list.arena);
	return err;
}
