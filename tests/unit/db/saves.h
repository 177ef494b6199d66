/* Tasks of the writer's tests: what they do, and whether what was told about them is true. */
#ifndef TESTS_UNIT_DB_SAVES_H
#define TESTS_UNIT_DB_SAVES_H

#include "scratch.h"

#include <pthread.h>
#include <semaphore.h>

/* What a task does, and what db_write() must say when its group is committed. */
enum kind {
	GOOD, OWN_ERROR, BROKEN_REFERENCE, IGNORED_BROKEN_REFERENCE, DISK_FULL, IGNORED_DISK_FULL, ROLLS_BACK,
	BAD_SUM, NO_MEMORY, LARGE_SHEET
};

struct save {
	enum kind kind;
	int64_t id;
	struct db_writer *writer;
	enum err told;
	struct error error;
	pthread_t thread;
};

enum { LARGE = 300000 };
static char large_text[LARGE];

static inline enum err fill_disk(struct db *db, struct save *save, struct error *error)
{
	struct db_row *row = db_use(db, &scratch_rows[NO_MORE_PAGES]);

	while (db_step(row) == DB_ROW)
		;
	return scratch_add(db, save->id + 500000, 1, large_text, error);
}

static inline enum err roll_back(struct db *db, struct save *save)
{
	struct db_row *row = db_use(db, &scratch_rows[ADD_SHEET_OR_ROLLBACK]);

	db_bind_int(row, ":id", save->id);
	db_step(row);
	scratch_add(db, save->id + 500000, 1, "after the end of the transaction", NULL);
	return ERR_OK;
}

/* Every task adds its sheet first, so a row in the table means "saved". */
static inline enum err run_save(struct db *db, void *arg, struct error *error)
{
	struct save *save = arg;
	enum err err = scratch_add(db, save->id, 1, save->kind == LARGE_SHEET ? large_text : "x", error);

	if (err != ERR_OK)
		return err;
	switch (save->kind) {
	case GOOD:
	case LARGE_SHEET:
		return ERR_OK;
	case OWN_ERROR:
		return error_set(error, ERR_UNPROCESSABLE, "no", "own error");
	case BROKEN_REFERENCE:
		return scratch_add(db, save->id + 500000, 99, "x", error);
	case IGNORED_BROKEN_REFERENCE:
		scratch_add(db, save->id + 500000, 99, "x", NULL);
		return ERR_OK;
	case DISK_FULL:
		return fill_disk(db, save, error);
	case IGNORED_DISK_FULL:
		fill_disk(db, save, NULL);
		scratch_add(db, save->id + 600000, 1, "x", NULL);
		return ERR_OK;
	case ROLLS_BACK:
		return roll_back(db, save);
	case BAD_SUM:
		db_step(db_use_text(db, "SELECT abs(-9223372036854775808)"));
		return ERR_OK;
	case NO_MEMORY:
		memory_fail_at(1);
		db_step(db_use_text(db, "SELECT 'a text not prepared yet'"));
		return ERR_OK;
	}
	return ERR_INTERNAL;
}

static inline struct db_writer *open_writer(const struct scratch *scratch)
{
	struct error error = { 0 };
	struct db_writer *writer = db_writer_open(&scratch->config, &error);

	if (writer == NULL)
		fail_msg("%s", error.detail);
	memset(large_text, 'x', LARGE - 1);
	return writer;
}

static inline enum err save_one(struct db_writer *writer, enum kind kind, int64_t id, struct error *error)
{
	struct save save = { .kind = kind, .id = id };

	return db_write(writer, run_save, &save, error);
}

/* ---- a group of our making: the writer is held while tasks gather behind it ---- */

struct gate {
	struct db_writer *writer;
	sem_t entered, leave;
	pthread_t thread;
};

static inline enum err wait_at_gate(struct db *db, void *arg, struct error *error)
{
	struct gate *gate = arg;

	(void)db, (void)error;
	sem_post(&gate->entered);
	sem_wait(&gate->leave);
	return ERR_OK;
}

static inline void *submit_gate(void *arg)
{
	struct gate *gate = arg;

	db_write(gate->writer, wait_at_gate, gate, NULL);
	return NULL;
}

static inline void close_gate(struct gate *gate, struct db_writer *writer)
{
	gate->writer = writer;
	sem_init(&gate->entered, 0, 0);
	sem_init(&gate->leave, 0, 0);
	pthread_create(&gate->thread, NULL, submit_gate, gate);
	sem_wait(&gate->entered);
}

static inline void open_gate(struct gate *gate)
{
	sem_post(&gate->leave);
	pthread_join(gate->thread, NULL);
	sem_destroy(&gate->entered);
	sem_destroy(&gate->leave);
}

static inline void *submit_save(void *arg)
{
	struct save *save = arg;

	save->told = db_write(save->writer, run_save, save, &save->error);
	return NULL;
}

static inline void submit_in_order(struct db_writer *writer, struct save *save, size_t waiting)
{
	struct db_writer_counts counts;

	save->writer = writer;
	pthread_create(&save->thread, NULL, submit_save, save);
	do {
		db_writer_count(writer, &counts);
	} while (counts.waiting < waiting);
}

static inline void run_as_one_group(struct db_writer *writer, struct save *saves, size_t count)
{
	struct gate gate;

	close_gate(&gate, writer);
	for (size_t i = 0; i < count; i++)
		submit_in_order(writer, &saves[i], i + 1);
	open_gate(&gate);
	for (size_t i = 0; i < count; i++)
		pthread_join(saves[i].thread, NULL);
}

/* Nobody is told "saved" who was not, nobody is told "failed" who was, and the file is clean. */
static inline void verify(const struct scratch *scratch, const struct save *saves, size_t count)
{
	struct db *db = scratch_connect(scratch, true);
	struct error error = { 0 };
	int64_t saved = 0;

	for (size_t i = 0; i < count; i++) {
		if (scratch_has(db, saves[i].id) != (saves[i].told == ERR_OK))
			fail_msg("job %zu was told %d", i, saves[i].told);
		saved += saves[i].told == ERR_OK;
	}
	assert_int_equal(scratch_count(db), saved);
	if (db_integrity(db, &error) != ERR_OK)
		fail_msg("%s", error.detail);
	db_close(db);
}

static inline int64_t count_now(const struct scratch *scratch)
{
	struct db *db = scratch_connect(scratch, true);
	int64_t count = scratch_count(db);

	db_close(db);
	return count;
}

#endif
