/* What a hamlet leader reports to the commune of the count: what came in, what was sent on and in which bundles, what
 * the commune found (src/domain.md §7). It names nobody. */
#include "base/clock.h"
#include "report/paper/paper_type.h"
#include "store/campaign/area.h"
#include "store/handover/bundle.h"
#include "table/display.h"
#include "text/utf8.h"

struct count_report {
	const struct paper_ask *ask;
	struct office office;
	struct area hamlet, commune;
	struct bundle_count *counts;    /* by campaign */
	size_t count_count;
	struct bundle *bundles;         /* the newest first */
	size_t bundle_count;
};

static bool is_hamlet(struct db *db, struct arena *arena, int64_t id, struct area *out)
{
	return area_by_id_any(db, arena, id, out, NULL) == ERR_OK && strcmp(out->level, "hamlet") == 0;
}

static enum err read_report(struct db *db, struct count_report *r, struct error *error)
{
	struct arena *arena = r->ask->arena;

	if (!is_hamlet(db, arena, r->ask->id, &r->hamlet))
		return error_set(error, ERR_NOT_FOUND, message_text(MSG_NOT_FOUND), "no hamlet %lld", (long long)r->ask->id);
	enum err err = area_by_id_any(db, arena, r->hamlet.parent_id, &r->commune, error);
	if (err == ERR_OK)
		err = bundle_counts_any(db, arena, r->hamlet.id, &r->counts, &r->count_count, error);
	if (err == ERR_OK)
		err = bundle_list_of_hamlet_any(db, arena, r->hamlet.id, &r->bundles, &r->bundle_count, error);
	office_read_any(db, arena, r->hamlet.parent_id, &r->office);
	return err;
}

static void put_campaign(const struct count_report *r, struct tmpl_dict *dict, const struct bundle_count *c)
{
	struct arena *arena = r->ask->arena;
	struct tmpl_dict *row = tmpl_add(dict, "CAMPAIGN");

	tmpl_put(row, "CAMPAIGN_NAME", c->campaign_name);
	tmpl_put(row, "SENT_IN", paper_sheets(r->ask, &r->office, c->waiting + c->returned + c->sent_on));
	tmpl_put(row, "SENT_ON", display_count(arena, c->sent_on));
	tmpl_put(row, "WAITING", display_count(arena, c->waiting));
	tmpl_put(row, "RETURNED", display_count(arena, c->returned));
}

static const char *day_of(struct arena *arena, const char *utc)
{
	char *shown = arena_alloc(arena, DATE_TEXT);

	date_to_shown(clock_day_of(utc), shown);
	return shown;
}

static void put_bundle(const struct count_report *r, struct tmpl_dict *dict, const struct bundle *b)
{
	struct arena *arena = r->ask->arena;
	struct tmpl_dict *row = tmpl_add(dict, "BUNDLE");
	bool counted = b->confirmed_at != NULL;

	tmpl_put(row, "NUMBER", display_batch(arena, b->number, b->year));
	tmpl_put(row, "CODE", b->campaign_code);
	tmpl_put(row, "GIVEN_ON", day_of(arena, b->made_at));
	tmpl_put(row, "PAPERS", b->papers == PAPERS_NOT_SAID ? "" : display_count(arena, b->papers));
	tmpl_put(row, "LISTED", display_count(arena, b->sheets));
	tmpl_put(row, "COUNTED", counted ? display_count(arena, b->counted) : "");
	tmpl_put(row, "MISSING", counted ? display_count(arena, b->missing) : "");
	tmpl_put(row, "COUNTED_ON", counted ? day_of(arena, b->confirmed_at) : "");
}

static enum err read_paper(struct db *db, const struct paper_ask *ask, struct tmpl_dict *dict,
                           struct paper_shown *shown, struct error *error)
{
	struct count_report r = { .ask = ask };
	struct office own;
	enum err err = read_report(db, &r, error);

	if (err != ERR_OK)
		return err;
	*shown = (struct paper_shown){ .commune_id = r.hamlet.parent_id };
	own = r.office;
	own.superior = r.office.name;
	own.name = r.hamlet.full_name;
	paper_put_head(ask, dict, &own, false);
	tmpl_put(dict, "HAMLET", r.hamlet.full_name);
	tmpl_put(dict, "TO", r.office.name);
	for (size_t i = 0; i < r.count_count; i++)
		put_campaign(&r, dict, &r.counts[i]);
	if (r.count_count == 0)
		tmpl_show(dict, "NOTHING");
	struct tmpl_dict *list = r.bundle_count == 0 ? NULL : tmpl_add(dict, "BUNDLES");
	for (size_t i = 0; i < r.bundle_count; i++)
		put_bundle(&r, list, &r.bundles[i]);
	return ERR_OK;
}

static bool may_see(struct db *db, struct arena *arena, const struct actor *actor, int64_t id)
{
	struct area hamlet;

	return area_in_scope(db, actor, id) && is_hamlet(db, arena, id, &hamlet);
}

const struct paper_type count_paper = {
	.name = "count",
	.file = "bao-cao-kiem-dem",
	.title = MSG_PAPER_COUNT,
	.path = "/reports/count/{id}",
	.back = "/bundles",
	.formats = FORMAT_PAGE | FORMAT_PDF | FORMAT_DOCX,
	.issued_as = -1,
	.template = "paper/count.html",
	.may = may_see,
	.read = read_paper,
};
