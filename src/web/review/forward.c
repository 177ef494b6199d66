/* Sending many sheets of a list on from the hamlet to the commune. */
#include "web/review/review.h"

#include "report/sheet_query.h"
#include "web/frame/note.h"
#include "web/frame/text.h"

/* ids, or the filter with the number of sheets that it showed. */
static enum err read_request(struct http_request *request, struct accept_request *r, struct error *error)
{
	int64_t *ids = NULL;
	enum param_state named = params_ids(request->arena, &request->form, "ids", &ids, &r->count);
	enum param_state counted = params_int(&request->form, "expected", 0, INT32_MAX, &r->expected);

	if (named == PARAM_BAD || counted == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad ids or expected");
	r->ids = ids;
	if (named == PARAM_OK || counted == PARAM_OK)
		return ERR_OK;
	return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_NOTHING_CHOSEN), "nothing chosen");
}

enum err post_review_forward(struct http_request *request, struct http_response *response, struct error *error)
{
	struct table_page list = { .paper = false };
	struct accept_request r = { .head = web_head(request), .forward = true };
	enum err err = table_ask_for(request, &sheets_table, &request->form, &list, error);

	if (err == ERR_OK)
		r.filter = ((const struct sheet_query *)list.view.ask.filter)->sheets;
	if (err == ERR_OK)
		err = read_request(request, &r, error);
	if (err == ERR_OK)
		err = workflow_accept_many(&r, error);
	if (err != ERR_OK)
		return err;
	web_note(request, response, NOTE_FORWARDED_MANY);
	http_redirect(response, table_url(&list.view.ask, "", "after", NULL));
	return ERR_OK;
}
