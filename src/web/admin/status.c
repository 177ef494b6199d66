/* How the server is: the writer, the files, every route's answers. */
#include <dirent.h>
#include <sys/stat.h>

#include "base/process/build.h"
#include "base/process/disk.h"
#include "web/admin/admin.h"
#include "web/frame/page.h"
#include "web/frame/text.h"
#include "web/input/admin_form.h"

#define DATABASE "mau03.db"
#define LAST_BACKUP "last-backup"
enum { TENTHS = 10, MEGABYTE = 1000 * 1000 };

static const char *file_in(struct http_request *request, const char *name)
{
	return arena_print(request->arena, "%s/%s", web_app(request)->folder, name);
}

static const char *megabytes(struct http_request *request, int64_t bytes)
{
	int64_t tenths = (bytes * TENTHS + MEGABYTE / 2) / MEGABYTE;

	return arena_print(request->arena, "%s,%lld MB", web_count(request, tenths / TENTHS), (long long)(tenths % TENTHS));
}

static const char *file_size(struct http_request *request, const char *name)
{
	struct stat status;

	return megabytes(request, stat(file_in(request, name), &status) == 0 ? status.st_size : 0);
}

/* The time that `mau03 backup` left, or NULL. */
static const char *last_backup(struct http_request *request)
{
	FILE *file = fopen(file_in(request, LAST_BACKUP), "re");
	char line[CLOCK_TEXT] = "";

	if (file == NULL)
		return NULL;
	if (fgets(line, sizeof line, file) == NULL)
		line[0] = '\0';
	fclose(file);
	const char *shown = web_time(request, line);
	return shown[0] == '\0' ? NULL : shown;
}

static const char *milliseconds(struct http_request *request, int64_t us)
{
	return arena_print(request->arena, "%lld,%lld", (long long)(us / 1000), (long long)(us % 1000 / 100));
}

static const char *uptime(struct http_request *request, int64_t seconds)
{
	const char *const values[] = { web_count(request, seconds / 86400), web_count(request, seconds / 3600 % 24),
		web_count(request, seconds / 60 % 60) };

	return message_fill_all(request, MSG_STATUS_UPTIME, values, 3);
}

static void put_fact(struct tmpl_dict *dict, const char *group, enum message label, const char *value)
{
	struct tmpl_dict *row = tmpl_add(dict, group);

	tmpl_put(row, "FACT_LABEL", message_text(label));
	tmpl_put(row, "FACT_VALUE", value);
}

static void put_writer(struct http_request *request, struct tmpl_dict *dict)
{
	struct db_writer_counts counts;

	db_writer_count(web_app(request)->workflow.writer, &counts);
	int64_t tenths = counts.groups == 0 ? 0 : (counts.tasks * TENTHS + counts.groups / 2) / counts.groups;
	put_fact(dict, "WRITER", MSG_STATUS_WAITING, web_count(request, (int64_t)counts.waiting));
	put_fact(dict, "WRITER", MSG_STATUS_JOBS, web_count(request, counts.tasks));
	put_fact(dict, "WRITER", MSG_STATUS_GROUPS, web_count(request, counts.groups));
	put_fact(dict, "WRITER", MSG_STATUS_GROUP_SIZE,
	         arena_print(request->arena, "%lld,%lld", (long long)(tenths / TENTHS), (long long)(tenths % TENTHS)));
	put_fact(dict, "WRITER", MSG_STATUS_FAILED_GROUPS, web_count(request, counts.failed_groups));
}

static void put_files(struct http_request *request, struct tmpl_dict *dict)
{
	const char *backup = last_backup(request);
	int64_t room = disk_free(web_app(request)->folder);

	put_fact(dict, "FILES", MSG_STATUS_DATABASE, file_size(request, DATABASE));
	put_fact(dict, "FILES", MSG_STATUS_WAL, file_size(request, DATABASE "-wal"));
	put_fact(dict, "FILES", MSG_STATUS_ROOM, room < 0 ? message_text(MSG_NO_FIGURE) : megabytes(request, room));
	put_fact(dict, "FILES", MSG_STATUS_BACKUP, backup != NULL ? backup : message_text(MSG_STATUS_NO_BACKUP));
	if (backup == NULL)
		tmpl_show(dict, "NO_BACKUP");
}

static void put_program(struct http_request *request, struct tmpl_dict *dict, const struct http_stats *stats)
{
	int64_t answers = 0, failed = 0;

	for (size_t i = 0; i < stats->count; i++) {
		answers += stats->rows[i].answers;
		failed += stats->rows[i].failed;
	}
	put_fact(dict, "PROGRAM", MSG_STATUS_VERSION,
	         arena_print(request->arena, "%s (%.12s)", build_version, build_commit));
	put_fact(dict, "PROGRAM", MSG_STATUS_SINCE, uptime(request, stats->seconds));
	put_fact(dict, "PROGRAM", MSG_STATUS_IN_FLIGHT, web_count(request, stats->in_flight));
	put_fact(dict, "PROGRAM", MSG_STATUS_ANSWERS, web_count(request, answers));
	put_fact(dict, "PROGRAM", MSG_STATUS_FAILED, web_count(request, failed));
}

static void put_route(struct http_request *request, struct tmpl_dict *dict, const struct http_route_stats *r)
{
	struct tmpl_dict *row = tmpl_add(dict, "ROUTE");

	tmpl_put(row, "ROUTE_METHOD", r->route == NULL ? "" : r->route->method);
	tmpl_put(row, "ROUTE_PATTERN", r->route == NULL ? message_text(MSG_STATUS_NO_ROUTE) : r->route->pattern);
	tmpl_put(row, "ROUTE_ANSWERS", web_count(request, r->answers));
	tmpl_put(row, "ROUTE_REFUSED", web_count(request, r->refused));
	tmpl_put(row, "ROUTE_FAILED", web_count(request, r->failed));
	tmpl_put(row, "ROUTE_P50", milliseconds(request, r->p50_us));
	tmpl_put(row, "ROUTE_P99", milliseconds(request, r->p99_us));
	if (r->failed > 0)
		tmpl_show(row, "ROUTE_BAD");
}

enum err page_status(struct http_request *request, struct http_response *response, struct error *error)
{
	struct http_stats stats = http_read_stats(request);
	struct page page;
	enum err err = admin_open(request, "admin/status.html", message_text(MSG_NAV_STATUS), &page, error);

	if (err != ERR_OK)
		return err;
	put_program(request, page.content, &stats);
	put_writer(request, page.content);
	put_files(request, page.content);
	for (size_t i = 0; i < stats.count; i++) {
		if (stats.rows[i].answers > 0)
			put_route(request, page.content, &stats.rows[i]);
	}
	return page_send(&page, response, 200, error);
}
