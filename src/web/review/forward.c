/* Sending many sheets of a list on from the hamlet to the commune. */
#include "report/sheet_query.h"
#include "web/frame/note.h"
#include "web/frame/text.h"
#include "web/part/many_posted.h"
#include "web/review/review.h"

/* Back to the list, where it can be taken back. */
static void go_on(struct http_request *request, struct http_response *response, const struct table_page *list,
                  const struct accept_request *r)
{
	const char *act = r->head.repeated ? NULL : web_id(request, r->act_id);

	web_note(request, response, NOTE_FORWARDED_MANY);
	http_redirect(response, table_url(&list->view.ask, "", "act", act));
}

enum err post_review_forward(struct http_request *request, struct http_response *response, struct error *error)
{
	struct table_page list = { .paper = false };
	struct accept_request r = { .head = web_head(request), .forward = true };
	enum err err = table_ask_for(request, &sheets_table, &request->form, &list, error);

	if (err == ERR_OK)
		err = many_read(request, &((const struct sheet_query *)list.view.ask.filter)->sheets, &r, error);
	if (err != ERR_OK)
		return err;
	if (many_is_long(&r))
		return many_begin_job(request, response, &r, error);
	err = workflow_accept_many(&r, error);
	if (err == ERR_OK)
		go_on(request, response, &list, &r);
	return err;
}
