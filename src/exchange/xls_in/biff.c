#include "exchange/xls_in/biff.h"

#include "exchange/xls_in/ole_file.h"

enum { WIDE = 1, PHONETIC = 4, RICH = 8, RUN = 4 };

void biff_begin(struct biff *biff, const uint8_t *data, size_t size, size_t at)
{
	*biff = (struct biff){ .data = data, .size = size, .next = at };
}

bool biff_next(struct biff *biff)
{
	if (biff->next > biff->size || biff->size - biff->next < BIFF_HEAD)
		return false;
	const uint8_t *head = biff->data + biff->next;
	biff->type = ole_u16(head);
	biff->length = ole_u16(head + 2);
	biff->body = head + BIFF_HEAD;
	biff->at = 0;
	if (biff->size - biff->next - BIFF_HEAD < biff->length)
		return false;
	biff->next += BIFF_HEAD + biff->length;
	return true;
}

unsigned biff_type_after(const struct biff *biff)
{
	return biff->next <= biff->size && biff->size - biff->next >= BIFF_HEAD ? ole_u16(biff->data + biff->next) : 0;
}

/* ---- numbers ---- */

static bool has(struct biff *biff, size_t at, size_t count)
{
	bool there = at <= biff->length && biff->length - at >= count;

	biff->broken |= !there;
	return there;
}

unsigned biff_u8(struct biff *biff, size_t at)
{
	return has(biff, at, 1) ? biff->body[at] : 0;
}

unsigned biff_u16(struct biff *biff, size_t at)
{
	return has(biff, at, 2) ? ole_u16(biff->body + at) : 0;
}

uint32_t biff_u32(struct biff *biff, size_t at)
{
	return has(biff, at, 4) ? ole_u32(biff->body + at) : 0;
}

double biff_double(struct biff *biff, size_t at)
{
	uint64_t bits = (uint64_t)biff_u32(biff, at + 4) << 32 | biff_u32(biff, at);
	double number;

	memcpy(&number, &bits, sizeof number);
	return number;
}

/* Thirty bits: a whole number, or the upper ones of a double; perhaps a hundred times what is meant. */
double biff_rk(struct biff *biff, size_t at)
{
	uint32_t packed = biff_u32(biff, at);
	uint64_t bits = (uint64_t)(packed & ~3u) << 32;
	double number;

	if ((packed & 2) != 0)
		number = (double)((int32_t)(packed & ~3u) / 4);
	else
		memcpy(&number, &bits, sizeof number);
	return (packed & 1) != 0 ? number / 100 : number;
}

/* ---- texts ---- */

/* That count bytes stand here; where a record ends, the one that continues it does. */
static bool go_on(struct biff *biff, size_t count)
{
	if (biff->at >= biff->length && count > 0 && biff_type_after(biff) == BIFF_CONTINUE)
		biff->broken |= !biff_next(biff);
	return !biff->broken && has(biff, biff->at, count);
}

static unsigned take(struct biff *biff, size_t bytes)
{
	unsigned number = 0;

	if (!go_on(biff, bytes))
		return 0;
	for (size_t i = 0; i < bytes; i++)
		number |= (unsigned)biff->body[biff->at + i] << 8 * i;
	biff->at += bytes;
	return number;
}

static void pass(struct biff *biff, size_t bytes)
{
	while (bytes > 0 && go_on(biff, 1)) {
		size_t some = biff->length - biff->at < bytes ? biff->length - biff->at : bytes;
		biff->at += some;
		bytes -= some;
	}
}

static size_t put_utf8(uint32_t c, char *out)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

/* One of its characters after the other, by units of UTF-16. */
struct letters {
	char *out;
	size_t length, room;
	uint32_t high;                          /* the first half of a pair; 0: none */
};

/* A half alone becomes U+FFFD. */
static bool put_unit(struct letters *letters, uint32_t unit)
{
	bool low = unit >= 0xdc00 && unit < 0xe000, high = unit >= 0xd800 && unit < 0xdc00;

	if (unit == 0 || letters->room - letters->length < 8)
		return false;
	if (letters->high != 0 && low) {
		letters->length += put_utf8(0x10000 + ((letters->high - 0xd800) << 10) + (unit - 0xdc00),
		                            letters->out + letters->length);
		letters->high = 0;
		return true;
	}
	if (letters->high != 0)
		letters->length += put_utf8(0xfffd, letters->out + letters->length);
	letters->high = high ? unit : 0;
	if (!high)
		letters->length += put_utf8(low ? 0xfffd : unit, letters->out + letters->length);
	return true;
}

/* Where a text goes on in another record, that one begins with whether its letters are wide. */
static void take_letters(struct biff *biff, size_t count, bool wide, struct letters *letters)
{
	while (count > 0 && !biff->broken) {
		if (biff->at >= biff->length && biff_type_after(biff) == BIFF_CONTINUE)
			wide = (take(biff, 1) & WIDE) != 0;
		uint32_t unit = take(biff, wide ? 2 : 1);
		if (biff->broken || !put_unit(letters, unit))
			biff->broken = true;
		count--;
	}
	if (letters->high != 0 && letters->room - letters->length >= 8)
		letters->length += put_utf8(0xfffd, letters->out + letters->length);
}

size_t biff_text(struct biff *biff, size_t at, unsigned length_bytes, char *out, size_t room)
{
	struct letters letters = { .out = out, .room = room };

	biff->at = at;
	size_t count = take(biff, length_bytes);
	/* A text without letters may have nothing more. */
	bool bare = count == 0 && biff->at >= biff->length && biff_type_after(biff) != BIFF_CONTINUE;
	unsigned flags = bare ? 0 : take(biff, 1);
	size_t runs = (flags & RICH) != 0 ? take(biff, 2) : 0, phonetic = (flags & PHONETIC) != 0 ? take(biff, 4) : 0;
	take_letters(biff, count, (flags & WIDE) != 0, &letters);
	pass(biff, runs * RUN);
	pass(biff, phonetic);
	out[letters.length] = '\0';
	return letters.length;
}
