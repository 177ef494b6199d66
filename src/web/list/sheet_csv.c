#include "web/list/sheet_csv.h"

#include "base/memory.h"
#include "web/frame/text.h"
#include "web/list/csv_table.h"
#include "web/part/shown.h"

static const char *const police_columns[] = { "batch", "batch_year" };

/* Adds the columns that a list has besides. */
typedef enum err add_more(struct db *db, struct http_request *request, struct csv *csv, const struct sheet_row *row,
                          struct error *error);

struct sheet_table {
	struct csv_table table;
	struct sheet_filter filter;     /* after: the last row of the page before */
	add_more *add;                  /* or NULL */
};

/* more: columns that a list has besides. */
static struct csv_table table_of(struct http_request *request, const char *name, const char *const *more,
                                 size_t more_count)
{
	const struct form *form = web_app(request)->form;
	const char *const columns[] = {
		"id", "state", form->full_name->name, form->birth_date->name, form->sex->name, form->citizen_id->name,
		form->paper_no->name, "area", "commune", "enumerator", form->collected_on->name, "since", "open_errors",
		"open_warnings",
	};
	const char **all = arena_array(request->arena, COUNT(columns) + more_count, sizeof *all);

	memcpy(all, columns, sizeof columns);
	for (size_t i = 0; i < more_count; i++)
		all[COUNT(columns) + i] = more[i];
	return (struct csv_table){ .name = name, .columns = all, .column_count = COUNT(columns) + more_count };
}

static void add_sheet(struct http_request *request, struct csv *csv, const struct sheet_row *s)
{
	csv_int(csv, s->id);
	csv_text(csv, state_code(s->state));
	csv_text(csv, web_masked(request, s->full_name));
	csv_text(csv, s->birth_date);
	if (s->sex == 0)
		csv_text(csv, NULL);
	else
		csv_int(csv, s->sex);
	csv_text(csv, web_number(request, s->citizen_id));
	csv_text(csv, web_masked(request, s->paper_no));
	csv_text(csv, s->area_name);
	csv_text(csv, s->commune_name);
	csv_text(csv, s->enumerator_name);
	csv_text(csv, s->collected_on);
	csv_text(csv, s->since);
	csv_int(csv, s->open_errors);
	csv_int(csv, s->open_warnings);
}

static enum err read_sheets(struct db *db, struct http_request *request, struct csv_table *table, struct csv *csv,
                            struct error *error)
{
	struct sheet_table *t = table->arg;
	struct sheet_row *rows;
	size_t count = 0;
	enum err err = ERR_OK;

	if (t->filter.after == 0)
		err = sheet_count(db, request->arena, web_actor(request), &t->filter, &table->total, error);
	if (err == ERR_OK)
		err = sheet_list(db, request->arena, web_actor(request), &t->filter, &rows, &count, error);
	for (size_t i = 0; err == ERR_OK && i < count; i++) {
		add_sheet(request, csv, &rows[i]);
		if (t->add != NULL)
			err = t->add(db, request, csv, &rows[i], error);
		csv_row(csv);
		t->filter.after = rows[i].id;
	}
	table->more = err == ERR_OK && count == (size_t)t->filter.limit;
	return err;
}

/* state NONE: that of the filter, the newest first; else the oldest first, as in the queues. */
static enum err send(struct http_request *request, struct http_response *response, const struct sheet_filter *filter,
                     struct csv_table table, enum state state, add_more *add, struct error *error)
{
	struct sheet_table *t = arena_alloc(request->arena, sizeof *t);

	*t = (struct sheet_table){ .table = table, .filter = *filter, .add = add };
	t->table.page = read_sheets;
	t->table.arg = t;
	t->filter.after = 0;
	t->filter.limit = CSV_PAGE;
	if (state != STATE_NONE) {
		t->filter.state = state;
		t->filter.oldest_first = true;
	}
	return csv_send(request, response, &t->table, error);
}

static enum err add_batch(struct db *db, struct http_request *request, struct csv *csv, const struct sheet_row *row,
                          struct error *error)
{
	int64_t number = 0, year = 0;

	(void)request;
	(void)error;
	if (!batch_signed_of_sheet(db, row->id, &number, &year)) {
		csv_text(csv, NULL);
		csv_text(csv, NULL);
		return ERR_OK;
	}
	csv_int(csv, number);
	csv_int(csv, year);
	return ERR_OK;
}

enum err police_csv(struct http_request *request, struct http_response *response, const struct list_filter *filter,
                    struct error *error)
{
	const struct csv_table table = table_of(request, "cho-nhap", police_columns, COUNT(police_columns));

	return send(request, response, &filter->sheets, table, STATE_HANDED_OVER, add_batch, error);
}
