/* The officer's queue: reading it, and what came of a POST. */
#include "web/part/act_undo.h"
#include "web/review/review.h"

enum { URL_LIMIT = 16384 };

/* ---- reading ---- */

static enum err read_counts(struct db *db, struct http_request *request, struct review *q, struct error *error)
{
	const struct actor *actor = web_actor(request);
	const struct sheet_filter any = { .state = STATE_RECEIVED };
	struct sheet_filter clean = *review_filter(q);
	enum err err = sheet_count(db, request->arena, actor, &any, &q->all, error);

	clean.clean = 1;
	clean.found = NULL;     /* what a search found was counted with its own conditions */
	return err == ERR_OK ? sheet_count(db, request->arena, actor, &clean, &q->clean, error) : err;
}

/* Whoever looks at them accepts none, then. */
static bool is_for_meeting(struct db *db, struct http_request *request, const struct review *q)
{
	const struct table_rows *rows = &q->table.view.rows;
	int64_t *ids = arena_array(request->arena, rows->count + 1, sizeof *ids);

	for (size_t i = 0; i < rows->count; i++)
		ids[i] = ((const struct review_line *)table_row(&review_table, rows, i))->line.sheet.id;
	return campaign_meeting_judges_any(db, ids, rows->count);
}

static enum err read_queue(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct review *q = arg;
	enum left_of of = q->withdrawn                          ? LEFT_OF_WITHDRAWING
	                  : q->of != NULL || q->rule != NULL ? LEFT_OF_CONFIRMING
	                                                     : LEFT_OF_ACCEPTING;
	enum err err = read_counts(db, request, q, error);

	if (err == ERR_OK && q->act_id != 0)
		err = act_read_undo(db, request, q->act_id, &q->may_undo, error);
	q->meeting = err == ERR_OK && is_for_meeting(db, request, q);
	if (err == ERR_OK)
		q->left_count = left_read(db, request, q->left_ids, q->left_count, of, q->left);
	return err;
}

static enum err look(struct http_request *request, struct review *q, struct error *error)
{
	enum err err = table_look(request, &q->table, read_queue, q, error);
	bool named = q->left_count > 0 && !table_is_file(request);

	return err == ERR_OK && named ? left_note(request, review_table.name, q->left, q->left_count, error) : err;
}

void review_leave(struct http_request *request, struct review *q, const int64_t *ids, size_t count)
{
	q->left_ids = ids;
	q->left_count = count > LEFT_SHOWN ? LEFT_SHOWN : count;
	q->left = arena_array(request->arena, q->left_count + 1, sizeof *q->left);
}

/* The outcome that the redirect after a POST carries. */
static enum err read_outcome(struct http_request *request, struct review *q, struct error *error)
{
	const struct params *query = &request->query;
	int64_t *left = NULL, *done = NULL;
	size_t count = 0;

	q->accepted = -1;
	q->of = params_filled(query, "of");
	q->withdrawn = params_filled(query, "withdrawn") != NULL;
	if (params_int(query, "accepted", 0, INT32_MAX, &q->accepted) == PARAM_BAD ||
	    params_int(query, "act", 1, INT64_MAX, &q->act_id) == PARAM_BAD ||
	    (q->of != NULL && acceptance_find(q->of) < 0) ||
	    params_ids(request->arena, query, "left", &left, &count) == PARAM_BAD ||
	    params_ids(request->arena, query, "done", &done, &q->done_count) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad outcome in the query");
	q->done = done;
	review_leave(request, q, left, count);
	return ERR_OK;
}

enum err page_review(struct http_request *request, struct http_response *response, struct error *error)
{
	struct review q = { .accepted = -1 };
	enum err err = table_ask_for(request, &review_table, &request->query, &q.table, error);

	if (err == ERR_OK)
		err = read_outcome(request, &q, error);
	if (err == ERR_OK)
		err = look(request, &q, error);
	if (err != ERR_OK)
		return err;
	if (table_is_file(request))
		return table_send(request, response, &q.table, error);
	return review_show(request, response, &q, 200, error);
}

/* ---- what came of a POST ---- */

enum err review_refused(struct http_request *request, struct http_response *response, struct review *q,
                        struct error *error)
{
	int status = (int)error->code;

	q->refusal = error->message == NULL ? message_text(MSG_CONFLICT) : error->message;
	enum err err = look(request, q, error);
	return err == ERR_OK ? review_show(request, response, q, status, error) : err;
}

void review_begin_url(struct http_request *request, struct buf *url, const struct review *q, const char *name,
                      const char *value)
{
	const char *list = table_url(&q->table.view.ask, "", "after", NULL);

	buf_init(url, request->arena, URL_LIMIT);
	buf_print(url, "%s%c%s=%s", list, strchr(list, '?') == NULL ? '?' : '&', name, value);
}

void review_add_ids(struct buf *url, const char *name, const int64_t *ids, size_t count)
{
	for (size_t i = 0; i < count && i < LEFT_SHOWN; i++)
		buf_print(url, "%s%s%s%lld", i == 0 ? "&" : "", i == 0 ? name : "", i == 0 ? "=" : ",", (long long)ids[i]);
}

const char *review_confirmed_url(struct http_request *request, const struct review *q,
                                 const struct confirm_many_request *done)
{
	struct buf url;

	review_begin_url(request, &url, q, "of", done->rule);
	if (done->withdraw)
		buf_text(&url, "&withdrawn=1");
	review_add_ids(&url, "done", done->done, done->done_count);
	review_add_ids(&url, "left", done->left_out, done->left_out_count);
	return url.data;
}
