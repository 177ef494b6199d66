/* The life of one sheet: the moves that brought it where it stands, at working hours, in an order and at distances
 * that a commune office would know. */
#ifndef CLI_DEMO_LIFE_H
#define CLI_DEMO_LIFE_H

#include "cli/demo/plan.h"

/* Gives the slot its day of interview and its moves. Sheets that replace another begin late enough for that one's
 * life. */
void demo_live(struct demo *demo, uint32_t index);
/* The life of the sheet that `by` replaces: it ends with the submission of `by`, whose life is known. */
void demo_live_replaced(struct demo *demo, uint32_t index, const struct demo_slot *by);

#endif
