/* The files that libxlsxwriter works with: without a name, in a folder of ours, for nobody else to read (0600), and
 * with a memory of what failed.
 *
 * The library asks its lxw_tmpfile() for each of them and means it to be replaced ("over-ridden with a user defined
 * version if required for safety"). xlsx_room.c does, for the whole program: the library's own goes to /tmp when the
 * folder fails, and neither looks whether what it writes arrives, so that a full disk would give a broken workbook
 * without an error. What it asks for when the rows are done, a few small parts, is given to one thread at a time:
 * it calls gmtime(), which has one place for its answer. */
#ifndef EXCHANGE_XLSX_ROOM_H
#define EXCHANGE_XLSX_ROOM_H

#include <stdbool.h>
#include <stdio.h>

struct xlsx_room {
	const char *folder;             /* as long as the room is used */
	int failure;                    /* errno of the first thing that failed; 0: nothing did */
	FILE *rows;                     /* the first file given out, until it is closed; the rows stand in it */
	bool begun;                     /* it was given out */
};

/* A new file of the folder that has lost its name already, for reading and writing; -1 with errno. The name that it
 * has for a moment begins with "xlsx-". */
int xlsx_room_file(const char *folder);
/* What the library asks for on this thread comes from that room, until it is told NULL. */
void xlsx_room_use(struct xlsx_room *room);

#endif
