/* Who is on the list, hamlet by hamlet, its versions, what each was given. */
#include "report/registry.h"
#include "web/list/table_page.h"
#include "web/roster/roster.h"

bool roster_keeps(const struct http_request *request)
{
	enum role role = web_actor(request)->role;

	return role == ROLE_OFFICER || role == ROLE_POLICE;
}

static bool may_add(const struct http_request *request)
{
	return (ROLE_BIT(web_actor(request)->role) & ROLES_WRITERS) != 0 || roster_keeps(request);
}

/* Where else one can go from here. */
static void put_ways(struct http_request *request, struct tmpl_dict *content)
{
	if (may_add(request))
		tmpl_show(content, "ADD");
	if (web_actor(request)->role == ROLE_OFFICER)
		tmpl_show(content, "ASSIGN");
	if (roster_keeps(request))
		tmpl_show(content, "KEEP");
	if (web_actor(request)->member_id != 0)
		tmpl_show(content, "WALK");
}

static enum err show(struct http_request *request, struct http_response *response, const char *template,
                     struct error *error)
{
	const struct table *table = table_at(request->route->pattern);
	struct table_page list = { .letter.office = NULL };
	struct page page;
	enum err err = table_open(request, table, &list, NULL, NULL, error);

	if (err != ERR_OK)
		return err;
	if (table_is_file(request))
		return table_send(request, response, &list, error);
	if ((err = admin_open(request, template, table_title(&list.view.ask), &page, error)) != ERR_OK)
		return err;
	if (table == &roster_table)
		put_ways(request, page.content);
	if (table->filter_count > 0)
		table_put_form(&list.view, &page);
	table_put_list(&list.view, page.content);
	return page_send(&page, response, 200, error);
}

enum err page_roster(struct http_request *request, struct http_response *response, struct error *error)
{
	return show(request, response, "roster/list.html", error);
}

enum err page_roster_part(struct http_request *request, struct http_response *response, struct error *error)
{
	return show(request, response, "roster/part.html", error);
}
