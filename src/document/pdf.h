/* A PDF of one or many papers, written as it is drawn: little memory, however many pages. */
#ifndef DOCUMENT_PDF_H
#define DOCUMENT_PDF_H

#include <stddef.h>

#include "document/document.h"

enum { PDF_AT_ONCE = 4 };               /* that are open; the next waits for its turn */

struct pdf;

/* Takes the next bytes of the file; false: they could not be taken, and no more come. */
typedef bool pdf_sink(void *arg, const void *data, size_t length);

/* about: of its properties. NULL with ERR_UNAVAILABLE. One thread at a time uses it, and opens no other
 * meanwhile. */
struct pdf *pdf_open(const char *about, pdf_sink *sink, void *arg, struct error *error);
/* One more paper, on pages of its own. document may go afterwards. */
enum err pdf_add(struct pdf *pdf, const struct document *document, struct error *error);
/* A paper of one part that ends in a table whose rows do not fit into memory: begun with the first of them, gone on
 * with piece by piece (the columns of each are those of the first), and ended with what stands below the table. */
enum err pdf_begin(struct pdf *pdf, const struct document *document, struct error *error);
void pdf_rows(struct pdf *pdf, const struct paper_table *table);
enum err pdf_end(struct pdf *pdf, const struct part *below, struct error *error);
/* Ends the file and frees pdf. ERR_UNAVAILABLE: it was not written whole. *missing (or NULL): signs without a glyph. */
enum err pdf_close(struct pdf *pdf, int *missing, struct error *error);

#endif
