/* A table as a paper (document/document.h): what the print shows, as PDF or .docx. */
#ifndef TABLE_TABLE_PAPER_H
#define TABLE_TABLE_PAPER_H

#include "document/document.h"
#include "table/markup.h"

/* Who makes it, where and when; as it stands in the head. */
struct table_letter { const char *superior, *office, *place; };

/* The rows that were read, upright or across the page as wide as their texts are, each column as wide as it needs, that
 * of the numbers for the total. cut: said below of rows that are not in it, or NULL. Lives in the arena of the view,
 * which must stay. */
void table_document(const struct table_view *view, const struct table_letter *letter, const char *cut,
                    struct document *out);
/* Rows that come later of the table of such a paper, numbered from `from` + 1, in its columns. In the arena of view. */
void table_more(const struct table_view *view, const struct paper_table *first, size_t from, struct paper_table *out);

#endif
