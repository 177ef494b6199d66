/* Progress as CSV: the figures of the page, the sum last. */
#include "base/memory.h"
#include "text/messages.h"
#include "web/list/csv_table.h"
#include "web/report/progress.h"

static const char *const columns[] = {
	"area_id", "code", "name", "target", "collected", "accepted", "returned", "handed_over", "entered",
	"police_returned", "left", "late",
};

static void add_planned(struct csv *csv, const struct progress_row *row, int64_t value)
{
	if (row->target < 0)
		csv_text(csv, NULL);
	else
		csv_int(csv, value);
}

static void add_figures(struct csv *csv, const struct progress_row *row)
{
	add_planned(csv, row, row->target);
	csv_int(csv, row->collected);
	csv_int(csv, row->accepted);
	csv_int(csv, row->returned);
	csv_int(csv, row->handed_over);
	csv_int(csv, row->entered);
	csv_int(csv, row->police_returned);
	add_planned(csv, row, row->left);
	csv_int(csv, row->late);
	csv_row(csv);
}

static enum err add_rows(struct db *db, struct http_request *request, struct csv_table *table, struct csv *csv,
                         struct error *error)
{
	const struct progress_view *v = table->arg;

	(void)db;
	(void)request;
	(void)error;
	table->total = (int64_t)v->count;
	for (size_t i = 0; i < v->count; i++) {
		if (v->rows[i].area_id == 0)
			csv_text(csv, NULL);
		else
			csv_int(csv, v->rows[i].area_id);
		csv_text(csv, v->rows[i].code);
		csv_text(csv, v->rows[i].name);
		add_figures(csv, &v->rows[i]);
	}
	if (v->count == 0)
		return ERR_OK;
	csv_text(csv, NULL);
	csv_text(csv, NULL);
	csv_text(csv, message_text(MSG_SUM));
	add_figures(csv, &v->total);
	return ERR_OK;
}

enum err progress_csv(struct http_request *request, struct http_response *response, struct progress_view *view,
                      struct error *error)
{
	struct csv_table table = { .name = "tien-do", .columns = columns, .column_count = COUNT(columns),
		.page = add_rows, .arg = view };

	return csv_send(request, response, &table, error);
}
