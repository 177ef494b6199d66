/* What somebody asks of a table: filters, sort, place. */
#include "base/buf.h"
#include "base/memory.h"
#include "document/document.h"
#include "table/table.h"
#include "text/utf8.h"

enum { URL_LIMIT = 8192, AFTER_LIMIT = TABLE_KEY - 1 };

static const char place_mark = '~';

const char *column_name(const struct form *form, const struct column *column)
{
	return column->name != NULL ? column->name : form->meant[column->question]->name;
}

/* ---- understanding ---- */

static bool read_filters(struct table_ask *ask, const struct params *query, const char **wrong)
{
	const struct table *table = ask->table;

	for (size_t i = 0; i < table->filter_count; i++) {
		const struct table_filter *filter = &table->filters[i];
		const char *text = params_filled(query, filter->name);
		*wrong = filter->name;
		if (text == NULL)
			continue;
		if (!filter->kind->read(ask, text, (char *)ask->filter + filter->at))
			return false;
		ask->texts[i] = text;
	}
	return true;
}

/* The declared sort of a large table's column; NULL: none. */
static const struct table_sort *sort_of(const struct table *table, const struct column *column)
{
	for (size_t i = 0; i < table->sort_count; i++) {
		if (table->sorts[i].at == column->at)
			return &table->sorts[i];
	}
	return NULL;
}

bool table_sorts_greatest(const struct table *table, const struct column *column)
{
	const struct table_sort *sort = sort_of(table, column);

	return sort != NULL && sort->greatest;
}

static bool is_asked_for(const struct table_ask *ask, const char *filter)
{
	for (size_t i = 0; i < ask->table->filter_count; i++) {
		if (strcmp(ask->table->filters[i].name, filter) == 0)
			return ask->texts[i] != NULL;
	}
	return false;
}

/* The sort is of what a filter finds, and that is not asked for. */
static bool lacks_filter(const struct table_ask *ask, const struct column *column)
{
	const struct table_sort *sort = sort_of(ask->table, column);

	return sort != NULL && sort->only != NULL && !is_asked_for(ask, sort->only);
}

bool table_can_sort(const struct table_ask *ask, const struct column *column)
{
	const struct actor *actor = ask->reader.actor;
	const struct table_sort *sort = sort_of(ask->table, column);
	bool can = ask->table->small || (sort != NULL && (!sort->narrow || actor->few_communes));

	return can && !lacks_filter(ask, column) && kind_can_order(column->kind, actor);
}

/* "since", or "-since" for the greatest first. */
static bool read_sort(struct table_ask *ask, const char *text)
{
	if (text == NULL)
		return true;
	ask->descending = text[0] == '-';
	for (size_t i = 0; i < ask->table->column_count; i++) {
		const struct column *column = &ask->table->columns[i];
		if (strcmp(column_name(ask->reader.form, column), text + ask->descending) == 0) {
			ask->sort = lacks_filter(ask, column) ? NULL : column;
			return ask->sort == NULL || table_can_sort(ask, column);
		}
	}
	return false;
}

const char *table_sort_text(const struct table_ask *ask)
{
	if (ask->sort == NULL)
		return NULL;
	return arena_print(ask->reader.arena, "%s%s", ask->descending ? "-" : "", column_name(ask->reader.form, ask->sort));
}

/* "12"; "2024-06-01T07:00:00Z~12" where the key is not the id. */
static bool read_after(struct table_ask *ask, const struct params *query)
{
	const char *text = params_filled(query, "after");
	const char *mark = text == NULL ? NULL : strrchr(text, place_mark);
	const struct param id = { "after", mark == NULL ? text : mark + 1 };
	const struct params one = { &id, 1 };

	if (text == NULL)
		return true;
	if (mark != NULL)
		ask->after.key = arena_text_n(ask->reader.arena, text, (size_t)(mark - text));
	return utf8_length(text) <= AFTER_LIMIT && params_int(&one, "after", 1, INT64_MAX, &ask->after.id) == PARAM_OK;
}

enum err table_begin(struct table_ask *ask, const struct table *table, const struct params *query,
                     struct error *error)
{
	struct arena *arena = ask->reader.arena;
	const char *wrong = NULL;

	ask->table = table;
	ask->texts = arena_array(arena, table->filter_count + 1, sizeof *ask->texts);
	ask->filter = arena_alloc(arena, table->filter_size + 1);
	bool good = read_filters(ask, query, &wrong);
	if (good) {
		wrong = "sort";
		good = read_sort(ask, params_filled(query, "sort")) && read_after(ask, query);
	}
	if (!good)
		return error_set(error, ERR_BAD_REQUEST, ask->refusal != NULL ? ask->refusal : message_text(MSG_BAD_FILTER),
		                 "bad filter %s of %s", wrong, table->name);
	if (table->small && ask->shown && ask->sort == NULL)
		ask->sort = table->order;
	return table->begin == NULL ? ERR_OK : table->begin(ask, error);
}

/* ---- addresses ---- */

bool table_is_filtered(const struct table_ask *ask)
{
	for (size_t i = 0; i < ask->table->filter_count; i++) {
		if (ask->texts[i] != NULL)
			return true;
	}
	return false;
}

static void add_part(struct buf *url, char *before, const char *name, const char *value)
{
	if (value == NULL)
		return;
	buf_print(url, "%c%s=", *before, name);
	buf_url(url, value);
	*before = '&';
}

const char *table_url(const struct table_ask *ask, const char *suffix, const char *changed, const char *value)
{
	const struct table *table = ask->table;
	struct buf url;
	char before = '?';

	buf_init(&url, ask->reader.arena, URL_LIMIT);
	buf_print(&url, "%s%s", ask->path, suffix);
	for (size_t i = 0; i < table->filter_count; i++) {
		const char *name = table->filters[i].name;
		if (strcmp(name, changed) != 0)
			add_part(&url, &before, name, ask->texts[i]);
	}
	if (strcmp(changed, "sort") != 0)
		add_part(&url, &before, "sort", table_sort_text(ask));
	add_part(&url, &before, changed, value);
	return url.data;
}

static int64_t int_at(const void *row, size_t at)
{
	return kind_int((const char *)row + at);
}

/* The value by which a large table is sorted, when it is not the id. */
static const char *key_of(const struct table_ask *ask, const void *row)
{
	const struct column *column = ask->sort != NULL ? ask->sort : ask->table->order;

	if (column == NULL || column->at == ask->table->id)
		return NULL;
	const struct kind_value value = kind_value(&ask->reader, column->kind, (const char *)row + column->at);
	return value.text != NULL ? value.text : arena_print(ask->reader.arena, "%lld", (long long)value.number);
}

const char *table_place(const struct table_ask *ask)
{
	const struct table_place *after = &ask->after;

	if (after->key != NULL)
		return arena_print(ask->reader.arena, "%s%c%lld", after->key, place_mark, (long long)after->id);
	return after->id == 0 ? NULL : arena_print(ask->reader.arena, "%lld", (long long)after->id);
}

const char *table_after(const struct table_ask *ask, const struct table_rows *rows)
{
	struct table_ask next = *ask;

	table_go_on(&next, rows);
	return table_place(&next);
}

void table_go_on(struct table_ask *ask, const struct table_rows *rows)
{
	if (ask->table->small) {
		ask->after.id += (int64_t)rows->count;
	} else if (rows->count > 0) {
		const void *last = table_row(ask->table, rows, rows->count - 1);
		ask->after = (struct table_place){ int_at(last, ask->table->id), key_of(ask, last) };
	}
}

/* ---- reading ---- */

struct ordered { struct kind_key key; size_t place; };

static int by_key(const void *a, const void *b, void *ask)
{
	const struct ordered *x = a, *y = b;
	int order = kind_key_order(&x->key, &y->key);

	if (x->key.last != y->key.last)
		return x->key.last ? 1 : -1;
	if (((const struct table_ask *)ask)->descending)
		order = -order;
	return order != 0 ? order : x->place < y->place ? -1 : 1;
}

/* A small table put in the order asked for. */
static void sort_rows(struct table_ask *ask, struct table_rows *rows)
{
	const struct table *table = ask->table;
	const struct column *column = ask->sort;
	struct ordered *order = arena_array(ask->reader.arena, rows->count + 1, sizeof *order);
	char *sorted = arena_array(ask->reader.arena, rows->count + 1, table->row_size);

	for (size_t i = 0; i < rows->count; i++)
		order[i] = (struct ordered){
			kind_key(&ask->reader, column->kind, (const char *)table_row(table, rows, i) + column->at), i };
	qsort_r(order, rows->count, sizeof *order, by_key, ask);
	for (size_t i = 0; i < rows->count; i++)
		memcpy(sorted + i * table->row_size, table_row(table, rows, order[i].place), table->row_size);
	rows->items = sorted;
}

/* The part of a small table that the page has. */
static void cut_rows(const struct table_ask *ask, struct table_rows *rows)
{
	size_t passed = (size_t)ask->after.id < rows->count ? (size_t)ask->after.id : rows->count;

	rows->total = (int64_t)rows->count;
	rows->items = (char *)rows->items + passed * ask->table->row_size;
	rows->count -= passed;
}

enum err table_read(struct db *db, struct table_ask *ask, size_t limit, struct table_rows *out, bool *more,
                    struct error *error)
{
	*out = (struct table_rows){ .count = 0 };
	ask->whole = ask->after.id == 0 || ask->whole;
	ask->limit = limit + 1;
	enum err err = ask->table->read(db, ask, out, error);
	if (err != ERR_OK)
		return err;
	if (ask->table->small && out->count > 0) {
		if (ask->sort != NULL)
			sort_rows(ask, out);
		cut_rows(ask, out);
	}
	*more = out->count > limit;
	out->count = *more ? limit : out->count;
	return ERR_OK;
}

int64_t table_commune(const struct table_ask *ask, const struct table_rows *rows)
{
	int64_t commune = rows->count == 0 ? 0 : int_at(rows->items, ask->table->commune);

	for (size_t i = 1; i < rows->count; i++) {
		if (int_at(table_row(ask->table, rows, i), ask->table->commune) != commune)
			return 0;
	}
	return commune;
}

int64_t *table_ids(const struct table_ask *ask, const struct table_rows *rows, size_t *count)
{
	const struct table *table = ask->table;
	int64_t *ids = arena_array(ask->reader.arena, 2 * rows->count + 1, sizeof *ids);

	*count = 0;
	for (size_t i = 0; i < rows->count; i++) {
		ids[(*count)++] = int_at(table_row(table, rows, i), table->id);
		if (table->other != 0)
			ids[(*count)++] = int_at(table_row(table, rows, i), table->other);
	}
	return ids;
}

/* ---- at start ---- */

static enum err wrong(const struct table *table, const char *what, const char *name, struct error *error)
{
	return error_set(error, ERR_INTERNAL, NULL, "table %s: %s %s", table->name, what, name);
}

static enum err check_index(struct db *db, const struct table *table, const char *whose, const char *index,
                            struct error *error)
{
	if (table->small)
		return ERR_OK;
	if (index == NULL)
		return wrong(table, "large, and no index serves", whose, error);
	return db_has_index(db, index) ? ERR_OK : wrong(table, "the database has no index", index, error);
}

static bool has_column(const struct table *table, size_t at)
{
	for (size_t i = 0; i < table->column_count; i++) {
		if (table->columns[i].at == at)
			return true;
	}
	return false;
}

/* Its columns there, with the number of the row. */
static size_t on_paper(const struct table *table)
{
	size_t count = 1;

	for (size_t i = 0; i < table->column_count; i++)
		count += table->columns[i].place != COLUMN_FILE;
	return count;
}

static enum err check_table(struct db *db, const struct table *table, struct error *error)
{
	enum err err = ERR_OK;

	for (size_t i = 0; i < table->filter_count && err == ERR_OK; i++)
		err = check_index(db, table, table->filters[i].name, table->filters[i].index, error);
	for (size_t i = 0; i < table->sort_count && err == ERR_OK; i++) {
		const struct table_sort *sort = &table->sorts[i];
		err = has_column(table, sort->at) ? check_index(db, table, "a sort", sort->index, error)
		                                  : wrong(table, "there is no column of", "a sort", error);
	}
	if (err == ERR_OK && on_paper(table) > COLUMNS_MOST)
		err = wrong(table, "has more columns than", "a paper", error);
	if (err == ERR_OK && !table->small && table->shows == SHOWS_SHEETS && table->ids == NULL)
		err = wrong(table, "large, shows sheets, and tells no", "ids", error);
	return err;
}

enum err table_check(struct db *db, const struct table *const *tables, size_t count, struct error *error)
{
	enum err err = ERR_OK;

	for (size_t i = 0; i < count && err == ERR_OK; i++)
		err = check_table(db, tables[i], error);
	return err;
}
