/* Where a sheet belongs: hamlet, commune, campaign, enumerator. */
#ifndef WORKFLOW_PLACE_H
#define WORKFLOW_PLACE_H

#include "workflow/workflow.h"

/* Fills request->sheet's commune, campaign and enumerator from what was asked for, and *campaign. before NULL: a new
 * sheet. A hamlet that the actor may not choose, or that did not exist while the campaign collects, becomes no value
 * (rule E19), unless it stands there already. ERR_UNPROCESSABLE: no commune, no or several open campaigns, no such
 * enumerator. */
enum err place_sheet(struct db *db, struct save_request *request, const struct sheet *before, struct campaign *campaign,
                     struct error *error);

#endif
