#include "web/list/csv_table.h"

#include "web/frame/read.h"

struct reading {
	struct csv_table *table;
	struct buf *out;
	bool first;
};

static enum err read_page(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct reading *r = arg;
	struct csv csv = { .out = r->out };

	if (r->first) {
		csv_mark(&csv);
		for (size_t i = 0; i < r->table->column_count; i++)
			csv_text(&csv, r->table->columns[i]);
		csv_row(&csv);
	}
	r->table->more = false;
	return r->table->page(db, request, r->table, &csv, error);
}

static enum err next_piece(struct http_request *request, void *arg, struct buf *out, struct error *error)
{
	struct reading reading = { .table = arg, .out = out };

	return reading.table->more ? web_read(request, read_page, &reading, error) : ERR_OK;
}

enum err csv_send(struct http_request *request, struct http_response *response, struct csv_table *table,
                  struct error *error)
{
	struct reading reading = { .table = table, .out = &response->body, .first = true };
	enum err err = web_read(request, read_page, &reading, error);

	if (err != ERR_OK)
		return err;
	response->status = 200;
	response->content_type = "text/csv; charset=utf-8; header=present";
	http_attach(response, request->arena, arena_print(request->arena, "%s.csv", table->name));
	if (table->more) {
		response->more = next_piece;
		response->more_arg = table;
	}
	workflow_log_access(&web_app(request)->workflow, web_actor(request), ACCESS_EXPORT, 0,
	                    arena_print(request->arena, "%s.csv, %lld rows", request->path, (long long)table->total));
	return ERR_OK;
}
