#include "workflow/neighbours.h"

#include "store/record.h"
#include "text/sound.h"
#include "workflow/verdict.h"

struct neighbours { int64_t ids[NEIGHBOURS_MOST]; size_t count; };

static void add(struct neighbours *n, const struct sheet *sheet, int64_t id)
{
	for (size_t i = 0; i < n->count; i++) {
		if (n->ids[i] == id)
			return;
	}
	if (id != sheet->id && n->count < NEIGHBOURS_MOST)
		n->ids[n->count++] = id;
}

static bool waits(const char *state)
{
	enum state s = state_from_code(state);

	return s == STATE_WITH_HAMLET || s == STATE_RECEIVED || s == STATE_RETURNED;
}

static void add_rows(struct neighbours *n, const struct sheet *sheet, const struct record_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (waits(rows[i].state))
			add(n, sheet, rows[i].id);
	}
}

static const struct answer *answer_of(const struct sheet *sheet, const char *name)
{
	const struct answer *answer = &sheet->answers.items[form_find(sheet->answers.form, name)];

	return answer->state == ANSWER_VALID ? answer : NULL;
}

static enum err find(struct db *db, struct arena *arena, const struct sheet *sheet, struct neighbours *out, struct error *error)
{
	const struct answer *number = answer_of(sheet, "citizen_id"), *name = answer_of(sheet, "full_name"),
	                    *birth = answer_of(sheet, "birth_date");
	struct record_row *rows;
	int64_t *ids;
	size_t count;
	enum err err = record_naming_any(db, arena, sheet->id, &ids, &count, error);

	for (size_t i = 0; err == ERR_OK && i < count; i++)
		add(out, sheet, ids[i]);
	if (err == ERR_OK && number != NULL) {
		err = record_same_id_any(db, arena, number->text, &rows, &count, error);
		add_rows(out, sheet, rows, err == ERR_OK ? count : 0);
	}
	const char *sound = err == ERR_OK && name != NULL && birth != NULL ? name_sound(arena, name->text) : NULL;
	if (sound != NULL) {
		err = record_same_sound_any(db, arena, sheet->commune_id, sound, birth->date, &rows, &count, error);
		add_rows(out, sheet, rows, err == ERR_OK ? count : 0);
	}
	return err;
}

static enum err judge_again(struct db *db, const struct workflow *workflow, struct arena *arena, int64_t id, struct error *error)
{
	struct verdict verdict;
	struct sheet sheet;
	enum err err = sheet_load_any(db, arena, workflow->form, id, &sheet, error);

	return err == ERR_OK && waits(sheet.state) ? verdict_renew(db, arena, workflow, &sheet, &verdict, error) : err;
}

enum err neighbours_judge(struct db *db, const struct workflow *workflow, struct arena *arena, const struct sheet *sheet,
                          struct error *error)
{
	struct neighbours neighbours = { .count = 0 };
	enum err err = find(db, arena, sheet, &neighbours, error);

	for (size_t i = 0; i < neighbours.count && err == ERR_OK; i++)
		err = judge_again(db, workflow, arena, neighbours.ids[i], error);
	return err;
}
