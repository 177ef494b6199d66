/* The first page of an administrator: what is set up, and what is still missing. */
#include "store/admin/notice.h"
#include "store/admin/user.h"
#include "web/admin/admin.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/input/admin_form.h"

struct overview {
	int64_t communes, hamlets;
	int64_t users, locked, untouched; /* all; locked; that have not changed their first password */
	size_t ended;                   /* rights of units that have ended */
	int64_t searches;               /* users who looked for too many numbers, in the last days */
	struct campaign *campaigns;
	size_t campaign_count, open_count;
};

static enum err read_overview(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct overview *o = arg;
	struct user_counts counts;
	char since[CLOCK_TEXT];
	enum err err = user_count_any(db, &counts, error);

	if (err != ERR_OK)
		return err;
	o->communes = area_count_any(db, "commune");
	o->hamlets = area_count_any(db, "hamlet");
	o->users = counts.all;
	o->locked = counts.locked;
	o->untouched = counts.must_change;
	err = campaign_list(db, request->arena, web_actor(request), &o->campaigns, &o->campaign_count, error);
	for (size_t i = 0; i < o->campaign_count && err == ERR_OK; i++)
		o->open_count += !campaign_is_closed(&o->campaigns[i], clock_today(&web_app(request)->workflow.clock));
	struct user_ended *rows;
	char today[DATE_TEXT];
	date_to_iso(clock_today(&web_app(request)->workflow.clock), today);
	if (err == ERR_OK)
		err = user_ended_any(db, request->arena, today, &rows, &o->ended, error);
	notice_since(&web_app(request)->workflow.clock, since);
	return err == ERR_OK ? notice_count_searches_any(db, since, &o->searches, error) : err;
}

static void put_card(struct http_request *request, struct tmpl_dict *dict, const char *url, int64_t count,
                     enum message label, const char *hint)
{
	struct tmpl_dict *row = tmpl_add(dict, "CARD");

	tmpl_put(row, "CARD_URL", url);
	tmpl_put(row, "CARD_COUNT", web_count(request, count));
	tmpl_put(row, "CARD_LABEL", message_text(label));
	tmpl_put(row, "CARD_HINT", hint);
}

static void put_cards(struct http_request *request, struct tmpl_dict *dict, const struct overview *o)
{
	put_card(
		request, dict, "/admin/users", o->users, MSG_ADMIN_USERS,
		message_fill(request, MSG_ADMIN_USERS_HINT, web_count(request, o->untouched), web_count(request, o->locked)));
	put_card(request, dict, "/admin/areas", o->communes, MSG_ADMIN_AREAS,
	         message_fill(request, MSG_ADMIN_AREAS_HINT, web_count(request, o->hamlets), NULL));
	put_card(request, dict, "/admin/campaigns", (int64_t)o->open_count, MSG_ADMIN_CAMPAIGNS,
	         message_fill(request, MSG_ADMIN_CAMPAIGNS_HINT,
	                      web_count(request, (int64_t)(o->campaign_count - o->open_count)), NULL));
	if (o->ended > 0)
		put_card(request, dict, "/admin/rights", (int64_t)o->ended, MSG_ADMIN_RIGHTS,
		         message_text(MSG_ADMIN_RIGHTS_HINT));
	if (o->searches > 0)
		put_card(request, dict, "/admin/log?action=" ACTION_SEARCH_LIMITED_CODE, o->searches, MSG_ADMIN_SEARCHES,
		         message_text(MSG_ADMIN_SEARCHES_HINT));
}

/* What a new installation still needs before anybody can enter a sheet. */
static void put_steps(struct tmpl_dict *dict, const struct overview *o)
{
	const struct { bool missing; enum message text; } steps[] = { { o->communes == 0, MSG_ADMIN_NO_AREAS },
		{ o->communes > 0 && o->hamlets == 0, MSG_ADMIN_NO_HAMLETS }, { o->open_count == 0, MSG_ADMIN_NO_CAMPAIGN },
		{ o->users < 2, MSG_ADMIN_NO_USERS } };
	struct tmpl_dict *section = NULL;

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		if (!steps[i].missing)
			continue;
		if (section == NULL)
			section = tmpl_add(dict, "MISSING");
		tmpl_put(tmpl_add(section, "STEP"), "STEP_TEXT", message_text(steps[i].text));
	}
}

enum err page_admin(struct http_request *request, struct http_response *response, struct error *error)
{
	struct overview o = { .users = 0 };
	struct page page;
	enum err err = web_read(request, read_overview, &o, error);

	if (err == ERR_OK)
		err = admin_open(request, "admin/overview.html", message_text(MSG_ROLE_ADMIN), &page, error);
	if (err != ERR_OK)
		return err;
	put_cards(request, page.content, &o);
	put_steps(page.content, &o);
	return page_send(&page, response, 200, error);
}
