#include "base/process/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
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

int64_t disk_free(const char *path)
{
	struct statvfs status;

	return statvfs(path, &status) != 0 ? -1 : (int64_t)status.f_bavail * (int64_t)status.f_frsize;
}
