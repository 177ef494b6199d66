/* What the pages of long work know of each kind: a row a kind, in job_face.c. The start compares them with the kinds
 * that run (job/job.h). */
#ifndef WEB_FILE_JOB_FACE_H
#define WEB_FILE_JOB_FACE_H

#include "job/job.h"
#include "web/frame/page.h"

struct job_face {
	const char *kind;
	/* What a posted form asks for, as parameters of such a job; the kind judges them. In the request's arena. NULL: no
	 * form begins one, some other page does. */
	const char *(*parameters)(struct http_request *request);
	/* What its page shows besides, into *what. NULL: nothing. */
	enum err (*read)(struct db *db, struct http_request *request, const struct job *job, void **what,
	                 struct error *error);
	/* Notes whose data that shows, before it does. NULL: nobody's. */
	enum err (*note)(struct http_request *request, const void *what, struct error *error);
	/* Its heading; what NULL: in a list. NULL: the kind's title. */
	const char *(*title)(struct http_request *request, const struct job *job, const void *what);
	const char *template;           /* of what its page shows besides; with read */
	void (*put)(const struct page *page, struct tmpl_dict *dict, const struct job *job, const void *what);
};

/* NULL when there is none. */
const struct job_face *job_face_of(const char *kind);
/* The heading of a job. */
const char *job_title(struct http_request *request, const struct job *job, const void *what);

/* ---- recheck_face.c ---- */
extern const struct job_face recheck_face;

/* ---- act_face.c ---- */
extern const struct job_face accept_face, forward_face, entered_face, return_face, resend_face, archive_face,
	undo_face;

/* ---- workbook_face.c ---- */
extern const struct job_face workbook_face, table_pdf_face;

/* ---- import_face.c ---- */
extern const struct job_face import_face;

/* ---- paper_face.c ---- */
extern const struct job_face paper_face;

#endif
