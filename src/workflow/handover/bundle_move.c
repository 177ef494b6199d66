#include "workflow/handover/bundle_move.h"

#include "base/memory.h"
#include "store/handover/paper.h"
#include "workflow/handover/issue.h"
#include "workflow/undo.h"

const char *bundle_sentence(struct arena *arena, enum message message, struct bundle_name bundle)
{
	const char *number = arena_print(arena, "%02lld/%lld", (long long)bundle.number, (long long)bundle.year);

	return message_with_one(arena, message, number);
}

enum err bundle_check(struct db *db, struct arena *arena, const struct actor *actor, const struct bundle_of *of,
                      struct error *error)
{
	bool mixed = false;

	for (size_t i = 0; i < of->count; i++) {
		if (!sheet_visible(db, actor, of->ids[i]))
			return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "a sheet is unknown here");
		mixed |= !bundle_is_of_one_any(db, of->ids[0], of->ids[i]);
	}
	if (mixed)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_BUNDLE_MIXED), "mixed bundle");
	if (actor->role != ROLE_OFFICER || of->papers == PAPERS_NOT_SAID || of->papers == (int64_t)of->count)
		return ERR_OK;
	const char *const figures[] = { arena_print(arena, "%zu", of->count),
		arena_print(arena, "%lld", (long long)of->papers) };
	return error_set(error, ERR_UNPROCESSABLE, message_with(arena, MSG_BUNDLE_OWN_COUNT, figures, COUNT(figures)),
	                 "%zu sheets, %lld papers", of->count, (long long)of->papers);
}

/* ---- minutes ---- */

enum err bundle_issue(struct db *db, const struct request_head *head, const struct bundle *bundle, struct error *error)
{
	struct office_paper paper = { .kind = PAPER_BUNDLE, .subject_id = bundle->id, .commune_id = bundle->commune_id,
		.body = BODY_OFFICE };

	return paper_issue(db, head, &paper, false, error);
}

enum err bundle_issue_own(struct db *db, const struct request_head *head, int64_t act_id, struct error *error)
{
	struct bundle bundle = { .confirmed_by = 0 };
	int64_t id = bundle_made_by_any(db, act_id);
	enum err err = id == 0 ? ERR_OK : bundle_load_any(db, head->arena, id, &bundle, error);

	return err == ERR_OK && bundle.confirmed_by != 0 ? bundle_issue(db, head, &bundle, error) : err;
}

/* Sending on is taken back within its time while nobody has acted since; what was sent on by itself, by nobody once
 * there is another move. */
static enum err end_draft(struct db *db, const struct move *m, struct error *error)
{
	const struct request_head *h = &m->asked->head;
	struct bundle bundle;
	char ended[CLOCK_TEXT];

	clock_to_iso(clock_seconds(&h->workflow->clock) - UNDO_SECONDS, ended);
	int64_t id = bundle_own_draft(db, m->sheet->id, ended);
	if (id == 0)
		return ERR_OK;
	enum err err = bundle_load_any(db, h->arena, id, &bundle, error);
	return err == ERR_OK ? bundle_issue(db, h, &bundle, error) : err;
}

enum err bundle_check_not_issued(struct db *db, struct arena *arena, int64_t sheet_id, struct error *error)
{
	struct office_paper paper = { .id = 0 };
	int64_t bundle_id = bundle_last_of_sheet(db, sheet_id).id;
	enum err err = bundle_id == 0 ? ERR_OK : paper_of_any(db, arena, PAPER_BUNDLE, bundle_id, &paper, error);

	if (err != ERR_OK || paper.id == 0)
		return err;
	return error_set(error, ERR_CONFLICT, message_text(MSG_BUNDLE_ISSUED), "minutes of bundle %lld are issued",
	                 (long long)bundle_id);
}

/* ---- moves ---- */

static struct bundle like(const struct move *m)
{
	const struct request_head *h = &m->asked->head;
	const struct sheet *sheet = m->sheet;
	const struct act *act = m->asked->act;
	bool own = h->actor->role == ROLE_OFFICER;

	return (struct bundle){
		.commune_id = sheet->commune_id,
		.area_id = answers_at(&sheet->answers, sheet->answers.form->hamlet)->number,
		.campaign_id = sheet->campaign_id,
		.year = clock_today(&h->workflow->clock).year,
		.made_by = h->actor->user_id,
		.made_at = h->now,
		.for_leader = act == NULL ? NULL : act->for_leader,
		.papers = act == NULL ? PAPERS_NOT_SAID : act->papers,
		.act_id = act == NULL ? 0 : act->id,
		.confirmed_by = own ? h->actor->user_id : 0,
		.confirmed_at = own ? h->now : NULL,
	};
}

/* It leaves the bundle in which it lay: it came back to the hamlet in another way before that one was counted. */
static enum err leave(struct db *db, const struct move *m, struct error *error)
{
	int64_t id = bundle_open_of_sheet(db, m->sheet->id).id;

	return id == 0 ? ERR_OK : bundle_set_outcome(db, id, m->sheet->id, OUTCOME_REMOVED, error);
}

static enum err put_in(struct db *db, struct move *m, struct error *error)
{
	struct bundle bundle = like(m);
	bool own = bundle.confirmed_by != 0;
	enum err err = leave(db, m, error);

	if (err == ERR_OK && bundle.act_id != 0)
		bundle.id = bundle_of_act(db, &bundle, own);
	if (err == ERR_OK && bundle.id == 0)
		err = bundle_insert(db, &bundle, error);
	if (err == ERR_OK)
		err = bundle_add(db, bundle.id, m->sheet->id, own ? OUTCOME_PRESENT : OUTCOME_OPEN, error);
	m->bundle_id = bundle.id;
	return err == ERR_OK ? bundle_recount(db, bundle.id, error) : err;
}

/* What was sent on before there were bundles is in none. */
static enum err take_out(struct db *db, struct move *m, struct error *error)
{
	m->bundle_id = bundle_last_of_sheet(db, m->sheet->id).id;
	enum err err = m->bundle_id == 0
	                   ? ERR_OK
	                   : bundle_set_outcome(db, m->bundle_id, m->sheet->id, OUTCOME_REMOVED, error);
	return err == ERR_OK && m->bundle_id != 0 ? bundle_recount(db, m->bundle_id, error) : err;
}

enum err bundle_follow(struct db *db, struct move *move, struct error *error)
{
	if (move->row->action == ACTION_FORWARD)
		return put_in(db, move, error);
	if (move->undo.action == ACTION_FORWARD)
		return take_out(db, move, error);
	return move->row->from == STATE_RECEIVED ? end_draft(db, move, error) : ERR_OK;
}
