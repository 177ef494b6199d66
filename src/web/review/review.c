/* The officer's queue: reading it, and accepting many at once. */
#include "web/review/review.h"

#include "base/memory.h"
#include "web/frame/text.h"
#include "workflow/access.h"

enum { URL_LIMIT = 16384 };

/* ---- reading ---- */

static enum err read_counts(struct db *db, struct http_request *request, struct review *q, struct error *error)
{
	const struct actor *actor = web_actor(request);
	const struct sheet_filter any = { .state = STATE_RECEIVED };
	struct sheet_filter clean = *review_filter(q);
	enum err err = sheet_count(db, request->arena, actor, &any, &q->all, error);

	clean.clean = 1;
	return err == ERR_OK ? sheet_count(db, request->arena, actor, &clean, &q->clean, error) : err;
}

static const char *explain_four_eyes(struct db *db, struct http_request *request, const struct sheet *sheet,
                                     enum hindrance bar)
{
	struct campaign campaign;
	const char *parts[] = { hindrance_deed(bar), NULL };

	if (campaign_by_id_any(db, request->arena, sheet->campaign_id, &campaign, NULL) == ERR_OK)
		hindrance_who_may(db, request->arena, &campaign, sheet, &parts[1], NULL);
	return message_fill_all(request, parts[1] == NULL ? MSG_LEFT_FOUR_EYES_NOBODY : MSG_LEFT_FOUR_EYES, parts,
	                        COUNT(parts));
}

/* Why a sheet was left out: its state, four eyes, or what is open; confirming: it has no such warning. */
static const char *explain(struct db *db, struct http_request *request, const struct review *q,
                           const struct sheet *sheet)
{
	const char *open = web_open_findings(request, sheet->open_errors, sheet->open_warnings);
	enum hindrance what = HINDRANCE_NONE;

	if (hindrance_first(db, request->arena, sheet, web_actor(request)->user_id, &what, NULL) == ERR_OK &&
	    what == HINDRANCE_STATE)
		return state_label(sheet->state);
	if (hindrance_deed(what) != NULL && !q->withdrawn)
		return explain_four_eyes(db, request, sheet, what);
	if (q->of != NULL || q->rule != NULL)
		return message_text(MSG_LEFT_NO_WARNING);
	return open != NULL ? open : message_text(MSG_LEFT_OTHER);
}

/* Names the sheets that accepting left out; those not the actor's are dropped. */
static void read_left(struct db *db, struct http_request *request, struct review *q)
{
	const struct form *form = web_app(request)->form;
	size_t kept = 0;

	for (size_t i = 0; i < q->left_count; i++) {
		struct sheet sheet;
		struct review_left *left = &q->left[kept];
		left->id = q->left[i].id;
		if (sheet_load(db, request->arena, form, web_actor(request), left->id, &sheet, NULL) != ERR_OK)
			continue;
		left->name = answer_shown(request->arena, form->full_name, answers_at(&sheet.answers, form->full_name));
		left->commune_id = sheet.commune_id;
		left->reason = explain(db, request, q, &sheet);
		kept++;
	}
	q->left_count = kept;
}

static enum err read_queue(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct review *q = arg;
	enum err err = read_counts(db, request, q, error);

	if (err == ERR_OK)
		read_left(db, request, q);
	return err;
}

/* Those that were left out are named: they were shown too. */
static enum err note_left(struct http_request *request, const struct review *q, struct error *error)
{
	int64_t *ids = arena_array(request->arena, q->left_count + 1, sizeof *ids);
	struct shown_rows shown = { .access = ACCESS_LIST, .table = review_table.name, .ids = ids, .count = q->left_count };

	for (size_t i = 0; i < q->left_count; i++) {
		ids[i] = q->left[i].id;
		shown.commune_id = shown_commune(shown.commune_id, i, q->left[i].commune_id);
	}
	return workflow_log_shown(&web_app(request)->workflow, web_actor(request), &shown, error);
}

static enum err look(struct http_request *request, struct review *q, struct error *error)
{
	enum err err = table_look(request, &q->table, read_queue, q, error);
	bool named = q->left_count > 0 && !table_is_file(request);

	return err == ERR_OK && named ? note_left(request, q, error) : err;
}

void review_leave(struct http_request *request, struct review *q, const int64_t *ids, size_t count)
{
	q->left_count = count > REVIEW_LEFT_MAX ? REVIEW_LEFT_MAX : count;
	q->left = arena_array(request->arena, q->left_count + 1, sizeof *q->left);
	for (size_t i = 0; i < q->left_count; i++)
		q->left[i].id = ids[i];
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

/* The list with its filter, and an outcome that begins with name=value. */
static void begin_url(struct http_request *request, struct buf *url, const struct review *q, const char *name,
                      const char *value)
{
	const char *list = table_url(&q->table.view.ask, "", "after", NULL);

	buf_init(url, request->arena, URL_LIMIT);
	buf_print(url, "%s%c%s=%s", list, strchr(list, '?') == NULL ? '?' : '&', name, value);
}

static void add_ids(struct buf *url, const char *name, const int64_t *ids, size_t count)
{
	for (size_t i = 0; i < count && i < REVIEW_LEFT_MAX; i++)
		buf_print(url, "%s%s%s%lld", i == 0 ? "&" : "", i == 0 ? name : "", i == 0 ? "=" : ",", (long long)ids[i]);
}

const char *review_confirmed_url(struct http_request *request, const struct review *q,
                                 const struct confirm_many_request *done)
{
	struct buf url;

	begin_url(request, &url, q, "of", done->rule);
	if (done->withdraw)
		buf_text(&url, "&withdrawn=1");
	add_ids(&url, "done", done->done, done->done_count);
	add_ids(&url, "left", done->left_out, done->left_out_count);
	return url.data;
}

/* ---- accepting ---- */

static const enum message sums[HINDRANCE_COUNT] = {
	[HINDRANCE_NONE] = MSG_SUM_OTHER, [HINDRANCE_STATE] = MSG_SUM_STATE, [HINDRANCE_TYPED] = MSG_SUM_FOUR_EYES,
	[HINDRANCE_INTERVIEWED] = MSG_SUM_FOUR_EYES, [HINDRANCE_CORRECTED] = MSG_SUM_FOUR_EYES,
		[HINDRANCE_ERRORS] = MSG_SUM_ERRORS,
	[HINDRANCE_WARNINGS] = MSG_SUM_WARNINGS,
};

/* "2 phiếu còn lỗi; 1 phiếu …": what kept all that were asked for; NULL: it did not come to that. */
static const char *sum_up(struct http_request *request, const struct accept_request *r)
{
	const char *all = NULL;

	for (int i = HINDRANCE_COUNT - 1; i >= 0; i--) {
		if (r->hindered[i] == 0)
			continue;
		const char *one = message_fill(request, sums[i], web_count(request, r->hindered[i]),
		                               hindrance_deed((enum hindrance)i));
		all = all == NULL ? one : arena_print(request->arena, "%s; %s", one, all);
	}
	return all;
}

static enum err show_refused(struct http_request *request, struct http_response *response, struct review *q,
                             const struct accept_request *r, struct error *error)
{
	const char *why = sum_up(request, r);

	if (why != NULL)
		error->message = message_fill(request, MSG_NONE_ACCEPTED_WHY, why, NULL);
	q->chosen = r->ids;
	q->chosen_count = r->ids == NULL ? 0 : r->count;
	review_leave(request, q, r->left_out, r->left_out_count);
	return review_refused(request, response, q, error);
}

static const char *done_url(struct http_request *request, const struct review *q, const struct accept_request *r)
{
	struct buf url;

	begin_url(request, &url, q, "accepted", web_id(request, r->accepted));
	add_ids(&url, "left", r->left_out, r->left_out_count);
	return url.data;
}

/* ids, or the filter with the number of clean sheets that it showed. */
static enum err read_request(struct http_request *request, const struct review *q, struct accept_request *r,
                             struct error *error)
{
	int64_t *ids = NULL;
	enum param_state named = params_ids(request->arena, &request->form, "ids", &ids, &r->count);
	enum param_state counted = params_int(&request->form, "expected", 0, INT32_MAX, &r->expected);

	if (named == PARAM_BAD || counted == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad ids or expected");
	r->filter = *review_filter(q);
	r->ids = ids;
	if (named == PARAM_OK || counted == PARAM_OK)
		return ERR_OK;
	return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_NOTHING_CHOSEN), "nothing chosen");
}

enum err post_review_accept(struct http_request *request, struct http_response *response, struct error *error)
{
	struct review q = { .accepted = -1 };
	struct accept_request r = { .head = web_head(request) };
	enum err err = table_ask_for(request, &review_table, &request->form, &q.table, error);

	if (err == ERR_OK)
		err = read_request(request, &q, &r, error);
	if (err == ERR_OK)
		err = workflow_accept_many(&r, error);
	if (err == ERR_CONFLICT || err == ERR_UNPROCESSABLE)
		return show_refused(request, response, &q, &r, error);
	if (err != ERR_OK)
		return err;
	http_redirect(response, r.head.repeated ? "/review" : done_url(request, &q, &r));
	return ERR_OK;
}
