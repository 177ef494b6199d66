/* A data folder (DIR/mau03.db, DIR/lock, DIR/backup/, DIR/tmp/, DIR/results/, DIR/imports/,
 * DIR/last-backup), opened for a command. */
#ifndef CLI_OPEN_H
#define CLI_OPEN_H

#include "cli/cli.h"
#include "base/code.h"
#include "db/db.h"
#include "form/form.h"

#define FOLDER_DATABASE "mau03.db"
#define FOLDER_LAST_BACKUP "last-backup"        /* one line: the time of the last `backup`, UTC ISO with Z */

enum folder_use {
	FOLDER_LOOK,                    /* beside a running server: no lock, no migration, read-only */
	FOLDER_WRITE,                   /* locked, migrated (after a backup), able to write */
	FOLDER_CREATE,                  /* locked; no database there yet; built aside until folder_publish() */
	/* locked; a checked copy of the operand FILE, migrated, aside until folder_publish() */
	FOLDER_RESTORE
};

struct folder {
	const char *path;               /* --data */
	const char *database;           /* the file that `db` is on */
	int lock;                       /* -1: not locked */
	const struct form *form;
	struct db_config config;        /* for db_pool_open(), db_writer_open(); readers is the caller's to set */
	struct db *db;                  /* the command's own connection; NULL after folder_release() */
};

/* Opens what --data names, sets cli->clock to the stored demo day unless --today was given, compares form and
 * columns. CLI_DONE, or a status after having said why on stderr (nothing is then left open). The folder's texts live
 * in cli->arena. */
int folder_open(struct cli *cli, enum folder_use use, struct folder *folder);
/* Closes the command's own connection only: `serve` goes on with a pool and a writer. */
void folder_release(struct folder *folder);
/* Closes everything; a database under creation that was not published is removed. */
void folder_close(struct folder *folder);
/* Gives a database that was built aside its name; its connection is closed before. CLI_DONE or CLI_FAILED, said on
 * stderr. */
int folder_publish(struct cli *cli, struct folder *folder);

/* DIR/tmp, where files are made that nobody needs by name; made if there is none (0700). Whoever holds the lock empties
 * it: what is left of a program that was killed goes. *path lives in cli->arena. CLI_DONE or CLI_FAILED, said. */
int folder_tmp(struct cli *cli, const struct folder *folder, const char **path);

/* DIR/results, where files that came of jobs lie for some days; made if there is none (0700). As above. */
int folder_results(struct cli *cli, const struct folder *folder, const char **path);

/* DIR/imports, where files wait that are to be imported; as above. */
int folder_imports(struct cli *cli, const struct folder *folder, const char **path);

/* The real time now as part of a file name: "20240610T013000Z". */
const char *folder_stamp(struct arena *arena);

/* The form of this program, from the embedded definition. NULL and *error. */
const struct form *form_open(struct arena *arena, struct error *error);

/* Records in the history what the command does (actor 0); diff is JSON. The last step of a work: CLI_DONE, or
 * CLI_FAILED, said. */
int folder_event(const struct cli *cli, struct folder *folder, enum action action, const char *diff);

/* Work in a transaction: CLI_DONE, or another status after having said why. Prints nothing to stdout: that waits for
 * the commit. */
typedef int folder_work(struct cli *cli, struct folder *folder, void *arg);
/* Runs work on an open folder in one transaction: committed when it returns CLI_DONE, else rolled back. */
int folder_transact(struct cli *cli, struct folder *folder, folder_work *work, void *arg);
/* Opens the folder for writing, runs work in one transaction, commits when it returns CLI_DONE, closes. */
int folder_write(struct cli *cli, folder_work *work, void *arg);

#endif
