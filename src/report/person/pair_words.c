#include "base/buf.h"
#include "base/memory.h"
#include "report/person/pair_lines.h"

enum { REASONS_LIMIT = 1024 };

static const struct { unsigned sign; enum message text; } signs[] = {
	{ SIGN_SAME_NUMBER, MSG_SIGN_SAME_NUMBER }, { SIGN_NUMBER_DIGIT, MSG_SIGN_NUMBER_DIGIT }, { SIGN_NO_NUMBER,
		MSG_SIGN_NO_NUMBER },
	{ SIGN_OTHER_NUMBER, MSG_SIGN_OTHER_NUMBER }, { SIGN_SAME_NAME, MSG_SIGN_SAME_NAME }, { SIGN_SAME_SOUND,
		MSG_SIGN_SAME_SOUND },
	{ SIGN_SAME_BIRTH, MSG_SIGN_SAME_BIRTH }, { SIGN_SWAPPED_BIRTH, MSG_SIGN_SWAPPED_BIRTH }, { SIGN_BIRTH_DIGIT,
		MSG_SIGN_BIRTH_DIGIT },
	{ SIGN_SAME_YEAR, MSG_SIGN_SAME_YEAR }, { SIGN_SAME_HAMLET, MSG_SIGN_SAME_HAMLET }, { SIGN_OTHER_SEX,
		MSG_SIGN_OTHER_SEX },
	{ SIGN_OTHER_CAMPAIGN, MSG_SIGN_OTHER_CAMPAIGN },
};

const char *pair_reasons(struct arena *arena, unsigned found)
{
	struct buf text;

	buf_init(&text, arena, REASONS_LIMIT);
	for (size_t i = 0; i < COUNT(signs); i++) {
		if ((found & signs[i].sign) != 0)
			buf_print(&text, "%s%s", text.length == 0 ? "" : ", ", message_text(signs[i].text));
	}
	return text.data;
}

const char *pair_verdict(struct arena *arena, enum duplicate_verdict verdict, const char *sheet, const char *other)
{
	static const enum message labels[VERDICT_COUNT] = { [VERDICT_KEEP] = MSG_DUP_KEEP_THIS,
		[VERDICT_REPLACE] = MSG_DUP_REPLACE,
		[VERDICT_JOIN] = MSG_DUP_JOIN, [VERDICT_DISTINCT] = MSG_DUP_DISTINCT };
	const char *const numbers[] = { sheet, other };

	return message_with(arena, labels[verdict], numbers, COUNT(numbers));
}
