#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/file.h>
#include <unistd.h>

#include "db/db.h"
#include "text/messages.h"

static long read_pid(int fd)
{
	char text[32] = "";

	return pread(fd, text, sizeof text - 1, 0) > 0 ? strtol(text, NULL, 10) : 0;
}

static int refuse(int fd, int reason, struct error *error)
{
	if (reason == EWOULDBLOCK)
		error_set(error, ERR_CONFLICT, message_text(MSG_DATA_LOCKED), "data folder in use by process %ld",
		          read_pid(fd));
	else
		error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "lock of the data folder: %s",
		          strerror(reason));
	if (fd >= 0)
		close(fd);
	return -1;
}

int db_lock(const char *folder, struct error *error)
{
	char path[PATH_MAX], pid[32];

	if (snprintf(path, sizeof path, "%s/lock", folder) >= (int)sizeof path)
		return refuse(-1, ENAMETOOLONG, error);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) != 0)
		return refuse(fd, errno, error);
	int length = snprintf(pid, sizeof pid, "%ld\n", (long)getpid());
	if (ftruncate(fd, 0) != 0 || pwrite(fd, pid, (size_t)length, 0) != length)
		return refuse(fd, errno, error);
	return fd;
}
