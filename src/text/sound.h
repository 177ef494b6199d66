/* The sound key of a person's name, so that regional slips of the pen meet (src/domain.md §3). */
#ifndef TEXT_SOUND_H
#define TEXT_SOUND_H

#include "base/arena.h"

/* The name folded (case, diacritics, đ as d), then each word as it sounds where spelling wavers:
 *   onset    d, gi, r -> d      s, x -> s      ch, tr -> ch      l, n -> l      c, k, q -> k
 *   vowel    y -> i, but not after a: Lý and Lí meet, May and Mai do not
 *   ending   ng -> n            c, k, t -> t
 * An onset is taken whole: nh, ng, ngh, kh, gh, th, ph are none of these. gi keeps its i where another i is not heard
 * after it: Giang -> dan, Giữ -> du, but Giếng -> dien (as Diếng), Gìn -> din. Endings nh and ch stay.
 * Words keep their order, with one space between them; apostrophes, hyphens and other signs part words (K'Brêm -> k
 * brem). A word without a vowel (an initial) is only folded. The key of a key is the key. NULL for invalid UTF-8, ""
 * when there is no letter. */
char *name_sound(struct arena *arena, const char *name);

#endif
