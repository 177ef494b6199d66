#include "web/frame/text.h"

#include "base/memory.h"
#include "text/identity.h"

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
	char digits[32];
	struct buf out;
	int length = snprintf(digits, sizeof digits, "%lld", (long long)number);

	buf_init(&out, request->arena, 64);
	for (int i = 0; i < length; i++) {
		if (i > 0 && digits[i - 1] != '-' && (length - i) % 3 == 0)
			buf_char(&out, '.');
		buf_char(&out, digits[i]);
	}
	return out.data;
}

const char *web_percent(struct http_request *request, int64_t part, int64_t whole)
{
	if (whole <= 0)
		return "";
	int64_t tenths = (part * 1000 + whole / 2) / whole;
	return arena_print(request->arena, "%lld,%lld", (long long)(tenths / 10), (long long)(tenths % 10));
}

const char *web_time(struct http_request *request, const char *utc)
{
	char shown[CLOCK_TEXT] = "";

	if (utc != NULL)
		clock_shown(utc, shown);
	return arena_text(request->arena, shown);
}

const char *web_iso_day(struct http_request *request, const char *iso)
{
	char shown[DATE_TEXT] = "";
	struct date date;

	if (iso != NULL && date_from_iso(iso, true, &date))
		date_to_shown(date, shown);
	return arena_text(request->arena, shown);
}

const char *web_number(struct http_request *request, const char *number)
{
	if (number == NULL)
		return "";
	return actor_is_masked(web_actor(request)) ? identity_mask(request->arena, number) : number;
}
