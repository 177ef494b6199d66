/* The members of the Tổ, what each is to bring, and the decision. */
#include "base/memory.h"
#include "report/registry.h"
#include "store/campaign/area.h"
#include "web/admin/members.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/list/table_page.h"
#include "workflow/access.h"

static const struct input team_inputs[] = {
	{ "name", INPUT_TEXT, MSG_TEAM_NAME, MSG_TEAM_NAME_HINT, true, LONG_LIMIT },
	{ "decision_no", INPUT_TEXT, MSG_TEAM_DECISION, MSG_TEAM_DECISION_HINT, false, NAME_LIMIT },
	{ "decided_on", INPUT_DAY, MSG_TEAM_DAY, 0, false, 0 },
	{ "keeper", INPUT_CHOICE, MSG_TEAM_KEEPER, 0, false, 0 },
};

/* The Tổ of one commune, and the members who may keep its papers. */
struct team_page {
	int64_t area_id;                /* asked for; 0: not */
	struct area commune;            /* id 0: none is meant */
	struct team team;
	struct area *communes;
	size_t commune_count;
	struct member_row *members;
	size_t member_count;
	struct admin_form form;
};

static bool may_change(const struct http_request *request)
{
	return web_actor(request)->role == ROLE_OFFICER;
}

/* ---- the list ---- */

struct members_page {
	struct table_page table;
	int64_t commune_id;
	struct team team;
};

static enum err read_team(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct members_page *p = arg;
	int64_t area = 0;

	if (params_int(&request->query, "area", 1, INT64_MAX, &area) == PARAM_BAD)
		area = 0;
	p->commune_id = members_commune(db, web_actor(request), area);
	return p->commune_id == 0 ? ERR_OK : team_of_any(db, request->arena, p->commune_id, &p->team, error);
}

static enum err note_list(struct http_request *request, const struct table *table, struct error *error)
{
	const struct shown_rows shown = { .access = ACCESS_LIST, .table = table->name };

	return workflow_log_shown(&web_app(request)->workflow, web_actor(request), &shown, error);
}

static void put_team(struct http_request *request, struct tmpl_dict *dict, const struct members_page *p)
{
	if (p->team.name != NULL) {
		struct tmpl_dict *team = tmpl_add(dict, "TEAM");
		tmpl_put(team, "TEAM_NAME", p->team.name);
		put_section(team, "DECISION", "DECISION_NO", p->team.decision_no);
		put_section(team, "DECIDED", "DECIDED_ON", p->team.decided_on == NULL ? NULL
		                                            : web_iso_day(request, p->team.decided_on));
		put_section(team, "KEEPER", "KEEPER_NAME", p->team.keeper_name);
	}
	if (!may_change(request))
		return;
	struct tmpl_dict *change = tmpl_add(dict, "CHANGE");
	tmpl_put(change, "TEAM_URL", p->commune_id == 0 ? "/members/team"
	         : arena_print(request->arena, "/members/team?area=%lld", (long long)p->commune_id));
}

static enum err show_list(struct http_request *request, struct http_response *response, const struct table *table,
                          const char *template, struct error *error)
{
	struct members_page p = { .commune_id = 0 };
	struct page page;
	enum err err = table_open(request, table, &p.table, read_team, &p, error);

	if (err == ERR_OK && (!table_is_file(request) || strcmp(request->suffix, "json") == 0))
		err = note_list(request, table, error);
	if (err != ERR_OK)
		return err;
	if (table_is_file(request))
		return table_send(request, response, &p.table, error);
	if ((err = admin_open(request, template, table == &members_table ? message_text(MSG_NAV_MEMBERS)
	                      : table_title(&p.table.view.ask), &page, error)) != ERR_OK)
		return err;
	if (table == &members_table)
		put_team(request, page.content, &p);
	table_put_form(&p.table.view, &page);
	table_put_list(&p.table.view, page.content);
	return page_send(&page, response, 200, error);
}

enum err page_members(struct http_request *request, struct http_response *response, struct error *error)
{
	return show_list(request, response, &members_table, "admin/members.html", error);
}

enum err page_assignments(struct http_request *request, struct http_response *response, struct error *error)
{
	return show_list(request, response, &assignments_table, "admin/assignments.html", error);
}

/* ---- the decision ---- */

/* Of several communes the first that goes on, until one is asked for. */
static enum err read_page(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct team_page *p = arg;
	const struct actor *actor = web_actor(request);
	enum err err = area_communes(db, request->arena, actor, 0, &p->communes, &p->commune_count, error);
	char today[DATE_TEXT];

	date_to_iso(clock_today(&web_app(request)->workflow.clock), today);
	for (size_t i = 0; i < p->commune_count && err == ERR_OK; i++) {
		const struct area *one = &p->communes[i];
		bool better = p->commune.id == 0 || (area_has_ended(&p->commune, today) && !area_has_ended(one, today));
		if (p->area_id == 0 ? better : one->id == p->area_id)
			p->commune = *one;
	}
	if (err == ERR_OK && p->commune.id == 0)
		return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "no commune of the actor");
	if (err == ERR_OK)
		err = team_of_any(db, request->arena, p->commune.id, &p->team, error);
	return err == ERR_OK ? member_list(db, request->arena, actor, p->commune.id, &p->members, &p->member_count, error)
	                     : err;
}

static const char *team_url(struct http_request *request, int64_t commune_id)
{
	return arena_print(request->arena, "/members/team?area=%lld", (long long)commune_id);
}

static void begin_form(struct http_request *request, struct team_page *p)
{
	struct choice *choices = arena_array(request->arena, p->member_count + 1, sizeof *choices);

	for (size_t i = 0; i < p->member_count; i++)
		choices[i] = (struct choice){ web_id(request, p->members[i].member.id), p->members[i].member.told };
	p->form = (struct admin_form){ .id = "team", .title = MSG_TEAM_EDIT, .button = MSG_SAVE,
		.action = team_url(request, p->commune.id), .inputs = team_inputs, .count = COUNT(team_inputs),
		.choices = choices, .choice_count = p->member_count };
	form_set(&p->form, "name", p->team.name);
	form_set(&p->form, "decision_no", p->team.decision_no);
	form_set(&p->form, "decided_on", web_iso_day(request, p->team.decided_on));
	form_set(&p->form, "keeper", p->team.keeper_id == 0 ? NULL : web_id(request, p->team.keeper_id));
	form_versioned(&p->form, p->team.row_version, true);
}

static enum err open_team(struct http_request *request, struct team_page *p, struct error *error)
{
	if (params_int(&request->query, "area", 1, INT64_MAX, &p->area_id) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad area");
	enum err err = web_read(request, read_page, p, error);
	if (err == ERR_OK)
		begin_form(request, p);
	return err;
}

static enum err show_team(struct http_request *request, struct http_response *response, struct team_page *p,
                          int status, struct error *error)
{
	const char *title = message_fill(request, MSG_TITLE_TEAM, p->commune.full_name, NULL);
	struct page page;
	enum err err = admin_open(request, "admin/team.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	for (size_t i = 0; p->commune_count > 1 && i < p->commune_count; i++) {
		struct tmpl_dict *row = tmpl_add(page.content, "COMMUNE");
		tmpl_put(row, "COMMUNE_URL", team_url(request, p->communes[i].id));
		tmpl_put(row, "COMMUNE_NAME", p->communes[i].full_name);
	}
	tmpl_put(page.content, "PAPER_URL", arena_print(request->arena, "/members/team/%lld", (long long)p->commune.id));
	form_put_errors(&page, title, &p->form);
	form_put(request, &page, "FORM", &p->form);
	return page_send(&page, response, status, error);
}

enum err page_team(struct http_request *request, struct http_response *response, struct error *error)
{
	struct team_page p = { .area_id = 0 };
	enum err err = open_team(request, &p, error);

	return err == ERR_OK ? show_team(request, response, &p, 200, error) : err;
}

enum err post_team(struct http_request *request, struct http_response *response, struct error *error)
{
	struct team_page p = { .area_id = 0 };
	enum err err = open_team(request, &p, error);

	if (err != ERR_OK)
		return err;
	form_read(request, &p.form);
	if (!form_is_good(&p.form))
		return show_team(request, response, &p, ERR_UNPROCESSABLE, error);
	struct team_change change = { .head = web_head(request),
		.team = { .commune_id = p.commune.id,
		          .name = form_text(&p.form, "name"),
		          .decision_no = form_text(&p.form, "decision_no"),
		          .decided_on = form_day(request, &p.form, "decided_on"),
		          .keeper_id = form_number(&p.form, "keeper", 0), .row_version = p.form.shown_version } };
	err = admin_save_team(&change, error);
	if (form_takes(&p.form, err, change.field, error))
		return show_team(request, response, &p, (int)err, error);
	return err == ERR_OK ? admin_done(request, response, NOTE_CHANGED,
	                                  p.commune_count > 1 ? arena_print(request->arena, "/members?area=%lld",
	                                                                    (long long)p.commune.id) : "/members")
	                     : err;
}
