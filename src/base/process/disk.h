/* What files need besides reading and writing: to be on the disk before they get their name, and room. */
#ifndef BASE_PROCESS_DISK_H
#define BASE_PROCESS_DISK_H

#include <stdbool.h>
#include <stdint.h>

/* fsync of a file or folder by name. */
bool disk_flush(const char *path);
/* Gives a finished file its name, over one that has it: fsync, rename, fsync of the folder. False with errno. */
bool disk_publish(const char *from, const char *to);
/* Makes a folder that only this user may enter; well when it is there. False with errno. */
bool disk_folder(const char *path);
/* Removes the files of a folder whose name ends so ("": all); folders in it stay. False with errno: one could not be
 * removed, or the folder not be read. */
bool disk_remove_files(const char *folder, const char *ending);
/* Bytes that this user may still write where path is; -1 when that cannot be asked. */
int64_t disk_free(const char *path);

#endif
