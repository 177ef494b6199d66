/* Signing as other tasks of handover/ use it: inside a task, within its transaction. */
#ifndef WORKFLOW_HANDOVER_SIGNING_H
#define WORKFLOW_HANDOVER_SIGNING_H

#include "workflow/workflow.h"

/* workflow_sign() without session and form token. */
enum err sign_in_task(struct db *db, struct sign_request *request, struct error *error);

#endif
