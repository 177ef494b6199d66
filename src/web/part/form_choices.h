/* What the form of a sheet offers. */
#ifndef WEB_PART_FORM_CHOICES_H
#define WEB_PART_FORM_CHOICES_H

#include "store/campaign/area.h"
#include "store/campaign/campaign.h"
#include "store/team/member.h"
#include "web/frame/app.h"

/* What an actor may choose from, and where. */
struct form_choices {
	struct campaign *campaigns;     /* open ones */
	size_t campaign_count;
	struct area *hamlets;           /* for area_id */
	size_t hamlet_count;
	struct member *writers;           /* for enumerator_id; none for an enumerator */
	size_t writer_count;
	struct area *path;              /* from the province down to the commune */
	size_t path_count;
};

/* Loads them for a sheet of that commune (0: the actor's own) that stands in that campaign (0: a new one); it is
 * offered also when nothing new is collected in it any more. ERR_UNPROCESSABLE when no campaign is open there; a
 * form that was posted comes back all the same, with its own campaign or none. */
enum err form_choices_load(struct db *db, struct http_request *request, int64_t commune_id, int64_t campaign_id,
                           struct form_choices *out, struct error *error);

/* Whoever may be named in a commune of the actor, each once, by given name; who had not ended before that day (NULL:
 * whenever). */
enum err form_members(struct db *db, struct http_request *request, const char *day, struct member **members,
                      size_t *count, struct error *error);

#endif
