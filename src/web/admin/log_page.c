/* The history and the views. */
#include "web/admin/admin.h"
#include "web/list/table_page.h"

enum err page_log(struct http_request *request, struct http_response *response, struct error *error)
{
	return table_show(request, response, "admin/log.html", error);
}
