/* The list of users. */
#include "base/memory.h"
#include "store/admin/user.h"
#include "text/utf8.h"
#include "web/admin/admin.h"
#include "web/admin/admin_form.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"

enum { PAGE_ROWS = 50, Q_LIMIT = 100, URL_LIMIT = 2048, AREAS_SHOWN = 3 };

struct users {
	const char *q, *role, *state, *after;   /* as sent, or NULL */
	enum role chosen;               /* with a role */
	int64_t area_id;
	struct area area;
	struct user *users;
	const char **areas;             /* names, one a user */
	size_t count;
	bool more;
};

static bool is_state(const char *text)
{
	return strcmp(text, "open") == 0 || strcmp(text, "locked") == 0;
}

static enum err read_query(struct http_request *request, struct users *u, struct error *error)
{
	const struct params *query = &request->query;

	u->q = params_filled(query, "q");
	u->role = params_filled(query, "role");
	u->state = params_filled(query, "state");
	u->after = params_filled(query, "after");
	if ((u->q != NULL && utf8_length(u->q) > Q_LIMIT) || (u->role != NULL && !role_from_code(u->role, &u->chosen)) ||
	    (u->state != NULL && !is_state(u->state)) || params_int(query, "area", 1, INT64_MAX, &u->area_id) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad filter of users");
	return ERR_OK;
}

/* "Phường Phương Sài, Phường Tân Lập, +3" */
static enum err name_areas(struct db *db, struct http_request *request, const struct user *user, const char **out,
                           struct error *error)
{
	const char *list = "";
	enum err err = ERR_OK;

	for (size_t i = 0; i < user->area_count && i < AREAS_SHOWN && err == ERR_OK; i++) {
		struct area area;
		err = area_by_id_any(db, request->arena, user->areas[i], &area, error);
		if (err == ERR_OK)
			list = arena_print(request->arena, "%s%s%s", list, i == 0 ? "" : ", ", area.full_name);
	}
	if (user->area_count > AREAS_SHOWN)
		list = arena_print(request->arena, "%s, +%zu", list, user->area_count - AREAS_SHOWN);
	*out = list;
	return err;
}

static enum err read_users(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct users *u = arg;
	const char *q = u->q == NULL ? "" : utf8_fold(request->arena, u->q);
	const struct user_filter filter = { .q = q[0] == '\0' ? NULL : q,
		                                .of_role = u->role != NULL,
		                                .role = u->chosen,
		                                .area_id = u->area_id,
		                                .after = u->after,
		                                .locked = u->state == NULL                  ? 0
		                                          : strcmp(u->state, "locked") == 0 ? 1
		                                                                            : -1,
		                                .limit = PAGE_ROWS + 1 };
	enum err err = u->area_id == 0 ? ERR_OK : area_by_id_any(db, request->arena, u->area_id, &u->area, error);

	if (err == ERR_OK)
		err = user_page_any(db, request->arena, &filter, &u->users, &u->count, error);
	if (err != ERR_OK)
		return err;
	u->more = u->count > PAGE_ROWS;
	u->count = u->more ? PAGE_ROWS : u->count;
	u->areas = arena_array(request->arena, u->count + 1, sizeof *u->areas);
	for (size_t i = 0; i < u->count && err == ERR_OK; i++)
		err = name_areas(db, request, &u->users[i], &u->areas[i], error);
	return err;
}

/* The list with the same filter from another place. */
static const char *list_url(struct http_request *request, const struct users *u, const char *after)
{
	const struct { const char *name, *value; } parts[] = { { "q", u->q }, { "role", u->role }, { "state", u->state },
		{ "area", u->area_id == 0 ? NULL : web_id(request, u->area_id) }, { "after", after } };
	char mark = '?';
	struct buf url;

	buf_init(&url, request->arena, URL_LIMIT);
	buf_text(&url, "/admin/users");
	for (size_t i = 0; i < COUNT(parts); i++) {
		if (parts[i].value == NULL)
			continue;
		buf_print(&url, "%c%s=", mark, parts[i].name);
		buf_url(&url, parts[i].value);
		mark = '&';
	}
	return url.data;
}

static void put_filter(struct http_request *request, struct tmpl_dict *dict, const struct users *u)
{
	static const struct { const char *value; enum message title; } states[] = {
		{ "open", MSG_USER_OPEN }, { "locked", MSG_USER_LOCKED } };

	tmpl_put(dict, "Q", u->q);
	for (int i = 0; i < ROLE_COUNT; i++) {
		struct tmpl_dict *row = tmpl_add(dict, "ROLE_OPTION");
		tmpl_put(row, "ROLE_VALUE", role_code((enum role)i));
		tmpl_put(row, "ROLE_TITLE", role_label((enum role)i));
		if (u->role != NULL && (int)u->chosen == i)
			tmpl_show(row, "ROLE_SELECTED");
	}
	for (size_t i = 0; i < COUNT(states); i++) {
		struct tmpl_dict *row = tmpl_add(dict, "STATE_OPTION");
		tmpl_put(row, "STATE_VALUE", states[i].value);
		tmpl_put(row, "STATE_TITLE", message_text(states[i].title));
		if (u->state != NULL && strcmp(u->state, states[i].value) == 0)
			tmpl_show(row, "STATE_SELECTED");
	}
	if (u->area_id == 0)
		return;
	struct tmpl_dict *section = tmpl_add(dict, "AREA_FILTER");
	tmpl_put(section, "AREA_ID", web_id(request, u->area_id));
	tmpl_put(section, "AREA_NAME", admin_area_name(request, &u->area));
}

static void put_user(struct http_request *request, struct tmpl_dict *dict, const struct user *user, const char *areas)
{
	struct tmpl_dict *row = tmpl_add(dict, "USER_ROW");

	tmpl_put(row, "USER_URL", arena_print(request->arena, "/admin/users/%lld", (long long)user->id));
	tmpl_put(row, "USERNAME", user->username);
	tmpl_put(row, "FULL_NAME", user->full_name);
	tmpl_put(row, "USER_ROLE", role_label(user->role));
	tmpl_put(row, "USER_AREAS", areas);
	tmpl_put(row, "CREATED", web_time(request, user->created_at));
	if (user->locked_at != NULL)
		tmpl_show(row, "IS_LOCKED");
	else
		tmpl_show(row, user->must_change ? "IS_NEW" : "IS_OPEN");
}

static void put_list(struct http_request *request, struct tmpl_dict *dict, const struct users *u)
{
	if (u->count == 0) {
		tmpl_show(dict, "EMPTY");
		return;
	}
	struct tmpl_dict *section = tmpl_add(dict, "USERS");
	for (size_t i = 0; i < u->count; i++)
		put_user(request, section, &u->users[i], u->areas[i]);
	if (u->after != NULL)
		put_section(dict, "FIRST_PAGE", "FIRST_URL", list_url(request, u, NULL));
	if (u->more)
		put_section(dict, "NEXT_PAGE", "NEXT_URL", list_url(request, u, u->users[u->count - 1].username));
}

enum err page_users(struct http_request *request, struct http_response *response, struct error *error)
{
	struct users u = { .count = 0 };
	struct page page;
	enum err err = read_query(request, &u, error);

	if (err == ERR_OK)
		err = web_read(request, read_users, &u, error);
	if (err == ERR_OK)
		err = admin_open(request, "admin/users.html", message_text(MSG_NAV_USERS), &page, error);
	if (err != ERR_OK)
		return err;
	const char *new = u.area_id == 0
	                      ? "/admin/users/new"
	                      : arena_print(request->arena, "/admin/users/new?area=%lld", (long long)u.area_id);
	tmpl_put(page.content, "NEW_URL", new);
	put_filter(request, page.content, &u);
	put_list(request, page.content, &u);
	return page_send(&page, response, 200, error);
}
