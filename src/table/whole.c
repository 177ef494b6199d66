#include "table/whole.h"

#include "base/memory.h"
#include "store/scope.h"

static int by_id(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* Leaves out rows that came after it was noted what the file shows. */
static void keep_noted(struct table_whole *s)
{
	const struct table *table = s->ask.table;
	size_t kept = 0;

	if (s->ids == NULL)
		return;
	for (size_t i = 0; i < s->rows.count; i++) {
		const char *row = table_row(table, &s->rows, i);
		if (bsearch(row + table->id, s->ids, s->id_count, sizeof *s->ids, by_id) != NULL)
			memmove((char *)s->rows.items + kept++ * table->row_size, row, table->row_size);
	}
	s->rows.count = kept;
}

/* The next rows of a small table, which was read at once. */
static void take(struct table_whole *s)
{
	const struct table_rows *all = &s->all;
	size_t left = all->count - s->taken;

	s->rows = (struct table_rows){ .count = left < TABLE_PIECE ? left : TABLE_PIECE };
	if (left > 0)
		s->rows.items = (char *)all->items + s->taken * s->ask.table->row_size;
	s->taken += s->rows.count;
	s->more = s->taken < all->count;
}

static enum err read_piece(struct db *db, struct table_whole *s, struct error *error)
{
	enum err err = table_read(db, &s->ask, TABLE_PIECE, &s->rows, &s->more, error);

	if (err != ERR_OK)
		return err;
	table_go_on(&s->ask, &s->rows);
	if (s->ask.after.key != NULL && s->ask.after.key != s->key) {
		snprintf(s->key, sizeof s->key, "%s", s->ask.after.key);
		s->ask.after.key = s->key;
	}
	keep_noted(s);
	return ERR_OK;
}

enum err table_whole_next(struct db *db, struct table_whole *s, struct arena *arena, struct error *error)
{
	s->ask.reader.arena = arena;
	if (!s->ask.table->small)
		return read_piece(db, s, error);
	take(s);
	return ERR_OK;
}

static enum err read_first(struct db *db, struct table_whole *s, struct error *error)
{
	enum err err = ERR_OK;
	int64_t *ids = NULL;
	bool more;

	if (s->ask.table->small)
		return table_read(db, &s->ask, SIZE_MAX - 1, &s->all, &more, error);
	if (s->ask.table->ids != NULL)
		err = s->ask.table->ids(db, &s->ask, &ids, &s->id_count, error);
	s->ids = ids;
	if (err == ERR_OK)
		err = read_piece(db, s, error);
	s->all = s->rows;
	return err;
}

enum err table_whole_begin(struct db *db, struct table_whole *s, const struct table_ask *ask, struct error *error)
{
	*s = (struct table_whole){ .ask = *ask };
	s->ask.after = (struct table_place){ 0, NULL };
	s->ask.whole = true;
	enum err err = read_first(db, s, error);
	s->ask.whole = false;
	s->total = s->all.total;
	s->sum = s->all.sum;
	if (err == ERR_OK && ask->table->small)
		take(s);
	return err;
}

/* ---- whose rows were shown ---- */

static enum err note(const struct workflow *workflow, const struct table_ask *ask, struct shown_rows *shown,
                     struct error *error)
{
	const struct table *table = ask->table;
	struct shown_filter *filter = arena_array(ask->reader.arena, table->filter_count + 1, sizeof *filter);
	bool one = table->shows == SHOWS_PEOPLE && strstr(table->path, "{id}") != NULL;
	bool leaves = shown->access == ACCESS_EXPORT || shown->access == ACCESS_PRINT;

	for (size_t i = 0; i < table->filter_count; i++)
		filter[i] = (struct shown_filter){ table->filters[i].name, ask->texts[i] };
	if (one)
		filter[table->filter_count] = (struct shown_filter){ "id",
			arena_print(ask->reader.arena, "%lld", (long long)ask->ids[0]) };
	shown->table = table->name;
	shown->filter = filter;
	shown->filter_count = table->filter_count + one;
	shown->sought = ask->sought;
	return (leaves ? workflow_log_shown_now : workflow_log_shown)(workflow, ask->reader.actor, shown, error);
}

enum err table_note_rows(const struct workflow *workflow, const struct table_ask *ask, const struct table_rows *rows,
                         enum access access, struct error *error)
{
	struct shown_rows shown = { .access = access, .more = rows->total > (int64_t)rows->count };

	if (access == ACCESS_LIST && ask->sought != NULL)
		shown.access = ACCESS_SEARCH;
	if (ask->table->shows == SHOWS_NOTHING && access == ACCESS_LIST)
		return ERR_OK;
	if (ask->table->shows != SHOWS_SHEETS)
		return note(workflow, ask, &shown, error);
	shown.ids = table_ids(ask, rows, &shown.count);
	shown.commune_id = table_commune(ask, rows);
	return note(workflow, ask, &shown, error);
}

/* Of all rows of the file, of which only the first were read: one, when that is all that the actor sees. */
static int64_t commune_of(const struct table_whole *s)
{
	const struct actor *actor = s->ask.reader.actor;

	if (!s->more)
		return table_commune(&s->ask, &s->rows);
	return scope_is_by_commune(actor) ? actor->commune_id : 0;
}

enum err table_note_file(const struct workflow *workflow, const struct table_whole *s, struct error *error)
{
	struct shown_rows shown = { .access = ACCESS_EXPORT, .ids = s->ids, .count = s->id_count };
	enum err err = ERR_OK;

	if (s->ask.sought != NULL)
		err = table_note_rows(workflow, &s->ask, &s->rows, ACCESS_LIST, error);
	if (err != ERR_OK)
		return err;
	if (s->ids == NULL)
		return table_note_rows(workflow, &s->ask, &s->all, ACCESS_EXPORT, error);
	shown.commune_id = commune_of(s);
	return note(workflow, &s->ask, &shown, error);
}
