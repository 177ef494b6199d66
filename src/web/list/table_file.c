#include "web/list/table_file.h"

#include "exchange/csv.h"
#include "table/file.h"
#include "web/frame/read.h"

enum { OFFER_LIMIT = 32 << 10 };

static enum err read_first(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	struct table_whole *whole = arg;

	(void)request;
	return table_whole_begin(db, whole, &whole->ask, error);
}

static enum err read_piece(struct db *db, struct http_request *request, void *arg, struct error *error)
{
	return table_whole_next(db, arg, request->arena, error);
}

void table_attach(struct http_request *request, struct http_response *response, const struct table *table,
                  const char *ending)
{
	bool one = strstr(table->path, "{id}") != NULL;
	const char *id = one ? arena_print(request->arena, "-%lld", (long long)request->ids[0]) : "";

	http_attach(response, request->arena, arena_print(request->arena, "%s%s.%s", table->name, id, ending));
}

/* ---- CSV ---- */

static enum err next_piece(struct http_request *request, void *arg, struct buf *out, struct error *error)
{
	struct table_whole *s = arg;

	if (!s->more)
		return ERR_OK;
	enum err err = web_read(request, read_piece, s, error);
	if (err == ERR_OK)
		table_csv_piece(s, out);
	return err;
}

enum err table_send_csv(struct http_request *request, struct http_response *response, const struct table_ask *ask,
                        struct error *error)
{
	struct table_whole *whole = arena_alloc(request->arena, sizeof *whole);

	whole->ask = *ask;
	enum err err = web_read(request, read_first, whole, error);
	if (err == ERR_OK)
		err = table_note_file(&web_app(request)->workflow, whole, error);
	if (err != ERR_OK)
		return err;
	response->status = 200;
	response->content_type = CSV_TYPE;
	table_attach(request, response, ask->table, "csv");
	table_csv_head(&whole->ask, &response->body);
	table_csv_piece(whole, &response->body);
	if (whole->more) {
		response->more = next_piece;
		response->more_arg = whole;
	}
	return ERR_OK;
}

/* ---- XLSX ---- */

/* One piece after the other, in an arena that holds no other: a search by number may find very many. */
static enum err write_pieces(struct http_request *request, struct table_whole *whole, struct xlsx *xlsx,
                             struct error *error)
{
	enum err err = ERR_OK;

	table_xlsx_piece(whole, xlsx);
	while (whole->more && !xlsx_failed(xlsx) && err == ERR_OK) {
		arena_reset(request->arena);
		if ((err = web_read(request, read_piece, whole, error)) == ERR_OK)
			table_xlsx_piece(whole, xlsx);
	}
	return err;
}

static enum err write_rows(struct http_request *request, struct table_whole *whole, struct xlsx *xlsx,
                           struct error *error)
{
	struct arena *kept = request->arena, *pieces = arena_new(ARENA_REQUEST);

	if (pieces == NULL)
		return error_set(error, ERR_UNAVAILABLE, message_text(MSG_UNAVAILABLE), "no memory for a workbook");
	request->arena = pieces;
	enum err err = write_pieces(request, whole, xlsx, error);
	request->arena = kept;
	whole->ask.reader.arena = kept;
	arena_free(pieces);
	return err;
}

static enum err send_workbook(struct http_request *request, struct http_response *response,
                              struct table_whole *whole, struct error *error)
{
	struct xlsx *xlsx = table_xlsx_open(&whole->ask, web_app(request)->tmp,
	                                    clock_seconds(&web_app(request)->workflow.clock), error);
	int64_t size;
	int fd;

	if (xlsx == NULL)
		return ERR_UNAVAILABLE;
	enum err err = write_rows(request, whole, xlsx, error);
	if (err != ERR_OK) {
		xlsx_drop(xlsx);
		return err;
	}
	if ((fd = xlsx_close(xlsx, &size, error)) < 0)
		return error->code;
	response->status = 200;
	response->content_type = XLSX_TYPE;
	table_attach(request, response, whole->ask.table, "xlsx");
	http_send_file(response, fd, size);
	return ERR_OK;
}

void table_offer(struct http_request *request, struct http_response *response, const struct table_ask *ask,
                 const char *format)
{
	const char *list = table_url(ask, "", "after", NULL), *query = strchr(list, '?');
	struct buf url;

	buf_init(&url, request->arena, OFFER_LIMIT);
	buf_print(&url, "/jobs/new?table=%s&path=%s&format=%s", ask->table->name, ask->path, format);
	if (query != NULL) {
		buf_text(&url, "&query=");
		buf_url(&url, query + 1);
	}
	http_redirect(response, url.data);
}

enum err table_send_xlsx(struct http_request *request, struct http_response *response, const struct table_ask *ask,
                         struct error *error)
{
	struct table_whole whole = { .ask = *ask };

	whole.ask.counted = true;
	enum err err = web_read(request, read_first, &whole, error);

	if (err == ERR_OK && whole.total > XLSX_ANSWERED && !table_seeks_number(ask)) {
		table_offer(request, response, ask, "xlsx");
		return ERR_OK;
	}
	if (err == ERR_OK)
		err = table_note_file(&web_app(request)->workflow, &whole, error);
	return err == ERR_OK ? send_workbook(request, response, &whole, error) : err;
}
