#include "web/report/today.h"

#include "base/memory.h"
#include "store/sheet/event.h"
#include "web/frame/text.h"

/* What is counted for whom; the first of a role is its own work. */
static const struct deed { uint32_t roles; enum action action; enum message label; } deeds[] = {
	{ ROLES_WRITERS, ACTION_SUBMIT, MSG_TODAY_SUBMITTED },
	{ ROLE_BIT(ROLE_HAMLET_LEADER), ACTION_FORWARD, MSG_TODAY_FORWARDED },
	{ ROLE_BIT(ROLE_OFFICER), ACTION_ACCEPT, MSG_TODAY_ACCEPTED },
	{ ROLE_BIT(ROLE_HAMLET_LEADER) | ROLE_BIT(ROLE_OFFICER), ACTION_RETURN, MSG_TODAY_RETURNED },
	{ ROLE_BIT(ROLE_POLICE), ACTION_ENTERED, MSG_TODAY_ENTERED },
	{ ROLE_BIT(ROLE_POLICE), ACTION_POLICE_RETURN, MSG_TODAY_RETURNED },
};

enum err today_read(struct db *db, struct http_request *request, struct today *out, struct error *error)
{
	const struct actor *actor = web_actor(request);
	char since[CLOCK_TEXT];
	enum err err = ERR_OK;

	*out = (struct today){ .count = 0 };
	clock_day_begin(clock_today(&web_app(request)->workflow.clock), since);
	for (size_t i = 0; i < COUNT(deeds) && err == ERR_OK; i++) {
		if ((deeds[i].roles & ROLE_BIT(actor->role)) == 0)
			continue;
		out->labels[out->count] = deeds[i].label;
		err = event_count_sheets(db, actor, deeds[i].action, since, &out->sheets[out->count++], error);
	}
	return err;
}

void today_put(struct http_request *request, struct tmpl_dict *dict, const struct today *today, int64_t waiting)
{
	if (today->count == 0)
		return;
	struct tmpl_dict *section = tmpl_add(dict, "TODAY");
	tmpl_put(section, "TODAY_COUNT", web_count(request, today->sheets[0]));
	tmpl_put(section, "TODAY_LABEL", message_text(today->labels[0]));
	for (size_t i = 1; i < today->count; i++) {
		struct tmpl_dict *row = tmpl_add(section, "DEED");
		tmpl_put(row, "DEED_COUNT", web_count(request, today->sheets[i]));
		tmpl_put(row, "DEED_LABEL", message_text(today->labels[i]));
	}
	tmpl_put(section, "WAITING_COUNT", web_count(request, waiting));
}
