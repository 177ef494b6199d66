#include "web/admin/shown_tell.h"

#include "base/memory.h"
#include "report/registry.h"
#include "text/messages.h"
#include "web/frame/text.h"
#include "workflow/access.h"

enum { ID_TEXT = 22 };

/* What is no declared table. */
static const struct { const char *table; enum message title; } titles[] = {
	{ "sheets", MSG_NAV_SHEETS }, { "duplicate_pair", MSG_TITLE_DUPLICATE }, { "person", MSG_LOG_PERSON },
	{ "change", MSG_TITLE_CHANGE }, { "card", MSG_LOG_CARD },
};

/* A table that is there no more by its name. */
static const char *title_of(const char *table)
{
	const struct table *declared = table_named(table);

	if (declared != NULL)
		return message_text(declared->title);
	for (size_t i = 0; i < COUNT(titles); i++) {
		if (strcmp(titles[i].table, table) == 0)
			return message_text(titles[i].title);
	}
	return table;
}

/* ---- what a search found ---- */

static const char *tell_ids(struct http_request *request, const struct log_row *row)
{
	struct buf text;

	buf_init(&text, request->arena, ID_TEXT * (row->id_count + 1));
	for (size_t i = 0; i < row->id_count; i++)
		buf_print(&text, "%s%lld", i == 0 ? "" : ", ", (long long)row->ids[i]);
	return text.data;
}

static const char *tell_found(struct http_request *request, const struct log_row *row)
{
	bool more = (int64_t)row->id_count < row->shown || strstr(row->text, SOUGHT_MORE) != NULL;

	if (row->shown == 0)
		return message_text(MSG_LOG_FOUND_NONE);
	return message_fill(request, more ? MSG_LOG_FOUND_MORE : MSG_LOG_FOUND, tell_ids(request, row), NULL);
}

/* "12,45" -> "12, 45" */
static const char *spaced(struct http_request *request, const char *ids, size_t length)
{
	struct buf text;

	buf_init(&text, request->arena, 2 * length);
	for (size_t i = 0; i < length; i++) {
		buf_char(&text, ids[i]);
		if (ids[i] == ',')
			buf_char(&text, ' ');
	}
	return text.data;
}

/* Rows of before say what was found in their text, or, still older ones, only how the number ends. */
static const char *tell_found_in_text(struct http_request *request, const char *rest)
{
	const char *ids = strstr(rest, SOUGHT_FOUND);

	if (ids == NULL)
		return rest[0] == '\0' ? "" : message_text(MSG_LOG_FOUND_NONE);
	ids += sizeof SOUGHT_FOUND - 1;
	size_t length = strspn(ids, "0123456789,");
	return message_fill(request, ids[length] == '\0' ? MSG_LOG_FOUND : MSG_LOG_FOUND_MORE, spaced(request, ids, length),
	                    NULL);
}

static const char *tell_sought(struct http_request *request, const struct log_row *row)
{
	const char *end = row->text + sizeof SOUGHT_ENDING - 1, *found = "";
	size_t digits = strspn(end, "0123456789");

	if (row->table == NULL)
		found = tell_found_in_text(request, end + digits);
	else if (row->access == ACCESS_SEARCH)
		found = tell_found(request, row);
	return message_fill(request, MSG_LOG_SOUGHT, arena_text_n(request->arena, end, digits), found);
}

/* ---- what a list showed ---- */

const char *shown_tell(struct http_request *request, const struct log_row *row)
{
	bool sought = row->text != NULL && strncmp(row->text, SOUGHT_ENDING, sizeof SOUGHT_ENDING - 1) == 0;

	if (sought && (row->access == ACCESS_SEARCH || row->table == NULL))
		return tell_sought(request, row);
	if (row->table == NULL)
		return NULL;
	const char *list = message_fill(request, MSG_LOG_SHOWN, title_of(row->table), web_count(request, row->shown));
	return !sought ? list : arena_print(request->arena, "%s · %s", list, tell_sought(request, row));
}
