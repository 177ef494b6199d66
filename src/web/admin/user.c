/* One user: a new one, changes, locking, a new password, ending sessions. */
#include "auth/password.h"
#include "base/hash.h"
#include "store/admin/setting.h"
#include "web/admin/admin.h"
#include "web/admin/area_input.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "workflow/admin/admin.h"


static const struct input new_inputs[] = {
	{ "username", INPUT_TEXT, MSG_USER_NAME, MSG_USER_NAME_HINT, true, 60 },
	{ "full_name", INPUT_TEXT, MSG_USER_FULL_NAME, 0, true, NAME_LIMIT },
	{ "role", INPUT_CHOICE, MSG_USER_ROLE, 0, true, 0 },
	{ "areas", INPUT_TEXT, MSG_USER_AREAS, MSG_AREAS_HINT, false, CODES_LIMIT },
};

struct user_view {
	struct user user;
	struct area *areas;
	struct area asked;              /* of a new user, when the page before named one */
	struct admin_form form;
	const char *trouble;            /* an order that was refused, or NULL */
	const char *password;           /* just made, or NULL */
	bool demo;
};

/* The form of a new user, or of changes: without the user name. */
static void begin_form(struct http_request *request, struct admin_form *form, int64_t id)
{
	struct choice *choices = arena_array(request->arena, ROLE_COUNT, sizeof *choices);
	bool new = id == 0;

	for (int i = 0; i < ROLE_COUNT; i++)
		choices[i] = (struct choice){ role_code((enum role)i), role_label((enum role)i) };
	*form = (struct admin_form){ .id = "user",
		                         .title = new ? MSG_USER_NEW : MSG_USER_CHANGE,
		                         .button = new ? MSG_USER_MAKE : MSG_SAVE,
		                         .action = new ? "/admin/users"
		                                       : arena_print(request->arena, "/admin/users/%lld", (long long)id),
		                         .inputs = new ? new_inputs : new_inputs + 1,
		                         .count = new ? 4 : 3,
		                         .choices = choices,
		                         .choice_count = ROLE_COUNT };
}

static enum err read_user(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct user_view *v = arg;
	enum err err = user_by_id_any(db, request->arena, request->ids[0], &v->user, error);

	v->areas = arena_array(request->arena, v->user.area_count + 1, sizeof *v->areas);
	for (size_t i = 0; i < v->user.area_count && err == ERR_OK; i++)
		err = area_by_id_any(db, request->arena, v->user.areas[i], &v->areas[i], error);
	v->demo = setting_get(db, request->arena, "demo_day") != NULL;
	return err;
}

/* ---- the page of a user ---- */

static void put_orders(struct http_request *request, struct page *page, const struct user_view *v)
{
	bool oneself = v->user.id == web_actor(request)->user_id;
	const struct { const char *section; bool shown; } orders[] = {
		{ "LOCK", v->user.locked_at == NULL && !oneself }, { "UNLOCK", v->user.locked_at != NULL },
		{ "RESET", !v->demo && !oneself }, { "LOG_OUT", true } };

	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		if (!orders[i].shown)
			continue;
		struct tmpl_dict *order = tmpl_add(page->content, orders[i].section);
		tmpl_put(order, "USER_URL", arena_print(request->arena, "/admin/users/%lld", (long long)v->user.id));
		web_tokens(order, page->csrf, web_form_token(request), 0);
	}
}

static void put_facts(struct http_request *request, struct page *page, const struct user_view *v)
{
	struct tmpl_dict *dict = page->content;

	tmpl_put(dict, "USERNAME", v->user.username);
	tmpl_put(dict, "USER_ROLE", role_label(v->user.role));
	tmpl_put(dict, "CREATED", web_time(request, v->user.created_at));
	put_section(dict, "LOCKED", "LOCKED_AT", v->user.locked_at == NULL ? NULL : web_time(request, v->user.locked_at));
	if (v->user.must_change && v->user.locked_at == NULL)
		tmpl_show(dict, "MUST_CHANGE");
	for (size_t i = 0; i < v->user.area_count; i++) {
		struct tmpl_dict *row = tmpl_add(dict, "AREA_ROW");
		tmpl_put(row, "AREA_URL", arena_print(request->arena, "/admin/areas/%lld", (long long)v->areas[i].id));
		tmpl_put(row, "AREA_NAME", admin_area_name(request, &v->areas[i]));
	}
	put_section(dict, "PASSWORD", "NEW_PASSWORD", v->password);
	put_section(dict, "TROUBLE", "TROUBLE_TEXT", v->trouble);
}

static enum err show_user(struct http_request *request, struct http_response *response, struct user_view *v, int status,
                          struct error *error)
{
	struct page page;
	const char *title = v->user.full_name;
	enum err err = admin_open(request, "admin/user.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	put_facts(request, &page, v);
	put_orders(request, &page, v);
	form_put_errors(&page, title, &v->form);
	if (v->trouble != NULL)
		page_has_errors(&page, title);
	form_put(request, &page, "FORM", &v->form);
	return page_send(&page, response, status, error);
}

static void fill_form(struct http_request *request, struct user_view *v)
{
	begin_form(request, &v->form, v->user.id);
	form_set(&v->form, "full_name", v->user.full_name);
	form_set(&v->form, "role", role_code(v->user.role));
	form_set(&v->form, "areas", admin_area_codes(request, v->areas, v->user.area_count));
}

enum err page_user(struct http_request *request, struct http_response *response, struct error *error)
{
	struct user_view v = { .demo = false };
	enum err err = web_read(request, read_user, &v, error);

	if (err != ERR_OK)
		return err;
	fill_form(request, &v);
	return show_user(request, response, &v, 200, error);
}

static enum err read_areas(struct http_request *request, struct admin_form *form, const struct user_view *v,
                           struct user_change *change, struct error *error)
{
	char today[DATE_TEXT];
	const struct area_typing typing = { .name = "areas", .day = today, .known = v->areas,
		.known_count = v->user.area_count };

	date_to_iso(clock_today(&web_app(request)->workflow.clock), today);
	return area_input_read(request, form, &typing, &change->area_codes, error);
}

static void take_form(struct http_request *request, const struct admin_form *form, struct user_change *change)
{
	change->head = web_head(request);
	change->user.full_name = form_text(form, "full_name");
	role_from_code(form_text(form, "role"), &change->user.role);
}

enum err post_user(struct http_request *request, struct http_response *response, struct error *error)
{
	struct user_view v = { .demo = false };
	struct user_change change = { .user.id = request->ids[0] };
	enum err err = web_read(request, read_user, &v, error);

	if (err != ERR_OK)
		return err;
	begin_form(request, &v.form, v.user.id);
	form_read(request, &v.form);
	if ((err = read_areas(request, &v.form, &v, &change, error)) != ERR_OK)
		return err;
	if (!form_is_good(&v.form))
		return show_user(request, response, &v, ERR_UNPROCESSABLE, error);
	take_form(request, &v.form, &change);
	err = admin_save_user(&change, error);
	if (form_takes(&v.form, err, change.field, error))
		return show_user(request, response, &v, (int)err, error);
	return err == ERR_OK ? admin_done(request, response, NOTE_CHANGED, "/admin/users") : err;
}

/* ---- a new one ---- */

static enum err show_new(struct http_request *request, struct http_response *response, const struct admin_form *form,
                         int status, struct error *error)
{
	struct page page;
	const char *title = message_text(MSG_USER_NEW);
	enum err err = admin_open(request, "admin/user-new.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	form_put_errors(&page, title, form);
	form_put(request, &page, "FORM", form);
	return page_send(&page, response, status, error);
}

static enum err read_asked(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct user_view *v = arg;
	int64_t id = 0;

	if (params_int(&request->query, "area", 1, INT64_MAX, &id) == PARAM_BAD)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "bad area");
	return id == 0 ? ERR_OK : area_by_id_any(db, request->arena, id, &v->asked, error);
}

enum err page_user_new(struct http_request *request, struct http_response *response, struct error *error)
{
	struct user_view v = { .demo = false };
	enum err err = web_read(request, read_asked, &v, error);

	if (err != ERR_OK)
		return err;
	begin_form(request, &v.form, 0);
	form_set(&v.form, "areas", v.asked.code);
	return show_new(request, response, &v.form, 200, error);
}

/* A password that is read out and typed once: three groups of four letters and digits, without those that look alike.
 */
static const char *make_password(struct http_request *request)
{
	static const char alphabet[] = "abcdefghjkmnpqrstuvwxyz23456789x";
	const char *random = hash_random(request->arena, 12);
	char text[] = "0000-0000-0000";

	for (int i = 0, at = 0; i < 12; i++, at++) {
		char byte[3] = { random[2 * i], random[2 * i + 1], '\0' };
		at += text[at] == '-';
		text[at] = alphabet[strtoul(byte, NULL, 16) % 32];
	}
	return arena_text(request->arena, text);
}

/* The user's page once, with the password on it. */
static enum err show_password(struct http_request *request, struct http_response *response, int64_t user_id,
                              const char *password, struct error *error)
{
	struct user_view v = { .password = password };

	request->ids[0] = user_id;
	enum err err = web_read(request, read_user, &v, error);
	if (err != ERR_OK)
		return err;
	fill_form(request, &v);
	return show_user(request, response, &v, 200, error);
}

enum err post_user_new(struct http_request *request, struct http_response *response, struct error *error)
{
	const char *password = make_password(request);
	struct user_change change = { .user.id = 0 };
	struct admin_form form;
	char hash[PASSWORD_TEXT];

	begin_form(request, &form, 0);
	form_read(request, &form);
	const char *username = form_text(&form, "username");
	if (username != NULL && strspn(username, admin_user_signs) != strlen(username))
		form_blame(&form, "username", message_text(MSG_USER_NAME_SIGNS));
	enum err err = read_areas(request, &form, &(struct user_view){ .demo = false }, &change, error);
	if (err != ERR_OK)
		return err;
	if (!form_is_good(&form))
		return show_new(request, response, &form, ERR_UNPROCESSABLE, error);
	take_form(request, &form, &change);
	change.user.username = username;
	change.user.password_hash = hash;
	err = auth_hash_password(web_app(request)->auth, password, hash, error);
	if (err == ERR_OK)
		err = admin_save_user(&change, error);
	if (form_takes(&form, err, change.field, error))
		return show_new(request, response, &form, (int)err, error);
	if (err != ERR_OK)
		return err;
	if (change.head.repeated)
		return admin_done(request, response, NOTE_CHANGED, thing_url(request, change.head.made));
	return show_password(request, response, change.user.id, password, error);
}

/* ---- orders ---- */

static enum err show_refused(struct http_request *request, struct http_response *response, enum err err,
                             struct error *error)
{
	struct user_view v = { .trouble = error->message };

	if (err != ERR_CONFLICT && err != ERR_FORBIDDEN)
		return err;
	if (web_read(request, read_user, &v, error) != ERR_OK)
		return error->code;
	fill_form(request, &v);
	return show_user(request, response, &v, (int)err, error);
}

static enum err order(struct http_request *request, struct http_response *response, enum user_act act,
                      enum page_note note, struct error *error)
{
	struct user_order o = { .head = web_head(request), .act = act, .user_id = request->ids[0] };
	enum err err = admin_order_user(&o, error);

	if (err != ERR_OK)
		return show_refused(request, response, err, error);
	return admin_done(request, response, note, thing_url(request, o.head.made));
}

enum err post_user_lock(struct http_request *request, struct http_response *response, struct error *error)
{
	return order(request, response, USER_LOCK, NOTE_LOCKED, error);
}

enum err post_user_unlock(struct http_request *request, struct http_response *response, struct error *error)
{
	return order(request, response, USER_UNLOCK, NOTE_UNLOCKED, error);
}

enum err post_user_log_out(struct http_request *request, struct http_response *response, struct error *error)
{
	return order(request, response, USER_LOG_OUT, NOTE_SESSIONS_ENDED, error);
}

enum err post_user_password(struct http_request *request, struct http_response *response, struct error *error)
{
	const char *password = make_password(request);
	char hash[PASSWORD_TEXT];
	struct user_order o = { .head = web_head(request), .act = USER_PASSWORD, .user_id = request->ids[0],
		.password_hash = hash };
	enum err err = auth_hash_password(web_app(request)->auth, password, hash, error);

	if (err == ERR_OK)
		err = admin_order_user(&o, error);
	if (err != ERR_OK)
		return show_refused(request, response, err, error);
	if (o.head.repeated)
		return admin_done(request, response, NOTE_CHANGED, thing_url(request, o.head.made));
	return show_password(request, response, o.user_id, password, error);
}
