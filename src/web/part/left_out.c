#include "web/part/left_out.h"

#include "base/memory.h"
#include "text/label.h"
#include "text/messages.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "workflow/access.h"
#include "workflow/hindrance.h"

static const char *explain_four_eyes(struct db *db, struct http_request *request, const struct sheet *sheet,
                                     enum hindrance bar)
{
	struct campaign campaign;
	const char *parts[] = { hindrance_deed(bar), NULL };

	if (campaign_by_id_any(db, request->arena, sheet->campaign_id, &campaign, NULL) == ERR_OK)
		hindrance_who_may(db, request->arena, &campaign, sheet, &parts[1], NULL);
	return message_fill_all(request, parts[1] == NULL ? MSG_LEFT_FOUR_EYES_NOBODY : MSG_LEFT_FOUR_EYES, parts,
	                        COUNT(parts));
}

/* Its state, its campaign, four eyes, its bundle, the meeting, or what is open; confirming: it has no such warning. */
static const char *explain(struct db *db, struct http_request *request, enum left_of of, const struct sheet *sheet)
{
	const char *open = web_open_findings(request, sheet->open_errors, sheet->open_warnings);
	struct date today = clock_today(&web_app(request)->workflow.clock);
	enum hindrance what = HINDRANCE_NONE;

	if (of == LEFT_OF_MOVING)
		return state_label(sheet->state);
	if (hindrance_first(db, request->arena, sheet, web_actor(request)->user_id, today, &what, NULL) == ERR_OK &&
	    what == HINDRANCE_STATE)
		return state_label(sheet->state);
	if (what == HINDRANCE_CLOSED)
		return message_text(MSG_LEFT_CLOSED);
	if (hindrance_deed(what) != NULL && of != LEFT_OF_WITHDRAWING)
		return explain_four_eyes(db, request, sheet, what);
	if (of != LEFT_OF_ACCEPTING)
		return message_text(MSG_LEFT_NO_WARNING);
	if (what == HINDRANCE_BUNDLE || what == HINDRANCE_MEETING)
		return message_text(what == HINDRANCE_BUNDLE ? MSG_LEFT_BUNDLE : MSG_LEFT_MEETING);
	return open != NULL ? open : message_text(MSG_LEFT_OTHER);
}

size_t left_read(struct db *db, struct http_request *request, const int64_t *ids, size_t count, enum left_of of,
                 struct left_sheet *out)
{
	const struct form *form = web_app(request)->form;
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		struct sheet sheet;
		struct left_sheet *left = &out[kept];
		if (sheet_load(db, request->arena, form, web_actor(request), ids[i], &sheet, NULL) != ERR_OK)
			continue;
		left->id = ids[i];
		left->name = answer_shown(request->arena, form->full_name, answers_at(&sheet.answers, form->full_name));
		left->number = answers_text(&sheet.answers, form->paper_no);
		left->commune_id = sheet.commune_id;
		left->reason = explain(db, request, of, &sheet);
		kept++;
	}
	return kept;
}

enum err left_note(struct http_request *request, const char *table, const struct left_sheet *left, size_t count,
                   struct error *error)
{
	int64_t *ids = arena_array(request->arena, count + 1, sizeof *ids);
	struct shown_rows shown = { .access = ACCESS_LIST, .table = table, .ids = ids, .count = count };

	for (size_t i = 0; i < count; i++) {
		ids[i] = left[i].id;
		shown.commune_id = shown_commune(shown.commune_id, i, left[i].commune_id);
	}
	return workflow_log_shown(&web_app(request)->workflow, web_actor(request), &shown, error);
}

void left_put(struct http_request *request, struct tmpl_dict *dict, const struct left_sheet *left, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct tmpl_dict *row = tmpl_add(dict, "LEFT");
		const char *name = left[i].name;
		tmpl_put(row, "LEFT_URL", sheet_url(request, left[i].id, ""));
		if (name == NULL || name[0] == '\0')
			name = message_text(MSG_NO_NAME);
		tmpl_put(row, "LEFT_NAME", arena_print(request->arena, "%s, %s",
		         sheet_number(request->arena, left[i].number, left[i].id), name));
		tmpl_put(row, "LEFT_REASON", left[i].reason);
	}
}
