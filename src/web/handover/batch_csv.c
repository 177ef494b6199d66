/* The register of batches, and one batch, as CSV. */
#include "base/memory.h"
#include "web/frame/text.h"
#include "web/handover/batches.h"
#include "web/list/csv_table.h"
#include "web/part/shown.h"

static const char *const register_columns[] = {
	"id", "number", "year", "state", "commune", "campaign", "delivered_at", "delivered_by", "signed_at", "signed_by",
	"sheets", "present",
	"missing", "entered",
};

struct register_table {
	struct csv_table table;
	int64_t after;
};

static void add_batch(struct csv *csv, const struct batch *b)
{
	csv_int(csv, b->id);
	csv_int(csv, b->number);
	csv_int(csv, b->year);
	csv_text(csv, batch_state(b));
	csv_text(csv, b->commune_name);
	csv_text(csv, b->campaign_code);
	csv_text(csv, b->delivered_at);
	csv_text(csv, b->delivered_name);
	csv_text(csv, b->signed_at);
	csv_text(csv, b->signed_name);
	csv_int(csv, b->sheets);
	csv_int(csv, b->present);
	csv_int(csv, b->missing);
	csv_int(csv, b->entered);
	csv_row(csv);
}

static enum err read_register(struct db *db, struct http_request *request, struct csv_table *table, struct csv *csv,
                              struct error *error)
{
	struct register_table *t = table->arg;
	struct batch *rows;
	size_t count = 0;
	enum err err = ERR_OK;

	if (t->after == 0)
		err = batch_count(db, web_actor(request), &table->total, error);
	if (err == ERR_OK)
		err = batch_list(db, request->arena, web_actor(request), t->after, CSV_PAGE, &rows, &count, error);
	for (size_t i = 0; err == ERR_OK && i < count; i++) {
		add_batch(csv, &rows[i]);
		t->after = rows[i].id;
	}
	table->more = err == ERR_OK && count == CSV_PAGE;
	return err;
}

enum err batches_csv(struct http_request *request, struct http_response *response, struct error *error)
{
	struct register_table *t = arena_alloc(request->arena, sizeof *t);

	t->table = (struct csv_table){ .name = "so-ban-giao", .columns = register_columns,
		.column_count = COUNT(register_columns),
		.page = read_register, .arg = t };
	return csv_send(request, response, &t->table, error);
}

static void add_item(struct http_request *request, struct csv *csv, const struct batch_item *item)
{
	csv_int(csv, item->position);
	csv_int(csv, item->sheet_id);
	csv_text(csv, outcome_code(item->outcome));
	csv_text(csv, state_code(batch_item_state(request, item)));
	csv_text(csv, web_masked(request, item->full_name));
	csv_text(csv, item->birth_date);
	csv_text(csv, web_number(request, item->citizen_id));
	csv_text(csv, web_masked(request, item->paper_no));
	csv_text(csv, item->area_name);
	csv_row(csv);
}

static enum err read_batch(struct db *db, struct http_request *request, struct csv_table *table, struct csv *csv,
                           struct error *error)
{
	struct batch_item *items;
	size_t count = 0;
	enum err err = batch_items_shown(db, request, request->ids[0], &items, &count, error);

	for (size_t i = 0; err == ERR_OK && i < count; i++)
		add_item(request, csv, &items[i]);
	table->total = err == ERR_OK ? (int64_t)count : 0;
	return err;
}

static const char *const *batch_columns(struct http_request *request, size_t *count)
{
	const struct form *form = web_app(request)->form;
	const char *const columns[] = { "position", "id", "outcome", "state", form->full_name->name, form->birth_date->name,
		form->citizen_id->name, form->paper_no->name, "area" };
	const char **out = arena_alloc(request->arena, sizeof columns);

	*count = COUNT(columns);
	return memcpy(out, columns, sizeof columns);
}

enum err batch_csv(struct http_request *request, struct http_response *response, struct error *error)
{
	struct csv_table *table = arena_alloc(request->arena, sizeof *table);

	*table = (struct csv_table){ .name = arena_print(request->arena, "ban-giao-%lld", (long long)request->ids[0]),
		.page = read_batch };
	table->columns = batch_columns(request, &table->column_count);
	return csv_send(request, response, table, error);
}
