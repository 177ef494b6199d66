/* Minutes of papers that came back from the police. */
#include "base/memory.h"
#include "report/paper/paper_type.h"
#include "store/handover/handback.h"
#include "table/display.h"
#include "text/label.h"
#include "text/utf8.h"

struct given {
	const struct paper_ask *ask;
	struct office office;
	struct handback handback;
	struct handback_item *items;
	size_t count;
};

static enum err read_given(struct db *db, const struct paper_ask *ask, struct given *out, struct paper_shown *shown,
                           struct error *error)
{
	struct arena *arena = ask->arena;
	enum err err = handback_load_any(db, arena, ask->id, &out->handback, error);

	out->ask = ask;
	if (err == ERR_OK)
		err = handback_items(db, arena, ask->id, &out->items, &out->count, error);
	if (err != ERR_OK)
		return err;
	office_read_any(db, arena, out->handback.commune_id, &out->office);
	int64_t *ids = arena_array(arena, out->count + 1, sizeof *ids);
	for (size_t i = 0; i < out->count; i++)
		ids[i] = out->items[i].sheet_id;
	*shown = (struct paper_shown){ ids, out->count, out->handback.commune_id };
	return ERR_OK;
}

static enum err shown_of(struct db *db, const struct paper_ask *ask, struct paper_shown *shown, struct error *error)
{
	struct given given;

	return read_given(db, ask, &given, shown, error);
}

static bool may_see(struct db *db, struct arena *arena, const struct actor *actor, int64_t id)
{
	struct handback handback;

	return handback_load(db, arena, actor, id, &handback, NULL) == ERR_OK;
}

/* Who recorded it stands on his side. */
static void put_sides(const struct given *g, struct tmpl_dict *dict)
{
	struct arena *arena = g->ask->arena;
	bool police = g->handback.made_role == ROLE_POLICE;

	tmpl_put(dict, "GIVER", utf8_upper(arena, g->office.police));
	tmpl_put(dict, "TAKER", utf8_upper(arena, g->office.name));
	if (police)
		tmpl_put(tmpl_add(dict, "GIVER_KNOWN"), "GIVER_NAME", g->handback.made_name);
	else
		tmpl_put(tmpl_add(dict, "TAKER_KNOWN"), "TAKER_NAME", g->handback.made_name);
	tmpl_show(dict, police ? "TAKER_UNKNOWN" : "GIVER_UNKNOWN");
}

static void put_sums(const struct given *g, struct tmpl_dict *dict)
{
	const struct handback *h = &g->handback;

	tmpl_put(dict, "BACK", paper_sheets(g->ask, &g->office, h->archived + h->given_back));
	tmpl_put(dict, "ARCHIVED", paper_sheets(g->ask, &g->office, h->archived));
	tmpl_put(dict, "GIVEN_BACK", paper_sheets(g->ask, &g->office, h->given_back));
	tmpl_put(dict, "MISSING", paper_sheets(g->ask, &g->office, h->missing));
	if (h->archived > 0) {
		struct tmpl_dict *kept = tmpl_add(dict, "KEPT");
		tmpl_put(kept, "KEPT_PLACE", h->place);
		tmpl_put(kept, "KEPT_KEEPER", h->keeper);
	}
	if (h->note != NULL)
		tmpl_put(tmpl_add(dict, "NOTE"), "NOTE_TEXT", h->note);
}

static void put_item(const struct given *g, struct tmpl_dict *dict, const struct handback_item *item)
{
	struct arena *arena = g->ask->arena;
	const char *label = state_label(item->was), *reason = police_reason_label(item->reason);
	struct tmpl_dict *row = tmpl_add(dict, "SHEET");

	tmpl_put(row, "PAPER_NO", item->paper_no);
	tmpl_put(row, "FULL_NAME", item->full_name);
	tmpl_put(row, "BIRTH_DATE", display_day(arena, item->birth_date));
	tmpl_put(row, "OF_BATCH", display_batch(arena, item->number, item->year));
	tmpl_put(row, "DID", reason == NULL ? label : arena_print(arena, "%s: %s", label, reason));
}

static void put_gone(const struct given *g, struct tmpl_dict *gone, const struct handback_item *item)
{
	struct arena *arena = g->ask->arena;
	struct tmpl_dict *row = tmpl_add(gone, "GONE_SHEET");

	tmpl_put(row, "GONE_PAPER_NO", item->paper_no);
	tmpl_put(row, "GONE_NAME", item->full_name);
	tmpl_put(row, "GONE_BIRTH", display_day(arena, item->birth_date));
	tmpl_put(row, "GONE_BATCH", display_batch(arena, item->number, item->year));
}

static void put_items(const struct given *g, struct tmpl_dict *dict)
{
	struct tmpl_dict *gone = g->handback.missing == 0 ? NULL : tmpl_add(dict, "GONE");

	for (size_t i = 0; i < g->count; i++) {
		if (g->items[i].outcome == OUTCOME_MISSING)
			put_gone(g, gone, &g->items[i]);
		else
			put_item(g, dict, &g->items[i]);
	}
}

static enum err read_return(struct db *db, const struct paper_ask *ask, struct tmpl_dict *dict,
                            struct paper_shown *shown, struct error *error)
{
	struct given g;
	enum err err = read_given(db, ask, &g, shown, error);

	if (err != ERR_OK)
		return err;
	const struct office *o = &g.office;
	const char *number = paper_number(ask, message_text(MSG_PAPER_MINUTES_CODE),
	                                  o->police_prints ? message_text(MSG_PAPER_POLICE_CODE) : o->code);
	paper_put_head(ask, dict, o, o->police_prints);
	if (number != NULL)
		tmpl_put(tmpl_add(dict, "NUMBER"), "NUMBER_TEXT", number);
	tmpl_put(dict, "RETURN", display_batch(ask->arena, g.handback.number, g.handback.year));
	tmpl_put(dict, "TODAY_TEXT", paper_day_words(ask->arena, paper_day(ask)));
	put_sides(&g, dict);
	put_sums(&g, dict);
	put_items(&g, dict);
	if (ask->issued == NULL || ask->issued->event_hash == NULL)
		return ERR_OK;
	struct tmpl_dict *check = tmpl_add(dict, "CHECK");
	tmpl_put_int(check, "CHECK_ID", ask->issued->event_id);
	tmpl_put(check, "CHECK_HASH", ask->issued->event_hash);
	return ERR_OK;
}

const struct paper_type return_paper = {
	.name = "return",
	.file = "bien-ban-giao-tra",
	.title = MSG_PAPER_RETURN,
	.path = "/returns/{id}",
	.formats = FORMAT_PAGE | FORMAT_PDF | FORMAT_DOCX,
	.issued_as = PAPER_RETURN,
	.template = "paper/return.html",
	.may = may_see,
	.read = read_return,
	.shown = shown_of,
};
