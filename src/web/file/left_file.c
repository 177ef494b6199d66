/* What an act of many sheets left out, as a file. */
#include "exchange/csv.h"
#include "form/form.h"
#include "web/file/jobs.h"
#include "web/frame/read.h"
#include "web/part/left_out.h"
#include "workflow/access.h"
#include "workflow/many/act_job.h"

enum { PIECE = 200 };

struct left_file {
	struct act act;
	int64_t *ids;                   /* those that the owner sees */
	size_t count, done;
	struct left_sheet *rows;        /* of the piece at hand */
	size_t row_count;
};

static enum left_of left_of(const struct left_file *f)
{
	return f->act.action == ACTION_ACCEPT ? LEFT_OF_ACCEPTING : LEFT_OF_MOVING;
}

static enum err read_piece(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct left_file *f = arg;
	size_t count = f->count - f->done < PIECE ? f->count - f->done : PIECE;

	(void)error;
	f->rows = arena_array(request->arena, count + 1, sizeof *f->rows);
	f->row_count = left_read(db, request, &f->ids[f->done], count, left_of(f), f->rows);
	f->done += count;
	return ERR_OK;
}

/* Whose names the file tells. */
static void keep_seen(struct db *db, struct http_request *request, struct left_file *f, const int64_t *ids,
                      size_t count)
{
	f->ids = arena_array(request->arena, count + 1, sizeof *f->ids);
	for (size_t i = 0; i < count; i++) {
		if (sheet_visible(db, web_actor(request), ids[i]))
			f->ids[f->count++] = ids[i];
	}
}

static enum err read_first(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct left_file *f = arg;
	struct job job;
	int64_t *ids;
	size_t count;
	enum err err = job_by_id_any(db, request->arena, request->ids[0], &job, error);

	if (err == ERR_OK)
		err = act_by_id_any(db, request->arena, act_of_job(&job), &f->act, error);
	if (err == ERR_OK && f->act.job_id != job.id)
		err = ERR_NOT_FOUND;
	if (err == ERR_NOT_FOUND)
		return error_set(error, err, message_text(MSG_NOT_FOUND), "the job leaves nothing out");
	if (err == ERR_OK)
		err = act_left_any(db, request->arena, f->act.id, 0, INT64_MAX, &ids, &count, error);
	if (err != ERR_OK)
		return err;
	keep_seen(db, request, f, ids, count);
	return read_piece(db, request, f, error);
}

static void put_rows(const struct left_file *f, struct buf *out)
{
	struct csv csv = { .out = out };

	for (size_t i = 0; i < f->row_count; i++) {
		csv_int(&csv, f->rows[i].id);
		csv_text(&csv, f->rows[i].name);
		csv_text(&csv, f->rows[i].reason);
		csv_row(&csv);
	}
}

static void put_head(const struct form *form, struct buf *out)
{
	struct csv csv = { .out = out };

	csv_mark(&csv);
	csv_text(&csv, "id");
	csv_text(&csv, form->full_name->name);
	csv_text(&csv, "reason");
	csv_row(&csv);
}

static enum err next_piece(struct http_request *request, void *arg, struct buf *out, struct error *error)
{
	struct left_file *f = arg;

	if (f->done == f->count)
		return ERR_OK;
	enum err err = web_read(request, read_piece, f, error);
	if (err == ERR_OK)
		put_rows(f, out);
	return err;
}

enum err page_job_left(struct http_request *request, struct http_response *response, struct error *error)
{
	struct left_file *f = arena_alloc(request->arena, sizeof *f);

	*f = (struct left_file){ .count = 0 };
	enum err err = web_read(request, read_first, f, error);
	if (err != ERR_OK)
		return err;
	const struct shown_rows shown = { .access = ACCESS_EXPORT, .ids = f->ids, .count = f->count,
		.table = f->act.action == ACTION_FORWARD ? FORWARD_KIND : ACCEPT_KIND };
	err = workflow_log_shown_now(&web_app(request)->workflow, web_actor(request), &shown, error);
	if (err != ERR_OK)
		return err;
	response->status = 200;
	response->content_type = CSV_TYPE;
	http_attach(response, request->arena, arena_print(request->arena, "giu-lai-%lld.csv", (long long)request->ids[0]));
	put_head(web_app(request)->form, &response->body);
	put_rows(f, &response->body);
	if (f->done < f->count) {
		response->more = next_piece;
		response->more_arg = f;
	}
	return ERR_OK;
}
