/* One sign for one thing (src/domain.md §3): what keyboards, fonts and word processors make of an apostrophe, a hyphen
 * and the letter Đ counts as one sign wherever texts are compared, searched or judged. */
#ifndef TEXT_SIGN_H
#define TEXT_SIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* True for nearly every character: ASCII but the backtick, and the letters of Vietnamese. It counts as itself. */
static inline bool sign_is_plain(int32_t c)
{
	return c < 0x80 ? c != '`' : (c >= 0x1ea0 && c <= 0x1ef9) || (c >= 0xc0 && c < 0x180 && c != 0xd0 && c != 0xf0);
}

/* What a character counts as: ' for every apostrophe, - for every hyphen and dash, Đ and đ for the letters that look
 * like them, 0 for what cannot be seen (Unicode category Cf), itself for any other. */
int32_t sign_one(int32_t c);
/* What is kept of it where it stands between two others: as sign_one(), but ’ stays, and a dash that does not join
 * letters does. */
int32_t sign_kept(int32_t before, int32_t c, int32_t after);
/* True for an apostrophe or a hyphen, of any kind: what joins the parts of a word. */
bool sign_is_joint(int32_t c);
/* Bytes of the hyphen or dash that a text in UTF-8 begins with; 0: of none. */
size_t sign_dash(const char *text);

#endif
