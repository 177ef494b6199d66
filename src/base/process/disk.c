#include "base/process/disk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

bool disk_flush(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool flushed = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return flushed;
}

bool disk_publish(const char *from, const char *to)
{
	char folder[PATH_MAX];

	if (snprintf(folder, sizeof folder, "%s", to) >= (int)sizeof folder) {
		errno = ENAMETOOLONG;
		return false;
	}
	return disk_flush(from) && rename(from, to) == 0 && disk_flush(dirname(folder));
}

bool disk_folder(const char *path)
{
	return mkdir(path, 0700) == 0 || errno == EEXIST;
}

static bool ends_with(const char *name, const char *ending)
{
	size_t length = strlen(name), end = strlen(ending);

	return length >= end && strcmp(name + length - end, ending) == 0;
}

bool disk_remove_files(const char *folder, const char *ending)
{
	DIR *dir = opendir(folder);
	const struct dirent *entry;
	bool removed = dir != NULL;

	while (removed && (entry = readdir(dir)) != NULL) {
		if (ends_with(entry->d_name, ending))
			removed = unlinkat(dirfd(dir), entry->d_name, 0) == 0 || errno == EISDIR;
	}
	int saved = errno;
	if (dir != NULL)
		closedir(dir);
	errno = saved;
	return removed;
}

int64_t disk_free(const char *path)
{
	struct statvfs status;

	return statvfs(path, &status) != 0 ? -1 : (int64_t)status.f_bavail * (int64_t)status.f_frsize;
}
