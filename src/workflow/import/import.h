/* The engine that imports tables: what a file says, row by row, through the tasks of an importer
 * (workflow/import/importer.h) into the database.
 *
 * The file is read twice. The first time whole, so that one that is broken anywhere is refused before a row is stored,
 * and for its heads (import_look()); the second time row by row (import_run()): each is judged, and what is good is
 * written, a transaction per thousand with how far it is. What broke off goes on when the same file is imported again:
 * rows that were stored are the same then. */
#ifndef WORKFLOW_IMPORT_IMPORT_H
#define WORKFLOW_IMPORT_IMPORT_H

#include "workflow/import/import_plan.h"

/* A table of a file, read from its beginning as often as asked. */
struct import_source {
	void *arg;
	enum err (*rewind)(void *arg, struct error *error);
	/* The next row; its cells are valid until the next call. *more false: there is none any more. */
	enum err (*next)(void *arg, struct import_line *line, bool *more, struct error *error);
	struct plan_fonts fonts;
};

/* Why a row was not read. */
enum import_unread { UNREAD_EMPTY, UNREAD_NUMBERS, UNREAD_SUM, UNREAD_SIGNATURE, UNREAD_KINDS };

/* Whoever asks for an import. */
struct import_order {
	struct arena *arena;            /* of what is told in the result */
	const struct importer *importer;
	const struct workflow *workflow;
	const struct actor *actor;
	const struct campaign *campaign; /* or NULL */
	const char *area, *day;         /* of rows that do not say theirs; or NULL */
	bool whole;                     /* the table has everybody */
	enum legacy_encoding convert;   /* columns in that old font are converted; LEGACY_UNICODE: none */
	bool tried;                     /* nothing is written */
	size_t piece;                   /* rows of one transaction */
	int64_t goes_on;                /* an import that broke off; 0: it is a new one */
	int64_t user_id;                /* who is told in the row of the import; 0: a command */
	const char *file, *sheet, *hash; /* names, and the digest of the file */
	struct import_source source;
	void *arg;                      /* of what follows */
	/* Runs a task in a transaction of its own; when it is only tried, with what reads. */
	enum err (*transact)(void *arg, db_task *task, void *task_arg, struct error *error);
	/* In each transaction that writes, how far it is; NULL: nobody asks. */
	enum err (*reached)(void *arg, struct db *db, const struct import_row *import, struct error *error);
	/* After the transaction that they belong to. place: of the cell, counted from 0; -1: the whole row. NULL: nobody
	 * listens. */
	void (*told_fault)(void *arg, int64_t row, int place, const char *label, const char *text);
	void (*told_unread)(void *arg, int64_t first, int64_t last, enum import_unread why); /* rows */
	void (*told_hidden)(void *arg, int64_t row);
	/* A row that was rejected, as it stands in the file, and all that is wrong with it. */
	enum err (*rejected)(void *arg, const struct import_line *line, const char *why, struct error *error);
	enum err (*password)(void *arg, const char *username, const char **hash, struct error *error); /* importer.h */
	bool (*must_stop)(void *arg);   /* between two pieces; NULL: never */
};

/* What an import has come to. */
struct import_result {
	struct import_counts counts;
	int64_t import_id;              /* 0: nothing was begun */
	int64_t unread[UNREAD_KINDS], hidden;
	bool stopped;                   /* somebody asked it to */
	struct import_row first;        /* of the same bytes before; id 0: none */
};

/* The first reading. arena: as long as the plan. ERR_UNPROCESSABLE with a sentence: the file is refused. */
enum err import_look(struct arena *arena, const struct import_source *source, const struct import_columns *columns,
                     struct import_plan *out, struct error *error);
/* The second. ERR_UNPROCESSABLE with a sentence: no heads that can be used; other errors: what was counted is stored,
 * nothing else. */
enum err import_run(const struct import_order *order, const struct import_plan *plan, struct import_result *out,
                    struct error *error);

#endif
