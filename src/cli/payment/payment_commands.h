/* Commands about payment. */
#ifndef CLI_PAYMENT_PAYMENT_COMMANDS_H
#define CLI_PAYMENT_PAYMENT_COMMANDS_H

#include "cli/cli.h"

/* ---- campaign_price.c ---- */
int cmd_campaign_price(struct cli *cli);

#endif
