/* What `import areas` does with a list: decides all in memory, then writes. */
#ifndef CLI_AREA_AREA_IMPORT_H
#define CLI_AREA_AREA_IMPORT_H

#include "cli/area/area_file.h"
#include "cli/open.h"

/* The units of one level that are valid on the day, by code. */
struct present {
	struct area *areas;
	size_t count;
	bool *inside;                   /* where the import goes */
	bool *in_file, *ends;
};

struct area_import {
	struct area_file *file;
	const char *name;               /* of the file, for messages */
	const char *day;
	bool whole;                     /* what the file's levels do not have ends */
	bool official;                  /* `from` may name units that the database does not have */
	const char *below;              /* --only-below, or NULL */
	/* filled */
	const char *day_before;
	struct area top;                /* the unit of `below` */
	struct present present[AREA_LEVELS];
	const char *later;              /* the day of a newer list of the same levels, or NULL */
	int64_t added, kept, ended, renamed, guessed, told, valid, left_out;
};

/* Reads what is there and decides. CLI_DONE; CLI_FAILED, said, and the rejects written where --rejects says. */
int area_import_decide(struct cli *cli, struct folder *folder, struct area_import *import);
/* More than a tenth of what is valid would end. */
bool area_import_ends_many(const struct area_import *import);
/* On stderr: what would end. */
void area_import_say_ended(const struct cli *cli, const struct area_import *import);
/* Nothing begins or ends. */
bool area_import_is_complete(const struct area_import *import);
enum err area_import_write(struct cli *cli, struct db *db, struct area_import *import, struct error *error);

#endif
