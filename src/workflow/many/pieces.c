#include "workflow/many/pieces.h"

#include "text/messages.h"

size_t piece_sheets = PIECE_SHEETS;

const char *pieces_parameters(struct arena *arena, int64_t act_id, bool one_bundle)
{
	return arena_print(arena, "{\"act\":%lld%s}", (long long)act_id, one_bundle ? ",\"one_bundle\":1" : "");
}

static int64_t parameter(const struct job *job, const char *name)
{
	cJSON *parameters = json_parse(job->parameters, strlen(job->parameters));
	int64_t number = 0;

	if (!json_integer(json_member(parameters, name), &number))
		number = 0;
	cJSON_Delete(parameters);
	return number;
}

int64_t act_of_job(const struct job *job)
{
	return parameter(job, "act");
}

bool pieces_make_one_bundle(const struct job *job)
{
	return parameter(job, "one_bundle") != 0;
}

static enum err read_sheets(struct pieces *p, bool of_done, struct error *error)
{
	struct arena *arena = p->run->arena;
	struct db *db = db_borrow(p->run->pool, error);
	int64_t *sheets;

	if (db == NULL)
		return ERR_UNAVAILABLE;
	enum err err = act_by_id_any(db, arena, act_of_job(p->run->job), &p->act, error);
	p->sheets = p->act.sheets;
	p->count = p->act.asked;
	if (err == ERR_OK && of_done) {
		err = act_done_any(db, arena, &p->act, &sheets, &p->count, error);
		p->sheets = sheets;
	}
	db_return(p->run->pool, db);
	return err;
}

static bool is_over(const struct pieces *p, int64_t begun)
{
	size_t size = p->reached - p->done;

	return p->reached == p->count || size == piece_sheets || (size > 0 && clock_monotonic_ms() - begun >= PIECE_MS);
}

/* Done again from the start when its group was lost. How far the job is goes with it: nothing is done twice. */
static enum err write_piece(struct db *db, void *arg, struct error *error)
{
	struct pieces *p = arg;
	int64_t begun = clock_monotonic_ms();
	char now[CLOCK_TEXT];
	enum err err = ERR_OK;

	clock_now(p->run->clock, now);
	p->head.now = now;
	for (p->reached = p->done; err == ERR_OK && !is_over(p, begun); p->reached++) {
		arena_reset(p->head.arena);
		err = p->write(db, p, p->sheets[p->reached], error);
	}
	if (err == ERR_OK && p->end != NULL && p->reached == p->count)
		err = p->end(db, p, p->sheets[p->count - 1], error);
	return err == ERR_OK ? job_progress(db, p->run->job->id, (int64_t)p->reached, error) : err;
}

static enum err write_all(struct pieces *p, struct error *error)
{
	enum err err = ERR_OK;
	int tries = 0;

	while (err == ERR_OK && p->done < p->count && !job_must_stop(p->run)) {
		err = db_write_alone(p->run->writer, write_piece, p, error);
		if (err == ERR_OK) {
			p->done = p->reached;
			tries = 0;
		} else if (err == ERR_UNAVAILABLE && job_waits(p->run, &tries)) {
			err = ERR_OK;
		}
	}
	return err;
}

enum err pieces_run(const struct job_run *run, bool of_done, pieces_write *write, pieces_write *end,
                    struct error *error)
{
	struct pieces p = { .run = run, .done = (size_t)run->job->done, .write = write, .end = end };
	enum err err;
	int tries = 0;

	p.head = (struct request_head){ .workflow = run->arg, .arena = arena_new(ARENA_REQUEST), .actor = run->owner };
	if (p.head.arena == NULL)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for an act");
	do
		err = read_sheets(&p, of_done, error);
	while (err == ERR_UNAVAILABLE && job_waits(run, &tries));
	if (err == ERR_OK)
		err = write_all(&p, error);
	if (err != ERR_OK && error->message != NULL)
		error->message = arena_text(run->arena, error->message);
	arena_free(p.head.arena);
	return err;
}
