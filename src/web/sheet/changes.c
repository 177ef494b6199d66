/* Two versions of a sheet side by side. */
#include "base/memory.h"
#include "store/sheet/event.h"
#include "web/frame/noted.h"
#include "web/frame/page.h"
#include "web/frame/text.h"
#include "web/frame/url.h"
#include "web/part/changed.h"
#include "web/sheet/sheet.h"

/* ---- two versions ---- */

struct versions {
	const struct event **events;    /* those that made a version, oldest first */
	size_t count;
	size_t from, to;                /* chosen, from <= to */
};

static void find_versions(const struct sheet_view *view, struct versions *out)
{
	*out = (struct versions){ .events = arena_array(view->request->arena, view->event_count + 1, sizeof *out->events) };
	for (size_t i = 0; i < view->event_count; i++) {
		if (i == 0 || event_makes_version(view->request, view->sheet.answers.form, &view->events[i]))
			out->events[out->count++] = &view->events[i];
	}
}

/* The version that a parameter names; `absent` without one, count when there is no such version. */
static size_t asked_version(const struct http_request *request, const struct versions *v, const char *name,
                            size_t absent)
{
	int64_t id = 0;
	size_t i = 0;

	switch (params_int(&request->query, name, 1, INT64_MAX, &id)) {
	case PARAM_ABSENT:
		return absent;
	case PARAM_BAD:
		return v->count;
	case PARAM_OK:
		break;
	}
	while (i < v->count && v->events[i]->id != id)
		i++;
	return i;
}

/* Without a choice the last version and the one before it. */
static enum err choose(const struct http_request *request, struct versions *v, struct error *error)
{
	size_t last = v->count == 0 ? 0 : v->count - 1;
	size_t to = asked_version(request, v, "to", last), from = asked_version(request, v, "from", to == 0 ? 0 : to - 1);

	if (v->count > 0 && (to == v->count || from == v->count))
		return error_set(error, ERR_BAD_REQUEST, message_text(MSG_BAD_FILTER), "no such version of the sheet");
	v->from = from < to ? from : to;
	v->to = from < to ? to : from;
	return ERR_OK;
}

static bool same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* One change a field from the first `before` to the last `after` between the two versions. */
static size_t compose(const struct sheet_view *view, const struct versions *v, struct change **out)
{
	const struct form *form = view->sheet.answers.form;
	size_t slots = change_places(form), kept = 0;
	struct change *all = arena_array(view->request->arena, slots, sizeof *all), *changes;

	for (const struct event *e = v->events[v->from] + 1; e <= v->events[v->to]; e++) {
		size_t count = event_changes_stored(view->request, form, e, &changes);
		for (size_t i = 0; i < count; i++) {
			struct change *slot = &all[changes[i].place];
			if (changes[i].reason)
				continue;
			const char *before = slot->label == NULL ? changes[i].before : slot->before;
			*slot = changes[i];
			slot->before = before;
		}
	}
	for (size_t i = 0; i < slots; i++) {
		if (all[i].label != NULL && !same(all[i].before, all[i].after))
			all[kept++] = all[i];
	}
	*out = all;
	return kept;
}

/* "10/06/2024 09:12 · Sửa phiếu · Nguyễn Thị Lan" */
static const char *version_name(struct http_request *request, const struct event *event)
{
	return arena_print(request->arena, "%s · %s%s%s", web_time(request, event->at), event_label(request, event),
	                   event->actor_name == NULL ? "" : " · ", event->actor_name == NULL ? "" : event->actor_name);
}

static void put_choice(struct http_request *request, struct tmpl_dict *dict, const struct versions *v,
                       const char *section, size_t chosen)
{
	for (size_t i = 0; i < v->count; i++) {
		struct tmpl_dict *row = tmpl_add(dict, section);
		tmpl_put(row, "VERSION_ID", web_id(request, v->events[i]->id));
		tmpl_put(row, "VERSION_NAME", version_name(request, v->events[i]));
		if (i == chosen)
			tmpl_show(row, "VERSION_SELECTED");
	}
}

/* Something between the two versions, or before all of them, is not told. */
static bool is_cut(const struct sheet_view *view, const struct versions *v)
{
	bool cut = view->event_count == EVENT_LIST_MOST;

	for (const struct event *e = v->events[v->from] + 1; e <= v->events[v->to]; e++)
		cut |= e->cut;
	return cut;
}

static void put_changes(const struct sheet_view *view, struct tmpl_dict *dict, const struct versions *v)
{
	struct http_request *request = view->request;
	struct change *changes;
	size_t count = compose(view, v, &changes);
	struct tmpl_dict *table = count == 0 ? NULL : tmpl_add(dict, "CHANGES");
	bool cut = is_cut(view, v);

	if (cut || count == 0)
		tmpl_show(dict, cut ? "CUT" : "SAME");
	for (size_t i = 0; i < count; i++) {
		const struct change *c = &changes[i];
		struct tmpl_dict *row = tmpl_add(table, "CHANGE");
		tmpl_put(row, "CHANGE_NUMBER", c->field == NULL ? "" : c->field->number);
		tmpl_put(row, "CHANGE_LABEL", c->label);
		tmpl_put(row, "CHANGE_BEFORE", change_shown(request, c, change_masked(request, c, c->before)));
		tmpl_put(row, "CHANGE_AFTER", change_shown(request, c, change_masked(request, c, c->after)));
	}
	if (table == NULL)
		return;
	tmpl_put(table, "NAME_BEFORE", version_name(request, v->events[v->from]));
	tmpl_put(table, "NAME_AFTER", version_name(request, v->events[v->to]));
}

enum err page_sheet_changes(struct http_request *request, struct http_response *response, struct error *error)
{
	const char *title = message_text(MSG_TITLE_CHANGES);
	struct sheet_view view;
	struct versions v;
	struct page page;
	enum err err = sheet_view_load(request, request->ids[0], &view, error);

	if (err != ERR_OK)
		return err;
	find_versions(&view, &v);
	err = choose(request, &v, error);
	if (err != ERR_OK)
		return err;
	err = web_note_sheet(request, view.sheet.id, error);
	if (err == ERR_OK)
		err = page_open(request, "sheet/changes.html", title, &page, error);
	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", title);
	tmpl_put(page.content, "SUBHEADING", sheet_view_name(&view));
	tmpl_put(page.content, "SHEET_URL", sheet_url(request, view.sheet.id, ""));
	if (v.count < 2) {
		tmpl_show(page.content, "EMPTY");
		return page_send(&page, response, 200, error);
	}
	struct tmpl_dict *choice = tmpl_add(page.content, "CHOICE");
	tmpl_put(choice, "CHANGES_URL", sheet_url(request, view.sheet.id, "/changes"));
	put_choice(request, choice, &v, "FROM_VERSION", v.from);
	put_choice(request, choice, &v, "TO_VERSION", v.to);
	put_changes(&view, page.content, &v);
	return page_send(&page, response, 200, error);
}
