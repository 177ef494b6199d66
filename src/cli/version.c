#include "cli/commands.h"
#include "db/db.h"

#define VERSION "0.1.0"

int cmd_version(struct cli *cli)
{
	(void)cli;
	printf("mau03 %s, database version %d\n", VERSION, db_newest_version());
	return CLI_DONE;
}
