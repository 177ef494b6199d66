/* A photo of an identity card: its QR code fills a new sheet as a scanner's text does. The picture is never stored. */
#include "exchange/photo_desk.h"
#include "text/messages.h"
#include "web/frame/page.h"
#include "web/frame/text.h"
#include "web/sheet/entry.h"
#include "web/sheet/sheet.h"

static enum err show(struct http_request *request, struct http_response *response, int status, const char *trouble,
                     struct error *error)
{
	const char *title = message_text(MSG_TITLE_PHOTO);
	struct page page;
	enum err err = page_open(request, "sheet/photo.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	web_tokens(page.content, page.csrf, NULL, 0);
	tmpl_put_int(page.content, "LIMIT", PHOTO_BYTES >> 20);
	if (trouble != NULL) {
		page_has_errors(&page, title);
		tmpl_put(tmpl_add(page.content, "ERROR"), "ERROR_TEXT", trouble);
	}
	return page_send(&page, response, status, error);
}

enum err page_photo(struct http_request *request, struct http_response *response, struct error *error)
{
	return show(request, response, 200, NULL, error);
}

enum err photo_too_large(struct http_request *request, struct http_response *response, struct error *error)
{
	const char *limit = arena_print(request->arena, "%d", PHOTO_BYTES >> 20);

	return show(request, response, ERR_TOO_LARGE, message_fill(request, MSG_PHOTO_OVER, limit, NULL), error);
}

enum err post_photo(struct http_request *request, struct http_response *response, struct error *error)
{
	const struct http_file *photo = request->files.count > 0 ? &request->files.items[0] : NULL;
	struct error why = { .message = message_text(MSG_PHOTO_NONE) };
	enum err err = ERR_UNPROCESSABLE;
	const char *text = NULL;
	struct entry entry;

	if (photo != NULL && photo->size > 0)
		err = photo_desk_read(web_app(request)->photos, request->arena, photo->data, photo->size, &text, &why);
	if (err != ERR_OK)
		return show(request, response, (int)err, why.message, error);
	entry_start(request, &entry);
	return card_show(&entry, text, response, error);
}
