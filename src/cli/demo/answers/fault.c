#include "cli/demo/answers/fault.h"

#include "base/memory.h"

struct fault {
	const char *rule;
	struct demo_wish wish;
	void (*act)(struct demo_draw *draw);    /* or: */
	enum demo_field field;          /* without act: this field gets … */
	const char *list, *text;        /* … a word of the list, or the text; neither: nothing */
};

/* ---- dates ---- */

static const char *shown(struct demo_draw *draw, struct date date)
{
	char text[DATE_TEXT];

	date_to_shown(date, text);
	return arena_text(draw->arena, text);
}

static const char *days_on(struct demo_draw *draw, struct date date, int64_t days)
{
	return shown(draw, date_from_days(date_to_days(date) + days));
}

/* Writes another date of birth, and the number that would go with it. */
static void be_born(struct demo_draw *draw, struct date birth, const char *text)
{
	draw->typed[F_BIRTH] = text;
	if (draw->typed[F_ID] != NULL && strlen(draw->typed[F_ID]) == 12 && birth.year >= 1900)
		draw->typed[F_ID] = arena_print(draw->arena, "%.3s%d%02d%s", draw->typed[F_ID],
			(birth.year - 1900) / 100 * 2 + (draw->woman ? 1 : 0), birth.year % 100, draw->typed[F_ID] + 6);
}

static void be_born_years_ago(struct demo_draw *draw, int years)
{
	struct date birth = date_from_days(date_to_days(draw->collected) - years * 365 - 200);

	be_born(draw, birth, shown(draw, birth));
}

static void too_young(struct demo_draw *draw)
{
	be_born_years_ago(draw, 14);
}

static void too_old(struct demo_draw *draw)
{
	draw->typed[F_BIRTH] = "15/04/1890";
}

static void very_old(struct demo_draw *draw)
{
	be_born_years_ago(draw, 107);
	draw->typed[F_INACTIVE] = "5";
}

static void old_and_working(struct demo_draw *draw)
{
	be_born_years_ago(draw, 91);
}

static void perhaps_too_young(struct demo_draw *draw)
{
	struct date birth = { (int16_t)(draw->collected.year - 15), 0, 0 };

	be_born(draw, birth, shown(draw, birth));
}

static void tomorrow(struct demo_draw *draw)
{
	draw->typed[F_COLLECTED] = days_on(draw, date_from_days(draw->demo->today), 12);
}

static void before_campaign(struct demo_draw *draw)
{
	struct date from = { 0 };

	date_from_iso(draw->campaign->from, false, &from);
	draw->typed[F_COLLECTED] = days_on(draw, from, -4);
	draw->typed[F_CONTRACT_START] = draw->typed[F_CONTRACT_START] == NULL ? NULL : "2019";
}

static void contract_in_future(struct demo_draw *draw)
{
	draw->typed[F_CONTRACT_START] = days_on(draw, draw->collected, 41);
}

static void contract_at_12(struct demo_draw *draw)
{
	draw->typed[F_CONTRACT_START] = days_on(draw, date_birthday(draw->birth, 12), 100);
}

static void contract_at_14(struct demo_draw *draw)
{
	draw->typed[F_CONTRACT_START] = days_on(draw, date_birthday(draw->birth, 14), 30);
}

/* ---- numbers ---- */

static void set_digits(struct demo_draw *draw, size_t at, const char *digits)
{
	if (draw->typed[F_ID] == NULL || strlen(draw->typed[F_ID]) != 12)
		draw->typed[F_ID] = arena_print(draw->arena, "056%d%02d%06u", draw->woman ? 1 : 0, draw->birth.year % 100,
			prng_million(draw->demo->seed, draw->slot->person));
	char *number = arena_text(draw->arena, draw->typed[F_ID]);
	memcpy(number + at, digits, strlen(digits));
	draw->typed[F_ID] = number;
	draw->typed[F_NO_ID] = NULL;
}

static void other_sex(struct demo_draw *draw)
{
	set_digits(draw, 3, draw->birth.year >= 2000 ? (draw->woman ? "2" : "3") : draw->woman ? "0" : "1");
}

static void other_year(struct demo_draw *draw)
{
	set_digits(draw, 4, arena_print(draw->arena, "%02d", (draw->birth.year + 1) % 100));
}

static void no_such_province(struct demo_draw *draw)
{
	set_digits(draw, 0, "098");
}

static void without_id(struct demo_draw *draw)
{
	draw->typed[F_ID] = NULL;
	draw->typed[F_NO_ID] = "2";
}

static void letters_in_id(struct demo_draw *draw)
{
	draw->typed[F_ID] = demo_word(draw->demo->book, "wrong.id", &draw->prng);
	draw->typed[F_NO_ID] = NULL;
}

static void id_of_wrong_length(struct demo_draw *draw)
{
	draw->typed[F_ID] = demo_word(draw->demo->book, "wrong.id.length", &draw->prng);
	draw->typed[F_NO_ID] = NULL;
}

static void dummy_id(struct demo_draw *draw)
{
	draw->typed[F_ID] = demo_word(draw->demo->book, "wrong.id.dummy", &draw->prng);
	draw->typed[F_NO_ID] = NULL;
}

static void health_card(struct demo_draw *draw)
{
	draw->typed[F_INSURANCE_NO] = arena_print(draw->arena, "GD4%s%s", draw->province->code, draw->insurance_no);
	if (strlen(draw->typed[F_INSURANCE_NO]) != 15)
		draw->typed[F_INSURANCE_NO] = "GD4565621034417";
}

/* ---- answers that do not go together ---- */

/* Ticked, and no minority named: nothing, or the majority where everybody is asked. */
static void minority_without_name(struct demo_draw *draw)
{
	draw->typed[F_MINORITY] = "1";
	draw->typed[F_GROUP] = draw->campaign->asks_group ? demo_word(draw->demo->book, "group.kinh", &draw->prng) : NULL;
}

static void unknown_group(struct demo_draw *draw)
{
	draw->typed[F_MINORITY] = "1";
	draw->typed[F_GROUP] = demo_word(draw->demo->book, "wrong.group", &draw->prng);
}

static void poor_twice(struct demo_draw *draw)
{
	draw->typed[F_POOR] = draw->typed[F_NEAR_POOR] = "1";
}

static void trained_for_nothing(struct demo_draw *draw)
{
	draw->typed[F_TRAINING] = demo_word(draw->demo->book, "wrong.training", &draw->prng);
}

static void contract_of_own(struct demo_draw *draw)
{
	draw->typed[F_CONTRACT] = "1";
	draw->typed[F_CONTRACT_START] = "01/03/2022";
}

static void same_address(struct demo_draw *draw)
{
	draw->typed[F_CURRENT] = draw->typed[F_PERMANENT];
}

static void disabled_unticked(struct demo_draw *draw)
{
	draw->typed[F_INACTIVE] = "4";
	draw->typed[F_DISABLED] = NULL;
}

static void graduate_without_school(struct demo_draw *draw)
{
	draw->typed[F_EDUCATION] = "2";
}

/* What the fault wishes of the person is wrong enough. */
static void as_drawn(struct demo_draw *draw)
{
	(void)draw;
}

static void long_out_of_work(struct demo_draw *draw)
{
	draw->typed[F_UNEMPLOYED] = "1";
	draw->typed[F_DURATION] = "3";
}

/* ---- the table ---- */

#define WORKING { .age_from = 25, .age_to = 50, .activity = 1 }
#define WITH_CONTRACT { .age_from = 25, .age_to = 50, .activity = 1, .position = 4, .contract = true }
#define WITHOUT_CONTRACT { .age_from = 25, .age_to = 50, .activity = 1, .position = 4, .no_contract = true, \
	.lowest = 1, \
	.highest = 1 }
#define ON_OWN { .age_from = 25, .age_to = 50, .activity = 1, .position = 2, .lowest = 1, .highest = 1 }
#define OUT_OF_WORK { .age_from = 25, .age_to = 50, .activity = 2 }
#define AT_HOME(from, to) { .age_from = from, .age_to = to, .activity = 3 }

static const struct fault errors[] = {
	{ .rule = "E19", .field = F_BIRTH, .list = "wrong.date" },
	{ .rule = "E01", .field = F_PERMANENT },
	{ .rule = "E03", .wish = WORKING, .field = F_WORKPLACE },
	{ .rule = "E10", .act = id_of_wrong_length },
	{ .rule = "E04", .wish = WITH_CONTRACT, .field = F_CONTRACT_START },
	{ .rule = "E10", .act = letters_in_id },
	{ .rule = "E09", .wish = { .age_from = 25, .age_to = 50, .lowest = 5, .highest = 7 }, .field = F_TRAINING },
	{ .rule = "E20", .wish = AT_HOME(15, 15), .act = too_young },
	{ .rule = "E02", .wish = OUT_OF_WORK, .field = F_OCCUPATION, .list = "wrong.occupation" },
	{ .rule = "E18", .field = F_PERMANENT, .list = "wrong.long" },
	{ .rule = "E05", .wish = OUT_OF_WORK, .field = F_UNEMPLOYED },
	{ .rule = "E01", .field = F_SEX },
	{ .rule = "E06", .wish = AT_HOME(18, 70), .field = F_INACTIVE },
	{ .rule = "E15", .field = F_INSURANCE_NO, .list = "wrong.bhxh" },
	{ .rule = "E07", .act = minority_without_name },
	{ .rule = "E19", .field = F_EDUCATION, .list = "wrong.option" },
	{ .rule = "E22", .act = tomorrow },
	{ .rule = "E08", .act = poor_twice },
	{ .rule = "E23", .wish = WITH_CONTRACT, .act = contract_in_future },
	{ .rule = "E16", .field = F_NAME, .list = "wrong.name.sign" },
	{ .rule = "E21", .wish = AT_HOME(60, 70), .act = too_old },
	{ .rule = "E24", .wish = WITH_CONTRACT, .act = contract_at_12 },
	{ .rule = "E10", .act = dummy_id },
};

static const struct fault warnings[] = {
	{ .rule = "W13", .act = other_year },
	{ .rule = "W31", .wish = WITH_CONTRACT, .field = F_INSURANCE, .text = "3" },
	{ .rule = "W16", .field = F_NAME, .list = "wrong.name.word" },
	{ .rule = "W17", .field = F_NAME, .list = "wrong.name.case" },
	{ .rule = "W37", .wish = AT_HOME(25, 50), .act = disabled_unticked },
	{ .rule = "W01", .act = without_id },
	{ .rule = "W41", .act = same_address },
	{ .rule = "W12", .act = other_sex },
	{ .rule = "I43", .wish = WITHOUT_CONTRACT, .field = F_OCCUPATION, .list = "wrong.occupation" },
	{ .rule = "W34", .wish = ON_OWN, .field = F_WORKPLACE, .text = "6" },
	{ .rule = "W14", .act = no_such_province },
	{ .rule = "W38", .wish = { .age_from = 25, .age_to = 50, .lowest = 6, .highest = 7 },
		.act = graduate_without_school },
	{ .rule = "W03", .wish = WITHOUT_CONTRACT, .field = F_EMPLOYER },
	{ .rule = "W30", .wish = ON_OWN, .act = contract_of_own },
	{ .rule = "I15", .act = health_card },
	{ .rule = "W33", .wish = ON_OWN, .field = F_EMPLOYER, .list = "brand" },
	{ .rule = "W35", .wish = AT_HOME(30, 42), .field = F_INACTIVE, .text = "2" },
	{ .rule = "W07", .act = unknown_group },
	{ .rule = "W22", .act = before_campaign },
	{ .rule = "W32", .wish = ON_OWN, .field = F_INSURANCE, .text = "1" },
	{ .rule = "W36", .wish = AT_HOME(33, 40), .field = F_INACTIVE, .text = "1" },
	{ .rule = "W09", .wish = { .age_from = 25, .age_to = 50, .lowest = 1, .highest = 1 }, .act = trained_for_nothing },
	{ .rule = "W20", .wish = AT_HOME(15, 15), .act = perhaps_too_young },
	{ .rule = "W39", .wish = { .age_from = 18, .age_to = 18, .lowest = 7, .highest = 7 }, .act = as_drawn },
	{ .rule = "W24", .wish = WITH_CONTRACT, .act = contract_at_14 },
	{ .rule = "W40", .wish = ON_OWN, .act = old_and_working },
	{ .rule = "W21", .wish = AT_HOME(60, 70), .act = very_old },
	{ .rule = "W42", .wish = { .age_from = 15, .age_to = 15, .activity = 2 }, .act = long_out_of_work },
};

static const struct fault *row_of(uint8_t fault)
{
	return fault <= COUNT(errors) ? &errors[fault - 1] : &warnings[fault - 1 - COUNT(errors)];
}

uint8_t demo_fault(enum severity severity, uint32_t n)
{
	return (uint8_t)(1 + (severity == SEVERITY_E ? n % COUNT(errors) : COUNT(errors) + n % COUNT(warnings)));
}

bool demo_fault_is_error(uint8_t fault)
{
	return fault > 0 && fault <= COUNT(errors);
}

const char *demo_fault_rule(uint8_t fault)
{
	return row_of(fault)->rule;
}

size_t demo_fault_count(void)
{
	return COUNT(errors) + COUNT(warnings);
}

struct demo_wish demo_fault_wish(uint8_t fault)
{
	return row_of(fault)->wish;
}

/* Where the insurance number was the citizen's number, it does not outlive that one. */
static void drop_stale_insurance(struct demo_draw *draw)
{
	const char *number = draw->typed[F_INSURANCE_NO], *id = draw->typed[F_ID];

	if (number != NULL && strlen(number) == 12 && (id == NULL || strcmp(number, id) != 0))
		draw->typed[F_INSURANCE_NO] = NULL;
}

void demo_fault_do(uint8_t fault, struct demo_draw *draw)
{
	const struct fault *row = row_of(fault);

	if (row->act != NULL)
		row->act(draw);
	else if (row->list != NULL)
		draw->typed[row->field] = demo_word(draw->demo->book, row->list, &draw->prng);
	else
		draw->typed[row->field] = row->text;
	drop_stale_insurance(draw);
}
