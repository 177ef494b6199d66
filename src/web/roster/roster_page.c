/* One of the list: what it says of him, how he stands, what can be done. */
#include "base/memory.h"
#include "table/kind.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/part/shown.h"
#include "web/roster/roster.h"
#include "workflow/access.h"
#include "workflow/roster/assign.h"

static const struct choice *offer_reasons(struct http_request *request, const struct admin_form *form,
                                          const struct input *input, size_t *count);

static const struct input reason_inputs[] = {
	{ "reason", INPUT_CHOICE, MSG_HEAD_REASON, 0, true, 0 },
	{ "text", INPUT_TEXT, MSG_HEAD_NOTE, 0, false, LONG_LIMIT },
};
static const struct input back_inputs[] = {
	{ "text", INPUT_TEXT, MSG_ROSTER_BACK_REASON, 0, true, LONG_LIMIT },
};

struct entry_page {
	struct roster_entry entry;
	struct roster_form form;
	struct admin_form reason, back;
	bool writes, has_it;            /* may say why not; is the member who has him */
};

enum err roster_note(struct http_request *request, int64_t id, struct error *error)
{
	const struct shown_filter which = { "id", web_id(request, id) };
	const struct shown_rows shown = { .access = ACCESS_LIST, .table = "roster", .filter = &which, .filter_count = 1 };

	return workflow_log_shown(&web_app(request)->workflow, web_actor(request), &shown, error);
}

/* ---- reading ---- */

static enum err read_page(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct entry_page *p = arg;
	enum err err = roster_load(db, request->arena, web_actor(request), request->ids[0], &p->entry, error);

	return err == ERR_OK && roster_keeps(request) ? roster_form_read(db, request, &p->form, error) : err;
}

static const char *place_of(struct http_request *request, const struct entry_page *p, const char *what)
{
	return arena_print(request->arena, "%s%s", thing_url(request, (struct thing){ THING_ROSTER, p->entry.id }), what);
}

static const struct choice *offer_reasons(struct http_request *request, const struct admin_form *form,
                                          const struct input *input, size_t *count)
{
	struct choice *items = arena_array(request->arena, ROSTER_REASON_COUNT, sizeof *items);

	(void)form;
	(void)input;
	*count = ROSTER_REASON_COUNT - 1;
	for (int i = 1; i < ROSTER_REASON_COUNT; i++)
		items[i - 1] = (struct choice){ roster_reason_code((enum roster_reason)i),
			roster_reason_label((enum roster_reason)i) };
	return items;
}

static void begin_forms(struct http_request *request, struct entry_page *p)
{
	bool own = p->has_it;

	if (roster_keeps(request))
		roster_form_begin(request, &p->entry, &p->form);
	p->reason = (struct admin_form){ .id = "reason", .title = MSG_ROSTER_REASON, .button = MSG_ROSTER_REASON_SAVE,
		.action = place_of(request, p, "/reason"), .inputs = reason_inputs, .count = COUNT(reason_inputs),
		.offer = offer_reasons };
	form_versioned(&p->reason, p->entry.row_version, false);
	p->back = (struct admin_form){ .id = "back", .title = own ? MSG_ROSTER_BACK : MSG_ROSTER_TAKE,
		.button = own ? MSG_ROSTER_BACK_DO : MSG_ROSTER_TAKE_DO, .action = place_of(request, p, "/back"),
		.inputs = back_inputs, .count = own ? COUNT(back_inputs) : 0 };
	form_versioned(&p->back, p->entry.row_version, false);
}

static enum err open_page(struct http_request *request, struct entry_page *p, struct error *error)
{
	const struct actor *actor = web_actor(request);
	enum err err = web_read(request, read_page, p, error);

	if (err == ERR_OK)
		err = roster_note(request, p->entry.id, error);
	if (err != ERR_OK)
		return err;
	p->writes = (ROLE_BIT(actor->role) & ROLES_WRITERS) != 0;
	p->has_it = actor_is_member(actor, p->entry.member_id);
	begin_forms(request, p);
	return ERR_OK;
}

/* ---- showing ---- */

static void put_fact(struct tmpl_dict *dict, enum message label, const char *value)
{
	if (value == NULL || value[0] == '\0')
		return;
	struct tmpl_dict *row = tmpl_add(dict, "FACT");
	tmpl_put(row, "FACT_LABEL", message_text(label));
	tmpl_put(row, "FACT_VALUE", value);
}

static const char *member_told(struct http_request *request, const struct roster_entry *e)
{
	return e->member_id == 0 ? NULL
	                         : message_fill(request, MSG_ROSTER_MEMBER_SINCE, e->member_name,
	                                        web_iso_day(request, e->assigned_on));
}

static const char *reason_told(struct http_request *request, const struct roster_entry *e)
{
	if (e->reason == ROSTER_REASON_NONE)
		return NULL;
	const char *note = e->reason_note == NULL ? "" : web_masked(request, e->reason_note);
	const char *const parts[] = { roster_reason_label(e->reason), note, e->reason_by, web_day(request, e->reason_at) };
	return message_fill_all(request, e->reason_note == NULL ? MSG_ROSTER_REASON_BY : MSG_ROSTER_REASON_TOLD, parts,
	                        COUNT(parts));
}

static void put_facts(struct http_request *request, struct tmpl_dict *content, const struct entry_page *p)
{
	const struct roster_entry *e = &p->entry;
	const struct roster_facts *f = &e->facts;
	const struct field *sex = web_app(request)->form->sex;

	put_fact(content, MSG_HEAD_STANDING, roster_state_label(e->state));
	put_fact(content, MSG_ROSTER_REASON, reason_told(request, e));
	put_fact(content, MSG_HEAD_BIRTH, web_iso_day(request, f->birth_date));
	put_fact(content, MSG_HEAD_SEX, f->sex == 0 ? NULL : web_option(sex, f->sex));
	put_fact(content, MSG_HEAD_CITIZEN_ID, f->citizen_id == NULL ? NULL : web_number(request, f->citizen_id));
	put_fact(content, MSG_HEAD_HOUSEHOLD, f->household_no);
	put_fact(content, MSG_HEAD_HOUSEHOLD_HEAD, f->household_head);
	put_fact(content, MSG_HEAD_ADDRESS, f->address == NULL ? NULL : web_masked(request, f->address));
	put_fact(content, MSG_HEAD_ROSTER_SOURCE, roster_source_label(f->source));
	put_fact(content, MSG_HEAD_CATEGORY, roster_category_label(f->category));
	put_fact(content, MSG_HEAD_NOTE, f->note == NULL ? NULL : web_masked(request, f->note));
	put_fact(content, MSG_HEAD_MEMBER, member_told(request, e));
	if (e->back_reason != NULL)
		put_fact(content, MSG_ROSTER_BACK,
		         message_fill(request, MSG_ROSTER_GIVEN_BACK, e->back_by, web_masked(request, e->back_reason)));
}

static void put_sheet(struct http_request *request, struct tmpl_dict *content, const struct entry_page *p)
{
	const struct roster_entry *e = &p->entry;
	int64_t sheet = e->sheet_id != 0 ? e->sheet_id : e->draft_id;

	if (sheet != 0)
		put_section(content, "SHEET", "SHEET_URL", sheet_url(request, sheet, e->sheet_id == 0 ? "/edit" : ""));
	else if (p->writes && e->reason == ROSTER_REASON_NONE)
		put_section(content, "BEGIN", "BEGIN_URL",
		            arena_print(request->arena, "/sheets/new?roster=%lld", (long long)e->id));
}

static void put_marks(struct http_request *request, struct page *page, const struct entry_page *p)
{
	const struct roster_entry *e = &p->entry;
	bool marked = e->reason != ROSTER_REASON_NONE;

	if (p->writes && e->state != ROSTER_IS_SURVEYED && marked) {
		struct tmpl_dict *undo = tmpl_add(page->content, "UNMARK");
		tmpl_put(undo, "UNMARK_URL", p->reason.action);
		web_tokens(undo, page->csrf, web_form_token(request), e->row_version);
	}
	if (p->writes && e->state != ROSTER_IS_SURVEYED && !marked)
		form_put(request, page, "REASON_FORM", &p->reason);
	if (e->member_id != 0 && (p->has_it || web_actor(request)->role == ROLE_OFFICER))
		form_put(request, page, "BACK_FORM", &p->back);
}

static const struct admin_form *refused(struct http_request *request, const struct entry_page *p)
{
	if (!form_is_good(&p->reason))
		return &p->reason;
	return form_is_good(&p->back) && roster_keeps(request) ? &p->form.form : &p->back;
}

static enum err show(struct http_request *request, struct http_response *response, struct entry_page *p, int status,
                     struct error *error)
{
	const char *title = p->entry.facts.full_name;
	struct page page;
	enum err err = admin_open(request, "roster/show.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "PLACE", p->entry.area_name == NULL ? p->entry.commune_name : p->entry.area_name);
	put_facts(request, page.content, p);
	put_sheet(request, page.content, p);
	form_put_errors(&page, title, refused(request, p));
	if (roster_keeps(request))
		form_put(request, &page, "FORM", &p->form.form);
	put_marks(request, &page, p);
	return page_send(&page, response, status, error);
}

enum err page_roster_entry(struct http_request *request, struct http_response *response, struct error *error)
{
	struct entry_page p = { .writes = false };
	enum err err = open_page(request, &p, error);

	return err == ERR_OK ? show(request, response, &p, 200, error) : err;
}

/* ---- changing ---- */

enum err post_roster_entry(struct http_request *request, struct http_response *response, struct error *error)
{
	struct entry_page p = { .writes = false };
	enum err err = open_page(request, &p, error);

	if (err != ERR_OK)
		return err;
	struct roster_edit edit = { .id = p.entry.id };
	roster_form_take(request, &p.form, &edit);
	if (!form_is_good(&p.form.form))
		return show(request, response, &p, ERR_UNPROCESSABLE, error);
	err = workflow_roster_save(&edit, error);
	if (form_takes(&p.form.form, err, edit.field, error))
		return show(request, response, &p, (int)err, error);
	return err == ERR_OK ? admin_done(request, response, NOTE_CHANGED, place_of(request, &p, "")) : err;
}

/* Back to what is left, where the actor came from there. */
static const char *next_url(struct http_request *request, const struct entry_page *p)
{
	return web_actor(request)->role == ROLE_ENUMERATOR ? "/roster/walk" : place_of(request, p, "");
}

static enum err post_mark(struct http_request *request, struct http_response *response, struct entry_page *p,
                          struct admin_form *form, enum err (*act)(struct roster_mark *, struct error *),
                          struct error *error)
{
	form_read(request, form);
	const char *reason = params_text(&request->form, "reason");
	bool undo = act == workflow_roster_reason && params_filled(&request->form, "undo") != NULL;
	if (!undo && !form_is_good(form))
		return show(request, response, p, ERR_UNPROCESSABLE, error);
	struct roster_mark mark = { .head = web_head(request), .id = p->entry.id, .row_version = form->shown_version,
		.reason = undo ? ROSTER_REASON_NONE : roster_reason_from_code(reason), .text = form_text(form, "text") };
	enum err err = act(&mark, error);
	if (undo && err == ERR_CONFLICT)
		return err;
	if (form_takes(form, err, mark.field, error))
		return show(request, response, p, (int)err, error);
	return err == ERR_OK ? admin_done(request, response, NOTE_CHANGED, next_url(request, p)) : err;
}

enum err post_roster_reason(struct http_request *request, struct http_response *response, struct error *error)
{
	struct entry_page p = { .writes = false };
	enum err err = open_page(request, &p, error);

	return err == ERR_OK ? post_mark(request, response, &p, &p.reason, workflow_roster_reason, error) : err;
}

enum err post_roster_back(struct http_request *request, struct http_response *response, struct error *error)
{
	struct entry_page p = { .writes = false };
	enum err err = open_page(request, &p, error);

	return err == ERR_OK ? post_mark(request, response, &p, &p.back, workflow_roster_back, error) : err;
}
