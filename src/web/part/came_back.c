/* Why a sheet came back: told above it, not only at the end of its history. */
#include "web/part/came_back.h"

#include "store/sheet/event.h"
#include "web/frame/text.h"
#include "web/part/shown.h"
#include "workflow/undo.h"

/* The last return, by the commune or the police, that nothing but corrections, confirmations and a reopening has
 * followed. */
static const struct event *last_return(const struct event *events, size_t count)
{
	while ((count = undo_skip(events, count)) > 0) {
		const struct event *event = &events[--count];
		enum action action = event->action;
		if (action == ACTION_RETURN || action == ACTION_POLICE_RETURN)
			return event;
		bool moved = event->from_state != STATE_NONE && event->to_state != STATE_NONE &&
		             event->from_state != event->to_state;
		if (moved && action != ACTION_REOPEN)
			return NULL;
	}
	return NULL;
}

void came_back_put(struct http_request *request, struct tmpl_dict *content, const struct event *events, size_t count)
{
	const struct event *event = last_return(events, count);

	if (event == NULL)
		return;
	struct tmpl_dict *returned = tmpl_add(content, "RETURNED");
	tmpl_put(returned, "RETURNED_BY", event->actor_name);
	tmpl_put(returned, "RETURNED_AT", web_time(request, event->at));
	tmpl_put(returned, "RETURNED_REASON", web_masked(request, event->reason));
}
