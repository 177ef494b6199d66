/* What the commands about a campaign's plan share. */
#ifndef CLI_CAMPAIGN_PLAN_WORD_H
#define CLI_CAMPAIGN_PLAN_WORD_H

#include "cli/open.h"
#include "store/campaign/campaign.h"

/* The campaign of --campaign. CLI_DONE, or CLI_FAILED, said. */
int plan_campaign(struct cli *cli, struct folder *folder, struct campaign *out);
/* The same; one that is closed is refused. */
int plan_open_campaign(struct cli *cli, struct folder *folder, struct campaign *out);
/* --last-day, or the day before that of --before: ISO; NULL: neither was given. */
const char *plan_last_day(const struct cli *cli);
/* Opens the folder beside a running server, and lists. */
int plan_look(struct cli *cli, int (*list)(struct cli *cli, struct folder *folder));

#endif
