/* Numbers, days and times as they are shown to people, in arena. */
#ifndef TABLE_DISPLAY_H
#define TABLE_DISPLAY_H

#include <stdint.h>

#include "base/actor.h"
#include "base/arena.h"

const char *display_count(struct arena *arena, int64_t number);           /* 706.174 */
/* "12,5"; "" when whole is not positive */
const char *display_percent(struct arena *arena, int64_t part, int64_t whole);
/* Parts in a million as a percentage: "0,15", from one percent on "12,5". */
const char *display_part(struct arena *arena, int64_t millionths);
const char *display_change(struct arena *arena, int64_t number);          /* +1.200, −28, 0 */
/* A UTC time as dd/mm/yyyy hh:mm in Viet Nam; "" for NULL. */
const char *display_time(struct arena *arena, const char *utc);
/* The number of a batch: "07/2024". */
const char *display_batch(struct arena *arena, int64_t number, int64_t year);
/* A stored (partial) date as dd/mm/yyyy; "" for NULL. */
const char *display_day(struct arena *arena, const char *iso);
/* An identity or insurance number as this actor may see it; "" for NULL. */
const char *display_number(struct arena *arena, const struct actor *actor, const char *number);
/* A text in which numbers of nine or more digits are masked for roles that see them only by their last three digits. */
const char *display_text(struct arena *arena, const struct actor *actor, const char *text);

#endif
