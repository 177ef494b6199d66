/* A file that somebody sends to be imported: it is tried at once, confirmed or cancelled after that. */
#ifndef WORKFLOW_IMPORT_IMPORT_UPLOAD_H
#define WORKFLOW_IMPORT_IMPORT_UPLOAD_H

#include "job/job.h"
#include "store/import/upload.h"
#include "workflow/import/importer.h"

#define UPLOAD_KIND "import"

struct upload_order {
	struct request_head head;       /* made: the upload */
	struct upload upload;           /* of a new one; else its id, and what else is chosen */
	const char *field;              /* out, with ERR_UNPROCESSABLE: the input, or NULL */
};

/* Remembers the file. ERR_FORBIDDEN: the role may not import that; ERR_UNPROCESSABLE: no such kind, no campaign. */
enum err upload_make(struct upload_order *order, struct error *error);
/* Another sheet, map, area, day; it is to be tried again. ERR_CONFLICT once it was confirmed or cancelled. */
enum err upload_choose(struct upload_order *order, struct error *error);
/* ERR_CONFLICT: it was confirmed, or cancelled before. The file is the caller's to remove: upload.file. */
enum err upload_cancel(struct upload_order *order, struct error *error);

/* The parameters of its jobs. */
const char *upload_parameters(struct arena *arena, int64_t id, bool tried);
/* What a job is about; false for what are no such parameters. */
bool upload_of_job(const char *parameters, int64_t *id, bool *tried);

/* The steps of the kind (job/job.h). */
job_step upload_plan, upload_settle;

#endif
