/* A new member of the Tổ, and the form that is the same for every member. */
#include "base/memory.h"
#include "store/campaign/area.h"
#include "text/identity.h"
#include "web/admin/members.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"

enum { BODY_LIMIT = 200, PHONE_LIMIT = 20, USERNAME_LIMIT = 60, NUMBER_LIMIT = 30, BOXES_LIMIT = 1 << 14 };

/* The name and its tick come first: they are left out where the name is that of an account. What an account is typed
 * into comes last: a new one has none yet. */
static const struct input member_inputs[] = {
	{ "full_name", INPUT_TEXT, MSG_USER_FULL_NAME, 0, true, NAME_LIMIT },
	{ "meant", INPUT_CONFIRM, MSG_MEMBER_MEANT, 0, false, 0 },
	{ "body", INPUT_TEXT, MSG_MEMBER_BODY, MSG_MEMBER_BODY_HINT, false, BODY_LIMIT },
	{ "areas", INPUT_BOXES, MSG_MEMBER_AREAS, 0, false, 0 },
	{ "phone", INPUT_TEXT, MSG_MEMBER_PHONE, 0, false, PHONE_LIMIT },
	{ "trained_on", INPUT_DAY, MSG_MEMBER_TRAINED, 0, false, 0 },
	{ "active_from", INPUT_DAY, MSG_MEMBER_FROM, 0, false, 0 },
	{ "active_to", INPUT_DAY, MSG_MEMBER_TO, MSG_MEMBER_TO_HINT, false, 0 },
	{ "id_number", INPUT_TEXT, MSG_MEMBER_CITIZEN_ID, MSG_MEMBER_CITIZEN_ID_HINT, false, NUMBER_LIMIT },
	{ "bank", INPUT_TEXT, MSG_MEMBER_BANK, 0, false, NAME_LIMIT },
	{ "account", INPUT_TEXT, MSG_MEMBER_ACCOUNT, 0, false, NUMBER_LIMIT },
	{ "username", INPUT_TEXT, MSG_MEMBER_USERNAME, MSG_MEMBER_USERNAME_HINT, false, USERNAME_LIMIT },
};

enum { OF_NAME = 2, OF_ACCOUNT = 1 };

/* ---- the form ---- */

static void add_area(struct member_form *form, const struct area *area)
{
	for (size_t i = 0; i < form->area_count; i++) {
		if (form->areas[i].id == area->id)
			return;
	}
	form->areas[form->area_count++] = *area;
}

enum err member_form_read(struct db *db, struct http_request *request, const struct member_row *row,
                          struct member_form *out, struct error *error)
{
	struct arena *arena = request->arena;
	struct area *communes = NULL, *hamlets = NULL;
	size_t commune_count = 0, hamlet_count = 0, own = row == NULL ? 0 : row->area_count;
	char today[DATE_TEXT];

	date_to_iso(clock_today(&web_app(request)->workflow.clock), today);
	enum err err = area_communes(db, arena, web_actor(request), 0, &communes, &commune_count, error);
	if (err == ERR_OK)
		err = area_hamlets(db, arena, web_actor(request), today, today, &hamlets, &hamlet_count, error);
	out->areas = arena_array(arena, commune_count + hamlet_count + own + 1, sizeof *out->areas);
	out->area_count = 0;
	for (size_t i = 0; i < commune_count; i++) {
		if (!area_has_ended(&communes[i], today))
			add_area(out, &communes[i]);
	}
	for (size_t i = 0; i < hamlet_count; i++)
		add_area(out, &hamlets[i]);
	for (size_t i = 0; row != NULL && i < own && err == ERR_OK; i++) {
		struct area area;
		err = area_by_id_any(db, arena, row->areas[i].area_id, &area, error);
		if (err == ERR_OK)
			add_area(out, &area);
	}
	return err;
}

void member_form_begin(struct http_request *request, const struct member_row *row, struct member_form *out)
{
	struct choice *boxes = arena_array(request->arena, out->area_count + 1, sizeof *boxes);
	bool linked = row != NULL && row->member.user_id != 0;
	size_t left_out = linked ? OF_NAME + OF_ACCOUNT : row == NULL ? OF_ACCOUNT : 0;

	for (size_t i = 0; i < out->area_count; i++)
		boxes[i] = (struct choice){ web_id(request, out->areas[i].id), out->areas[i].full_name };
	out->form = (struct admin_form){ .id = "member",
		                             .title = row == NULL ? MSG_MEMBER_NEW : MSG_MEMBER_EDIT,
		                             .button = row == NULL ? MSG_MEMBER_MAKE : MSG_SAVE,
		                             .action = row == NULL ? "/members"
		                                                   : thing_url(request, (struct thing){ THING_MEMBER,
		                                                                                        row->member.id }),
		                             .inputs = linked ? member_inputs + OF_NAME : member_inputs,
		                             .count = COUNT(member_inputs) - left_out,
		                             .boxes = boxes,
		                             .box_count = out->area_count };
}

static void set_day(struct http_request *request, struct member_form *form, const char *name, const char *iso)
{
	form_set(&form->form, name, web_iso_day(request, iso));
}

void member_form_fill(struct http_request *request, const struct member_row *row,
                      const struct member_payment *payment, struct member_form *out)
{
	const struct member *m = &row->member;
	struct buf areas;

	buf_init(&areas, request->arena, BOXES_LIMIT);
	for (size_t i = 0; i < row->area_count; i++)
		buf_print(&areas, "%s%lld", i == 0 ? "" : " ", (long long)row->areas[i].area_id);
	form_versioned(&out->form, m->row_version, true);
	if (m->user_id == 0)
		form_set(&out->form, "full_name", m->full_name);
	form_set(&out->form, "body", m->body);
	form_set(&out->form, "areas", areas.data);
	form_set(&out->form, "phone", m->phone);
	set_day(request, out, "trained_on", m->trained_on);
	set_day(request, out, "active_from", m->active_from);
	set_day(request, out, "active_to", m->active_to);
	form_set(&out->form, "id_number", payment->citizen_id);
	form_set(&out->form, "bank", payment->bank);
	form_set(&out->form, "account", payment->account);
}

/* ---- what was posted ---- */

static void judge(struct http_request *request, struct member_form *form, const struct member_change *change)
{
	const char *phone = form_text(&form->form, "phone"), *account = form_text(&form->form, "account");
	const char *citizen_id = change->payment.citizen_id;
	const struct member *m = &change->member;

	(void)request;
	if (phone != NULL && form_error(&form->form, "phone") == NULL && !member_is_phone(phone))
		form_blame(&form->form, "phone", message_text(MSG_MEMBER_NO_PHONE));
	if (citizen_id != NULL && !identity_is_full(citizen_id))
		form_blame(&form->form, "id_number", message_text(MSG_MEMBER_NO_CITIZEN_ID));
	if (account != NULL && form_error(&form->form, "account") == NULL && !member_is_account(account))
		form_blame(&form->form, "account", message_text(MSG_MEMBER_NO_ACCOUNT_NUMBER));
	if (m->active_from != NULL && m->active_to != NULL && strcmp(m->active_to, m->active_from) < 0)
		form_blame(&form->form, "active_to", message_text(MSG_MEMBER_TO_EARLY));
}

static void take_areas(struct http_request *request, const struct member_form *form, struct member_change *change)
{
	const char *ids = form_text(&form->form, "areas");
	int64_t *areas = arena_array(request->arena, form->area_count + 1, sizeof *areas);

	change->areas = areas;
	change->area_count = 0;
	for (const char *at = ids; at != NULL && *at != '\0' && change->area_count < form->area_count;) {
		char *end;
		areas[change->area_count++] = strtoll(at, &end, 10);
		at = *end == ' ' ? end + 1 : end;
	}
}

void member_form_take(struct http_request *request, struct member_form *form, struct member_change *change)
{
	struct admin_form *f = &form->form;

	form_read(request, f);
	const char *citizen_id = form_text(f, "id_number");
	change->head = web_head(request);
	change->member.full_name = form_text(f, "full_name");
	change->member.body = form_text(f, "body");
	change->member.phone = form_text(f, "phone");
	change->member.trained_on = form_day(request, f, "trained_on");
	change->member.active_from = form_day(request, f, "active_from");
	change->member.active_to = form_day(request, f, "active_to");
	change->payment = (struct member_payment){ .bank = form_text(f, "bank"), .account = form_text(f, "account") };
	if (citizen_id != NULL)
		change->payment.citizen_id = identity_strip(request->arena, citizen_id);
	change->username = form_text(f, "username");
	change->member.row_version = f->shown_version;
	change->meant = form_tick(f, "meant");
	take_areas(request, form, change);
	judge(request, form, change);
}

/* ---- a new one ---- */

static enum err read_new(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	return member_form_read(db, request, NULL, arg, error);
}

static enum err show_new(struct http_request *request, struct http_response *response, const struct member_form *form,
                         int status, struct error *error)
{
	struct page page;
	const char *title = message_text(MSG_MEMBER_NEW);
	enum err err = admin_open(request, "admin/member-new.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	form_put_errors(&page, title, &form->form);
	form_put(request, &page, "FORM", &form->form);
	return page_send(&page, response, status, error);
}

enum err page_member_new(struct http_request *request, struct http_response *response, struct error *error)
{
	struct member_form form;
	enum err err = web_read(request, read_new, &form, error);

	if (err != ERR_OK)
		return err;
	member_form_begin(request, NULL, &form);
	return show_new(request, response, &form, 200, error);
}

enum err post_member_new(struct http_request *request, struct http_response *response, struct error *error)
{
	struct member_change change = { .member.id = 0 };
	struct member_form form;
	enum err err = web_read(request, read_new, &form, error);

	if (err != ERR_OK)
		return err;
	member_form_begin(request, NULL, &form);
	member_form_take(request, &form, &change);
	if (!form_is_good(&form.form))
		return show_new(request, response, &form, ERR_UNPROCESSABLE, error);
	err = admin_save_member(&change, error);
	if (form_takes(&form.form, err, change.field, error))
		return show_new(request, response, &form, (int)err, error);
	return err == ERR_OK ? admin_done(request, response, NOTE_CHANGED, "/members") : err;
}
