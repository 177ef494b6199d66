/* Moving many sheets in pieces. */
#include "text/messages.h"
#include "workflow/handover/bundle_move.h"
#include "workflow/many/many.h"
#include "workflow/many/pieces.h"

static enum err check_order(const struct accept_order *order, struct error *error)
{
	if (order == NULL)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_JOB_NO_KIND), "not begun by itself");
	if (order->unknown)
		return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "a sheet is unknown here");
	if (order->expected >= 0 && order->expected != (int64_t)order->count)
		return error_set(error, ERR_CONFLICT, message_text(MSG_COUNT_CHANGED), "expected %lld, now %zu",
		                 (long long)order->expected, order->count);
	if (order->meeting)
		return error_set(error, ERR_CONFLICT, message_text(MSG_MEETING_ACCEPTS), "a meeting accepts them");
	return ERR_OK;
}

enum err accept_plan(const struct job_asking *asking, struct job *job, struct error *error)
{
	const struct accept_order *order = asking->asked;
	enum err err = check_order(order, error);

	if (err == ERR_OK && order->one_bundle)
		err = bundle_check(asking->db, asking->arena, asking->actor,
		                   &(struct bundle_of){ order->ids, order->count, order->papers }, error);
	if (err != ERR_OK)
		return err;
	struct act act = { .action = action_from_code(job->kind), .said = order->said,
		.owner_id = asking->actor->user_id, .sheets = order->ids, .asked = order->count,
		.begun_at = job->started_at, .papers = order->papers, .for_leader = order->for_leader };
	err = act_add(asking->db, asking->arena, &act, error);
	job->parameters = pieces_parameters(asking->arena, act.id, order->one_bundle);
	job->lane = arena_print(asking->arena, "%lld", (long long)asking->actor->user_id);
	job->total = (int64_t)act.asked;
	return err;
}

enum err accept_settle(const struct job_asking *asking, struct job *job, struct error *error)
{
	return act_set_job(asking->db, act_of_job(job), job->id, error);
}

/* What was taken back is not gone on with. */
enum err accept_again(const struct job_asking *asking, struct job *job, struct error *error)
{
	struct act act;
	enum err err = act_by_id_any(asking->db, asking->arena, act_of_job(job), &act, error);

	if (err != ERR_OK || (act.undone_at == NULL && act.undo_job_id == 0))
		return err;
	return error_set(error, ERR_CONFLICT, message_text(MSG_ACT_UNDONE), "act %lld was taken back", (long long)act.id);
}

static enum err write_moved(struct db *db, struct pieces *p, int64_t sheet_id, struct error *error)
{
	return move_or_leave(db, &p->head, &p->act, sheet_id, error);
}

/* An officer's own bundle is counted when it is whole. */
static enum err end_bundle(struct db *db, struct pieces *p, int64_t last, struct error *error)
{
	(void)last;
	arena_reset(p->head.arena);
	return bundle_issue_own(db, &p->head, p->act.id, error);
}

enum err accept_work(const struct job_run *run, struct error *error)
{
	return pieces_run(run, false, write_moved, pieces_make_one_bundle(run->job) ? end_bundle : NULL, error);
}
