#include "workflow/import/cell.h"

#include "base/memory.h"
#include "text/identity.h"
#include "text/messages.h"
#include "text/utf8.h"

enum { YEAR_FIRST = 1900, YEAR_LAST = 2100, LETTERS = 26, SHOWN_BYTES = 300 };

struct reading {
	struct arena *arena;
	const struct cell_way *way;
	const char **fault;
};

static const char *refuse(const struct reading *r, enum message message, const char *one, const char *two)
{
	const char *const values[] = { one, two };

	*r->fault = message_with(r->arena, message, values, COUNT(values));
	return NULL;
}

bool cell_is_empty(const struct import_cell *cell)
{
	return cell->kind == CELL_EMPTY || cell->kind == CELL_MERGED ||
	       (cell->kind == CELL_TEXT && cell->text[strspn(cell->text, " \t\r\n")] == '\0');
}

const char *cell_shown(struct arena *arena, const struct import_cell *cell)
{
	size_t length = cell_is_empty(cell) ? 0 : strlen(cell->text);
	bool cut = length > SHOWN_BYTES;

	for (length = cut ? SHOWN_BYTES : length; cut && (cell->text[length] & 0xc0) == 0x80; length--)
		;
	const char *clean = length == 0 ? "" : utf8_clean(arena, arena_text_n(arena, cell->text, length));
	return clean == NULL ? "" : cut ? arena_print(arena, "%s…", clean) : clean;
}

const char *cell_address(struct arena *arena, int place, int64_t row)
{
	char letters[8];
	size_t at = sizeof letters - 1;

	letters[at] = '\0';
	for (int n = place + 1; n > 0; n = (n - 1) / LETTERS)
		letters[--at] = (char)('A' + (n - 1) % LETTERS);
	return arena_print(arena, "%s%lld", letters + at, (long long)row);
}

const char *cell_font_name(enum legacy_encoding font)
{
	return font == LEGACY_TCVN3 ? "TCVN3 (ABC)" : "VNI";
}

/* ---- numbers that are no quantities ---- */

static bool is_digits(const char *text)
{
	return text[0] != '\0' && text[strspn(text, "0123456789")] == '\0';
}

/* A zero or two in front are gone: a spreadsheet took it for a quantity. */
static bool lost_zero(const struct import_column *column, const char *digits)
{
	size_t length = strlen(digits);

	if (!is_digits(digits))
		return false;
	if (column->kind == HOLDS_PHONE)
		return length == 9 && digits[0] != '0';
	return column->limit > 2 && length < column->limit && length >= column->limit - 2;
}

static const char *read_digits(const struct reading *r, const char *text)
{
	const char *digits = identity_strip(r->arena, text);

	if (lost_zero(r->way->column, digits))
		return refuse(r, MSG_IMPORT_LOST_ZERO, text, NULL);
	return digits;
}

static const char *read_day(const struct reading *r, const char *text)
{
	struct date day;
	char iso[DATE_TEXT];

	if (!date_from_typed(text, r->way->column->kind == HOLDS_PARTIAL_DAY, &day))
		return text;
	date_to_iso(day, iso);
	return arena_text(r->arena, iso);
}

static const char *read_number(const struct reading *r, const char *text)
{
	const struct import_column *column = r->way->column;
	enum import_column_kind kind = column->kind;
	long year = strlen(text) == 4 && is_digits(text) ? strtol(text, NULL, 10) : 0;

	if (kind == HOLDS_DAY || kind == HOLDS_PARTIAL_DAY)
		return year >= YEAR_FIRST && year <= YEAR_LAST ? read_day(r, text)
		                                               : refuse(r, MSG_IMPORT_NUMBER_DAY, text, NULL);
	if (kind == HOLDS_DIGITS || kind == HOLDS_PHONE)
		return is_digits(text) ? read_digits(r, text) : refuse(r, MSG_IMPORT_NO_DIGITS, text, NULL);
	return text;
}

/* ---- texts ---- */

/* A text that our own files keep from being taken for a formula. */
static const char *without_guard(const char *text)
{
	return text[0] == '\'' && text[1] != '\0' && strchr("=+-@", text[1]) != NULL ? text + 1 : text;
}

static const char *read_boolean(const struct reading *r, const char *text)
{
	int tick = import_tick_of(r->arena, text);

	return tick < 0 ? refuse(r, MSG_IMPORT_NO_TICK, text, NULL) : tick == 1 ? "1" : NULL;
}

/* "Nam", "1", "1 - Nam", "1. Nam"; any other text as it is. */
static const char *read_choice(const struct reading *r, const char *text)
{
	const struct field *field = r->way->column->field;
	size_t digits = strspn(text, "0123456789");
	const char *words = text + digits + strspn(text + digits, " .):-");
	const char *folded = import_fold_head(r->arena, digits > 0 && *words != '\0' ? words : text);

	for (size_t i = 0; i < field->option_count; i++) {
		const struct option *option = &field->options[i];
		if (strcmp(import_fold_head(r->arena, option->label), folded) == 0)
			return arena_print(r->arena, "%d", option->value);
	}
	return text;
}

/* Judged on the text as it stands: an old font has signs for letters that are dropped elsewhere. */
static const char *read_font(const struct reading *r, const char *text)
{
	const struct cell_way *way = r->way;

	if (way->font == LEGACY_UNICODE || !way->has(r->arena, text, way->font))
		return text;
	const char *read = legacy_convert(r->arena, text, way->font).text;
	if (way->convert)
		return read;
	return refuse(r, MSG_IMPORT_OLD_FONT, cell_font_name(way->font), read);
}

/* As a spreadsheet writes its faults into text. */
static bool is_sheet_fault(const char *text)
{
	static const char *const faults[] = { "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!" };

	for (size_t i = 0; i < COUNT(faults); i++) {
		if (strcmp(text, faults[i]) == 0)
			return true;
	}
	return false;
}

static const char *read_text(const struct reading *r, const char *raw)
{
	const char *read = read_font(r, raw), *text = read == NULL ? NULL : utf8_clean(r->arena, read);

	if (text == NULL || text[0] == '\0')
		return NULL;
	text = without_guard(text);
	if (is_sheet_fault(text))
		return refuse(r, MSG_IMPORT_CELL_FAULT, text, NULL);
	switch (r->way->column->kind) {
	case HOLDS_BOOLEAN: return read_boolean(r, text);
	case HOLDS_CHOICE: return read_choice(r, text);
	case HOLDS_DIGITS:
	case HOLDS_PHONE: return read_digits(r, text);
	case HOLDS_DAY:
	case HOLDS_PARTIAL_DAY: return read_day(r, text);
	case HOLDS_TEXT:
	case HOLDS_CODE:
	case HOLDS_ROLE:
	case HOLDS_AREAS:
	case HOLDS_AREA:
	case HOLDS_COUNT_OF: break;
	}
	return text;
}

static const char *shown_day(const struct reading *r, const char *iso)
{
	struct date day;
	char shown[DATE_TEXT] = "";

	if (date_from_iso(iso, true, &day))
		date_to_shown(day, shown);
	return arena_text(r->arena, shown);
}

const char *cell_read(struct arena *arena, const struct cell_way *way, const struct import_cell *cell,
                      const char **fault)
{
	const struct reading r = { arena, way, fault };
	enum import_column_kind kind = way->column->kind;
	bool day = kind == HOLDS_DAY || kind == HOLDS_PARTIAL_DAY;

	*fault = NULL;
	switch (cell->kind) {
	case CELL_EMPTY:
	case CELL_MERGED: return NULL;
	case CELL_TEXT: return read_text(&r, cell->text);
	case CELL_NUMBER: return kind == HOLDS_BOOLEAN || kind == HOLDS_CHOICE ? read_text(&r, cell->text)
	                                                                         : read_number(&r, cell->text);
	case CELL_DAY: return day ? cell->text : refuse(&r, MSG_IMPORT_DAY_TEXT, shown_day(&r, cell->text), NULL);
	case CELL_TIME: return refuse(&r, day ? MSG_IMPORT_TIME : MSG_IMPORT_DAY_TEXT, cell->text, NULL);
	case CELL_BOOLEAN:
		return kind == HOLDS_BOOLEAN ? (cell->text[0] == '1' ? "1" : NULL)
		                              : refuse(&r, MSG_IMPORT_BOOLEAN, cell->text[0] == '1' ? "TRUE" : "FALSE", NULL);
	case CELL_FAULT: return refuse(&r, MSG_IMPORT_CELL_FAULT, cell->text, NULL);
	case CELL_LONG: return refuse(&r, MSG_IMPORT_CELL_LONG, NULL, NULL);
	case CELL_NO_VALUE: break;
	}
	return refuse(&r, MSG_IMPORT_NO_VALUE, NULL, NULL);
}
