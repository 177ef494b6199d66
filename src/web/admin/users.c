/* The list of users. */
#include "report/registry.h"
#include "store/admin/user.h"
#include "web/admin/admin.h"
#include "web/frame/text.h"
#include "web/input/admin_form.h"
#include "web/list/table_page.h"

struct users {
	struct table_page table;
	struct area area;               /* whose users alone are listed; id 0: all are */
};

static enum err read_area(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct users *u = arg;
	const struct user_filter *filter = u->table.view.ask.filter;

	return filter->area_id == 0 ? ERR_OK : area_by_id_any(db, request->arena, filter->area_id, &u->area, error);
}

enum err page_users(struct http_request *request, struct http_response *response, struct error *error)
{
	struct users u = { .area.id = 0 };
	struct page page;
	enum err err = table_open(request, &users_table, &u.table, read_area, &u, error);

	if (err != ERR_OK)
		return err;
	if (table_is_file(request))
		return table_send(request, response, &u.table, error);
	if ((err = admin_open(request, "admin/users.html", message_text(MSG_NAV_USERS), &page, error)) != ERR_OK)
		return err;
	tmpl_put(page.content, "NEW_URL", u.area.id == 0 ? "/admin/users/new"
	         : arena_print(request->arena, "/admin/users/new?area=%lld", (long long)u.area.id));
	if (u.area.id != 0)
		put_section(page.content, "AREA_FILTER", "AREA_NAME", admin_area_name(request, &u.area));
	table_put_form(&u.table.view, &page);
	table_put_list(&u.table.view, page.content);
	return page_send(&page, response, 200, error);
}
