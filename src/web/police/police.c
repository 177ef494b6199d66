/* The police's queue: sheets handed over, to be typed into the national system, one after the other. */
#include "web/police/police.h"

#include "report/registry.h"
#include "store/sheet/event.h"
#include "web/frame/note.h"
#include "web/frame/text.h"
#include "web/part/act_undo.h"
#include "web/police/queue.h"

enum { TO_SIGN_MAX = 50 };

/* ---- reading ---- */

static struct sheet_filter *filter_of(struct police_queue *q)
{
	return &((struct sheet_query *)q->table.view.ask.filter)->sheets;
}

static enum err read_from_start(struct db *db, struct police_queue *q, struct table_place after, struct error *error)
{
	struct table_view *view = &q->table.view;

	view->ask.after = after;
	return table_read(db, &view->ask, police_table.page, &view->rows, &view->more, error);
}

/* Behind the last sheet it begins again, and what was put aside comes when nothing else is left. */
static enum err go_round(struct db *db, struct police_queue *q, struct error *error)
{
	const struct table_place asked = q->table.view.ask.after, start = { .id = 0 };
	const struct table_rows *rows = &q->table.view.rows;
	bool alone = filter_of(q)->aside > 0;
	enum err err = ERR_OK;

	if (rows->count == 0 && asked.id != 0)
		err = read_from_start(db, q, start, error);
	/* What is asked for first is done: the rest follows. */
	if (err == ERR_OK && rows->count == 0 && filter_of(q)->urgent) {
		filter_of(q)->urgent = false;
		err = read_from_start(db, q, asked, error);
		if (err == ERR_OK && rows->count == 0 && asked.id != 0)
			err = read_from_start(db, q, start, error);
	}
	if (err == ERR_OK && rows->count == 0 && !alone) {
		filter_of(q)->aside = 1;
		err = read_from_start(db, q, asked, error);
		if (err == ERR_OK && rows->count == 0 && asked.id != 0)
			err = read_from_start(db, q, start, error);
	}
	q->shows_aside = filter_of(q)->aside > 0 && rows->count > 0;
	return err;
}

static enum err read_counts(struct db *db, struct http_request *request, struct police_queue *q, struct error *error)
{
	const struct actor *actor = web_actor(request);
	const struct sheet_filter all = { .state = STATE_HANDED_OVER },
		aside = { .state = STATE_HANDED_OVER, .aside = 1 };
	struct sheet_filter asked = *filter_of(q);
	int64_t *total = &q->table.view.rows.total;
	char since[CLOCK_TEXT];
	enum err err;

	asked.aside = asked.aside > 0 ? 1 : 0;
	clock_day_begin(clock_today(&web_app(request)->workflow.clock), since);
	if ((err = sheet_count(db, request->arena, actor, &all, &q->left, error)) != ERR_OK ||
	    (err = sheet_count(db, request->arena, actor, &aside, &q->aside, error)) != ERR_OK ||
	    (err = sheet_count(db, request->arena, actor, &asked, total, error)) != ERR_OK ||
	    (err = event_count_sheets(db, actor, ACTION_ENTERED, since, &q->entered, error)) != ERR_OK)
		return err;
	return event_count_sheets(db, actor, ACTION_POLICE_RETURN, since, &q->returned, error);
}

/* What was marked at once just before, of the user's own. */
static enum err read_act(struct db *db, struct http_request *request, struct police_queue *q, struct error *error)
{
	struct act act;
	enum err err = act_by_id_any(db, request->arena, q->act_id, &act, error);

	if (err == ERR_NOT_FOUND || (err == ERR_OK && act.owner_id != web_actor(request)->user_id)) {
		q->act_id = 0;
		return ERR_OK;
	}
	q->act_count = (int64_t)act.asked;
	return err == ERR_OK ? act_read_undo(db, request, act.id, &q->may_undo, error) : err;
}

static enum err read_queue(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct police_queue *q = arg;
	const struct actor *actor = web_actor(request);
	enum err err = go_round(db, q, error);

	if (err == ERR_OK)
		err = read_counts(db, request, q, error);
	if (err == ERR_OK)
		err = batch_list_open(db, request->arena, actor, TO_SIGN_MAX, &q->batches, &q->batch_count, error);
	if (err == ERR_OK && q->act_id != 0)
		err = read_act(db, request, q, error);
	if (err != ERR_OK || q->table.view.rows.count == 0)
		return err;
	const struct police_line *first = table_row(&police_table, &q->table.view.rows, 0);
	police_fields_read(db, request, &q->fields);
	return sheet_load(db, request->arena, web_app(request)->form, actor, first->line.sheet.id, &q->sheet, error);
}

/* The page of what was asked for: it counts for itself. Who asks for one sheet gets it, put aside or not. */
static enum err look(struct http_request *request, struct police_queue *q, struct error *error)
{
	const struct table_place *after = &q->table.view.ask.after;
	bool one = after->id != 0 && after->key == NULL;

	if (filter_of(q)->aside == 0 && !one)
		filter_of(q)->aside = -1;
	q->table.view.ask.summed = true;
	return table_look(request, &q->table, read_queue, q, error);
}

/* From the sheet q->refused_id on. */
static enum err read_from(struct http_request *request, struct police_queue *q, struct error *error)
{
	const struct params none = { .count = 0 };
	enum err err = table_ask_for(request, &police_table, &none, &q->table, error);

	if (err != ERR_OK)
		return err;
	q->table.view.ask.after.id = q->refused_id - 1;
	return look(request, q, error);
}

enum err page_police(struct http_request *request, struct http_response *response, struct error *error)
{
	struct police_queue q = { .refused_id = 0 };
	enum err err;

	if (table_is_file(request)) {
		err = table_open(request, &police_table, &q.table, NULL, NULL, error);
		return err == ERR_OK ? table_send(request, response, &q.table, error) : err;
	}
	if (params_int(&request->query, "act", 1, INT64_MAX, &q.act_id) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad act");
	if ((err = table_ask_for(request, &police_table, &request->query, &q.table, error)) != ERR_OK ||
	    (err = look(request, &q, error)) != ERR_OK)
		return err;
	return police_show(request, response, &q, 200, error);
}

/* ---- moves ---- */

/* The queue again: from the sheet on, when it is still in it; else what comes after it. */
static enum err show_refused(struct http_request *request, struct http_response *response, struct police_queue *q,
                             enum err refusal, struct error *error)
{
	q->refused_id = request->ids[0];
	q->refusal = error->message == NULL ? message_text(MSG_CONFLICT) : error->message;
	if (refusal == ERR_UNPROCESSABLE)
		q->table.view.ask.after = (struct table_place){ q->refused_id - 1, NULL };
	enum err err = look(request, q, error);
	return err == ERR_OK ? police_show(request, response, q, (int)refusal, error) : err;
}

enum err resume_police_return(struct http_request *request, struct http_response *response, const char *next,
                              struct error *error)
{
	struct police_queue q = { .refused_id = 0 };
	long long before = 0;
	char more;

	if (sscanf(next, "/police?after=%18lld%c", &before, &more) != 1)
		return error_set(error, ERR_NOT_FOUND, NULL, "no form to resume");
	q.refused_id = before + 1;
	enum err err = read_from(request, &q, error);
	if (err != ERR_OK)
		return err;
	if (!police_tells_itself(&q))
		return error_set(error, ERR_CONFLICT, message_text(MSG_CONFLICT), "sheet %lld is not in the queue", before + 1);
	return police_show(request, response, &q, 200, error);
}

/* What became of it is told; the next sheet of what was asked for is open then. */
static enum err go_on(struct http_request *request, struct http_response *response, enum err err, enum page_note note,
                      struct error *error)
{
	struct police_queue q = { .refused_id = 0 };
	struct error wrong = { .code = ERR_OK };

	if (err != ERR_OK && err != ERR_CONFLICT && err != ERR_UNPROCESSABLE)
		return err;
	if (table_ask_for(request, &police_table, &request->form, &q.table, &wrong) != ERR_OK) {
		*error = wrong;
		return wrong.code;
	}
	if (err != ERR_OK)
		return show_refused(request, response, &q, err, error);
	web_note_about(request, response, note, request->ids[0]);
	http_redirect(response, table_url(&q.table.view.ask, "", "after", table_place(&q.table.view.ask)));
	return ERR_OK;
}

enum err post_police_entered(struct http_request *request, struct http_response *response, struct error *error)
{
	struct move_request entered = { .head = web_head(request), .action = ACTION_ENTERED, .sheet_id = request->ids[0] };

	return go_on(request, response, workflow_move(&entered, error), NOTE_ENTERED, error);
}

enum err post_police_return(struct http_request *request, struct http_response *response, struct error *error)
{
	struct move_request back = { .head = web_head(request), .action = ACTION_POLICE_RETURN,
		.sheet_id = request->ids[0] };
	const char *note = params_filled(&request->form, "note");

	back.note = web_cleaned(request, note);
	if (params_int(&request->form, "reason", 1, POLICE_REASONS, &back.police_reason) != PARAM_OK)
		back.police_reason = 0;
	return go_on(request, response, workflow_move(&back, error), NOTE_POLICE_RETURNED, error);
}

enum err post_police_later(struct http_request *request, struct http_response *response, struct error *error)
{
	struct aside_request aside = { .head = web_head(request), .sheet_id = request->ids[0] };

	return go_on(request, response, workflow_put_aside(&aside, error), NOTE_PUT_ASIDE, error);
}
