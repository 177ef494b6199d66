/* Saving in a task of somebody else, who has many to save: judged, and then, if that one wants it, written. Private to
 * workflow/. */
#ifndef WORKFLOW_SAVE_H
#define WORKFLOW_SAVE_H

#include "workflow/workflow.h"

struct saving;

/* Reads alone: places the sheet, judges it, asks whether it may be submitted or corrected; sets findings, refused and
 * refusal, and *out, in the arena of the request. head->now is set before. Errors as workflow_save(). */
enum err save_judge(struct db *db, struct save_request *request, struct saving **out, struct error *error);
/* Writes what was judged just now, in the same task. */
enum err save_write(struct db *db, struct saving *saving, struct error *error);

#endif
