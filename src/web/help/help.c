/* The guide: what each role does with the program, task by task. A topic is a template of help/; links have the names
 * and the roles of the routes they lead to, so that nobody is sent where they may not go. */
#include "web/help/help.h"

#include <ctype.h>

#include "base/memory.h"
#include "web/frame/page.h"
#include "web/frame/text.h"
#include "web/frame/url.h"

#define ENUMERATOR ROLE_BIT(ROLE_ENUMERATOR)
#define HAMLET_LEADER ROLE_BIT(ROLE_HAMLET_LEADER)
#define OFFICER ROLE_BIT(ROLE_OFFICER)
#define POLICE ROLE_BIT(ROLE_POLICE)
#define ADMIN ROLE_BIT(ROLE_ADMIN)

enum { NAME = 32 };

/* In the order of the guide; "enter" is help/topic/enter.html. */
static const struct topic { const char *id; enum message title; uint32_t roles; bool public; } topics[] = {
	{ "home", MSG_HELP_HOME, ROLES_SEE_SHEETS, false },
	{ "enter", MSG_HELP_ENTER, ROLES_WRITERS, false },
	{ "card", MSG_HELP_CARD, ROLES_WRITERS, false },
	{ "draft", MSG_HELP_DRAFT, ROLES_WRITERS, false },
	{ "errors", MSG_HELP_ERRORS, ROLES_WRITERS, false },
	{ "returned", MSG_HELP_RETURNED, ENUMERATOR | HAMLET_LEADER, false },
	{ "tally", MSG_HELP_TALLY, HAMLET_LEADER, false },
	{ "bundle", MSG_HELP_BUNDLE, OFFICER, false },
	{ "review", MSG_HELP_REVIEW, OFFICER, false },
	{ "confirm", MSG_HELP_CONFIRM, OFFICER, false },
	{ "correct", MSG_HELP_CORRECT, OFFICER, false },
	{ "duplicates", MSG_HELP_DUPLICATES, HAMLET_LEADER | OFFICER, false },
	{ "batch", MSG_HELP_BATCH, OFFICER, false },
	{ "minutes", MSG_HELP_MINUTES, OFFICER, false },
	{ "payment", MSG_HELP_PAYMENT, OFFICER, false },
	{ "members", MSG_HELP_MEMBERS, OFFICER, false },
	{ "imports", MSG_HELP_IMPORTS, OFFICER | POLICE | ADMIN, false },
	{ "from-police", MSG_HELP_FROM_POLICE, OFFICER, false },
	{ "sign", MSG_HELP_SIGN, POLICE, false },
	{ "entered", MSG_HELP_ENTERED, POLICE, false },
	{ "archive", MSG_HELP_ARCHIVE, OFFICER | POLICE, false },
	{ "replace", MSG_HELP_REPLACE, ROLES_WRITERS, false },
	{ "text", MSG_HELP_TEXT, ROLES_WRITERS, false },
	{ "setup", MSG_HELP_SETUP, ADMIN, false },
	{ "users", MSG_HELP_USERS, ADMIN, false },
	{ "areas", MSG_HELP_AREAS, ADMIN, false },
	{ "campaigns", MSG_HELP_CAMPAIGNS, ADMIN, false },
	{ "log", MSG_HELP_LOG, ADMIN, false },
	{ "progress", MSG_HELP_PROGRESS, ROLES_SEE_SHEETS, false },
	{ "quality", MSG_HELP_QUALITY, ROLES_QUALITY, false },
	{ "find", MSG_HELP_FIND, ROLES_SEE_SHEETS, false },
	{ "sheet", MSG_HELP_SHEET, ROLES_SEE_SHEETS, false },
	{ "states", MSG_HELP_STATES, ROLES_SEE_SHEETS, false },
	{ "findings", MSG_HELP_FINDINGS, ROLES_ALL, false },
	{ "keys", MSG_HELP_KEYS, ROLES_SEE_SHEETS, false },
	{ "login", MSG_HELP_LOGIN, ROLES_ALL, true },
	{ "network", MSG_HELP_NETWORK, ROLES_ALL, true },
	{ "privacy", MSG_HELP_PRIVACY, ROLES_ALL, false },
};

static const struct { const char *marker, *url; enum message label; } links[] = {
	{ "HOME", "/", MSG_NAV_HOME },
	{ "NEW", "/sheets/new", MSG_NAV_NEW },
	{ "SHEETS", "/sheets", MSG_NAV_SHEETS },
	{ "PEOPLE", "/people", MSG_NAV_PEOPLE },
	{ "REVIEW", "/review", MSG_NAV_REVIEW },
	{ "BUNDLES", "/bundles", MSG_NAV_BUNDLES },
	{ "HANDOVERS", "/handovers", MSG_NAV_HANDOVERS },
	{ "MINUTES", "/minutes", MSG_NAV_MINUTES },
	{ "PAYMENTS", "/payments", MSG_NAV_PAYMENTS },
	{ "POLICE", "/police", MSG_NAV_POLICE },
	{ "PROGRESS", "/reports/progress", MSG_NAV_PROGRESS },
	{ "QUALITY", "/reports/quality", MSG_NAV_QUALITY },
	{ "DUPLICATES", "/duplicates", MSG_NAV_DUPLICATES },
	{ "MEMBERS", "/members", MSG_NAV_MEMBERS },
	{ "IMPORTS", "/imports", MSG_NAV_IMPORTS },
	{ "RULES", "/rules", MSG_NAV_RULES },
	{ "JOBS", "/jobs", MSG_TITLE_JOBS },
	{ "BLANK", "/forms/mau-03/print", MSG_HELP_BLANK },
	{ "PASSWORD", "/password", MSG_TITLE_PASSWORD },
	{ "TEXT_TOOL", "/tools/text", MSG_NAV_TEXT_TOOL },
	{ "ADMIN", "/admin", MSG_NAV_ADMIN },
	{ "USERS", "/admin/users", MSG_NAV_USERS },
	{ "AREAS", "/admin/areas", MSG_NAV_AREAS },
	{ "CAMPAIGNS", "/admin/campaigns", MSG_NAV_CAMPAIGNS },
	{ "SETTINGS", "/admin/settings", MSG_NAV_SETTINGS },
	{ "LOG", "/admin/log", MSG_NAV_LOG },
	{ "STATUS", "/admin/status", MSG_NAV_STATUS },
};

#define MEANING(name) [STATE_##name] = MSG_HELP_STATE_##name,
static const enum message meanings[STATE_COUNT] = { STATES(MEANING) };

/* What the topics say to some roles only. */
static const struct { const char *section; uint32_t roles; } readers[] = {
	{ "FOR_WRITER", ROLES_WRITERS },
	{ "FOR_CHOOSER", HAMLET_LEADER | OFFICER },
	{ "FOR_FIELD", ENUMERATOR | HAMLET_LEADER },
	{ "FOR_CHECKER", OFFICER | ADMIN },
	{ "FOR_MASKED", ROLES_MASKED },
	{ "FOR_OPEN", ROLES_SEE_SHEETS & ~ROLES_MASKED },
};

static void put_links(const struct http_request *request, struct tmpl_dict *body)
{
	for (size_t i = 0; i < COUNT(links); i++) {
		struct tmpl_dict *link = tmpl_include(body, links[i].marker, "frame/guide-link.html");
		bool may = web_may_open(request, links[i].url);
		struct tmpl_dict *shown = tmpl_add(link, may ? "LINK" : "NO_LINK");
		tmpl_put(shown, "LABEL", message_text(links[i].label));
		if (may)
			tmpl_put(shown, "URL", links[i].url);
	}
}

static void put_states(struct tmpl_dict *body)
{
	for (int i = STATE_NONE + 1; i < STATE_COUNT; i++) {
		struct tmpl_dict *row = tmpl_add(body, "STATE");
		tmpl_put(row, "STATE_CODE", state_code((enum state)i));
		tmpl_put(row, "STATE_LABEL", state_label((enum state)i));
		tmpl_put(row, "STATE_MEANING", message_text(meanings[i]));
	}
}

static void put_reader(struct tmpl_dict *body, enum role role)
{
	char name[NAME];
	int length = snprintf(name, sizeof name, "FOR_%s", role_code(role));

	for (int i = 0; i < length; i++)
		name[i] = (char)toupper((unsigned char)name[i]);
	tmpl_show(body, name);
	for (size_t i = 0; i < COUNT(readers); i++) {
		if ((readers[i].roles & ROLE_BIT(role)) != 0)
			tmpl_show(body, readers[i].section);
	}
}

/* role: whose guide; -1: what is public. */
static void put_topic(const struct http_request *request, struct tmpl_dict *content, const struct topic *topic,
                      int role)
{
	struct tmpl_dict *line = tmpl_add(content, "CONTENTS"), *row = tmpl_add(content, "TOPIC");
	struct tmpl_dict *body = tmpl_include(row, "BODY", arena_print(request->arena, "help/topic/%s.html", topic->id));

	tmpl_put(line, "TOPIC_ID", topic->id);
	tmpl_put(line, "TOPIC_TITLE", message_text(topic->title));
	tmpl_put(row, "TOPIC_ID", topic->id);
	tmpl_put(row, "TOPIC_TITLE", message_text(topic->title));
	if (request->session != NULL)
		tmpl_show(body, "LOGGED_IN");
	if (role >= 0)
		put_reader(body, (enum role)role);
	put_links(request, body);
	if (strcmp(topic->id, "states") == 0)
		put_states(body);
}

static void put_topics(const struct http_request *request, struct tmpl_dict *content, int role)
{
	for (size_t i = 0; i < COUNT(topics); i++) {
		if (role < 0 ? topics[i].public : (topics[i].roles & ROLE_BIT(role)) != 0)
			put_topic(request, content, &topics[i], role);
	}
}

static void put_others(struct http_request *request, struct tmpl_dict *content, enum role shown)
{
	struct tmpl_dict *others = tmpl_add(content, "OTHERS");

	for (int role = 0; role < ROLE_COUNT; role++) {
		struct tmpl_dict *row = tmpl_add(others, "OTHER");
		tmpl_put(row, "OTHER_URL", arena_print(request->arena, "/help?role=%s", role_code((enum role)role)));
		tmpl_put(row, "OTHER_LABEL", role_label((enum role)role));
		if (role == (int)shown)
			tmpl_show(row, "OTHER_CURRENT");
	}
}

enum err page_help(struct http_request *request, struct http_response *response, struct error *error)
{
	enum role role = web_actor(request)->role;
	const char *asked = params_filled(&request->query, "role");
	struct page page;

	if (asked != NULL && !role_from_code(asked, &role))
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "no such role");
	enum err err = page_open(request, "help/guide.html", message_text(MSG_NAV_HELP), &page, error);
	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", message_text(MSG_NAV_HELP));
	tmpl_put(page.content, "SUBHEADING", message_fill(request, MSG_HELP_FOR, role_label(role), NULL));
	put_topics(request, page.content, (int)role);
	put_others(request, page.content, role);
	return page_send(&page, response, 200, error);
}

enum err page_help_login(struct http_request *request, struct http_response *response, struct error *error)
{
	struct page page;
	enum err err = page_open(request, "help/guide.html", message_text(MSG_HELP_LOGIN), &page, error);

	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", message_text(MSG_HELP_PUBLIC));
	tmpl_put(page.content, "SUBHEADING", message_text(MSG_HELP_PUBLIC_SUB));
	put_topics(request, page.content, -1);
	if (request->session == NULL)
		tmpl_show(page.content, "LOGIN");
	return page_send(&page, response, 200, error);
}
