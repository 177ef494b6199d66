/* What an import does with a list of areas: decides all in memory, then writes. The command and the page of
 * administration run the same. */
#ifndef WORKFLOW_AREA_AREA_IMPORT_H
#define WORKFLOW_AREA_AREA_IMPORT_H

#include "workflow/area/area_file.h"
#include "workflow/area/official.h"

/* The units of one level that are valid on the day, by code. */
struct present {
	struct area *areas;
	size_t count;
	bool *inside;                   /* where the import goes */
	bool *in_file, *ends;
};

struct area_import {
	struct area_file *file;
	const char *day;
	bool whole;                     /* what the file's levels do not have ends */
	const char *decision;           /* of an official list: its `from` may name units that are not there; or NULL */
	const char *below;              /* only the unit of that code and what lies below it; or NULL */
	/* filled */
	const char *day_before;
	struct area top;                /* the unit of `below` */
	struct present present[AREA_LEVELS];
	const char *later;              /* the day of a newer list of the same levels, or NULL */
	const struct area *unended;     /* the first that would end on the day on which it begins, or NULL */
	int64_t added, kept, ended, renamed, guessed, told, valid, left_out; /* told: for the first time */
};

/* Why nothing was written. */
enum area_stop {
	AREA_WRITTEN,
	AREA_REJECTED,                  /* the file has rejects */
	AREA_NOTHING_BELOW,             /* no row lies where the import goes */
	AREA_TOO_OLD,                   /* units begin later, and the list would change something */
	AREA_ENDS_AT_ONCE,              /* a unit begins on that day and is not in the file */
	AREA_ENDS_MANY                  /* more than a tenth of what is valid would end, and nobody said yes */
};

/* The import of a file, or those of the official lists of a year (*count 0: there are none). */
struct area_import *area_import_file(struct arena *arena, struct area_file *file, const char *day, const char *below);
struct area_import *area_import_official(struct arena *arena, const char *year, size_t *count);
/* Decides, and writes unless something stops it; in a transaction of the caller. ERR_NOT_FOUND: no unit `below`. */
enum err area_import_run(struct db *db, struct area_import *import, bool yes, enum area_stop *stop,
                         struct error *error);
bool area_import_ends_many(const struct area_import *import);
/* Nothing was changed by it. */
bool area_import_is_idle(const struct area_import *import);
/* What the history says of it: JSON. */
const char *area_import_told(const struct area_import *import);

/* What it changes, unit by unit. */
enum area_change_kind {
	AREA_IS_NEW,
	AREA_IS_SPELT,                  /* goes on with another spelling */
	AREA_IS_ANOTHER,                /* another unit has the code from that day on */
	AREA_IS_MOVED,                  /* the same under another parent, from that day on */
	AREA_IS_TOLD,                   /* goes on, and is told to come from others too */
	AREA_IS_ENDED,
	AREA_CHANGE_KINDS
};
struct area_line {
	enum area_change_kind kind;
	const char *level, *code, *name, *before; /* before: the name it had, or whom it came from; or NULL */
};
/* In the order of the levels and codes; those that end last. */
struct area_line *area_import_lines(const struct area_import *import, size_t *count);

#endif
