/* What was typed before a login: its form again; or, where there is none any more, the texts alone. */
#include "web/part/resume.h"

#include "base/memory.h"
#include "text/messages.h"
#include "web/frame/page.h"
#include "web/part/shown.h"

/* ---- which page has the form ---- */

/* A page of a sheet, with the query of the form. */
static const char *sheet_page(struct http_request *request, const char *page, const char *move)
{
	const char *query = strchr(request->target, '?');

	if (move == NULL)
		return arena_print(request->arena, "%s/edit%s", page, query == NULL ? "" : query);
	return arena_print(request->arena, "%s?move=%s%s%s", page, move, query == NULL ? "" : "&",
	                   query == NULL ? "" : query + 1);
}

const char *resume_page_of(struct http_request *request)
{
	const char *path = request->path, *last = strrchr(path, '/');
	struct arena *arena = request->arena;

	if (strcmp(path, "/sheets") == 0)
		return "/sheets/new";
	if (strcmp(path, "/logout") == 0)
		return "/";
	if (strncmp(path, "/police/", 8) == 0)
		return arena_print(arena, "/police?after=%lld", (long long)request->ids[0] - 1);
	if (last == path)
		return path;
	const char *page = arena_text_n(arena, path, (size_t)(last - path));
	if (strcmp(last, "/edit") == 0 || strcmp(last, "/correct") == 0)
		return sheet_page(request, page, NULL);
	return strncmp(path, "/sheets/", 8) == 0 ? sheet_page(request, page, last + 1) : page;
}

/* ---- what is carried, what was typed ---- */

static bool is_one_of(const char *name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return false;
}

bool resume_carries(const char *name)
{
	static const char *const others[] = {
		"username", "password", "next", "csrf", "form_token", "ids", "old_password", "new_password",
		"repeat_password", "card",
	};

	return !is_one_of(name, others, COUNT(others));
}

/* A search that was posted: what stands in `q` of other forms is a filter. */
static bool is_search(const struct http_request *request)
{
	const char *next = params_text(&request->form, "next");

	return next != NULL && strcmp(next, "/search") == 0;
}

/* What a form says besides what a person typed or chose in it. */
static bool is_typed(const struct http_request *request, const struct param *param)
{
	static const char *const others[] = {
		"action", "row_version", "campaign_id", "enumerator_id", "whole", "replaces_id", "expected", "missing",
		"s", "list", "area", "clean", "enumerator", "after", "state", "rule", "common", "confirm_rule",
		"aside", "batch", "sort",
	};

	return resume_carries(param->name) && !is_one_of(param->name, others, COUNT(others)) &&
	       (strcmp(param->name, "q") != 0 || is_search(request)) &&
	       strcmp(param->name, web_app(request)->form->hamlet->name) != 0 &&
	       param->value[strspn(param->value, " \t\r\n")] != '\0';
}

/* ---- the texts alone ---- */

static const struct { const char *name; enum message label; } texts[] = {
	{ "reason", MSG_REASON }, { "note", MSG_TYPED_NOTE }, { "place", MSG_PLACE }, { "extra", MSG_TYPED_EXTRA },
		{ "count", MSG_TYPED_COUNT },
	{ "common_reason", MSG_TYPED_CONFIRM_COMMON }, { "q", MSG_TITLE_SEARCH },
};

static const char *label_of(struct http_request *request, const char *name)
{
	const struct form *form = web_app(request)->form;
	bool reason = strncmp(name, "reason_", 7) == 0;
	int field = form_find(form, reason ? name + 7 : name);

	for (size_t i = 0; i < COUNT(texts); i++) {
		if (strcmp(texts[i].name, name) == 0)
			return message_text(texts[i].label);
	}
	if (strcmp(name, "confirm_reason") == 0)
		return message_text(MSG_REASON);
	if (strncmp(name, "confirm_", 8) == 0)
		return message_text(MSG_TYPED_CONFIRM);
	if (field < 0)
		return name;
	const char *label = form->fields[field].label;
	return reason ? arena_print(request->arena, "%s: %s", message_text(MSG_REASON), label) : label;
}

/* As this actor may read it; a choice by its label. */
static const char *text_of(struct http_request *request, const struct param *param)
{
	const struct form *form = web_app(request)->form;
	int index = form_find(form, param->name);
	struct answer answer;

	if (index < 0)
		return web_masked(request, param->value);
	answer_from_typed(request->arena, &form->fields[index], &param->value, 1, &answer);
	return web_answer(request, &form->fields[index], &answer);
}

/* What can be read of it still: "/sheets/12/edit" -> "/sheets/12". */
static const char *what_is_left(struct http_request *request, const char *next, const struct error *why)
{
	size_t length = strcspn(next, "?");

	if (why->code == ERR_NOT_FOUND || why->code == ERR_FORBIDDEN)
		return "/";
	if (length > 5 && strncmp(next + length - 5, "/edit", 5) == 0)
		length -= 5;
	return arena_text_n(request->arena, next, length);
}

bool resume_is_typed(const struct http_request *request)
{
	bool typed = false;

	for (size_t i = 0; i < request->form.count; i++)
		typed |= is_typed(request, &request->form.items[i]);
	return typed;
}

void resume_put_typed(struct http_request *request, struct tmpl_dict *dict)
{
	for (size_t i = 0; i < request->form.count; i++) {
		const struct param *param = &request->form.items[i];
		if (!is_typed(request, param))
			continue;
		struct tmpl_dict *row = tmpl_add(dict, "TYPED");
		tmpl_put(row, "TYPED_LABEL", label_of(request, param->name));
		tmpl_put(row, "TYPED_TEXT", text_of(request, param));
	}
}

static enum err show_texts(struct http_request *request, struct http_response *response, const char *next,
                           const struct error *why, struct error *error)
{
	const char *title = message_text(MSG_TITLE_TYPED);
	struct page page;

	response->body.length = 0;
	enum err err = page_open(request, "frame/typed.html", title, &page, error);
	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", title);
	tmpl_put(page.content, "MESSAGE", why->message == NULL ? message_text(MSG_TYPED_NO_FORM) : why->message);
	tmpl_put(page.content, "NEXT_URL", what_is_left(request, next, why));
	resume_put_typed(request, page.content);
	return page_send(&page, response, (int)why->code, error);
}

/* ---- the form again ---- */

static enum err show_form(struct http_request *request, struct http_response *response, const char *next,
                          struct error *error)
{
	const struct app *app = web_app(request);

	if (web_session(request)->must_change)
		return error_set(error, ERR_FORBIDDEN, message_text(MSG_PASSWORD_MUST), "password not yet changed");
	for (size_t i = 0; i < app->way_count; i++) {
		const struct resume_way *way = &app->ways[i];
		if ((way->roles & ROLE_BIT(web_actor(request)->role)) != 0 && strncmp(next, way->path, strlen(way->path)) == 0)
			return way->show(request, response, next, error);
	}
	return error_set(error, ERR_NOT_FOUND, NULL, "no form to resume");
}

enum err resume_form(struct http_request *request, struct http_response *response, const char *next,
                     struct error *error)
{
	struct error why = { 0 };
	bool typed = resume_is_typed(request);
	enum err err = typed ? show_form(request, response, next, &why) : ERR_OK;
	if (err != ERR_OK) {
		why.code = err;
		return show_texts(request, response, next, &why, error);
	}
	if (!typed)
		http_redirect(response, next);
	return ERR_OK;
}
