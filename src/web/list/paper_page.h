/* Declared papers (report/paper/paper_type.h) on the web: one handler for every file and print page of each. */
#ifndef WEB_LIST_PAPER_PAGE_H
#define WEB_LIST_PAPER_PAGE_H

#include "report/paper/paper_type.h"
#include "web/frame/page.h"

/* The paper whose path is the route's: with a suffix the file, else its print page. Whom it shows is noted before. */
http_handler page_paper;
/* The same of that paper about what has that id. */
enum err paper_answer(struct http_request *request, struct http_response *response, const struct paper_type *type,
                      int64_t id, struct error *error);
/* True when a PDF or .docx is asked for: page_paper() answers. */
bool paper_is_file(const struct http_request *request);
/* Makes the files of one that was issued just now, about the first id of the path; what fails is made when it is asked
 * for. */
void paper_make_files(struct http_request *request, const struct paper_type *type);

#endif
