/* Importing a file as long work: it is begun and seen on the page of the file. */
#include "web/file/job_face.h"
#include "workflow/import/import_upload.h"

const struct job_face import_face = { .kind = UPLOAD_KIND };
