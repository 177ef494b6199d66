#include "table/kind.h"

#include "base/memory.h"
#include "text/label.h"
#include "text/messages.h"
#include "text/order.h"
#include "table/display.h"
#include "text/utf8.h"

static const struct kind_row kinds[KIND_COUNT_OF] = {
#define KIND(name, held, mask, xlsx, width, markup) \
	[KIND_##name] = { HELD_##held, MASK_##mask, FILE_##xlsx, width, markup },
#include "table/kind.def"
#undef KIND
};

const struct kind_row *kind_of(enum kind kind)
{
	return &kinds[kind];
}

/* ---- what stands in a row ---- */

int64_t kind_int(const void *place)
{
	int64_t value;

	memcpy(&value, place, sizeof value);
	return value;
}

static const char *text_at(const void *place)
{
	const char *text;

	memcpy(&text, place, sizeof text);
	return text == NULL || text[0] == '\0' ? NULL : text;
}

/* Where the text of a row of sums would stand. */
static bool is_blank(const void *place)
{
	const char *text;

	memcpy(&text, place, sizeof text);
	return text != NULL && text[0] == '\0';
}

static int code_at(const void *place)
{
	int code;

	memcpy(&code, place, sizeof code);
	return code;
}

/* ---- codes ---- */

static const char *label_of_state(int code) { return state_label((enum state)code); }
static const char *label_of_role(int code) { return role_label((enum role)code); }
static const char *label_of_batch(int code) { return batch_state_label((enum batch_state)code); }
static const char *label_of_bundle(int code) { return bundle_state_label((enum bundle_state)code); }
static const char *label_of_type(int code) { return minutes_type_label((enum minutes_type)code); }
static const char *label_of_minutes(int code) { return minutes_state_label((enum minutes_state)code); }
static const char *label_of_stage(int code) { return stage_label((enum stage)code); }
static const char *label_of_every(int code) { return every_label((enum every)code); }
static const char *label_of_pay(int code) { return pay_role_label((enum pay_role)code); }
static const char *label_of_payment(int code) { return payment_state_label((enum payment_state)code); }
static const char *label_of_said(int code) { return minutes_outcome_label((enum minutes_outcome)code); }
static const char *label_of_counted(int code) { return counted_label((enum outcome)code); }
static const char *label_of_outcome(int code) { return outcome_label((enum outcome)code); }
static const char *label_of_severity(int code) { return severity_label((enum severity)code); }
static const char *label_of_setting(int code) { return rule_setting_label((enum rule_setting)code); }
static const char *label_of_source(int code) { return roster_source_label((enum roster_source)code); }
static const char *label_of_category(int code) { return roster_category_label((enum roster_category)code); }
static const char *label_of_listed(int code) { return roster_state_label((enum roster_state)code); }
static const char *label_of_reconcile(int code) { return reconcile_label((enum reconcile)code); }
static const char *label_of_choice(int code) { return reconcile_choice_label((enum reconcile_choice)code); }
static const char *label_of_standing(int code) { return standing_label((enum standing)code); }
static const char *label_of_access(int code) { return access_label((enum access)code); }

static const struct { const struct codes *codes; const char *(*label)(int code); } sets[KIND_COUNT_OF] = {
	[KIND_STATE] = { &state_codes, label_of_state },
	[KIND_ROLE] = { &role_codes, label_of_role },
	[KIND_BATCH] = { &batch_state_codes, label_of_batch },
	[KIND_BUNDLE] = { &bundle_state_codes, label_of_bundle },
	[KIND_MINUTES_TYPE] = { &minutes_type_codes, label_of_type },
	[KIND_MINUTES_STATE] = { &minutes_state_codes, label_of_minutes },
	[KIND_PAY_ROLE] = { &pay_role_codes, label_of_pay },
	[KIND_STAGE] = { &stage_codes, label_of_stage },
	[KIND_EVERY] = { &every_codes, label_of_every },
	[KIND_PAYMENT] = { &payment_state_codes, label_of_payment },
	[KIND_MINUTES_SHEET] = { &minutes_outcome_codes, label_of_said },
	[KIND_COUNTED] = { &outcome_codes, label_of_counted },
	[KIND_OUTCOME] = { &outcome_codes, label_of_outcome },
	[KIND_SEVERITY] = { &severity_codes, label_of_severity },
	[KIND_SETTING] = { &rule_setting_codes, label_of_setting },
	[KIND_ROSTER_SOURCE] = { &roster_source_codes, label_of_source },
	[KIND_ROSTER_CATEGORY] = { &roster_category_codes, label_of_category },
	[KIND_ROSTER_STATE] = { &roster_state_codes, label_of_listed },
	[KIND_RECONCILE] = { &reconcile_codes, label_of_reconcile },
	[KIND_RECONCILE_CHOICE] = { &reconcile_choice_codes, label_of_choice },
	[KIND_STANDING] = { &standing_codes, label_of_standing },
	[KIND_ACCESS] = { &access_codes, label_of_access },
};

/* In a row of sums. */
static bool is_no_code(enum kind kind, const void *place)
{
	return code_at(place) == sets[kind].codes->count;
}

const char *kind_code(enum kind kind, const void *place)
{
	if (is_no_code(kind, place))
		return "";
	const char *text = sets[kind].codes->texts[code_at(place)];

	return text == NULL ? "" : text;
}

/* ---- for files ---- */

static bool is_nothing(enum kind kind, int64_t number)
{
	if (kind == KIND_ID || kind == KIND_SEX)
		return number == 0;
	if (kind == KIND_BALANCE || kind == KIND_TREND)
		return number == BALANCE_NONE;
	return (kind == KIND_FIGURE || kind == KIND_SHARE || kind == KIND_PART || kind == KIND_DAYS) && number < 0;
}

struct kind_value kind_value(const struct kind_reader *reader, enum kind kind, const void *place)
{
	if (kinds[kind].held == HELD_INT) {
		int64_t number = kind_int(place);
		return (struct kind_value){ .none = is_nothing(kind, number), .number = number };
	}
	if (kinds[kind].held == HELD_CODE) {
		const char *code = kind_code(kind, place);
		return (struct kind_value){ .none = code[0] == '\0', .text = code };
	}
	const char *text = text_at(place);
	if (text == NULL)
		return (struct kind_value){ .none = true, .text = "" };
	if (kinds[kind].mask == MASK_WHOLE)
		text = display_number(reader->arena, reader->actor, text);
	else if (kinds[kind].mask == MASK_INSIDE)
		text = display_text(reader->arena, reader->actor, text);
	return (struct kind_value){ .text = text };
}

/* ---- for people ---- */

static const char *show_sex(const struct kind_reader *reader, int64_t number)
{
	const struct option *sex = field_option(reader->form->sex, number);

	return sex == NULL ? "" : sex->label;
}

/* The words that a count stands in; MESSAGE_COUNT: it stands alone. */
static enum message words_of(enum kind kind)
{
	if (kind == KIND_ERRORS)
		return MSG_COUNT_ERRORS;
	if (kind == KIND_WARNINGS)
		return MSG_COUNT_WARNINGS;
	if (kind == KIND_LATE)
		return MSG_LATE_DAYS;
	return kind == KIND_DAYS ? MSG_COUNT_DAYS : MESSAGE_COUNT;
}

static const char *show_count(const struct kind_reader *reader, enum kind kind, int64_t number)
{
	enum message words = words_of(kind);

	if (number == 0 && kind == KIND_DAYS)
		return message_text(MSG_SAME_DAY);
	if (number == 0 && (kind == KIND_SOME || words != MESSAGE_COUNT))
		return "";
	const char *count = display_count(reader->arena, number);
	return words == MESSAGE_COUNT ? count : message_with_one(reader->arena, words, count);
}

static const char *show_int(const struct kind_reader *reader, enum kind kind, int64_t number)
{
	if (is_nothing(kind, number))
		return kind == KIND_ID || kind == KIND_SEX ? "" : message_text(MSG_NO_FIGURE);
	if (kind == KIND_ID)
		return arena_print(reader->arena, "%lld", (long long)number);
	if (kind == KIND_SHARE)
		return display_percent(reader->arena, number, 1000);
	if (kind == KIND_PART)
		return display_part(reader->arena, number);
	if (kind == KIND_TREND)
		return display_change(reader->arena, number);
	return kind == KIND_SEX ? show_sex(reader, number) : show_count(reader, kind, number);
}

const char *kind_shown(const struct kind_reader *reader, enum kind kind, const void *place)
{
	if (kinds[kind].held == HELD_INT)
		return show_int(reader, kind, kind_int(place));
	if (kinds[kind].held == HELD_CODE)
		return is_no_code(kind, place) ? "" : sets[kind].label(code_at(place));
	if (kind == KIND_DAY)
		return display_day(reader->arena, text_at(place));
	if (kind == KIND_TIME)
		return display_time(reader->arena, text_at(place));
	struct kind_value value = kind_value(reader, kind, place);
	if (value.none && kind == KIND_PERSON)
		return is_blank(place) ? "" : message_text(MSG_NO_NAME);
	if (value.none)
		return kind == KIND_HAMLET && !is_blank(place) ? message_text(MSG_NOT_ANSWERED) : "";
	if (kind == KIND_DEED)
		return deed_label(value.text);
	return kind == KIND_LEVEL ? level_label(value.text) : value.text;
}

/* ---- order ---- */

struct kind_key kind_key(const struct kind_reader *reader, enum kind kind, const void *place)
{
	if (kinds[kind].held == HELD_INT)
		return (struct kind_key){ .number = kind_int(place), .last = kind == KIND_PART && kind_int(place) < 0 };
	if (kinds[kind].held == HELD_CODE)
		return (struct kind_key){ .number = code_at(place) };
	const char *text = text_at(place);
	if (text != NULL && (kind == KIND_NAME || kind == KIND_PERSON))
		text = name_order(reader->arena, text);
	else if (text != NULL && (kind == KIND_HAMLET || kind == KIND_TEXT))
		text = utf8_fold(reader->arena, text);
	return (struct kind_key){ .text = text };
}

int kind_key_order(const struct kind_key *a, const struct kind_key *b)
{
	if (a->text != NULL && b->text != NULL)
		return strcmp(a->text, b->text);
	if (a->text != NULL || b->text != NULL)
		return a->text == NULL ? -1 : 1;
	return a->number < b->number ? -1 : a->number > b->number;
}

bool kind_can_order(enum kind kind, const struct actor *actor)
{
	return kinds[kind].mask == MASK_PLAIN || !actor_is_masked(actor);
}
