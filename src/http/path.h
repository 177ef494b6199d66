/* The target of a request line ("/sheets/7.json?a=b"), taken apart. Private to http/. */
#ifndef HTTP_PATH_H
#define HTTP_PATH_H

#include <stdbool.h>

#include "base/arena.h"
#include "http/param.h"

struct target {
	const char *full;               /* decoded path, with its suffix */
	const char *path, *suffix;      /* the same without ".json|.csv|.xlsx"; suffix "" when there is none */
	struct params query;
};

/* False (400): malformed %, NUL or invalid UTF-8 in the path or the query; what could not be read is then
 * empty. Accepts the absolute form ("http://host/path") too. */
bool target_parse(struct arena *arena, const char *raw, struct target *out);

#endif
