/* Vietnamese text from before Unicode: TCVN3 (ABC fonts, .VnTime) and VNI (VNI-Times).
 *
 * Such text reaches us as UTF-8 whose characters up to U+00FF are the bytes that an old font showed as Vietnamese:
 * "NguyÔn V¨n An" (TCVN3) and "Nguyeãn Vaên An" (VNI) are Nguyễn Văn An. TCVN3 has no capitals with a tone mark: its
 * users changed the font. */
#ifndef TEXT_MISREAD_LEGACY_H
#define TEXT_MISREAD_LEGACY_H

#include <stdbool.h>

#include "base/arena.h"

enum legacy_encoding { LEGACY_UNICODE, LEGACY_TCVN3, LEGACY_VNI };

struct legacy_guess {
	enum legacy_encoding encoding;
	int confidence; /* per cent of the words with letters beyond ASCII that are Vietnamese syllables read so */
	size_t words;                   /* how many words those are; 0: nothing to judge by, confidence 100 */
};

struct legacy_text {
	char *text;                     /* Unicode, NFC; line ends and spaces as they were */
	const char *const *proposed;    /* TCVN3: words in which the case of a toned letter is a proposal, in order */
	size_t proposed_count;
};

/* The likeliest encoding of a whole text. Unicode unless more of its words are syllables in the other, and two of them
 * are none in Unicode, or one beside nothing but syllables; a text with a letter that only Unicode has is Unicode.
 * Signs at numbers say nothing (5 µm, 6£). Valid UTF-8. */
struct legacy_guess legacy_detect(struct arena *arena, const char *text);

/* True for a text that does not tell for itself, but has a word that is a syllable in that encoding and none in
 * Unicode: among others in it, it is likely in it too. */
bool legacy_leans(struct arena *arena, const char *text, enum legacy_encoding encoding);

/* The words of a text in Unicode that are no Vietnamese syllables, each once and in order, at most `most`: single
 * letters and what stands at a number aside, and words of ASCII that are syllables but for their marks. */
const char *const *legacy_odd_words(struct arena *arena, const char *text, size_t most, size_t *count);

/* The text read in that encoding; LEGACY_UNICODE gives it in NFC. Words with characters that the encoding does not
 * have stay as they are. Toned capitals of TCVN3 are proposed per line (or cell: tabs part too): in a word of
 * capitals all letters are, in a line of capitalised words the first of each word is. */
struct legacy_text legacy_convert(struct arena *arena, const char *text, enum legacy_encoding encoding);

#endif
