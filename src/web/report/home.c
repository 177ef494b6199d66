/* The first page: what waits for whom, and how far the area is. */
#include "base/json.h"
#include "base/memory.h"
#include "store/admin/notice.h"
#include "table/display.h"
#include "text/label.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/report/progress.h"
#include "web/report/tasks.h"
#include "web/report/today.h"

enum { NOTICES_SHOWN = 5 };

static const struct { uint32_t roles; enum message label; const char *url; bool primary; } quick[] = {
	{ ROLES_WRITERS, MSG_NAV_NEW, "/sheets/new", true },
	{ ROLES_WATCHERS, MSG_NAV_PROGRESS, "/reports/progress", false },
	{ ROLES_WRITERS | ROLE_BIT(ROLE_POLICE), MSG_DAY_LIST, "/day", false },
	{ ROLES_WRITERS, MSG_NAV_TEXT_TOOL, "/tools/text", false },
	{ ROLE_BIT(ROLE_ADMIN), MSG_TITLE_PASSWORD, "/password", false },
};

static const struct { enum message label; size_t figure; } steps[] = {
	{ MSG_STEP_COLLECTED, offsetof(struct progress_row, collected) },
	{ MSG_STEP_ACCEPTED, offsetof(struct progress_row, accepted) },
	{ MSG_STEP_HANDED_OVER, offsetof(struct progress_row, handed_over) },
	{ MSG_STEP_ENTERED, offsetof(struct progress_row, entered) },
};

/* An area of the account that has ended, and who took over. */
struct ended {
	struct area area;
	struct area_kin *heirs;
	size_t heir_count;
};

struct home {
	struct today today;
	struct tasks tasks;
	bool has_progress;
	struct progress_view progress;
	/* for a leader: who looked for too many numbers; one more than are shown when there are more */
	struct notice *notices;
	size_t notice_count;
	struct ended *ended;
	size_t ended_count;
};

/* ---- reading ---- */

static enum err read_notices(struct db *db, struct http_request *request, struct home *home, struct error *error)
{
	char since[CLOCK_TEXT];

	if (web_actor(request)->role != ROLE_LEADER)
		return ERR_OK;
	notice_since(&web_app(request)->workflow.clock, since);
	return notice_searches(db, request->arena, web_actor(request), since, NOTICES_SHOWN + 1, &home->notices,
	                       &home->notice_count, error);
}

static enum err read_ended(struct db *db, struct http_request *request, struct home *home, struct error *error)
{
	const struct actor *actor = web_actor(request);
	char today[DATE_TEXT];
	enum err err = ERR_OK;

	date_to_iso(clock_today(&web_app(request)->workflow.clock), today);
	home->ended = arena_array(request->arena, actor->area_count + 1, sizeof *home->ended);
	for (size_t i = 0; i < actor->area_count && err == ERR_OK; i++) {
		struct ended *one = &home->ended[home->ended_count];
		err = area_by_id_any(db, request->arena, actor->areas[i], &one->area, error);
		if (err != ERR_OK || !area_has_ended(&one->area, today))
			continue;
		err = area_heirs_any(db, request->arena, one->area.id, today, &one->heirs, &one->heir_count, error);
		home->ended_count++;
	}
	return err;
}

static enum err read_home(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct home *home = arg;
	const struct actor *actor = web_actor(request);
	enum err err = tasks_read(db, request, &home->tasks, error);

	if (err == ERR_OK)
		err = today_read(db, request, &home->today, error);
	if (err == ERR_OK)
		err = read_notices(db, request, home, error);
	if (err == ERR_OK)
		err = read_ended(db, request, home, error);
	if (err != ERR_OK || actor->area_count == 0 || (ROLES_WATCHERS & ROLE_BIT(actor->role)) == 0)
		return err;
	const struct progress_asked asked = { request->arena, actor, clock_today(&web_app(request)->workflow.clock), 0,
		NULL, false };
	err = progress_read(db, &asked, &home->progress, error);
	home->has_progress = err == ERR_OK && home->progress.campaign != NULL;
	return err;
}

/* ---- the page ---- */

static struct plan_finding finding_of(const struct progress_view *v)
{
	return plan_find(v->rows, v->count, &v->total, v->plan);
}

/* What is behind the plan, and where most, for whoever only looks on. */
static struct tmpl_dict *put_behind(struct http_request *request, struct tmpl_dict *dict, struct tmpl_dict *section,
                                    const struct home *home)
{
	const struct progress_view *v = &home->progress;

	if (!home->has_progress || v->plan == 0 || (ROLES_MASKED & ROLE_BIT(web_actor(request)->role)) == 0)
		return section;
	struct plan_finding found = finding_of(v);
	bool whole = found.standing == PLAN_BEHIND;
	if (!whole && found.standing != PLAN_PARTS_BEHIND)
		return section;
	if (section == NULL)
		section = tmpl_add(dict, "TASKS");
	struct tmpl_dict *row = tmpl_add(section, "TASK");
	tmpl_put(row, "TASK_COUNT", web_count(request, whole ? found.missing : (int64_t)found.behind));
	tmpl_put(row, "TASK_LABEL", message_text(whole ? MSG_TASK_BEHIND : MSG_TASK_PARTS_BEHIND));
	tmpl_put(row, "TASK_URL", progress_url(request, "/reports/progress", v->area.id, v->campaign));
	tmpl_put(row, "TASK_HINT", plan_detail(request->arena, &found, v->plan));
	tmpl_show(row, "TASK_LATE");
	return section;
}

static const char *role_of(const struct notice *notice)
{
	cJSON *told = notice->diff == NULL ? NULL : json_parse(notice->diff, strlen(notice->diff));
	const char *code = cJSON_GetStringValue(cJSON_GetObjectItem(told, "role"));
	enum role role;
	const char *label = code != NULL && role_from_code(code, &role) ? role_label(role) : "";

	cJSON_Delete(told);
	return label;
}

/* Until an administrator confirms that the rights go on, the account works with what the old unit has. */
static void put_ended(struct http_request *request, struct tmpl_dict *section, const struct ended *one)
{
	const char *const parts[] = { one->area.full_name, web_iso_day(request, one->area.valid_to),
		progress_heirs(request, one->heirs, one->heir_count) };
	enum message text = one->heir_count == 0   ? MSG_HOME_ENDED_NO_HEIR
	                    : one->heir_count == 1 ? MSG_HOME_ENDED
	                                           : MSG_HOME_ENDED_SEVERAL;

	tmpl_put(tmpl_add(section, "NOTICE"), "NOTICE_TEXT", message_fill_all(request, text, parts, COUNT(parts)));
}

static void put_notices(struct http_request *request, struct tmpl_dict *dict, const struct home *home)
{
	struct tmpl_dict *section = home->notice_count + home->ended_count == 0 ? NULL : tmpl_add(dict, "NOTICES");

	for (size_t i = 0; i < home->ended_count; i++)
		put_ended(request, section, &home->ended[i]);
	for (size_t i = 0; i < home->notice_count && i < NOTICES_SHOWN; i++) {
		const struct notice *n = &home->notices[i];
		const char *const parts[] = { n->full_name, role_of(n), web_time(request, n->at) };
		tmpl_put(tmpl_add(section, "NOTICE"), "NOTICE_TEXT",
		         message_fill_all(request, MSG_NOTICE_SEARCHES, parts, COUNT(parts)));
	}
	if (home->notice_count > NOTICES_SHOWN)
		tmpl_put(tmpl_add(section, "NOTICE"), "NOTICE_TEXT", message_text(MSG_NOTICE_SEARCHES_MORE));
}

static void put_quick(const struct http_request *request, struct tmpl_dict *dict)
{
	for (size_t i = 0; i < COUNT(quick); i++) {
		if ((quick[i].roles & ROLE_BIT(web_actor(request)->role)) == 0)
			continue;
		struct tmpl_dict *row = tmpl_add(dict, "QUICK");
		tmpl_put(row, "QUICK_URL", quick[i].url);
		tmpl_put(row, "QUICK_LABEL", message_text(quick[i].label));
		if (quick[i].primary)
			tmpl_show(row, "QUICK_PRIMARY");
	}
}

/* The next milestone that is not reached. */
static void put_pace(struct http_request *request, struct tmpl_dict *dict, const struct progress_view *v)
{
	for (size_t i = 0; i < v->milestone_count; i++) {
		enum milestone_stand stand = milestone_judge(v, &v->milestones[i]).stand;
		if (stand == MILESTONE_NO_TARGET || stand == MILESTONE_REACHED || stand == MILESTONE_MISSED)
			continue;
		milestone_put(request, tmpl_add(dict, "PACE"), v, &v->milestones[i]);
		return;
	}
}

/* The unit with most that is late, and the list of that; of one unit nothing is the worst. */
static void put_worst(struct http_request *request, struct tmpl_dict *dict, const struct progress_view *v)
{
	const struct progress_row *worst = NULL;

	for (size_t i = 0; i < v->count && v->count > 1; i++) {
		if (v->rows[i].late > (worst == NULL ? 0 : worst->late))
			worst = &v->rows[i];
	}
	if (worst == NULL || (ROLES_LATE & ROLE_BIT(web_actor(request)->role)) == 0)
		return;
	struct tmpl_dict *section = tmpl_add(dict, "WORST");
	int64_t area_id = worst->area_id == 0 ? v->area.id : worst->area_id;
	tmpl_put(section, "WORST_NAME", worst->name);
	tmpl_put(section, "WORST_URL", progress_late_url(request->arena, v, area_id, worst->area_id == 0));
	tmpl_put(section, "WORST_TEXT",
	         message_fill(request, MSG_HOME_WORST, web_count(request, worst->late), web_count(request, v->total.late)));
}

/* The least far of several units, for those who have work of their own above. */
static void put_least(struct http_request *request, struct tmpl_dict *dict, const struct progress_view *v)
{
	struct plan_finding found = finding_of(v);
	const char *detail = plan_detail(request->arena, &found, v->plan);

	if (detail[0] != '\0' && (ROLES_MASKED & ROLE_BIT(web_actor(request)->role)) == 0)
		put_section(dict, "LEAST", "LEAST_TEXT", detail);
}

/* What the last seven days brought, and the seven before. */
static void put_week(struct http_request *request, struct tmpl_dict *dict, const struct progress_recent *recent)
{
	static const struct { enum message label; size_t figure; } gains[] = {
		{ MSG_STEP_COLLECTED, offsetof(struct progress_row, collected) },
		{ MSG_STEP_ACCEPTED, offsetof(struct progress_row, accepted) },
		{ MSG_STEP_ENTERED, offsetof(struct progress_row, entered) },
	};

	for (size_t i = 0; i < COUNT(gains); i++) {
		int64_t week = progress_figure(&recent->week, gains[i].figure);
		int64_t before = progress_figure(&recent->before, gains[i].figure);
		struct tmpl_dict *row = tmpl_add(dict, "GAIN");
		tmpl_put(row, "GAIN_LABEL", message_text(gains[i].label));
		tmpl_put(row, "GAIN_WEEK", web_count(request, week));
		tmpl_put(row, "GAIN_BEFORE", web_count(request, before));
		tmpl_put(row, "GAIN_TREND", display_change(request->arena, week - before));
	}
}

static void put_progress(struct http_request *request, struct tmpl_dict *dict, const struct home *home)
{
	const struct progress_view *v = &home->progress;
	const struct campaign *c = v->campaign;
	struct tmpl_dict *section = tmpl_add(dict, "PROGRESS");
	const char *to = c->collect_to == NULL ? message_text(MSG_NO_END) : web_iso_day(request, c->collect_to);

	tmpl_put(section, "PROGRESS_TITLE", c->name);
	tmpl_put(section, "PROGRESS_PERIOD", message_fill(request, MSG_PERIOD, web_iso_day(request, c->collect_from), to));
	tmpl_put(section, "PROGRESS_TARGET",
	         v->total.target < 0 ? message_text(MSG_NO_TARGET) : web_count(request, v->total.target));
	tmpl_put(section, "PROGRESS_URL", progress_url(request, "/reports/progress", v->area.id, c));
	for (size_t i = 0; i < COUNT(steps); i++) {
		int64_t figure = progress_figure(&v->total, steps[i].figure);
		struct tmpl_dict *row = tmpl_add(section, "STEP");
		tmpl_put(row, "STEP_LABEL", message_text(steps[i].label));
		tmpl_put(row, "STEP_COUNT", web_count(request, figure));
		put_section(row, "STEP_SHARE", "STEP_PERCENT", web_percent(request, figure, v->total.target));
		tmpl_put_int(row, "STEP_BAR", progress_bar(figure, v->total.target));
	}
	put_worst(request, section, v);
	put_least(request, section, v);
	put_week(request, section, &v->recent);
	put_pace(request, section, v);
}

enum err page_home(struct http_request *request, struct http_response *response, struct error *error)
{
	struct home home = { .has_progress = false };
	char today[DATE_TEXT];
	struct page page;

	enum err err = web_read(request, read_home, &home, error);

	if (err == ERR_OK)
		err = page_open(request, "report/home.html", message_text(MSG_TITLE_HOME), &page, error);
	if (err != ERR_OK)
		return err;
	const char *area_name = web_frame(request, WEB_AREA)->area_name;
	date_to_shown(clock_today(&web_app(request)->workflow.clock), today);
	tmpl_put(page.content, "HEADING", message_text(MSG_HOME_HEADING));
	tmpl_put(page.content, "SUBHEADING",
	         area_name[0] == '\0' ? arena_text(request->arena, today)
	                              : message_fill(request, MSG_HOME_DAY, today, area_name));
	put_notices(request, page.content, &home);
	put_quick(request, page.content);
	today_put(request, page.content, &home.today, tasks_sheets(&home.tasks));
	struct tmpl_dict *late = tasks_put_late(request, page.content, &home.tasks);
	tasks_put(request, page.content, put_behind(request, page.content, late, &home), &home.tasks);
	if (home.has_progress)
		put_progress(request, page.content, &home);
	return page_send(&page, response, 200, error);
}
