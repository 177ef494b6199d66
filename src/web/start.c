/* What is compared and loaded before the first request. */
#include <ctype.h>

#include "base/memory.h"
#include "base/process/assets.h"
#include "report/paper/paper_type.h"
#include "report/registry.h"
#include "table/markup.h"
#include "view/view.h"
#include "web/file/job_face.h"
#include "web/web.h"
#include "workflow/transition.h"

#define PAPER "templates/sheet/mau-03.html"
enum { MARKER = 64 };

/* How often an include marker {{>NAME}} stands in a text. */
static int count_marker(const char *text, const char *name)
{
	char marker[MARKER + 8];
	int count = 0;

	snprintf(marker, sizeof marker, "{{>%s}}", name);
	for (const char *at = strstr(text, marker); at != NULL; at = strstr(at + 1, marker))
		count++;
	return count;
}

static int count_markers(const char *text)
{
	int count = 0;

	for (const char *at = strstr(text, "{{>"); at != NULL; at = strstr(at + 1, "{{>"))
		count++;
	return count;
}

static enum err compare_paper(const struct form *form, struct error *error)
{
	const struct asset *paper = asset_find(PAPER);

	if (paper == NULL)
		return error_set(error, ERR_INTERNAL, NULL, "no template %s", PAPER);
	for (size_t i = 0; i < form->field_count; i++) {
		char name[MARKER] = "";
		for (size_t c = 0; c < MARKER - 1 && form->fields[i].name[c] != '\0'; c++)
			name[c] = (char)toupper((unsigned char)form->fields[i].name[c]);
		if (count_marker(paper->data, name) != 1)
			return error_set(error, ERR_INTERNAL, NULL, "%s does not have exactly one marker for %s", PAPER,
			                 form->fields[i].name);
	}
	if (count_markers(paper->data) != (int)form->field_count)
		return error_set(error, ERR_INTERNAL, NULL, "%s has markers that are no fields of the form", PAPER);
	return ERR_OK;
}

/* Who may make that move from one state or another. */
static uint32_t movers(enum action action)
{
	size_t count;
	const struct transition *table = transition_table(&count);
	uint32_t roles = 0;

	for (size_t i = 0; i < count; i++)
		roles |= table[i].action == action ? table[i].roles : 0;
	return roles;
}

/* A button of a sheet is a move: its route lets those through who stand in the table of moves, and nobody else. */
static enum err compare_moves(const struct http_route *routes, size_t count, struct error *error)
{
	static const char sheets[] = "/sheets/{id}/";

	for (size_t i = 0; i < count; i++) {
		const char *pattern = routes[i].pattern;
		bool button = strcmp(routes[i].method, "POST") == 0 && strncmp(pattern, sheets, sizeof sheets - 1) == 0;
		enum action action = button ? action_from_code(pattern + sizeof sheets - 1) : ACTION_NONE;
		if (action != ACTION_NONE && action < ACTION_MOVES_END && routes[i].roles != movers(action))
			return error_set(error, ERR_INTERNAL, NULL, "route %s: other roles than in the table of moves", pattern);
	}
	return ERR_OK;
}

/* Who may see what a paper is about is asked by its job too. */
static enum err compare_papers(struct error *error)
{
	size_t count;
	const struct paper_type *const *rows = papers(&count);

	for (size_t i = 0; i < count; i++) {
		if (rows[i]->may == NULL || rows[i]->read == NULL || (rows[i]->issued_as >= 0 && rows[i]->shown == NULL))
			return error_set(error, ERR_INTERNAL, NULL, "paper %s: its row is not whole", rows[i]->name);
	}
	return ERR_OK;
}

static uint32_t roles_of(const char *method, const char *pattern)
{
	size_t count;
	const struct http_route *routes = web_routes(&count);

	for (size_t i = 0; i < count; i++) {
		if (strcmp(routes[i].method, method) == 0 && strcmp(routes[i].pattern, pattern) == 0)
			return routes[i].roles;
	}
	return 0;
}

enum err web_check_kinds(const struct job_kind *kinds, size_t count, struct error *error)
{
	static const struct { const char *method, *pattern; } ways[] = {
		{ "GET", "/jobs" }, { "POST", "/jobs" }, { "GET", "/jobs/{id}" }, { "POST", "/jobs/{id}/cancel" },
		{ "GET", "/jobs/{id}/result" }, { "POST", "/jobs/{id}/resume" },
	};

	for (size_t i = 0; i < count; i++) {
		if (job_face_of(kinds[i].code) == NULL)
			return error_set(error, ERR_INTERNAL, NULL, "jobs of kind %s have no page", kinds[i].code);
		for (size_t w = 0; w < COUNT(ways); w++) {
			if ((kinds[i].roles & ~roles_of(ways[w].method, ways[w].pattern)) != 0)
				return error_set(error, ERR_INTERNAL, NULL, "%s shuts out roles that may begin a %s",
				                 ways[w].pattern, kinds[i].code);
		}
	}
	return ERR_OK;
}

enum err web_start(const struct form *form, struct error *error)
{
	size_t count;
	const struct http_route *routes = web_routes(&count);
	enum err err = http_check_routes(routes, count, error);

	if (err == ERR_OK)
		err = compare_moves(routes, count, error);
	if (err == ERR_OK)
		err = acceptance_start(form, error);
	if (err == ERR_OK)
		err = compare_paper(form, error);
	if (err == ERR_OK)
		err = compare_papers(error);
	if (err == ERR_OK)
		err = http_static_start(error);
	if (err == ERR_OK)
		err = view_start(error);
	const struct table *const *tables = report_tables(&count);
	if (err == ERR_OK)
		err = markup_load(tables, count, error);
	tmpl_freeze();
	return err;
}
