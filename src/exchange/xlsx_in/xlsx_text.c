#include "exchange/xlsx_in/xlsx_text.h"

#include <ctype.h>

#include "exchange/xlsx_in/xlsx_part.h"

enum { ESCAPE = 7 };                            /* "_x000D_" */

void xlsx_text_begin(struct xlsx_text *text)
{
	text->in_piece = text->phonetic = text->preserved = text->too_long = false;
	text->length = text->piece = 0;
}

void xlsx_text_start(struct xlsx_text *text, const char *name, const char **attributes)
{
	if (strcmp(name, "rPh") == 0)
		text->phonetic = true;
	if (strcmp(name, "t") != 0 || text->phonetic)
		return;
	const char *space = part_attribute(attributes, "space");
	text->in_piece = true;
	text->preserved = space != NULL && strcmp(space, "preserve") == 0;
	text->piece = text->length;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void trim_piece(struct xlsx_text *text)
{
	size_t begin = text->piece;

	while (text->length > text->piece && is_space(text->data[text->length - 1]))
		text->length--;
	while (begin < text->length && is_space(text->data[begin]))
		begin++;
	memmove(text->data + text->piece, text->data + begin, text->length - begin);
	text->length -= begin - text->piece;
}

void xlsx_text_end(struct xlsx_text *text, const char *name)
{
	if (strcmp(name, "rPh") == 0)
		text->phonetic = false;
	if (strcmp(name, "t") != 0 || !text->in_piece)
		return;
	text->in_piece = false;
	if (!text->preserved)
		trim_piece(text);
}

void xlsx_text_add(struct xlsx_text *text, const char *data, size_t length)
{
	if (length > TABLE_IN_CELL_BYTES - text->length) {
		text->too_long = true;
		return;
	}
	memcpy(text->data + text->length, data, length);
	text->length += length;
}

/* The sign that "_x000D_" stands for; 0: there is none, or one that no text can hold. */
static unsigned escaped(const char *at, size_t left)
{
	char digits[5] = "";

	if (left < ESCAPE || at[1] != 'x' || at[ESCAPE - 1] != '_')
		return 0;
	memcpy(digits, at + 2, 4);
	for (size_t i = 0; i < 4; i++) {
		if (!isxdigit((unsigned char)digits[i]))
			return 0;
	}
	unsigned sign = (unsigned)strtoul(digits, NULL, 16);
	return sign >= 0xd800 && sign < 0xe000 ? 0xfffd : sign;
}

static size_t put_sign(char *out, unsigned sign)
{
	if (sign < 0x80) {
		out[0] = (char)sign;
		return 1;
	}
	if (sign < 0x800) {
		out[0] = (char)(0xc0 | sign >> 6);
		out[1] = (char)(0x80 | (sign & 0x3f));
		return 2;
	}
	out[0] = (char)(0xe0 | sign >> 12);
	out[1] = (char)(0x80 | (sign >> 6 & 0x3f));
	out[2] = (char)(0x80 | (sign & 0x3f));
	return 3;
}

void xlsx_text_finish(struct xlsx_text *text)
{
	size_t to = 0;

	text->data[text->length] = '\0';
	if (memchr(text->data, '_', text->length) == NULL)
		return;
	for (size_t from = 0; from < text->length;) {
		unsigned sign = text->data[from] == '_' ? escaped(text->data + from, text->length - from) : 0;
		if (sign == 0)
			text->data[to++] = text->data[from++];
		else {
			to += put_sign(text->data + to, sign);
			from += ESCAPE;
		}
	}
	text->length = to;
	text->data[to] = '\0';
}
