/* Accepting many sheets at once: one transaction, and those with something open are left out by name. */
#include "text/messages.h"
#include "workflow/history.h"
#include "workflow/move.h"

/* The clean sheets of the filter, as many as the page showed. */
static enum err ids_of_filter(struct db *db, struct accept_request *r, struct error *error)
{
	struct sheet_filter filter = r->filter;
	struct sheet_row *rows;
	int64_t total;
	enum err err = sheet_count(db, r->head.arena, r->head.actor, &filter, &total, error);

	if (err != ERR_OK)
		return err;
	if (total != r->expected)
		return error_set(error, ERR_CONFLICT, message_text(MSG_COUNT_CHANGED), "expected %lld, now %lld", (long long)r->expected,
		                 (long long)total);
	filter.after = 0;
	filter.limit = (int)total;
	err = sheet_list(db, r->head.arena, r->head.actor, &filter, &rows, &r->count, error);
	int64_t *ids = arena_array(r->head.arena, r->count + 1, sizeof *ids);
	for (size_t i = 0; i < r->count && err == ERR_OK; i++)
		ids[i] = rows[i].id;
	r->ids = ids;
	return err;
}

static void leave_out(struct accept_request *r, const struct sheet *sheet)
{
	const struct answers *answers = &sheet->answers;
	int name = form_find(answers->form, "full_name");

	r->left_out[r->left_out_count++] = (struct sheet_row){ .id = sheet->id, .state = sheet->state,
		.open_errors = sheet->open_errors, .open_warnings = sheet->open_warnings,
		.full_name = answer_shown(r->head.arena, &answers->form->fields[name], &answers->items[name]) };
}

/* Accepts one; a refusal that belongs to the sheet leaves it out, anything else ends the job. */
static enum err accept_one(struct db *db, struct accept_request *r, int64_t id, const char *now, struct error *error)
{
	struct move_request move = { .head = r->head, .action = ACTION_ACCEPT, .sheet_id = id };
	enum err err = move_in_job(db, &move, now, error);

	if (err == ERR_OK) {
		r->accepted++;
		return ERR_OK;
	}
	if (err != ERR_CONFLICT && err != ERR_UNPROCESSABLE)
		return err;
	if (move.findings != NULL)
		move.sheet.open_errors = move.sheet.open_warnings = 0;
	for (size_t i = 0; i < move.finding_count; i++) {
		move.sheet.open_errors += move.findings[i].severity[0] == 'E';
		move.sheet.open_warnings += move.findings[i].severity[0] == 'W' && move.findings[i].confirmed_by == 0;
	}
	leave_out(r, &move.sheet);
	return ERR_OK;
}

static enum err accept_job(struct db *db, void *arg, struct error *error)
{
	struct accept_request *r = arg;
	char now[CLOCK_TEXT];
	bool repeated;
	enum err err = history_admit(db, &r->head, &repeated, error);

	if (err != ERR_OK || repeated)
		return err;
	clock_now(&r->head.workflow->clock, now);
	if (r->ids == NULL)
		err = ids_of_filter(db, r, error);
	r->left_out = arena_array(r->head.arena, r->count + 1, sizeof *r->left_out);
	r->left_out_count = 0;
	r->accepted = 0;
	for (size_t i = 0; i < r->count && err == ERR_OK; i++)
		err = accept_one(db, r, r->ids[i], now, error);
	if (err == ERR_OK && r->accepted == 0)
		err = error_set(error, ERR_UNPROCESSABLE, message_text(r->count == 0 ? MSG_NOTHING_CHOSEN : MSG_NONE_ACCEPTED), "none accepted");
	return err == ERR_OK ? history_remember(db, &r->head, "/review", error) : err;
}

enum err workflow_accept_many(struct accept_request *request, struct error *error)
{
	request->filter.state = state_code(STATE_RECEIVED);
	request->filter.clean = 1;
	return db_write(request->head.workflow->writer, accept_job, request, error);
}
