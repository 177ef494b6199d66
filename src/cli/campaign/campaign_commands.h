/* Commands about campaigns and their plans. */
#ifndef CLI_CAMPAIGN_CAMPAIGN_COMMANDS_H
#define CLI_CAMPAIGN_CAMPAIGN_COMMANDS_H

#include "cli/cli.h"

/* ---- campaign_add.c, campaign_close.c, campaign_milestone.c, campaign_task.c, target_set.c ---- */
int cmd_campaign_add(struct cli *cli);
int cmd_campaign_close(struct cli *cli);
int cmd_campaign_milestone(struct cli *cli);
int cmd_campaign_stage(struct cli *cli);
int cmd_campaign_task(struct cli *cli);
int cmd_target_set(struct cli *cli);

#endif
