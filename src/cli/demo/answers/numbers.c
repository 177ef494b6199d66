#include "base/memory.h"
#include "cli/demo/answers/demo_sheet.h"

/* Ages on the reference day: bands and how many of 100 people are in each. */
static const struct { uint8_t from, to; } bands[] = { { 15, 17 }, { 18, 22 }, { 23, 34 }, { 35, 49 }, { 50, 59 },
	{ 60, 69 },
	{ 70, 76 } };
static const uint16_t band_weights[COUNT(bands)] = { 5, 8, 24, 30, 17, 11, 5 };

static const char *one_of(const struct demo_book *book, struct prng *prng, struct arena *arena, const char *kind,
                          bool woman, int born)
{
	const char *age = born < 1968 ? "old" : born < 1994 ? "mid" : "new";

	return demo_word(book, arena_print(arena, "%s.%s.%s", kind, woman ? "f" : "m", age), prng);
}

const char *demo_name(const struct demo_book *book, struct arena *arena, bool woman, int born, struct prng *prng)
{
	const char *given = one_of(book, prng, arena, "given", woman, born);

	if (prng_chance(prng, 4))
		return arena_print(arena, "%s %s", demo_word(book, woman ? "long.f" : "long.m", prng), given);
	const char *family = demo_word(book, "family", prng);
	return arena_print(arena, "%s %s %s", family, one_of(book, prng, arena, "middle", woman, born), given);
}

static const char *kho_name(struct demo_draw *draw, const char *given)
{
	if (prng_chance(&draw->prng, 450))
		return demo_word(draw->demo->book, draw->woman ? "kho.f" : "kho.m", &draw->prng);
	return arena_print(draw->arena, draw->woman ? "Ka %s" : "K'%s", given);
}

/* Names of the other groups keep their own family names; what stands between is theirs or the majority's. */
static const char *minority_name(struct demo_draw *draw)
{
	const struct demo_book *book = draw->demo->book;
	const char *group = draw->commune->group;
	const char *given = one_of(book, &draw->prng, draw->arena, "given", draw->woman, draw->birth.year);

	if (strcmp(group, "kho") == 0)
		return kho_name(draw, given);
	const char *family = demo_word(book, arena_print(draw->arena, "%s.family", group), &draw->prng);
	const char *by_sex = arena_print(draw->arena, "%s.middle.%s", group, draw->woman ? "f" : "m");
	const char *by_group = arena_print(draw->arena, "%s.middle", group);
	const char *middle;
	if (demo_words_find(book, by_sex) != NULL)
		middle = demo_word(book, by_sex, &draw->prng);
	else if (demo_words_find(book, by_group) != NULL)
		middle = demo_word(book, by_group, &draw->prng);
	else
		middle = one_of(book, &draw->prng, draw->arena, "middle", draw->woman, draw->birth.year);
	return arena_print(draw->arena, "%s %s %s", family, middle, given);
}

static int draw_years(struct demo_draw *draw)
{
	if (draw->wish.age_to > 0)
		return prng_between(&draw->prng, draw->wish.age_from, draw->wish.age_to);
	size_t band = prng_weighted(&draw->prng, band_weights, COUNT(bands));
	return prng_between(&draw->prng, bands[band].from, bands[band].to);
}

/* The age is that of the first day of the campaign, so that all sheets of a person agree; where a fault wants an age,
 * that of the day of the interview. */
static void draw_birth(struct demo_draw *draw)
{
	char shown[DATE_TEXT];
	struct date on = draw->collected;

	if (draw->wish.age_to == 0)
		date_from_iso(draw->campaign->from, false, &on);
	int years = draw_years(draw);
	draw->birth = date_from_days(date_to_days(on) - years * 365 - years / 4 - 1 - prng_below(&draw->prng, 364));
	draw->age = date_age(draw->birth, draw->collected);
	struct date written = draw->birth;
	if (written.year <= 1965 && prng_chance(&draw->prng, 100)) {
		written.day = 0;
		written.month = prng_chance(&draw->prng, 300) ? written.month : 0;
	}
	date_to_shown(written, shown);
	draw->typed[F_BIRTH] = arena_text(draw->arena, shown);
}

/* The first three digits of a 9-digit number, by province. */
static const char *old_prefix(const struct demo_draw *draw)
{
	static const char *const prefixes[][2] = { { "56", "225" }, { "38", "171" }, { "60", "260" } };

	for (size_t i = 0; i < COUNT(prefixes); i++) {
		if (strcmp(draw->province->code, prefixes[i][0]) == 0)
			return prefixes[i][1];
	}
	return "225";
}

static void draw_id(struct demo_draw *draw)
{
	uint32_t digits = prng_million(draw->demo->seed, draw->slot->person);
	uint32_t draw_of_1000 = prng_below(&draw->prng, 1000);

	if (draw_of_1000 < 5) {
		draw->typed[F_NO_ID] = draw->age < 18 ? "1" : "2";
	} else if (draw_of_1000 < 25 && draw->birth.year < 1975) {
		draw->typed[F_ID] = arena_print(draw->arena, "%s%06u", old_prefix(draw), digits);
	} else {
		const char *province = arena_print(draw->arena, "0%s", draw->province->code);
		if (prng_chance(&draw->prng, 90))
			province = demo_word(draw->demo->book, "province.other", &draw->prng);
		int sex = (draw->birth.year - 1900) / 100 * 2 + (draw->woman ? 1 : 0);
		draw->typed[F_ID] = arena_print(draw->arena, "%s%d%02d%06u", province, sex, draw->birth.year % 100, digits);
	}
}

static void draw_insurance_no(struct demo_draw *draw)
{
	uint32_t digits = prng_million(draw->demo->seed + 1, draw->slot->person);

	draw->insurance_no = arena_print(draw->arena, "%s%02u%06u", draw->province->code, prng_below(&draw->prng, 100),
	                                 digits);
	if (prng_chance(&draw->prng, 40) && draw->typed[F_ID] != NULL && strlen(draw->typed[F_ID]) == 12)
		draw->insurance_no = draw->typed[F_ID];
	if (prng_chance(&draw->prng, 600))
		draw->typed[F_INSURANCE_NO] = draw->insurance_no;
}

static void draw_group(struct demo_draw *draw)
{
	const char *group = draw->minority ? draw->commune->group : "kinh";

	if (!draw->minority && !draw->campaign->asks_group)
		return;
	draw->typed[F_GROUP] = demo_word(draw->demo->book, arena_print(draw->arena, "group.%s", group), &draw->prng);
	if (draw->minority)
		draw->typed[F_MINORITY] = "1";
}

void draw_identity(struct demo_draw *draw)
{
	draw->woman = prng_chance(&draw->prng, 505);
	draw->minority = draw->commune->group[0] != '-' && prng_below(&draw->prng, 100) < draw->commune->group_percent;
	draw_birth(draw);
	draw->typed[F_SEX] = draw->woman ? "2" : "1";
	draw->typed[F_NAME] = draw->minority ? minority_name(draw) :
	                      demo_name(draw->demo->book, draw->arena, draw->woman, draw->birth.year, &draw->prng);
	draw_id(draw);
	draw_insurance_no(draw);
	draw_group(draw);
}
