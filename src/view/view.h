/* The templates of the program: everything embedded under templates/, checked, loaded and frozen at start. */
#ifndef VIEW_VIEW_H
#define VIEW_VIEW_H

#include <stddef.h>

#include "base/error.h"

/* Loads one template under its name, without the comment on its second line. ERR_INTERNAL, naming it in the detail:
 * its first line is not the AUTOESCAPE pragma of HTML, it switches the escaping of a value off (":none"), or it does
 * not parse. */
enum err view_load(const char *name, const char *text, size_t length, struct error *error);

/* Loads every embedded template ("templates/sheet/edit.html" as "sheet/edit.html"). Once, before rendering;
 * tmpl_freeze() when all others are loaded too. */
enum err view_start(struct error *error);
/* The same of those of one room alone ("paper/"), for who renders no others. */
enum err view_start_with(const char *room, struct error *error);

#endif
