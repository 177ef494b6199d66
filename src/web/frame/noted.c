#include "web/frame/noted.h"

enum err web_note_sheet(struct http_request *request, int64_t sheet_id, struct error *error)
{
	return workflow_log_sheet(&web_app(request)->workflow, web_actor(request), sheet_id, error);
}

enum err web_note_print(struct http_request *request, int64_t sheet_id, struct error *error)
{
	return workflow_log_print(&web_app(request)->workflow, web_actor(request), sheet_id, error);
}

enum err web_note_sheets(struct http_request *request, struct shown_rows shown, const struct sheet *sheets,
                         size_t count, struct error *error)
{
	const struct workflow *workflow = &web_app(request)->workflow;
	bool leaves = shown.access == ACCESS_PRINT || shown.access == ACCESS_EXPORT;
	int64_t *ids = arena_array(request->arena, count + 1, sizeof *ids);

	for (size_t i = 0; i < count; i++) {
		ids[i] = sheets[i].id;
		shown.commune_id = shown_commune(shown.commune_id, i, sheets[i].commune_id);
	}
	shown.ids = ids;
	shown.count = count;
	return (leaves ? workflow_log_shown_now : workflow_log_shown)(workflow, web_actor(request), &shown, error);
}
