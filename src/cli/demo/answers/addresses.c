#include "base/buf.h"
#include "cli/demo/answers/demo_sheet.h"

enum { TEXT_ROOM = 1024 };

const char *demo_number_text(struct arena *arena, int64_t number)
{
	return arena_print(arena, "%lld", (long long)number);
}

const char *demo_place(const struct demo_draw *draw)
{
	return arena_print(draw->arena, "%s, %s, %s, %s", draw->hamlet->full_name, draw->commune->full_name,
	                   draw->district->full_name, draw->province->full_name);
}

static const char *street(struct demo_draw *draw)
{
	const struct demo_book *book = draw->demo->book;
	const char *own = arena_print(draw->arena, "street.%s", draw->commune->code);

	if (demo_words_find(book, own) != NULL)
		return demo_word(book, own, &draw->prng);
	return demo_word(book, draw->commune->living == LIVING_SEA ? "street.sea" : "street.city", &draw->prng);
}

static const char *somebody(struct demo_draw *draw, bool woman)
{
	return demo_name(draw->demo->book, draw->arena, woman, prng_between(&draw->prng, 1955, 1990), &draw->prng);
}

/* What stands for one {word} of a pattern. */
static const char *fill_word(struct demo_draw *draw, const char *word)
{
	if (strcmp(word, "so") == 0)
		return demo_number_text(draw->arena, prng_between(&draw->prng, 1, 240));
	if (strcmp(word, "so2") == 0)
		return demo_number_text(draw->arena, prng_between(&draw->prng, 1, 12));
	if (strcmp(word, "duong") == 0)
		return street(draw);
	if (strcmp(word, "ten") == 0)
		return demo_word(draw->demo->book, "brand", &draw->prng);
	if (strcmp(word, "chu") == 0 || strcmp(word, "ba") == 0)
		return somebody(draw, word[0] == 'b');
	if (strcmp(word, "ho") == 0)
		return somebody(draw, prng_chance(&draw->prng, 300));
	const struct demo_area *area = word[0] == 'x' ? draw->commune : word[0] == 'h' ? draw->district : draw->province;
	return strchr(word, '_') == NULL ? area->full_name : area->name;
}

const char *demo_fill(struct demo_draw *draw, const char *pattern)
{
	struct buf text;

	buf_init(&text, draw->arena, TEXT_ROOM);
	while (*pattern != '\0') {
		size_t plain = strcspn(pattern, "{");
		buf_add(&text, pattern, plain);
		pattern += plain;
		if (*pattern == '{') {
			size_t length = strcspn(++pattern, "}");
			buf_text(&text, fill_word(draw, arena_text_n(draw->arena, pattern, length)));
			pattern += length + 1;
		}
	}
	return text.data;
}

static const char *address_in(struct demo_draw *draw, const char *place)
{
	static const char *const lists[] = { "home.city", "home.sea", "home.farm", "home.delta", "home.hill" };
	const char *pattern = demo_word(draw->demo->book, lists[draw->commune->living], &draw->prng);

	return pattern[0] == '-' ? place : arena_print(draw->arena, "%s, %s", demo_fill(draw, pattern), place);
}

/* Another hamlet of the same commune. */
static const char *neighbouring_place(struct demo_draw *draw)
{
	const struct demo_geo *geo = draw->demo->geo;
	int other = (int)(draw->hamlet - geo->areas) + (prng_chance(&draw->prng, 500) ? 1 : -1);
	struct demo_draw there = *draw;

	if (other < geo->count && geo->areas[other].parent == draw->hamlet->parent)
		there.hamlet = &geo->areas[other];
	return demo_place(&there);
}

void draw_addresses(struct demo_draw *draw)
{
	uint32_t of_100 = prng_below(&draw->prng, 100);

	draw->home = address_in(draw, demo_place(draw));
	draw->typed[F_PERMANENT] = draw->home;
	if (of_100 < 6)
		draw->typed[F_PERMANENT] = demo_word(draw->demo->book, "away", &draw->prng);
	else if (of_100 < 11)
		draw->typed[F_PERMANENT] = address_in(draw, neighbouring_place(draw));
	if (strcmp(draw->typed[F_PERMANENT], draw->home) != 0)
		draw->typed[F_CURRENT] = draw->home;
}
