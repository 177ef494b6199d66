/* Mẫu số 03 as it is printed: filled with a sheet, or empty. */
#include "report/paper/printed_form.h"
#include "text/messages.h"
#include "web/frame/note.h"
#include "web/frame/noted.h"
#include "web/frame/page.h"
#include "web/frame/url.h"
#include "web/sheet/sheet.h"

/* view NULL: the empty form. */
static enum err show(struct http_request *request, struct http_response *response, const struct sheet_view *view,
                     const char *title, const char *back_url, struct error *error)
{
	struct page page;
	enum err err = page_open_print(request, "sheet/mau-03-print.html", title, back_url, &page, error);

	if (err != ERR_OK)
		return err;
	const struct printed_form printed = { .arena = request->arena, .actor = web_actor(request),
		.form = web_app(request)->form, .answers = view == NULL ? NULL : &view->sheet.answers,
		.path = view == NULL ? NULL : view->path, .path_count = view == NULL ? 0 : view->path_count,
		.area_name = view == NULL ? NULL : view->sheet.area_name };
	printed_form_put(page.content, &printed);
	return page_send(&page, response, 200, error);
}

enum err page_sheet_print(struct http_request *request, struct http_response *response, struct error *error)
{
	struct sheet_view view;
	enum err err = sheet_view_load(request, request->ids[0], &view, error);

	if (err == ERR_OK)
		err = web_note_print(request, view.sheet.id, error);
	if (err != ERR_OK)
		return err;
	const char *title = web_sheet_name(request, &view.sheet);
	return show(request, response, &view, title,
	            sheet_url(request, view.sheet.id, ""), error);
}

enum err page_form_print(struct http_request *request, struct http_response *response, struct error *error)
{
	return show(request, response, NULL, web_app(request)->form->mark, "/", error);
}
