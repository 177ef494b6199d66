/* A table on a page or a paper: into the templates table/filters.html, table/list.html and the rows, whose template
 * follows from the columns. */
#ifndef TABLE_MARKUP_H
#define TABLE_MARKUP_H

#include "table/table.h"
#include "view/tmpl.h"

/* Loads the templates of the rows of every table. After the others, before they are frozen. ERR_INTERNAL when one
 * does not parse. */
enum err markup_load(const struct table *const *tables, size_t count, struct error *error);

/* What a page of a table shows. */
struct table_view {
	struct table_ask ask;
	struct table_rows rows;
	bool more;
	struct filter_options *offers;  /* of each filter */
};

/* Reads what the filters offer. */
enum err table_offers(struct db *db, struct table_view *view, struct error *error);
/* What was asked for, as a sentence; NULL: nothing. After table_offers(). */
const char *table_conditions(const struct table_view *view);
/* How many rows there are on paper, by their name: "128 phiếu". */
const char *table_found(const struct table_view *view);
/* Includes the form of the filters at the marker FILTERS. Returns the section that still wants TOKENS: a form with a
 * search is posted; NULL: none. Nothing where there is nothing to filter or sort by. */
struct tmpl_dict *table_put_filters(const struct table_view *view, struct tmpl_dict *dict);
/* What was asked for, as rows HIDDEN of a form of the page: it is posted with it (table/filters.html). */
void table_put_hidden(const struct table_ask *ask, struct tmpl_dict *form);
/* Includes the ways on and the files at the marker PAGER. */
void table_put_pager(const struct table_view *view, struct tmpl_dict *dict);
/* Includes head, rows and sum, the pager and the files at the marker LIST; or what to do where nothing is found. */
void table_put_list(struct table_view *view, struct tmpl_dict *dict);
/* The same on paper, without links, each row with its number: at the marker LIST. */
void table_put_paper(struct table_view *view, struct tmpl_dict *dict);

#endif
