#include "exchange/table_in/text_in.h"

#include <errno.h>
#include <iconv.h>
#include <unistd.h>

#include "base/memory.h"
#include "text/misread/legacy.h"

enum {
	CONTROL_SHARE = 100,                    /* one byte of so many */
	LEAST_PIECE = 32,                       /* room that one character and what is flushed need */
	JUDGED = 16 << 10                       /* bytes that tell an old font from Windows-1258 */
};

struct text_in {
	int descriptor;
	int64_t begin, at;                      /* behind the mark; of what is read next */
	iconv_t converter;
	size_t held;                            /* bytes that are not converted yet */
	bool broken, flushed;
	char bytes[TEXT_IN_PIECE];
};

static const struct { const char *mark; size_t length; const char *encoding; } marks[] = {
	{ "\xef\xbb\xbf", 3, "UTF-8" }, { "\xff\xfe", 2, "UTF-16LE" }, { "\xfe\xff", 2, "UTF-16BE" }, { "", 0, "UTF-8" },
};

/* ---- converting ---- */

static bool converts_from(struct text_in *text, const char *encoding)
{
	if (text->converter != (iconv_t)-1)
		iconv_close(text->converter);
	text->converter = iconv_open("UTF-8", encoding);
	text_in_again(text);
	return text->converter != (iconv_t)-1;
}

void text_in_again(struct text_in *text)
{
	text->at = text->begin;
	text->held = 0;
	text->broken = text->flushed = false;
	iconv(text->converter, NULL, NULL, NULL, NULL);
}

/* How many bytes there are to convert; -1 with errno. */
static ssize_t fill(struct text_in *text)
{
	ssize_t some;

	do
		some = pread(text->descriptor, text->bytes + text->held, sizeof text->bytes - text->held, text->at);
	while (some < 0 && errno == EINTR);
	if (some > 0) {
		text->at += some;
		text->held += (size_t)some;
	}
	return some < 0 ? -1 : (ssize_t)text->held;
}

static void convert(struct text_in *text, char **out, size_t *room)
{
	char *in = text->bytes;
	size_t before = text->held;

	errno = 0;
	iconv(text->converter, &in, &text->held, out, room);
	/* A character that is cut is whole after the next reading, if there is one. */
	text->broken = errno == EILSEQ || (errno == EINVAL && text->held == before);
	memmove(text->bytes, in, text->held);
}

ssize_t text_in_next(struct text_in *text, char piece[TEXT_IN_PIECE])
{
	char *out = piece;
	size_t room = TEXT_IN_PIECE;

	while (!text->broken && !text->flushed && room > LEAST_PIECE) {
		ssize_t there = fill(text);
		if (there < 0)
			return -1;
		if (there > 0)
			convert(text, &out, &room);
		else {
			/* Windows-1258 keeps a letter back until it is known what stands above it. */
			iconv(text->converter, NULL, NULL, &out, &room);
			text->flushed = true;
		}
	}
	return out - piece;
}

/* ---- what it is written in ---- */

/* No text has a NUL; other control characters may have come into a cell, but few of them. */
static bool is_text(const char *piece, size_t length)
{
	size_t controls = 0;

	for (size_t i = 0; i < length; i++) {
		if (piece[i] == '\0')
			return false;
		controls += (unsigned char)piece[i] < ' ' && strchr("\t\n\v\f\r\x1a\x1c\x1d\x1e\x1f", piece[i]) == NULL;
	}
	return controls * CONTROL_SHARE <= length;
}

/* Whether the whole file is text so; false with refusal when the disk fails. */
static bool is_written_in(struct text_in *text, const char *encoding, bool *control, struct table_refusal *refusal)
{
	char *piece = memory_new(1, TEXT_IN_PIECE);
	ssize_t length = 0;

	*control = false;
	if (piece == NULL || !converts_from(text, encoding)) {
		memory_free(piece);
		return table_refuse(refusal, TABLE_UNAVAILABLE, NULL, 0);
	}
	while (!*control && (length = text_in_next(text, piece)) > 0)
		*control = !is_text(piece, (size_t)length);
	if (length < 0)
		table_refuse(refusal, TABLE_UNAVAILABLE, NULL, 0);
	memory_free(piece);
	return length >= 0 && !text->broken;
}

/* What the beginning is taken for when its bytes are those of that encoding. */
static struct legacy_guess judge(struct text_in *text, struct arena *arena, const char *encoding)
{
	char *piece = arena_alloc(arena, TEXT_IN_PIECE);
	struct legacy_guess none = { .encoding = LEGACY_UNICODE };

	if (!converts_from(text, encoding))
		return none;
	ssize_t length = text_in_next(text, piece);
	if (length <= 0 || text->broken)
		return none;
	size_t judged = (size_t)length < JUDGED ? (size_t)length : JUDGED;
	while (judged > 0 && ((unsigned char)piece[judged] & 0xc0) == 0x80)
		judged--;
	return legacy_detect(arena, arena_text_n(arena, piece, judged));
}

/* Bytes of an old font make no sense in Windows-1258, and the other way round. */
static const char *of_old_bytes(struct text_in *text)
{
	struct arena *arena = arena_new(ARENA_REQUEST);

	if (arena == NULL)
		return "CP1258";
	struct legacy_guess old = judge(text, arena, "CP1252"), new = judge(text, arena, "CP1258");
	bool font = old.encoding != LEGACY_UNICODE && (new.encoding != LEGACY_UNICODE || old.confidence > new.confidence);
	arena_free(arena);
	return font ? "CP1252" : "CP1258";
}

static bool find_encoding(struct text_in *text, struct table_refusal *refusal)
{
	char head[4] = "";
	size_t i = 0;
	bool control;

	if (pread(text->descriptor, head, 3, 0) < 0)
		return table_refuse(refusal, TABLE_UNAVAILABLE, NULL, 0);
	while (memcmp(head, marks[i].mark, marks[i].length) != 0)
		i++;
	text->begin = (int64_t)marks[i].length;
	bool written = is_written_in(text, marks[i].encoding, &control, refusal);
	if (!written && !control && marks[i].length == 0)
		written = is_written_in(text, of_old_bytes(text), &control, refusal);
	if (control)
		return table_refuse(refusal, TABLE_NOT_ONE, NULL, 0);
	if (!written)
		return table_refuse(refusal, TABLE_BROKEN_ENCODING, NULL, 0);
	text_in_again(text);
	return true;
}

struct text_in *text_in_open(int descriptor, struct table_refusal *refusal)
{
	struct text_in *text = memory_new(1, sizeof *text);

	if (text == NULL) {
		table_refuse(refusal, TABLE_UNAVAILABLE, NULL, 0);
		return NULL;
	}
	text->descriptor = descriptor;
	text->converter = (iconv_t)-1;
	if (!find_encoding(text, refusal)) {
		text_in_close(text);
		return NULL;
	}
	return text;
}

void text_in_close(struct text_in *text)
{
	if (text == NULL)
		return;
	if (text->converter != (iconv_t)-1)
		iconv_close(text->converter);
	memory_free(text);
}
