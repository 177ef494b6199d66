/* Files embedded in the binary: templates, static files, definitions, code lists and migrations. The
 * build writes the table (sorted by name), so installing is one file. Names are paths in the source
 * tree: "templates/frame/layout.html", "migrations/001-first.sql", "src/form/mau-03.json"; the style sheet
 * is built as "static/mau03.css". */
#ifndef BASE_PROCESS_ASSETS_H
#define BASE_PROCESS_ASSETS_H

#include <stddef.h>

struct asset {
	const char *name;
	const char *data;               /* ends in a NUL that size does not count */
	size_t size;
};

/* The asset of that name, or NULL. */
const struct asset *asset_find(const char *name);
/* All assets whose name begins with prefix are the *count ones from the result on (NULL when none). */
const struct asset *asset_list(const char *prefix, size_t *count);

#endif
