/* The areas that a filter offers. */
#ifndef WEB_LIST_AREA_CHOICE_H
#define WEB_LIST_AREA_CHOICE_H

#include "store/campaign/area.h"
#include "view/tmpl.h"
#include "web/frame/app.h"

/* The areas that a filter offers: the hamlets of the actor's commune, or the communes where there are several; where
 * these are very many, the districts and the communes of the chosen one. Always with the one that is chosen. */
struct area_choice {
	struct area *items;
	size_t count;
};
enum err area_choice_read(struct db *db, struct http_request *request, int64_t chosen, struct area_choice *out,
                          struct error *error);
/* Rows AREA_OPTION. */
void area_choice_put(struct http_request *request, struct tmpl_dict *dict, const struct area_choice *choice,
                     int64_t chosen);

#endif
