/* Units that have ended are for nothing new. */
#ifndef CLI_AREA_AREA_ENDED_H
#define CLI_AREA_AREA_ENDED_H

#include "cli/open.h"
#include "store/campaign/area.h"

/* CLI_FAILED for a unit that has ended before that day, said with its successors. */
int area_refuse_ended(const struct cli *cli, struct folder *folder, const struct area *area, const char *day);

#endif
