/* The entry page as it is shown. */
#include "base/memory.h"
#include "text/messages.h"
#include "web/frame/note.h"
#include "web/frame/noted.h"
#include "web/frame/page.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/list/walk.h"
#include "web/part/came_back.h"
#include "web/part/form_choices.h"
#include "web/part/form_page.h"
#include "web/part/shown.h"
#include "web/sheet/entry.h"

/* A new sheet, or one that was never sent. */
static bool is_draft(const struct entry *entry)
{
	return entry->sheet.id == 0 || entry->sheet.state == STATE_DRAFT;
}

/* What was typed last stands beside it; beside a change stand the answers of the person's last sheet. */
static bool shows_typed(const struct entry *entry)
{
	return is_draft(entry) && entry->person_id == 0;
}

/* What was read for the page before it is rendered. */
struct background {
	struct form_choices choices;
	struct sheet old;               /* the one being replaced, or the last accepted one of the person */
	bool replaces, changes;
	struct answers listed;          /* what the list says of who is on the row */
	int64_t listed_id;              /* that row; 0: it was begun from none */
	struct event *events;           /* of a stored sheet */
	size_t event_count;
	struct sent sent;               /* where the handler has not read it */
};

static enum err load_background(struct entry *entry, struct background *b, struct error *error)
{
	struct http_request *request = entry->request;
	const struct app *app = web_app(request);
	struct db *db = db_borrow(app->pool, error);

	*b = (struct background){ 0 };
	if (db == NULL)
		return ERR_UNAVAILABLE;
	enum err err = form_choices_load(db, request, entry->sheet.commune_id, entry->sheet.campaign_id, &b->choices,
	                                 error);
	if (err == ERR_OK && entry->sheet.replaces_id != 0) {
		b->replaces = sheet_load(db, request->arena, app->form, web_actor(request), entry->sheet.replaces_id, &b->old,
		                         NULL) == ERR_OK;
	}
	if (err == ERR_OK)
		b->changes = entry_base(db, entry, &b->old);
	if (err == ERR_OK && !entry_listed(db, entry, &b->listed_id, &b->listed))
		b->listed_id = 0;
	if (err == ERR_OK && entry->sheet.id != 0)
		err = event_list(db, request->arena, entry->sheet.id, &b->events, &b->event_count, error);
	db_return(app->pool, db);
	return err;
}

static void fill_campaigns(struct tmpl_dict *content, struct tmpl_dict *fold, const struct entry *entry,
                           const struct form_choices *choices)
{
	if (choices->campaign_count == 1) {
		tmpl_put_int(tmpl_add(content, "ONE_CAMPAIGN"), "ONE_CAMPAIGN_ID", choices->campaigns[0].id);
		put_section(fold, "ONE_CAMPAIGN", "ONE_CAMPAIGN_NAME", choices->campaigns[0].name);
		return;
	}
	struct tmpl_dict *choice = tmpl_add(fold, "CAMPAIGN_CHOICE");
	for (size_t i = 0; i < choices->campaign_count; i++) {
		struct tmpl_dict *row = tmpl_add(choice, "CAMPAIGN");
		tmpl_put_int(row, "CAMPAIGN_ID", choices->campaigns[i].id);
		tmpl_put(row, "CAMPAIGN_NAME", choices->campaigns[i].name);
		if (choices->campaigns[i].id == entry->campaign_id)
			tmpl_show(row, "CAMPAIGN_SELECTED");
	}
}

static void add_enumerator(struct tmpl_dict *choice, int64_t id, const char *name, int64_t chosen)
{
	struct tmpl_dict *row = tmpl_add(choice, "ENUMERATOR");

	tmpl_put_int(row, "ENUMERATOR_ID", id);
	tmpl_put(row, "ENUMERATOR_NAME", name);
	if (id == chosen)
		tmpl_show(row, "ENUMERATOR_SELECTED");
}

/* Those who may be named, and whoever stands there already. */
static void fill_enumerators(struct tmpl_dict *fold, const struct entry *entry, const struct form_choices *choices)
{
	int64_t stored = entry->sheet.enumerator_id;
	int64_t chosen = entry->enumerator_id == ENUMERATOR_KEEP ? stored : entry->enumerator_id;
	bool offered = stored == 0;

	if (web_actor(entry->request)->role == ROLE_ENUMERATOR || (choices->writer_count == 0 && stored == 0))
		return;
	struct tmpl_dict *choice = tmpl_add(fold, "ENUMERATOR_CHOICE");
	for (size_t i = 0; i < choices->writer_count; i++) {
		add_enumerator(choice, choices->writers[i].id, choices->writers[i].told, chosen);
		offered |= choices->writers[i].id == stored;
	}
	if (!offered)
		add_enumerator(choice, stored, entry->sheet.enumerator_name, chosen);
}

/* ---- what stands beside the paper, folded: its line says what is in it ---- */

static void add_value(struct buf *line, const char *value)
{
	if (value != NULL && *value != '\0')
		buf_print(line, "%s%s", line->length == 0 ? "" : " · ", value);
}

/* Of what is chosen where there is a choice. */
static const char *campaign_name(const struct entry *entry, const struct form_choices *choices)
{
	const char *name = NULL;

	for (size_t i = 0; choices->campaign_count > 1 && i < choices->campaign_count; i++) {
		if (choices->campaigns[i].id == entry->campaign_id)
			name = choices->campaigns[i].name;
	}
	return name;
}

static const char *enumerator_name(const struct entry *entry, const struct form_choices *choices)
{
	int64_t stored = entry->sheet.enumerator_id;
	int64_t chosen = entry->enumerator_id == ENUMERATOR_KEEP ? stored : entry->enumerator_id;
	const char *name = chosen != 0 && chosen == stored ? entry->sheet.enumerator_name : NULL;

	for (size_t i = 0; name == NULL && i < choices->writer_count; i++) {
		if (choices->writers[i].id == chosen)
			name = choices->writers[i].full_name;
	}
	return name;
}

static void fill_fold(struct tmpl_dict *content, struct tmpl_dict *form, const struct entry *entry,
                      const struct form_choices *choices)
{
	const struct answers *a = &entry->answers;
	struct tmpl_dict *fold = tmpl_add(form, "FOLD");
	struct buf line;

	buf_init(&line, entry->request->arena, 1 << 12);
	add_value(&line, campaign_name(entry, choices));
	add_value(&line, enumerator_name(entry, choices));
	for (size_t i = 0; i < a->form->field_count; i++) {
		if (form_is_folded(&a->form->fields[i]))
			add_value(&line, answer_shown(entry->request->arena, &a->form->fields[i], &a->items[i]));
	}
	tmpl_put(fold, "FOLD_NONE", message_text(MSG_FOLD_NONE));
	tmpl_put(fold, "FOLD_VALUES", line.length == 0 ? message_text(MSG_FOLD_NONE) : line.data);
	fill_campaigns(content, fold, entry, choices);
	fill_enumerators(fold, entry, choices);
	if (choices->campaign_count > 1 && campaign_name(entry, choices) == NULL)
		tmpl_show(form, "UNFOLDED");
}

static void add_summary(struct tmpl_dict *summary, const char *field, const char *text)
{
	struct tmpl_dict *row = tmpl_add(summary, "SUMMARY");

	tmpl_put(row, "SUMMARY_FIELD", field);
	tmpl_put(row, "SUMMARY_TEXT", text);
}

/* The errors whose first field is that one; NULL: those of no field. */
static int summarise(struct tmpl_dict *summary, const struct entry *entry, const struct field *field)
{
	int errors = 0;

	for (size_t i = 0; i < entry->finding_count; i++) {
		const struct finding_row *f = &entry->findings[i];
		const char *name = finding_first_field(f);
		bool here = field == NULL ? form_find(entry->answers.form, name) < 0 : strcmp(name, field->name) == 0;
		if (!here || !rule_stops_submission(f->rule, f->severity))
			continue;
		add_summary(summary, name, f->message);
		errors++;
	}
	return errors;
}

/* In the order of the paper. */
static void fill_summary(struct page *page, const struct entry *entry, const char *title)
{
	const struct form *form = entry->answers.form;
	int errors = 0;

	if (!entry->summary && entry->reason_error == NULL)
		return;
	struct tmpl_dict *summary = tmpl_add(page->content, "ERROR_SUMMARY");
	page_has_errors(page, title);
	for (size_t i = 0; entry->summary && i <= form->field_count; i++)
		errors += summarise(summary, entry, i < form->field_count ? &form->fields[i] : NULL);
	if (entry->reason_error != NULL)
		add_summary(summary, "reason", entry->reason_error);
	errors += entry->reason_error != NULL;
	bool told = errors == 0 && entry->trouble != NULL;
	tmpl_put(summary, "SUMMARY_HEADING", told ? entry->trouble
	         : arena_print(entry->request->arena, "%s %d", message_text(MSG_SUMMARY_HEADING), errors));
}

static bool may_give_back(const struct entry *entry)
{
	enum action actions[ACTION_MOVES_END];
	size_t count = workflow_actions(web_actor(entry->request), &entry->sheet, actions);
	bool may = false;

	for (size_t i = 0; i < count; i++)
		may |= actions[i] == ACTION_RETURN;
	return may;
}

/* Gives the paper back to its writer, with what is wrong as the reason. */
static void fill_return(struct tmpl_dict *content, const struct entry *entry)
{
	struct tmpl_dict *back = tmpl_add(content, "RETURN_BUTTON");
	struct buf reason;

	buf_init(&reason, entry->request->arena, 1 << 16);
	for (size_t i = 0; i < entry->finding_count; i++) {
		if (entry->findings[i].severity == SEVERITY_E)
			buf_print(&reason, "- %s\n", entry->findings[i].message);
	}
	tmpl_put(back, "RETURN_URL", sheet_url(entry->request, entry->sheet.id, "/return"));
	tmpl_put(back, "RETURN_REASON", reason.data);
}

/* Of a form that was sent before there are two: as another sheet, or into the one that came of it. */
static void fill_buttons(struct tmpl_dict *content, const struct entry *entry)
{
	bool refused = entry->summary && entry->sheet.id != 0;
	bool chooses = entry->was_new && entry->finding_count > 0;

	if (chooses)
		tmpl_show(content, "BUTTON_OTHER");
	if (entry->locked)
		return;
	if (chooses)
		tmpl_put(tmpl_add(content, "BUTTON_MEND"), "MEND_NAME", note_name(&entry->sheet));
	if (entry->correct) {
		struct tmpl_dict *reason = tmpl_add(content, "REASON");
		tmpl_put(reason, "REASON_TEXT", entry->reason);
		if (entry->reason_error != NULL)
			tmpl_put(tmpl_add(reason, "REASON_ERROR"), "REASON_ERROR_TEXT", entry->reason_error);
		if (!chooses)
			tmpl_show(content, "BUTTON_CORRECT");
		return;
	}
	if (chooses)
		return;
	tmpl_show(content, "BUTTON_SAVE");
	tmpl_show(content, "BUTTON_SUBMIT");
	tmpl_show(content, "BUTTON_SUBMIT_NEXT");
	if (refused && may_give_back(entry))
		fill_return(content, entry);
}

/* A draft is stored while it is typed; what was handed in changes by a button only, and so does what somebody else
 * has saved. */
static void fill_drafts(struct tmpl_dict *content, const struct entry *entry)
{
	if (is_draft(entry) && !entry->stale)
		tmpl_show(content, "DRAFTS");
	struct tmpl_dict *scan = entry->stale || entry->correct || entry->summary ? NULL : tmpl_add(content, "SCAN");
	if (scan != NULL && entry->sheet.id == 0 && entry->person_id == 0 && entry->roster_id == 0)
		tmpl_show(scan, "PHOTO");
	card_fill(content, entry);
}

static void fill_context(struct page *page, const struct entry *entry, const struct background *b)
{
	struct tmpl_dict *content = page->content;
	const struct sheet *sheet = &entry->sheet;

	page_tokens(page, sheet->id == 0 ? 0 : sheet->row_version);
	if (sheet->id != 0) {
		struct tmpl_dict *badge = tmpl_add(content, "STATE_BADGE");
		tmpl_put(badge, "STATE", state_code(sheet->state));
		tmpl_put(badge, "STATE_LABEL", state_label(sheet->state));
	}
	if (shows_typed(entry))
		sent_put(entry->request, content, entry->sent == NULL ? &b->sent : entry->sent, entry->sent != NULL);
	if (entry->resumed)
		tmpl_show(content, "RESUMED");
	if (entry->trouble != NULL)
		tmpl_put(tmpl_add(content, "NOTICE"), "NOTICE_TEXT", entry->trouble);
	came_back_put(entry->request, content, b->events, b->event_count);
	if (b->replaces) {
		struct tmpl_dict *replaces = tmpl_add(content, "REPLACES");
		tmpl_put_int(replaces, "REPLACES_ID", b->old.id);
		tmpl_put(replaces, "REPLACES_URL", sheet_url(entry->request, b->old.id, ""));
		tmpl_put(replaces, "REPLACES_LABEL", web_sheet_name(entry->request, &b->old));
	}
}

/* What is from the list says so beside each input. */
static void fill_roster(struct tmpl_dict *content, const struct entry *entry, const struct background *b)
{
	struct tmpl_dict *roster = tmpl_add(content, "ROSTER");

	tmpl_put(roster, "ROSTER_URL", thing_url(entry->request, (struct thing){ THING_ROSTER, b->listed_id }));
	if (entry->sheet.id == 0 || entry->was_new)
		tmpl_put_int(tmpl_add(roster, "ROSTER_ROW"), "ROSTER_ID", b->listed_id);
}

static void put_parts(struct http_request *request, struct tmpl_dict *copy, const struct form *form)
{
	for (size_t i = 0; i < form->part_count; i++) {
		struct tmpl_dict *row = tmpl_add(copy, "COPY_PART");
		tmpl_put(row, "COPY_ACTION", arena_print(request->arena, "copy_%zu", i + 1));
		tmpl_put(row, "COPY_LABEL", form->parts[i]);
	}
}

/* What stands beside the inputs of a change sheet, and the buttons that take it over. */
static void fill_change(struct tmpl_dict *content, const struct entry *entry, const struct background *b)
{
	struct http_request *request = entry->request;
	struct tmpl_dict *change = tmpl_add(content, "CHANGE");

	tmpl_put(change, "CHANGE_URL", sheet_url(request, b->old.id, ""));
	tmpl_put(change, "CHANGE_LABEL", web_sheet_name(request, &b->old));
	tmpl_put(change, "CHANGE_AT", web_day(request, b->old.accepted_at));
	if ((entry->sheet.id == 0 || entry->was_new) && entry->person_id > 0)
		tmpl_put_int(tmpl_add(change, "CHANGE_PERSON"), "PERSON_ID", entry->person_id);
	put_parts(request, tmpl_add(content, "COPY"), entry->answers.form);
}

static enum message title_of(const struct entry *entry)
{
	return entry->sheet.id == 0 && entry->person_id != 0 ? MSG_TITLE_CHANGE_SHEET :
	       entry->sheet.id == 0 ? MSG_TITLE_NEW_SHEET : entry->correct ? MSG_TITLE_CORRECT_SHEET : MSG_TITLE_EDIT_SHEET;
}

/* Whether one of the campaigns asks for more than the paper does. */
static void put_asked(struct form_view *view)
{
	for (size_t i = 0; i < view->choices->campaign_count; i++) {
		view->asks_industry |= view->choices->campaigns[i].asks_industry;
		view->asks_ethnic_group |= view->choices->campaigns[i].asks_ethnic_group;
	}
}

/* The posted form goes to the stored sheet as soon as there is one. */
static const char *action_url(const struct entry *entry)
{
	if (entry->sheet.id == 0 || (entry->was_new && entry->locked))
		return "/sheets";
	return walk_sheet_url(entry->request, entry->sheet.id, "/edit");
}

static const struct event *last_event(const struct background *b)
{
	static const struct event none;

	return b->event_count == 0 ? &none : &b->events[b->event_count - 1];
}

enum err entry_show(struct entry *entry, struct http_response *response, int status, struct error *error)
{
	struct http_request *request = entry->request;
	const char *title = message_text(title_of(entry));
	struct background b;
	struct page page;
	enum err err = load_background(entry, &b, error);

	if (err == ERR_OK && entry->sent == NULL && shows_typed(entry))
		err = sent_read(request, &b.sent, error);
	if (err == ERR_OK && (b.replaces || b.changes))
		err = web_note_sheet(request, b.old.id, error);
	if (err == ERR_OK)
		err = page_open(request, "sheet/edit.html", title, &page, error);
	if (err != ERR_OK)
		return err;
	page.address = entry->address;
	tmpl_put(page.content, "HEADING", title);
	tmpl_put(page.content, "SUBHEADING",
	         b.choices.path_count == 0 ? "" : b.choices.path[b.choices.path_count - 1].full_name);
	tmpl_put(page.content, "ACTION_URL", action_url(entry));
	tmpl_put(page.content, "BACK_URL", entry->sheet.id == 0 ? "/sheets" : walk_sheet_url(request, entry->sheet.id, ""));
	fill_context(&page, entry, &b);
	if (b.changes)
		fill_change(page.content, entry, &b);
	if (b.listed_id != 0)
		fill_roster(page.content, entry, &b);
	if (entry->stale)
		conflict_fill(page.content, entry, &b.choices, last_event(&b));
	fill_summary(&page, entry, title);
	struct form_view view = { .request = request, .answers = &entry->answers,
		.old = b.replaces || b.changes ? &b.old.answers : NULL,
		.listed = b.listed_id != 0 ? &b.listed : NULL,
		.findings = entry->findings, .finding_count = entry->finding_count, .choices = &b.choices, .typing = true };
	put_asked(&view);
	fill_fold(page.content, form_fill(page.content, &view), entry, &b.choices);
	form_fill_datalists(page.content, entry->answers.form);
	fill_buttons(page.content, entry);
	fill_drafts(page.content, entry);
	err = page_send(&page, response, status, error);
	if (err == ERR_OK && entry->again != NULL)
		page_again_keep(&page, entry->again, response);
	return err;
}
