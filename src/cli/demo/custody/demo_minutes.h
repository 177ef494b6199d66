/* Minutes of what was accepted, in the commune with most sheets: made, issued, replaced and signed on the demo's day by
 * the tasks that pages ask for (workflow/handover/minutes_task.h), by the commune's officer. */
#ifndef CLI_DEMO_CUSTODY_DEMO_MINUTES_H
#define CLI_DEMO_CUSTODY_DEMO_MINUTES_H

#include "cli/demo/storing.h"

/* After demo_store(); workflow has a writer on the same database, and makes papers. Fewer where fewer of the Tổ had
 * sheets accepted. */
enum err demo_minutes(const struct demo_storing *storing, const struct workflow *workflow, struct error *error);

#endif
