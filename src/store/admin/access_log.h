/* The history and the views as an administrator reads them: newest first, without answers. */
#ifndef STORE_ADMIN_ACCESS_LOG_H
#define STORE_ADMIN_ACCESS_LOG_H

#include "base/code.h"
#include "db/db.h"

struct log_filter {
	bool views;                     /* of access_log; else of event */
	const char *username;           /* or NULL */
	bool commands;                  /* what a command did, no user */
	enum action action;             /* of events; NONE: any */
	enum access access;             /* of views; NONE: any */
	bool configuration;             /* events that are about no sheet */
	const char *from, *until;       /* UTC times: from <= at < until; or NULL */
	int64_t sheet_id;               /* 0: any */
	const char *before_at;          /* the place in the list, or NULL */
	int64_t before_id;
	size_t limit;
};

enum { LOG_NAMED = 50 };                /* ids of a list that are read */

struct log_row {
	int64_t id;
	const char *at;
	const char *actor_name, *username; /* NULL: a command */
	enum action action;             /* of an event */
	enum access access;             /* of a view */
	int64_t sheet_id;               /* 0: none */
	enum state from_state, to_state; /* or NONE */
	const char *text;               /* a move's reason, a view's detail; or NULL */
	const char *what;               /* of an event about no sheet: JSON; or NULL */
	const char *table;              /* of a view of a list: its name; or NULL */
	int64_t shown;                  /* of a list: how many sheets */
	const int64_t *ids;             /* of a list: the first of them */
	size_t id_count;
};

enum err log_list_any(struct db *db, struct arena *arena, const struct log_filter *filter, struct log_row **rows,
                      size_t *count, struct error *error);
/* How many there are; limit does not count. It may take a second. */
enum err log_count_any(struct db *db, struct arena *arena, const struct log_filter *filter, int64_t *count,
                       struct error *error);

#endif
