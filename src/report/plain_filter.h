/* Filters of tables that are not of sheets (report/sheet_query.h has those). */
#ifndef REPORT_PLAIN_FILTER_H
#define REPORT_PLAIN_FILTER_H

#include "table/table.h"

/* Days as typed; const char *: the UTC time at which the day begins in Viet Nam, or at which it ends. */
extern const struct filter_kind filter_from, filter_until;
/* An id, int64_t: typed, or without an input. */
extern const struct filter_kind filter_id, filter_hidden_id;
/* const char *: a text as typed, or without an input; what is searched for, folded, NULL when nothing is left of it. */
extern const struct filter_kind filter_text, filter_hidden_text, filter_words;
/* bool: set by whatever is sent. */
extern const struct filter_kind filter_tick;
/* int, an enum copies: whether the signed copy of what was issued is noted. */
enum copies { COPIES_ANY, COPIES_LACK, COPIES_NOTED };
extern const struct filter_kind filter_copies;

/* A day as filter_from reads it. */
const char *utc_of_day(struct arena *arena, struct date day);

/* One more option of a select, for which there is room. */
struct filter_option *offer_one(struct filter_options *out, const char *value, const char *label, bool chosen);

#endif
