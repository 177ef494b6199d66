/* Which words can be Vietnamese syllables: how text in another encoding than it seems to be in gives itself away. */
#ifndef TEXT_MISREAD_SYLLABLE_H
#define TEXT_MISREAD_SYLLABLE_H

#include <stdbool.h>

/* True for one syllable as Vietnamese is written: an onset (or none), a rhyme, at most one tone, and only sắc or nặng
 * before final c, ch, p, t when there is a tone. In any case of letters and either normal form; the place of the tone
 * mark does not matter (hòa, hoà), and letters go together as they are spelt (kẻ, cả; nghe, nga). Valid UTF-8. */
bool syllable_is_vietnamese(const char *word);
/* True for ASCII letters that are a syllable whose marks nobody wrote (nguyen, Dac). */
bool syllable_is_unmarked(const char *word);

#endif
