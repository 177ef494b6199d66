#include "web/part/shown.h"

#include "report/finding_shown.h"
#include "table/display.h"
#include "web/frame/text.h"

struct kind_reader web_reader(struct http_request *request)
{
	return (struct kind_reader){ request->arena, web_actor(request), web_app(request)->form };
}

/* ---- answers ---- */

const char *web_masked(struct http_request *request, const char *text)
{
	return display_text(request->arena, web_actor(request), text);
}

const char *web_answer(struct http_request *request, const struct field *field, const struct answer *answer)
{
	const char *shown = answer_shown(request->arena, field, answer);

	if (answer->state == ANSWER_BAD)
		shown = answer->raw == NULL ? "" : answer->raw;
	return field->personal ? web_number(request, shown) : web_masked(request, shown);
}

/* ---- findings ---- */

const char *web_finding(struct http_request *request, const struct finding_row *f)
{
	const struct kind_reader reader = web_reader(request);

	return finding_shown(&reader, f);
}

const char *finding_first_field(const struct finding_row *finding)
{
	return finding->field_count == 0 ? "" : finding->fields[0];
}

const char *web_option(const struct field *field, int64_t value)
{
	const struct option *option = field_option(field, value);

	return option == NULL ? "" : option->label;
}
