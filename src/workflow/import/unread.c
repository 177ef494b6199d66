#include "workflow/import/unread.h"

#include <stdlib.h>
#include <string.h>

enum { FEW = 4, NUMBERS_LEAST = 3, BRACKETS_LEAST = 2 };

/* Cells with something in them; the first of them. */
static size_t count_filled(const struct import_line *line, const struct import_cell **first)
{
	size_t filled = 0;

	*first = NULL;
	for (size_t i = 0; i < line->count; i++) {
		if (cell_is_empty(&line->cells[i]))
			continue;
		*first = filled++ == 0 ? &line->cells[i] : *first;
	}
	return filled;
}

/* "(3)", "3"; 0: no such number. *bracket: it stands in brackets. */
static long column_number(const char *text, bool *bracket)
{
	*bracket = text[0] == '(';
	char *end;
	long number = strtol(text + *bracket, &end, 10);

	if (end == text + *bracket || (*bracket && *end++ != ')') || *end != '\0')
		return 0;
	return number;
}

/* One after the other, and nothing else; a letter before the first stands for the column of the numbers. */
static bool is_numbers(struct arena *arena, const struct import_line *line, size_t filled)
{
	long before = 0;
	size_t brackets = 0, numbers = 0;

	for (size_t i = 0; i < line->count; i++) {
		bool bracket;
		const char *text = cell_shown(arena, &line->cells[i]);
		if (text[0] == '\0' || (numbers == 0 && strlen(text) == 1 && text[0] >= 'A' && text[0] <= 'Z'))
			continue;
		long number = column_number(text, &bracket);
		if (number <= 0 || (numbers > 0 && number != before + 1))
			return false;
		before = number;
		numbers++;
		brackets += bracket;
	}
	return filled > 0 && numbers >= (brackets == numbers ? BRACKETS_LEAST : NUMBERS_LEAST);
}

/* All that a row must have. */
static bool has_required(const struct import_plan *plan, const struct import_line *line)
{
	for (size_t i = 0; i < plan->columns->count; i++) {
		int place = plan->places[i];
		if (plan->columns->items[i].required &&
		    (place < 0 || (size_t)place >= line->count || cell_is_empty(&line->cells[place])))
			return false;
	}
	return true;
}

/* A column of names takes the words of a sum or a signature as well: then most else is missing. */
static bool may_be_aside(const struct import_plan *plan, const struct import_line *line, size_t filled)
{
	size_t met = 0;

	for (size_t i = 0; i < plan->columns->count; i++) {
		int place = plan->places[i];
		met += place >= 0 && (size_t)place < line->count && !cell_is_empty(&line->cells[place]);
	}
	return !has_required(plan, line) || met <= 1 || filled <= 1;
}

static bool is_figure(const struct import_cell *cell)
{
	return cell->kind == CELL_NUMBER ||
	       (cell->kind == CELL_TEXT && cell->text[strspn(cell->text, "0123456789., %")] == '\0');
}

/* Nothing but figures beside its words. */
static bool is_sum(struct arena *arena, const struct import_line *line, const struct import_cell *first)
{
	for (size_t i = 0; i < line->count; i++) {
		const struct import_cell *cell = &line->cells[i];
		if (cell != first && !cell_is_empty(cell) && !is_figure(cell))
			return false;
	}
	return import_aside_of(arena, cell_shown(arena, first)) == ASIDE_SUM;
}

enum import_unread unread_judge(struct unread *unread, struct arena *arena, const struct import_plan *plan,
                                const struct import_line *line)
{
	const struct import_cell *first;
	size_t filled = count_filled(line, &first);

	if (filled == 0)
		return UNREAD_EMPTY;
	if (is_numbers(arena, line, filled))
		return UNREAD_NUMBERS;
	if (is_sum(arena, line, first))
		return UNREAD_SUM;
	if (!may_be_aside(plan, line, filled)) {
		unread->signing = false;
		return UNREAD_KINDS;
	}
	enum import_aside aside = import_aside_of(arena, cell_shown(arena, first));
	if (aside == ASIDE_SUM)
		return UNREAD_SUM;
	unread->signing |= aside == ASIDE_SIGNATURE;
	return unread->signing && filled <= FEW ? UNREAD_SIGNATURE : UNREAD_KINDS;
}
