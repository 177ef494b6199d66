/* Whom a member has to survey, in the order in which one walks: hamlet, household. Made for a telephone. */
#include "base/memory.h"
#include "store/roster/roster_assignment.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/roster/roster.h"
#include "workflow/access.h"

enum { WALK_PAGE = 60 };

struct walk_page {
	struct roster_entry *rows;
	size_t count, first;            /* of the page */
	int64_t left, done;
	struct roster_assignment *given;
	size_t given_count;
	struct stage_days days;
};

static enum err read_walk(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct walk_page *p = arg;
	const struct actor *actor = web_actor(request);
	struct roster_filter filter = { .member_id = actor->member_id, .walking = true, .left = true };
	int64_t all = 0;

	if (actor->member_id == 0)
		return ERR_OK;
	enum err err = roster_select(db, request->arena, actor, &filter, &p->rows, &p->count, error);
	filter.left = false;
	if (err == ERR_OK)
		err = roster_count(db, request->arena, actor, &filter, &all, error);
	if (err == ERR_OK)
		err = roster_assignments(db, request->arena, actor, actor->member_id, &p->given, &p->given_count, error);
	if (err == ERR_OK)
		err = stage_days_any(db, request->arena, &p->days, error);
	p->left = (int64_t)p->count;
	p->done = all - p->left;
	return err;
}

/* The earliest day among what was given, of that with somebody left. */
static void put_due(struct http_request *request, struct tmpl_dict *content, const struct walk_page *p)
{
	struct date today = clock_today(&web_app(request)->workflow.clock), first = { 0 };
	char day[DATE_TEXT];

	for (size_t i = 0; i < p->given_count; i++) {
		struct date due;
		if (roster_assignment_due(&p->days, &p->given[i], &due) && (first.year == 0 || date_compare(due, first) < 0))
			first = due;
	}
	if (first.year == 0)
		return;
	date_to_shown(first, day);
	put_section(content, date_compare(first, today) < 0 ? "LATE" : "DUE", "DUE_ON", arena_text(request->arena, day));
}

static bool is_same_household(const struct roster_entry *a, const struct roster_entry *b)
{
	return a->facts.area_id == b->facts.area_id && a->household != NULL && b->household != NULL &&
	       strcmp(a->household, b->household) == 0;
}

static const char *household_told(struct http_request *request, const struct roster_entry *e)
{
	const struct roster_facts *f = &e->facts;
	const char *no = f->household_no == NULL
	                     ? NULL
	                     : message_fill(request, MSG_ROSTER_HOUSEHOLD_NO, f->household_no, NULL);
	const char *const parts[] = { no, f->household_head, f->address };
	const char *told = NULL;

	for (size_t i = 0; i < COUNT(parts); i++) {
		if (parts[i] != NULL)
			told = told == NULL ? parts[i] : arena_print(request->arena, "%s · %s", told, parts[i]);
	}
	return told == NULL ? message_text(MSG_ROSTER_HOUSEHOLD_NONE) : told;
}

static void put_person(struct http_request *request, struct tmpl_dict *household, const struct roster_entry *e)
{
	struct tmpl_dict *row = tmpl_add(household, "PERSON");

	tmpl_put(row, "PERSON_NAME", e->facts.full_name);
	tmpl_put(row, "PERSON_URL", arena_print(request->arena, "/roster/%lld", (long long)e->id));
	put_section(row, "BORN", "PERSON_BIRTH", e->facts.birth_date == NULL ? NULL
	                                         : web_iso_day(request, e->facts.birth_date));
	struct tmpl_dict *sheet = tmpl_add(row, e->draft_id != 0 ? "GO_ON" : "BEGIN");
	if (e->draft_id != 0)
		tmpl_put(sheet, "DRAFT_URL", sheet_url(request, e->draft_id, "/edit"));
	else
		tmpl_put(sheet, "BEGIN_URL", arena_print(request->arena, "/sheets/new?roster=%lld", (long long)e->id));
}

static void put_people(struct http_request *request, struct tmpl_dict *content, const struct walk_page *p)
{
	size_t end = p->first + WALK_PAGE < p->count ? p->first + WALK_PAGE : p->count;
	struct tmpl_dict *hamlet = NULL, *household = NULL;

	for (size_t i = p->first; i < end; i++) {
		const struct roster_entry *e = &p->rows[i], *before = i == p->first ? NULL : &p->rows[i - 1];
		if (before == NULL || before->facts.area_id != e->facts.area_id) {
			hamlet = tmpl_add(content, "HAMLET");
			tmpl_put(hamlet, "HAMLET_NAME", web_hamlet(e->area_name));
		}
		if (before == NULL || !is_same_household(before, e)) {
			household = tmpl_add(hamlet, "HOUSEHOLD");
			tmpl_put(household, "HOUSEHOLD_TEXT", household_told(request, e));
		}
		put_person(request, household, e);
	}
	put_section(content, "NEXT", "NEXT_URL",
	            end == p->count ? NULL : arena_print(request->arena, "/roster/walk?from=%zu", end));
}

enum err page_roster_walk(struct http_request *request, struct http_response *response, struct error *error)
{
	const struct shown_rows shown = { .access = ACCESS_LIST, .table = "roster_walk" };
	struct walk_page p = { .count = 0 };
	struct page page;
	int64_t from = 0;

	if (params_int(&request->query, "from", 1, INT32_MAX, &from) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad from");
	enum err err = web_read(request, read_walk, &p, error);
	if (err == ERR_OK)
		err = workflow_log_shown(&web_app(request)->workflow, web_actor(request), &shown, error);
	if (err != ERR_OK)
		return err;
	p.first = (size_t)from < p.count ? (size_t)from : 0;
	if ((err = admin_open(request, "roster/walk.html", message_text(MSG_TITLE_WALK), &page, error)) != ERR_OK)
		return err;
	tmpl_put(page.content, "LEFT", web_count(request, p.left));
	tmpl_put(page.content, "DONE", web_count(request, p.done));
	tmpl_put(page.content, "PAPER_URL",
	         arena_print(request->arena, "/roster/walk/%lld", (long long)web_actor(request)->member_id));
	put_due(request, page.content, &p);
	put_people(request, page.content, &p);
	if (p.count == 0)
		tmpl_show(page.content, "NOBODY");
	return page_send(&page, response, 200, error);
}
