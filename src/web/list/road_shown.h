/* The road of a sheet as it is drawn on pages: frame/road.html. */
#ifndef WEB_LIST_ROAD_SHOWN_H
#define WEB_LIST_ROAD_SHOWN_H

#include "view/tmpl.h"
#include "web/frame/app.h"
#include "workflow/road/road_held.h"

/* What keeps it where it stands, as far as a road does not tell it: "2 cảnh báo"; or NULL. */
struct road_told { const struct road *road; const struct sheet *sheet; const char *open_findings; };
/* Fills the include ROAD. */
void road_put(struct http_request *request, struct tmpl_dict *content, const struct road_told *told);

/* The road of several sheets: what stands at each station. */
struct road_many { struct road_held held[STATION_COUNT]; int64_t need; const char *due_on; };
/* Reads it; today's days of the campaign are asked for. need, due_on: of the target of a hamlet that is not reached. */
enum err road_read_many(struct db *db, struct http_request *request, const struct held_asked *asked,
                        struct road_many *out, struct error *error);
/* Fills the include ROAD; name: whose road it is. */
void road_put_many(struct http_request *request, struct tmpl_dict *content, enum message name,
                   const struct road_many *many);

#endif
