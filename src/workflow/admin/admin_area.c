/* Areas: a new hamlet, perhaps in place of others; another spelling; the end of validity. */
#include "text/messages.h"
#include "workflow/admin/admin_task.h"
#include "workflow/write.h"

static struct thing area_thing(int64_t id)
{
	return (struct thing){ THING_AREA, id };
}

static enum err find(struct db *db, struct arena *arena, int64_t id, struct area *out, struct error *error)
{
	enum err err = area_by_id_any(db, arena, id, out, error);

	return err == ERR_NOT_FOUND ? error_set(error, err, message_text(MSG_NOT_FOUND), "no area %lld", (long long)id)
	                            : err;
}

static cJSON *about(const struct area *area)
{
	char code[128];
	cJSON *what = cJSON_CreateObject();

	snprintf(code, sizeof code, "%s:%s", area->level, area->code);
	cJSON_AddStringToObject(what, "area", code);
	return what;
}

/* ---- a new hamlet ---- */

static const char *day_before(struct arena *arena, const char *iso)
{
	char *text = arena_alloc(arena, DATE_TEXT);
	struct date day;

	if (date_from_iso(iso, false, &day))
		date_to_iso(date_from_days(date_to_days(day) - 1), text);
	return text;
}

/* The commune must be there on the first day. */
static enum err judge_parent(struct db *db, struct area_change *c, struct area *parent, struct error *error)
{
	const char *from = c->area.valid_from;
	enum err err = find(db, c->head.arena, c->area.parent_id, parent, error);

	if (err != ERR_OK)
		return err;
	if (!area_takes_hamlets_any(db, parent))
		return admin_blame(&c->head, &c->field, "code", MSG_AREA_NO_COMMUNE, "", error);
	if (strcmp(parent->valid_from, from) > 0 || (parent->valid_to != NULL && strcmp(parent->valid_to, from) < 0))
		return admin_blame(&c->head, &c->field, "valid_from", MSG_AREA_PARENT_DAY, "", error);
	return ERR_OK;
}

/* Ends the predecessor where it still goes on, and records who took over. */
static enum err take_over(struct db *db, struct area_change *c, const struct area *old, struct error *error)
{
	const char *last = day_before(c->head.arena, c->area.valid_from);
	enum err err = ERR_OK;

	if (old->parent_id != c->area.parent_id || strcmp(old->level, "hamlet") != 0)
		return admin_blame(&c->head, &c->field, "replaces", MSG_AREA_NOT_HERE, old->code, error);
	if (strcmp(old->valid_from, last) > 0)
		return admin_blame(&c->head, &c->field, "replaces", MSG_AREA_YOUNGER, old->code, error);
	if (old->valid_to == NULL || strcmp(old->valid_to, last) > 0)
		err = area_end(db, old->id, last, error);
	return err;
}

static enum err add_hamlet(struct db *db, struct area_change *c, const struct area *old, size_t count,
                           struct error *error)
{
	enum err err = ERR_OK;

	for (size_t i = 0; i < count && err == ERR_OK; i++)
		err = take_over(db, c, &old[i], error);
	if (err == ERR_OK)
		err = area_add(db, &c->area, &c->area.id, error);
	if (err == ERR_CONFLICT)
		return admin_blame(&c->head, &c->field, "code", MSG_AREA_TAKEN, c->area.code, error);
	for (size_t i = 0; i < count && err == ERR_OK; i++)
		err = area_succeed(db, old[i].id, c->area.id, false, error);
	return err;
}

static enum err hamlet_task(struct db *db, void *arg, struct error *error)
{
	struct area_change *c = arg;
	struct area_codes codes = { .head = &c->head, .text = c->replaces,
		.day = day_before(c->head.arena, c->area.valid_from),
		.name = "replaces", .field = &c->field };
	struct area parent, *old;
	size_t count;
	enum err err;

	c->area.level = "hamlet";
	if ((err = judge_parent(db, c, &parent, error)) != ERR_OK ||
	    (err = admin_find_areas(db, &codes, &old, &count, error)) != ERR_OK ||
	    (err = add_hamlet(db, c, old, count, error)) != ERR_OK)
		return err;
	cJSON *what = about(&c->area);
	cJSON_AddStringToObject(what, "name", c->area.full_name);
	cJSON_AddStringToObject(what, "parent", parent.code);
	cJSON_AddStringToObject(what, "valid_from", c->area.valid_from);
	if (count > 0)
		cJSON_AddStringToObject(what, "replaces", admin_area_list(c->head.arena, old, count));
	return admin_record(db, &c->head, ACTION_AREA_ADD, what, area_thing(c->area.id), error);
}

enum err admin_add_hamlet(struct area_change *change, struct error *error)
{
	return write_run(&change->head, hamlet_task, change, error);
}

/* ---- spelling and validity ---- */

static enum err rename_task(struct db *db, void *arg, struct error *error)
{
	struct area_change *c = arg;
	struct area before;
	enum err err;

	if ((err = find(db, c->head.arena, c->area.id, &before, error)) != ERR_OK ||
	    (err = area_rename(db, c->area.id, c->area.name, c->area.full_name, error)) != ERR_OK)
		return err;
	cJSON *what = about(&before);
	cJSON_AddStringToObject(what, "before", before.full_name);
	cJSON_AddStringToObject(what, "name", c->area.full_name);
	return admin_record(db, &c->head, ACTION_AREA_RENAME, what, area_thing(before.id), error);
}

enum err admin_rename_area(struct area_change *change, struct error *error)
{
	return write_run(&change->head, rename_task, change, error);
}

static enum err judge_predecessor(struct db *db, struct area_change *c, const struct area *before,
                                  const struct area *after, struct error *error)
{
	static const enum message misfits[] = {
		[AREA_NOT_BEFORE] = MSG_AREA_NOT_BEFORE,
		[AREA_OTHER_LEVEL] = MSG_AREA_OTHER_LEVEL,
		[AREA_OTHER_ROOT] = MSG_AREA_OTHER_ROOT,
	};
	enum area_misfit misfit;
	enum err err = area_judge_succession(db, c->head.arena, before, after, &misfit, error);

	if (err != ERR_OK || misfit == AREA_FITS)
		return err;
	return admin_blame(&c->head, &c->field, "replaces", misfits[misfit],
	                   arena_print(c->head.arena, "%s (%s)", before->full_name, before->code), error);
}

static enum err succeed_task(struct db *db, void *arg, struct error *error)
{
	struct area_change *c = arg;
	struct area after, *before;
	struct area_codes codes = { .head = &c->head, .text = c->replaces, .name = "replaces", .field = &c->field };
	size_t count;
	enum err err = find(db, c->head.arena, c->area.id, &after, error);

	if (err != ERR_OK)
		return err;
	codes.day = day_before(c->head.arena, after.valid_from);
	err = admin_find_areas(db, &codes, &before, &count, error);
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		err = judge_predecessor(db, c, &before[i], &after, error);
		if (err == ERR_OK)
			err = area_succeed(db, before[i].id, after.id, false, error);
	}
	if (err != ERR_OK)
		return err;
	cJSON *what = about(&after);
	cJSON_AddStringToObject(what, "replaces", admin_area_list(c->head.arena, before, count));
	return admin_record(db, &c->head, ACTION_AREA_SUCCEED, what, area_thing(after.id), error);
}

enum err admin_succeed_area(struct area_change *change, struct error *error)
{
	return write_run(&change->head, succeed_task, change, error);
}

/* A unit does not end before it began, nor before what it is made of; nor does it go on where its code has gone to
 * another. */
static enum err judge_end(struct db *db, struct area_change *c, const struct area *before, struct error *error)
{
	const char *last = c->area.valid_to;
	struct area newest;

	if (last != NULL && strcmp(last, before->valid_from) < 0)
		return admin_blame(&c->head, &c->field, "valid_to", MSG_AREA_END_FIRST, "", error);
	if (last != NULL && area_children_after_any(db, before->id, last) > 0)
		return admin_blame(&c->head, &c->field, "valid_to", MSG_AREA_HAS_CHILDREN, "", error);
	if (last != NULL)
		return ERR_OK;
	const char *code = arena_print(c->head.arena, "%s:%s", before->level, before->code);
	enum err err = area_by_code_any(db, c->head.arena, code, "9999-12-31", &newest, error);
	if (err == ERR_OK && newest.id != before->id)
		return admin_blame(&c->head, &c->field, "valid_to", MSG_AREA_TAKEN, before->code, error);
	return err;
}

static enum err end_task(struct db *db, void *arg, struct error *error)
{
	struct area_change *c = arg;
	struct area before;
	enum err err;

	if ((err = find(db, c->head.arena, c->area.id, &before, error)) != ERR_OK ||
	    (err = judge_end(db, c, &before, error)) != ERR_OK ||
	    (err = area_end(db, before.id, c->area.valid_to, error)) != ERR_OK)
		return err;
	cJSON *what = about(&before);
	cJSON_AddStringToObject(what, "valid_to", c->area.valid_to == NULL ? "" : c->area.valid_to);
	return admin_record(db, &c->head, ACTION_AREA_END, what, area_thing(before.id), error);
}

enum err admin_end_area(struct area_change *change, struct error *error)
{
	return write_run(&change->head, end_task, change, error);
}
