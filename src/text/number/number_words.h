/* Whole numbers as they are written out in a paper: "một trăm linh năm". */
#ifndef TEXT_NUMBER_NUMBER_WORDS_H
#define TEXT_NUMBER_NUMBER_WORDS_H

#include <stdint.h>

#include "base/arena.h"

#define NUMBER_WORDS_MOST INT64_C(999999999999)

/* What stands between a hundred and a single unit: an office says the one or the other. */
enum number_zero { ZERO_LINH, ZERO_LE };

/* 0 to NUMBER_WORDS_MOST in words, in lower case, in arena; a number beyond is its digits. After mươi one is "mốt",
 * four "tư", five "lăm" (after mười too); a group that has no hundreds says so when another stands before it: 1.005 is
 * "một nghìn không trăm linh năm". */
const char *number_words(struct arena *arena, int64_t number, enum number_zero zero);
/* The same as the beginning of a sentence: "Một trăm linh năm". */
const char *number_words_first(struct arena *arena, int64_t number, enum number_zero zero);

#endif
