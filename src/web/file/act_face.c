/* Acts of many sheets on their pages: what was done, what was left out and why, and taking it back. */
#include "base/memory.h"
#include "store/handover/bundle.h"
#include "table/display.h"
#include "web/file/job_face.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/part/act_undo.h"
#include "web/part/left_out.h"
#include "workflow/many/act_job.h"

struct shown_act {
	struct act_look look;
	int64_t left_total;
	struct left_sheet *left;        /* at most LEFT_SHOWN, after the place that was asked for */
	size_t left_count;
	int64_t more_after;             /* 0: there are no more */
	struct bundle_name *bundles;    /* that came of it, for who asked for it */
	size_t bundle_count;
};

/* The words for what it did. */
struct act_words {
	enum action action;
	enum left_of of;
	enum message done, left, told, back;
	const char *back_url;
};

static const struct act_words words[] = {
	{ ACTION_ACCEPT, LEFT_OF_ACCEPTING, MSG_ACCEPTED_COUNT, MSG_LEFT, MSG_ACT_ACCEPTED, MSG_BACK_REVIEW, "/review" },
	{ ACTION_FORWARD, LEFT_OF_MOVING, MSG_FORWARDED_COUNT, MSG_LEFT_FORWARD, MSG_ACT_FORWARDED, MSG_BACK_HAMLET,
		"/sheets?state=with_hamlet" },
	{ ACTION_ENTERED, LEFT_OF_MOVING, MSG_ENTERED_COUNT, MSG_LEFT_ENTERED, MSG_ACT_ENTERED, MSG_BACK_POLICE,
		"/police" },
	{ ACTION_RETURN, LEFT_OF_MOVING, MSG_BULK_DONE, MSG_BULK_LEFT, MSG_ACT_RETURNED, MSG_BACK_SHEETS, "/sheets" },
	{ ACTION_RESEND, LEFT_OF_MOVING, MSG_BULK_DONE, MSG_BULK_LEFT, MSG_ACT_RESENT, MSG_BACK_SHEETS, "/sheets" },
	{ ACTION_ARCHIVE, LEFT_OF_MOVING, MSG_BULK_DONE, MSG_BULK_LEFT, MSG_ACT_ARCHIVED, MSG_BACK_SHEETS, "/sheets" },
};

static const struct act_words *words_of(const struct shown_act *a)
{
	size_t i = 0;

	while (i + 1 < COUNT(words) && words[i].action != a->look.act.action)
		i++;
	return &words[i];
}

static bool is_mine(const struct http_request *request, const struct job *job)
{
	return job->owner_id == web_actor(request)->user_id;
}

static enum err read_act(struct db *db, struct http_request *request, const struct job *job, struct shown_act *out,
                         struct error *error)
{
	enum err err = act_by_id_any(db, request->arena, act_of_job(job), &out->look.act, error);

	if (err == ERR_OK)
		err = workflow_act_look(db, &web_app(request)->workflow, request->arena, web_actor(request), &out->look, error);
	return err == ERR_OK ? act_count_left_any(db, out->look.act.id, &out->left_total, error) : err;
}

/* Their names are for who asked for them. */
static enum err read_left(struct db *db, struct http_request *request, struct shown_act *a, struct error *error)
{
	int64_t after = 0, *ids;
	size_t count;

	if (params_int(&request->query, "after", 1, INT64_MAX, &after) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad place in the list");
	enum err err = act_left_any(db, request->arena, a->look.act.id, after, LEFT_SHOWN + 1, &ids, &count, error);
	if (err != ERR_OK)
		return err;
	if (count > LEFT_SHOWN)
		a->more_after = ids[LEFT_SHOWN - 1];
	count = count > LEFT_SHOWN ? LEFT_SHOWN : count;
	a->left = arena_array(request->arena, count + 1, sizeof *a->left);
	a->left_count = left_read(db, request, ids, count, words_of(a)->of, a->left);
	return ERR_OK;
}

static enum err read_undo(struct db *db, struct http_request *request, const struct job *job, void **what,
                          struct error *error)
{
	struct shown_act *a = arena_alloc(request->arena, sizeof *a);

	*a = (struct shown_act){ .left = NULL };
	*what = a;
	return read_act(db, request, job, a, error);
}

static enum err read_done(struct db *db, struct http_request *request, const struct job *job, void **what,
                            struct error *error)
{
	enum err err = read_undo(db, request, job, what, error);

	if (err != ERR_OK || !is_mine(request, job) || job->state == JOB_RUNNING)
		return err;
	struct shown_act *a = *what;
	err = read_left(db, request, a, error);
	return err != ERR_OK || a->look.act.action != ACTION_FORWARD
	           ? err
	           : bundle_list_of_act_any(db, request->arena, a->look.act.id, &a->bundles, &a->bundle_count, error);
}

static enum err note(struct http_request *request, const void *what, struct error *error)
{
	const struct shown_act *a = what;

	if (a->left_count == 0)
		return ERR_OK;
	return left_note(request, action_code(words_of(a)->action), a->left, a->left_count, error);
}

static void put_left(struct http_request *request, struct tmpl_dict *dict, const struct job *job,
                     const struct shown_act *a)
{
	if (a->left_total > 0 && !is_mine(request, job))
		put_section(dict, "LEFT_COUNT", "LEFT_COUNT_TEXT",
		            message_fill(request, MSG_LEFT_UNNAMED, web_count(request, a->left_total), NULL));
	if (a->left_total == 0 || !is_mine(request, job))
		return;
	struct tmpl_dict *list = tmpl_add(dict, "LEFT_OUT");
	tmpl_put(list, "LEFT_TEXT", message_fill(request, words_of(a)->left, web_count(request, a->left_total), NULL));
	left_put(request, list, a->left, a->left_count);
	if (a->left_count > 0)
		put_section(list, "FILE", "FILE_URL", arena_print(request->arena, "/jobs/%lld/left", (long long)job->id));
	if (a->more_after != 0)
		put_section(list, "MORE", "MORE_URL", arena_print(request->arena, "/jobs/%lld?after=%lld", (long long)job->id,
		                                                  (long long)a->more_after));
}

static void put_undone(struct http_request *request, struct tmpl_dict *dict, const struct act *act)
{
	if (act->undo_job_id == 0 && act->undone_at == NULL)
		return;
	struct tmpl_dict *undone = tmpl_add(dict, act->undone_at == NULL ? "UNDOING" : "UNDONE");
	if (act->undone_at != NULL)
		tmpl_put(undone, "UNDONE_AT", web_time(request, act->undone_at));
	if (act->undo_job_id != 0)
		put_section(undone, "UNDO_JOB", "UNDO_JOB_URL",
		            thing_url(request, (struct thing){ THING_JOB, act->undo_job_id }));
}

static void put_bundles(struct http_request *request, struct tmpl_dict *dict, const struct shown_act *a)
{
	for (size_t i = 0; i < a->bundle_count; i++) {
		const struct bundle_name *one = &a->bundles[i];
		struct tmpl_dict *row = tmpl_add(dict, "BUNDLE");
		tmpl_put(row, "BUNDLE_URL", thing_url(request, (struct thing){ THING_BUNDLE, one->id }));
		tmpl_put(row, "BUNDLE_NUMBER", display_batch(request->arena, one->number, one->year));
	}
}

static void put_back(struct tmpl_dict *dict, const struct act_words *of)
{
	struct tmpl_dict *back = tmpl_add(dict, "BACK");

	tmpl_put(back, "BACK_URL", of->back_url);
	tmpl_put(back, "BACK_TEXT", message_text(of->back));
}

/* While it runs the bar tells how far it is. */
static void put_done(const struct page *page, struct tmpl_dict *dict, const struct job *job, const void *what)
{
	struct http_request *request = page->request;
	const struct shown_act *a = what;

	if (job->state == JOB_RUNNING)
		return;
	dict = tmpl_add(dict, "ENDED");
	tmpl_put(dict, "DONE_TEXT", message_fill(request, words_of(a)->done, web_count(request, job->done - a->left_total),
	                                         NULL));
	put_bundles(request, dict, a);
	if (is_mine(request, job))
		put_back(dict, words_of(a));
	if (a->look.may_undo) {
		bool day = transition_undo_of_many(a->look.act.action) == UNDO_SAME_DAY;
		struct tmpl_dict *undo = act_put_undo(request, dict, page->csrf, a->look.act.id);
		tmpl_put(undo, "UNDO_TERM", message_text(day ? MSG_UNDO_TERM_DAY : MSG_UNDO_TERM_MINUTES));
	}
	put_undone(request, dict, &a->look.act);
	put_left(request, dict, job, a);
}

static void put_undo(const struct page *page, struct tmpl_dict *dict, const struct job *job, const void *what)
{
	struct http_request *request = page->request;
	const struct shown_act *a = what;
	const struct act *act = &a->look.act;
	bool batch = act->batch_id != 0;
	const struct thing of = { batch ? THING_BATCH : THING_JOB, batch ? act->batch_id : act->job_id };

	tmpl_put(dict, "OF_URL", thing_url(request, of));
	tmpl_put(dict, "OF_TEXT", message_fill(request, batch ? MSG_ACT_DELIVERED : words_of(a)->told,
	                                       web_count(request, job->total), web_time(request, act->begun_at)));
}

const struct job_face accept_face = { ACCEPT_KIND, NULL, read_done, note, NULL, "file/accept.html", put_done };
const struct job_face forward_face = { FORWARD_KIND, NULL, read_done, note, NULL, "file/accept.html", put_done };
const struct job_face entered_face = { ENTERED_KIND, NULL, read_done, note, NULL, "file/accept.html", put_done };
const struct job_face return_face = { RETURN_KIND, NULL, read_done, note, NULL, "file/accept.html", put_done };
const struct job_face resend_face = { RESEND_KIND, NULL, read_done, note, NULL, "file/accept.html", put_done };
const struct job_face archive_face = { ARCHIVE_KIND, NULL, read_done, note, NULL, "file/accept.html", put_done };
const struct job_face undo_face = { UNDO_KIND, NULL, read_undo, NULL, NULL, "file/undo.html", put_undo };
