#include "report/paper/paper_job.h"

#include <unistd.h>

#include "base/json.h"
#include "base/memory.h"
#include "workflow/access.h"

enum { PIECE = 50 };

/* ---- parameters ---- */

struct wanted { const struct paper_type *type; int64_t id; unsigned format; };

const char *paper_job_parameters(struct arena *arena, const char *name, const char *id, const char *format)
{
	cJSON *root = cJSON_CreateObject();

	cJSON_AddStringToObject(root, "paper", name);
	cJSON_AddStringToObject(root, "id", id);
	cJSON_AddStringToObject(root, "format", format);
	const char *text = json_print(arena, root);
	cJSON_Delete(root);
	return text;
}

static bool read_wanted(const char *parameters, struct wanted *out)
{
	cJSON *root = json_parse(parameters, strlen(parameters));
	const char *name = root == NULL ? NULL : json_text(root, "paper");
	const char *id = root == NULL ? NULL : json_text(root, "id");
	const char *format = root == NULL ? NULL : json_text(root, "format");

	*out = (struct wanted){ .type = name == NULL ? NULL : paper_named(name) };
	out->id = id == NULL || strspn(id, "0123456789") != strlen(id) ? 0 : strtoll(id, NULL, 10);
	out->format = format != NULL && strcmp(format, "docx") == 0 ? FORMAT_DOCX : FORMAT_PDF;
	cJSON_Delete(root);
	return out->type != NULL && out->id > 0 && (out->type->formats & out->format) != 0;
}

const struct paper_type *paper_job_type(struct arena *arena, const char *parameters)
{
	struct wanted wanted;

	(void)arena;
	return read_wanted(parameters, &wanted) ? wanted.type : NULL;
}

static bool is_theirs(const struct paper_host *host, struct db *db, struct arena *arena, const struct actor *actor,
                      const struct wanted *w)
{
	return (host->roles(w->type) & ROLE_BIT(actor->role)) != 0 && w->type->may(db, arena, actor, w->id);
}

enum err paper_job_plan(const struct job_asking *asking, struct job *job, struct error *error)
{
	struct wanted wanted;

	if (!read_wanted(job->parameters, &wanted) ||
	    !is_theirs(asking->arg, asking->db, asking->arena, asking->actor, &wanted))
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_JOB_NO_PAPER), "no such paper for this role");
	return ERR_OK;
}

/* ---- the work ---- */

struct making {
	const struct job_run *run;
	const struct paper_host *host;
	struct wanted wanted;
	struct paper_ask ask;
	struct paper_found found;
	struct arena *arena;            /* of a piece */
	int fd;
};

/* A piece of it, with a reader of its own. */
static enum err read_piece(struct making *m, struct error *error)
{
	struct db *db = db_borrow(m->run->pool, error);

	if (db == NULL)
		return error->code;
	m->ask.arena = m->arena;
	enum err err = is_theirs(m->host, db, m->arena, m->run->owner, &m->wanted)
	                   ? paper_read(db, m->wanted.type, &m->ask, m->wanted.format, &m->found, error)
	                   : error_set(error, ERR_NOT_FOUND, message_text(MSG_JOB_NO_PAPER), "the paper is gone");
	db_return(m->run->pool, db);
	return err;
}

static enum err wait_for_piece(struct making *m, struct error *error)
{
	enum err err;
	int tries = 0;

	do
		arena_reset(m->arena);
	while ((err = read_piece(m, error)) == ERR_UNAVAILABLE && job_waits(m->run, &tries));
	return err;
}

/* Whom it shows is noted before the first byte is written. */
static enum err note(const struct making *m, struct error *error)
{
	const struct paper_shown *shown = &m->found.shown;
	const struct shown_filter id = { "id", arena_print(m->arena, "%lld", (long long)m->wanted.id) };
	const struct shown_rows rows = { .access = ACCESS_EXPORT, .table = m->wanted.type->file, .filter = &id,
		.filter_count = 1, .ids = shown->ids, .count = shown->count, .commune_id = shown->commune_id };

	return workflow_log_shown_now(m->host->workflow, m->run->owner, &rows, error);
}

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

/* One paper after the other, in pieces: little memory, however many. */
static enum err write_pieces(struct making *m, struct pdf *pdf, struct error *error)
{
	enum err err = ERR_OK;

	for (size_t total = m->found.shown.count; err == ERR_OK; ) {
		err = paper_add(&m->found, m->arena, pdf, error);
		m->ask.from += PIECE;
		bool last = m->ask.from >= total;
		job_note_progress(m->run, (int64_t)(last ? total : m->ask.from), last);
		if (last || job_must_stop(m->run) || err != ERR_OK)
			break;
		err = wait_for_piece(m, error);
	}
	return err;
}

static enum err write_many(struct making *m, struct error *error)
{
	struct pdf *pdf = pdf_open(message_text(m->wanted.type->title), write_all, m, error);
	struct error closing;

	if (pdf == NULL)
		return ERR_UNAVAILABLE;
	enum err err = write_pieces(m, pdf, error), closed = pdf_close(pdf, NULL, err == ERR_OK ? error : &closing);
	return err == ERR_OK ? closed : err;
}

static enum err write_one(struct making *m, struct error *error)
{
	struct buf out;

	buf_init(&out, m->arena, PAPER_ARENA);
	enum err err = paper_write(m->host->workflow, &m->found, m->wanted.format, m->arena, &out, error);
	if (err == ERR_OK && !write_all(m, out.data, out.length))
		err = error_set(error, ERR_UNAVAILABLE, message_text(MSG_JOB_RESULT_FAILED), "a paper was not written");
	return err;
}

static enum err make(struct making *m, struct error *error)
{
	m->ask.most = m->wanted.type->many ? PIECE : 0;
	enum err err = wait_for_piece(m, error);
	if (err == ERR_OK)
		err = note(m, error);
	if (err == ERR_OK)
		err = job_open_result(m->run, &m->fd, error);
	if (err == ERR_OK)
		err = m->wanted.type->many ? write_many(m, error) : write_one(m, error);
	paper_drop(&m->found);
	if (err == ERR_OK && !job_must_stop(m->run))
		job_keep_result(m->run, arena_print(m->run->arena, "%s-%lld.%s", m->wanted.type->file,
		                                    (long long)m->wanted.id, m->wanted.format == FORMAT_PDF ? "pdf" : "docx"),
		                m->wanted.format == FORMAT_PDF ? PDF_TYPE : DOCX_TYPE);
	return err;
}

enum err paper_job_work(const struct job_run *run, struct error *error)
{
	const struct paper_host *host = run->arg;
	struct making making = { .run = run, .host = host, .arena = arena_new(PAPER_ARENA), .fd = -1 };
	enum err err = ERR_UNPROCESSABLE;

	if (making.arena == NULL)
		return error_set(error, ERR_UNAVAILABLE, NULL, "no memory for a paper");
	if (read_wanted(run->job->parameters, &making.wanted)) {
		making.ask = (struct paper_ask){ .form = host->workflow->form, .today = clock_today(run->clock),
			.actor = run->owner, .id = making.wanted.id, .base = "" };
		err = make(&making, error);
	}
	arena_free(making.arena);
	return err;
}
