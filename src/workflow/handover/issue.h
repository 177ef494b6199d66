/* Issuing papers: the body of a task gives one its number and fixes what it says, with what the task writes. */
#ifndef WORKFLOW_HANDOVER_ISSUE_H
#define WORKFLOW_HANDOVER_ISSUE_H

#include "workflow/workflow.h"

/* Issues a paper of which kind, subject, commune and body are set, on the day of the task, with the next number of its
 * body and year if numbered; in a task, after what the paper tells of was written. The history says so. Nothing where
 * workflow->paper is NULL. */
enum err paper_issue(struct db *db, const struct request_head *head, struct office_paper *paper, bool numbered,
                     struct error *error);
/* Issues one in the place of another, which it names: the old one is kept, superseded. ERR_CONFLICT: it was before. */
enum err paper_issue_instead(struct db *db, const struct request_head *head, struct office_paper *paper, bool numbered,
                             int64_t old_id, struct error *error);
/* Keeps the files that were made of an issued paper; those of whoever came first stay. A task of its own. */
enum err paper_keep(const struct workflow *workflow, int64_t id, const struct paper_file *pdf,
                    const struct paper_file *docx, struct error *error);

#endif
