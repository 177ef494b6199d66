#include "form/import_column.h"

#include "base/memory.h"
#include "text/utf8.h"

enum { HEADS_MOST = 24, CITIZEN_DIGITS = 12, INSURANCE_DIGITS = 10 };

struct declared {
	enum import_table table;
	const char *name;
	enum import_column_kind kind;
	size_t limit;
	bool required;
	const char *heads;
};

static const struct declared declared[] = {
#define IMPORT_COLUMN(table, name, kind, limit, required, heads) \
	{ IMPORT_##table, #name, HOLDS_##kind, limit, required, heads },
#include "form/import.def"
};

static const struct { const char *field, *heads; } more_heads[] = {
#define IMPORT_HEADS(field, heads) { #field, heads },
#include "form/import.def"
};

static const struct { char letter; const char *column; } places_of[] = {
#define IMPORT_PLACE(letter, column) { letter, #column },
#include "form/import.def"
};

static const struct { enum import_aside kind; const char *beginnings; } asides[] = {
#define IMPORT_ASIDE(kind, beginnings) { ASIDE_##kind, beginnings },
#include "form/import.def"
};

static const struct { bool ticked; const char *texts; } ticks[] = {
#define IMPORT_TICK(ticked, texts) { ticked, texts },
#include "form/import.def"
};

/* ---- heads ---- */

const char *import_fold_head(struct arena *arena, const char *head)
{
	const char *folded = utf8_fold_words(arena, head);

	return folded == NULL ? "" : folded;
}

struct heads { const char **items; size_t count; };

static void add_head(struct arena *arena, struct heads *heads, const char *text)
{
	const char *folded = import_fold_head(arena, text);

	if (heads->count + 1 < HEADS_MOST && folded[0] != '\0')
		heads->items[heads->count++] = folded;
}

/* Each of a list that bars part. */
static void add_heads(struct arena *arena, struct heads *heads, const char *list)
{
	while (list != NULL && *list != '\0') {
		size_t length = strcspn(list, "|");
		add_head(arena, heads, arena_text_n(arena, list, length));
		list += length + (list[length] == '|');
	}
}

static struct heads heads_new(struct arena *arena)
{
	return (struct heads){ arena_array(arena, HEADS_MOST, sizeof(char *)), 0 };
}

static struct import_column from_declared(struct arena *arena, const struct declared *d)
{
	struct heads heads = heads_new(arena);

	add_head(arena, &heads, d->name);
	add_heads(arena, &heads, d->heads);
	return (struct import_column){ .name = d->name, .kind = d->kind, .limit = d->limit, .required = d->required,
		.label = arena_text_n(arena, d->heads, strcspn(d->heads, "|")), .heads = heads.items };
}

/* ---- columns of sheets ---- */

static enum import_column_kind kind_of(const struct field *field)
{
	switch (field->type) {
	case FIELD_NUMBER: return HOLDS_DIGITS;
	case FIELD_DATE: return HOLDS_DAY;
	case FIELD_PARTIAL_DATE: return HOLDS_PARTIAL_DAY;
	case FIELD_CHOICE: return HOLDS_CHOICE;
	case FIELD_BOOLEAN: return HOLDS_BOOLEAN;
	case FIELD_CODE: return HOLDS_CODE;
	case FIELD_AREA: return HOLDS_AREA;
	case FIELD_TEXT: break;
	}
	return HOLDS_TEXT;
}

static struct import_column from_field(struct arena *arena, const struct field *field)
{
	struct heads heads = heads_new(arena);

	add_head(arena, &heads, field->name);
	add_head(arena, &heads, field->label);
	add_head(arena, &heads, arena_print(arena, "%s %s", field->number, field->label));
	for (size_t i = 0; i < COUNT(more_heads); i++) {
		if (strcmp(more_heads[i].field, field->name) == 0)
			add_heads(arena, &heads, more_heads[i].heads);
	}
	return (struct import_column){ .name = field->name, .kind = kind_of(field), .label = field->label,
		.heads = heads.items, .field = field,
		.limit = field->type != FIELD_NUMBER ? 0 : field->health_card ? INSURANCE_DIGITS : CITIZEN_DIGITS };
}

struct import_columns import_columns_of(struct arena *arena, enum import_table table, const struct form *form)
{
	size_t fields = table == IMPORT_SHEETS ? form->field_count : 0;
	struct import_column *items = arena_array(arena, fields + COUNT(declared), sizeof *items);
	struct import_columns columns = { items, 0 };

	for (size_t i = 0; i < fields; i++)
		items[columns.count++] = from_field(arena, &form->fields[i]);
	if (fields > 0)
		items[form->full_name - form->fields].required = true;
	for (size_t i = 0; i < COUNT(declared); i++) {
		if (declared[i].table == table)
			items[columns.count++] = from_declared(arena, &declared[i]);
	}
	return columns;
}

int import_column_find(const struct import_columns *columns, const char *name)
{
	for (size_t i = 0; i < columns->count; i++) {
		if (strcmp(columns->items[i].name, name) == 0)
			return (int)i;
	}
	return -1;
}

static bool has_head(const struct import_column *column, const char *folded)
{
	for (size_t i = 0; column->heads[i] != NULL; i++) {
		if (strcmp(column->heads[i], folded) == 0)
			return true;
	}
	return false;
}

static int meet(const struct import_columns *columns, const char *folded)
{
	for (size_t i = 0; i < columns->count; i++) {
		if (has_head(&columns->items[i], folded))
			return (int)i;
	}
	return -1;
}

int import_column_meet(struct arena *arena, const struct import_columns *columns, const char *head)
{
	const char *bracket = strchr(head, '(');
	int met = meet(columns, import_fold_head(arena, head));

	if (met < 0 && bracket != NULL && bracket != head)
		met = meet(columns, import_fold_head(arena, arena_text_n(arena, head, (size_t)(bracket - head))));
	return met;
}

void import_columns_place(const struct import_columns *columns, int *places)
{
	for (size_t i = 0; i < columns->count; i++)
		places[i] = -1;
	for (size_t i = 0; i < COUNT(places_of); i++) {
		int column = import_column_find(columns, places_of[i].column);
		if (column >= 0)
			places[column] = places_of[i].letter - 'A';
	}
}

/* ---- rows that are no data ---- */

static bool begins(const char *folded, const char *beginning)
{
	size_t length = strlen(beginning);

	return length > 0 && strncmp(folded, beginning, length) == 0 && (folded[length] == '\0' || folded[length] == ' ');
}

enum import_aside import_aside_of(struct arena *arena, const char *text)
{
	const char *folded = import_fold_head(arena, text);

	for (size_t i = 0; i < COUNT(asides); i++) {
		struct heads heads = heads_new(arena);
		add_heads(arena, &heads, asides[i].beginnings);
		for (size_t h = 0; h < heads.count; h++) {
			if (begins(folded, heads.items[h]))
				return asides[i].kind;
		}
	}
	return ASIDE_NONE;
}

/* ---- boxes ---- */

static bool stands_in(const char *list, const char *text)
{
	size_t length = strlen(text);

	for (const char *at = strstr(list, text); length > 0 && at != NULL; at = strstr(at + 1, text)) {
		if ((at == list || at[-1] == '|') && (at[length] == '\0' || at[length] == '|'))
			return true;
	}
	return false;
}

int import_tick_of(struct arena *arena, const char *text)
{
	const char *folded = utf8_fold(arena, text);

	for (size_t i = 0; i < COUNT(ticks) && folded != NULL; i++) {
		if (stands_in(utf8_fold(arena, ticks[i].texts), folded))
			return ticks[i].ticked;
	}
	return -1;
}
