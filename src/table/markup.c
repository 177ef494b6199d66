#include "table/markup.h"

#include "base/buf.h"
#include "base/memory.h"
#include "base/process/assets.h"
#include "table/display.h"
#include "view/view.h"

enum { ROWS_LIMIT = 32 << 10, BRIEF_WIDTH = 14 };

static bool is_on_pages(const struct column *column)
{
	return column->place != COLUMN_FILE;
}

static const char *rows_name(struct arena *arena, const struct table *table)
{
	return arena_print(arena, "table/rows/%s", table->name);
}

/* ---- the template of the rows ---- */

/* The name of a column in the template. */
static const char *value_name(struct arena *arena, size_t column)
{
	return arena_print(arena, "V%zu", column);
}

/* The markup of a kind with that name for $. */
static void add_markup(struct buf *out, const char *markup, const char *name)
{
	for (; *markup != '\0'; markup++) {
		if (*markup == '$')
			buf_text(out, name);
		else
			buf_char(out, *markup);
	}
}

/* A cell that leaves narrow windows is marked as such. */
static void add_cell(struct buf *out, struct arena *arena, const struct table *table, size_t column)
{
	static const char cell[] = "<td";
	const char *markup = kind_of(table->columns[column].kind)->markup;

	if (table->columns[column].place == COLUMN_WIDE) {
		buf_text(out, "<td data-wide");
		markup += strlen(cell);
	}
	add_markup(out, markup, value_name(arena, column));
}

/* All cells but the first on pages, whose value has a name of its own. */
static void add_cells(struct buf *out, struct arena *arena, const struct table *table)
{
	bool first = true;

	for (size_t i = 0; i < table->column_count; i++) {
		if (!is_on_pages(&table->columns[i]))
			continue;
		if (!first)
			add_cell(out, arena, table, i);
		first = false;
	}
}

/* What stands in the first cell of a row is short, so that it needs no room to wrap in. */
static bool is_brief(const struct table *table)
{
	for (size_t i = 0; i < table->column_count; i++) {
		if (is_on_pages(&table->columns[i]))
			return kind_of(table->columns[i].kind)->width <= BRIEF_WIDTH;
	}
	return false;
}

/* The markup of all rows with the cells of the table where its markers stand. */
static enum err load_rows(struct arena *arena, const struct table *table, struct error *error)
{
	static const char *const markers[] = { "BRIEF", "CELLS", "SUM_CELLS" };
	const struct asset *rows = asset_find("templates/table/rows.html");
	const char *rest = rows->data;
	struct buf text;

	buf_init(&text, arena, ROWS_LIMIT);
	for (size_t i = 0; i < COUNT(markers); i++) {
		const char *marker = arena_print(arena, "{{>%s}}", markers[i]), *at = strstr(rest, marker);
		buf_add(&text, rest, (size_t)(at - rest));
		if (i > 0)
			add_cells(&text, arena, table);
		else if (is_brief(table))
			buf_print(&text, " class=\"%s\"", "brief");
		rest = at + strlen(marker);
	}
	buf_text(&text, rest);
	return view_load(rows_name(arena, table), text.data, text.length, error);
}

enum err markup_load(const struct table *const *tables, size_t count, struct error *error)
{
	struct arena *arena = arena_new(ARENA_REQUEST);
	enum err err = ERR_OK;

	if (arena == NULL)
		return error_set(error, ERR_UNAVAILABLE, NULL, "no memory for the templates of tables");
	for (size_t i = 0; i < count && err == ERR_OK; i++)
		err = load_rows(arena, tables[i], error);
	arena_free(arena);
	return err;
}

/* ---- filters ---- */

static bool is_hidden(const struct table *table, size_t filter)
{
	return table->filters[filter].kind->look == LOOK_HIDDEN;
}

static void offer_choices(struct arena *arena, const struct filter_kind *kind, const char *sent,
                          struct filter_options *out)
{
	out->items = arena_array(arena, kind->choice_count + 1, sizeof *out->items);
	for (; out->count < kind->choice_count; out->count++) {
		const struct filter_choice *choice = &kind->choices[out->count];
		out->items[out->count] = (struct filter_option){ choice->value, message_text(choice->label),
			sent != NULL && strcmp(sent, choice->value) == 0, NULL };
	}
}

enum err table_offers(struct db *db, struct table_view *view, struct error *error)
{
	const struct table *table = view->ask.table;
	enum err err = ERR_OK;

	view->offers = arena_array(view->ask.reader.arena, table->filter_count + 1, sizeof *view->offers);
	for (size_t i = 0; i < table->filter_count && err == ERR_OK; i++) {
		const struct table_filter *filter = &table->filters[i];
		if (is_hidden(table, i) && view->ask.texts[i] == NULL)
			continue;
		offer_choices(view->ask.reader.arena, filter->kind, view->ask.texts[i], &view->offers[i]);
		if (filter->kind->offer != NULL)
			err = filter->kind->offer(db, &view->ask, (const char *)view->ask.filter + filter->at, &view->offers[i],
			                          error);
	}
	return err;
}

static void put_options(struct tmpl_dict *section, const struct filter_options *options)
{
	for (size_t i = 0; i < options->count; i++) {
		struct tmpl_dict *row = tmpl_add(section, "OPTION");
		tmpl_put(row, "OPTION_VALUE", options->items[i].value);
		tmpl_put(row, "OPTION_LABEL", options->items[i].label);
		if (options->items[i].group != NULL)
			tmpl_put(tmpl_add(row, "GROUP"), "GROUP_LABEL", options->items[i].group);
		if (options->items[i].chosen)
			tmpl_show(row, "OPTION_CHOSEN");
	}
}

static void put_hidden(struct tmpl_dict *dict, const char *name, const char *value)
{
	if (value == NULL)
		return;
	struct tmpl_dict *row = tmpl_add(dict, "HIDDEN");
	tmpl_put(row, "HIDDEN_NAME", name);
	tmpl_put(row, "HIDDEN_VALUE", value);
}

/* What somebody typed into it; NULL: nothing. */
static const char *filter_text(const struct table_ask *ask, size_t filter)
{
	enum filter_look look = ask->table->filters[filter].kind->look;
	const char *text = look == LOOK_SEARCH ? ask->typed : ask->texts[filter];
	const char *day = look == LOOK_DAY ? display_day(ask->reader.arena, text) : "";

	return day[0] != '\0' ? day : text;
}

static void put_filter(const struct table_view *view, struct tmpl_dict *dict, size_t i)
{
	static const char *const sections[] = { [LOOK_SELECT] = "SELECT", [LOOK_DAY] = "DAY", [LOOK_TEXT] = "TEXT",
		[LOOK_SEARCH] = "SEARCH" };
	const struct table_filter *filter = &view->ask.table->filters[i];
	enum filter_look look = filter->kind->look;

	if (filter->kind->offer != NULL && look == LOOK_SELECT && view->offers[i].count < 2 && view->ask.texts[i] == NULL)
		return;
	struct tmpl_dict *input = tmpl_add(tmpl_add(dict, "FILTER"), sections[look]);
	tmpl_put(input, "FILTER_LABEL", message_text(filter->label));
	tmpl_put(input, "FILTER_NAME", filter->name);
	if (look == LOOK_SELECT)
		put_options(input, &view->offers[i]);
	else
		tmpl_put(input, "FILTER_VALUE", filter_text(&view->ask, i));
	enum message hint = actor_is_masked(view->ask.reader.actor) ? filter->kind->masked_hint : filter->kind->hint;
	if (look == LOOK_SEARCH)
		tmpl_put(input, "FILTER_HINT", message_text(hint));
}

/* ---- sorts ---- */

/* How an order is called: by what the column holds. */
static const char *order_label(struct arena *arena, const struct column *column, bool down)
{
	enum message words = down ? MSG_SORT_DOWN : MSG_SORT_UP;

	if (column->kind == KIND_TIME || column->kind == KIND_DAY)
		words = down ? MSG_SORT_NEWEST : MSG_SORT_OLDEST;
	else if (column->kind == KIND_LATE)
		words = down ? MSG_SORT_MOST_LATE : MSG_SORT_LEAST_LATE;
	return message_with_one(arena, words, message_text(column->head));
}

static void put_order(const struct table_ask *ask, struct tmpl_dict *sorts, const struct column *column, bool down)
{
	struct tmpl_dict *order = tmpl_add(sorts, "ORDER");
	const char *name = column_name(ask->reader.form, column);

	tmpl_put(order, "ORDER_VALUE", arena_print(ask->reader.arena, "%s%s", down ? "-" : "", name));
	tmpl_put(order, "ORDER_LABEL", order_label(ask->reader.arena, column, down));
	if (column == ask->sort && down == ask->descending)
		tmpl_show(order, "ORDER_CHOSEN");
}

/* The orders of a large table as a choice, for its heads are not there at every width; one that is of no column of
 * pages goes along hidden. */
static void put_sorts(const struct table_ask *ask, struct tmpl_dict *form)
{
	struct tmpl_dict *sorts = NULL;
	bool shown = ask->sort == NULL;

	for (size_t i = 0; i < ask->table->column_count && !ask->table->small; i++) {
		const struct column *column = &ask->table->columns[i];
		if (!is_on_pages(column) || !table_can_sort(ask, column))
			continue;
		bool greatest = table_sorts_greatest(ask->table, column);
		sorts = sorts != NULL ? sorts : tmpl_add(form, "SORTS");
		put_order(ask, sorts, column, greatest);
		put_order(ask, sorts, column, !greatest);
		shown |= column == ask->sort;
	}
	if (!shown)
		put_hidden(form, "sort", table_sort_text(ask));
}

/* False: a button would stand alone. */
static bool has_inputs(const struct table_ask *ask)
{
	for (size_t i = 0; i < ask->table->filter_count; i++) {
		if (!is_hidden(ask->table, i))
			return true;
	}
	return !ask->table->small || ask->refusal != NULL;
}

struct tmpl_dict *table_put_filters(const struct table_view *view, struct tmpl_dict *dict)
{
	const struct table_ask *ask = &view->ask;
	const struct table *table = ask->table;

	if (!has_inputs(ask))
		return NULL;
	struct tmpl_dict *form = tmpl_include(dict, "FILTERS", "table/filters.html");
	bool posted = false;

	for (size_t i = 0; i < table->filter_count; i++) {
		posted |= table->filters[i].kind->look == LOOK_SEARCH;
		if (is_hidden(table, i))
			put_hidden(form, table->filters[i].name, ask->texts[i]);
		else
			put_filter(view, form, i);
	}
	put_sorts(ask, form);
	if (ask->refusal != NULL)
		tmpl_put(tmpl_add(form, "REFUSAL"), "REFUSAL_TEXT", ask->refusal);
	struct tmpl_dict *begin = tmpl_add(form, posted ? "POSTED" : "ASKED");
	tmpl_put(begin, "FILTERS_URL", ask->path);
	return posted ? begin : NULL;
}

void table_put_hidden(const struct table_ask *ask, struct tmpl_dict *form)
{
	for (size_t i = 0; i < ask->table->filter_count; i++)
		put_hidden(form, ask->table->filters[i].name, ask->texts[i]);
	put_hidden(form, "sort", table_sort_text(ask));
	put_hidden(form, "after", table_place(ask));
}

/* ---- conditions ---- */

/* How the value of a filter is called; NULL: it says nothing to people, or is not asked for. */
static const char *condition(const struct table_view *view, size_t filter)
{
	const struct table_ask *ask = &view->ask;
	const struct filter_options *options = &view->offers[filter];
	const char *text = filter_text(ask, filter);

	for (size_t i = 0; i < options->count; i++) {
		if (options->items[i].chosen)
			return options->items[i].label;
	}
	return is_hidden(ask->table, filter) ? NULL : display_text(ask->reader.arena, ask->reader.actor, text);
}

/* All that hold, or those of filters without an input; NULL: none. */
static const char *conditions_of(const struct table_view *view, bool hidden_alone)
{
	const struct table *table = view->ask.table;
	struct buf all;

	buf_init(&all, view->ask.reader.arena, ROWS_LIMIT);
	for (size_t i = 0; i < table->filter_count; i++) {
		const char *value = hidden_alone && !is_hidden(table, i) ? NULL : condition(view, i);
		if (value != NULL)
			buf_print(&all, "%s%s: %s", all.length == 0 ? "" : "; ", message_text(table->filters[i].label), value);
	}
	return all.length == 0 ? NULL : message_with_one(view->ask.reader.arena, MSG_CONDITIONS, all.data);
}

const char *table_conditions(const struct table_view *view)
{
	return conditions_of(view, false);
}

/* ---- rows ---- */

/* A column on pages, and how its value and the code of it are called in the template of the rows. */
struct cell {
	const struct column *column;
	const char *value;
	const char *code;               /* NULL: the value has none */
};

/* The cells of a row, in their order. */
static struct cell *cells_of(struct arena *arena, const struct table *table, size_t *count)
{
	struct cell *cells = arena_array(arena, table->column_count, sizeof *cells);

	*count = 0;
	for (size_t i = 0; i < table->column_count; i++) {
		const struct column *column = &table->columns[i];
		bool coded = *count > 0 && kind_of(column->kind)->held == HELD_CODE;
		if (!is_on_pages(column))
			continue;
		const char *name = value_name(arena, i);
		cells[(*count)++] = (struct cell){ column, name, coded ? arena_print(arena, "%sCODE", name) : NULL };
	}
	return cells;
}

/* A figure of what is late leads to what it counts. */
static void put_late_link(struct table_view *view, struct tmpl_dict *out, const struct cell *cell, const void *row)
{
	struct arena *arena = view->ask.reader.arena;
	const struct table *table = view->ask.table;
	bool some = cell->column->kind == KIND_OVERDUE && kind_int((const char *)row + cell->column->at) > 0;
	const char *url = some && table->late_link != NULL ? table->late_link(&view->ask, row) : NULL;

	if (url == NULL)
		return;
	tmpl_put(tmpl_add(out, arena_print(arena, "%sLINK", cell->value)), arena_print(arena, "%sURL", cell->value), url);
	tmpl_show(out, arena_print(arena, "%sLINK_END", cell->value));
}

/* All but the first, which may stand in a link. */
static void put_cells(struct table_view *view, struct tmpl_dict *out, const struct cell *cells, size_t count,
                      const void *row, bool paper)
{
	const struct kind_reader *reader = &view->ask.reader;

	for (size_t i = 1; i < count; i++) {
		const struct column *column = cells[i].column;
		const void *place = (const char *)row + column->at;
		tmpl_put(out, cells[i].value, kind_shown(reader, column->kind, place));
		if (!paper)
			put_late_link(view, out, &cells[i], row);
		if (cells[i].code != NULL)
			tmpl_put(out, cells[i].code, kind_code(column->kind, place));
	}
}

static const char *first_shown(const struct kind_reader *reader, const struct cell *cells, const void *row)
{
	return kind_shown(reader, cells[0].column->kind, (const char *)row + cells[0].column->at);
}

static void put_rows(struct table_view *view, struct tmpl_dict *dict, bool paper)
{
	const struct table *table = view->ask.table;
	const struct kind_reader *reader = &view->ask.reader;
	struct tmpl_dict *rows = tmpl_include(dict, "ROWS", rows_name(reader->arena, table));
	size_t count;
	struct cell *cells = cells_of(reader->arena, table, &count);

	for (size_t i = 0; i < view->rows.count; i++) {
		const void *row = table_row(table, &view->rows, i);
		struct tmpl_dict *out = tmpl_add(rows, "ROW");
		const char *url = paper || table->link == NULL ? NULL : table->link(&view->ask, row);
		struct tmpl_dict *first = tmpl_add(out, url != NULL ? "LINKED" : "UNLINKED");
		tmpl_put(first, "FIRST", first_shown(reader, cells, row));
		if (url != NULL)
			tmpl_put(first, "URL", url);
		put_cells(view, out, cells, count, row, paper);
		if (paper)
			tmpl_put_int(tmpl_add(out, "NUMBERED"), "NUMBER", (long long)i + 1);
	}
	if (view->rows.sum == NULL)
		return;
	struct tmpl_dict *sum = tmpl_add(rows, "SUM");
	tmpl_put(sum, "SUM_FIRST", first_shown(reader, cells, view->rows.sum));
	put_cells(view, sum, cells, count, view->rows.sum, paper);
	if (paper)
		tmpl_show(sum, "SUM_NUMBERED");
}

/* ---- heads ---- */

/* True when the cells of the column are of that class. */
static bool has_class(const struct column *column, const char *class)
{
	const char *at = strstr(kind_of(column->kind)->markup, class);

	return at != NULL && at[-1] == '"' && at[strlen(class)] == '"';
}

static void put_head(const struct table_ask *ask, struct tmpl_dict *dict, const struct column *column)
{
	struct tmpl_dict *head = tmpl_add(dict, "HEAD");
	bool current = ask->sort != NULL && column->at == ask->sort->at;
	bool down = current ? !ask->descending : table_sorts_greatest(ask->table, column);

	tmpl_put(head, "HEAD_LABEL", message_text(column->head));
	if (current)
		tmpl_put(tmpl_add(head, "SORTED"), "DIRECTION", ask->descending ? "descending" : "ascending");
	if (has_class(column, "num"))
		tmpl_show(head, "HEAD_NUM");
	if (column->place == COLUMN_WIDE)
		tmpl_show(head, "HEAD_WIDE");
	if (!table_can_sort(ask, column))
		return;
	const char *sort = arena_print(ask->reader.arena, "%s%s", down ? "-" : "", column_name(ask->reader.form, column));
	tmpl_put(tmpl_add(head, "SORT"), "SORT_URL", table_url(ask, "", "sort", sort));
	tmpl_show(head, "SORT_END");
}

static void put_heads(const struct table_ask *ask, struct tmpl_dict *dict)
{
	for (size_t i = 0; i < ask->table->column_count; i++) {
		if (is_on_pages(&ask->table->columns[i]))
			put_head(ask, dict, &ask->table->columns[i]);
	}
}

/* ---- the whole ---- */

static const char *found(const struct table_view *view, int64_t total)
{
	struct arena *arena = view->ask.reader.arena;

	if (total < 0)
		return table_title(&view->ask);
	return message_with_one(arena, view->ask.table->found, display_count(arena, total));
}

const char *table_found(const struct table_view *view)
{
	return found(view, view->rows.total < 0 ? (int64_t)view->rows.count : view->rows.total);
}

static void put_pager(const struct table_view *view, struct tmpl_dict *dict, const char *marker)
{
	const struct table_ask *ask = &view->ask;
	struct tmpl_dict *pager = tmpl_include(dict, marker, "table/pager.html");

	if (ask->after.id != 0)
		tmpl_put(tmpl_add(pager, "FIRST_PAGE"), "FIRST_URL", table_url(ask, "", "after", NULL));
	if (view->more)
		tmpl_put(tmpl_add(pager, "NEXT_PAGE"), "NEXT_URL",
		         table_url(ask, "", "after", table_after(ask, &view->rows)));
	if (view->rows.count == 0)
		return;
	struct tmpl_dict *files = tmpl_add(pager, "FILES");
	tmpl_put(files, "XLSX_URL", table_url(ask, ".xlsx", "after", NULL));
	tmpl_put(files, "CSV_URL", table_url(ask, ".csv", "after", NULL));
	tmpl_put(files, "PRINT_URL", table_url(ask, "", "print", "1"));
}

void table_put_pager(const struct table_view *view, struct tmpl_dict *dict)
{
	put_pager(view, dict, "PAGER");
}

/* Filters that hold and have no input. */
static void put_held(const struct table_view *view, struct tmpl_dict *section)
{
	const char *text = conditions_of(view, true);

	if (text == NULL)
		return;
	struct tmpl_dict *held = tmpl_add(section, "HELD");
	tmpl_put(held, "HELD_TEXT", text);
	tmpl_put(held, "HELD_CLEAR_URL", view->ask.path);
}

/* Nothing matches: what was asked for, and the way to all. */
static void put_nothing(const struct table_view *view, struct tmpl_dict *list)
{
	struct tmpl_dict *section = tmpl_add(list, "EMPTY_FILTER");
	const char *conditions = table_conditions(view);

	tmpl_put(section, "CLEAR_URL", view->ask.path);
	if (conditions != NULL)
		tmpl_put(tmpl_add(section, "ASKED_FOR"), "ASKED_TEXT", conditions);
}

void table_put_list(struct table_view *view, struct tmpl_dict *dict)
{
	const struct table_ask *ask = &view->ask;
	struct tmpl_dict *list = tmpl_include(dict, "LIST", "table/list.html");

	if (view->rows.count == 0)
		put_pager(view, list, "PAGER");
	if (view->rows.count > 0) {
		struct tmpl_dict *section = tmpl_add(list, "FOUND");
		put_pager(view, section, "FOOT");
		tmpl_put(section, "TABLE_NAME", ask->table->name);
		tmpl_put(section, "FOUND_TEXT", found(view, view->rows.total));
		if (view->rows.total >= 0)
			tmpl_put(tmpl_add(section, "COUNTED"), "COUNTED_TEXT", found(view, view->rows.total));
		put_held(view, section);
		put_heads(ask, section);
		put_rows(view, section, false);
	} else if (table_is_filtered(ask) || ask->after.id != 0) {
		put_nothing(view, list);
	} else {
		tmpl_put(tmpl_add(list, "EMPTY_NONE"), "EMPTY_TEXT", message_text(ask->table->empty));
	}
}

void table_put_paper(struct table_view *view, struct tmpl_dict *dict)
{
	struct tmpl_dict *list = tmpl_include(dict, "LIST", "table/paper.html");
	const char *conditions = table_conditions(view);

	if (conditions != NULL)
		tmpl_put(tmpl_add(list, "CONDITIONS"), "CONDITIONS_TEXT", conditions);
	tmpl_put(list, "FOUND_TEXT", table_found(view));
	for (size_t i = 0; i < view->ask.table->column_count; i++) {
		if (is_on_pages(&view->ask.table->columns[i]))
			tmpl_put(tmpl_add(list, "HEAD"), "HEAD_LABEL", message_text(view->ask.table->columns[i].head));
	}
	put_rows(view, list, true);
}
