/* Days off in commands. */
#ifndef CLI_CALENDAR_SET_H
#define CLI_CALENDAR_SET_H

#include "cli/cli.h"

/* CLI_DONE when the text is a list of days off (store/campaign/workday.h), or NULL; else says what cannot be read. */
int calendar_refuse(struct cli *cli, const char *text);

#endif
