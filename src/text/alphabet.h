/* The letters that Vietnamese is written with, each of one character (NFC), without asking the tables of Unicode:
 * nearly every text has no others. */
#ifndef TEXT_ALPHABET_H
#define TEXT_ALPHABET_H

#include <stdint.h>

struct letter {
	char base;                      /* a to z, small: a of Ằ, d of Đ; 0: none of these letters */
	int16_t plain;                  /* the small letter without its tone: ă of Ằ */
	int16_t tone;                   /* as a combining character, 0: none */
};

/* Of ASCII and beyond. */
struct letter letter_of(int32_t c);

#endif
