/* The papers of a campaign that are kept, as the archive of the body is to get them: by the place where they lie. */
#ifndef STORE_HANDOVER_ARCHIVE_H
#define STORE_HANDOVER_ARCHIVE_H

#include "base/actor.h"
#include "db/db.h"

struct archive_file {
	int64_t commune_id;
	const char *commune_name;
	const char *place, *keeper;             /* cabinet, box, file; ""; not said */
	int64_t sheets;
	const char *first_day, *last_day;       /* collected on; ISO */
};

/* Archived sheets of the campaign in the actor's communes (NULL: all), by commune, place and keeper, places in natural
 * order. */
enum err archive_list(struct db *db, struct arena *arena, const struct actor *actor, int64_t campaign_id,
                      struct archive_file **files, size_t *count, struct error *error);

#endif
