/* The commands about areas. */
#ifndef CLI_AREA_AREA_COMMANDS_H
#define CLI_AREA_AREA_COMMANDS_H

#include "cli/cli.h"

/* ---- area_add.c, area_succeed.c, import_areas.c ---- */
int cmd_area_add(struct cli *cli);
int cmd_area_succeed(struct cli *cli);
int cmd_import_areas(struct cli *cli);

#endif
