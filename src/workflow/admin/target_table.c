#include "workflow/admin/target_table.h"

#include "base/memory.h"
#include "text/utf8.h"
#include "workflow/admin/admin_task.h"
#include "workflow/gate.h"
#include "workflow/write.h"

enum { FAULTS_MOST = 500, MEANT_MOST = 5 };

static const enum message heads[TARGET_FIGURES] = { MSG_TARGET_A, MSG_TARGET_B, MSG_TARGET_C, MSG_TARGET_D,
	MSG_TARGET_E };

/* ---- one line ---- */

bool target_is_sum(struct arena *arena, const char *name)
{
	static const char *const words[] = { "tong cong", "tong so", "tong", "cong" };
	const char *folded = utf8_fold_words(arena, name);

	for (size_t i = 0; i < COUNT(words) && folded != NULL; i++) {
		if (strcmp(folded, words[i]) == 0)
			return true;
	}
	return false;
}

/* Takes what follows from the others, unless something else is said. */
static bool agrees(int64_t *figure, int64_t follows)
{
	if (*figure < 0)
		*figure = follows;
	return *figure == follows;
}

enum target_figure target_work_out(int64_t f[TARGET_FIGURES])
{
	if (f[TARGET_A] >= 0 && f[TARGET_B] >= 0) {
		if (f[TARGET_B] > f[TARGET_A])
			return TARGET_B;
		if (f[TARGET_C] < 0)
			f[TARGET_C] = (f[TARGET_B] + 2) / 4;
		if (!agrees(&f[TARGET_D], f[TARGET_A] - f[TARGET_B]))
			return TARGET_D;
	}
	if (f[TARGET_C] >= 0 && f[TARGET_D] >= 0 && !agrees(&f[TARGET_E], f[TARGET_C] + f[TARGET_D]))
		return TARGET_E;
	return TARGET_FIGURES;
}

/* ---- faults ---- */

static void blame(struct arena *arena, struct target_table *t, size_t line, int figure, enum message message,
                  const char *one, const char *two)
{
	const char *const parts[] = { one, two };

	if (t->fault_count < FAULTS_MOST)
		t->faults[t->fault_count++] = (struct target_fault){ line, figure, message_with(arena, message, parts, 2) };
}

static const char *shown(struct arena *arena, int64_t number)
{
	return arena_print(arena, "%lld", (long long)number);
}

/* "Huyện Phú Quý (district:601), Xã Phú Quý (commune:23242)" */
static const char *tell_meant(struct arena *arena, const struct area *const *meant, size_t count)
{
	const char *all = "";

	for (size_t i = 0; i < count && i < MEANT_MOST; i++)
		all = arena_print(arena, "%s%s%s (%s:%s)", all, i == 0 ? "" : ", ", meant[i]->full_name, meant[i]->level,
		                  meant[i]->code);
	return all;
}

/* ---- the areas ---- */

/* Of the nearest line above, or else below, of which it is known; NULL: of none. */
static const struct area *neighbour(const struct target_table *t, size_t i)
{
	for (size_t k = i; k > 0; k--) {
		if (t->lines[k - 1].area != NULL)
			return t->lines[k - 1].area;
	}
	for (size_t k = i + 1; k < t->count; k++) {
		if (t->lines[k].area != NULL)
			return t->lines[k].area;
	}
	return NULL;
}

/* What a name alone means. */
static void find_by_name(struct arena *arena, struct target_table *t, const struct area_names *names)
{
	const struct area *meant[MEANT_MOST];

	for (size_t i = 0; i < t->count; i++) {
		struct target_line *line = &t->lines[i];
		line->area = NULL;
		if (!line->sum && area_names_find(names, arena, line->name, NULL, 0, meant, MEANT_MOST) == 1)
			line->area = meant[0];
	}
}

/* Several of a name: the only one of level and parent of its neighbour. None or more than one is asked, never taken. */
static void find_area(struct arena *arena, struct target_table *t, const struct area_names *names, size_t i)
{
	const struct area *meant[MEANT_MOST], *beside = neighbour(t, i);
	struct target_line *line = &t->lines[i];
	size_t count = area_names_find(names, arena, line->name, NULL, 0, meant, MEANT_MOST);

	if (count > 1 && beside != NULL) {
		const struct area *only;
		if (area_names_find(names, arena, line->name, beside->level, beside->parent_id, &only, 1) == 1) {
			meant[0] = only;
			count = 1;
		}
	}
	line->area = count == 1 ? meant[0] : NULL;
	if (count == 0)
		blame(arena, t, i, TARGET_NAME, MSG_TARGET_UNKNOWN, line->name, NULL);
	else if (count > 1)
		blame(arena, t, i, TARGET_NAME, MSG_TARGET_SEVERAL, line->name, tell_meant(arena, meant, count));
	for (size_t k = 0; k < i && line->area != NULL; k++) {
		if (t->lines[k].area == line->area)
			blame(arena, t, i, TARGET_NAME, MSG_TARGET_TWICE, line->area->full_name, NULL);
	}
}

/* ---- sums ---- */

static bool has_parts(const struct target_table *t, const struct area *area)
{
	for (size_t i = 0; i < t->count; i++) {
		if (t->lines[i].area != NULL && t->lines[i].area->parent_id == area->id)
			return true;
	}
	return false;
}

/* No area of the table stands above it. */
static bool is_top(const struct target_table *t, const struct target_line *line)
{
	for (size_t i = 0; i < t->count; i++) {
		if (t->lines[i].area != NULL && t->lines[i].area->id == line->area->parent_id)
			return false;
	}
	return true;
}

/* Of those right below the area, or of the top ones (NULL); -1: one of them says none. */
static int64_t sum_of(const struct target_table *t, const struct area *above, int figure)
{
	int64_t sum = 0;

	for (size_t i = 0; i < t->count; i++) {
		const struct target_line *line = &t->lines[i];
		if (line->area == NULL || (above != NULL ? line->area->parent_id != above->id : !is_top(t, line)))
			continue;
		if (line->figures[figure] < 0)
			return -1;
		sum += line->figures[figure];
	}
	return sum;
}

static void compare(struct arena *arena, struct target_table *t, size_t i)
{
	struct target_line *line = &t->lines[i];

	for (int figure = 0; figure < TARGET_FIGURES; figure++) {
		int64_t sum = sum_of(t, line->area, figure), said = line->figures[figure];
		if (said >= 0 && sum >= 0 && said != sum)
			blame(arena, t, i, figure, MSG_TARGET_SUM_WRONG, message_text(heads[figure]),
			      arena_print(arena, "%s ≠ %s", shown(arena, said), shown(arena, sum)));
		else if (said < 0)
			line->figures[figure] = sum;
	}
}

/* A line that is a sum takes what it does not say from its parts, so those come first. */
static void work_out(struct arena *arena, struct target_table *t)
{
	for (size_t i = 0; i < t->count; i++) {
		struct target_line *line = &t->lines[i];
		if (line->sum || (line->area != NULL && has_parts(t, line->area)))
			continue;
		enum target_figure wrong = target_work_out(line->figures);
		if (wrong != TARGET_FIGURES)
			blame(arena, t, i, wrong, MSG_TARGET_WRONG, message_text(heads[wrong]), shown(arena, line->figures[wrong]));
		else if (line->figures[TARGET_E] < 0)
			blame(arena, t, i, TARGET_E, MSG_TARGET_MISSING, line->name, NULL);
	}
	for (int rank = AREA_LEVELS - 1; rank >= 0; rank--) {
		for (size_t i = 0; i < t->count; i++) {
			const struct area *area = t->lines[i].area;
			if (area != NULL && area_level_rank(area->level) == rank && has_parts(t, area))
				compare(arena, t, i);
		}
	}
	for (size_t i = 0; i < t->count; i++) {
		if (t->lines[i].sum)
			compare(arena, t, i);
	}
}

/* ---- what stands there ---- */

static bool is_same_day(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static bool says_same(const struct target_line *line, const struct target_row *row)
{
	return row->sheets == line->figures[TARGET_E] && row->expected == line->figures[TARGET_A] &&
	       row->surveyed == line->figures[TARGET_B] && row->changed == line->figures[TARGET_C] &&
	       is_same_day(row->due_on, line->due_on);
}

static const struct target_row *stored(const struct target_line *line, const struct target_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (line->area != NULL && rows[i].area.id == line->area->id)
			return &rows[i];
	}
	return NULL;
}

enum err target_table_judge(struct db *db, struct arena *arena, struct target_table *t, struct error *error)
{
	struct area_names names;
	struct target_row *rows;
	size_t count;
	enum err err = area_names_read(db, arena, t->campaign_id, &names, error);

	if (err == ERR_OK)
		err = target_list_any(db, arena, t->campaign_id, &rows, &count, error);
	if (err != ERR_OK)
		return err;
	t->faults = arena_array(arena, FAULTS_MOST, sizeof *t->faults);
	t->fault_count = 0;
	t->new = t->changed = t->same = 0;
	find_by_name(arena, t, &names);
	for (size_t i = 0; i < t->count; i++) {
		if (!t->lines[i].sum)
			find_area(arena, t, &names, i);
	}
	work_out(arena, t);
	for (size_t i = 0; i < t->count; i++) {
		const struct target_row *row = stored(&t->lines[i], rows, count);
		if (t->lines[i].sum)
			continue;
		*(row == NULL ? &t->new : says_same(&t->lines[i], row) ? &t->same : &t->changed) += 1;
	}
	return ERR_OK;
}

/* ---- writing ---- */

static enum err write_line(struct db *db, struct request_head *head, const struct campaign *campaign,
                           const struct target_line *line, const struct target_row *before, struct error *error)
{
	const struct area_target target = { .campaign_id = campaign->id, .area_id = line->area->id,
		.sheets = line->figures[TARGET_E], .due_on = line->due_on, .expected = line->figures[TARGET_A],
		.surveyed = line->figures[TARGET_B], .changed = line->figures[TARGET_C] };
	enum err err = target_write(db, &target, error);

	return err == ERR_OK ? admin_record(db, head, ACTION_TARGET_SET,
	                                    admin_about_target(head->arena, campaign, line->area, &target, before),
	                                    (struct thing){ THING_CAMPAIGN, campaign->id }, error)
	                     : err;
}

enum err target_table_write(struct db *db, struct request_head *head, struct target_table *t, struct error *error)
{
	struct campaign campaign;
	struct target_row *rows;
	size_t count;
	enum err err = campaign_by_id_any(db, head->arena, t->campaign_id, &campaign, error);

	if (err == ERR_OK)
		err = gate_ask_open(head, &campaign, error);
	if (err == ERR_OK)
		err = target_list_any(db, head->arena, t->campaign_id, &rows, &count, error);
	for (size_t i = 0; i < t->count && err == ERR_OK; i++) {
		const struct target_row *before = stored(&t->lines[i], rows, count);
		if (!t->lines[i].sum && (before == NULL || !says_same(&t->lines[i], before)))
			err = write_line(db, head, &campaign, &t->lines[i], before, error);
	}
	head->made = (struct thing){ THING_CAMPAIGN, t->campaign_id };
	return err;
}

static enum err table_task(struct db *db, void *arg, struct error *error)
{
	struct target_table_order *order = arg;
	enum err err = target_table_judge(db, order->head.arena, &order->table, error);

	if (err == ERR_OK && order->table.fault_count > 0)
		return error_set(error, ERR_UNPROCESSABLE, message_text(MSG_TARGETS_REFUSED), "%zu faults",
		                 order->table.fault_count);
	return err == ERR_OK ? target_table_write(db, &order->head, &order->table, error) : err;
}

enum err admin_set_targets(struct target_table_order *order, struct error *error)
{
	return write_run(&order->head, table_task, order, error);
}
