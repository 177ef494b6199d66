/* Above the next empty form: which sheet has just been sent, and how many today. */
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/sheet/entry.h"

enum { HTML_LIMIT = 4096 };
static const char template[] = "sheet/sent.html";

static enum err count_today(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct sent *sent = arg;
	char since[CLOCK_TEXT];

	clock_day_begin(clock_today(&web_app(request)->workflow.clock), since);
	return event_count_sheets(db, web_actor(request), ACTION_SUBMIT, since, &sent->today, error);
}

bool sent_read(struct http_request *request, struct sent *out)
{
	struct error why = { 0 };

	*out = (struct sent){ .csrf = web_csrf(request), .form_token = web_form_token(request) };
	return note_sheet(request, NOTE_SUBMITTED_NEXT, &out->sheet) && !out->sheet.draft &&
	       web_read(request, count_today, out, &why) == ERR_OK;
}

static void put(struct http_request *request, struct tmpl_dict *dict, const struct sent *sent)
{
	tmpl_put(dict, "SENT_URL", sheet_url(request, sent->sheet.id, ""));
	tmpl_put(dict, "SENT_NAME", sent->sheet.name);
	tmpl_put(dict, "SENT_PAPER", sent->sheet.paper);
	tmpl_put(dict, "SENT_TODAY", web_count(request, sent->today));
	note_put_undo(request, dict, &(struct note_tokens){ sent->csrf, sent->form_token }, &sent->sheet);
}

void sent_put(struct http_request *request, struct tmpl_dict *content, const struct sent *sent)
{
	put(request, tmpl_include(content, "SENT", template), sent);
}

static bool sink(void *arg, const char *data, size_t length)
{
	struct buf *html = arg;

	buf_add(html, data, length);
	return !html->full;
}

const char *sent_html(struct http_request *request, const struct sent *sent)
{
	struct tmpl_dict *dict = tmpl_new(template);
	struct buf html;

	if (dict == NULL)
		return NULL;
	buf_init(&html, request->arena, HTML_LIMIT);
	put(request, dict, sent);
	bool rendered = tmpl_render(dict, sink, &html);
	tmpl_free(dict);
	return rendered ? html.data : NULL;
}
