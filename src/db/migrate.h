/* Migrations, apart from where they come from (tests bring their own). */
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include <stddef.h>

#include "base/error.h"

struct migration {
	int version;                            /* becomes user_version */
	const char *name, *sql;
};

/* Brings the file at path to the last of the migrations, whose versions must rise. As db_migrate(). */
enum err migrate_file(const char *path, const struct migration *items, size_t count, struct error *error);

#endif
