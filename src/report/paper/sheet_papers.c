/* Mẫu số 03 with its answers, as a file. */
#include "base/memory.h"
#include "report/paper/paper_type.h"
#include "report/paper/printed_form.h"
#include "store/handover/batch.h"
#include "store/sheet/sheet.h"

/* Whoever sits at the machine reads it whole. */
static const struct actor everything = { .role = ROLE_OFFICER };

static enum err put_sheet(struct db *db, const struct paper_ask *ask, int64_t id, struct tmpl_dict *dict,
                          struct sheet *sheet, struct error *error)
{
	struct printed_form printed = { .arena = ask->arena, .actor = ask->actor != NULL ? ask->actor : &everything,
		.form = ask->form, .dotted = true };
	enum err err = sheet_load_any(db, ask->arena, ask->form, id, sheet, error);

	if (err == ERR_OK) {
		struct area *path;
		err = area_path_any(db, ask->arena, sheet->commune_id, &path, &printed.path_count, error);
		printed.path = path;
	}
	if (err != ERR_OK)
		return err;
	printed.answers = &sheet->answers;
	printed.area_name = sheet->area_name;
	printed_form_put(dict, &printed);
	const char *number = answers_text(&sheet->answers, ask->form->paper_no);
	if (number != NULL)
		form_put_number(dict, number, NULL);
	return ERR_OK;
}

static bool may_see_sheet(struct db *db, struct arena *arena, const struct actor *actor, int64_t id)
{
	(void)arena;
	return sheet_visible(db, actor, id);
}

static bool may_see_batch(struct db *db, struct arena *arena, const struct actor *actor, int64_t id)
{
	struct batch batch;

	return batch_load(db, arena, actor, id, &batch, NULL) == ERR_OK;
}

static enum err read_sheet(struct db *db, const struct paper_ask *ask, struct tmpl_dict *dict,
                           struct paper_shown *shown, struct error *error)
{
	struct sheet sheet;
	int64_t *id = arena_alloc(ask->arena, sizeof *id);
	enum err err = put_sheet(db, ask, ask->id, dict, &sheet, error);

	*id = ask->id;
	if (err == ERR_OK)
		*shown = (struct paper_shown){ id, 1, sheet.commune_id };
	return err;
}

const struct paper_type sheet_paper = {
	.name = "sheet",
	.file = "phieu-mau-03",
	.title = MSG_PAPER_SHEET,
	.path = "/sheets/{id}",
	.formats = FORMAT_PDF,
	.issued_as = -1,
	.template = "paper/sheet.html",
	.may = may_see_sheet,
	.read = read_sheet,
};

static enum err read_sheets(struct db *db, const struct paper_ask *ask, struct tmpl_dict *dict,
                            struct paper_shown *shown, struct error *error)
{
	struct batch batch;
	struct batch_item *items;
	struct sheet sheet;
	size_t count, kept = 0;
	enum err err = batch_load_any(db, ask->arena, ask->id, &batch, error);

	if (err == ERR_OK)
		err = batch_items(db, ask->arena, ask->id, &items, &count, error);
	if (err != ERR_OK)
		return err;
	int64_t *ids = arena_array(ask->arena, count + 1, sizeof *ids);
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (items[i].outcome == OUTCOME_REMOVED || items[i].outcome == OUTCOME_MISSING)
			continue;
		ids[kept++] = items[i].sheet_id;
		if (kept <= ask->from || (ask->most > 0 && kept > ask->from + ask->most))
			continue;
		err = put_sheet(db, ask, items[i].sheet_id, tmpl_include(dict, "SHEET", "paper/sheet.html"), &sheet, error);
	}
	*shown = (struct paper_shown){ ids, kept, batch.commune_id };
	return err;
}

const struct paper_type sheets_paper = {
	.name = "sheets",
	.file = "phieu-mau-03-cua-lo",
	.title = MSG_PAPER_SHEETS_OF_BATCH,
	.path = "/handovers/{id}/sheets",
	.formats = FORMAT_PDF,
	.many = true,
	.issued_as = -1,
	.template = "paper/sheets.html",
	.may = may_see_batch,
	.read = read_sheets,
};
