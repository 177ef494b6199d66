#include "web/list/letter.h"

#include "web/frame/text.h"

void letter_put(struct http_request *request, struct tmpl_dict *dict, const struct letter *letter)
{
	struct date today = clock_today(&web_app(request)->workflow.clock);

	put_section(dict, "SUPERIOR", "SUPERIOR_NAME", letter->superior);
	tmpl_put(dict, "OFFICE", letter->office);
	tmpl_put(dict, "PLACE", letter->place);
	tmpl_put_int(dict, "DAY", today.day);
	tmpl_put_int(dict, "MONTH", today.month);
	tmpl_put_int(dict, "YEAR", today.year);
}
