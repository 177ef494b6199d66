/* Confirming one rule on many sheets from the queue. */
#include "text/messages.h"
#include "web/review/review.h"

/* version_12: the version of sheet 12 that was on the page. */
static const int64_t *shown_versions(struct http_request *request, const int64_t *ids, size_t count)
{
	int64_t *versions = arena_array(request->arena, count + 1, sizeof *versions);

	for (size_t i = 0; i < count; i++) {
		const char *name = arena_print(request->arena, "version_%lld", (long long)ids[i]);
		if (web_version(request, name, &versions[i]) != PARAM_OK)
			versions[i] = 0;
	}
	return versions;
}

static enum err read_many(struct http_request *request, struct confirm_many_request *r, struct error *error)
{
	const char *reason = params_text(&request->form, "confirm_reason");
	int64_t *ids = NULL;

	if (params_ids(request->arena, &request->form, "ids", &ids, &r->count) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_REQUEST), "bad ids");
	r->ids = ids;
	r->versions = r->withdraw ? NULL : shown_versions(request, ids, r->count);
	r->rule = params_filled(&request->form, "confirm_rule");
	r->reason = web_cleaned(request, reason);
	return ERR_OK;
}

static enum err answer_many(struct http_request *request, bool withdraw, struct http_response *response,
                            struct error *error)
{
	struct review q = { .accepted = -1, .withdrawn = withdraw };
	struct confirm_many_request r = { .head = web_head(request), .withdraw = withdraw };
	enum err err = table_ask_for(request, &review_table, &request->form, &q.table, error);

	if (err == ERR_OK)
		err = read_many(request, &r, error);
	if (err == ERR_OK)
		err = workflow_confirm_many(&r, error);
	if (err == ERR_UNPROCESSABLE) {
		q.chosen = r.ids;
		q.chosen_count = r.count;
		q.rule = r.rule;
		q.reason = params_text(&request->form, "confirm_reason");
		review_leave(request, &q, r.left_out, r.left_out_count);
		return review_refused(request, response, &q, error);
	}
	if (err != ERR_OK)
		return err;
	http_redirect(response, r.head.repeated ? "/review" : review_confirmed_url(request, &q, &r));
	return ERR_OK;
}

enum err post_review_confirm(struct http_request *request, struct http_response *response, struct error *error)
{
	return answer_many(request, false, response, error);
}

enum err post_review_unconfirm(struct http_request *request, struct http_response *response, struct error *error)
{
	return answer_many(request, true, response, error);
}
