/* The copy of an issued paper that was signed by hand (src/domain.md §6): its day, and a scan of it. A scan stays as it
 * was handed in; a paper may have several, since some lists are signed in parts. */
#ifndef WORKFLOW_HANDOVER_SIGNED_COPY_H
#define WORKFLOW_HANDOVER_SIGNED_COPY_H

#include "workflow/workflow.h"

enum { SCAN_MOST = 5 << 20, SCANS_MOST = 20 };  /* bytes of one; scans of a paper */

struct signed_request {
	struct request_head head;       /* made: subject */
	enum paper_kind kind;
	struct thing subject;           /* what the paper is about */
	const char *day;                /* on the copy, ISO; or NULL */
	const void *scan;               /* or NULL: the day alone is noted */
	size_t scan_length;
	const char *field;              /* out: what a refusal is about (signed_on, scan); NULL: neither */
};

/* One task. ERR_NOT_FOUND: the paper is of none of the actor's communes; ERR_CONFLICT: it is a draft, has that scan or
 * as many as it may; ERR_UNPROCESSABLE: no day, one ahead, a scan that is too large, neither PDF nor JPEG, or cut
 * off. */
enum err workflow_note_signed(struct signed_request *request, struct error *error);

/* ---- private to workflow/, in a task ---- */
/* The same judgement of a day and a scan. */
enum err signed_check(struct signed_request *request, struct error *error);
/* Notes what was judged, of the paper with that id; the history says so. */
enum err signed_note(struct db *db, const struct signed_request *request, int64_t paper_id, struct error *error);

/* By its bytes: PDF or JPEG; NULL: neither, or cut off. */
const char *scan_type(const void *bytes, size_t length);

#endif
