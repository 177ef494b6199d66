#include "text/alphabet.h"

#include <uchar.h>

/* The two blocks that have letters with tones, by capital and small letter: the letter without its tone, without its
 * mark too, and the tone by its key in VNI (0: none). A space: no letter of Vietnamese. */
static const char32_t latin_plain[] = U"aaâa    eeê ii    ooôo   uu  y  ";
static const char latin_base[] = "aaaa    eee ii    oooo   uu  y  ";
static const char latin_tones[] = "2104    210 21    2104   21  1  ";
static const char32_t toned_plain[] = U"aaâââââăăăăăeeeêêêêêiioo" U"ôôôôôơơơơơuuưưưưưyyyy";
static const char toned_base[] = "aaaaaaaaaaaaeeeeeeeeiioo" "oooooooooouuuuuuuyyyy";
static const char toned_tones[] = "531234512345534123453553" "123451234553123452534";

static const int16_t tones[] = { 0, 0x301, 0x300, 0x309, 0x303, 0x323 };

static struct letter make(char base, char32_t plain, char tone)
{
	if (base == ' ')
		return (struct letter){ 0 };
	return (struct letter){ base, (int16_t)plain, tones[tone - '0'] };
}

struct letter letter_of(int32_t c)
{
	int32_t small = c | 0x20, toned = (c - 0x1ea0) / 2;

	if (c < 0x80)
		return small >= 'a' && small <= 'z' ? (struct letter){ (char)small, (int16_t)small, 0 } : (struct letter){ 0 };
	if (c >= 0x1ea0 && c <= 0x1ef9)
		return make(toned_base[toned], toned_plain[toned], toned_tones[toned]);
	if (c >= 0xc0 && c <= 0xff)
		return make(latin_base[small - 0xe0], latin_plain[small - 0xe0], latin_tones[small - 0xe0]);
	switch (c) {
	case 0x102: case 0x103:
		return (struct letter){ 'a', 0x103, 0 };
	case 0x110: case 0x111:
		return (struct letter){ 'd', 0x111, 0 };
	case 0x128: case 0x129:
		return (struct letter){ 'i', 'i', 0x303 };
	case 0x168: case 0x169:
		return (struct letter){ 'u', 'u', 0x303 };
	case 0x1a0: case 0x1a1:
		return (struct letter){ 'o', 0x1a1, 0 };
	case 0x1af: case 0x1b0:
		return (struct letter){ 'u', 0x1b0, 0 };
	default:
		return (struct letter){ 0 };
	}
}
