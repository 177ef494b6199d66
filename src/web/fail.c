/* How errors look. */
#include "base/json.h"
#include "base/memory.h"
#include "text/messages.h"
#include "web/account/login.h"
#include "web/admin/admin.h"
#include "web/file/imports.h"
#include "web/frame/page.h"
#include "web/frame/url.h"
#include "web/handover/batches.h"
#include "web/handover/handbacks.h"
#include "web/handover/minutes_pages.h"
#include "web/part/resume.h"
#include "web/payment/payments.h"
#include "web/sheet/sheet.h"
#include "web/web.h"

static const struct { enum err code; enum message heading, text; } faults[] = {
	{ ERR_BAD_REQUEST, MSG_HEADING_400, MSG_BAD_REQUEST },
	{ ERR_UNAUTHENTICATED, MSG_HEADING_401, MSG_UNAUTHENTICATED },
	{ ERR_FORBIDDEN, MSG_HEADING_403, MSG_FORBIDDEN },
	{ ERR_NOT_FOUND, MSG_HEADING_404, MSG_NOT_FOUND },
	{ ERR_METHOD, MSG_HEADING_405, MSG_METHOD },
	{ ERR_CONFLICT, MSG_HEADING_409, MSG_CONFLICT },
	{ ERR_TOO_LARGE, MSG_HEADING_413, MSG_TOO_LARGE },
	{ ERR_TYPE, MSG_HEADING_415, MSG_TYPE },
	{ ERR_UNPROCESSABLE, MSG_HEADING_422, MSG_UNPROCESSABLE },
	{ ERR_TOO_MANY, MSG_HEADING_429, MSG_TOO_MANY },
	{ ERR_UNAVAILABLE, MSG_HEADING_503, MSG_UNAVAILABLE },
	{ ERR_INTERNAL, MSG_HEADING_500, MSG_INTERNAL },
};

static size_t fault_of(enum err code)
{
	size_t i = 0;

	while (i < COUNT(faults) - 1 && faults[i].code != code)
		i++;
	return i;
}

static void fail_json(struct http_request *request, struct http_response *response, int status, const char *message)
{
	cJSON *object = cJSON_CreateObject();

	cJSON_AddNumberToObject(object, "status", status);
	cJSON_AddStringToObject(object, "error", message);
	cJSON_AddStringToObject(object, "request_id", request->id);
	const char *text = json_print(request->arena, object);
	cJSON_Delete(object);
	response->content_type = "application/json; charset=utf-8";
	buf_text(&response->body, text == NULL ? "{}" : text);
}

/* What the person may do next, where the page that failed was only being read. */
static void put_next(const struct http_request *request, struct tmpl_dict *content, int status)
{
	bool known = request->session != NULL && request->route != NULL,
		 reading = request->method != NULL && strcmp(request->method, "GET") == 0;
	bool sees_sheets = known && (ROLES_SEE_SHEETS & ROLE_BIT(web_actor(request)->role)) != 0;
	const struct { int status; bool fits; const char *url; enum message label; } steps[] = {
		{ ERR_BAD_REQUEST, request->query.count > 0, request->path, MSG_NEXT_NO_FILTER },
		{ ERR_NOT_FOUND, sees_sheets, "/sheets", MSG_NEXT_SHEETS },
		{ ERR_UNAVAILABLE, true, request->target, MSG_NEXT_AGAIN },
	};

	for (size_t i = 0; known && reading && i < COUNT(steps); i++) {
		if (steps[i].status != status || !steps[i].fits)
			continue;
		struct tmpl_dict *next = tmpl_add(content, "NEXT_LINK");
		tmpl_put(next, "NEXT_URL", steps[i].url);
		tmpl_put(next, "NEXT_LABEL", message_text(steps[i].label));
	}
}

static void fail_page(struct http_request *request, struct http_response *response, int status, size_t fault,
                      const char *message)
{
	const char *heading = message_text(faults[fault].heading);
	struct page page;

	if (page_open(request, "frame/error.html", heading, &page, NULL) != ERR_OK) {
		buf_text(&response->body, message);
		return;
	}
	page_has_errors(&page, heading);
	tmpl_put_int(page.content, "STATUS", status);
	tmpl_put(page.content, "HEADING", heading);
	tmpl_put(page.content, "MESSAGE", message);
	tmpl_put(page.content, "REQUEST_ID", request->id);
	put_next(request, page.content, status);
	if (status == ERR_CONFLICT && request->route != NULL && request->route->targets[0] == TARGET_SHEET)
		tmpl_put(tmpl_add(page.content, "STORED_LINK"), "URL",
		         sheet_url(request, request->ids[0], ""));
	if (status == ERR_CONFLICT && resume_is_typed(request))
		resume_put_typed(request, tmpl_add(page.content, "NOT_SAVED"));
	if (page_send(&page, response, status, NULL) != ERR_OK)
		buf_text(&response->body, message);
}

/* Whose page says what is too large, and how large it may be: the rows where a thing has a page are posted to once
 * more, without what was not read. */
static const struct { http_handler *posted, *tells; } large[] = {
	{ post_areas_import, areas_too_large }, { post_imports, import_too_large }, { post_photo, photo_too_large },
	{ post_batch_copy, post_batch_copy }, { post_handback_copy, post_handback_copy },
	{ post_minutes_signed, post_minutes_signed }, { post_payment_signed, post_payment_signed },
};

static bool tell_large(struct http_request *request, struct http_response *response)
{
	struct error error = { 0 };
	size_t i = 0;

	while (i < COUNT(large) && large[i].posted != request->route->handler)
		i++;
	return i < COUNT(large) && large[i].tells(request, response, &error) == ERR_OK;
}

void web_fail(struct http_request *request, struct http_response *response, const struct error *error)
{
	size_t fault = fault_of(error->code);
	const char *message = error->message != NULL ? error->message : message_text(faults[fault].text);

	response->body.length = 0;
	response->status = (int)faults[fault].code;
	if (error->code == ERR_TOO_LARGE && request->body == HTTP_BODY_TOO_LARGE && tell_large(request, response))
		return;
	if (request->suffix != NULL && strcmp(request->suffix, "json") == 0)
		fail_json(request, response, response->status, message);
	else if (error->code == ERR_UNAUTHENTICATED && request->method != NULL && strcmp(request->method, "POST") == 0 &&
	         login_page_carrying(request, response, NULL) == ERR_OK)
		return;
	else
		fail_page(request, response, response->status, fault, message);
}
