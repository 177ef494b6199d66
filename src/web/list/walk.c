#include "web/list/walk.h"

#include "report/registry.h"
#include "table/markup.h"
#include "web/frame/url.h"

void walk_read(struct http_request *request, struct walk *out)
{
	struct table_page page = { .paper = false };
	struct error why = { 0 };

	*out = (struct walk){ .on = false };
	if (web_actor(request)->role != ROLE_OFFICER || request->suffix[0] != '\0' ||
	    params_filled(&request->query, "after") == NULL ||
	    table_ask_for(request, &review_table, &request->query, &page, &why) != ERR_OK)
		return;
	*out = (struct walk){ .on = true, .list = page.view.ask };
	out->list.path = review_table.path;
}

static const char *url_at(const struct table_ask *list, int64_t sheet_id, const char *place)
{
	struct table_ask sheet = *list;

	sheet.path = arena_print(list->reader.arena, "/sheets/%lld", (long long)sheet_id);
	return table_url(&sheet, "", "after", place);
}

const char *walk_url(const struct table_ask *list, const void *row)
{
	const struct table_rows one = { .items = (void *)(uintptr_t)row, .count = 1 };
	size_t count;

	return url_at(list, table_ids(list, &one, &count)[0], table_after(list, &one));
}

const char *walk_here(const struct walk *walk, int64_t sheet_id)
{
	return url_at(&walk->list, sheet_id, table_place(&walk->list));
}

const char *walk_query(const struct walk *walk)
{
	return walk->on ? strchr(walk_here(walk, 0), '?') : "";
}

const char *walk_sheet_url(struct http_request *request, int64_t id, const char *page)
{
	struct walk walk;

	walk_read(request, &walk);
	return arena_print(request->arena, "%s%s", sheet_url(request, id, page), walk_query(&walk));
}

const char *walk_list(const struct walk *walk)
{
	return table_url(&walk->list, "", "after", NULL);
}

const char *walk_end(const struct walk *walk)
{
	return table_url(&walk->list, "", "end", "1");
}

const char *walk_back(const struct walk *walk, int64_t sheet_id)
{
	struct walk back = *walk;

	back.list.after.id = sheet_id;
	return walk_here(&back, sheet_id);
}

/* ---- what comes behind ---- */

struct behind { struct table_ask list; const char *url; };

static enum err read_behind(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct behind *behind = arg;
	struct table_rows rows;
	bool more;
	enum err err = table_read(db, &behind->list, 1, &rows, &more, error);

	(void)request;
	if (err == ERR_OK && rows.count > 0)
		behind->url = walk_url(&behind->list, table_row(behind->list.table, &rows, 0));
	return err;
}

const char *walk_next(struct http_request *request, const struct walk *walk)
{
	struct behind behind = { walk->list, NULL };
	struct error why = { 0 };

	return web_read(request, read_behind, &behind, &why) == ERR_OK ? behind.url : NULL;
}
