/* Above the next empty form: which sheet has just been sent, and how many today. */
#include "store/record.h"
#include "text/messages.h"
#include "web/entry.h"
#include "web/lists.h"

enum { HTML_LIMIT = 4096 };
static const char template[] = "sheet/sent.html";

static enum err read_sent(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct sent *sent = arg;
	struct record_row row;
	char since[CLOCK_TEXT];

	if (!sheet_visible(db, web_actor(request), sent->sheet_id))
		return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "the note is about no sheet of the actor's");
	enum err err = record_load_any(db, request->arena, sent->sheet_id, &row, error);
	if (err != ERR_OK)
		return err;
	sent->name = row.full_name == NULL ? message_text(MSG_NO_NAME) : row.full_name;
	clock_day_begin(&web_app(request)->workflow.clock, since);
	return event_count_sheets(db, web_actor(request), action_code(ACTION_SUBMIT), since, &sent->today, error);
}

bool sent_read(struct http_request *request, struct sent *out)
{
	struct error why = { 0 };

	*out = (struct sent){ .sheet_id = web_noted_sheet(request, NOTE_SUBMITTED_NEXT) };
	return out->sheet_id != 0 && web_read(request, read_sent, out, &why) == ERR_OK;
}

static void put(struct http_request *request, struct tmpl_dict *dict, const struct sent *sent)
{
	tmpl_put(dict, "SENT_URL", arena_print(request->arena, "/sheets/%lld", (long long)sent->sheet_id));
	tmpl_put(dict, "SENT_NAME", sent->name);
	tmpl_put(dict, "SENT_TODAY", web_count(request, sent->today));
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
	struct tmpl_dict *dict = tmpl_new();
	struct buf html;

	if (dict == NULL)
		return NULL;
	buf_init(&html, request->arena, HTML_LIMIT);
	put(request, dict, sent);
	bool rendered = tmpl_render(template, dict, sink, &html);
	tmpl_free(dict);
	return rendered ? html.data : NULL;
}
