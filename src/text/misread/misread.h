/* Text that was not meant as it stands: written with an old font, typed with the input method off, or robbed of the
 * letters that a scanner has no key for ("Nguyn Vn Khu"). */
#ifndef TEXT_MISREAD_MISREAD_H
#define TEXT_MISREAD_MISREAD_H

#include <stdbool.h>

#include "base/arena.h"

enum misread {
	MISREAD_NOT,
	MISREAD_TCVN3,
	MISREAD_VNI,
	MISREAD_TELEX,
	MISREAD_VNI_KEYS,
	MISREAD_LOST,                   /* words without a vowel */
	MISREAD_COUNT
};

/* How a text was misread, as far as its words tell; *reading: what was likely meant, NULL where nothing tells it. In a
 * person's name one word tells enough; other texts have abbreviations, and words of other languages. Valid UTF-8. */
enum misread misread_look(struct arena *arena, const char *text, bool is_name, const char **reading);

#endif
