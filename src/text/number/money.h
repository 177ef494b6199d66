/* Money and shares as people type and read them; inside, money is in đồng and shares in hundredths of a
 * percent. */
#ifndef TEXT_NUMBER_MONEY_H
#define TEXT_NUMBER_MONEY_H

#include <stdbool.h>
#include <stdint.h>

#include "text/number/number_words.h"

/* "7", "7 %", "12,5", "0.75" to 700, 700, 1250, 75; false for anything else, and for what is not over 0 and up to
 * 100. */
bool share_from_text(const char *text, int64_t *out);
/* 1250 to "12,5"; 0 to "". */
const char *share_text(struct arena *arena, int64_t share);

/* "Năm trăm nghìn đồng"; below 0 "Trừ năm trăm nghìn đồng". */
const char *money_words(struct arena *arena, int64_t amount, enum number_zero zero);

#endif
