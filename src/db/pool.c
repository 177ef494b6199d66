#include <errno.h>
#include <pthread.h>

#include "base/memory.h"
#include "db/bug.h"
#include "db/connection.h"
#include "db/wait.h"
#include "text/messages.h"

enum { BORROW_WAIT_MS = 5000 };

struct db_pool {
	pthread_mutex_t mutex;
	pthread_cond_t returned;
	int wait_ms;
	size_t count, idle_count;
	struct db **all;
	struct db **idle;                       /* a stack, so that the warmest cache goes first */
};

static enum err fill(struct db_pool *pool, const struct db_config *config, struct error *error)
{
	size_t room = (size_t)config->readers;

	pool->all = memory_new(room, sizeof pool->all[0]);
	pool->idle = memory_new(room, sizeof pool->idle[0]);
	if (pool->all == NULL || pool->idle == NULL)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for a pool");
	for (; pool->count < room; pool->count++) {
		struct db *db = db_open(config, true, error);
		if (db == NULL)
			return ERR_UNAVAILABLE;
		pool->all[pool->count] = pool->idle[pool->idle_count++] = db;
	}
	return ERR_OK;
}

struct db_pool *db_pool_open(const struct db_config *config, struct error *error)
{
	struct db_pool *pool = memory_new(1, sizeof *pool);

	if (pool == NULL) {
		error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for a pool");
		return NULL;
	}
	pthread_mutex_init(&pool->mutex, NULL);
	wait_init(&pool->returned);
	pool->wait_ms = config->borrow_wait_ms > 0 ? config->borrow_wait_ms : BORROW_WAIT_MS;
	if (fill(pool, config, error) != ERR_OK) {
		db_pool_close(pool);
		return NULL;
	}
	return pool;
}

void db_pool_close(struct db_pool *pool)
{
	if (pool == NULL)
		return;
	if (pool->idle_count != pool->count)
		db_bug("%zu readers were not returned", pool->count - pool->idle_count);
	for (size_t i = 0; i < pool->count; i++)
		db_close(pool->all[i]);
	memory_free(pool->all);
	memory_free(pool->idle);
	pthread_cond_destroy(&pool->returned);
	pthread_mutex_destroy(&pool->mutex);
	memory_free(pool);
}

static struct db *take_idle(struct db_pool *pool)
{
	struct timespec deadline = wait_deadline(pool->wait_ms);
	struct db *db = NULL;

	pthread_mutex_lock(&pool->mutex);
	while (pool->idle_count == 0 && pthread_cond_timedwait(&pool->returned, &pool->mutex, &deadline) != ETIMEDOUT)
		;
	if (pool->idle_count > 0)
		db = pool->idle[--pool->idle_count];
	pthread_mutex_unlock(&pool->mutex);
	return db;
}

struct db *db_borrow(struct db_pool *pool, struct error *error)
{
	struct db *db = take_idle(pool);

	if (db == NULL) {
		error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no reader within %d ms", pool->wait_ms);
		return NULL;
	}
	if (db_begin(db, error) != ERR_OK) {
		db_return(pool, db);
		return NULL;
	}
	return db;
}

void db_return(struct db_pool *pool, struct db *db)
{
	connection_rollback(db);
	if (sqlite3_txn_state(db->handle, NULL) != SQLITE_TXN_NONE)
		db_bug("a reader is still inside a transaction");
	pthread_mutex_lock(&pool->mutex);
	pool->idle[pool->idle_count++] = db;
	pthread_cond_signal(&pool->returned);
	pthread_mutex_unlock(&pool->mutex);
}
