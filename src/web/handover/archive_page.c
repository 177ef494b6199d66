#include "store/campaign/campaign.h"
#include "store/handover/archive.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/frame/text.h"
#include "web/handover/handbacks.h"

struct archived { const struct campaign *campaign; size_t files; int64_t sheets; };

struct archive_page {
	struct archived *items;         /* campaigns of which something is archived */
	size_t count;
};

static enum err read_archive(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct archive_page *p = arg;
	const struct actor *actor = web_actor(request);
	struct campaign *campaigns;
	size_t count = 0;
	enum err err = campaign_list(db, request->arena, actor, &campaigns, &count, error);

	p->items = arena_array(request->arena, count + 1, sizeof *p->items);
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		struct archived *item = &p->items[p->count];
		struct archive_file *files;
		err = archive_list(db, request->arena, actor, campaigns[i].id, &files, &item->files, error);
		item->campaign = &campaigns[i];
		for (size_t k = 0; k < item->files && err == ERR_OK; k++)
			item->sheets += files[k].sheets;
		p->count += item->files > 0;
	}
	return err;
}

enum err page_archive(struct http_request *request, struct http_response *response, struct error *error)
{
	const char *title = message_text(MSG_TITLE_ARCHIVE);
	struct archive_page p = { .count = 0 };
	struct page page;
	enum err err = web_read(request, read_archive, &p, error);

	if (err == ERR_OK)
		err = page_open(request, "handover/archive.html", title, &page, error);
	if (err != ERR_OK)
		return err;
	tmpl_put(page.content, "HEADING", title);
	for (size_t i = 0; i < p.count; i++) {
		struct tmpl_dict *row = tmpl_add(page.content, "CAMPAIGN");
		tmpl_put(row, "CAMPAIGN_NAME", p.items[i].campaign->name);
		tmpl_put(row, "CAMPAIGN_FILES", web_count(request, (int64_t)p.items[i].files));
		tmpl_put(row, "CAMPAIGN_SHEETS", web_count(request, p.items[i].sheets));
		tmpl_put(row, "ARCHIVE_URL", arena_print(request->arena, "/returns/archive/%lld",
		                                         (long long)p.items[i].campaign->id));
	}
	if (p.count == 0)
		tmpl_show(page.content, "NONE");
	return page_send(&page, response, 200, error);
}
