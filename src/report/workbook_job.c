#include "report/workbook_job.h"

#include <pthread.h>
#include <unistd.h>

#include "base/memory.h"
#include "http/http.h"
#include "table/file.h"

enum { COPY_BLOCK = 64 << 10 };

/* ---- parameters ---- */

const char *workbook_parameters(struct arena *arena, const char *table, const char *path, const char *query)
{
	cJSON *root = cJSON_CreateObject();

	cJSON_AddStringToObject(root, "table", table);
	cJSON_AddStringToObject(root, "path", path);
	cJSON_AddStringToObject(root, "query", query);
	const char *text = json_print(arena, root);
	cJSON_Delete(root);
	return text;
}

struct wanted {
	const struct table *table;
	const char *path;
	struct params query;
	int64_t ids[HTTP_IDS];          /* of the path */
};

static bool read_wanted(struct arena *arena, const char *parameters, struct wanted *out)
{
	cJSON *root = json_parse(parameters, strlen(parameters));
	const char *table = root == NULL ? NULL : json_text(root, "table");
	const char *query = root == NULL ? NULL : arena_text(arena, json_text(root, "query"));

	*out = (struct wanted){ .table = table == NULL ? NULL : table_named(table) };
	out->path = root == NULL ? NULL : arena_text(arena, json_text(root, "path"));
	cJSON_Delete(root);
	return out->table != NULL && out->path != NULL && query != NULL &&
	       http_path_matches(out->table->path, out->path, out->ids) &&
	       params_decode(arena, query, strlen(query), &out->query);
}

const struct table *workbook_table(struct arena *arena, const char *parameters)
{
	struct wanted wanted;

	return read_wanted(arena, parameters, &wanted) ? wanted.table : NULL;
}

/* What could be somebody's number is looked for while somebody waits; it is not kept with a job. */
static bool seeks_number(const struct params *query)
{
	const char *q = params_filled(query, "q");

	return params_filled(query, "s") != NULL || (q != NULL && identity_may_be_part(q));
}

static enum err refuse_number(struct error *error)
{
	return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_JOB_OF_NUMBER), "a workbook of a search by number");
}

/* Who asks for what: the owner, with what he sees now. */
enum err workbook_ask(const struct workbook_host *host, struct arena *arena, const struct actor *actor,
                      const char *parameters, struct table_ask *ask, struct error *error)
{
	struct wanted *wanted = arena_alloc(arena, sizeof *wanted);

	if (!read_wanted(arena, parameters, wanted) || (host->roles(wanted->table) & ROLE_BIT(actor->role)) == 0)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_JOB_NO_TABLE), "no such table for this role");
	if (seeks_number(&wanted->query))
		return refuse_number(error);
	*ask = (struct table_ask){
		.reader = { arena, actor, host->workflow->form },
		.today = clock_today(&host->workflow->clock),
		.ids = wanted->ids,
		.path = wanted->path,
	};
	enum err err = table_begin(ask, wanted->table, &wanted->query, error);
	return err == ERR_OK && ask->sought != NULL ? refuse_number(error) : err;
}

enum err workbook_plan(const struct job_asking *asking, struct job *job, struct error *error)
{
	struct table_rows rows;
	struct table_ask ask;
	bool more;
	enum err err = workbook_ask(asking->arg, asking->arena, asking->actor, job->parameters, &ask, error);

	ask.counted = true;
	if (err == ERR_OK)
		err = table_read(asking->db, &ask, 1, &rows, &more, error);
	if (err == ERR_BAD_REQUEST)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_BAD_FILTER), "bad filter of a workbook");
	if (err == ERR_OK)
		job->total = rows.total;
	return err;
}

/* ---- the work ---- */

struct making {
	const struct job_run *run;
	struct table_whole pieces[2];   /* one is written while the other is read */
	struct arena *arenas[2];        /* of each; of the first piece the job's */
	int at;                         /* which is written */
	int64_t done;
};

/* The first piece when ask is given, else that after the one which is written. */
static enum err read_piece(struct making *m, int at, const struct table_ask *ask, struct error *error)
{
	struct db *db = db_borrow(m->run->pool, error);

	if (db == NULL)
		return error->code;
	enum err err = ask != NULL ? table_whole_begin(db, &m->pieces[at], ask, error)
	                           : table_whole_next(db, &m->pieces[at], m->arenas[at], error);
	db_return(m->run->pool, db);
	return err;
}

static enum err wait_for_piece(struct making *m, int at, const struct table_ask *ask, struct error *error)
{
	enum err err;
	int tries = 0;

	do
		arena_reset(m->arenas[at]);
	while ((err = read_piece(m, at, ask, error)) == ERR_UNAVAILABLE && job_waits(m->run, &tries));
	return err;
}

/* Only so many workbooks are made at a time, those that somebody waits for among them. */
static struct xlsx *wait_for_place(const struct making *m, const char *folder, struct error *error)
{
	struct xlsx *xlsx;
	int tries = 0;

	do
		xlsx = table_xlsx_open(&m->pieces[0].ask, folder, clock_seconds(m->run->clock), error);
	while (xlsx == NULL && error->code == ERR_UNAVAILABLE && job_waits(m->run, &tries));
	return xlsx;
}

struct reading { struct making *m; pthread_t thread; bool beside; enum err err; struct error error; };

static void *read_next(void *arg)
{
	struct reading *reading = arg;

	reading->err = wait_for_piece(reading->m, !reading->m->at, NULL, &reading->error);
	return NULL;
}

/* Beside the writing, where there is a thread. */
static void begin_reading(struct reading *reading)
{
	struct making *m = reading->m;

	m->pieces[!m->at] = m->pieces[m->at];
	reading->beside = pthread_create(&reading->thread, NULL, read_next, reading) == 0;
	if (!reading->beside)
		read_next(reading);
}

static enum err end_reading(struct reading *reading, struct error *error)
{
	if (reading->beside)
		pthread_join(reading->thread, NULL);
	reading->m->at = !reading->m->at;
	if (reading->err != ERR_OK)
		*error = reading->error;
	return reading->err;
}

static enum err write_rows(struct making *m, struct xlsx *xlsx, struct error *error)
{
	for (;;) {
		const struct table_whole *piece = &m->pieces[m->at];
		struct reading reading = { .m = m };
		if (piece->more)
			begin_reading(&reading);
		table_xlsx_piece(piece, xlsx);
		m->done += (int64_t)piece->rows.count;
		job_note_progress(m->run, m->done, !piece->more);
		if (!piece->more || end_reading(&reading, error) != ERR_OK)
			return reading.err;
		if (job_must_stop(m->run) || xlsx_failed(xlsx))
			return ERR_OK;
	}
}

static enum err copy(int from, int to, struct error *error)
{
	char block[COPY_BLOCK];
	ssize_t got;

	while ((got = read(from, block, sizeof block)) > 0) {
		for (ssize_t put = 0, step; put < got; put += step) {
			if ((step = write(to, block + put, (size_t)(got - put))) < 0)
				return error_set(error, ERR_UNAVAILABLE, message_text(MSG_JOB_RESULT_FAILED), "not written");
		}
	}
	return got == 0 ? ERR_OK : error_set(error, ERR_UNAVAILABLE, message_text(MSG_JOB_RESULT_FAILED), "not read back");
}

/* The packed workbook becomes the result. */
static enum err keep(struct making *m, struct xlsx *xlsx, struct error *error)
{
	int64_t size;
	int to, from = xlsx_close(xlsx, &size, error);

	if (from < 0)
		return error->code;
	enum err err = job_open_result(m->run, &to, error);
	if (err == ERR_OK)
		err = copy(from, to, error);
	close(from);
	if (err == ERR_OK)
		job_keep_result(m->run, arena_print(m->run->arena, "%s.xlsx", m->pieces[0].ask.table->name), XLSX_TYPE);
	return err;
}

static enum err make(struct making *m, struct error *error)
{
	const struct workbook_host *host = m->run->arg;
	struct table_ask ask;
	enum err err = workbook_ask(host, m->run->arena, m->run->owner, m->run->job->parameters, &ask, error);

	if (err == ERR_OK)
		err = wait_for_piece(m, 0, &ask, error);
	if (err != ERR_OK)
		return err;
	struct xlsx *xlsx = wait_for_place(m, *host->tmp, error);
	if (xlsx == NULL)
		return error->code;
	err = table_note_file(host->workflow, &m->pieces[0], error);
	if (err == ERR_OK)
		err = write_rows(m, xlsx, error);
	if (err != ERR_OK || job_must_stop(m->run)) {
		xlsx_drop(xlsx);
		return err;
	}
	return keep(m, xlsx, error);
}

enum err workbook_work(const struct job_run *run, struct error *error)
{
	struct making making = { .run = run, .arenas = { arena_new(ARENA_REQUEST), arena_new(ARENA_REQUEST) } };
	bool enough = making.arenas[0] != NULL && making.arenas[1] != NULL;
	enum err err = enough ? make(&making, error)
	                      : error_set(error, ERR_UNAVAILABLE, NULL, "no memory for a workbook");

	arena_free(making.arenas[0]);
	arena_free(making.arenas[1]);
	return err;
}
