#include "web/frame/answer_json.h"

#include "text/messages.h"

cJSON *list_json(cJSON *rows, int64_t total, const char *next)
{
	cJSON *root = cJSON_CreateObject();

	cJSON_AddItemToObject(root, "rows", rows);
	json_put_int(root, "total", total);
	json_put_text(root, "next", next);
	return root;
}

enum err json_send(struct http_request *request, struct http_response *response, cJSON *root, struct error *error)
{
	const char *text = json_print(request->arena, root);

	cJSON_Delete(root);
	if (text == NULL)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for JSON");
	response->status = 200;
	response->content_type = "application/json; charset=utf-8";
	buf_text(&response->body, text);
	return ERR_OK;
}
