#include "store/campaign/campaign_switch.h"

#include <stddef.h>

#define OPTION(name) name
#define NO_OPTION NULL
#define ROW(code, option, initially, label, hint, confirm) { #code, option, initially, label, hint, confirm },

const struct campaign_switch campaign_switches[CAMPAIGN_SWITCH_COUNT] = { CAMPAIGN_SWITCHES(ROW) };
