#include "http/answer/static.h"

#include "base/hash.h"
#include "base/memory.h"
#include "http/answer/gzip.h"

enum { HASH_SHOWN = 16, RESERVE = 64 << 20 };

static const char folder[] = "static/";

/* Filled once by http_static_start(), then only read. */
static struct {
	struct arena *arena;
	struct static_file *files;
	size_t count;
} table;

static const char *content_type_of(const char *name)
{
	static const struct { const char *ending, *type; } types[] = {
		{ ".css", "text/css; charset=utf-8" }, { ".js", "text/javascript; charset=utf-8" },
		{ ".svg", "image/svg+xml" }, { ".png", "image/png" }, { ".ico", "image/x-icon" },
		{ ".woff2", "font/woff2" }, { ".json", "application/json" }, { ".html", "text/html; charset=utf-8" },
	};
	const char *ending = strrchr(name, '.');

	for (size_t i = 0; ending != NULL && i < COUNT(types); i++) {
		if (strcmp(ending, types[i].ending) == 0)
			return types[i].type;
	}
	return "application/octet-stream";
}

static void pack(struct static_file *file)
{
	if (!gzip_suits(file->content_type))
		return;
	char *packed = gzip_pack(table.arena, file->asset->data, file->asset->size, GZIP_BEST, &file->packed_size);
	if (file->packed_size < file->asset->size)
		file->packed = packed;
}

static void prepare(struct static_file *file, const struct asset *asset)
{
	char hash[HASH_TEXT];

	hash_text(asset->data, asset->size, hash);
	*file = (struct static_file){ .name = asset->name + sizeof folder - 1, .asset = asset };
	file->url = arena_print(table.arena, "/static/%.*s/%s", HASH_SHOWN, hash, file->name);
	file->etag = arena_print(table.arena, "\"%.*s\"", HASH_SHOWN, hash);
	file->content_type = content_type_of(file->name);
	pack(file);
}

enum err http_static_start(struct error *error)
{
	size_t count;
	const struct asset *assets = asset_list(folder, &count);

	if (table.arena != NULL)
		return ERR_OK;
	table.arena = arena_new(RESERVE);
	if (table.arena == NULL)
		return error_set(error, ERR_UNAVAILABLE, NULL, "no memory for the static files");
	table.files = arena_array(table.arena, count, sizeof *table.files);
	for (size_t i = 0; i < count; i++)
		prepare(&table.files[i], &assets[i]);
	table.count = count;
	return ERR_OK;
}

const char *http_static_url(const char *name)
{
	for (size_t i = 0; i < table.count; i++) {
		if (strcmp(table.files[i].name, name) == 0)
			return table.files[i].url;
	}
	return NULL;
}

const struct static_file *static_find(const char *url)
{
	for (size_t i = 0; i < table.count; i++) {
		if (strcmp(table.files[i].url, url) == 0)
			return &table.files[i];
	}
	return NULL;
}

void static_serve(const struct static_file *file, const struct http_request *request, struct http_response *response)
{
	const char *known = http_request_header(request, "If-None-Match");

	response->content_type = file->content_type;
	http_add_header(response, "Cache-Control", "public, max-age=31536000, immutable");
	http_add_header(response, "ETag", file->etag);
	if (file->packed != NULL)
		http_add_header(response, "Vary", "Accept-Encoding");
	response->status = known != NULL && strstr(known, file->etag) != NULL ? 304 : 200;
	if (response->status == 304)
		return;
	if (file->packed == NULL || !gzip_is_accepted(http_request_header(request, "Accept-Encoding"))) {
		buf_add(&response->body, file->asset->data, file->asset->size);
		return;
	}
	http_add_header(response, "Content-Encoding", "gzip");
	buf_add(&response->body, file->packed, file->packed_size);
}
