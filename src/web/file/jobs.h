/* Long work: what ran or runs, where it is begun, how far it is, what came of it. */
#ifndef WEB_FILE_JOBS_H
#define WEB_FILE_JOBS_H

#include "http/http.h"

http_handler page_jobs, post_jobs, post_job_cancel, post_job_resume;

/* ---- job_page.c ---- */
http_handler page_job, page_job_result;

/* ---- left_file.c ---- */
/* All that an act left out, as CSV: who, and why as they stand now. */
http_handler page_job_left;

/* ---- workbook_face.c ---- */
http_handler page_job_new;
/* ---- paper_face.c ---- */
/* The offer to make the paper of that name, for page_job_new. */
enum err page_job_paper(struct http_request *request, struct http_response *response, const char *name,
                        struct error *error);

#endif
