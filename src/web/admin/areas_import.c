/* A list of areas from a file, or one that the program has: what it would change is shown first, then confirmed. The
 * file waits in the folder for what nobody needs by name, one for an administrator; `serve` empties it at its start. */
#include <errno.h>

#include "base/hash.h"
#include "base/memory.h"
#include "web/admin/admin.h"
#include "web/frame/text.h"
#include "web/frame/tokens.h"
#include "web/input/admin_form.h"
#include "workflow/admin/admin.h"

enum { LINES_SHOWN = 40, REJECTS_SHOWN = 40 };

static const char *const years[] = { "2024", "2025" };

static const enum message kinds[AREA_CHANGE_KINDS] = {
	[AREA_IS_NEW] = MSG_AREAS_IS_NEW, [AREA_IS_SPELT] = MSG_AREAS_IS_SPELT, [AREA_IS_ANOTHER] = MSG_AREAS_IS_ANOTHER,
	[AREA_IS_MOVED] = MSG_AREAS_IS_MOVED, [AREA_IS_TOLD] = MSG_AREAS_IS_TOLD, [AREA_IS_ENDED] = MSG_AREAS_IS_ENDED,
};

static const enum message faults[AREA_FAULT_COUNT] = {
	[AREA_NOT_UTF8] = MSG_AREAS_NOT_UTF8, [AREA_NOT_FIVE_CELLS] = MSG_AREAS_FIVE_CELLS,
	[AREA_NOT_SIX_CELLS] = MSG_AREAS_SIX_CELLS, [AREA_NO_CODE] = MSG_AREAS_NO_CODE,
	[AREA_NO_LEVEL] = MSG_AREAS_NO_LEVEL, [AREA_CODE_LENGTH] = MSG_AREAS_CODE_LENGTH,
	[AREA_ROOT_WITH_PARENT] = MSG_AREAS_ROOT_PARENT, [AREA_NO_PARENT] = MSG_AREAS_NO_PARENT,
	[AREA_NO_NAME] = MSG_AREAS_NO_NAME, [AREA_TWICE] = MSG_AREAS_TWICE,
	[AREA_UNKNOWN_PARENT] = MSG_AREAS_UNKNOWN_PARENT, [AREA_BEGAN_THAT_DAY] = MSG_AREAS_BEGAN,
	[AREA_ELSEWHERE] = MSG_AREAS_ELSEWHERE, [AREA_FROM_NONE] = MSG_AREAS_FROM_NONE,
	[AREA_FROM_VALID] = MSG_AREAS_FROM_VALID, [AREA_FROM_OTHER_LEVEL] = MSG_AREAS_FROM_LEVEL,
	[AREA_FROM_OTHER_ROOT] = MSG_AREAS_FROM_ROOT,
};

/* What was asked for, as it goes from the first form to the second. */
struct asked {
	struct areas_order order;
	const char *typed_day;
	char file[HASH_TEXT];           /* digest of the file; "": none */
};

/* ---- the file that waits ---- */

static const char *waiting_path(struct http_request *request)
{
	return arena_print(request->arena, "%s/areas-%lld", web_app(request)->tmp,
	                   (long long)web_actor(request)->user_id);
}

static enum err keep_file(struct http_request *request, const struct http_file *file, struct error *error)
{
	const char *path = waiting_path(request);
	FILE *out = fopen(path, "we");
	bool good = out != NULL && fwrite(file->data, 1, file->size, out) == file->size;

	if (out != NULL)
		good = fclose(out) == 0 && good;
	return good ? ERR_OK : error_set(error, ERR_UNAVAILABLE, NULL, "%s: %s", path, strerror(errno));
}

static char *with_end(struct http_request *request, const char *data, size_t length)
{
	char *text = arena_alloc(request->arena, length + 1);

	memcpy(text, data, length);
	text[length] = '\0';
	return text;
}

/* The file that was shown, if it still waits. */
static bool find_file(struct http_request *request, struct asked *asked)
{
	FILE *in = fopen(waiting_path(request), "rbe");
	char digest[HASH_TEXT];

	if (in == NULL)
		return false;
	asked->order.text = arena_alloc(request->arena, AREAS_BODY + 1);
	asked->order.length = fread(asked->order.text, 1, AREAS_BODY, in);
	asked->order.text[asked->order.length] = '\0';
	fclose(in);
	hash_text(asked->order.text, asked->order.length, digest);
	return strcmp(digest, asked->file) == 0;
}

/* ---- the page ---- */

static void put_official(struct tmpl_dict *dict, const struct asked *asked)
{
	static const enum message labels[] = { MSG_AREAS_OFFICIAL_2024, MSG_AREAS_OFFICIAL_2025 };

	for (size_t i = 0; i < COUNT(years); i++) {
		struct tmpl_dict *row = tmpl_add(dict, "OFFICIAL");
		tmpl_put(row, "OFFICIAL_YEAR", years[i]);
		tmpl_put(row, "OFFICIAL_LABEL", message_text(labels[i]));
		if (asked->order.official != NULL && strcmp(asked->order.official, years[i]) == 0)
			tmpl_show(row, "OFFICIAL_CHOSEN");
	}
}

static void put_rejects(struct http_request *request, struct tmpl_dict *dict, const struct areas_order *o)
{
	const struct area_file *file = o->reached == 0 ? NULL : o->imports[o->reached - 1].file;

	if (file == NULL || file->reject_count == 0)
		return;
	struct tmpl_dict *section = tmpl_add(dict, "REJECTS");
	for (size_t i = 0; i < file->reject_count && i < REJECTS_SHOWN; i++) {
		const struct area_reject *reject = &file->rejects[i];
		struct tmpl_dict *row = tmpl_add(section, "REJECT");
		tmpl_put_int(row, "REJECT_LINE", reject->line);
		tmpl_put(row, "REJECT_REASON", message_fill(request, faults[reject->fault], reject->about, NULL));
	}
	if (file->reject_count > REJECTS_SHOWN)
		tmpl_put(tmpl_add(section, "REJECTS_MORE"), "REJECTS_LEFT",
		         web_count(request, (int64_t)(file->reject_count - REJECTS_SHOWN)));
}

/* The first of the changes of one kind, and how many there are. */
static void put_kind(struct http_request *request, struct tmpl_dict *look, const struct areas_order *o,
                     enum area_change_kind kind)
{
	struct tmpl_dict *section = NULL;
	int64_t count = 0;

	for (size_t i = 0; i < o->line_count; i++) {
		const struct area_line *line = &o->lines[i];
		if (line->kind != kind || ++count > LINES_SHOWN)
			continue;
		section = section == NULL ? tmpl_add(look, "KIND") : section;
		struct tmpl_dict *row = tmpl_add(section, "UNIT");
		tmpl_put(row, "UNIT_CODE", line->code);
		tmpl_put(row, "UNIT_NAME", line->name);
		if (kind == AREA_IS_SPELT || kind == AREA_IS_ANOTHER || kind == AREA_IS_TOLD)
			tmpl_put(tmpl_add(row, "UNIT_BEFORE"), "UNIT_WAS",
			         message_fill(request, MSG_AREAS_WAS, line->before, NULL));
	}
	if (section == NULL)
		return;
	tmpl_put(section, "KIND_NAME", message_text(kinds[kind]));
	tmpl_put(section, "KIND_COUNT", web_count(request, count));
	if (count > LINES_SHOWN)
		tmpl_put(tmpl_add(section, "UNITS_MORE"), "UNITS_LEFT", web_count(request, count - LINES_SHOWN));
}

static void put_look(struct http_request *request, const struct page *page, const struct asked *asked)
{
	const struct areas_order *o = &asked->order;
	struct tmpl_dict *look = tmpl_add(page->content, "LOOK");

	tmpl_put(look, "KEPT", web_count(request, o->kept));
	for (enum area_change_kind kind = AREA_IS_NEW; kind < AREA_CHANGE_KINDS; kind++)
		put_kind(request, look, o, kind);
	if (o->line_count == 0) {
		tmpl_show(look, "NOTHING");
		return;
	}
	struct tmpl_dict *form = tmpl_add(look, "CONFIRM");
	web_tokens(form, page->csrf, web_form_token(request), 0);
	tmpl_put(form, "PLAN", o->digest);
	tmpl_put(form, "FILE", asked->file);
	tmpl_put(form, "YEAR", o->official);
	tmpl_put(form, "DAY", asked->typed_day);
	tmpl_put(form, "BELOW", o->below);
	if (o->ending > 0)
		tmpl_put(tmpl_add(form, "MANY"), "MANY_TEXT",
		         message_fill(request, MSG_AREAS_MANY, web_count(request, o->ending), web_count(request, o->valid)));
}

static enum err show(struct http_request *request, struct http_response *response, const struct asked *asked,
                     int status, const char *trouble, struct error *error)
{
	const char *title = message_text(MSG_TITLE_AREAS_IMPORT);
	struct page page;
	enum err err = admin_open(request, "admin/areas-import.html", title, &page, error);

	if (err != ERR_OK)
		return err;
	web_tokens(page.content, page.csrf, NULL, 0);
	tmpl_put_int(page.content, "LIMIT", AREAS_BODY >> 20);
	tmpl_put(page.content, "VALID_FROM", asked->typed_day);
	tmpl_put(page.content, "ONLY_BELOW", asked->order.below);
	put_official(page.content, asked);
	if (trouble != NULL) {
		page_has_errors(&page, title);
		tmpl_put(tmpl_add(page.content, "ERROR"), "ERROR_TEXT", trouble);
	}
	put_rejects(request, page.content, &asked->order);
	if (asked->order.looked)
		put_look(request, &page, asked);
	return page_send(&page, response, status, error);
}

enum err page_areas_import(struct http_request *request, struct http_response *response, struct error *error)
{
	const struct asked nothing = { .typed_day = NULL };

	return show(request, response, &nothing, 200, NULL, error);
}

enum err areas_too_large(struct http_request *request, struct http_response *response, struct error *error)
{
	const struct asked nothing = { .typed_day = NULL };
	const char *limit = arena_print(request->arena, "%d", AREAS_BODY >> 20);

	return show(request, response, &nothing, ERR_TOO_LARGE, message_fill(request, MSG_AREAS_LARGE, limit, NULL), error);
}

/* ---- what was posted ---- */

/* What is missing, or 0. */
static enum message read_asked(struct http_request *request, struct asked *asked)
{
	struct areas_order *o = &asked->order;
	char *iso = arena_alloc(request->arena, DATE_TEXT);
	struct date day;

	*asked = (struct asked){ .order = { .head = web_head(request), .ended = -1 } };
	o->official = params_filled(&request->form, "official");
	asked->typed_day = params_filled(&request->form, "valid_from");
	o->below = web_cleaned(request, params_filled(&request->form, "only_below"));
	if (o->official != NULL && o->below != NULL)
		return MSG_AREAS_ALL;
	if (o->official != NULL)
		return strcmp(o->official, years[0]) == 0 || strcmp(o->official, years[1]) == 0 ? 0 : MSG_AREAS_NO_SOURCE;
	if (asked->typed_day == NULL || !date_from_typed(asked->typed_day, false, &day))
		return MSG_AREAS_NO_DAY;
	date_to_iso(day, iso);
	o->day = iso;
	return 0;
}

/* The page again when it was refused, or only looked at. */
static enum err finish(struct http_request *request, struct http_response *response, struct asked *asked,
                       struct error *error)
{
	struct error why = { 0 };
	enum err err = admin_import_areas(&asked->order, &why);

	if (err == ERR_OK && asked->order.plan != NULL)
		return admin_done(request, response, NOTE_CHANGED, "/admin/areas");
	if (err == ERR_OK)
		return show(request, response, asked, 200, NULL, error);
	if (why.message != NULL && (err == ERR_UNPROCESSABLE || err == ERR_CONFLICT))
		return show(request, response, asked, (int)err, why.message, error);
	*error = why;
	return err;
}

enum err post_areas_import(struct http_request *request, struct http_response *response, struct error *error)
{
	const struct http_file *file = request->files.count > 0 ? &request->files.items[0] : NULL;
	struct asked asked;
	enum message missing = read_asked(request, &asked);

	if (asked.order.official == NULL && (file == NULL || file->size == 0))
		missing = MSG_AREAS_NO_SOURCE;
	if (missing != 0)
		return show(request, response, &asked, ERR_UNPROCESSABLE, message_text(missing), error);
	if (asked.order.official == NULL) {
		enum err err = keep_file(request, file, error);
		if (err != ERR_OK)
			return err;
		hash_text(file->data, file->size, asked.file);
		asked.order.text = with_end(request, file->data, file->size);
		asked.order.length = file->size;
	}
	return finish(request, response, &asked, error);
}

/* A number as it is typed, or as it is shown; -1: none. */
static int64_t read_count(const char *text)
{
	int64_t count = text == NULL || text[0] == '\0' ? -1 : 0;

	for (; text != NULL && *text != '\0'; text++) {
		if (*text == '.')
			continue;
		if (*text < '0' || *text > '9' || count > INT32_MAX)
			return -1;
		count = count * 10 + (*text - '0');
	}
	return count;
}

enum err post_areas_confirm(struct http_request *request, struct http_response *response, struct error *error)
{
	struct asked asked;
	enum message missing = read_asked(request, &asked);
	const char *plan = params_filled(&request->form, "plan"), *file = params_filled(&request->form, "file");

	if (missing != 0 || plan == NULL)
		return show(request, response, &asked, ERR_UNPROCESSABLE,
		            message_text(missing == 0 ? MSG_AREAS_NO_SOURCE : missing), error);
	snprintf(asked.file, sizeof asked.file, "%s", file == NULL ? "" : file);
	if (asked.order.official == NULL && !find_file(request, &asked))
		return show(request, response, &asked, ERR_CONFLICT, message_text(MSG_AREAS_STALE), error);
	asked.order.plan = plan;
	asked.order.ended = read_count(params_filled(&request->form, "ended"));
	return finish(request, response, &asked, error);
}
