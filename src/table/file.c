#include "table/file.h"

#include "exchange/csv.h"

static bool is_in_files(const struct column *column)
{
	return column->place != COLUMN_SHOWN;
}

/* One value of a row, in the order of the columns. */
typedef void put_value(void *out, const char *name, enum kind kind, struct kind_value value);

static void each_value(const struct table_ask *ask, const void *row, put_value *put, void *out)
{
	for (size_t i = 0; i < ask->table->column_count; i++) {
		const struct column *column = &ask->table->columns[i];
		if (is_in_files(column))
			put(out, column_name(ask->reader.form, column), column->kind,
			    kind_value(&ask->reader, column->kind, (const char *)row + column->at));
	}
}

/* ---- CSV ---- */

void table_csv_head(const struct table_ask *ask, struct buf *out)
{
	struct csv csv = { .out = out };

	csv_mark(&csv);
	for (size_t i = 0; i < ask->table->column_count; i++) {
		if (is_in_files(&ask->table->columns[i]))
			csv_text(&csv, column_name(ask->reader.form, &ask->table->columns[i]));
	}
	csv_row(&csv);
}

static void put_csv(void *csv, const char *name, enum kind kind, struct kind_value value)
{
	(void)name, (void)kind;
	if (value.none || value.text != NULL)
		csv_text(csv, value.none ? NULL : value.text);
	else
		csv_int(csv, value.number);
}

static void csv_line(const struct table_ask *ask, const void *row, struct csv *csv)
{
	each_value(ask, row, put_csv, csv);
	csv_row(csv);
}

void table_csv_piece(const struct table_whole *whole, struct buf *out)
{
	const struct table_ask *ask = &whole->ask;
	struct csv csv = { .out = out };

	for (size_t i = 0; i < whole->rows.count; i++)
		csv_line(ask, table_row(ask->table, &whole->rows, i), &csv);
	if (!whole->more && whole->sum != NULL)
		csv_line(ask, whole->sum, &csv);
}

/* ---- XLSX ---- */

static const enum xlsx_type xlsx_types[] = {
	[FILE_TEXT] = XLSX_TEXT, [FILE_ID_TEXT] = XLSX_ID_TEXT, [FILE_INT] = XLSX_INT, [FILE_DAY] = XLSX_DAY,
	[FILE_TIME] = XLSX_TIME,
};

struct xlsx *table_xlsx_open(const struct table_ask *ask, const char *folder, int64_t created, struct error *error)
{
	const struct table *table = ask->table;
	struct xlsx_column *columns = arena_array(ask->reader.arena, table->column_count, sizeof *columns);
	struct xlsx_sheet sheet = { folder, table_title(ask), columns, 0, created };

	for (size_t i = 0; i < table->column_count; i++) {
		const struct column *column = &table->columns[i];
		const struct kind_row *kind = kind_of(column->kind);
		if (is_in_files(column))
			columns[sheet.count++] = (struct xlsx_column){ column_name(ask->reader.form, column), kind->width,
				xlsx_types[kind->file] };
	}
	return xlsx_open(&sheet, error);
}

static void put_xlsx(void *xlsx, const char *name, enum kind kind, struct kind_value value)
{
	enum kind_file file = kind_of(kind)->file;

	(void)name;
	if (value.none)
		xlsx_none(xlsx);
	else if (value.text == NULL)
		xlsx_int(xlsx, value.number);
	else if (file == FILE_DAY)
		xlsx_day(xlsx, value.text);
	else if (file == FILE_TIME)
		xlsx_time(xlsx, value.text);
	else
		xlsx_text(xlsx, value.text);
}

static void xlsx_line(const struct table_ask *ask, const void *row, struct xlsx *xlsx)
{
	each_value(ask, row, put_xlsx, xlsx);
	xlsx_row(xlsx);
}

void table_xlsx_piece(const struct table_whole *whole, struct xlsx *xlsx)
{
	const struct table_ask *ask = &whole->ask;

	for (size_t i = 0; i < whole->rows.count; i++)
		xlsx_line(ask, table_row(ask->table, &whole->rows, i), xlsx);
	if (!whole->more && whole->sum != NULL)
		xlsx_line(ask, whole->sum, xlsx);
}

/* ---- JSON ---- */

static cJSON *codes_json(const char *codes)
{
	cJSON *list = cJSON_CreateArray();
	char code[64];

	for (int read = 0; sscanf(codes, " %63s%n", code, &read) == 1; codes += read)
		cJSON_AddItemToArray(list, cJSON_CreateString(code));
	return list;
}

static void put_json(void *object, const char *name, enum kind kind, struct kind_value value)
{
	if (kind == KIND_CODES)
		cJSON_AddItemToObject(object, name, codes_json(value.text));
	else if (value.none)
		cJSON_AddNullToObject(object, name);
	else if (value.text != NULL)
		cJSON_AddStringToObject(object, name, value.text);
	else
		cJSON_AddNumberToObject(object, name, (double)value.number);
}

cJSON *table_json_row(struct table_ask *ask, const void *row)
{
	cJSON *object = cJSON_CreateObject();

	each_value(ask, row, put_json, object);
	if (ask->table->more_json != NULL)
		ask->table->more_json(ask, row, object);
	return object;
}

cJSON *table_json_rows(struct table_ask *ask, const struct table_rows *rows)
{
	cJSON *list = cJSON_CreateArray();

	for (size_t i = 0; i < rows->count; i++)
		cJSON_AddItemToArray(list, table_json_row(ask, table_row(ask->table, rows, i)));
	return list;
}

void table_json_into(cJSON *root, struct table_ask *ask, const struct table_rows *rows, bool more)
{
	cJSON_AddItemToObject(root, "rows", table_json_rows(ask, rows));
	cJSON_AddItemToObject(root, "total",
	                      rows->total < 0 ? cJSON_CreateNull() : cJSON_CreateNumber((double)rows->total));
	if (more)
		cJSON_AddStringToObject(root, "next", table_url(ask, ".json", "after", table_after(ask, rows)));
	else
		cJSON_AddNullToObject(root, "next");
	if (rows->sum != NULL)
		cJSON_AddItemToObject(root, "sum", table_json_row(ask, rows->sum));
}

cJSON *table_json(struct table_ask *ask, const struct table_rows *rows, bool more)
{
	cJSON *root = cJSON_CreateObject();

	table_json_into(root, ask, rows, more);
	return root;
}
