/* Minutes of the reconciliation of a commune's list: counts by hamlet, what differs and what was decided. */
#include "base/memory.h"
#include "report/paper/paper_type.h"
#include "report/roster/roster_tables.h"
#include "store/campaign/area.h"
#include "table/display.h"
#include "text/label.h"

struct reconcile_report {
	struct office office;
	struct reconcile_lines lines;
};

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

static void put_counts(const struct paper_ask *ask, struct tmpl_dict *dict, const struct reconcile_report *r)
{
	struct reconcile_hamlet *hamlets, sum;
	size_t count = reconcile_count(ask->arena, &r->lines, &hamlets, &sum);

	for (size_t i = 0; i < count; i++) {
		struct tmpl_dict *row = tmpl_add(dict, "HAMLET");
		tmpl_put(row, "HAMLET_NAME", or_empty(hamlets[i].name));
		tmpl_put_int(row, "SAME", hamlets[i].counts[RECONCILE_SAME]);
		tmpl_put_int(row, "DIFFERS", hamlets[i].counts[RECONCILE_DIFFERS]);
		tmpl_put_int(row, "LIST_ONLY", hamlets[i].counts[RECONCILE_LIST_ONLY]);
		tmpl_put_int(row, "SHEET_ONLY", hamlets[i].counts[RECONCILE_SHEET_ONLY]);
	}
}

static void put_differing(const struct paper_ask *ask, struct tmpl_dict *dict, const struct reconcile_report *r)
{
	for (size_t i = 0; i < r->lines.count; i++) {
		if (r->lines.items[i].result != RECONCILE_DIFFERS)
			continue;
		const struct reconcile_row line = reconcile_row_of(ask->arena, &r->lines.items[i]);
		struct tmpl_dict *row = tmpl_add(dict, "DIFFERING");
		tmpl_put(row, "FULL_NAME", or_empty(line.name));
		tmpl_put(row, "BIRTH", line.birth == NULL ? "" : display_day(ask->arena, line.birth));
		tmpl_put(row, "PLACE_NAME", or_empty(line.hamlet));
		tmpl_put(row, "FIELDS", line.differs);
		const char *choice = reconcile_choice_label(line.choice);
		tmpl_put(row, "HANDLED", line.note == NULL ? choice : arena_print(ask->arena, "%s: %s", choice, line.note));
	}
}

static enum err fill(struct db *db, const struct paper_ask *ask, struct tmpl_dict *dict, struct paper_shown *shown,
                     struct error *error)
{
	struct reconcile_report r;

	if (ask->actor == NULL)
		return error_set(error, ERR_NOT_FOUND, NULL, "of whoever asks alone");
	enum err err = reconcile_read(db, ask->arena, ask->actor, 0, ask->id, &r.lines, error);

	if (err != ERR_OK)
		return err;
	*shown = (struct paper_shown){ .commune_id = ask->id };
	office_read_any(db, ask->arena, ask->id, &r.office);
	paper_put_head(ask, dict, &r.office, false);
	put_counts(ask, dict, &r);
	put_differing(ask, dict, &r);
	return ERR_OK;
}

static bool may_see(struct db *db, struct arena *arena, const struct actor *actor, int64_t id)
{
	(void)arena;
	return area_in_scope(db, actor, id) && area_keeps_sheets_any(db, id);
}

const struct paper_type reconcile_paper = {
	.name = "reconcile",
	.file = "bien-ban-doi-soat",
	.title = MSG_PAPER_RECONCILE,
	.path = "/reconcile/report/{id}",
	.back = "/reconcile",
	.formats = FORMAT_PAGE | FORMAT_PDF | FORMAT_DOCX,
	.issued_as = -1,
	.template = "paper/reconcile.html",
	.may = may_see,
	.read = fill,
};
