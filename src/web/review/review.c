/* The officer's queue: reading it, and accepting many at once. */
#include "web/review/review.h"

#include "base/memory.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/list/area_options.h"
#include "web/list/csv_table.h"
#include "web/list/sheet_csv.h"

enum { COMMUNES_MAX = 20, URL_LIMIT = 16384 };

/* ---- reading ---- */

static enum err read_sheets(struct db *db, struct http_request *request, struct review *q, struct error *error)
{
	struct sheet_row *rows;
	enum err err = sheet_list(db, request->arena, web_actor(request), &q->filter.sheets, &rows, &q->count, error);

	if (err != ERR_OK)
		return err;
	q->more = q->count > REVIEW_ROWS;
	q->count = q->more ? REVIEW_ROWS : q->count;
	q->sheets = arena_array(request->arena, q->count + 1, sizeof *q->sheets);
	for (size_t i = 0; i < q->count && err == ERR_OK; i++) {
		struct review_sheet *w = &q->sheets[i];
		w->row = rows[i];
		err = finding_list(db, request->arena, w->row.id, &w->findings, &w->finding_count, error);
	}
	return err;
}

static enum err read_counts(struct db *db, struct http_request *request, struct review *q, struct error *error)
{
	const struct actor *actor = web_actor(request);
	struct sheet_filter any = { .state = q->filter.sheets.state }, clean = q->filter.sheets;
	enum err err;

	clean.clean = 1;
	if ((err = sheet_count(db, request->arena, actor, &q->filter.sheets, &q->total, error)) != ERR_OK ||
	    (err = sheet_count(db, request->arena, actor, &any, &q->all, error)) != ERR_OK)
		return err;
	return sheet_count(db, request->arena, actor, &clean, &q->clean, error);
}

static bool is_listed(const struct user *users, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++) {
		if (users[i].id == id)
			return true;
	}
	return false;
}

/* The people who write in the officer's communes, each once. */
static enum err read_writers(struct db *db, struct http_request *request, struct review *q, struct error *error)
{
	struct area *communes;
	size_t commune_count;
	enum err err = area_communes(db, request->arena, web_actor(request), COMMUNES_MAX, &communes, &commune_count,
	                             error);

	for (size_t i = 0; i < commune_count && err == ERR_OK; i++) {
		struct user *users, *all;
		size_t count;
		err = user_list_writers(db, request->arena, communes[i].id, &users, &count, error);
		if (err != ERR_OK)
			break;
		all = arena_array(request->arena, q->writer_count + count + 1, sizeof *all);
		for (size_t k = 0; k < q->writer_count; k++)
			all[k] = q->writers[k];
		for (size_t k = 0; k < count; k++) {
			if (!is_listed(all, q->writer_count, users[k].id))
				all[q->writer_count++] = users[k];
		}
		q->writers = all;
	}
	return err;
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
		left->reason = explain(db, request, q, &sheet);
		kept++;
	}
	q->left_count = kept;
}

static enum err read_queue(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct review *q = arg;
	struct sheet_filter *f = &q->filter.sheets;
	enum err err;

	f->state = STATE_RECEIVED;
	f->oldest_first = true;
	f->limit = REVIEW_ROWS + 1;
	if ((err = read_sheets(db, request, q, error)) != ERR_OK ||
	    (err = read_counts(db, request, q, error)) != ERR_OK ||
	    (err = area_choice_read(db, request->arena, web_actor(request), f->area_id, &q->areas, error)) != ERR_OK ||
	    (err = read_writers(db, request, q, error)) != ERR_OK ||
	    (err = stage_days_any(db, request->arena, &q->deadlines, error)) != ERR_OK ||
	    (err = rule_counts(db, request->arena, web_actor(request), &q->rules, &q->rule_count, error)) != ERR_OK)
		return err;
	read_left(db, request, q);
	return ERR_OK;
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

static const struct sheet_row *sheet_rows(struct http_request *request, const struct review *q)
{
	struct sheet_row *rows = arena_array(request->arena, q->count + 1, sizeof *rows);

	for (size_t i = 0; i < q->count; i++)
		rows[i] = q->sheets[i].row;
	return rows;
}

enum err page_review(struct http_request *request, struct http_response *response, struct error *error)
{
	struct review q = { .count = 0 };
	enum err err = filter_read(request, &request->query, REVIEW_PARTS, &q.filter, error);

	if (err == ERR_OK)
		err = read_outcome(request, &q, error);
	if (err == ERR_OK)
		err = web_read(request, read_queue, &q, error);
	if (err != ERR_OK)
		return err;
	filter_log(request, &q.filter, sheet_rows(request, &q), q.count, q.more);
	if (wants_csv(request))
		return review_csv(request, response, &q.filter, error);
	if (request->suffix[0] != '\0')
		return review_json(request, response, &q, error);
	return review_show(request, response, &q, 200, error);
}

/* ---- what came of a POST ---- */

enum err review_refused(struct http_request *request, struct http_response *response, struct review *q,
                        struct error *error)
{
	int status = (int)error->code;

	q->refusal = error->message == NULL ? message_text(MSG_CONFLICT) : error->message;
	enum err err = web_read(request, read_queue, q, error);
	return err == ERR_OK ? review_show(request, response, q, status, error) : err;
}

/* The list with its filter, and an outcome that begins with name=value. */
static void begin_url(struct http_request *request, struct buf *url, const struct review *q, const char *name,
                      const char *value)
{
	const char *list = filter_url(request, "/review", &q->filter, FILTER_AFTER, NULL);

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
	r->filter = q->filter.sheets;
	r->filter.after = 0;
	r->ids = ids;
	if (named == PARAM_OK || counted == PARAM_OK)
		return ERR_OK;
	return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_NOTHING_CHOSEN), "nothing chosen");
}

enum err post_review_accept(struct http_request *request, struct http_response *response, struct error *error)
{
	struct review q = { .accepted = -1 };
	struct accept_request r = { .head = web_head(request) };
	enum err err = filter_read(request, &request->form, REVIEW_PARTS, &q.filter, error);

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
