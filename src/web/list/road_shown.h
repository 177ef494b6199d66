/* The road of a sheet as it is drawn on pages: frame/road.html. */
#ifndef WEB_LIST_ROAD_SHOWN_H
#define WEB_LIST_ROAD_SHOWN_H

#include "view/tmpl.h"
#include "web/frame/app.h"
#include "workflow/road/road.h"

/* What keeps it where it stands, as far as a road does not tell it: "2 cảnh báo"; or NULL. */
struct road_told { const struct road *road; const struct sheet *sheet; const char *open_findings; };
/* Fills the include ROAD. */
void road_put(struct http_request *request, struct tmpl_dict *content, const struct road_told *told);

#endif
