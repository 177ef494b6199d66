/* Taking an act back in pieces. */
#include <stdlib.h>

#include "store/sheet/event.h"
#include "text/messages.h"
#include "workflow/many/many.h"
#include "workflow/many/pieces.h"

static int compare(const void *a, const void *b)
{
	int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;

	return (one > other) - (one < other);
}

/* Of what happened since somebody looked. */
static enum err check_since(const struct job_asking *asking, const struct act_look *look, struct error *error)
{
	size_t count, touched = look->touched;
	int64_t *sheets;
	enum err err = event_since_any(asking->db, asking->arena, look->seen, &sheets, &count, error);

	for (size_t i = 0; i < count && err == ERR_OK; i++)
		touched += bsearch(&sheets[i], look->sheets, look->count, sizeof sheets[i], compare) != NULL;
	return err == ERR_OK ? act_refuse_touched(asking->arena, touched, error) : err;
}

enum err undo_plan(const struct job_asking *asking, struct job *job, struct error *error)
{
	const struct undo_order *order = asking->asked;
	struct act act;

	if (order == NULL)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_JOB_NO_KIND), "not begun by itself");
	enum err err = act_by_id_any(asking->db, asking->arena, order->look.act.id, &act, error);
	if (err == ERR_OK)
		err = act_check(asking->arg, asking->actor, &act, error);
	if (err == ERR_OK)
		err = check_since(asking, &order->look, error);
	job->parameters = pieces_parameters(asking->arena, order->look.act.id, false);
	job->total = (int64_t)order->look.count;
	return err;
}

enum err undo_settle(const struct job_asking *asking, struct job *job, struct error *error)
{
	return act_set_undoing(asking->db, act_of_job(job), job->id, error);
}

static enum err write_undone(struct db *db, struct pieces *p, int64_t sheet_id, struct error *error)
{
	return act_take_back(db, &p->head, &p->act, sheet_id, error);
}

static enum err write_end(struct db *db, struct pieces *p, int64_t sheet_id, struct error *error)
{
	(void)sheet_id;
	return act_set_undone(db, p->act.id, p->head.now, error);
}

enum err undo_work(const struct job_run *run, struct error *error)
{
	return pieces_run(run, true, write_undone, write_end, error);
}
