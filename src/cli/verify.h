/* Is the database whole, does the history hold, do the figures agree with the rows? */
#ifndef CLI_VERIFY_H
#define CLI_VERIFY_H

#include "cli/open.h"

/* The heads of both chains, in cli->arena. ERR_INTERNAL with the first fault in detail. */
enum err verify_folder(const struct cli *cli, const struct folder *folder, const char **head, const char **access_head,
                       struct error *error);

#endif
