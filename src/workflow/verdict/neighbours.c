#include "workflow/verdict/neighbours.h"

#include "base/ids.h"
#include "store/sheet/record.h"
#include "workflow/verdict/records.h"

struct neighbours { int64_t ids[NEIGHBOURS_MOST]; size_t count; };

static void add(struct neighbours *n, const struct sheet *sheet, int64_t id)
{
	if (id != sheet->id && n->count < NEIGHBOURS_MOST && !ids_have(n->ids, n->count, id))
		n->ids[n->count++] = id;
}

static void add_records(struct neighbours *n, const struct sheet *sheet, struct record_list records)
{
	for (size_t i = 0; i < records.count; i++) {
		if (records.items[i].is_waiting)
			add(n, sheet, records.items[i].sheet_id);
	}
}

static enum err find(struct db *db, struct arena *arena, const struct sheet *sheet, const struct record_lookup *records,
                     struct neighbours *out, struct error *error)
{
	int64_t *ids;
	size_t count;
	enum err err = record_naming_any(db, arena, sheet->id, &ids, &count, error);

	for (size_t i = 0; err == ERR_OK && i < count; i++)
		add(out, sheet, ids[i]);
	if (err == ERR_OK) {
		add_records(out, sheet, records->same_id(records->arg));
		add_records(out, sheet, records->same_sound(records->arg));
		add_records(out, sheet, records->same_paper(records->arg));
	}
	return err;
}

static enum err judge_again(struct db *db, const struct workflow *workflow, struct arena *arena, int64_t id,
                            struct error *error)
{
	struct verdict verdict;
	struct sheet sheet;
	enum err err = sheet_load_any(db, arena, workflow->form, id, &sheet, error);

	return err == ERR_OK && state_in(sheet.state, STATES_WAITING)
	           ? verdict_renew(db, arena, workflow, &sheet, &verdict, error)
	           : err;
}

enum err neighbours_judge(struct db *db, const struct workflow *workflow, struct arena *arena,
                          const struct sheet *sheet, struct error *error)
{
	struct neighbours neighbours = { .count = 0 };
	struct campaign campaign;
	enum err err = campaign_by_id_any(db, arena, sheet->campaign_id, &campaign, error);

	if (err == ERR_OK)
		err = find(db, arena, sheet, record_look_up(db, arena, sheet, &campaign), &neighbours, error);
	for (size_t i = 0; i < neighbours.count && err == ERR_OK; i++)
		err = judge_again(db, workflow, arena, neighbours.ids[i], error);
	return err;
}
