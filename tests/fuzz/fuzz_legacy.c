/* Text of old machines: whatever is pasted, what comes out is valid, and as Unicode it is told from the old encodings again. */
#include <stdint.h>

#include "base/memory.h"
#include "text/misread/legacy.h"
#include "text/misread/misread.h"
#include "text/order.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool held)
{
	if (!held)
		abort();
}

static void check_reading(struct arena *arena, const char *text, enum legacy_encoding encoding)
{
	struct legacy_text read = legacy_convert(arena, text, encoding);

	demand(utf8_valid(read.text, strlen(read.text)));
	for (const char *a = text, *b = read.text; a != NULL; a++, b++) {
		a = strpbrk(a, "\n\t");
		b = strpbrk(b, "\n\t");
		demand((a == NULL) == (b == NULL));
		if (a == NULL)
			break;
	}
	for (size_t i = 0; i < read.proposed_count; i++)
		demand(strstr(read.text, read.proposed[i]) != NULL);
	demand(encoding == LEGACY_TCVN3 || read.proposed_count == 0);
}

static void check_look(struct arena *arena, const char *text, bool is_name)
{
	const char *reading;
	enum misread found = misread_look(arena, text, is_name, &reading);
	size_t count;
	const char *const *odd = legacy_odd_words(arena, text, 10, &count);

	demand((reading != NULL) == (found != MISREAD_NOT && found != MISREAD_LOST));
	demand(reading == NULL || utf8_valid(reading, strlen(reading)));
	demand(count <= 10 && (count == 0 || strstr(text, odd[count - 1]) != NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;

	if (arena == NULL)
		arena = arena_new(ARENA_REQUEST);
	const char *text = arena_text_n(arena, (const char *)data, size);
	if (size <= 2048 && utf8_valid(text, size)) {
		struct legacy_guess guess = legacy_detect(arena, text);
		demand(guess.confidence >= 0 && guess.confidence <= 100);
		check_look(arena, text, true);
		check_look(arena, text, false);
		for (enum legacy_encoding encoding = LEGACY_UNICODE; encoding <= LEGACY_VNI; encoding++)
			check_reading(arena, text, encoding);
		const char *unicode = legacy_convert(arena, text, LEGACY_UNICODE).text;
		demand(strcmp(legacy_convert(arena, unicode, LEGACY_UNICODE).text, unicode) == 0);
		demand(strcmp(name_order(arena, unicode), name_order(arena, text)) == 0);
	}
	arena_reset(arena);
	return 0;
}
