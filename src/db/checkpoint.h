/* What the WAL holds goes into the database beside the writer: in its own COMMIT that was a wait of a fifth of a second
 * for whoever came then. A thread copies what there is, with a connection of its own, while the writer goes on. Once
 * all of it is copied the WAL begins anew; where somebody saves without a pause, the writer copies the little that is
 * left itself, so that it does not grow. A task that writes much waits while the thread copies. */
#ifndef DB_CHECKPOINT_H
#define DB_CHECKPOINT_H

#include "base/error.h"

struct db;
struct checkpointer;

/* Of the database at path. NULL and *error. */
struct checkpointer *checkpointer_open(const char *path, struct error *error);
/* The writer's connection, a new one after a fault too, copies nothing in its COMMIT from now on. */
void checkpointer_watch(struct checkpointer *checkpointer, struct db *db);
/* On the writer's thread, before a group: copies what little is left. */
void checkpointer_finish(struct checkpointer *checkpointer, struct db *db);
/* The same, after a group: has a long WAL copied. */
void checkpointer_ask(struct checkpointer *checkpointer);
/* Any other thread: waits while a long WAL is copied. */
void checkpointer_wait(struct checkpointer *checkpointer);
/* Waits for what runs. Accepts NULL. */
void checkpointer_close(struct checkpointer *checkpointer);

#endif
