/* Around the form: which sheet has just been sent, or which draft to go on with; what was typed last. These are the
 * actor's own deeds of the day, which the history has: no view of them is noted. */
#include "text/messages.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/sheet/entry.h"

enum { HTML_LIMIT = 1 << 14 };
static const char above[] = "sheet/sent.html", beside[] = "sheet/typed.html";

static enum err read_typed(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct sent *sent = arg;

	clock_day_begin(clock_today(&web_app(request)->workflow.clock), sent->since);
	return typed_today(db, request->arena, web_actor(request), sent->since, &sent->typed, error);
}

enum err sent_read(struct http_request *request, struct sent *out, struct error *error)
{
	*out = (struct sent){ .csrf = web_csrf(request), .form_token = web_form_token(request) };
	out->told = note_sheet(request, NOTE_SUBMITTED_NEXT, &out->sheet) && !out->sheet.draft;
	return web_read(request, read_typed, out, error);
}

/* What was typed last is a draft. */
static const struct typed_sheet *draft_of(const struct sent *sent)
{
	const struct typed_sheet *last = &sent->typed.sheets[0];

	return sent->told || sent->typed.count == 0 || last->state != STATE_DRAFT ? NULL : last;
}

static const char *name_of(const struct typed_sheet *sheet)
{
	return sheet->full_name == NULL ? message_text(MSG_NO_NAME) : sheet->full_name;
}

/* The hour of today, and the day of what is older. */
static const char *time_of(struct http_request *request, const struct sent *sent, const struct typed_sheet *sheet)
{
	const char *time = web_time(request, sheet->at);

	return strcmp(sheet->at, sent->since) >= 0 ? strrchr(time, ' ') + 1 : time;
}

static const char *url_of(struct http_request *request, const struct typed_sheet *sheet)
{
	return sheet_url(request, sheet->id, sheet->state == STATE_DRAFT ? "/edit" : "");
}

static void put_above(struct http_request *request, struct tmpl_dict *dict, const struct sent *sent)
{
	const struct typed_sheet *draft = draft_of(sent);

	if (sent->told) {
		struct tmpl_dict *told = tmpl_add(dict, "SENT");
		tmpl_put(told, "SENT_URL", sheet_url(request, sent->sheet.id, ""));
		tmpl_put(told, "SENT_NAME", sent->sheet.name);
		tmpl_put(told, "SENT_PAPER", sent->sheet.paper);
		tmpl_put(told, "SENT_TODAY", web_count(request, sent->typed.sent));
		note_put_undo(request, told, &(struct note_tokens){ sent->csrf, sent->form_token }, &sent->sheet);
	}
	if (draft != NULL) {
		struct tmpl_dict *offer = tmpl_add(dict, "DRAFT");
		tmpl_put(offer, "DRAFT_AT", time_of(request, sent, draft));
		tmpl_put(offer, "DRAFT_URL", url_of(request, draft));
		tmpl_put(offer, "DRAFT_NAME", name_of(draft));
	}
}

static void put_beside(struct http_request *request, struct tmpl_dict *dict, const struct sent *sent)
{
	tmpl_put(dict, "SENT_TODAY", web_count(request, sent->typed.sent));
	if (sent->typed.count == 0) {
		tmpl_show(dict, "NONE");
		return;
	}
	struct tmpl_dict *list = tmpl_add(dict, "SHEETS");
	for (size_t i = 0; i < sent->typed.count; i++) {
		const struct typed_sheet *sheet = &sent->typed.sheets[i];
		struct tmpl_dict *row = tmpl_add(list, "SHEET");
		tmpl_put(row, "SHEET_AT", time_of(request, sent, sheet));
		tmpl_put(row, "SHEET_URL", url_of(request, sheet));
		tmpl_put(row, "SHEET_NAME", name_of(sheet));
		tmpl_put(row, "STATE_LABEL", state_label(sheet->state));
		put_section(row, "SHEET_PAPER", "PAPER_NO", sheet->paper_no);
		if (sheet->state != STATE_DRAFT)
			put_section(row, "SHEET_OPEN", "OPEN_TEXT",
			            web_open_findings(request, sheet->open_errors, sheet->open_warnings));
	}
}

void sent_put(struct http_request *request, struct tmpl_dict *content, const struct sent *sent, bool offers)
{
	if (offers && (sent->told || draft_of(sent) != NULL))
		put_above(request, tmpl_include(content, "SENT", above), sent);
	put_beside(request, tmpl_include(content, "TYPED", beside), sent);
}

static bool sink(void *arg, const char *data, size_t length)
{
	struct buf *html = arg;

	buf_add(html, data, length);
	return !html->full;
}

typedef void put_piece(struct http_request *request, struct tmpl_dict *dict, const struct sent *sent);

/* NULL when it cannot be rendered now. */
static const char *rendered(struct http_request *request, const char *template, put_piece *put, const struct sent *sent)
{
	struct tmpl_dict *dict = tmpl_new(template);
	struct buf html;

	if (dict == NULL)
		return NULL;
	buf_init(&html, request->arena, HTML_LIMIT);
	put(request, dict, sent);
	bool whole = tmpl_render(dict, sink, &html);
	tmpl_free(dict);
	return whole ? html.data : NULL;
}

bool sent_pieces(struct http_request *request, const struct sent *sent, struct page_pieces *out)
{
	bool offers = sent->told || draft_of(sent) != NULL;

	*out = (struct page_pieces){ .tell_note = sent->told };
	out->html[0] = rendered(request, beside, put_beside, sent);
	out->html[1] = offers ? rendered(request, above, put_above, sent) : NULL;
	return out->html[0] != NULL && (!offers || out->html[1] != NULL);
}
