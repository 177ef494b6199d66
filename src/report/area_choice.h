/* The areas that a filter offers. */
#ifndef REPORT_AREA_CHOICE_H
#define REPORT_AREA_CHOICE_H

#include "store/campaign/area.h"

/* The areas that a filter offers: the hamlets of the actor's commune, or the communes where there are several; where
 * these are very many, the districts and the communes of the chosen one. Always with the one that is chosen. */
struct area_choice {
	struct area *items;
	size_t count;
};
enum err area_choice_read(struct db *db, struct arena *arena, const struct actor *actor, int64_t chosen,
                          struct area_choice *out, struct error *error);

#endif
