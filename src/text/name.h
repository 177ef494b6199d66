/* What may stand in a person's name. All take valid UTF-8 as utf8_clean() leaves it. */
#ifndef TEXT_NAME_H
#define TEXT_NAME_H

#include <stdbool.h>

#include "base/arena.h"

/* True for two words or more, and for one word with an apostrophe or hyphen between letters (K'Brêm). */
bool name_is_full(const char *name);
/* True when there is anything but Latin letters, space, hyphen and apostrophe, of any kind (text/sign.h). */
bool name_has_sign(const char *name);
/* True when every word is ALL CAPITALS or Capitalised; letters after an apostrophe or hyphen may be either. */
bool name_is_capitalised(const char *name);
/* True when there is a letter beyond the Vietnamese ones and f j w z ĭ ŏ ŭ č ñ ƀ. */
bool name_has_foreign_letter(const char *name);
/* An offer: each word, and what stands after an apostrophe or hyphen in it, with a capital and then small letters. */
char *name_titlecase(struct arena *arena, const char *name);

#endif
