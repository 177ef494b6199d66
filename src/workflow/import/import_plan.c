#include "workflow/import/import_plan.h"

#include "base/buf.h"
#include "base/memory.h"

enum { MET_LEAST = 2, SAMPLE_BYTES = 64 << 10, SAMPLE_TEXTS = 4096, PLACES_MOST = 256, NAMES_LIMIT = 4096,
	NAME_PLACE = 2, HEAD_BYTES = 400 };

void plan_begin(struct plan_search *search, struct arena *arena, struct arena *line_arena,
                const struct import_columns *columns, const struct plan_fonts *fonts)
{
	*search = (struct plan_search){ .arena = arena, .line_arena = line_arena, .best = { .columns = columns },
		.judges = *fonts,
		.samples = arena_array(arena, PLACES_MOST, sizeof(struct plan_sample)) };
}

/* ---- heads ---- */

/* The column of a head, which may be in an old font as well. */
static int meet(struct arena *arena, const struct import_columns *columns, const struct import_cell *cell)
{
	static const enum legacy_encoding fonts[] = { LEGACY_UNICODE, LEGACY_TCVN3, LEGACY_VNI };
	int met = -1;

	if (cell->kind != CELL_TEXT || cell_is_empty(cell) || strlen(cell->text) > HEAD_BYTES)
		return -1;
	for (size_t i = 0; i < COUNT(fonts) && met < 0; i++)
		met = import_column_meet(arena, columns, legacy_convert(arena, cell->text, fonts[i]).text);
	return met;
}

static size_t count_lacking(const struct import_columns *columns, const int *places)
{
	size_t lacking = 0;

	for (size_t i = 0; i < columns->count; i++)
		lacking += columns->items[i].required && places[i] < 0;
	return lacking;
}

/* What the row is as a row of heads. */
static struct import_plan try_line(struct plan_search *search, const struct import_line *line)
{
	const struct import_columns *columns = search->best.columns;
	struct import_plan plan = { .columns = columns, .head = line->number, .first = line->number + 1,
		.places = arena_array(search->arena, columns->count, sizeof(int)) };

	for (size_t i = 0; i < columns->count; i++)
		plan.places[i] = -1;
	for (size_t i = 0; i < line->count && i < PLACES_MOST; i++) {
		int column = meet(search->line_arena, columns, &line->cells[i]);
		if (column < 0 || plan.places[column] >= 0)
			continue;
		plan.places[column] = (int)i;
		plan.met++;
	}
	plan.lacking = count_lacking(columns, plan.places);
	return plan;
}

static bool is_better(const struct import_plan *a, const struct import_plan *b)
{
	if (b->head == 0)
		return true;
	return a->lacking != b->lacking ? a->lacking < b->lacking : a->met > b->met;
}

/* ---- the layout whose heads stand above each other ---- */

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), tail = strlen(end);

	return length >= tail && strcmp(text + length - tail, end) == 0 &&
	       (length == tail || text[length - tail - 1] == ' ');
}

static const char *fold_at(struct plan_search *search, const struct import_line *line, size_t place)
{
	return place < line->count && line->cells[place].kind == CELL_TEXT
	           ? import_fold_head(search->line_arena, line->cells[place].text)
	           : "";
}

static void look_for_layout(struct plan_search *search, const struct import_line *line)
{
	const struct import_columns *columns = search->best.columns;
	int male = import_column_find(columns, "birth_male");

	if (male < 0 || line->number >= IMPORT_PLACED_FIRST)
		return;
	if (NAME_PLACE < line->count) {
		int met = meet(search->line_arena, columns, &line->cells[NAME_PLACE]);
		search->sees_name |= met >= 0 && columns->items[met].required;
	}
	search->sees_male |= ends_with(fold_at(search, line, NAME_PLACE + 1), "nam");
	search->sees_female |= ends_with(fold_at(search, line, NAME_PLACE + 2), "nu");
}

/* ---- fonts ---- */

/* Only what may be a letter of an old font tells. */
static bool is_ascii(const char *text)
{
	for (; *text != '\0'; text++) {
		if ((unsigned char)*text >= 0x80)
			return false;
	}
	return true;
}

static void sample(struct plan_search *search, const struct import_line *line)
{
	for (size_t i = 0; i < line->count && i < PLACES_MOST; i++) {
		const struct import_cell *cell = &line->cells[i];
		struct plan_sample *sample = &search->samples[i];
		if (cell->kind != CELL_TEXT || sample->bytes > SAMPLE_BYTES || sample->count == SAMPLE_TEXTS ||
		    is_ascii(cell->text))
			continue;
		if (sample->texts == NULL)
			sample->texts = arena_array(search->arena, SAMPLE_TEXTS, sizeof *sample->texts);
		sample->texts[sample->count++] = arena_text(search->arena, cell->text);
		sample->bytes += strlen(cell->text);
	}
}

static enum legacy_encoding font_of(struct plan_search *search, int place)
{
	const struct plan_sample *sample = place < 0 || place >= PLACES_MOST ? NULL : &search->samples[place];

	return sample == NULL || sample->count == 0 ? LEGACY_UNICODE
	                                            : search->judges.judge(search->arena, sample->texts, sample->count);
}

/* ---- the table ---- */

void plan_line(struct plan_search *search, const struct import_line *line)
{
	arena_reset(search->line_arena);
	if (line->number <= HEADS_WITHIN) {
		struct import_plan plan = try_line(search, line);
		look_for_layout(search, line);
		if (plan.met >= MET_LEAST && is_better(&plan, &search->best))
			search->best = plan;
	}
	sample(search, line);
}

void plan_end(struct plan_search *search, struct import_plan *out)
{
	const struct import_columns *columns = search->best.columns;

	*out = search->best;
	if (search->sees_name && search->sees_male && search->sees_female) {
		*out = (struct import_plan){ .columns = columns, .first = IMPORT_PLACED_FIRST, .placed = true,
			.head = IMPORT_PLACED_FIRST - 1, .places = arena_array(search->arena, columns->count, sizeof(int)) };
		import_columns_place(columns, out->places);
		for (size_t i = 0; i < columns->count; i++)
			out->met += out->places[i] >= 0;
	}
	out->judges = search->judges;
	out->fonts = arena_array(search->arena, columns->count, sizeof *out->fonts);
	for (size_t i = 0; i < columns->count && out->places != NULL; i++)
		out->fonts[i] = font_of(search, out->places[i]);
}

bool plan_is_good(const struct import_plan *plan)
{
	return plan->head > 0 && plan->lacking == 0;
}

const char *plan_lacks(struct arena *arena, const struct import_plan *plan)
{
	struct buf names;

	buf_init(&names, arena, NAMES_LIMIT);
	for (size_t i = 0; i < plan->columns->count; i++) {
		if (plan->columns->items[i].required && (plan->places == NULL || plan->places[i] < 0))
			buf_print(&names, "%s%s", names.length == 0 ? "" : ", ", plan->columns->items[i].label);
	}
	return names.data;
}
