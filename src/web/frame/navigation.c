#include "base/memory.h"
#include "store/sheet/sheet.h"
#include "text/messages.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"

#define STATE_BIT(name) (1u << STATE_##name)
/* In the place of states: bundles of papers that an officer is to count. */
#define BUNDLES_WAIT (1u << STATE_COUNT)

enum group { WORK, PEOPLE, HANDOVER, REPORTS, SETTINGS, GROUPS };
enum { PLACES_OPEN = 15 };              /* so many are seen at once on the lowest screen */

static const enum message group_labels[GROUPS] = {
	[WORK] = MSG_NAV_GROUP_WORK, [PEOPLE] = MSG_NAV_GROUP_PEOPLE, [HANDOVER] = MSG_NAV_GROUP_HANDOVER,
	[REPORTS] = MSG_NAV_GROUP_REPORTS, [SETTINGS] = MSG_NAV_GROUP_SETTINGS,
};

/* The states in which a sheet waits for a role; 0: nobody waits for it. */
static const uint32_t waiting_for[ROLE_COUNT] = {
	[ROLE_ENUMERATOR] = STATE_BIT(RETURNED), [ROLE_HAMLET_LEADER] = STATE_BIT(RETURNED) | STATE_BIT(WITH_HAMLET),
	[ROLE_OFFICER] = STATE_BIT(RECEIVED) | STATE_BIT(POLICE_RETURNED), [ROLE_POLICE] = STATE_BIT(HANDED_OVER),
};

/* The places, group by group, in the order shown. waits: states of sheets that are counted there. */
static const struct place {
	enum group group;
	uint32_t roles;
	const char *url;
	enum message label;
	uint32_t waits;
} places[] = {
	{ WORK, ROLES_SEE_SHEETS, "/", MSG_NAV_HOME, ~0u },
	{ WORK, ROLES_WRITERS, "/sheets/new", MSG_NAV_NEW, 0 },
	{ WORK, ROLE_BIT(ROLE_OFFICER), "/review", MSG_NAV_REVIEW, STATE_BIT(RECEIVED) },
	{ WORK, ROLE_BIT(ROLE_POLICE), "/police", MSG_NAV_POLICE, STATE_BIT(HANDED_OVER) },
	{ WORK, ROLE_BIT(ROLE_ADMIN), "/admin", MSG_NAV_ADMIN, 0 },
	{ WORK, ROLE_BIT(ROLE_ADMIN), "/admin/status", MSG_NAV_STATUS, 0 },
	{ WORK, ROLE_BIT(ROLE_ADMIN), "/admin/log", MSG_NAV_LOG, 0 },
	{ PEOPLE, ROLES_SEE_SHEETS, "/sheets", MSG_NAV_SHEETS, 0 },
	{ PEOPLE, ROLE_BIT(ROLE_HAMLET_LEADER) | ROLE_BIT(ROLE_OFFICER), "/duplicates", MSG_NAV_DUPLICATES, 0 },
	{ PEOPLE, ROLES_SEE_SHEETS, "/people", MSG_NAV_PEOPLE, 0 },
	{ PEOPLE, ROLES_SEE_SHEETS, "/roster", MSG_NAV_ROSTER, 0 },
	{ HANDOVER, ROLE_BIT(ROLE_OFFICER) | ROLE_BIT(ROLE_LEADER) | ROLE_BIT(ROLE_ENUMERATOR), "/minutes", MSG_NAV_MINUTES,
		0 },
	{ HANDOVER, ROLE_BIT(ROLE_OFFICER) | ROLE_BIT(ROLE_POLICE), "/handovers", MSG_NAV_HANDOVERS, 0 },
	{ HANDOVER, ROLE_BIT(ROLE_HAMLET_LEADER) | ROLE_BIT(ROLE_OFFICER) | ROLE_BIT(ROLE_LEADER), "/bundles",
	  MSG_NAV_BUNDLES, BUNDLES_WAIT },
	{ REPORTS, ROLES_WATCHERS | ROLES_WRITERS, "/reports/progress", MSG_NAV_PROGRESS, 0 },
	{ REPORTS, ROLE_BIT(ROLE_LEADER) | ROLE_BIT(ROLE_DISTRICT) | ROLE_BIT(ROLE_PROVINCE), "/campaigns",
		MSG_NAV_CAMPAIGNS, 0 },
	{ REPORTS, ROLES_QUALITY, "/reports/quality", MSG_NAV_QUALITY, 0 },
	{ REPORTS, ROLE_BIT(ROLE_OFFICER) | ROLE_BIT(ROLE_DISTRICT) | ROLE_BIT(ROLE_PROVINCE), "/payments",
		MSG_NAV_PAYMENTS, 0 },
	{ SETTINGS, ROLE_BIT(ROLE_POLICE) | ROLE_BIT(ROLE_ADMIN), "/imports", MSG_NAV_IMPORTS, 0 },
	{ SETTINGS, ROLES_QUALITY, "/members", MSG_NAV_MEMBERS, 0 },
	{ SETTINGS, ROLE_BIT(ROLE_ADMIN), "/admin/users", MSG_NAV_USERS, 0 },
	{ SETTINGS, ROLE_BIT(ROLE_ADMIN), "/admin/areas", MSG_NAV_AREAS, 0 },
	{ SETTINGS, ROLE_BIT(ROLE_ADMIN), "/admin/campaigns", MSG_NAV_CAMPAIGNS, 0 },
	{ SETTINGS, ROLE_BIT(ROLE_ADMIN), "/admin/settings", MSG_NAV_SETTINGS, 0 },
	{ SETTINGS, ROLE_BIT(ROLE_ADMIN), "/rules", MSG_NAV_RULES, 0 },
	{ SETTINGS, ROLES_ALL, "/help", MSG_NAV_HELP, 0 },
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

/* What the place counts for the role. */
static uint32_t counted(const struct place *place, enum role role)
{
	return place->waits & waiting_for[role];
}

static bool counts_bundles(const struct place *place, enum role role)
{
	return place->waits == BUNDLES_WAIT && role == ROLE_OFFICER;
}

/* As it stands in the page: the mark of the place, and how many wait, or nothing. */
static const char *waits_text(struct http_request *request, const struct place *place, const struct web_frame *frame)
{
	int64_t waits = place->waits == BUNDLES_WAIT ? frame->bundles : 0;

	for (size_t i = 0; i < frame->state_count; i++) {
		if ((counted(place, web_actor(request)->role) >> frame->states[i].state & 1u) != 0)
			waits += frame->states[i].sheets;
	}
	return waits == 0 ? "" : web_count(request, waits);
}

unsigned navigation_parts(enum role role)
{
	return (waiting_for[role] == 0 ? 0 : WEB_STATES) | (role == ROLE_OFFICER ? WEB_BUNDLES : 0);
}

void navigation_read(struct http_request *request, struct navigation_waits *out)
{
	const struct actor *actor = web_actor(request);
	unsigned parts = navigation_parts(actor->role);
	const struct web_frame *frame = web_frame(request, parts);

	*out = (struct navigation_waits){ 0 };
	if (parts == 0 || (frame->known & parts) == 0)
		return;
	for (size_t i = 0; i < COUNT(places) && out->count < NAVIGATION_WAITS; i++) {
		bool counts = counted(&places[i], actor->role) != 0 || counts_bundles(&places[i], actor->role);
		if (!counts || !is_shown(&places[i], places[i].group, actor->role))
			continue;
		const char *text = waits_text(request, &places[i], frame);
		out->waits[out->count] = (struct navigation_wait){ places[i].url, text,
			arena_print(request->arena, "id=\"n%zu\">%s<", out->count, text) };
		out->count++;
	}
}

static void put_waits(struct tmpl_dict *row, const char *url, const struct navigation_waits *waits)
{
	for (size_t i = 0; i < waits->count; i++) {
		if (strcmp(waits->waits[i].url, url) != 0)
			continue;
		struct tmpl_dict *section = tmpl_add(row, "NAV_WAITS");
		tmpl_put_int(section, "WAITS_ID", (long long)i);
		tmpl_put(section, "WAITS_COUNT", waits->waits[i].text);
	}
}

/* True when this page is one of the group's. */
static bool put_places(const struct http_request *request, struct tmpl_dict *group_dict, enum group group,
                       const struct navigation_waits *waits)
{
	enum role role = web_actor(request)->role;
	bool here = false;

	for (size_t i = 0; i < COUNT(places); i++) {
		if (!is_shown(&places[i], group, role))
			continue;
		struct tmpl_dict *row = tmpl_add(group_dict, "NAV");
		tmpl_put(row, "NAV_URL", places[i].url);
		tmpl_put(row, "NAV_LABEL", message_text(places[i].label));
		put_waits(row, places[i].url, waits);
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
	struct navigation_waits waits;
	bool first = true, all = count_shown(role) <= PLACES_OPEN;

	navigation_read(request, &waits);
	for (enum group group = WORK; group < GROUPS; group++) {
		if (!has_places(group, role))
			continue;
		struct tmpl_dict *dict = tmpl_add(user, "NAV_GROUP");
		tmpl_put(dict, "GROUP_LABEL", message_text(group_labels[group]));
		if (put_places(request, dict, group, &waits) || first || all)
			tmpl_show(dict, "GROUP_OPEN");
		first = false;
	}
}
