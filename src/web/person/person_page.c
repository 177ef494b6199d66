/* The page of a person: the situation now, all sheets and what changed between them; joining and splitting. */
#include "base/memory.h"
#include "text/identity.h"
#include "web/frame/answer_json.h"
#include "web/frame/note.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/part/shown.h"
#include "web/person/people.h"

/* ---- the page ---- */

static void put_situation(struct tmpl_dict *content, const struct person_view *v, bool linked)
{
	const struct form *form = v->sheets[0].answers.form;
	const struct sheet *sheet = v->current != NULL ? v->current : &v->sheets[v->count - 1];
	struct tmpl_dict *situation = tmpl_add(content, v->current != NULL ? "SITUATION" : "UNSETTLED");

	if (v->current == NULL)
		return;
	tmpl_put(situation, "SITUATION_DAY", person_answer(v, sheet, form->collected_on));
	if (linked)
		tmpl_put(situation, "SITUATION_URL", sheet_url(v->request, sheet->id, ""));
	tmpl_put(situation, "SITUATION_SHEET", web_id(v->request, sheet->id));
	for (size_t i = 0; i < form->field_count; i++) {
		bool ticked = form->fields[i].type != FIELD_BOOLEAN || sheet->answers.items[i].number != 0;
		if (!person_field_counts(&form->fields[i]) || sheet->answers.items[i].state != ANSWER_VALID || !ticked)
			continue;
		struct tmpl_dict *row = tmpl_add(situation, "ANSWER");
		tmpl_put(row, "ANSWER_NUMBER", form->fields[i].number);
		tmpl_put(row, "ANSWER_LABEL", form->fields[i].label);
		tmpl_put(row, "ANSWER_TEXT", person_answer(v, sheet, &form->fields[i]));
	}
}

static void put_changes(struct tmpl_dict *row, const struct person_view *v, const struct sheet *sheet)
{
	const struct sheet *before = person_before(v, sheet);
	const struct form *form = sheet->answers.form;
	size_t changed = 0;

	for (size_t i = 0; before != NULL && i < form->field_count; i++) {
		const struct field *field = &form->fields[i];
		if (!person_field_counts(field) || answer_same(field, &before->answers.items[i], &sheet->answers.items[i]))
			continue;
		struct tmpl_dict *change = tmpl_add(row, "CHANGED");
		const char *old = person_answer(v, before, field), *new = person_answer(v, sheet, field);
		tmpl_put(change, "CHANGED_LABEL", field->label);
		tmpl_put(change, "CHANGED_OLD", old[0] == '\0' ? message_text(MSG_NOT_ANSWERED) : old);
		tmpl_put(change, "CHANGED_NEW", new[0] == '\0' ? message_text(MSG_NOT_ANSWERED) : new);
		changed++;
	}
	if (changed == 0)
		put_section(row, "NO_CHANGE", "NO_CHANGE_TEXT",
		            message_text(before == NULL ? MSG_PERSON_FIRST : MSG_PERSON_UNCHANGED));
}

static void put_sheets(struct tmpl_dict *content, const struct person_view *v, bool linked)
{
	struct http_request *request = v->request;
	const struct form *form = v->sheets[0].answers.form;

	for (size_t i = v->count; i-- > 0;) {
		const struct sheet *s = &v->sheets[i];
		struct tmpl_dict *row = tmpl_add(content, "SHEET");
		tmpl_put(row, "SHEET_ID", web_id(request, s->id));
		tmpl_put(row, "SHEET_DAY", person_answer(v, s, form->collected_on));
		tmpl_put(row, "SHEET_CAMPAIGN", s->campaign_code);
		tmpl_put(row, "SHEET_PLACE", s->area_name == NULL ? s->commune_name
		         : arena_print(request->arena, "%s, %s", s->area_name, s->commune_name));
		tmpl_put(row, "SHEET_KIND", person_answer(v, s, form->kind));
		if (linked) {
			tmpl_put(row, "SHEET_URL", sheet_url(request, s->id, ""));
			tmpl_put(row, "SHEET_STATE", state_code(s->state));
		}
		tmpl_put(row, "SHEET_STATE_LABEL", state_label(s->state));
		put_changes(row, v, s);
	}
}

/* linked: on the screen, where one goes on to the sheets. */
static void put_person(struct tmpl_dict *content, const struct person_view *v, bool linked)
{
	struct http_request *request = v->request;
	const char *number = v->number == NULL ? message_text(MSG_PERSON_PROVISIONAL) : web_number(request, v->number);
	const char *sheets = message_fill(request, MSG_PERSON_SHEETS, web_count(request, (int64_t)v->count), NULL);

	tmpl_put(content, "HEADING", person_view_name(v));
	const char *file = message_fill(request, MSG_PERSON_FILE, web_id(request, v->id), NULL);
	tmpl_put(content, "SUBHEADING", arena_print(request->arena, "%s · %s · %s", file, number, sheets));
	put_situation(content, v, linked);
	put_sheets(content, v, linked);
}

/* What a person that was joined is called. */
static const char *name_joined(const struct person_view *v, const struct person_join *join)
{
	if (!person_is_known(v, join->id))
		return message_text(MSG_PERSON_ELSEWHERE);
	return join->citizen_id == NULL ? message_text(MSG_PERSON_PROVISIONAL) : web_number(v->request, join->citizen_id);
}

static void put_split(struct tmpl_dict *acts, const struct person_view *v)
{
	struct http_request *request = v->request;

	if (v->count <= 1 && v->join_count == 0)
		return;
	struct tmpl_dict *split = tmpl_add(acts, "SPLIT");
	tmpl_put(split, "SPLIT_URL", arena_print(request->arena, "%s/split", person_url(request, v->id)));
	if (v->trouble != NULL && v->other == NULL && !v->ends)
		tmpl_show(split, "SPLIT_OPEN");
	for (size_t i = 0; i < v->join_count; i++) {
		const struct person_join *join = &v->joins[i];
		struct tmpl_dict *row = tmpl_add(split, "PART");
		tmpl_put(row, "PART_VALUE", arena_print(request->arena, "person_%lld", (long long)join->id));
		tmpl_put(row, "PART_LABEL",
		         arena_print(request->arena, "%s (%s, %s: %s)", name_joined(v, join), join->joined_name,
		                     web_time(request, join->joined_at), join->reason));
	}
	for (size_t i = 0; v->count > 1 && i < v->count; i++) {
		struct tmpl_dict *row = tmpl_add(split, "PART");
		tmpl_put(row, "PART_VALUE", arena_print(request->arena, "sheet_%lld", (long long)v->sheets[i].id));
		tmpl_put(row, "PART_LABEL",
		         arena_print(request->arena, "%s · %s", web_sheet_name(request, &v->sheets[i]),
		                     v->sheets[i].campaign_code));
	}
}

static const char *typed(const struct person_view *v, const char *name)
{
	const char *text = v->ends ? params_text(&v->request->form, name) : NULL;

	return text == NULL ? "" : text;
}

static void put_end_form(const struct page *page, const struct person_view *v)
{
	struct http_request *request = v->request;
	struct tmpl_dict *form = tmpl_add(page->content, v->ended ? "UNEND" : "END");
	const char *url = person_url(request, v->id);

	web_tokens(form, page->csrf, page->form_token, 0);
	if (v->ends)
		tmpl_show(form, "END_OPEN");
	if (v->ended) {
		tmpl_put(form, "UNEND_URL", arena_print(request->arena, "%s/end/undo", url));
		tmpl_put(form, "UNEND_REASON", typed(v, "reason"));
		return;
	}
	tmpl_put(form, "END_URL", arena_print(request->arena, "%s/end", url));
	tmpl_put(form, "END_DAY", typed(v, "day"));
	tmpl_put(form, "END_NOTE", typed(v, "note"));
	for (int i = 1; i < END_REASON_COUNT; i++) {
		struct tmpl_dict *row = tmpl_add(form, "END_REASON");
		tmpl_put(row, "END_VALUE", end_reason_code((enum end_reason)i));
		tmpl_put(row, "END_LABEL", end_reason_label((enum end_reason)i));
		if (strcmp(typed(v, "reason"), end_reason_code((enum end_reason)i)) == 0)
			tmpl_show(row, "END_CHOSEN");
	}
}

/* After which no list counts him; whoever sees the page sees that. */
static void put_end(const struct page *page, const struct person_view *v)
{
	struct http_request *request = v->request;
	const struct person_end *e = &v->end;

	if (v->ended) {
		const char *const parts[] = { end_reason_label(e->reason), web_iso_day(request, e->day),
			end_source_label(e->source), e->ended_name, web_day(request, e->ended_at) };
		struct tmpl_dict *dict = tmpl_add(page->content, "ENDED");
		tmpl_put(dict, "ENDED_TEXT", message_fill_all(request, MSG_END_TOLD, parts, COUNT(parts)));
		put_section(dict, "ENDED_NOTE", "ENDED_NOTE_TEXT",
		            e->note == NULL ? NULL : web_masked(request, e->note));
	}
	if (web_actor(request)->role == ROLE_OFFICER)
		put_end_form(page, v);
}

/* What an officer may do about who is who. */
static void put_acts(const struct page *page, const struct person_view *v)
{
	struct http_request *request = v->request;

	if (web_actor(request)->role != ROLE_OFFICER)
		return;
	struct tmpl_dict *acts = tmpl_add(page->content, "ACTS");
	web_tokens(acts, page->csrf, page->form_token, 0);
	tmpl_put(acts, "JOIN_URL", arena_print(request->arena, "%s/join", person_url(request, v->id)));
	tmpl_put(acts, "ACT_REASON", v->typed);
	tmpl_put(acts, "JOIN_OTHER", v->other);
	if (v->trouble != NULL && v->other != NULL)
		tmpl_show(acts, "JOIN_OPEN");
	put_split(acts, v);
}

enum err person_show(const struct person_view *v, struct http_response *response, int status, struct error *error)
{
	struct http_request *request = v->request;
	struct page page;
	enum err err = page_open(request, "person/show.html", person_view_name(v), &page, error);

	if (err != ERR_OK)
		return err;
	put_person(page.content, v, true);
	tmpl_put(page.content, "PRINT_URL", arena_print(request->arena, "%s/print", person_url(request, v->id)));
	put_section(page.content, "SEEN_LINK", "SEEN_URL", seen_url(request, "person", v->id));
	if (v->current != NULL && (ROLES_WRITERS & ROLE_BIT(web_actor(request)->role)) != 0)
		put_section(page.content, "CHANGE", "CHANGE_PERSON", web_id(request, v->id));
	if (v->trouble != NULL) {
		page_has_errors(&page, person_view_name(v));
		put_section(page.content, "ERROR_SUMMARY", "ERROR_TEXT", v->trouble);
	}
	put_acts(&page, v);
	put_end(&page, v);
	return page_send(&page, response, status, error);
}

static enum err send_json(const struct person_view *v, struct http_response *response, struct error *error)
{
	struct http_request *request = v->request;
	const struct form *form = v->sheets[0].answers.form;
	cJSON *object = cJSON_CreateObject();

	json_put_int(object, "id", v->id);
	json_put_text(object, form->citizen_id->name, v->number == NULL ? NULL : web_number(request, v->number));
	json_put_int(object, "current_id", v->current == NULL ? 0 : v->current->id);
	if (v->ended) {
		cJSON *end = cJSON_AddObjectToObject(object, "end");
		json_put_text(end, "reason", end_reason_code(v->end.reason));
		json_put_text(end, "day", v->end.day);
		json_put_text(end, "source", end_source_code(v->end.source));
	}
	cJSON *sheets = cJSON_AddArrayToObject(object, "sheets");
	for (size_t i = 0; i < v->count; i++) {
		cJSON *row = cJSON_CreateObject();
		json_put_int(row, "id", v->sheets[i].id);
		json_put_text(row, "state", state_code(v->sheets[i].state));
		json_put_text(row, "campaign", v->sheets[i].campaign_code);
		json_put_text(row, form->collected_on->name, person_answer(v, &v->sheets[i], form->collected_on));
		cJSON_AddItemToArray(sheets, row);
	}
	return json_send(request, response, object, error);
}

enum err page_person(struct http_request *request, struct http_response *response, struct error *error)
{
	struct person_view v;
	enum err err = person_view_load(request, ACCESS_VIEW, &v, error);

	if (err != ERR_OK)
		return err;
	return request->suffix[0] != '\0' ? send_json(&v, response, error) : person_show(&v, response, 200, error);
}

enum err page_person_print(struct http_request *request, struct http_response *response, struct error *error)
{
	struct person_view v;
	struct page page;
	enum err err = person_view_load(request, ACCESS_PRINT, &v, error);

	if (err != ERR_OK)
		return err;
	err = page_open_print(request, "person/print.html", person_view_name(&v), person_url(request, v.id), &page, error);
	if (err != ERR_OK)
		return err;
	put_person(page.content, &v, false);
	return page_send(&page, response, 200, error);
}

/* ---- joining and splitting ---- */

static enum err answer(struct http_request *request, struct person_request *r, enum err err, const struct error *why,
                       enum page_note note, struct http_response *response, struct error *error)
{
	struct person_view v;

	if (err == ERR_UNPROCESSABLE || err == ERR_CONFLICT) {
		enum err read = person_view_load(request, ACCESS_VIEW, &v, error);
		v.typed = params_text(&request->form, "reason");
		v.other = params_text(&request->form, "other");
		v.trouble = why->message;
		return read == ERR_OK ? person_show(&v, response, (int)why->code, error) : read;
	}
	if (err != ERR_OK) {
		*error = *why;
		return err;
	}
	web_note(request, response, note);
	http_redirect(response, thing_url(request, r->head.made));
	return ERR_OK;
}

static struct person_request request_of(struct http_request *request)
{
	const char *reason = params_text(&request->form, "reason");

	return (struct person_request){ .head = web_head(request), .person_id = request->ids[0],
		.reason = web_cleaned(request, reason) };
}

static enum err find_number(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	int64_t *id = arg;
	const char *number = params_filled(&request->form, "other");

	(void)error;
	number = number == NULL ? "" : identity_strip(request->arena, number);
	*id = identity_is_full(number) ? person_of_number_any(db, number) : strtoll(number, NULL, 10);
	return ERR_OK;
}

/* other: the number of twelve digits of the other person, or the number of that person's file. */
enum err post_person_join(struct http_request *request, struct http_response *response, struct error *error)
{
	struct person_request r = request_of(request);
	struct person_view v;
	struct error why = { 0 };
	enum err err = person_view_load(request, ACCESS_VIEW, &v, error);

	if (err == ERR_OK)
		err = web_read(request, find_number, &r.other_id, error);
	if (err != ERR_OK)
		return err;
	err = r.other_id <= 0 ? ERR_NOT_FOUND : workflow_person_join(&r, &why);
	if (err == ERR_NOT_FOUND)
		err = error_set(&why, ERR_UNPROCESSABLE, message_text(MSG_PERSON_NO_SUCH), "no such person here");
	return answer(request, &r, err, &why, NOTE_JOINED, response, error);
}

/* part: person_12 (that was joined) or sheet_34. */
enum err post_person_split(struct http_request *request, struct http_response *response, struct error *error)
{
	static const char person[] = "person_", sheet[] = "sheet_";
	struct person_request r = request_of(request);
	const char *part = params_filled(&request->form, "part");
	struct person_view v;
	struct error why = { 0 };
	enum err err = person_view_load(request, ACCESS_VIEW, &v, error);

	if (err != ERR_OK)
		return err;
	if (part != NULL && strncmp(part, person, sizeof person - 1) == 0)
		r.other_id = strtoll(part + sizeof person - 1, NULL, 10);
	else if (part != NULL && strncmp(part, sheet, sizeof sheet - 1) == 0)
		r.sheet_id = strtoll(part + sizeof sheet - 1, NULL, 10);
	if (r.other_id <= 0 && r.sheet_id <= 0)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_REQUEST), "no part of this person");
	err = workflow_person_split(&r, &why);
	return answer(request, &r, err, &why, NOTE_SPLIT, response, error);
}
