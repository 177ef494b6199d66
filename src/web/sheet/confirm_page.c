/* Confirming warnings on the page of a sheet, without accepting it. */
#include "text/messages.h"
#include "web/frame/note.h"
#include "web/frame/noted.h"
#include "web/frame/url.h"
#include "web/sheet/sheet.h"

/* The page of the sheet again, with what was typed and why it was refused. */
static enum err show_refused(struct http_request *request, const struct confirm_request *r, const struct error *why,
                             struct http_response *response, struct error *error)
{
	struct sheet_view view;
	enum err err = sheet_view_load(request, request->ids[0], &view, error);

	if (err == ERR_OK)
		err = web_note_sheet(request, view.sheet.id, error);
	if (err != ERR_OK)
		return err;
	if (r->findings != NULL) {
		view.findings = r->findings;
		view.finding_count = r->finding_count;
	}
	view.move = r->withdraw ? ACTION_UNCONFIRM : ACTION_CONFIRM;
	view.typed = &request->form;
	view.trouble = why->message;
	return sheet_view_show(&view, response, (int)why->code, error);
}

static enum err answer_sheet(struct http_request *request, struct confirm_request *r, struct http_response *response,
                             struct error *error)
{
	struct error why = { 0 };
	struct walk walk;

	walk_read(request, &walk);
	if (web_version(request, "row_version", &r->row_version) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_REQUEST), "row_version is no number");
	enum err err = workflow_confirm(r, &why);
	if (err == ERR_UNPROCESSABLE)
		return show_refused(request, r, &why, response, error);
	if (err != ERR_OK) {
		*error = why;
		return err;
	}
	web_note(request, response, r->withdraw ? NOTE_WITHDRAWN : NOTE_CONFIRMED);
	http_redirect(response, walk.on ? walk_here(&walk, r->sheet_id) : thing_url(request, r->head.made));
	return ERR_OK;
}

enum err post_sheet_confirm(struct http_request *request, struct http_response *response, struct error *error)
{
	struct confirm_request r = { .head = web_head(request), .sheet_id = request->ids[0] };

	r.confirmations = web_confirmations(request, &r.confirmation_count);
	return answer_sheet(request, &r, response, error);
}

/* `finding`: the id of one. */
enum err post_sheet_unconfirm(struct http_request *request, struct http_response *response, struct error *error)
{
	struct confirmation one = { .rule = "" };
	struct confirm_request r = { .head = web_head(request), .sheet_id = request->ids[0], .withdraw = true,
		.confirmations = &one };
	enum param_state finding = params_int(&request->form, "finding", 1, INT64_MAX, &one.finding_id);

	if (finding == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_REQUEST), "finding is no id");
	r.confirmation_count = finding == PARAM_OK;
	return answer_sheet(request, &r, response, error);
}
