#include "web/frame/text.h"

#include "base/clock.h"
#include "base/memory.h"
#include "table/display.h"

/* ---- messages, sections ---- */

void put_section(struct tmpl_dict *dict, const char *section, const char *key, const char *value)
{
	if (value != NULL && value[0] != '\0')
		tmpl_put(tmpl_add(dict, section), key, value);
}

const char *web_hamlet(const char *area_name)
{
	return area_name == NULL ? message_text(MSG_NOT_ANSWERED) : area_name;
}

const char *web_sheet_title(struct http_request *request, const char *paper_no, int64_t id)
{
	return message_fill(request, MSG_SHEET_OF_PAPER, sheet_number(request->arena, paper_no, id), NULL);
}

const char *message_fill_all(struct http_request *request, enum message message, const char *const *values,
                             size_t count)
{
	return message_with(request->arena, message, values, count);
}

const char *message_fill(struct http_request *request, enum message message, const char *one, const char *two)
{
	const char *const values[] = { one, two };

	return message_fill_all(request, message, values, COUNT(values));
}

const char *web_id(struct http_request *request, int64_t id)
{
	return arena_print(request->arena, "%lld", (long long)id);
}

const char *web_open_findings(struct http_request *request, int64_t errors, int64_t warnings)
{
	const char *e = errors == 0 ? NULL : message_fill(request, MSG_COUNT_ERRORS, web_count(request, errors), NULL);
	const char *w = warnings == 0 ? NULL
	                              : message_fill(request, MSG_COUNT_WARNINGS, web_count(request, warnings), NULL);

	if (e != NULL && w != NULL)
		return arena_print(request->arena, "%s, %s", e, w);
	return e != NULL ? e : w;
}

/* ---- shown texts ---- */

const char *web_count(struct http_request *request, int64_t number)
{
	return display_count(request->arena, number);
}

const char *web_percent(struct http_request *request, int64_t part, int64_t whole)
{
	return display_percent(request->arena, part, whole);
}

const char *web_time(struct http_request *request, const char *utc)
{
	return display_time(request->arena, utc);
}

const char *web_day(struct http_request *request, const char *utc)
{
	char day[DATE_TEXT];

	date_to_shown(clock_day_of(utc), day);
	return arena_text(request->arena, day);
}

const char *web_iso_day(struct http_request *request, const char *iso)
{
	return display_day(request->arena, iso);
}

const char *web_number(struct http_request *request, const char *number)
{
	return display_number(request->arena, web_actor(request), number);
}
