/* A list of areas, from a file or one that the program has: looked at, and imported. */
#include "base/buf.h"
#include "base/memory.h"
#include "text/messages.h"
#include "workflow/admin/admin_task.h"
#include "workflow/write.h"

static enum err refuse(const struct areas_order *o, enum message message, const char *about, struct error *error)
{
	return error_set(error, ERR_UNPROCESSABLE, message_with_one(o->head.arena, message, about), "a list of areas");
}

static const char *number(const struct areas_order *o, int64_t value)
{
	return arena_print(o->head.arena, "%lld", (long long)value);
}

static const char *shown_day(const struct areas_order *o, const char *iso)
{
	char *text = arena_alloc(o->head.arena, DATE_TEXT);
	struct date day;

	if (date_from_iso(iso, false, &day))
		date_to_shown(day, text);
	return text;
}

static enum err stopped(const struct areas_order *o, const struct area_import *import, enum area_stop stop,
                        struct error *error)
{
	if (stop == AREA_NOTHING_BELOW)
		return refuse(o, MSG_AREAS_NOTHING_BELOW, import->below, error);
	if (stop == AREA_TOO_OLD)
		return refuse(o, MSG_AREAS_TOO_OLD, shown_day(o, import->later), error);
	if (stop == AREA_ENDS_AT_ONCE)
		return refuse(o, MSG_AREAS_ENDS_AT_ONCE,
		              arena_print(o->head.arena, "%s (%s)", import->unended->full_name, import->unended->code), error);
	return refuse(o, MSG_AREAS_REJECTED, number(o, (int64_t)import->file->reject_count), error);
}

static void add_lines(struct areas_order *o, const struct area_import *import)
{
	size_t count;
	const struct area_line *more = area_import_lines(import, &count);
	struct area_line *all = arena_array(o->head.arena, o->line_count + count + 1, sizeof *all);

	if (o->line_count > 0)
		memcpy(all, o->lines, o->line_count * sizeof *all);
	if (count > 0)
		memcpy(all + o->line_count, more, count * sizeof *all);
	o->lines = all;
	o->line_count += count;
	o->kept += import->kept;
	if (area_import_ends_many(import)) {
		o->ending += import->ended;
		o->valid += import->valid;
	}
}

static void digest_lines(struct areas_order *o)
{
	struct hash_state state;

	hash_begin(&state);
	for (size_t i = 0; i < o->line_count; i++) {
		const struct area_line *line = &o->lines[i];
		const char *text = arena_print(o->head.arena, "%d\t%s\t%s\t%s\t%s\n", (int)line->kind, line->level, line->code,
		                               line->name, line->before == NULL ? "" : line->before);
		hash_add(&state, text, strlen(text));
	}
	hash_end(&state, o->digest);
}

static enum err run_one(struct db *db, struct areas_order *o, struct area_import *import, struct error *error)
{
	enum area_stop stop;
	enum err err = area_import_run(db, import, true, &stop, error);

	o->reached++;
	if (err == ERR_NOT_FOUND && import->below != NULL)
		return refuse(o, MSG_AREAS_NO_BELOW, import->below, error);
	if (err == ERR_OK && stop != AREA_WRITTEN)
		return stopped(o, import, stop, error);
	if (err == ERR_OK)
		add_lines(o, import);
	return err;
}

/* What was seen is what is done, and many do not end by the way. */
static enum err judge(const struct areas_order *o, struct error *error)
{
	if (strcmp(o->plan, o->digest) != 0)
		return error_set(error, ERR_CONFLICT, message_text(MSG_AREAS_STALE), "another list than was shown");
	return o->ending > 0 && o->ended != o->ending ? refuse(o, MSG_AREAS_COUNT, number(o, o->ending), error) : ERR_OK;
}

static enum err record(struct db *db, struct areas_order *o, const struct area_import *import, struct error *error)
{
	const char *told = area_import_told(import);

	if (area_import_is_idle(import))
		return ERR_OK;
	return admin_record(db, &o->head, ACTION_AREAS_IMPORT, json_parse(told, strlen(told)),
	                    (struct thing){ THING_NONE, 0 }, error);
}

static enum err import_task(struct db *db, void *arg, struct error *error)
{
	struct areas_order *o = arg;
	enum err err = ERR_OK;

	for (size_t i = 0; i < o->count && err == ERR_OK; i++)
		err = run_one(db, o, &o->imports[i], error);
	if (err != ERR_OK)
		return err;
	digest_lines(o);
	o->looked = true;
	if (o->plan == NULL)            /* an error, so that nothing of it stays */
		return error_set(error, ERR_CONFLICT, NULL, "only looked at");
	err = judge(o, error);
	for (size_t i = 0; i < o->count && err == ERR_OK; i++)
		err = record(db, o, &o->imports[i], error);
	return err;
}

static enum err order_file(struct areas_order *o, struct error *error)
{
	struct area_file *file = arena_alloc(o->head.arena, sizeof *file);
	enum err err = area_file_read(o->head.arena, o->text, o->length, file);

	if (err != ERR_OK)
		return refuse(o, err == ERR_BAD_REQUEST ? MSG_AREAS_NOT_TEXT : MSG_AREAS_HEADER, "", error);
	if (file->count == 0 && file->reject_count == 0)
		return refuse(o, MSG_AREAS_EMPTY, "", error);
	o->imports = area_import_file(o->head.arena, file, o->day, o->below);
	o->count = 1;
	return ERR_OK;
}

enum err admin_import_areas(struct areas_order *o, struct error *error)
{
	enum err err = ERR_OK;

	if (o->official == NULL)
		err = order_file(o, error);
	else
		o->imports = area_import_official(o->head.arena, o->official, &o->count);
	if (err == ERR_OK && o->count == 0)
		err = refuse(o, MSG_AREAS_NO_SOURCE, "", error);
	if (err != ERR_OK)
		return err;
	if (o->plan != NULL)
		return write_run_alone(&o->head, import_task, o, error);
	err = db_write_alone(o->head.workflow->writer, import_task, o, error);
	return o->looked ? ERR_OK : err;
}
