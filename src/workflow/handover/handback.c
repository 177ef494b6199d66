/* Papers that come back from the police: those entered are archived, those returned are the officer's again. */
#include <stdlib.h>

#include "store/admin/office.h"
#include "store/handover/batch.h"
#include "store/handover/outcome.h"
#include "text/messages.h"
#include "text/utf8.h"
#include "workflow/handover/issue.h"
#include "workflow/history.h"
#include "workflow/many/many.h"
#include "workflow/move.h"
#include "workflow/write.h"

struct papers { struct handback_item *items; size_t count; };

static int by_batch(const void *a, const void *b)
{
	const struct handback_item *x = a, *y = b;

	if (x->batch_id != y->batch_id)
		return x->batch_id < y->batch_id ? -1 : 1;
	return (x->position > y->position) - (x->position < y->position);
}

/* ---- what is asked ---- */

static enum err add_paper(struct db *db, struct handback_request *r, int64_t sheet_id, enum outcome outcome,
                          struct papers *out, struct error *error)
{
	struct handback_item *item = &out->items[out->count];
	bool found = false;

	for (size_t i = 0; i < out->count; i++) {
		if (out->items[i].sheet_id == sheet_id && out->items[i].outcome == outcome)
			return ERR_OK;
		if (out->items[i].sheet_id == sheet_id)
			return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_RETURN_BOTH), "both there and missing");
	}
	enum err err = handback_of_sheet_any(db, r->head.arena, sheet_id, item, &found, error);
	if (err == ERR_OK && !found)
		err = error_set(error, ERR_CONFLICT, message_text(MSG_RETURN_NOT_OUT), "sheet %lld is not to come back",
		                (long long)sheet_id);
	item->outcome = outcome;
	out->count += err == ERR_OK;
	return err;
}

/* As many as a batch may have. */
static enum err check_many(const struct handback_request *r, struct error *error)
{
	if (r->count + r->missing_count <= BATCH_SHEETS_MOST)
		return ERR_OK;
	return error_set(error, ERR_UNPROCESSABLE,
	                 message_with_one(r->head.arena, MSG_RETURN_MANY,
	                                  arena_print(r->head.arena, "%d", BATCH_SHEETS_MOST)),
	                 "%zu papers come back", r->count + r->missing_count);
}

static enum err see_all(struct db *db, const struct handback_request *r, const int64_t *ids, size_t count,
                        struct error *error)
{
	for (size_t i = 0; i < count; i++) {
		if (!sheet_visible(db, r->head.actor, ids[i]))
			return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "a sheet is unknown here");
	}
	return ERR_OK;
}

static enum err read_papers(struct db *db, struct handback_request *r, struct papers *out, struct error *error)
{
	enum err err = check_many(r, error);

	if (err == ERR_OK)
		err = see_all(db, r, r->ids, r->count, error);

	out->items = arena_array(r->head.arena, r->count + r->missing_count + 1, sizeof *out->items);
	if (err == ERR_OK)
		err = see_all(db, r, r->missing, r->missing_count, error);
	for (size_t i = 0; i < r->count && err == ERR_OK; i++)
		err = add_paper(db, r, r->ids[i], OUTCOME_PRESENT, out, error);
	for (size_t i = 0; i < r->missing_count && err == ERR_OK; i++)
		err = add_paper(db, r, r->missing[i], OUTCOME_MISSING, out, error);
	for (size_t i = 1; i < out->count && err == ERR_OK; i++) {
		if (out->items[i].commune_id != out->items[0].commune_id)
			err = error_set(error, ERR_UNPROCESSABLE, message_text(MSG_RETURN_MIXED), "several communes");
	}
	qsort(out->items, out->count, sizeof *out->items, by_batch);
	return err;
}

static enum err refuse(struct handback_request *r, const char *field, enum message why, struct error *error)
{
	r->field = field;
	return error_set(error, ERR_UNPROCESSABLE, message_text(why), "return of papers: %s", field);
}

static bool too_long(const char *text, size_t limit)
{
	return text != NULL && utf8_length(text) > limit;
}

/* What is kept needs a place and a keeper. */
static enum err check_words(struct handback_request *r, int64_t archived, struct error *error)
{
	if (archived > 0 && r->place == NULL)
		return refuse(r, "place", MSG_NEED_PLACE, error);
	if (archived > 0 && r->keeper == NULL)
		return refuse(r, "keeper", MSG_NEED_KEEPER, error);
	if (too_long(r->place, KEEPER_LIMIT))
		return refuse(r, "place", MSG_RETURN_LONG, error);
	if (too_long(r->keeper, KEEPER_LIMIT))
		return refuse(r, "keeper", MSG_RETURN_LONG, error);
	return too_long(r->note, REASON_LIMIT) ? refuse(r, "note", MSG_REASON_TOO_LONG, error) : ERR_OK;
}

/* ---- what comes of it ---- */

static enum err archive(struct db *db, const struct handback_request *r, const struct request_head *head,
                        int64_t sheet_id, struct error *error)
{
	const char *values[] = { r->place, r->keeper };
	struct move_request move = { .head = *head, .action = ACTION_ARCHIVE, .sheet_id = sheet_id,
		.place = message_with(head->arena, MSG_KEPT_BY, values, 2), .return_id = r->handback.id };

	return move_in_task(db, &move, error);
}

static enum err tell(struct db *db, const struct handback_request *r, const struct request_head *head,
                     const struct handback_item *item, enum action action, struct error *error)
{
	enum err err = act_check_free(db, item->sheet_id, error);
	cJSON *d = cJSON_CreateObject();

	cJSON_AddNumberToObject(d, "_return", (double)r->handback.id);
	if (err == ERR_OK)
		return history_add(db, head, action, item->sheet_id, item->state, item->state, NULL, d, error);
	cJSON_Delete(d);
	return err;
}

static enum err take(struct db *db, const struct handback_request *r, const struct request_head *head,
                     const struct handback_item *item, struct error *error)
{
	const struct outcome_told told = { .batch_id = item->batch_id, .sheet_id = item->sheet_id, .at = head->now };

	if (item->outcome == OUTCOME_MISSING)
		return tell(db, r, head, item, ACTION_NOT_BACK, error);
	if (item->was == STATE_ENTERED)
		return archive(db, r, head, item->sheet_id, error);
	enum err err = outcome_back(db, &told, error);
	return err == ERR_OK ? tell(db, r, head, item, ACTION_BACK, error) : err;
}

static enum err take_all(struct db *db, struct handback_request *r, struct papers *papers, struct error *error)
{
	struct request_head head = r->head;
	enum err err = ERR_OK;

	head.arena = arena_new(ARENA_REQUEST);
	if (head.arena == NULL)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for papers");
	for (size_t i = 0; i < papers->count && err == ERR_OK; i++) {
		arena_reset(head.arena);
		papers->items[i].position = (int64_t)i + 1;
		err = handback_add(db, r->handback.id, &papers->items[i], error);
		if (err == ERR_OK)
			err = take(db, r, &head, &papers->items[i], error);
	}
	if (err != ERR_OK && error->message != NULL)
		error->message = arena_text(r->head.arena, error->message);
	arena_free(head.arena);
	return err;
}

/* Its minutes are issued with it. */
static enum err issue_minutes(struct db *db, struct handback_request *r, struct error *error)
{
	struct office office;
	struct office_paper paper = { .kind = PAPER_RETURN, .subject_id = r->handback.id,
		.commune_id = r->handback.commune_id };

	office_read_any(db, r->head.arena, r->handback.commune_id, &office);
	paper.body = office.police_prints ? BODY_POLICE : BODY_OFFICE;
	return paper_issue(db, &r->head, &paper, office.handovers_numbered, error);
}

static enum err handback_task(struct db *db, void *arg, struct error *error)
{
	struct handback_request *r = arg;
	struct request_head *h = &r->head;
	struct papers papers = { NULL, 0 };
	enum err err = read_papers(db, r, &papers, error);

	if (err == ERR_OK && papers.count == 0)
		err = error_set(error, ERR_UNPROCESSABLE, message_text(MSG_NOTHING_CHOSEN), "no papers");
	if (err != ERR_OK)
		return err;
	r->handback = (struct handback){ .commune_id = papers.items[0].commune_id,
		.year = clock_today(&h->workflow->clock).year, .made_by = h->actor->user_id, .made_at = h->now,
		.place = r->place, .keeper = r->keeper, .note = r->note };
	for (size_t i = 0; i < papers.count; i++) {
		bool there = papers.items[i].outcome == OUTCOME_PRESENT, entered = papers.items[i].was == STATE_ENTERED;
		r->handback.archived += there && entered;
		r->handback.given_back += there && !entered;
		r->handback.missing += !there;
	}
	err = check_words(r, r->handback.archived, error);
	if (err == ERR_OK)
		err = handback_insert(db, &r->handback, error);
	if (err == ERR_OK)
		err = take_all(db, r, &papers, error);
	if (err == ERR_OK)
		err = issue_minutes(db, r, error);
	h->made = (struct thing){ THING_RETURN, r->handback.id };
	return err;
}

enum err workflow_hand_back(struct handback_request *request, struct error *error)
{
	return write_run_alone(&request->head, handback_task, request, error);
}
