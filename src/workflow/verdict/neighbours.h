/* What a sheet says may change what is found on others: those of the same number, of a name that sounds the
 * same, or of the same paper. */
#ifndef WORKFLOW_VERDICT_NEIGHBOURS_H
#define WORKFLOW_VERDICT_NEIGHBOURS_H

#include "workflow/verdict/verdict.h"

/* no more are judged again in one task; the others are when they are accepted */
enum { NEIGHBOURS_MOST = 8 };

/* After the sheet was written, in the same task: judges those again whose findings speak of it, or that look like it
 * now, while they wait for somebody (with the hamlet, received, returned). Their findings and counters are written
 * where something changed, not their row version; confirmations stay as always. An accepted sheet keeps what it was
 * accepted with until it is opened again. */
enum err neighbours_judge(struct db *db, const struct workflow *workflow, struct arena *arena,
                          const struct sheet *sheet, struct error *error);

#endif
