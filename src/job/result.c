#include "job/result.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/process/disk.h"

enum { PATH_ROOM = 4096, DAY_SECONDS = 24 * 60 * 60 };
#define UNFINISHED ".part"

static void path_in(char out[PATH_ROOM], const char *folder, const char *file, const char *ending)
{
	snprintf(out, PATH_ROOM, "%s/%s%s", folder, file, ending);
}

static enum err fail(struct error *error, const char *what)
{
	return error_set(error, ERR_UNAVAILABLE, message_text(MSG_JOB_RESULT_FAILED), "%s a result: %s", what,
	                 strerror(errno));
}

/* ---- in the making ---- */

enum err result_begin(struct result *result, const char *folder, struct error *error)
{
	char path[PATH_ROOM];

	hash_random_into(result->file, (RESULT_NAME - 1) / 2);
	result->folder = folder;
	path_in(path, folder, result->file, UNFINISHED);
	result->fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
	if (result->fd >= 0)
		return ERR_OK;
	result->file[0] = '\0';
	return fail(error, "begin");
}

static const char *end_of_time(struct arena *arena, const struct clock *clock)
{
	char *text = arena_alloc(arena, CLOCK_TEXT);

	clock_to_iso(clock_seconds(clock) + (int64_t)RESULT_DAYS * DAY_SECONDS, text);
	return text;
}

enum err result_publish(struct result *result, struct arena *arena, const struct clock *clock, struct job_file *out,
                        struct error *error)
{
	char from[PATH_ROOM], to[PATH_ROOM];
	struct stat status;

	path_in(from, result->folder, result->file, UNFINISHED);
	path_in(to, result->folder, result->file, "");
	if (fstat(result->fd, &status) != 0 || !disk_publish(from, to))
		return fail(error, "finish");
	*out = (struct job_file){ .name = result->name, .type = result->type, .bytes = status.st_size,
		.expires_at = end_of_time(arena, clock), .file = arena_text(arena, result->file) };
	return ERR_OK;
}

void result_drop(struct result *result)
{
	char path[PATH_ROOM];

	if (result->file[0] == '\0')
		return;
	path_in(path, result->folder, result->file, UNFINISHED);
	unlink(path);
	path_in(path, result->folder, result->file, "");
	unlink(path);
}

/* ---- made ---- */

int result_open(const char *folder, const char *file)
{
	char path[PATH_ROOM];

	path_in(path, folder, file, "");
	return open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
}

bool result_is_over(const struct job_file *file, const char *now)
{
	return strcmp(file->expires_at, now) <= 0;
}

static bool is_there(const char *folder, const char *file)
{
	char path[PATH_ROOM];

	path_in(path, folder, file, "");
	return access(path, F_OK) == 0;
}

static enum err forget(struct db *db, void *arg, struct error *error)
{
	return job_forget_file(db, *(const int64_t *)arg, error);
}

/* The row first: what it does not name any more is removed at the latest when the program starts. */
static enum err drop_kept(const struct jobs_config *config, const struct job_kept *kept, struct error *error)
{
	int64_t id = kept->id;
	char path[PATH_ROOM];
	enum err err = db_write(config->writer, forget, &id, error);

	path_in(path, config->results, kept->file, "");
	if (err == ERR_OK)
		unlink(path);
	return err;
}

static bool names(const struct job_kept *kept, size_t count, const char *file)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(kept[i].file, file) == 0)
			return true;
	}
	return false;
}

static enum err remove_unnamed(const struct jobs_config *config, const struct job_kept *kept, size_t count,
                               struct error *error)
{
	DIR *dir = opendir(config->results);
	const struct dirent *entry;

	if (dir == NULL)
		return fail(error, "look for");
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] != '.' && !names(kept, count, entry->d_name))
			unlinkat(dirfd(dir), entry->d_name, 0);
	}
	closedir(dir);
	return ERR_OK;
}

static enum err read_kept(const struct jobs_config *config, struct arena *arena, struct job_kept **kept,
                          size_t *count, struct error *error)
{
	struct db *db = db_borrow(config->pool, error);

	if (db == NULL)
		return ERR_UNAVAILABLE;
	enum err err = job_files_any(db, arena, kept, count, error);
	db_return(config->pool, db);
	return err;
}

static enum err clean(const struct jobs_config *config, struct arena *arena, bool all, struct error *error)
{
	struct job_kept *kept;
	size_t count;
	char now[CLOCK_TEXT];
	enum err err = read_kept(config, arena, &kept, &count, error);

	clock_now(&config->clock, now);
	if (err == ERR_OK && all)
		err = remove_unnamed(config, kept, count, error);
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		const struct job_file file = { .expires_at = kept[i].expires_at };
		if (result_is_over(&file, now) || !is_there(config->results, kept[i].file))
			err = drop_kept(config, &kept[i], error);
	}
	return err;
}

enum err results_clean(const struct jobs_config *config, bool all, struct error *error)
{
	struct arena *arena = arena_new(ARENA_REQUEST);

	if (arena == NULL)
		return error_set(error, ERR_UNAVAILABLE, NULL, "no memory to clean up results");
	enum err err = clean(config, arena, all, error);
	arena_free(arena);
	return err;
}
