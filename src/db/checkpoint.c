#include "db/checkpoint.h"

#include <errno.h>

#include "base/log.h"
#include "base/memory.h"
#include "db/connection.h"
#include "db/wait.h"
#include "text/messages.h"

/* Pages of the WAL, each time, before it is copied; before the writer helps; of what is left that it may copy. How
 * often the thread tries to leave nothing. */
enum { LONG_PAGES = 4000, HELP_PAGES = 8000, LEFT_PAGES = 200, PASSES = 6 };
enum { WAIT_MS = 2000 };

struct checkpointer {
	int pages, asked;               /* of the WAL now, and when it was to be copied last; the writer's thread */
	struct db *db;                  /* the thread's own */
	pthread_t thread;
	pthread_mutex_t mutex;          /* guards what follows */
	pthread_cond_t work, rest;
	bool wanted, stopping;
	int copied;                     /* pages of the WAL that are in the database; 0: not known */
};

/* PASSIVE waits for nobody, and keeps nobody from writing. How many of the pages there were are copied. */
static int copy(struct db *db, int *pages)
{
	int copied = 0;
	int code = sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, pages, &copied);

	if (code == SQLITE_OK)
		return copied;
	if ((code & 0xff) != SQLITE_BUSY)
		log_line(LOG_WARNING, "checkpoint: %s", sqlite3_errstr(code));
	*pages = 0;
	return 0;
}

/* ---- the thread ---- */

/* Once more when the first pass was long, for what came meanwhile, unless a reader is in the way. */
static int copy_most(struct db *db)
{
	int pages = 0, copied = 0, before;

	for (int i = 0; i < PASSES; i++) {
		before = copied;
		copied = copy(db, &pages);
		if (copied < pages || copied - before < LEFT_PAGES / 4)
			break;
	}
	return copied;
}

static void *copy_when_wanted(void *context)
{
	struct checkpointer *c = context;

	pthread_mutex_lock(&c->mutex);
	while (!c->stopping) {
		if (!c->wanted) {
			pthread_cond_wait(&c->work, &c->mutex);
			continue;
		}
		pthread_mutex_unlock(&c->mutex);
		int copied = copy_most(c->db);
		pthread_mutex_lock(&c->mutex);
		c->copied = copied;
		c->wanted = false;
		pthread_cond_broadcast(&c->rest);
	}
	pthread_mutex_unlock(&c->mutex);
	return NULL;
}

static void free_checkpointer(struct checkpointer *c)
{
	db_close(c->db);
	pthread_cond_destroy(&c->rest);
	pthread_cond_destroy(&c->work);
	pthread_mutex_destroy(&c->mutex);
	memory_free(c);
}

struct checkpointer *checkpointer_open(const char *path, struct error *error)
{
	struct checkpointer *c = memory_new(1, sizeof *c);

	if (c == NULL) {
		error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for checkpoints");
		return NULL;
	}
	pthread_mutex_init(&c->mutex, NULL);
	wait_init(&c->work);
	wait_init(&c->rest);
	c->db = connection_open(path, CONNECTION_WRITE, error);
	if (c->db != NULL && pthread_create(&c->thread, NULL, copy_when_wanted, c) == 0)
		return c;
	if (c->db != NULL)
		error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no thread for checkpoints");
	free_checkpointer(c);
	return NULL;
}

void checkpointer_close(struct checkpointer *c)
{
	if (c == NULL)
		return;
	pthread_mutex_lock(&c->mutex);
	c->stopping = true;
	pthread_cond_signal(&c->work);
	pthread_mutex_unlock(&c->mutex);
	pthread_join(c->thread, NULL);
	free_checkpointer(c);
}

/* ---- the writer ---- */

/* In the place of SQLite's own, which would copy here. */
static int note_pages(void *context, sqlite3 *handle, const char *name, int pages)
{
	struct checkpointer *c = context;

	(void)handle, (void)name;
	c->pages = pages;
	return SQLITE_OK;
}

void checkpointer_watch(struct checkpointer *c, struct db *db)
{
	sqlite3_wal_hook(db->handle, note_pages, c);
}

void checkpointer_finish(struct checkpointer *c, struct db *db)
{
	int pages;

	if (c->pages < HELP_PAGES)
		return;
	pthread_mutex_lock(&c->mutex);
	bool few_left = !c->wanted && c->pages - c->copied <= LEFT_PAGES;
	pthread_mutex_unlock(&c->mutex);
	if (few_left)
		copy(db, &pages);
}

void checkpointer_ask(struct checkpointer *c)
{
	int since = c->pages < c->asked ? c->pages : c->pages - c->asked;

	if (since < (c->pages < HELP_PAGES ? LONG_PAGES : LEFT_PAGES))
		return;
	pthread_mutex_lock(&c->mutex);
	c->asked = c->pages;
	c->copied = 0;
	c->wanted = true;
	pthread_cond_signal(&c->work);
	pthread_mutex_unlock(&c->mutex);
}

void checkpointer_wait(struct checkpointer *c)
{
	struct timespec deadline = wait_deadline(WAIT_MS);

	pthread_mutex_lock(&c->mutex);
	while (c->wanted && pthread_cond_timedwait(&c->rest, &c->mutex, &deadline) != ETIMEDOUT)
		;
	pthread_mutex_unlock(&c->mutex);
}
