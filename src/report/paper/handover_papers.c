/* The papers of a batch: minutes, cover, and the list on which the police tick. */
#include "base/memory.h"
#include "report/paper/paper_type.h"
#include "store/campaign/campaign.h"
#include "store/handover/batch.h"
#include "table/display.h"
#include "text/label.h"
#include "text/order.h"
#include "text/utf8.h"

struct lot {
	const struct paper_ask *ask;
	struct office office;
	struct batch batch;
	struct campaign campaign;
	struct batch_item *items;       /* without those that were taken out before the signature */
	size_t count;
};

/* ---- reading ---- */

static void leave_out_removed(struct lot *lot)
{
	size_t kept = 0;

	for (size_t i = 0; i < lot->count; i++) {
		if (lot->items[i].outcome != OUTCOME_REMOVED)
			lot->items[kept++] = lot->items[i];
	}
	lot->count = kept;
}

static enum err read_lot(struct db *db, const struct paper_ask *ask, struct lot *lot, struct paper_shown *shown,
                         struct error *error)
{
	struct arena *arena = ask->arena;
	enum err err = batch_load_any(db, arena, ask->id, &lot->batch, error);

	lot->ask = ask;
	if (err == ERR_OK && lot->batch.undone_at != NULL)
		err = error_set(error, ERR_CONFLICT, message_text(MSG_BATCH_UNDONE), "batch %lld was taken back",
		                (long long)ask->id);
	if (err == ERR_OK)
		err = batch_items(db, arena, ask->id, &lot->items, &lot->count, error);
	if (err == ERR_OK)
		err = campaign_by_id_any(db, arena, lot->batch.campaign_id, &lot->campaign, error);
	if (err != ERR_OK)
		return err;
	leave_out_removed(lot);
	office_read_any(db, arena, lot->batch.commune_id, &lot->office);
	int64_t *ids = arena_array(arena, lot->count + 1, sizeof *ids);
	for (size_t i = 0; i < lot->count; i++)
		ids[i] = lot->items[i].sheet_id;
	*shown = (struct paper_shown){ ids, lot->count, lot->batch.commune_id };
	return ERR_OK;
}

static enum err shown_of_lot(struct db *db, const struct paper_ask *ask, struct paper_shown *shown, struct error *error)
{
	struct lot lot;

	return read_lot(db, ask, &lot, shown, error);
}

static bool may_see(struct db *db, struct arena *arena, const struct actor *actor, int64_t id)
{
	struct batch batch;

	return batch_load(db, arena, actor, id, &batch, NULL) == ERR_OK;
}

/* ---- what the three have in common ---- */

static const char *batch_name(const struct lot *lot)
{
	return display_batch(lot->ask->arena, lot->batch.number, lot->batch.year);
}

static const char *day_text(const struct lot *lot, const char *iso)
{
	return display_day(lot->ask->arena, iso);
}

static void put_lot(const struct lot *lot, struct tmpl_dict *dict, int64_t listed)
{
	tmpl_put(dict, "BATCH", batch_name(lot));
	tmpl_put(dict, "CAMPAIGN", lot->campaign.name);
	tmpl_put(dict, "LISTED", paper_sheets(lot->ask, &lot->office, listed));
}

static struct tmpl_dict *put_sheet(const struct lot *lot, struct tmpl_dict *dict, const struct batch_item *item)
{
	struct tmpl_dict *row = tmpl_add(dict, "SHEET");

	tmpl_put(row, "PAPER_NO", item->paper_no);
	tmpl_put(row, "FULL_NAME", item->full_name);
	tmpl_put(row, "BIRTH_DATE", day_text(lot, item->birth_date));
	tmpl_put(row, "CITIZEN_ID", item->citizen_id);
	return row;
}

/* ---- minutes ---- */

/* "A; B" -> a paragraph each, the last with a full stop. */
static void put_basis(const struct lot *lot, struct tmpl_dict *dict)
{
	const char *text = lot->office.basis == NULL ? "" : lot->office.basis;

	while (*text != '\0') {
		size_t length = strcspn(text, ";"), skipped = strspn(text, " ;");
		if (skipped > 0) {
			text += skipped;
			continue;
		}
		const char *rest = text + length + strspn(text + length, " ;");
		struct tmpl_dict *row = tmpl_add(dict, "BASIS");
		tmpl_put(row, "BASIS_TEXT", arena_text_n(lot->ask->arena, text, length));
		tmpl_put(row, "BASIS_END", *rest == '\0' ? "." : ";");
		text = rest;
	}
}

static void put_uncounted(const struct lot *lot, struct tmpl_dict *dict)
{
	(void)lot;
	tmpl_show(dict, "DRAFT");
	tmpl_show(dict, "TAKER_UNKNOWN");
	tmpl_show(dict, "UNCOUNTED");
}

static const char *extra_text(const struct lot *lot)
{
	return lot->batch.extra != NULL ? lot->batch.extra : message_text(MSG_PAPER_NO_EXTRA);
}

static const char *note_text(const struct lot *lot)
{
	return lot->batch.note != NULL ? lot->batch.note : message_text(MSG_PAPER_NO_EXTRA);
}

/* Minutes of their own of what was missing or too much. */
static void put_differences(const struct lot *lot, struct tmpl_dict *dict, const char *number)
{
	struct arena *arena = lot->ask->arena;
	struct tmpl_dict *section = tmpl_add(dict, "DIFFERENCES");

	tmpl_put(section, "OF_TEXT", number != NULL ? number : batch_name(lot));
	tmpl_put(section, "DIFFERENCES_EXTRA", extra_text(lot));
	tmpl_put(section, "DIFFERENCES_NOTE", note_text(lot));
	tmpl_put(section, "DIFFERENCES_GIVER", utf8_upper(arena, lot->office.name));
	tmpl_put(section, "DIFFERENCES_TAKER", utf8_upper(arena, lot->office.police));
	for (size_t i = 0; i < lot->count; i++) {
		const struct batch_item *item = &lot->items[i];
		if (item->outcome != OUTCOME_MISSING)
			continue;
		struct tmpl_dict *row = tmpl_add(section, "GONE");
		tmpl_put(row, "GONE_PAPER_NO", item->paper_no);
		tmpl_put(row, "GONE_NAME", item->full_name);
		tmpl_put(row, "GONE_BIRTH", day_text(lot, item->birth_date));
		tmpl_put(row, "GONE_AREA", item->area_name);
	}
}

static void put_counted(const struct lot *lot, struct tmpl_dict *dict, const char *number)
{
	const struct batch *b = &lot->batch;
	struct date day = paper_day(lot->ask);

	/* Signed on paper: that day, not the one on which it was recorded. */
	if (b->paper_day != NULL)
		date_from_iso(b->paper_day, false, &day);
	tmpl_put(tmpl_add(dict, "TODAY"), "TODAY_TEXT", paper_day_words(lot->ask->arena, day));
	tmpl_put(tmpl_add(dict, "TAKER_KNOWN"), "TAKER_NAME",
	         b->paper_signer != NULL ? b->paper_signer : b->signed_name);
	tmpl_put(tmpl_add(dict, "COUNTED"), "COUNTED_TEXT", paper_sheets(lot->ask, &lot->office, b->counted));
	if (b->missing == 0 && b->extra == NULL) {
		tmpl_show(dict, "SAME");
	} else {
		struct tmpl_dict *different = tmpl_add(dict, "DIFFERENT");
		tmpl_put(different, "MISSING_COUNT", paper_sheets(lot->ask, &lot->office, b->missing));
		tmpl_put(different, "EXTRA_TEXT", extra_text(lot));
		put_differences(lot, dict, number);
	}
	if (b->note != NULL)
		tmpl_put(tmpl_add(dict, "NOTE"), "NOTE_TEXT", b->note);
}

static void put_check(struct tmpl_dict *dict, const struct office_paper *paper)
{
	if (paper == NULL || paper->event_hash == NULL)
		return;
	struct tmpl_dict *check = tmpl_add(dict, "CHECK");
	tmpl_put_int(check, "CHECK_ID", paper->event_id);
	tmpl_put(check, "CHECK_HASH", paper->event_hash);
}

static void put_minutes(const struct lot *lot, struct tmpl_dict *dict, int64_t listed)
{
	const struct office *o = &lot->office;
	const char *number = paper_number(lot->ask, message_text(MSG_PAPER_MINUTES_CODE),
	                                  o->police_prints ? message_text(MSG_PAPER_POLICE_CODE) : o->code);

	paper_put_head(lot->ask, dict, o, o->police_prints);
	if (number != NULL)
		tmpl_put(tmpl_add(dict, "NUMBER"), "NUMBER_TEXT", number);
	put_lot(lot, dict, listed);
	put_basis(lot, dict);
	tmpl_put(dict, "GIVER", utf8_upper(lot->ask->arena, o->name));
	tmpl_put(dict, "GIVER_NAME", lot->batch.delivered_name);
	tmpl_put(dict, "TAKER", utf8_upper(lot->ask->arena, o->police));
	if (lot->batch.signed_at == NULL)
		put_uncounted(lot, dict);
	else
		put_counted(lot, dict, number);
	put_check(dict, lot->ask->issued);
	for (size_t i = 0; i < lot->count; i++) {
		struct tmpl_dict *row = put_sheet(lot, dict, &lot->items[i]);
		tmpl_put(row, "AREA", lot->items[i].area_name);
		if (lot->items[i].outcome == OUTCOME_MISSING)
			tmpl_show(row, "SHEET_MISSING");
	}
}

static enum err read_minutes(struct db *db, const struct paper_ask *ask, struct tmpl_dict *dict,
                             struct paper_shown *shown, struct error *error)
{
	struct paper_ask own = *ask;
	struct office_paper before = { .id = 0 };
	struct lot lot;
	enum err err = read_lot(db, ask, &lot, shown, error);

	if (err != ERR_OK)
		return err;
	/* One that was signed before papers were issued says so with its day. */
	before.issued_at = lot.batch.signed_at;
	if (ask->issued == NULL && lot.batch.signed_at != NULL)
		own.issued = &before;
	lot.ask = &own;
	put_minutes(&lot, dict, (int64_t)lot.count);
	return ERR_OK;
}

const struct paper_type handover_paper = {
	.name = "handover",
	.file = "bien-ban-ban-giao",
	.title = MSG_PAPER_HANDOVER,
	.path = "/handovers/{id}",
	.formats = FORMAT_PAGE | FORMAT_PDF | FORMAT_DOCX,
	.issued_as = PAPER_HANDOVER,
	.template = "paper/handover.html",
	.may = may_see,
	.read = read_minutes,
	.shown = shown_of_lot,
};

/* ---- what settings make of them ---- */

enum { PREVIEW_SHEETS = 105 };          /* says "linh" or "lẻ" */

static enum err read_preview(struct db *db, const struct paper_ask *ask, struct tmpl_dict *dict,
                             struct paper_shown *shown, struct error *error)
{
	struct lot lot = { .ask = ask, .batch = { .number = 1, .year = ask->today.year, .delivered_name = "" },
		.campaign.name = "" };

	(void)error;
	*shown = (struct paper_shown){ .count = 0 };
	office_read_any(db, ask->arena, ask->id, &lot.office);
	put_minutes(&lot, dict, PREVIEW_SHEETS);
	return ERR_OK;
}

/* It is of a page alone. */
static bool may_not(struct db *db, struct arena *arena, const struct actor *actor, int64_t id)
{
	(void)db, (void)arena, (void)actor, (void)id;
	return false;
}

const struct paper_type preview_paper = {
	.name = "preview",
	.file = "xem-thu",
	.title = MSG_SETTINGS_PREVIEW,
	.path = "/admin/settings/preview",
	.formats = FORMAT_PAGE,
	.issued_as = -1,
	.template = "paper/handover.html",
	.may = may_not,
	.read = read_preview,
};

/* ---- cover ---- */

struct hamlet_share { const char *name; int64_t sheets; };

static int by_name(const void *a, const void *b)
{
	return natural_order(((const struct hamlet_share *)a)->name, ((const struct hamlet_share *)b)->name);
}

/* How many of the batch each hamlet has. */
static void put_hamlets(const struct lot *lot, struct tmpl_dict *dict)
{
	struct arena *arena = lot->ask->arena;
	struct hamlet_share *hamlets = arena_array(arena, lot->count + 1, sizeof *hamlets);
	size_t count = 0;

	for (size_t i = 0; i < lot->count; i++) {
		const char *name = lot->items[i].area_name == NULL ? "" : lot->items[i].area_name;
		size_t at = 0;
		while (at < count && strcmp(hamlets[at].name, name) != 0)
			at++;
		count += at == count;
		hamlets[at].name = name;
		hamlets[at].sheets++;
	}
	qsort(hamlets, count, sizeof *hamlets, by_name);
	for (size_t i = 0; i < count; i++) {
		struct tmpl_dict *row = tmpl_add(dict, "HAMLET");
		tmpl_put(row, "HAMLET_NAME", hamlets[i].name);
		tmpl_put(row, "HAMLET_SHEETS", display_count(arena, hamlets[i].sheets));
	}
}

/* What the QR code holds: the address of the batch or, where nobody said at which people open the program, its name. */
static void put_address(struct db *db, const struct lot *lot, struct tmpl_dict *dict)
{
	const struct paper_ask *ask = lot->ask;
	const char *site = ask->base[0] != '\0' ? ask->base : office_site_any(db, ask->arena);
	const char *name[] = { batch_name(lot), lot->office.name };
	bool known = site[0] != '\0';

	tmpl_put(dict, "BATCH_ADDRESS", known ? arena_print(ask->arena, "%s/handovers/%lld", site, (long long)ask->id)
	                                      : message_with(ask->arena, MSG_PAPER_QR_BATCH, name, 2));
	if (!known)
		tmpl_put(tmpl_add(dict, "UNADDRESSED"), "UNADDRESSED_TEXT", message_text(MSG_PAPER_QR_PLAIN));
}

static enum err read_cover(struct db *db, const struct paper_ask *ask, struct tmpl_dict *dict,
                           struct paper_shown *shown, struct error *error)
{
	struct lot lot;
	enum err err = read_lot(db, ask, &lot, shown, error);

	if (err != ERR_OK)
		return err;
	*shown = (struct paper_shown){ NULL, 0, lot.batch.commune_id };         /* it names nobody */
	paper_put_head(ask, dict, &lot.office, false);
	put_lot(&lot, dict, (int64_t)lot.count);
	put_address(db, &lot, dict);
	tmpl_put(dict, "DELIVERED_BY", lot.batch.delivered_name);
	tmpl_put(dict, "DELIVERED_AT", display_time(ask->arena, lot.batch.delivered_at));
	tmpl_put(dict, "TAKER", lot.office.police);
	put_hamlets(&lot, dict);
	return ERR_OK;
}

const struct paper_type cover_paper = {
	.name = "cover",
	.file = "bia-lo-ban-giao",
	.title = MSG_PAPER_COVER,
	.path = "/handovers/{id}/cover",
	.formats = FORMAT_PAGE | FORMAT_PDF,
	.issued_as = -1,
	.template = "paper/cover.html",
	.may = may_see,
	.read = read_cover,
};

/* ---- checklist ---- */

static enum err read_checklist(struct db *db, const struct paper_ask *ask, struct tmpl_dict *dict,
                               struct paper_shown *shown, struct error *error)
{
	struct lot lot;
	enum err err = read_lot(db, ask, &lot, shown, error);
	int64_t listed = 0;

	if (err != ERR_OK)
		return err;
	paper_put_head(ask, dict, &lot.office, true);
	for (size_t i = 0; i < lot.count; i++) {
		if (lot.items[i].outcome == OUTCOME_MISSING)
			continue;
		put_sheet(&lot, dict, &lot.items[i]);
		listed++;
	}
	put_lot(&lot, dict, listed);
	for (int64_t reason = 1; reason <= POLICE_REASONS; reason++) {
		struct tmpl_dict *row = tmpl_add(dict, "REASON");
		tmpl_put_int(row, "REASON_CODE", reason);
		tmpl_put(row, "REASON_TEXT", police_reason_label(reason));
	}
	return ERR_OK;
}

const struct paper_type checklist_paper = {
	.name = "checklist",
	.file = "danh-sach-theo-doi-nhap",
	.title = MSG_PAPER_CHECKLIST,
	.path = "/handovers/{id}/checklist",
	.formats = FORMAT_PAGE | FORMAT_PDF | FORMAT_DOCX,
	.issued_as = -1,
	.template = "paper/checklist.html",
	.may = may_see,
	.read = read_checklist,
};
