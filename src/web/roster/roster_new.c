/* Somebody is added to the list. */
#include "web/frame/read.h"
#include "web/frame/url.h"
#include "web/roster/roster.h"

static enum err read_new(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	return roster_form_read(db, request, arg, error);
}

static enum err show(struct http_request *request, struct http_response *response, const struct roster_form *form,
                     int status, struct error *error)
{
	const char *title = message_text(MSG_ROSTER_NEW_PERSON);
	struct page page;
	enum err err = admin_open(request, "roster/new.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	form_put_errors(&page, title, &form->form);
	form_put(request, &page, "FORM", &form->form);
	return page_send(&page, response, status, error);
}

enum err page_roster_new(struct http_request *request, struct http_response *response, struct error *error)
{
	struct roster_form form = { .area_count = 0 };
	enum err err = web_read(request, read_new, &form, error);

	if (err != ERR_OK)
		return err;
	roster_form_begin(request, NULL, &form);
	return show(request, response, &form, 200, error);
}

enum err post_roster(struct http_request *request, struct http_response *response, struct error *error)
{
	struct roster_form form = { .area_count = 0 };
	struct roster_edit edit = { .id = 0 };
	enum err err = web_read(request, read_new, &form, error);

	if (err != ERR_OK)
		return err;
	roster_form_begin(request, NULL, &form);
	roster_form_take(request, &form, &edit);
	if (!form_is_good(&form.form))
		return show(request, response, &form, ERR_UNPROCESSABLE, error);
	err = workflow_roster_save(&edit, error);
	if (form_takes(&form.form, err, edit.field, error))
		return show(request, response, &form, (int)err, error);
	return err == ERR_OK ? admin_done(request, response, NOTE_CHANGED, thing_url(request, edit.head.made)) : err;
}
