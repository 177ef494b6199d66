#include "web/file/job_face.h"

#include "base/memory.h"
#include "web/frame/text.h"

static const struct job_face *const faces[] = {
	&recheck_face, &workbook_face, &table_pdf_face, &import_face, &paper_face, &accept_face, &forward_face,
	&entered_face, &return_face, &resend_face, &archive_face, &undo_face,
};

const struct job_face *job_face_of(const char *kind)
{
	for (size_t i = 0; i < COUNT(faces); i++) {
		if (strcmp(faces[i]->kind, kind) == 0)
			return faces[i];
	}
	return NULL;
}

const char *job_title(struct http_request *request, const struct job *job, const void *what)
{
	const struct job_face *face = job_face_of(job->kind);
	const struct job_kind *kind = jobs_kind(web_app(request)->jobs, job->kind);

	if (face != NULL && face->title != NULL)
		return face->title(request, job, what);
	return kind == NULL ? job->kind : message_text(kind->title);
}
