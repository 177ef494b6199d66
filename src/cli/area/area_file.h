/* The file of `import areas`: tab-separated, columns code, parent_code, level, name, full_name and perhaps from (the
 * codes of the units that it came from); read whole and judged row by row. */
#ifndef CLI_AREA_AREA_FILE_H
#define CLI_AREA_AREA_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "store/campaign/area.h"

struct area_unit {
	int line;
	const char *row;                /* as it stands in the file */
	int rank;                       /* of its level, from the top of the tree */
	const char *code, *parent_code; /* parent_code "": top of the tree */
	const char *name, *full_name;
	const char *from;               /* "24 27", "district:755"; "": nothing is told */
	/* filled by the import */
	bool inside;                    /* where the import goes */
	const struct area_unit *parent; /* in the file, or NULL */
	int64_t parent_id;              /* in the database, or 0 */
	const struct area *before;      /* the unit of that level and code valid on the day, or NULL */
	bool kept;
	int64_t id;
};

struct area_reject {
	int line;
	const char *row, *reason;
};

struct area_file {
	struct arena *arena;
	struct area_unit *units;        /* by level from the top, then code */
	size_t count;
	bool has_level[AREA_LEVELS];
	struct area_reject *rejects;    /* by line */
	size_t reject_count, reject_room;
	char hash[HASH_TEXT];           /* of the file's bytes */
};

/* Malformed rows, codes of another length than their level has, and double keys become rejects. ERR_NOT_FOUND (cannot
 * be read), ERR_BAD_REQUEST (another header, too large). */
enum err area_file_read(struct arena *arena, const char *path, struct area_file *out, struct error *error);
/* A file without rows, with room for so many. */
void area_file_begin(struct arena *arena, size_t room, struct area_file *out);
/* One more unit, filled but for rank and what the import fills; line and row are for rejects. */
struct area_unit *area_file_add(struct area_file *file, int rank, int line, const char *row);
/* After the last: puts the units in order, double keys become rejects. */
void area_file_end(struct area_file *file);
/* The unit of that level and code, or NULL. */
struct area_unit *area_file_find(const struct area_file *file, int rank, const char *code);
void area_file_reject(struct area_file *file, const struct area_unit *unit, const char *reason);
/* Writes the rejects as line, reason, row, separated by tabs. */
enum err area_file_write_rejects(const struct area_file *file, const char *path, struct error *error);

#endif
