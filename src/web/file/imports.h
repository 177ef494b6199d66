/* Tables from files: sending one, how it was read, what is wrong with its rows, and the word that it is meant. */
#ifndef WEB_FILE_IMPORTS_H
#define WEB_FILE_IMPORTS_H

#include "http/http.h"

enum { IMPORT_BODY = 12 << 20 };        /* bytes of a posted file */

http_handler page_imports, post_imports;
/* The page again for a file over the limit. */
enum err import_too_large(struct http_request *request, struct http_response *response, struct error *error);

/* ---- import_page.c ---- */
http_handler page_import, post_import, post_import_confirm, post_import_cancel, page_import_rejects;

#endif
