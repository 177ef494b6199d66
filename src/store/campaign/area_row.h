/* A row of area, as the files about areas read it. Private to store/. */
#ifndef STORE_CAMPAIGN_AREA_ROW_H
#define STORE_CAMPAIGN_AREA_ROW_H

#include "store/campaign/area.h"

#define AREA_COLUMNS "a.id, a.parent_id, a.level, a.code, a.name, a.full_name, a.valid_from, a.valid_to"

/* Reads AREA_COLUMNS, which stand first; texts in arena. */
void area_read(struct db_row *row, struct arena *arena, struct area *out);

#endif
