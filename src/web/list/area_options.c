#include "web/list/area_options.h"

#include "web/frame/text.h"

void area_options_put(struct http_request *request, struct tmpl_dict *dict, const struct area_choice *choice,
                      int64_t chosen)
{
	for (size_t i = 0; i < choice->count; i++) {
		struct tmpl_dict *row = tmpl_add(dict, "AREA_OPTION");
		tmpl_put(row, "AREA_VALUE", web_id(request, choice->items[i].id));
		tmpl_put(row, "AREA_TITLE", choice->items[i].full_name);
		if (choice->items[i].id == chosen)
			tmpl_show(row, "AREA_SELECTED");
	}
}
