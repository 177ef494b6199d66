/* The minutes of handing a bundle of papers over from a hamlet to the commune: a draft until it is counted. Who sees
 * numbers masked reads them too: they name papers by number, name and birth. */
#include "base/memory.h"
#include "report/paper/paper_type.h"
#include "store/campaign/campaign.h"
#include "store/handover/bundle.h"
#include "table/display.h"
#include "text/identity.h"
#include "text/utf8.h"

struct sheaf {
	const struct paper_ask *ask;
	struct office office;
	struct bundle bundle;
	struct campaign campaign;
	struct bundle_item *items;      /* without those that were not sent on after all */
	size_t count;
};

static void leave_out_removed(struct sheaf *sheaf)
{
	size_t kept = 0;

	for (size_t i = 0; i < sheaf->count; i++) {
		if (sheaf->items[i].outcome != OUTCOME_REMOVED)
			sheaf->items[kept++] = sheaf->items[i];
	}
	sheaf->count = kept;
}

static enum err read_sheaf(struct db *db, const struct paper_ask *ask, struct sheaf *sheaf, struct paper_shown *shown,
                           struct error *error)
{
	struct arena *arena = ask->arena;
	enum err err = bundle_load_any(db, arena, ask->id, &sheaf->bundle, error);

	sheaf->ask = ask;
	if (err == ERR_OK && bundle_state(&sheaf->bundle) == BUNDLE_UNDONE)
		err = error_set(error, ERR_CONFLICT, message_text(MSG_BUNDLE_UNDONE), "bundle %lld has nothing",
		                (long long)ask->id);
	if (err == ERR_OK)
		err = bundle_items(db, arena, ask->id, &sheaf->items, &sheaf->count, error);
	if (err == ERR_OK)
		err = campaign_by_id_any(db, arena, sheaf->bundle.campaign_id, &sheaf->campaign, error);
	if (err != ERR_OK)
		return err;
	leave_out_removed(sheaf);
	office_read_any(db, arena, sheaf->bundle.commune_id, &sheaf->office);
	int64_t *ids = arena_array(arena, sheaf->count + 1, sizeof *ids);
	for (size_t i = 0; i < sheaf->count; i++)
		ids[i] = sheaf->items[i].sheet_id;
	*shown = (struct paper_shown){ ids, sheaf->count, sheaf->bundle.commune_id };
	return ERR_OK;
}

static enum err shown_of_sheaf(struct db *db, const struct paper_ask *ask, struct paper_shown *shown,
                               struct error *error)
{
	struct sheaf sheaf;

	return read_sheaf(db, ask, &sheaf, shown, error);
}

/* ---- what it says ---- */

static const char *sheets(const struct sheaf *sheaf, int64_t count)
{
	return paper_sheets(sheaf->ask, &sheaf->office, count);
}

static void put_gone(const struct sheaf *sheaf, struct tmpl_dict *section)
{
	for (size_t i = 0; i < sheaf->count; i++) {
		const struct bundle_item *item = &sheaf->items[i];
		if (item->outcome != OUTCOME_MISSING)
			continue;
		struct tmpl_dict *row = tmpl_add(section, "GONE");
		tmpl_put(row, "GONE_PAPER_NO", item->paper_no);
		tmpl_put(row, "GONE_NAME", item->full_name);
		tmpl_put(row, "GONE_BIRTH", display_day(sheaf->ask->arena, item->birth_date));
	}
}

static void put_counted(const struct sheaf *sheaf, struct tmpl_dict *dict)
{
	const struct bundle *b = &sheaf->bundle;

	tmpl_put(tmpl_add(dict, "TODAY"), "TODAY_TEXT", paper_day_words(sheaf->ask->arena, clock_day_of(b->confirmed_at)));
	tmpl_put(tmpl_add(dict, "TAKER_KNOWN"), "TAKER_NAME", b->confirmed_name);
	tmpl_put(tmpl_add(dict, "COUNTED"), "COUNTED_TEXT", sheets(sheaf, b->counted));
	if (b->note != NULL)
		tmpl_put(tmpl_add(dict, "NOTE"), "NOTE_TEXT", identity_mask_all(sheaf->ask->arena, b->note));
	if (b->missing == 0 && b->extra == 0) {
		tmpl_show(dict, "SAME");
		return;
	}
	struct tmpl_dict *different = tmpl_add(dict, "DIFFERENT");
	tmpl_put(different, "MISSING_COUNT", sheets(sheaf, b->missing));
	tmpl_put(different, "EXTRA_COUNT", sheets(sheaf, b->extra));
	if (b->missing > 0)
		put_gone(sheaf, tmpl_add(dict, "DIFFERENCES"));
}

static void put_uncounted(struct tmpl_dict *dict)
{
	tmpl_show(dict, "DRAFT");
	tmpl_show(dict, "TAKER_UNKNOWN");
	tmpl_show(dict, "UNCOUNTED");
}

static void put_check(struct tmpl_dict *dict, const struct office_paper *paper)
{
	if (paper == NULL || paper->event_hash == NULL)
		return;
	struct tmpl_dict *check = tmpl_add(dict, "CHECK");
	tmpl_put_int(check, "CHECK_ID", paper->event_id);
	tmpl_put(check, "CHECK_HASH", paper->event_hash);
}

static void put_list(const struct sheaf *sheaf, struct tmpl_dict *dict)
{
	for (size_t i = 0; i < sheaf->count; i++) {
		const struct bundle_item *item = &sheaf->items[i];
		struct tmpl_dict *row = tmpl_add(dict, "SHEET");
		tmpl_put(row, "PAPER_NO", item->paper_no);
		tmpl_put(row, "FULL_NAME", item->full_name);
		tmpl_put(row, "BIRTH_DATE", display_day(sheaf->ask->arena, item->birth_date));
		if (item->outcome == OUTCOME_MISSING)
			tmpl_show(row, "SHEET_MISSING");
	}
}

static enum err read_minutes(struct db *db, const struct paper_ask *ask, struct tmpl_dict *dict,
                             struct paper_shown *shown, struct error *error)
{
	struct paper_ask own = *ask;
	struct office_paper counted = { .id = 0 };
	struct sheaf sheaf;
	enum err err = read_sheaf(db, ask, &sheaf, shown, error);

	if (err != ERR_OK)
		return err;
	const struct bundle *b = &sheaf.bundle;
	/* One that was counted and not issued says so with its day. */
	counted.issued_at = b->confirmed_at;
	if (ask->issued == NULL && b->confirmed_at != NULL)
		own.issued = &counted;
	sheaf.ask = &own;
	paper_put_head(&own, dict, &sheaf.office, false);
	tmpl_put(dict, "BUNDLE", display_batch(ask->arena, b->number, b->year));
	tmpl_put(dict, "CAMPAIGN", sheaf.campaign.name);
	tmpl_put(dict, "LISTED", sheets(&sheaf, (int64_t)sheaf.count));
	tmpl_put(dict, "GIVER", b->area_name == NULL ? "" : utf8_upper(ask->arena, b->area_name));
	tmpl_put(dict, "GIVER_NAME", b->for_leader != NULL ? b->for_leader : b->made_name);
	tmpl_put(dict, "TAKER", utf8_upper(ask->arena, sheaf.office.name));
	if (b->papers != PAPERS_NOT_SAID)
		tmpl_put(tmpl_add(dict, "PAPERS"), "PAPERS_TEXT", sheets(&sheaf, b->papers));
	if (b->confirmed_at == NULL)
		put_uncounted(dict);
	else
		put_counted(&sheaf, dict);
	if (b->confirmed_at == NULL || (ask->issued == NULL && bundle_is_own(b)))
		tmpl_show(dict, "UNISSUED");
	put_check(dict, ask->issued);
	put_list(&sheaf, dict);
	return ERR_OK;
}

static bool may_see(struct db *db, struct arena *arena, const struct actor *actor, int64_t id)
{
	struct bundle bundle;

	return bundle_load(db, arena, actor, id, &bundle, NULL) == ERR_OK;
}

const struct paper_type bundle_paper = {
	.name = "bundle",
	.file = "bien-ban-giao-nhan",
	.title = MSG_PAPER_BUNDLE,
	.path = "/bundles/{id}",
	.formats = FORMAT_PAGE | FORMAT_PDF | FORMAT_DOCX,
	.issued_as = PAPER_BUNDLE,
	.template = "paper/bundle.html",
	.may = may_see,
	.read = read_minutes,
	.shown = shown_of_sheaf,
};
