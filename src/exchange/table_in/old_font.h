/* Columns typed in an old font (TCVN3: .VnTime; VNI: VNI-Times). One cell rarely tells; a column does. */
#ifndef EXCHANGE_OLD_FONT_H
#define EXCHANGE_OLD_FONT_H

#include "text/misread/legacy.h"

enum { OLD_FONT_SAMPLE = 64 << 10 };            /* bytes of a column that are judged */

struct old_font {
	enum legacy_encoding encoding;          /* LEGACY_UNICODE: it is in none */
	int confidence;                         /* as legacy_guess */
	const char *found, *reading;            /* the first cell in it, as it stands and as it likely reads; or NULL */
};

/* What a column's texts are in, as they stand in the file: before utf8_clean(), which would drop signs that are
 * letters there. Texts with a letter that only Unicode has say nothing of the others. texts: valid UTF-8, none NULL; of
 * many the first OLD_FONT_SAMPLE bytes that tell. */
struct old_font old_font_judge(struct arena *arena, const char *const *texts, size_t count);
/* Whether a cell of a column in that encoding, not LEGACY_UNICODE, is likely in it too. */
bool old_font_has(struct arena *arena, const char *text, enum legacy_encoding encoding);
/* A cell of such a column in Unicode, NFC; words that are Unicode already stay. */
const char *old_font_convert(struct arena *arena, const char *text, enum legacy_encoding encoding);

/* "TCVN3", "VNI", as --map and sentences name them; NULL for Unicode. */
const char *old_font_name(enum legacy_encoding encoding);

#endif
