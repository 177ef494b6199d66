/* The head of a paper that an office makes, on a page: whose it is, where and when. */
#ifndef WEB_LIST_LETTER_H
#define WEB_LIST_LETTER_H

#include "report/paper/office_letter.h"
#include "view/tmpl.h"
#include "web/frame/app.h"

/* SUPERIOR with SUPERIOR_NAME, OFFICE, PLACE, DAY, MONTH, YEAR. */
void letter_put(struct http_request *request, struct tmpl_dict *dict, const struct letter *letter);

#endif
