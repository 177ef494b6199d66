/* The page of a sheet as HTML. */
#include "base/memory.h"
#include "report/person/pair_lines.h"
#include "store/sheet/event.h"
#include "text/messages.h"
#include "web/frame/note.h"
#include "web/frame/page.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/part/came_back.h"
#include "web/part/changed.h"
#include "web/part/form_choices.h"
#include "web/part/form_page.h"
#include "web/part/reasons.h"
#include "web/list/road_shown.h"
#include "web/part/shown.h"
#include "web/sheet/sheet.h"
#include "workflow/handover/bundle_move.h"

/* How a move is offered; the order is that of the page. */
static const struct move_form {
	enum action action;
	bool optional_reason, per_field;
	enum message label;             /* of the text field, where the move asks for a reason or a place */
} move_forms[] = {
	{ ACTION_SUBMIT, false, false, MSG_REASON },
	{ ACTION_FORWARD, false, false, MSG_REASON },
	{ ACTION_ACCEPT, false, false, MSG_REASON },
	{ ACTION_RESEND, false, false, MSG_REASON },
	{ ACTION_REOPEN, false, false, MSG_REASON },
	{ ACTION_RETURN, false, true, MSG_REASON_RETURN },
	{ ACTION_REPLACE, true, false, MSG_REASON },
	{ ACTION_ARCHIVE, false, false, MSG_PLACE },
	{ ACTION_CANCEL, false, false, MSG_REASON },
	{ ACTION_UNDO, false, false, MSG_REASON },
};

static const char *typed(const struct sheet_view *view, const char *name)
{
	const char *text = view->typed == NULL ? NULL : params_text(view->typed, name);

	return text == NULL ? "" : text;
}

/* ---- findings ---- */

static bool may_judge(const struct sheet_view *view)
{
	return transition_find(ACTION_ACCEPT, view->sheet.state, web_actor(view->request)->role) != NULL;
}

static bool may_confirm(const struct sheet_view *view, const struct finding_row *f)
{
	bool judges = may_judge(view) && view->barred == NULL && !view->closed;

	return judges && f->severity == SEVERITY_W && f->confirmed_by == 0;
}

/* A finding that only this acceptance brought up has no id yet: it is confirmed by its rule. */
static const char *confirm_name(struct arena *arena, const struct finding_row *f)
{
	return f->id == 0 ? arena_print(arena, "confirm_%s", f->rule)
	                  : arena_print(arena, "confirm_finding_%lld", (long long)f->id);
}

static bool has_common(const struct sheet_view *view, const char *name)
{
	size_t count = 0;
	const char *const *names = view->typed == NULL ? NULL
	                                               : params_all(view->request->arena, view->typed, "common", &count);

	for (size_t i = 0; i < count; i++) {
		if (names[i] != NULL && strcmp(names[i], name) == 0)
			return true;
	}
	return false;
}

/* common: one reason may be given for several of them. */
static void fill_confirm(struct tmpl_dict *row, const struct sheet_view *view, const struct finding_row *f, bool common)
{
	const char *name = confirm_name(view->request->arena, f);
	struct tmpl_dict *confirm = tmpl_add(row, "FINDING_CONFIRM");

	tmpl_put(confirm, "CONFIRM_NAME", name);
	tmpl_put(confirm, "CONFIRM_VALUE", typed(view, name));
	reasons_put(confirm, f->rule);
	if (common && has_common(view, name))
		tmpl_show(tmpl_add(confirm, "CONFIRM_COMMON"), "CONFIRM_COMMON_CHOSEN");
	else if (common)
		tmpl_show(confirm, "CONFIRM_COMMON");
}

static void fill_confirmed(struct tmpl_dict *row, const struct sheet_view *view, const struct finding_row *f)
{
	struct tmpl_dict *confirmed = tmpl_add(row, "FINDING_CONFIRMED");

	tmpl_put(confirmed, "CONFIRMED_BY", f->confirmed_name);
	tmpl_put(confirmed, "CONFIRMED_AT", web_time(view->request, f->confirmed_at));
	tmpl_put(confirmed, "CONFIRMED_REASON", web_masked(view->request, f->reason));
	if (may_judge(view))
		tmpl_put(tmpl_add(confirmed, "WITHDRAW"), "WITHDRAW_FINDING", web_id(view->request, f->id));
}

static void fill_finding(struct tmpl_dict *list, const struct sheet_view *view, const struct finding_row *f,
                         bool common)
{
	struct http_request *request = view->request;
	struct tmpl_dict *row = tmpl_add(list, "FINDING");

	tmpl_put(row, "FINDING_RULE", f->rule);
	tmpl_put(row, "SEVERITY", severity_code(f->severity));
	tmpl_put(row, "SEVERITY_LABEL", severity_label(f->severity));
	tmpl_put(row, "FINDING_FIELD", finding_first_field(f));
	tmpl_put(row, "FINDING_TEXT", web_finding(request, f));
	if (f->record_id != 0 && duplicate_may_look(web_actor(request)) &&
	    (strcmp(f->rule, "E50") == 0 || strcmp(f->rule, "W52") == 0))
		put_section(row, "FINDING_PAIR", "PAIR_URL", duplicate_url(request, view->sheet.id, f->record_id));
	if (may_confirm(view, f))
		fill_confirm(row, view, f, common);
	else if (f->confirmed_by != 0)
		fill_confirmed(row, view, f);
}

/* Where a form of the page posts to: it goes on in the list that the sheet was opened from. */
static const char *walk_action(const struct sheet_view *view, const char *action)
{
	return arena_print(view->request->arena, "/sheets/%lld/%s%s", (long long)view->sheet.id, action,
	                   walk_query(&view->walk));
}

/* Below the findings: the button that confirms and does not accept. */
static void fill_confirming(struct tmpl_dict *list, const struct sheet_view *view, size_t open, size_t confirmed)
{
	if (may_judge(view) && confirmed > 0)
		tmpl_put(tmpl_add(list, "WITHDRAWING"), "WITHDRAW_URL",
		         walk_action(view, "unconfirm"));
	if (open == 0)
		return;
	struct tmpl_dict *confirming = tmpl_add(list, "CONFIRMING");
	tmpl_put(confirming, "CONFIRM_URL", walk_action(view, "confirm"));
	if (!sheet_view_offers(view, ACTION_ACCEPT))
		tmpl_show(confirming, "CONFIRM_ALONE");
	if (open > 1)
		tmpl_put(tmpl_add(confirming, "COMMON"), "COMMON_REASON", typed(view, "common_reason"));
}

static void fill_findings(struct tmpl_dict *content, const struct sheet_view *view)
{
	int counts[SEVERITY_COUNT] = { 0 };
	size_t shown = 0, open = 0, confirmed = 0;

	for (size_t i = 0; i < view->finding_count; i++) {
		if (!finding_is_shown(web_actor(view->request), &view->findings[i]))
			continue;
		counts[view->findings[i].severity]++;
		open += may_confirm(view, &view->findings[i]);
		confirmed += view->findings[i].confirmed_by != 0;
		shown++;
	}
	if (shown == 0) {
		tmpl_show(content, "NO_FINDINGS");
		return;
	}
	struct tmpl_dict *list = tmpl_add(content, "FINDINGS");
	tmpl_put(list, "FINDINGS_TEXT",
	         arena_print(view->request->arena, "%s: %d · %s: %d · %s: %d", severity_label(SEVERITY_E),
	                     counts[SEVERITY_E], severity_label(SEVERITY_W), counts[SEVERITY_W],
	                     severity_label(SEVERITY_I), counts[SEVERITY_I]));
	for (size_t i = 0; i < view->finding_count; i++) {
		if (finding_is_shown(web_actor(view->request), &view->findings[i]))
			fill_finding(list, view, &view->findings[i], open > 1);
	}
	fill_confirming(list, view, open, confirmed);
}

/* ---- moves ---- */

static void fill_field_reasons(struct tmpl_dict *reason, const struct sheet_view *view)
{
	const struct form *form = view->sheet.answers.form;
	struct tmpl_dict *fields = tmpl_add(reason, "MOVE_FIELDS");

	for (size_t i = 0; i < form->field_count; i++) {
		if (form->fields[i].beside || form->fields[i].type == FIELD_CODE)
			continue;
		struct tmpl_dict *row = tmpl_add(fields, "MOVE_FIELD");
		tmpl_put(row, "FIELD_NAME", form->fields[i].name);
		tmpl_put(row, "FIELD_NUMBER", form->fields[i].number);
		tmpl_put(row, "FIELD_TITLE", form->fields[i].label);
		tmpl_put(row, "FIELD_REASON",
		         typed(view, arena_print(view->request->arena, "reason_%s", form->fields[i].name)));
	}
}

static void fill_reason(struct tmpl_dict *reason, const struct sheet_view *view, const struct move_form *form,
                        bool open)
{
	tmpl_put(reason, "MOVE_REASON_LABEL", message_text(form->label));
	tmpl_put(reason, "MOVE_REASON_TEXT", open || view->move == ACTION_NONE ? typed(view, "reason") : "");
	if (form->optional_reason)
		tmpl_show(reason, "MOVE_REASON_OPTIONAL");
	if (open) {
		tmpl_show(reason, "MOVE_OPEN");
		put_section(reason, "MOVE_ERROR", "MOVE_ERROR_TEXT", view->trouble);
	}
	if (form->per_field)
		fill_field_reasons(reason, view);
}

static const char *move_label(const struct sheet_view *view, enum action action)
{
	if (action == ACTION_UNDO)
		return message_fill(view->request, MSG_UNDO_WHAT, action_label(view->undo.action), NULL);
	if (view->walk.on && action == ACTION_ACCEPT)
		return message_text(view->next_url != NULL ? MSG_ACCEPT_NEXT : MSG_ACCEPT_LAST);
	return action_label(action);
}

static bool asks_reason(const struct sheet_view *view, const struct move_form *form)
{
	const struct transition *row = transition_find(form->action, view->sheet.state, web_actor(view->request)->role);

	return form->optional_reason || (row != NULL && (row->needs & (NEEDS_REASON | NEEDS_PLACE)) != 0);
}

static void fill_move(struct tmpl_dict *moves, const struct sheet_view *view, const struct move_form *form,
                      bool primary)
{
	const char *code = action_code(form->action);
	bool asks = asks_reason(view, form);
	struct tmpl_dict *row = tmpl_add(moves, "MOVE"),
					 *offer = tmpl_add(row, asks ? "MOVE_REASON" : "MOVE_PLAIN");
	bool open = view->move == form->action;

	tmpl_put(offer, "MOVE_NAME", code);
	tmpl_put(offer, "MOVE_URL", walk_action(view, code));
	tmpl_put(offer, "MOVE_LABEL", move_label(view, form->action));
	if (asks)
		fill_reason(offer, view, form, open);
	else if (primary)
		tmpl_show(offer, "MOVE_PRIMARY");
	if (!asks && form->action == ACTION_ACCEPT && view->walk.on)
		tmpl_show(offer, "MOVE_WALK");
}

/* Why somebody who judges does not accept it, or somebody who moves sheets moves none; NULL: he does, or does not. */
static const char *barred_text(const struct sheet_view *view)
{
	bool judges = may_judge(view);

	if (view->closed && ((ROLES_WRITERS | ROLE_BIT(ROLE_POLICE)) & ROLE_BIT(web_actor(view->request)->role)) != 0)
		return message_text(MSG_CAMPAIGN_IS_CLOSED);
	if (view->barred == NULL && judges && view->campaign.meeting_accepts)
		return message_text(MSG_MEETING_ACCEPTS);
	for (size_t i = 0; i < view->paper_count && view->barred == NULL && judges && view->in_bundle; i++) {
		const struct carried *paper = &view->papers[i];
		if (paper->kind == PAPER_BUNDLE && paper->open)
			return bundle_sentence(view->request->arena, MSG_IN_BUNDLE,
			                       (struct bundle_name){ paper->id, paper->number, paper->year });
	}
	return view->barred;
}

static void fill_moves(struct page *page, const struct sheet_view *view)
{
	const char *barred = barred_text(view);
	struct tmpl_dict *moves = barred == NULL ? NULL : tmpl_add(page->content, "MOVES");
	bool first = moves == NULL;

	if (barred != NULL)
		put_section(moves, "BARRED", "BARRED_TEXT", barred);
	for (size_t i = 0; i < COUNT(move_forms); i++) {
		if (!sheet_view_offers(view, move_forms[i].action))
			continue;
		if (moves == NULL)
			moves = tmpl_add(page->content, "MOVES");
		fill_move(moves, view, &move_forms[i], first && move_forms[i].action != ACTION_UNDO);
		first = false;
	}
}

/* ---- history ---- */

/* A reason has one side only. */
static const char *change_side(struct http_request *request, const struct change *change, const char *text)
{
	return change->reason && text == NULL ? "" : change_shown(request, change, text);
}

/* The page of the pair that this event is about: a decision, or its undoing; NULL: it is about none. */
static const char *pair_of(const struct sheet_view *view, const struct event *event)
{
	static const struct { enum action action; bool undoes; } actions[] = {
		{ ACTION_KEEP, false }, { ACTION_CANCEL, false }, { ACTION_REPLACE, false }, { ACTION_JOIN, false },
		{ ACTION_DISTINCT, false }, { ACTION_UNDECIDE, true }, { ACTION_RESTORE, true },
	};
	size_t a = 0;

	while (a < COUNT(actions) && actions[a].action != event->action)
		a++;
	for (size_t i = 0; a < COUNT(actions) && i < view->trace_count; i++) {
		const struct duplicate_trace *trace = &view->traces[i];
		const char *at = actions[a].undoes ? trace->undone_at : trace->decided_at;
		if (at != NULL && strcmp(at, event->at) == 0)
			return duplicate_url(view->request, view->sheet.id, trace->other_id);
	}
	return NULL;
}

static void fill_event(struct tmpl_dict *table, const struct sheet_view *view, const struct event *event)
{
	struct http_request *request = view->request;
	struct tmpl_dict *row = tmpl_add(table, "HISTORY");
	bool moved = event->from_state != STATE_NONE && event->to_state != STATE_NONE &&
	             event->from_state != event->to_state;
	struct change *changes;
	size_t count = event_changes(request, view->sheet.answers.form, event, &changes);
	bool version = false;

	tmpl_put(row, "AT", web_time(request, event->at));
	tmpl_put(row, "BY", event->actor_name);
	tmpl_put(row, "ACTION", event_label(request, event));
	tmpl_put(row, "FROM", moved ? state_label(event->from_state) : "");
	tmpl_put(row, "TO", moved || event->from_state == STATE_NONE ? state_label(event->to_state) : "");
	tmpl_put(row, "REASON", web_masked(request, event->reason));
	put_section(row, "HISTORY_PAIR", "PAIR_URL", pair_of(view, event));
	if (count == 0)
		return;
	struct tmpl_dict *diff = tmpl_add(row, "HISTORY_DIFF");
	for (size_t i = 0; i < count; i++) {
		struct tmpl_dict *change = tmpl_add(diff, "DIFF");
		tmpl_put(change, "FIELD_LABEL", changes[i].label);
		tmpl_put(change, "OLD", change_side(request, &changes[i], changes[i].before));
		tmpl_put(change, "NEW", change_side(request, &changes[i], changes[i].after));
		version |= !changes[i].reason;
	}
	if (version && event->from_state != STATE_NONE)
		tmpl_put(tmpl_add(row, "HISTORY_LINK"), "CHANGES_URL",
		         arena_print(request->arena, "%s?to=%lld", sheet_url(request, view->sheet.id, "/changes"),
		                     (long long)event->id));
}

static void fill_history(struct tmpl_dict *content, const struct sheet_view *view)
{
	struct tmpl_dict *table = view->event_count == 0 ? NULL : tmpl_add(content, "HISTORY_TABLE");

	for (size_t i = 0; i < view->event_count; i++)
		fill_event(table, view, &view->events[i]);
}

/* ---- the page ---- */

const char *sheet_view_name(const struct sheet_view *view)
{
	const struct answers *a = &view->sheet.answers;
	const struct field *field = a->form->full_name;
	const char *name = web_answer(view->request, field, answers_at(a, field));

	return name[0] == '\0' ? message_text(MSG_NO_NAME) : name;
}

static void fill_links(struct tmpl_dict *content, const struct sheet_view *view)
{
	struct http_request *request = view->request;
	const struct sheet *s = &view->sheet;

	bool correct = sheet_view_offers(view, ACTION_CORRECT);

	if (correct || sheet_view_offers(view, ACTION_SUBMIT)) {
		struct tmpl_dict *edit = tmpl_add(content, "EDIT_LINK");
		tmpl_put(edit, "EDIT_URL", walk_action(view, "edit"));
		tmpl_put(edit, "EDIT_LABEL", message_text(correct ? MSG_ACTION_CORRECT : MSG_TITLE_EDIT_SHEET));
	}
	if (web_actor(request)->role == ROLE_POLICE && s->state == STATE_HANDED_OVER)
		put_section(content, "QUEUE_LINK", "QUEUE_URL", police_url(request, s->id));
	if (s->person_id != 0)
		put_section(content, "PERSON_LINK", "PERSON_URL", person_url(request, s->person_id));
	if (s->person_id != 0 && state_in(s->state, STATES_ACCEPTED) &&
	    (ROLES_WRITERS & ROLE_BIT(web_actor(request)->role)) != 0)
		put_section(content, "CHANGE_LINK", "CHANGE_URL",
		            arena_print(request->arena, "/sheets/new?person=%lld&%s=%d", (long long)s->person_id,
		                        s->answers.form->kind->name, KIND_CHANGE));
	if (s->replaces_id != 0) {
		struct tmpl_dict *link = tmpl_add(content, "REPLACES");
		tmpl_put(link, "REPLACES_URL", sheet_url(request, s->replaces_id, ""));
		tmpl_put(link, "REPLACES_LABEL", web_sheet_title(request, view->replaces_no, s->replaces_id));
	}
	if (s->replaced_by_id != 0) {
		struct tmpl_dict *link = tmpl_add(content, "REPLACED_BY");
		tmpl_put(link, "REPLACED_BY_URL", sheet_url(request, s->replaced_by_id, ""));
		tmpl_put(link, "REPLACED_BY_LABEL", web_sheet_title(request, view->replaced_by_no, s->replaced_by_id));
	}
}

static bool is_about_findings(enum action move)
{
	return move == ACTION_ACCEPT || move == ACTION_CONFIRM || move == ACTION_UNCONFIRM;
}

/* Where the summary's line leads: to the reason, or to the first warning to confirm. */
static const char *trouble_field(const struct sheet_view *view)
{
	if (!is_about_findings(view->move))
		return arena_print(view->request->arena, "reason-%s", action_code(view->move));
	if (view->barred != NULL)
		return "barred";
	for (size_t i = 0; i < view->finding_count; i++) {
		const struct finding_row *f = &view->findings[i];
		if (f->severity == SEVERITY_E)
			return finding_first_field(f);
		if (may_confirm(view, f))
			return confirm_name(view->request->arena, f);
	}
	return "findings-heading";
}

static void fill_similar(struct tmpl_dict *content, const struct sheet_view *view)
{
	struct tmpl_dict *notice = view->similar.count == 0 ? NULL : tmpl_add(content, "SIMILAR");

	for (size_t i = 0; i < view->similar.count; i++) {
		struct tmpl_dict *row = tmpl_add(notice, "SIMILAR_SHEET");
		tmpl_put(row, "SIMILAR_URL", sheet_url(view->request, view->similar.items[i].id, ""));
		tmpl_put(row, "SIMILAR_TEXT", view->similar.items[i].text);
	}
}

static void fill_trouble(struct page *page, const struct sheet_view *view, const char *title)
{
	if (view->trouble == NULL)
		return;
	struct tmpl_dict *summary = tmpl_add(page->content, "ERROR_SUMMARY");
	page_has_errors(page, title);
	tmpl_put(summary, "SUMMARY_HEADING", message_text(MSG_UNPROCESSABLE));
	struct tmpl_dict *row = tmpl_add(summary, "SUMMARY");
	tmpl_put(row, "SUMMARY_FIELD", trouble_field(view));
	tmpl_put(row, "SUMMARY_TEXT", view->trouble);
}

static const char *subheading(const struct sheet_view *view)
{
	const struct sheet *s = &view->sheet;

	return arena_print(view->request->arena, "%s · %s%s%s · %s · %s", web_sheet_name(view->request, s),
	                   s->area_name == NULL ? "" : s->area_name, s->area_name == NULL ? "" : ", ", s->commune_name,
	                   s->campaign_code,
	                   s->enumerator_name == NULL ? message_text(MSG_NO_ENUMERATOR) : s->enumerator_name);
}

static void fill_form(struct tmpl_dict *content, const struct sheet_view *view)
{
	const struct answers *answers = &view->sheet.answers;
	struct area hamlet = { .id = answers_at(answers, answers->form->hamlet)->number,
		.full_name = view->sheet.area_name };
	struct form_choices choices = { .hamlets = &hamlet, .hamlet_count = view->sheet.area_name == NULL ? 0 : 1,
		.path = view->path,
		.path_count = view->path_count };
	struct form_view form = { .request = view->request, .answers = &view->sheet.answers, .findings = view->findings,
		.finding_count = view->finding_count, .choices = &choices, .asks_industry = view->campaign.asks_industry };

	form_fill(content, &form);
}

static const char *list_url(const struct sheet_view *view)
{
	if (view->walk.on)
		return walk_list(&view->walk);
	return web_actor(view->request)->role == ROLE_POLICE ? "/police" : "/sheets";
}

static void fill_walk(struct page *page, struct sheet_view *view)
{
	if (!view->walk.on)
		return;
	page->address = walk_here(&view->walk, view->sheet.id);
	view->next_url = walk_next(view->request, &view->walk);
	tmpl_show(page->content, "WALK");
	put_section(page->content, "NEXT", "NEXT_URL", view->next_url);
}

/* "1 lỗi, 2 cảnh báo" that keep it from being accepted; NULL: none that the actor is told of. */
static const char *open_findings(const struct sheet_view *view)
{
	int64_t counts[SEVERITY_COUNT] = { 0 };

	for (size_t i = 0; i < view->finding_count; i++) {
		const struct finding_row *f = &view->findings[i];
		counts[f->severity] += f->confirmed_by == 0 && finding_is_shown(web_actor(view->request), f);
	}
	return web_open_findings(view->request, counts[SEVERITY_E], counts[SEVERITY_W]);
}

static void fill_road(struct tmpl_dict *content, const struct sheet_view *view)
{
	const struct road_facts facts = { &view->sheet, &view->campaign, &view->where.days,
		clock_today(&web_app(view->request)->workflow.clock), view->events, view->event_count, view->papers,
		view->paper_count };
	struct road road;

	road_of(view->request->arena, &facts, &road);
	road_put(view->request, content, &(struct road_told){ &road, &view->sheet, open_findings(view) });
}

enum err sheet_view_show(struct sheet_view *view, struct http_response *response, int status, struct error *error)
{
	const char *name = sheet_view_name(view);
	struct page page;
	enum err err = page_open(view->request, "sheet/show.html", name, &page, error);

	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", name);
	tmpl_put(page.content, "SUBHEADING", subheading(view));
	tmpl_put(page.content, "STATE", state_code(view->sheet.state));
	tmpl_put(page.content, "STATE_LABEL", state_label(view->sheet.state));
	page_tokens(&page, view->sheet.row_version);
	tmpl_put(page.content, "BACK_URL", list_url(view));
	fill_walk(&page, view);
	tmpl_put(page.content, "PRINT_URL",
	         sheet_url(view->request, view->sheet.id, "/print"));
	tmpl_put(page.content, "PDF_URL", sheet_url(view->request, view->sheet.id, ".pdf"));
	put_section(page.content, "SEEN_LINK", "SEEN_URL", seen_url(view->request, "sheet", view->sheet.id));
	where_put(view->request, page.content, &view->sheet, &view->where);
	fill_road(page.content, view);
	fill_links(page.content, view);
	came_back_put(view->request, page.content, view->events, view->event_count);
	fill_similar(page.content, view);
	put_section(page.content, "JUDGED_BY", "RULE_VERSION",
	            view->sheet.rule_version == 0 ? NULL : web_id(view->request, view->sheet.rule_version));
	fill_trouble(&page, view, name);
	if (view->typed != NULL && view->trouble == NULL)
		page_flash(&page, "info", message_text(MSG_RESUMED));
	fill_findings(page.content, view);
	fill_moves(&page, view);
	fill_form(page.content, view);
	fill_history(page.content, view);
	return page_send(&page, response, status, error);
}
