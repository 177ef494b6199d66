/* What somebody asks to be written, as one task of the writer: the frame that all such tasks share. */
#ifndef WORKFLOW_WRITE_H
#define WORKFLOW_WRITE_H

#include "workflow/workflow.h"

/* Runs the body of a request as a task: only while the session is alive and its form was not posted before, at the
 * time head->now. What the body says in head->made is remembered with the form token. A form that was posted before
 * and said the same leaves everything as it is: head->repeated, with head->made of then; one that said something
 * else is ERR_CONFLICT, also with head->made of then. head: of the request, in head->arena or longer. Other errors:
 * ERR_UNAUTHENTICATED, and those of the body. */
enum err write_run(struct request_head *head, db_task *body, void *request, struct error *error);
/* The same in a transaction of its own, for many rows (db_write_alone). */
enum err write_run_alone(struct request_head *head, db_task *body, void *request, struct error *error);

#endif
