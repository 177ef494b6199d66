/* The functions behind the rows of the command table (commands.c). */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/cli.h"

/* ---- backup_cmd.c, check_cmd.c, demo.c, init.c, paper_cmd.c, restore.c, serve.c, table_cmd.c, user_cmd.c, version.c
 *      ---- */
int cmd_backup(struct cli *cli);
int cmd_check(struct cli *cli);
int cmd_demo(struct cli *cli);
int cmd_init(struct cli *cli);
int cmd_restore(struct cli *cli);
int cmd_serve(struct cli *cli);
int cmd_paper(struct cli *cli);
int cmd_table(struct cli *cli);
int cmd_calendar_set(struct cli *cli);
int cmd_user_add(struct cli *cli);
int cmd_user_list(struct cli *cli);
int cmd_user_lock(struct cli *cli);
int cmd_user_passwd(struct cli *cli);
int cmd_user_unlock(struct cli *cli);
int cmd_verify(struct cli *cli);
int cmd_version(struct cli *cli);

#endif
