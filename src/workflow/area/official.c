#include "workflow/area/official.h"

#include "base/memory.h"
#include "base/process/assets.h"

enum { CELLS = 4, KINDS = 128, LISTS_MOST = 16 };

/* What stands on the lines before the one that is read. */
struct reading {
	struct arena *arena;
	const char *kinds[KINDS];       /* by letter */
	const char *above[AREA_LEVELS]; /* the last code of each level */
	struct official_list *lists;
	size_t count, room;
};

/* The cells of the line that *text begins with, "" where there are no more; moves *text on. */
static const char *next_line(struct arena *arena, const char **text, const char *cells[CELLS])
{
	size_t length = strcspn(*text, "\n");
	char *line = arena_text_n(arena, *text, length), *rest = arena_text(arena, line);

	*text += length + ((*text)[length] == '\n');
	for (int i = 0; i < CELLS; i++) {
		char *tab = strchr(rest, '\t');
		cells[i] = rest;
		rest += tab == NULL ? strlen(rest) : (size_t)(tab + 1 - rest);
		if (tab != NULL)
			*tab = '\0';
	}
	return line;
}

static void begin_list(struct reading *r, const char *day, const char *decision)
{
	struct official_list *list = &r->lists[r->count++];

	*list = (struct official_list){ .day = day, .decision = decision, .whole = r->count == 1 };
	area_file_begin(r->arena, r->room, &list->file);
	memset(r->above, 0, sizeof r->above);
}

static void add_unit(struct reading *r, int line, const char *row, const char *const cells[CELLS])
{
	const char *code = cells[0];
	int rank = strlen(code) == 2 ? 0 : strlen(code) == 3 ? 1 : 2, above = rank - 1;
	struct area_unit *unit = area_file_add(&r->lists[r->count - 1].file, rank, line, row);

	while (above > 0 && r->above[above] == NULL)
		above--;
	unit->code = code;
	unit->parent_code = above < 0 ? "" : r->above[above];
	unit->name = cells[2];
	unit->full_name = arena_print(r->arena, "%s %s", r->kinds[cells[1][0] % KINDS], cells[2]);
	unit->from = cells[3];
	r->above[rank] = code;
	for (int i = rank + 1; i < AREA_LEVELS; i++)
		r->above[i] = NULL;
}

static void read_line(struct reading *r, int line, const char *row, const char *const cells[CELLS])
{
	if (strcmp(cells[0], "list") == 0)
		begin_list(r, cells[1], cells[2]);
	else if (strcmp(cells[0], "kinds") == 0)
		r->kinds[cells[1][0] % KINDS] = cells[2];
	else
		add_unit(r, line, row, cells);
}

const struct official_list *official_lists(struct arena *arena, const char *year, size_t *count)
{
	const struct asset *asset = asset_find(arena_print(arena, "src/workflow/area/areas-%s.tsv", year));
	struct reading reading = { .arena = arena };
	const char *cells[CELLS];

	*count = 0;
	if (asset == NULL)
		return NULL;
	for (const char *p = asset->data; *p != '\0'; p++)
		reading.room += *p == '\n';
	reading.lists = arena_array(arena, LISTS_MOST, sizeof *reading.lists);
	const char *text = asset->data;
	for (int line = 1; *text != '\0'; line++) {
		const char *row = next_line(arena, &text, cells);
		read_line(&reading, line, row, cells);
	}
	for (size_t i = 0; i < reading.count; i++) {
		struct area_file *file = &reading.lists[i].file;
		for (int rank = 0; rank < AREA_LEVELS - 1; rank++)
			file->has_level[rank] |= reading.lists[i].whole;
		area_file_end(file);
	}
	*count = reading.count;
	return reading.lists;
}
