/* The areas that rows name: by their codes, or by the names of hamlets where whoever imports may write. */
#ifndef WORKFLOW_IMPORT_PLACES_H
#define WORKFLOW_IMPORT_PLACES_H

#include "store/campaign/area.h"
#include "workflow/import/importer.h"

enum place_found { PLACE_FOUND, PLACE_UNKNOWN, PLACE_SEVERAL };

/* The area of a code ("22351", "commune:22351") on the day, or the one hamlet of that name in the actor's scope, in the
 * commune of work->area where that is told. */
enum err places_find(struct import_work *work, const char *text, const char *day, struct area *out,
                     enum place_found *found, struct error *error);
/* Each of a list that commas or semicolons part; a fault of the column for what is not found. Without doubles. */
enum err places_find_all(struct import_work *work, struct import_record *record, const char *column, const char *text,
                         struct area **out, size_t *count, struct error *error);

#endif
