#include "base/memory.h"
#include "text/messages.h"
#include "web/frame/page.h"

enum group { WORK, PEOPLE, HANDOVER, REPORTS, SETTINGS, GROUPS };
enum { PLACES_OPEN = 12 };              /* so many are seen at once on the lowest screen */

static const enum message group_labels[GROUPS] = {
	[WORK] = MSG_NAV_GROUP_WORK, [PEOPLE] = MSG_NAV_GROUP_PEOPLE, [HANDOVER] = MSG_NAV_GROUP_HANDOVER,
	[REPORTS] = MSG_NAV_GROUP_REPORTS, [SETTINGS] = MSG_NAV_GROUP_SETTINGS,
};

/* The places, group by group, in the order shown. */
static const struct place { enum group group; uint32_t roles; const char *url; enum message label; } places[] = {
	{ WORK, ROLES_SEE_SHEETS, "/", MSG_NAV_HOME },
	{ WORK, ROLES_WRITERS, "/sheets/new", MSG_NAV_NEW },
	{ WORK, ROLE_BIT(ROLE_OFFICER), "/review", MSG_NAV_REVIEW },
	{ WORK, ROLE_BIT(ROLE_POLICE), "/police", MSG_NAV_POLICE },
	{ WORK, ROLE_BIT(ROLE_ADMIN), "/admin", MSG_NAV_ADMIN },
	{ WORK, ROLE_BIT(ROLE_ADMIN), "/admin/status", MSG_NAV_STATUS },
	{ WORK, ROLE_BIT(ROLE_ADMIN), "/admin/log", MSG_NAV_LOG },
	{ PEOPLE, ROLES_SEE_SHEETS, "/sheets", MSG_NAV_SHEETS },
	{ PEOPLE, ROLE_BIT(ROLE_HAMLET_LEADER) | ROLE_BIT(ROLE_OFFICER), "/duplicates", MSG_NAV_DUPLICATES },
	{ PEOPLE, ROLES_SEE_SHEETS, "/people", MSG_NAV_PEOPLE },
	{ HANDOVER, ROLE_BIT(ROLE_OFFICER) | ROLE_BIT(ROLE_POLICE), "/handovers", MSG_NAV_HANDOVERS },
	{ REPORTS, ROLES_WATCHERS | ROLES_WRITERS, "/reports/progress", MSG_NAV_PROGRESS },
	{ REPORTS, ROLES_QUALITY, "/reports/quality", MSG_NAV_QUALITY },
	{ SETTINGS, ROLE_BIT(ROLE_ADMIN), "/admin/users", MSG_NAV_USERS },
	{ SETTINGS, ROLE_BIT(ROLE_ADMIN), "/admin/areas", MSG_NAV_AREAS },
	{ SETTINGS, ROLE_BIT(ROLE_ADMIN), "/admin/campaigns", MSG_NAV_CAMPAIGNS },
	{ SETTINGS, ROLE_BIT(ROLE_ADMIN), "/admin/settings", MSG_NAV_SETTINGS },
	{ SETTINGS, ROLE_BIT(ROLE_ADMIN) | ROLE_BIT(ROLE_OFFICER), "/rules", MSG_NAV_RULES },
	{ SETTINGS, ROLES_ALL, "/help", MSG_NAV_HELP },
};

static bool is_shown(const struct place *place, enum group group, enum role role)
{
	return place->group == group && (place->roles & ROLE_BIT(role)) != 0;
}

static bool is_current(const struct http_request *request, const struct place *place)
{
	return strcmp(request->path, place->url) == 0 && strcmp(request->method, "POST") != 0;
}

static size_t count_shown(enum role role)
{
	size_t count = 0;

	for (size_t i = 0; i < COUNT(places); i++)
		count += is_shown(&places[i], places[i].group, role);
	return count;
}

/* True when this page is one of the group's. */
static bool put_places(const struct http_request *request, struct tmpl_dict *group_dict, enum group group,
                       enum role role)
{
	bool here = false;

	for (size_t i = 0; i < COUNT(places); i++) {
		if (!is_shown(&places[i], group, role))
			continue;
		struct tmpl_dict *row = tmpl_add(group_dict, "NAV");
		tmpl_put(row, "NAV_URL", places[i].url);
		tmpl_put(row, "NAV_LABEL", message_text(places[i].label));
		if (!is_current(request, &places[i]))
			continue;
		tmpl_show(row, "NAV_CURRENT");
		here = true;
	}
	return here;
}

static bool has_places(enum group group, enum role role)
{
	for (size_t i = 0; i < COUNT(places); i++) {
		if (is_shown(&places[i], group, role))
			return true;
	}
	return false;
}

void navigation_put(struct http_request *request, struct tmpl_dict *user)
{
	enum role role = web_actor(request)->role;
	bool first = true, all = count_shown(role) <= PLACES_OPEN;

	for (enum group group = WORK; group < GROUPS; group++) {
		if (!has_places(group, role))
			continue;
		struct tmpl_dict *dict = tmpl_add(user, "NAV_GROUP");
		tmpl_put(dict, "GROUP_LABEL", message_text(group_labels[group]));
		if (put_places(request, dict, group, role) || first || all)
			tmpl_show(dict, "GROUP_OPEN");
		first = false;
	}
}
