/* Whether the server can do its work: for who watches it, and for pages that ask before they send. */
#include "base/log.h"
#include "base/memory.h"
#include "base/process/disk.h"
#include "store/admin/setting.h"
#include "web/web.h"

enum { WRITER_MS = 2000 };
#define ROOM_NEEDED ((int64_t)200 * 1000 * 1000)

static bool reader_works(struct http_request *request, struct error *error)
{
	struct db *db = db_borrow(web_app(request)->pool, error);

	if (db == NULL)
		return false;
	setting_get(db, request->arena, "demo_day");
	db_return(web_app(request)->pool, db);
	return true;
}

static bool writer_works(struct http_request *request, struct error *error)
{
	return db_writer_check(web_app(request)->workflow.writer, WRITER_MS, error) == ERR_OK;
}

static bool has_room(struct http_request *request, struct error *error)
{
	int64_t room = disk_free(web_app(request)->folder);

	if (room < ROOM_NEEDED)
		error_set(error, ERR_UNAVAILABLE, NULL, "%lld bytes free", (long long)room);
	return room >= ROOM_NEEDED;
}

static const struct { const char *name; bool (*works)(struct http_request *request, struct error *error); } parts[] = {
	{ "reader", reader_works }, { "writer", writer_works }, { "disk", has_room },
};

enum err page_healthz(struct http_request *request, struct http_response *response, struct error *error)
{
	response->content_type = "text/plain; charset=utf-8";
	for (size_t i = 0; i < COUNT(parts); i++) {
		if (parts[i].works(request, error))
			continue;
		log_line(LOG_ERROR, "%s %s does not work: %s", request->id, parts[i].name, error->detail);
		buf_print(&response->body, "%s\n", parts[i].name);
	}
	response->status = response->body.length == 0 ? 200 : ERR_UNAVAILABLE;
	if (response->status == 200)
		buf_text(&response->body, "ok\n");
	return ERR_OK;
}
