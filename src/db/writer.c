/* The one thread that writes. Tasks wait in two queues: those somebody waits for, and those for later. A
 * group of them runs in one transaction, each in its savepoint (a large one alone, without); nobody is told anything
 * before its COMMIT returned. */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/memory.h"
#include "db/bug.h"
#include "db/checkpoint.h"
#include "db/connection.h"
#include "db/wait.h"
#include "text/messages.h"

enum {
	GROUP_WAITED = 64, GROUP_LATER = 32,    /* most tasks of a group, by queue */
	LATER_MS = 1000,                        /* oldest task for later */
	LATER_TRIES = 100, LATER_ROOM = 10000,  /* before a task for later is given up, with a line in the log */
	QUIET_MS = 15000                        /* without a task: then the WAL is emptied */
};

struct ticket {
	db_task *task;
	void *arg;
	struct ticket *next;
	bool waited;
	bool alone;                             /* a group of its own, without a savepoint */
	int tries;                              /* failed, of a task for later; it goes on alone, to spoil no group */
	int64_t due;                            /* of a task for later */
	enum err result;
	struct error error;
	sem_t finished;                         /* waited ones only, but for the probe */
};

struct queue {
	struct ticket *first, *last;
	size_t count;
};

struct db_writer {
	struct db_config config;
	struct db *db;                          /* the thread's own; NULL after a fault, until it opens again */
	struct checkpointer *checkpointer;
	bool dirty;                             /* the thread's own: committed since the last checkpoint */
	_Atomic uint64_t generation;
	_Atomic int64_t end;                    /* clock_monotonic_ms(); 0: nobody asked to end */
	pthread_t thread;
	pthread_mutex_t mutex;                  /* guards what follows */
	pthread_cond_t work;
	struct queue waited, later;
	bool stopping;
	int64_t later_pause;                    /* no tasks for later before this, after some failed */
	int64_t quiet_due;
	struct db_writer_counts counts;
	struct ticket probe;                    /* of db_writer_check() */
	bool probing;                           /* it is on its way */
	pthread_cond_t probed;
};

/* ---- queues ---- */

static void push(struct queue *queue, struct ticket *ticket)
{
	ticket->next = NULL;
	if (queue->first == NULL)
		queue->first = ticket;
	else
		queue->last->next = ticket;
	queue->last = ticket;
	queue->count++;
}

static struct ticket *pop(struct queue *queue)
{
	struct ticket *ticket = queue->first;

	queue->first = ticket->next;
	queue->count--;
	return ticket;
}

static void move(struct queue *to, struct queue *from, size_t most)
{
	for (size_t i = 0; i < most && from->first != NULL; i++)
		push(to, pop(from));
}

/* No more tasks come to a group that is full, or that must stay by itself. */
static bool is_closed(const struct queue *group)
{
	return group->first != NULL && (group->count >= GROUP_WAITED || !group->first->waited || group->first->alone);
}

/* Those that share a transaction, or one that has its own. */
static void move_waited(struct queue *group, struct queue *from)
{
	while (from->first != NULL && !is_closed(group) && (group->first == NULL || !from->first->alone))
		push(group, pop(from));
}

static void move_untried(struct queue *to, struct queue *from, size_t most)
{
	for (size_t i = 0; i < most && from->first != NULL && from->first->tries == 0; i++)
		push(to, pop(from));
}

/* ---- one group, on the writer thread ---- */

/* False when the transaction is lost. */
static bool call_task(struct db *db, struct ticket *ticket)
{
	ticket->error = (struct error){ 0 };
	ticket->result = ticket->task(db, ticket->arg, &ticket->error);
	rows_reset(db);
	if (fault_is_environment(db->fault) || sqlite3_get_autocommit(db->handle))
		return false;
	if (db->fault != SQLITE_OK && ticket->result == ERR_OK)
		ticket->result = db_fault(db, &ticket->error);
	db->fault = SQLITE_OK;
	return true;
}

static bool run_task(struct db *db, struct ticket *ticket)
{
	if (connection_control(db, CONTROL_SAVEPOINT) != SQLITE_OK || !call_task(db, ticket))
		return false;
	if (ticket->result != ERR_OK && connection_control(db, CONTROL_ROLLBACK_TO) != SQLITE_OK)
		return false;
	return connection_control(db, CONTROL_RELEASE) == SQLITE_OK;
}

/* What it refused leaves nothing, and there is nothing to commit. */
static bool run_alone(struct db *db, struct ticket *ticket)
{
	if (!call_task(db, ticket))
		return false;
	if (ticket->result != ERR_OK)
		connection_rollback(db);
	return db->fault == SQLITE_OK;
}

/* The task after this one; those that came meanwhile join the group. */
static struct ticket *next_task(struct db_writer *writer, struct queue *group, struct ticket *ticket)
{
	if (ticket->next != NULL || is_closed(group))
		return ticket->next;
	pthread_mutex_lock(&writer->mutex);
	move_waited(group, &writer->waited);
	pthread_mutex_unlock(&writer->mutex);
	return ticket->next;
}

static bool run_tasks(struct db_writer *writer, struct queue *group)
{
	struct db *db = writer->db;

	db->changed = false;
	if (db_begin(db, NULL) != ERR_OK)
		return false;
	for (struct ticket *ticket = group->first; ticket != NULL; ticket = next_task(writer, group, ticket)) {
		if (!(ticket->alone ? run_alone : run_task)(db, ticket))
			return false;
	}
	if (!db->in_transaction)
		return true;
	return connection_commit(db) == SQLITE_OK;
}

static void open_connection(struct db_writer *writer, struct error *error)
{
	writer->db = db_open(&writer->config, false, error);
	if (writer->db != NULL)
		checkpointer_watch(writer->checkpointer, writer->db);
}

/* True when the group is on the disk; else *failure says why, and the next group gets a new connection. */
static bool run_group(struct db_writer *writer, struct queue *group, struct error *failure)
{
	if (writer->db == NULL)
		open_connection(writer, failure);
	if (writer->db != NULL)
		checkpointer_finish(writer->checkpointer, writer->db);
	bool saved = writer->db != NULL && run_tasks(writer, group);
	if (writer->db != NULL && writer->db->changed)
		atomic_fetch_add(&writer->generation, 1);
	if (saved) {
		checkpointer_ask(writer->checkpointer);
		writer->dirty = true;
		return true;
	}
	if (writer->db != NULL) {
		if (writer->db->fault == SQLITE_OK)
			connection_note(writer->db, SQLITE_ABORT_ROLLBACK);
		db_fault(writer->db, failure);
	}
	log_line(LOG_ERROR, "writer: group of %zu lost: %s", group->count, failure->detail);
	db_close(writer->db);
	writer->db = NULL;
	return false;
}

/* Empties the WAL if no reader is in the way; a reader is not waited for. */
static void checkpoint(struct db_writer *writer)
{
	writer->dirty = false;
	if (writer->db == NULL)
		return;
	sqlite3_busy_timeout(writer->db->handle, 0);
	int code = sqlite3_wal_checkpoint_v2(writer->db->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY)
		log_line(LOG_WARNING, "writer: checkpoint: %s", sqlite3_errstr(code));
	sqlite3_busy_timeout(writer->db->handle, BUSY_MS);
}

/* Nobody has written for a while: the WAL is emptied, and the pages that were kept for the next task are given back;
 * it finds them in the system's own copy of the file. */
static void rest(struct db_writer *writer)
{
	checkpoint(writer);
	if (writer->db != NULL)
		sqlite3_db_release_memory(writer->db->handle);
	memory_trim();
}

/* ---- telling the outcome, with the mutex held ---- */

static void drop(struct ticket *ticket, const char *why)
{
	log_line(LOG_ERROR, "writer: a job for later is lost: %s", why);
	memory_free(ticket->arg);
	memory_free(ticket);
}

static void settle_later(struct db_writer *writer, struct ticket *ticket, bool saved, const struct error *failure)
{
	if (!saved && !writer->stopping && ++ticket->tries < LATER_TRIES) {
		writer->later_pause = clock_monotonic_ms() + LATER_MS;
		push(&writer->later, ticket);
		return;
	}
	if (!saved || ticket->result != ERR_OK) {
		drop(ticket, saved ? ticket->error.detail : failure->detail);
		return;
	}
	memory_free(ticket->arg);
	memory_free(ticket);
}

static void settle_waited(struct db_writer *writer, struct ticket *ticket, bool saved, const struct error *failure,
                          struct queue *told)
{
	if (!saved) {
		ticket->result = ERR_UNAVAILABLE;
		ticket->error = *failure;
	}
	if (ticket != &writer->probe) {
		push(told, ticket);
		return;
	}
	writer->probing = false;
	pthread_cond_broadcast(&writer->probed);
}

/* *told gets those that wait for the outcome. */
static void settle(struct db_writer *writer, struct queue *group, bool saved, const struct error *failure,
                   struct queue *told)
{
	*(saved ? &writer->counts.groups : &writer->counts.failed_groups) += 1;
	while (group->first != NULL) {
		struct ticket *ticket = pop(group);
		if (saved && ticket->result == ERR_OK)
			writer->counts.tasks++;
		if (ticket->waited)
			settle_waited(writer, ticket, saved, failure, told);
		else
			settle_later(writer, ticket, saved, failure);
	}
	writer->quiet_due = clock_monotonic_ms() + QUIET_MS;
}

/* Without the mutex, which they need for their next task. A ticket is its owner's again once it is told. */
static void tell(struct queue *told)
{
	while (told->first != NULL)
		sem_post(&pop(told)->finished);
}

/* ---- the thread ---- */

/* When tasks for later should run though nobody waits. */
static int64_t later_due(const struct db_writer *writer)
{
	int64_t due = writer->later.first->due;

	return due > writer->later_pause ? due : writer->later_pause;
}

/* Milliseconds until there is something to do; -1: not before somebody comes. */
static int64_t time_to_work(const struct db_writer *writer, int64_t now)
{
	if (writer->waited.first != NULL || writer->stopping)
		return 0;
	if (writer->later.first == NULL && !writer->dirty)
		return -1;
	int64_t due = writer->later.first != NULL ? later_due(writer) : writer->quiet_due;
	return due > now ? due - now : 0;
}

static void wait_for_work(struct db_writer *writer)
{
	int64_t ms;

	while ((ms = time_to_work(writer, clock_monotonic_ms())) != 0) {
		struct timespec deadline = wait_deadline(ms);
		if (ms < 0)
			pthread_cond_wait(&writer->work, &writer->mutex);
		else
			pthread_cond_timedwait(&writer->work, &writer->mutex, &deadline);
	}
}

static struct queue take_group(struct db_writer *writer)
{
	const struct ticket *oldest = writer->later.first;
	bool due = oldest != NULL && clock_monotonic_ms() >= later_due(writer);
	struct queue group = { 0 };

	if (due && oldest->tries > 0 && !writer->stopping) {
		move(&group, &writer->later, 1);
		return group;
	}
	move_waited(&group, &writer->waited);
	if (group.count == 0 ? due : !group.first->alone)
		move_untried(&group, &writer->later, GROUP_LATER);
	if (group.count == 0 && writer->stopping)
		move(&group, &writer->later, GROUP_LATER);
	return group;
}

static void *write_groups(void *context)
{
	struct db_writer *writer = context;

	pthread_mutex_lock(&writer->mutex);
	for (;;) {
		struct error failure = { 0 };
		struct queue told = { 0 };
		wait_for_work(writer);
		struct queue group = take_group(writer);
		if (group.count == 0 && writer->stopping)
			break;
		pthread_mutex_unlock(&writer->mutex);
		bool saved = group.count > 0 && run_group(writer, &group, &failure);
		if (group.count == 0)
			rest(writer);
		pthread_mutex_lock(&writer->mutex);
		if (group.count > 0)
			settle(writer, &group, saved, &failure, &told);
		pthread_mutex_unlock(&writer->mutex);
		tell(&told);
		pthread_mutex_lock(&writer->mutex);
	}
	pthread_mutex_unlock(&writer->mutex);
	return NULL;
}

/* ---- for the other threads ---- */

struct db_writer *db_writer_open(const struct db_config *config, struct error *error)
{
	struct db_writer *writer = memory_new(1, sizeof *writer);

	if (writer == NULL) {
		error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for the writer");
		return NULL;
	}
	writer->config = *config;
	writer->checkpointer = checkpointer_open(config->path, error);
	if (writer->checkpointer != NULL)
		open_connection(writer, error);
	pthread_mutex_init(&writer->mutex, NULL);
	wait_init(&writer->work);
	wait_init(&writer->probed);
	if (writer->db != NULL && pthread_create(&writer->thread, NULL, write_groups, writer) == 0)
		return writer;
	if (writer->db != NULL)
		error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no thread for the writer");
	db_close(writer->db);
	checkpointer_close(writer->checkpointer);
	pthread_cond_destroy(&writer->work);
	pthread_cond_destroy(&writer->probed);
	pthread_mutex_destroy(&writer->mutex);
	memory_free(writer);
	return NULL;
}

void db_writer_close(struct db_writer *writer)
{
	if (writer == NULL)
		return;
	pthread_mutex_lock(&writer->mutex);
	writer->stopping = true;
	pthread_cond_signal(&writer->work);
	pthread_mutex_unlock(&writer->mutex);
	pthread_join(writer->thread, NULL);
	checkpointer_close(writer->checkpointer);
	checkpoint(writer);
	db_close(writer->db);
	pthread_cond_destroy(&writer->work);
	pthread_cond_destroy(&writer->probed);
	pthread_mutex_destroy(&writer->mutex);
	memory_free(writer);
}

static enum err submit(struct db_writer *writer, db_task *task, void *arg, bool alone, struct error *error)
{
	struct ticket ticket = { .task = task, .arg = arg, .waited = true, .alone = alone };

	if (pthread_equal(pthread_self(), writer->thread))
		db_bug("a job submitted a job");
	sem_init(&ticket.finished, 0, 0);
	pthread_mutex_lock(&writer->mutex);
	push(&writer->waited, &ticket);
	pthread_cond_signal(&writer->work);
	pthread_mutex_unlock(&writer->mutex);
	while (sem_wait(&ticket.finished) != 0)
		;
	sem_destroy(&ticket.finished);
	if (ticket.result != ERR_OK && error != NULL) {
		*error = ticket.error;
		error->code = ticket.result;
	}
	return ticket.result;
}

enum err db_write(struct db_writer *writer, db_task *task, void *arg, struct error *error)
{
	return submit(writer, task, arg, false, error);
}

enum err db_write_alone(struct db_writer *writer, db_task *task, void *arg, struct error *error)
{
	checkpointer_wait(writer->checkpointer);
	return submit(writer, task, arg, true, error);
}

enum err db_write_later(struct db_writer *writer, db_task *task, void *arg, struct error *error)
{
	struct ticket *ticket = memory_new(1, sizeof *ticket);
	bool queued = false;

	if (ticket != NULL) {
		*ticket = (struct ticket){ .task = task, .arg = arg, .due = clock_monotonic_ms() + LATER_MS };
		pthread_mutex_lock(&writer->mutex);
		queued = writer->later.count < LATER_ROOM;
		if (queued)
			push(&writer->later, ticket);
		if (writer->later.count == 1)
			pthread_cond_signal(&writer->work);
		pthread_mutex_unlock(&writer->mutex);
	}
	if (queued)
		return ERR_OK;
	memory_free(ticket);
	memory_free(arg);
	return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "writer: no room for a job for later");
}

void db_writer_end_within(struct db_writer *writer, int ms)
{
	atomic_store(&writer->end, clock_monotonic_ms() + ms);
}

bool db_writer_must_end(const struct db_writer *writer)
{
	int64_t end = atomic_load(&writer->end);

	return end != 0 && clock_monotonic_ms() >= end;
}

uint64_t db_generation(const struct db_writer *writer)
{
	return atomic_load(&writer->generation);
}

void db_writer_count(struct db_writer *writer, struct db_writer_counts *out)
{
	pthread_mutex_lock(&writer->mutex);
	*out = writer->counts;
	out->waiting = writer->waited.count;
	pthread_mutex_unlock(&writer->mutex);
}

static enum err nothing(struct db *db, void *unused, struct error *error)
{
	(void)db, (void)unused, (void)error;
	return ERR_OK;
}

enum err db_writer_check(struct db_writer *writer, int ms, struct error *error)
{
	struct timespec deadline = wait_deadline(ms);
	struct ticket *probe = &writer->probe;

	pthread_mutex_lock(&writer->mutex);
	if (!writer->probing) {
		writer->probing = probe->waited = true;
		probe->task = nothing;
		push(&writer->waited, probe);
		pthread_cond_signal(&writer->work);
	}
	while (writer->probing && pthread_cond_timedwait(&writer->probed, &writer->mutex, &deadline) != ETIMEDOUT)
		;
	enum err err = writer->probing ? ERR_UNAVAILABLE : probe->result;
	if (writer->probing)
		error_set(error, err, message_text(MSG_UNAVAILABLE), "writer: no answer within %d ms", ms);
	else if (err != ERR_OK && error != NULL)
		*error = probe->error;
	pthread_mutex_unlock(&writer->mutex);
	return err;
}
