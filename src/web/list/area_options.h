/* The areas that a filter offers, on a page. */
#ifndef WEB_LIST_AREA_OPTIONS_H
#define WEB_LIST_AREA_OPTIONS_H

#include "report/area_choice.h"
#include "view/tmpl.h"
#include "web/frame/app.h"

/* Rows AREA_OPTION. */
void area_options_put(struct http_request *request, struct tmpl_dict *dict, const struct area_choice *choice,
                      int64_t chosen);

#endif
