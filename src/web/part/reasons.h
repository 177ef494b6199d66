/* Reasons that are often given for confirming a warning, offered by rule; any other may be typed. */
#ifndef WEB_PART_REASONS_H
#define WEB_PART_REASONS_H

#include <stddef.h>

#include "view/tmpl.h"

enum { REASONS_MAX = 8 };

/* Those of a rule, the most particular first, then those that fit every warning; never none. */
size_t reasons_of(const char *rule, const char *out[REASONS_MAX]);
/* Rows REASON (REASON_TEXT) of a list for that rule. */
void reasons_put(struct tmpl_dict *list, const char *rule);

#endif
