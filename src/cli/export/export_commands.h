/* Commands that give data out. */
#ifndef CLI_EXPORT_EXPORT_COMMANDS_H
#define CLI_EXPORT_EXPORT_COMMANDS_H

#include "cli/cli.h"

/* ---- export_table.c ---- */
/* `mau03 export TABLE`: a whole table to stdout. */
int cmd_export(struct cli *cli);

#endif
