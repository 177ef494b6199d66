#include "base/process/build.h"
#include "cli/commands.h"
#include "db/db.h"
#include "web/help/libraries.h"

int cmd_version(struct cli *cli)
{
	size_t count;
	const struct library *library = libraries(&count);

	(void)cli;
	printf("mau03 %s, database version %d\ncommit %s\n", build_version, db_newest_version(), build_commit);
	for (const struct library *end = library + count; library < end; library++)
		printf("%s %s\n", library->name, library->version());
	return CLI_DONE;
}
