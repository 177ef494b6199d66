#include "exchange/photo_answer.h"

#include "base/memory.h"

enum { DIGITS = 4 };

static const char *const words[] = { [PHOTO_READ] = "read ", [PHOTO_NO_CODE] = "none\n", [PHOTO_TOO_BIG] = "large\n",
	[PHOTO_BROKEN] = "broken\n" };

size_t photo_answer_write(const struct photo_answer *answer, char out[PHOTO_ANSWER_MAX])
{
	if (answer->outcome != PHOTO_READ)
		return (size_t)snprintf(out, PHOTO_ANSWER_MAX, "%s", words[answer->outcome]);
	return (size_t)snprintf(out, PHOTO_ANSWER_MAX, "%s%zu\n%s", words[PHOTO_READ], strlen(answer->text), answer->text);
}

/* At most DIGITS of them, the first no 0, and the end of the line; how many bytes that are, 0 when it is something
 * else. */
static size_t read_length(const char *said, size_t size, size_t *length)
{
	size_t at = 0;

	*length = 0;
	while (at < size && at < DIGITS && said[at] >= '0' && said[at] <= '9')
		*length = *length * 10 + (size_t)(said[at++] - '0');
	return at > 0 && at < size && said[at] == '\n' && said[0] != '0' ? at + 1 : 0;
}

static bool read_text(struct arena *arena, const char *said, size_t size, const char **text)
{
	size_t length, head = read_length(said, size, &length);

	if (head == 0 || length != size - head || length > PHOTO_TEXT_MAX || memchr(said + head, '\0', length) != NULL)
		return false;
	*text = arena_text_n(arena, said + head, length);
	return true;
}

bool photo_answer_read(struct arena *arena, const char *said, size_t size, struct photo_answer *answer)
{
	size_t head = strlen(words[PHOTO_READ]);

	*answer = (struct photo_answer){ .outcome = PHOTO_READ };
	if (size > head && memcmp(said, words[PHOTO_READ], head) == 0)
		return read_text(arena, said + head, size - head, &answer->text);
	for (size_t i = 0; i < COUNT(words); i++) {
		answer->outcome = (enum photo_outcome)i;
		if (i != PHOTO_READ && size == strlen(words[i]) && memcmp(said, words[i], size) == 0)
			return true;
	}
	return false;
}
