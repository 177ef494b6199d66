/* Commands that take data in from files. */
#ifndef CLI_IMPORT_IMPORT_COMMANDS_H
#define CLI_IMPORT_IMPORT_COMMANDS_H

#include "cli/cli.h"

/* ---- import_rows.c ---- */
/* `mau03 import users|members|sheets FILE`: the second word names the importer (workflow/import/importer.h). */
int cmd_import_rows(struct cli *cli);

/* ---- import_targets.c ---- */
int cmd_import_targets(struct cli *cli);

#endif
