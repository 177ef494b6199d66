/* Declared tables (table/table.h) on the web: one handler for every table that is a page of nothing else, and its parts
 * for the pages that show a table among other things. */
#ifndef WEB_LIST_TABLE_PAGE_H
#define WEB_LIST_TABLE_PAGE_H

#include "table/markup.h"
#include "web/frame/page.h"
#include "web/frame/read.h"
#include "web/list/letter.h"

/* The table whose path is the route's, in every form. */
http_handler page_table;
/* The same in a template of its own, which includes FILTERS or LIST or both beside what it has more. */
enum err table_show(struct http_request *request, struct http_response *response, const char *template,
                    struct error *error);

struct table_page {
	struct table_view view;
	bool paper;                     /* it is read for a paper; who makes one of its own sets it before table_open() */
	struct letter letter;           /* of the paper */
};

/* Understands what the query, or a posted form, asks of the table; of a form the table stands at its own path. */
enum err table_ask_for(struct http_request *request, const struct table *table, const struct params *params,
                       struct table_page *out, struct error *error);
/* For a page, a paper or JSON reads the rows, for a page what the filters offer, and for a page or a paper with the
 * same reader what `more` (or NULL) reads. Notes whose rows were shown. */
enum err table_look(struct http_request *request, struct table_page *page, web_reading *more, void *arg,
                    struct error *error);
/* Both, of the query. */
enum err table_open(struct http_request *request, const struct table *table, struct table_page *out, web_reading *more,
                    void *arg, struct error *error);
/* True when what is asked for is no page: table_send() answers. */
bool table_is_file(const struct http_request *request);
/* The filters, with the tokens of the page. */
void table_put_form(const struct table_view *view, const struct page *page);
/* JSON, CSV, XLSX, PDF, .docx or the print. */
enum err table_send(struct http_request *request, struct http_response *response, struct table_page *page,
                    struct error *error);

#endif
