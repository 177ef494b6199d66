#include "report/import/import_job.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/memory.h"
#include "exchange/table_in/old_font.h"
#include "exchange/xlsx.h"
#include "report/import/import_rejects.h"
#include "text/messages.h"

enum { PIECE = 250, FAULTS_SHOWN = 200, SAMPLES = 3, AT_ONCE = 20, DAY_SECONDS = 86400, NAME_BYTES = 16,
	PLAN_ARENA = 256 << 20, PATH_TEXT = 4096 };

struct import_run {
	const struct job_run *run;
	const struct import_host *host;
	struct upload upload;
	bool tried;
	struct arena *arena, *task_arena; /* of the run, of a task */
	struct campaign campaign;
	struct import_file file;
	struct import_rejects *rejects;
	struct import_result result;
	struct upload_fault faults[FAULTS_SHOWN];
	size_t fault_count;
};

/* ---- files that wait ---- */

static const char *path_of(struct arena *arena, const char *folder, const char *name)
{
	return arena_print(arena, "%s/%s", folder, name);
}

enum err import_keep_file(struct arena *arena, const char *folder, const void *bytes, size_t size, const char **name,
                          struct error *error)
{
	*name = hash_random(arena, NAME_BYTES);
	const char *path = path_of(arena, folder, *name);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool good = fd >= 0;

	for (size_t done = 0; good && done < size;) {
		ssize_t put = write(fd, (const char *)bytes + done, size - done);
		good = put > 0;
		done += good ? (size_t)put : 0;
	}
	good = good && fsync(fd) == 0;
	if (fd >= 0)
		close(fd);
	if (good)
		return ERR_OK;
	unlink(path);
	return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "a file to import cannot be kept: %s",
	                 strerror(errno));
}

void import_drop_file(const char *folder, const char *name)
{
	char path[PATH_TEXT];

	if (name != NULL && snprintf(path, sizeof path, "%s/%s", folder, name) < (int)sizeof path)
		unlink(path);
}

static bool is_named(const struct upload *uploads, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (uploads[i].file != NULL && strcmp(uploads[i].file, name) == 0)
			return true;
	}
	return false;
}

struct forgetting {
	struct arena *arena;
	const char *now;
	struct upload *uploads;
	size_t count;
};

static enum err forget_task(struct db *db, void *arg, struct error *error)
{
	struct forgetting *f = arg;
	char before[CLOCK_TEXT];

	clock_to_iso(clock_from_iso(f->now) - (int64_t)KEPT_DAYS * DAY_SECONDS, before);
	enum err err = upload_over_any(db, f->arena, before, AT_ONCE, &f->uploads, &f->count, error);
	for (size_t i = 0; i < f->count && err == ERR_OK; i++)
		err = upload_forget(db, f->uploads[i].id, f->now, error);
	return err;
}

static enum err write_alone(struct db *db, struct forgetting *f, struct error *error)
{
	enum err err = db_begin(db, error);

	if (err != ERR_OK)
		return err;
	err = forget_task(db, f, error);
	if (err == ERR_OK)
		return db_commit(db, error);
	db_rollback(db);
	return err;
}

/* Some after some; the files when the rows do not name them any more. db: NULL when there is a writer. */
static enum err forget(struct db_writer *writer, struct db *db, struct forgetting *f, const char *folder,
                       struct error *error)
{
	enum err err;

	do {
		err = db != NULL ? write_alone(db, f, error) : db_write(writer, forget_task, f, error);
		for (size_t i = 0; i < f->count && err == ERR_OK; i++)
			import_drop_file(folder, f->uploads[i].file);
	} while (err == ERR_OK && f->count == AT_ONCE);
	return err;
}

enum err import_forget(const struct import_host *host, struct error *error)
{
	struct forgetting f = { .arena = arena_new(ARENA_REQUEST) };
	char now[CLOCK_TEXT];

	if (f.arena == NULL)
		return error_set(error, ERR_UNAVAILABLE, NULL, "no memory to forget what was imported");
	clock_now(&host->workflow->clock, now);
	f.now = now;
	enum err err = forget(host->workflow->writer, NULL, &f, *host->folder, error);
	arena_free(f.arena);
	return err;
}

enum err import_clean(struct db *db, struct arena *arena, const char *folder, const char *now, struct error *error)
{
	struct upload *uploads = NULL;
	size_t count = 0;
	struct forgetting f = { .arena = arena, .now = now };
	enum err err = forget(NULL, db, &f, folder, error);

	if (err == ERR_OK)
		err = upload_files_any(db, arena, &uploads, &count, error);
	DIR *dir = err == ERR_OK ? opendir(folder) : NULL;
	struct dirent *entry;

	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (uploads[i].job_id != 0 && uploads[i].job_state == JOB_DONE)
			uploads[i].file = NULL;
	}
	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] != '.' && !is_named(uploads, count, entry->d_name))
			import_drop_file(folder, entry->d_name);
	}
	if (dir != NULL)
		closedir(dir);
	return err;
}

/* ---- how the file was read ---- */

static void add_text(cJSON *array, const char *text)
{
	cJSON_AddItemToArray(array, cJSON_CreateString(text));
}

/* The row of the heads, and the first rows below it, in the columns that were met. */
static void add_cells(struct import_run *r, const struct import_line *line, cJSON *columns)
{
	const struct import_plan *plan = &r->file.plan;
	size_t at = 0;

	for (size_t i = 0; i < plan->columns->count; i++) {
		if (plan->places[i] < 0)
			continue;
		cJSON *column = cJSON_GetArrayItem(columns, (int)at++);
		bool there = (size_t)plan->places[i] < line->count;
		const char *text = there ? cell_shown(r->arena, &line->cells[plan->places[i]]) : "";
		if (line->number == plan->head)
			cJSON_AddStringToObject(column, "head", text);
		else
			add_text(cJSON_GetObjectItem(column, "samples"), text);
	}
}

static void add_columns(struct import_run *r, cJSON *columns)
{
	const struct import_plan *plan = &r->file.plan;

	for (size_t i = 0; i < plan->columns->count; i++) {
		char place[TABLE_IN_NAME];
		if (plan->places[i] < 0)
			continue;
		cJSON *column = cJSON_CreateObject();
		table_in_column_name((size_t)plan->places[i], place);
		cJSON_AddStringToObject(column, "label", plan->columns->items[i].label);
		cJSON_AddStringToObject(column, "place", place);
		if (plan->fonts[i] != LEGACY_UNICODE)
			cJSON_AddStringToObject(column, "font", old_font_name(plan->fonts[i]));
		cJSON_AddItemToObject(column, "samples", cJSON_CreateArray());
		cJSON_AddItemToArray(columns, column);
	}
}

static enum err add_rows(struct import_run *r, cJSON *columns, struct error *error)
{
	const struct import_source source = import_file_source(&r->file);
	struct import_line line;
	bool more = true;
	int samples = 0;
	enum err err = source.rewind(source.arg, error);

	while (err == ERR_OK && samples < SAMPLES) {
		err = source.next(source.arg, &line, &more, error);
		if (err != ERR_OK || !more)
			break;
		if (line.number != r->file.plan.head && line.number < r->file.plan.first)
			continue;
		samples += line.number >= r->file.plan.first;
		add_cells(r, &line, columns);
	}
	return err;
}

static enum err look(struct import_run *r, struct error *error)
{
	cJSON *root = cJSON_CreateObject(), *columns = cJSON_AddArrayToObject(root, "columns");
	cJSON *names = cJSON_AddArrayToObject(root, "sheets");
	size_t count;
	const struct table_in_sheet *sheets = table_in_sheets(r->file.in, &count);

	cJSON_AddStringToObject(root, "sheet", r->file.sheet_name);
	cJSON_AddNumberToObject(root, "head", (double)r->file.plan.head);
	cJSON_AddStringToObject(root, "hidden", r->file.hidden);
	for (size_t i = 0; i < count; i++)
		add_text(names, sheets[i].name);
	add_columns(r, columns);
	enum err err = add_rows(r, columns, error);
	r->upload.look = json_print(r->arena, root);
	cJSON_Delete(root);
	return err;
}

/* ---- what is written of it ---- */

/* The row of the upload as it stands, with what this run found. */
static enum err write_upload(struct db *db, void *arg, struct error *error)
{
	struct import_run *r = arg;
	struct upload stored;

	arena_reset(r->task_arena);
	enum err err = upload_load_any(db, r->task_arena, r->upload.id, &stored, error);
	if (err != ERR_OK)
		return err;
	if (stored.cancelled_at != NULL)
		return ERR_OK;
	stored.look = r->upload.look;
	stored.counts = r->result.counts;
	stored.import_id = r->result.import_id != 0 ? r->result.import_id : stored.import_id;
	err = upload_set(db, &stored, error);
	return err == ERR_OK ? upload_set_faults(db, stored.id, r->faults, r->fault_count, error) : err;
}

static enum err reached(void *arg, struct db *db, const struct import_row *import, struct error *error)
{
	struct import_run *r = arg;
	struct upload stored;

	arena_reset(r->task_arena);
	enum err err = upload_load_any(db, r->task_arena, r->upload.id, &stored, error);
	if (err != ERR_OK)
		return err;
	stored.import_id = import->id;
	stored.counts = import->counts;
	err = upload_set(db, &stored, error);
	return err == ERR_OK ? job_progress(db, r->run->job->id, import->counts.read, error) : err;
}

/* ---- running ---- */

static enum err transact_tried(struct import_run *r, db_task *task, void *task_arg, struct error *error)
{
	struct db *db = db_borrow(r->run->pool, error);

	if (db == NULL)
		return ERR_UNAVAILABLE;
	enum err err = task(db, task_arg, error);
	db_return(r->run->pool, db);
	return err;
}

static enum err transact(void *arg, db_task *task, void *task_arg, struct error *error)
{
	struct import_run *r = arg;
	int tries = 0;
	enum err err;

	do
		err = r->tried ? transact_tried(r, task, task_arg, error)
		               : db_write_alone(r->run->writer, task, task_arg, error);
	while (err == ERR_UNAVAILABLE && job_waits(r->run, &tries));
	return err;
}

static void told_fault(void *arg, int64_t row, int place, const char *label, const char *text)
{
	struct import_run *r = arg;

	if (r->fault_count == FAULTS_SHOWN)
		return;
	r->faults[r->fault_count++] = (struct upload_fault){ cell_address(r->arena, place, row),
		arena_text(r->arena, label), arena_text(r->arena, text) };
}

/* Rows that are no data are told among the others, so that nobody misses them; empty ones are not. */
static void told_unread(void *arg, int64_t first, int64_t last, enum import_unread why)
{
	static const enum message texts[] = { [UNREAD_NUMBERS] = MSG_IMPORT_UNREAD_NUMBERS,
		[UNREAD_SUM] = MSG_IMPORT_UNREAD_SUM, [UNREAD_SIGNATURE] = MSG_IMPORT_UNREAD_SIGNATURE };

	for (int64_t row = first; row <= last && why != UNREAD_EMPTY; row++)
		told_fault(arg, row, -1, NULL, message_text(texts[why]));
}

static enum err rejected(void *arg, const struct import_line *line, const char *why, struct error *error)
{
	struct import_run *r = arg;

	return import_rejects_add(r->rejects, line, why, error);
}

static bool must_stop(void *arg)
{
	struct import_run *r = arg;

	job_note_progress(r->run, r->result.counts.read, false);
	return job_must_stop(r->run);
}

static enum legacy_encoding font_of(const char *map)
{
	if (map == NULL)
		return LEGACY_UNICODE;
	return strcmp(map, "vni") == 0 ? LEGACY_VNI : LEGACY_TCVN3;
}

static enum err read_rows(struct import_run *r, const struct importer *importer, struct error *error)
{
	const struct upload *u = &r->upload;
	const struct import_order order = { .arena = r->arena, .importer = importer, .workflow = r->host->workflow,
		.actor = r->run->owner, .campaign = u->campaign_id == 0 ? NULL : &r->campaign, .area = u->area, .day = u->day,
		.whole = u->whole, .convert = font_of(u->map), .tried = r->tried, .piece = PIECE, .goes_on = u->import_id,
		.user_id = r->run->owner->user_id, .file = u->file_name, .sheet = r->file.sheet_name, .hash = u->file_hash,
		.source = import_file_source(&r->file), .arg = r, .transact = transact, .reached = reached,
		.told_fault = told_fault, .told_unread = told_unread, .rejected = rejected, .must_stop = must_stop };
	enum err err = import_run(&order, &r->file.plan, &r->result, error);

	if (err == ERR_OK)
		job_note_progress(r->run, r->result.counts.read, true);
	return err == ERR_OK ? db_write(r->run->writer, write_upload, r, error) : err;
}

/* What was rejected becomes the result. */
static enum err keep_rejects(struct import_run *r, struct error *error)
{
	int fd;

	if (import_rejects_count(r->rejects) == 0 || job_must_stop(r->run))
		return ERR_OK;
	enum err err = job_open_result(r->run, &fd, error);
	if (err != ERR_OK)
		return err;
	struct import_rejects *rejects = r->rejects;
	r->rejects = NULL;
	err = import_rejects_close(rejects, fd, error);
	if (err == ERR_OK)
		job_keep_result(r->run, arena_print(r->run->arena, "rejects-%lld.xlsx", (long long)r->upload.id), XLSX_TYPE);
	return err;
}

static enum err store_look(struct import_run *r, struct error *error)
{
	enum err err = look(r, error);

	return err == ERR_OK ? db_write(r->run->writer, write_upload, r, error) : err;
}

static enum err read_upload(struct db *db, void *arg, struct error *error)
{
	struct import_run *r = arg;
	int64_t id = 0;

	upload_of_job(r->run->job->parameters, &id, &r->tried);
	enum err err = upload_load_any(db, r->arena, id, &r->upload, error);
	return err == ERR_OK && r->upload.campaign_id != 0
	           ? campaign_by_id_any(db, r->arena, r->upload.campaign_id, &r->campaign, error)
	           : err;
}

static enum err open_upload(struct import_run *r, const struct importer *importer, struct error *error)
{
	const struct import_asking asking = { .arena = r->arena, .folder = *r->host->tmp, .table = importer->table,
		.form = r->host->workflow->form, .sheet = r->upload.sheet };
	int fd = r->upload.file == NULL ? -1
	                                : open(path_of(r->arena, *r->host->folder, r->upload.file), O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return error_set(error, ERR_NOT_FOUND, message_text(MSG_IMPORT_DECIDED), "the file of upload %lld is gone",
		                 (long long)r->upload.id);
	enum err err = import_file_open(&asking, fd, &r->file, error);
	close(fd);
	return err;
}

static enum err wait_for_rejects(struct import_run *r, struct error *error)
{
	int tries = 0;

	do
		r->rejects = import_rejects_open(r->arena, *r->host->tmp, &r->file, clock_seconds(r->run->clock), error);
	while (r->rejects == NULL && job_waits(r->run, &tries));
	return r->rejects == NULL ? ERR_UNAVAILABLE : ERR_OK;
}

static enum err work(struct import_run *r, struct error *error)
{
	enum err err = transact_tried(r, read_upload, r, error);
	const struct importer *importer = err == ERR_OK ? importer_find(r->upload.kind) : NULL;
	if (err == ERR_OK && importer == NULL)
		err = error_set(error, ERR_UNPROCESSABLE, message_text(MSG_IMPORT_NO_KIND), "no importer %s", r->upload.kind);
	if (err == ERR_OK)
		err = open_upload(r, importer, error);
	if (err == ERR_OK)
		err = store_look(r, error);
	if (err == ERR_OK)
		err = wait_for_rejects(r, error);
	if (err == ERR_OK)
		err = read_rows(r, importer, error);
	return err == ERR_OK ? keep_rejects(r, error) : err;
}

enum err import_job_work(const struct job_run *run, struct error *error)
{
	struct import_run *r = memory_new(1, sizeof *r);
	enum err err = ERR_UNAVAILABLE;

	if (r == NULL)
		return error_set(error, err, NULL, "no memory for an import");
	*r = (struct import_run){ .run = run, .host = run->arg, .arena = arena_new(PLAN_ARENA),
		.task_arena = arena_new(ARENA_REQUEST) };
	if (r->arena == NULL || r->task_arena == NULL)
		error_set(error, err, NULL, "no memory for an import");
	else
		err = work(r, error);
	import_rejects_drop(r->rejects);
	import_file_close(&r->file);
	if (err == ERR_OK && !r->tried && !r->result.stopped)
		import_drop_file(*r->host->folder, r->upload.file);
	arena_free(r->arena);
	arena_free(r->task_arena);
	memory_free(r);
	return err;
}
