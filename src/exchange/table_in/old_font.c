#include "exchange/table_in/old_font.h"

#include "base/buf.h"
#include "text/utf8.h"

/* Letters beyond ASCII, and none that only Unicode has. */
static bool may_be_old(const char *text)
{
	bool marked = false;

	while (*text != '\0') {
		int32_t c = utf8_next(&text);
		if (c > 0xff)
			return false;
		marked |= c >= 0x80;
	}
	return marked;
}

bool old_font_has(struct arena *arena, const char *text, enum legacy_encoding encoding)
{
	return may_be_old(text) &&
	       (legacy_detect(arena, text).encoding == encoding || legacy_leans(arena, text, encoding));
}

struct old_font old_font_judge(struct arena *arena, const char *const *texts, size_t count)
{
	struct old_font font = { .encoding = LEGACY_UNICODE };
	struct buf sample;

	buf_init(&sample, arena, OLD_FONT_SAMPLE);
	for (size_t i = 0; i < count && sample.length + strlen(texts[i]) + 1 < OLD_FONT_SAMPLE; i++) {
		if (!may_be_old(texts[i]))
			continue;
		buf_text(&sample, texts[i]);
		buf_char(&sample, '\n');
	}
	struct legacy_guess guess = legacy_detect(arena, sample.data);
	font.encoding = guess.encoding;
	font.confidence = guess.confidence;
	for (size_t i = 0; i < count && font.encoding != LEGACY_UNICODE && font.found == NULL; i++) {
		if (!old_font_has(arena, texts[i], font.encoding))
			continue;
		font.found = texts[i];
		font.reading = old_font_convert(arena, texts[i], font.encoding);
	}
	return font;
}

const char *old_font_convert(struct arena *arena, const char *text, enum legacy_encoding encoding)
{
	return legacy_convert(arena, text, encoding).text;
}

const char *old_font_name(enum legacy_encoding encoding)
{
	static const char *const names[] = { [LEGACY_TCVN3] = "TCVN3", [LEGACY_VNI] = "VNI" };

	return encoding == LEGACY_UNICODE ? NULL : names[encoding];
}
