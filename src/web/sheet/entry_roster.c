/* Typing a sheet of somebody who is on the list of people to be surveyed: what the list says of him is filled in, and
 * told to be from the list; who types may change it. */
#include "store/roster/roster.h"
#include "text/messages.h"
#include "web/frame/read.h"
#include "web/frame/url.h"
#include "web/sheet/entry.h"
#include "workflow/access.h"

/* As it would be typed. */
static void fill(struct arena *arena, struct answers *out, const struct field *field, const char *text)
{
	if (text != NULL && text[0] != '\0')
		answer_from_typed(arena, field, &text, 1, answers_at(out, field));
}

static const char *number_text(struct arena *arena, int64_t number)
{
	return number == 0 ? NULL : arena_print(arena, "%lld", (long long)number);
}

static void fill_listed(struct arena *arena, const struct roster_entry *row, const struct form *form,
                        struct answers *out)
{
	const struct roster_facts *facts = &row->facts;

	answers_init(out, form, arena);
	fill(arena, out, form->hamlet, number_text(arena, facts->area_id));
	fill(arena, out, form->full_name, facts->full_name);
	fill(arena, out, form->birth_date, facts->birth_date);
	fill(arena, out, form->sex, number_text(arena, facts->sex));
	fill(arena, out, form->citizen_id, facts->citizen_id);
	fill(arena, out, form->permanent_address, facts->address);
}

bool entry_listed(struct db *db, const struct entry *entry, int64_t *id, struct answers *out)
{
	struct http_request *request = entry->request;
	const struct actor *actor = web_actor(request);
	struct roster_entry row;
	bool draft = entry->sheet.id != 0 && entry->sheet.state == STATE_DRAFT;

	*id = draft ? roster_of_sheet_any(db, entry->sheet.id) : entry->sheet.id == 0 ? entry->roster_id : 0;
	if (*id <= 0 || roster_load(db, request->arena, actor, *id, &row, NULL) != ERR_OK)
		return false;
	fill_listed(request->arena, &row, web_app(request)->form, out);
	return true;
}

struct beginning {
	struct roster_entry row;
	struct entry *entry;
};

static enum err read_row(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct beginning *b = arg;
	enum err err = roster_load(db, request->arena, web_actor(request), b->entry->roster_id, &b->row, error);

	if (err == ERR_NOT_FOUND)
		return error_set(error, err, message_text(MSG_NOT_FOUND), "no such row of a list for this actor");
	return err;
}

/* What save-and-next keeps stays, but for the hamlet. */
static void take_over(struct entry *entry, const struct roster_entry *row)
{
	struct answers listed;
	const struct form *form = entry->answers.form;

	fill_listed(entry->request->arena, row, form, &listed);
	for (size_t i = 0; i < form->field_count; i++) {
		if (listed.items[i].state != ANSWER_NONE)
			entry->answers.items[i] = listed.items[i];
	}
	entry->campaign_id = row->campaign_id;
	if (entry->enumerator_id == 0)
		entry->enumerator_id = row->member_id;
}

enum err roster_begin(struct http_request *request, struct http_response *response, struct error *error)
{
	struct entry entry;
	struct beginning b = { .entry = &entry };

	entry_start(request, &entry);
	if (params_int(&request->query, "roster", 1, INT64_MAX, &entry.roster_id) != PARAM_OK)
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_REQUEST), "no such row of a list");
	enum err err = web_read(request, read_row, &b, error);
	if (err != ERR_OK)
		return err;
	if (b.row.sheet_id != 0 || b.row.draft_id != 0) {
		http_redirect(response, b.row.draft_id != 0 ? sheet_url(request, b.row.draft_id, "/edit")
		                                            : thing_url(request, (struct thing){ THING_ROSTER, b.row.id }));
		return ERR_OK;
	}
	const struct shown_filter which = { "id", number_text(request->arena, b.row.id) };
	const struct shown_rows shown = { .access = ACCESS_LIST, .table = "roster", .filter = &which, .filter_count = 1 };
	if ((err = workflow_log_shown(&web_app(request)->workflow, web_actor(request), &shown, error)) != ERR_OK)
		return err;
	take_over(&entry, &b.row);
	return entry_show(&entry, response, 200, error);
}
