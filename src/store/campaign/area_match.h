/* Which unit a file's name means. Not identity (area_name_is_same()): also without the word of its level ("Phan
 * Thiết"), and with i and y alike ("Phú Quý", "Huyện Phú Quí"). */
#ifndef STORE_CAMPAIGN_AREA_MATCH_H
#define STORE_CAMPAIGN_AREA_MATCH_H

#include "store/campaign/area.h"

/* What a name is compared by, in arena: "Huyện Phú Quí" -> "huyenphuqui". NULL for invalid UTF-8. */
const char *area_match_key(struct arena *arena, const char *name);

/* The units among which names are looked for, with their keys. */
struct area_names {
	struct area *areas;
	const char **full_keys, **keys;
	size_t count;
};
/* Those of a campaign, and all below them, that are there at any day of its collecting. */
enum err area_names_read(struct db *db, struct arena *arena, int64_t campaign_id, struct area_names *out,
                         struct error *error);
/* Those that the name may mean, at most `most` of them in out; all are counted. The code ("24433", "district:593")
 * goes first, then the whole name, then the name without the word of its level; level NULL: of any, parent_id 0:
 * anywhere. */
size_t area_names_find(const struct area_names *names, struct arena *arena, const char *name, const char *level,
                       int64_t parent_id, const struct area **out, size_t most);

#endif
