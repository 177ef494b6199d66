/* The file of an import of areas: tab-separated, columns code, parent_code, level, name, full_name and perhaps from
 * (the codes of the units that it came from); read whole and judged row by row. */
#ifndef WORKFLOW_AREA_AREA_FILE_H
#define WORKFLOW_AREA_AREA_FILE_H

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
	const char *came_from;          /* names of the units that it was not known to come from, or NULL */
	int64_t id;
};

/* What is wrong with a row. In words: whoever shows it. */
enum area_fault {
	AREA_NOT_UTF8, AREA_NOT_FIVE_CELLS, AREA_NOT_SIX_CELLS, AREA_NO_CODE, AREA_NO_LEVEL, AREA_CODE_LENGTH,
	AREA_ROOT_WITH_PARENT, AREA_NO_PARENT, AREA_NO_NAME,
	AREA_TWICE,                     /* about: the line */
	AREA_UNKNOWN_PARENT,            /* about, here and below: the code */
	AREA_BEGAN_THAT_DAY, AREA_ELSEWHERE,
	AREA_FROM_NONE, AREA_FROM_VALID, AREA_FROM_OTHER_LEVEL, AREA_FROM_OTHER_ROOT,
	AREA_FAULT_COUNT
};

struct area_reject {
	int line;
	const char *row;
	enum area_fault fault;
	const char *about;              /* or "" */
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

enum { AREA_FILE_LIMIT = 32 << 20 };

/* The text, which has a NUL behind it, is cut into its rows. Malformed rows, codes of another length than their level
 * has, and double keys become rejects. ERR_BAD_REQUEST: no text; ERR_UNPROCESSABLE: another header. */
enum err area_file_read(struct arena *arena, char *text, size_t length, struct area_file *out);
/* A code as it can be typed: letters of ASCII, digits, ".", "_" and "-". */
bool area_is_code(const char *text);
/* A file without rows, with room for so many. */
void area_file_begin(struct arena *arena, size_t room, struct area_file *out);
/* One more unit, filled but for rank and what the import fills; line and row are for rejects. */
struct area_unit *area_file_add(struct area_file *file, int rank, int line, const char *row);
/* After the last: puts the units in order, double keys become rejects. */
void area_file_end(struct area_file *file);
/* The unit of that level and code, or NULL. */
struct area_unit *area_file_find(const struct area_file *file, int rank, const char *code);
void area_file_reject(struct area_file *file, const struct area_unit *unit, enum area_fault fault, const char *about);

#endif
